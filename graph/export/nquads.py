"""Graph -> N-Quads, one line for each statement."""

from __future__ import annotations

from typing import BinaryIO

from graph.export.patterns import Patterns
from graph.export.terms import Literal, Node, Term
from graph.export.turtle import quoted
from graph.export.walk import walk_documents, walk_things
from graph.keep.reader import Graph
from schema.prefixes import DEFAULT_BASE


def write_nquads(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the whole graph as N-Quads in UTF-8: the graphs of write_trig, in its order."""
    triples = as_triples(base)
    for lines in walk_things(graph, triples):
        stream.write(lines.encode())
    for iri, parts in walk_documents(graph, triples):
        stream.write(in_graph("".join(parts), iri).encode())


def as_triples(base: str) -> Patterns:
    """The form of a graph in which each part is its triples as N-Triples."""
    return Patterns(Lines(), base)


def in_graph(triples: str, iri: str) -> str:
    """Lines of N-Triples as N-Quads in a graph; literals hold no line ends, so that every line is a statement."""
    return triples.replace(" .\n", f" <{iri}> .\n")


def node_lines(node: Node) -> str:
    """All that is said of a thing, one line each."""
    return "".join(
        [f"<{node.iri}> <{predicate}> {_term(term)} .\n" for predicate, objects in node.properties for term in objects]
    )


class Lines:
    """N-Triples."""

    node = staticmethod(node_lines)
    string = staticmethod(quoted)

    def iri(self, iri: str) -> str:
        return f"<{iri}>"


def _term(term: Term) -> str:
    if not isinstance(term, Literal):
        return f"<{term.value}>"
    if term.language:
        return f"{quoted(term.value)}@{term.language}"
    return quoted(term.value) + (f"^^<{term.datatype}>" if term.datatype else "")

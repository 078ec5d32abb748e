"""Nodes -> N-Quads, one line for each statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from graph.export.describe import describe_documents, describe_things
from graph.export.terms import DEFAULT_BASE, Literal, Node, Term
from graph.export.turtle import quoted
from graph.keep.reader import Graph


def write_nquads(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the whole graph as N-Quads in UTF-8: the graphs of write_trig, in its order."""
    for node in describe_things(graph, base=base):
        stream.write(node_lines(node))
    for iri, nodes in describe_documents(graph, base=base):
        for node in nodes:
            stream.write(node_lines(node, iri))


def node_lines(node: Node, graph: str = "") -> bytes:
    """All that is said of a thing, one line each; in the graph of an IRI, or in none."""
    return "".join(_lines(node, f" <{graph}>" if graph else "")).encode()


def _lines(node: Node, graph: str) -> Iterator[str]:
    for predicate, objects in node.properties:
        for term in objects:
            yield f"<{node.iri}> <{predicate}> {_term(term)}{graph} .\n"


def _term(term: Term) -> str:
    if not isinstance(term, Literal):
        return f"<{term.value}>"
    if term.language:
        return f"{quoted(term.value)}@{term.language}"
    return quoted(term.value) + (f"^^<{term.datatype}>" if term.datatype else "")

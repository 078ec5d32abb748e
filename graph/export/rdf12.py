"""Nodes -> Turtle of RDF 1.2: each fact reifies its triple as a triple term, so that the two cannot come apart."""

from __future__ import annotations

from typing import BinaryIO

from graph.export.patterns import Patterns
from graph.export.terms import Iri, Node
from graph.export.turtle import BETWEEN, Names, write_blocks
from graph.export.walk import walk_graph
from graph.keep.reader import Graph
from schema.ontology import ZM
from schema.prefixes import DEFAULT_BASE, expand

_PARTS = (expand("rdf:subject"), expand("rdf:predicate"), expand("rdf:object"))
_STATEMENT = Iri(expand("rdf:Statement"))
_FACT = Iri(ZM + "Fact")


def write_rdf12(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the triples of write_turtle, with rdf:reifies in the place of rdf:subject, rdf:predicate and rdf:object."""
    names = Reifying(base)
    stream.write(names.head().encode())
    write_blocks(walk_graph(graph, Patterns(names, base)), stream)


class Reifying(Names):
    """Turtle with triple terms."""

    def node(self, node: Node) -> str:
        """The block of a fact: its classes, then the triple, then the rest. Other blocks are those of Turtle."""
        if _FACT not in node.properties[0][1]:
            return super().node(node)
        parts = {predicate: objects[0].value for predicate, objects in node.properties if predicate in _PARTS}
        triple = " ".join(self.iri(parts[predicate]) for predicate in _PARTS)
        kept = [
            (predicate, [term for term in objects if term != _STATEMENT])
            for predicate, objects in node.properties
            if predicate not in _PARTS
        ]
        classes, rest = super().node(Node(node.iri, kept)).split(BETWEEN, 1)
        return f"{classes}{BETWEEN}rdf:reifies <<( {triple} )>>{BETWEEN}{rest}"

"""Nodes -> rdflib Graph."""

from __future__ import annotations

import rdflib

from graph.export import terms
from graph.export.walk import Nodes, walk_graph
from graph.keep.reader import Graph
from schema.prefixes import DEFAULT_BASE, PREFIXES


def to_rdflib(graph: Graph, *, base: str = DEFAULT_BASE) -> rdflib.Graph:
    """The triples of the Turtle export in memory, as rdflib knows them."""
    triples = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        triples.bind(prefix, namespace)
    for node in walk_graph(graph, Nodes(base)):
        subject = rdflib.URIRef(node.iri)
        for predicate, objects in node.properties:
            for term in objects:
                triples.add((subject, rdflib.URIRef(predicate), _term(term)))
    return triples


def _term(term: terms.Term) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, terms.Iri):
        return rdflib.URIRef(term.value)
    datatype = rdflib.URIRef(term.datatype) if term.datatype else None
    return rdflib.Literal(term.value, lang=term.language or None, datatype=datatype, normalize=False)

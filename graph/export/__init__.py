"""Graph -> files in the formats of others, one writer for each; the same graph gives the same bytes."""

from __future__ import annotations

from types import MappingProxyType
from typing import BinaryIO, NamedTuple, Protocol

from graph.export.jsonld import write_jsonld
from graph.export.nquads import write_nquads
from graph.export.terms import DEFAULT_BASE, thing_iri
from graph.export.turtle import write_trig, write_turtle
from graph.keep.reader import Graph

__all__ = [
    "DEFAULT_BASE",
    "FORMATS",
    "Format",
    "Writer",
    "thing_iri",
    "write_graphml",
    "write_jsonld",
    "write_nquads",
    "write_trig",
    "write_turtle",
]


class Writer(Protocol):
    """Writes a graph to a stream of bytes; `base` is the beginning of the IRIs of things."""

    def __call__(self, graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None: ...


class Format(NamedTuple):
    """How a format is written, announced over HTTP, and named on disk."""

    writer: Writer
    media_type: str
    suffix: str


def write_graphml(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the graph as GraphML: see graph.export.graphml."""
    from graph.export import graphml  # noqa: PLC0415 - networkx takes long to import

    graphml.write_graphml(graph, stream, base=base)


FORMATS = MappingProxyType(
    {
        "turtle": Format(write_turtle, "text/turtle", ".ttl"),
        "trig": Format(write_trig, "application/trig", ".trig"),
        "nquads": Format(write_nquads, "application/n-quads", ".nq"),
        "jsonld": Format(write_jsonld, "application/ld+json", ".jsonld"),
        "graphml": Format(write_graphml, "application/graphml+xml", ".graphml"),
    }
)
"""By the name that the command line takes."""

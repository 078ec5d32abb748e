"""Graph -> files in the formats of others, one writer for each; the same graph gives the same bytes."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, NamedTuple, Protocol, cast

from graph.export.jsonld import write_jsonld
from graph.export.nquads import write_nquads
from graph.export.terms import thing_iri
from graph.export.turtle import write_trig, write_turtle
from graph.keep.reader import Graph
from schema.prefixes import DEFAULT_BASE

__all__ = [
    "DEFAULT_BASE",
    "FOLDERS",
    "FORMATS",
    "FolderWriter",
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


class FolderWriter(Protocol):
    """Writes a graph to files in a folder, which it makes where it is missing."""

    def __call__(self, graph: Graph, folder: Path, *, base: str = DEFAULT_BASE) -> None: ...


class Format(NamedTuple):
    """How a format is written, announced over HTTP, and named on disk."""

    writer: Writer
    media_type: str
    suffix: str


def write_graphml(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the graph as GraphML: see graph.export.graphml."""
    from graph.export import graphml  # noqa: PLC0415 - networkx takes long to import

    graphml.write_graphml(graph, stream, base=base)


def _late(module: str) -> Writer:
    """The writer of graph.export.<module>, imported when it is called: networkx takes long to import."""

    def write(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
        writer: Writer = getattr(import_module(f"graph.export.{module}"), f"write_{module}")
        writer(graph, stream, base=base)

    return write


def _write_void(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """What the graph says of itself: see graph.describe, which reads the other writers."""
    writer: Writer = import_module("graph.describe").write_description
    writer(graph, stream, base=base)


def _late_folder(module: str, name: str) -> FolderWriter:
    def write(graph: Graph, folder: Path, *, base: str = DEFAULT_BASE) -> None:
        cast("FolderWriter", getattr(import_module(f"graph.export.{module}"), f"write_{name}"))(
            graph, folder, base=base
        )

    return write


FORMATS = MappingProxyType(
    {
        "turtle": Format(write_turtle, "text/turtle", ".ttl"),
        "trig": Format(write_trig, "application/trig", ".trig"),
        "nquads": Format(write_nquads, "application/n-quads", ".nq"),
        "jsonld": Format(write_jsonld, "application/ld+json", ".jsonld"),
        "rdf12": Format(_late("rdf12"), "text/turtle; version=1.2", ".rdf12.ttl"),
        "void": Format(_write_void, "text/turtle", ".void.ttl"),
        "graphml": Format(write_graphml, "application/graphml+xml", ".graphml"),
        "gexf": Format(_late("gexf"), "application/gexf+xml", ".gexf"),
        "pajek": Format(_late("pajek"), "text/x-pajek", ".net"),
        "cytoscape": Format(_late("cytoscape"), "application/json", ".cyjs"),
    }
)
"""By the name that the command line takes."""

FOLDERS = MappingProxyType(
    {
        "csv": _late_folder("csv", "csv"),
        "neo4j": _late_folder("csv", "neo4j"),
        "parquet": _late_folder("parquet", "parquet"),
    }
)
"""Formats that are a folder of files, by the name that the command line takes."""

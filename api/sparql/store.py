"""Graph -> an Oxigraph store in a folder beside it: python -m api.sparql.store GRAPH FOLDER.

The default graph holds the triples of the Turtle export, so that the shortest query works. Each document is a named
graph with what it says, as in TriG, and the vocabulary is one more named graph.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from graph.export import DEFAULT_BASE
from graph.export.nquads import as_triples, in_graph
from graph.export.walk import walk_documents, walk_graph
from graph.keep.reader import Graph
from schema import ZM

FOLDER = "sparql"
"""In the folder of the graph; a folder below it for each store."""
LAYOUT = "2"
"""Counts up when the same graph gives another store."""
ONTOLOGY = ZM.rstrip("#")
"""Name of the graph that holds the vocabulary."""


def store_key(graph: Graph) -> str:
    """Name of the graph's store: another graph, base, vocabulary, layout or stored measures: another name."""
    vocabulary = files("schema").joinpath("ontology.ttl").read_bytes()
    parts = [LAYOUT, version("pyoxigraph"), graph.meta.get("base", DEFAULT_BASE), sha256(vocabulary).hexdigest()]
    parts += [graph.measures] if graph.measures else []
    return f"{graph.hash}-{sha256(' '.join(parts).encode()).hexdigest()[:8]}"


def build_store(graph: Graph, folder: Path) -> None:
    """Write the store of a graph into a new folder, which is there when it is complete or not at all.

    Memory is flat; about ten seconds for a million triples.
    """
    part = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        store = Store(str(part))
        store.bulk_load(input=io.BufferedReader(_Stream(_quads(graph)), 1 << 20), format=RdfFormat.N_QUADS)
        vocabulary = files("schema").joinpath("ontology.ttl").read_bytes()
        store.bulk_load(input=vocabulary, format=RdfFormat.TURTLE, to_graph=NamedNode(ONTOLOGY))
        store.flush()
        store.optimize()
        del store
        try:
            part.rename(folder)
        except OSError:
            if not folder.is_dir():  # another server may have built the same store meanwhile
                raise
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _quads(graph: Graph) -> Iterator[bytes]:
    triples = as_triples(graph.meta.get("base", DEFAULT_BASE))
    for lines in walk_graph(graph, triples):
        yield lines.encode()
    for iri, parts in walk_documents(graph, triples):
        yield in_graph("".join(parts), iri).encode()


class _Stream(io.RawIOBase):
    """An iterator of bytes as a file to read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self.chunks, self.rest = chunks, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # what BufferedReader passes
        if not self.rest:
            self.rest = memoryview(next(self.chunks, b""))
        taken = min(len(buffer), len(self.rest))
        buffer[:taken] = self.rest[:taken]
        self.rest = self.rest[taken:]
        return taken


def main(path: str, folder: str) -> None:
    """Build the store of the graph in the folder `path`."""
    with Graph(path) as graph:
        build_store(graph, Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Exports of a made-up graph: triples a second and peak memory, beside the Turtle writer of rdflib.

    python benchmarks/export.py 100000          so many persons; about 64 triples each
    python benchmarks/export.py 80000 turtle    one format; 80,000 persons are five million triples

Each format is written in a process of its own, to a stream that counts and forgets. rdflib is given the first 30,000
triples, because it holds them in memory; its rate does not depend on how many there are.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import rdflib

import graph
from graph.document import Document, Run
from graph.entity import Entity, Evidence, Fact
from graph.export import DEFAULT_BASE, FORMATS
from graph.export.walk import Nodes, walk_graph
from graph.keep.reader import Graph
from graph.keep.writer import write_graph

TRIPLES_FORMATS = ("turtle", "trig", "nquads", "jsonld", "rdf12")
PAGE = 10
"""Persons of one article."""


class Counter(io.RawIOBase):
    """Counts bytes."""

    count = 0

    def write(self, data: object, /) -> int:
        """Count and forget."""
        size = len(memoryview(data))  # type: ignore[arg-type]  # bytes
        self.count += size
        return size


def articles(persons: int) -> Iterator[tuple[Document, range]]:
    """Articles with the numbers of the persons that they tell of."""
    for first in range(0, persons, PAGE):
        numbers = range(first, min(first + PAGE, persons))
        title = f"第{first}届海河论坛开幕"
        text = "\n".join([title, *(f"海河大学第{n}学院院长周{n:07d}到会讲话。" for n in numbers)])
        run = Run(0, 0, len(text))
        yield (
            Document(title, "2024-05-18", "河东日报", "", (), text, f"{first}.txt", 0, "text", "utf-8", (run,)),
            numbers,
        )


def make(folder: Path, persons: int) -> None:
    """Write the graph."""
    documents: list[Document] = []
    entities: list[Entity] = []
    facts: list[Fact] = []

    def state(subject: str, relation: str, object_: str, evidence: Evidence, **qualifiers: str) -> None:
        facts.append(Fact(f"{len(facts):016x}", subject, relation, object_, qualifiers, 0.9, (evidence,)))

    for document, numbers in articles(persons):
        documents.append(document)
        event = f"event/2024/{document.source}"
        entities += [
            Entity(f"document/{document.id}", "Document", "Article", document.title),
            Entity(event, "Event", "Conference", document.title),
        ]
        for n in numbers:
            person, body, words = (
                f"person/周{n:07d}",
                f"organization/海河大学第{n}学院",
                f"海河大学第{n}学院院长周{n:07d}",
            )
            start, size = document.text.index(words), len(words)
            post = Evidence(document.id, start, start + size, words, "post")
            spoke = Evidence(document.id, start, start + size + 4, f"{words}到会讲话", "spoke")
            named = Evidence(document.id, start + size - 8, start + size, words[-8:], "name")
            entities.append(Entity(person, "Person", "Person", f"周{n:07d}", (f"老周{n}",)))
            entities.append(Entity(body, "Organization", "University", f"海河大学第{n}学院"))
            state(person, "holdsPost", body, post, title="院长")
            state(person, "spokeAt", event, spoke, role="address")
            state(f"document/{document.id}", "mentions", person, named, count="1")
    write_graph(folder, documents=documents, entities=entities, facts=facts, indicators=(), ledger=(), meta={})


def measure(folder: Path, format_: str) -> None:
    """Write one format and print how it went."""
    with graph.load(folder) as opened:
        stream = Counter()
        began = time.process_time()
        FORMATS[format_].writer(opened, stream)
        seconds = time.process_time() - began
        triples = count(opened)
    # Not ru_maxrss: a process inherits that of the one that started it.
    [held] = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    peak = int(held) / 1000
    print(
        f"{format_:8} {triples / seconds:10,.0f} triples/s  {stream.count / 1e6:8.1f} MB  peak {peak:6.0f} MB",
        flush=True,
    )


def count(opened: Graph) -> int:
    """Statements of the Turtle export."""
    return sum(len(objects) for node in walk_graph(opened, Nodes(DEFAULT_BASE)) for _, objects in node.properties)


def measure_rdflib(folder: Path) -> None:
    """rdflib's Turtle writer on the first triples."""
    stream = io.BytesIO()
    with graph.load(folder) as opened:
        FORMATS["nquads"].writer(opened, stream)
    lines = stream.getvalue().splitlines()[:30_000]
    triples = rdflib.Graph()
    dataset = rdflib.Dataset()
    dataset.parse(data=b"\n".join(lines), format="nquads")
    for subject, predicate, object_, _ in dataset.quads():
        triples.add((subject, predicate, object_))
    began = time.process_time()
    triples.serialize(format="turtle", encoding="utf-8")
    print(f"rdflib   {len(triples) / (time.process_time() - began):10,.0f} triples/s")


def main() -> None:
    """Make a graph and measure every format on it."""
    persons = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    formats = sys.argv[2:3] or TRIPLES_FORMATS
    with tempfile.TemporaryDirectory() as work:
        make(Path(work), persons)
        with graph.load(work) as opened:
            print(f"{count(opened):,} triples")
        for format_ in formats:
            subprocess.run([sys.executable, __file__, "--measure", work, format_], check=True)
        measure_rdflib(Path(work))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]), sys.argv[3])
    else:
        main()

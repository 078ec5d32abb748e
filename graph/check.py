"""Graph -> what holds of it and what does not: the invariants that every graph promises, each checked on the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from graph.document import Document
from graph.entity import Entity, Fact, Indicator
from graph.keep.check import find_faults
from graph.keep.hashed import HASHED, GraphHash
from graph.keep.measures import all_scores, measures_hash
from graph.keep.reader import Graph
from graph.keep.writer import FILE

MOST = 20
"""Faults of one kind that are told; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Check:
    """One promise, and what breaks it."""

    name: str
    promise: str
    checked: int
    """How many things were looked at."""
    faults: tuple[str, ...]
    """Empty where the promise holds."""


def check_kept(path: Path) -> list[Check]:
    """Check the graph in a folder, promise by promise. Cost is linear in the graph; all of it is read.

    Raises GraphError where there is no graph, or its file cannot be read at all.
    """
    with Graph(path) as graph:
        kept = _Kept(graph)
        scores = sum(1 for _ in all_scores(graph))
        return [
            _file(path),
            kept.check("content", "ontology, signatures, evidence: text[start:end] == quote", _wrong, kept.size),
            kept.check("hash", "the graph hash is that of the content", _other_hash, 1),
            kept.check("ends", "every fact, indicator and join names things that are there", _dangling, kept.size),
            kept.check("joins", "every other name of a thing says why it is one", _unexplained, len(kept.entities)),
            kept.check("articles", "every document has its entity", _without_entity, len(kept.documents)),
            kept.check("search", "every name can be found", _not_found, len(kept.entities)),
            kept.check("measures", "what is stored of this graph's measures is whole", _other_measures, scores),
        ]


class _Kept:
    """A graph in memory."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        found = graph.documents(graph.document_ids())
        self.documents: dict[str, Document] = {document.id: document for document in found if document}
        self.listed = graph.document_ids()
        self.entities: Sequence[Entity] = list(graph.all_entities())
        self.facts: Sequence[Fact] = list(graph.all_facts())
        self.indicators: Sequence[Indicator] = graph.indicators()

    @cached_property
    def ids(self) -> set[str]:
        return {entity.id for entity in self.entities}

    @property
    def size(self) -> int:
        return len(self.entities) + len(self.facts) + len(self.indicators)

    def check(self, name: str, promise: str, find: Callable[[_Kept], Iterator[str]], checked: int) -> Check:
        return Check(name, promise, checked, _first(find(self)))


def _first(faults: Iterator[str]) -> tuple[str, ...]:
    told = []
    count = 0
    for fault in faults:
        count += 1
        if count <= MOST:
            told.append(fault)
    return (*told, f"and {count - MOST} more") if count > MOST else tuple(told)


def _file(path: Path) -> Check:
    with closing(sqlite3.connect(f"{(path / FILE).resolve().as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute("PRAGMA integrity_check").fetchall()
        broken = [str(row[0]) for row in rows if row[0] != "ok"]
        foreign = connection.execute("PRAGMA foreign_key_check").fetchall()
        broken += [f"table {row[0]}: row {row[1]} points at nothing in {row[2]}" for row in foreign]
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    return Check("file", f"{FILE} is whole", pages, _first(iter(broken)))


def _wrong(kept: _Kept) -> Iterator[str]:
    return find_faults(kept.documents, kept.entities, kept.facts, kept.indicators)


def _other_hash(kept: _Kept) -> Iterator[str]:
    hashed = GraphHash()
    hashed.add_things(kept.entities, kept.graph.joins())
    for table, sql in HASHED.items():
        hashed.add_rows(table, kept.graph.rows(sql))
    if (real := str(hashed)) != kept.graph.hash:
        yield f"the file says {kept.graph.hash}, the content gives {real}"


def _dangling(kept: _Kept) -> Iterator[str]:
    for fact in kept.facts:
        for end in (fact.subject, fact.object):
            if end not in kept.ids:
                yield f"fact {fact.id}: there is no {end}"
    for indicator in kept.indicators:
        if indicator.about and indicator.about not in kept.ids:
            yield f"indicator {indicator.id}: there is no {indicator.about}"


def _unexplained(kept: _Kept) -> Iterator[str]:
    told: dict[str, set[str]] = {}
    for join in kept.graph.joins():
        if join.one == join.other:
            told.setdefault(join.one, set()).update(join.names)
    for entity in kept.entities:
        for alias in sorted(set(entity.aliases) - told.get(entity.id, set())):
            yield f"{entity.id}: nothing tells why it is called {alias}"


def _without_entity(kept: _Kept) -> Iterator[str]:
    for id_ in kept.listed:
        if id_ not in kept.documents:
            yield f"document {id_}: its content has another id"
        elif f"document/{id_}" not in kept.ids:
            yield f"document {id_}: has no entity"


def _other_measures(kept: _Kept) -> Iterator[str]:
    """Stale ones are no fault: nothing uses them."""
    if kept.graph.measures and (real := measures_hash(kept.graph)) != kept.graph.measures:
        yield f"measures.db says {kept.graph.measures}, its content gives {real}; remove it, and store them again"


def _not_found(kept: _Kept) -> Iterator[str]:
    """Canonical names only, and of a large graph every so many: a search for each takes long."""
    step = max(1, len(kept.entities) // 500)
    for entity in kept.entities[::step]:
        if not any(found.id == entity.id for found in kept.graph.named(entity.name)):
            yield f"{entity.id}: is not found under its name {entity.name}"

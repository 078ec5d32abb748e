"""Rows of kg.db -> the graph hash: the same when they are written and when they are read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import chain, islice
from typing import Any

from msgspec import msgpack

from graph.entity import Entity, Join
from graph.keep.named import aliases_of
from graph.keep.rows import json_object

HASHED = {
    "documents": "SELECT id, title, date, publisher, url, text FROM documents ORDER BY id",
    "facts": "SELECT * FROM facts ORDER BY number",
    "evidence": "SELECT * FROM evidence ORDER BY fact",
    "indicators": "SELECT * FROM indicators ORDER BY id",
}
"""The rows that are hashed beside things and joins."""
_TOGETHER = 100
_SHORT = 15
"""The longest list whose length msgpack writes into its first byte; of longer ones it takes three."""


class GraphHash:
    """Takes the values of each table in the order of its key, however many at a time; tables in any order."""

    def __init__(self) -> None:
        self._digests = defaultdict[str, Any](sha256)  # what hashlib calls its own type differs

    def __str__(self) -> str:
        """16 hex digits of the SHA-256 of what was added."""
        tables = sorted(self._digests.items())
        return sha256("\0".join(f"{name} {digest.hexdigest()}" for name, digest in tables).encode()).hexdigest()[:16]

    def add(self, table: str, values: Sequence[object]) -> None:
        """Add the values of some rows, fewer than 65,536."""
        self._digests[table].update(msgpack.encode(values)[1 if len(values) <= _SHORT else 3 :])

    def add_rows(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Add all rows of a table."""
        waiting = iter(rows)
        while values := list(chain.from_iterable(islice(waiting, _TOGETHER))):
            self.add(table, values)

    def add_things(self, entities: Iterable[Entity], joins: Iterable[Join]) -> None:
        """Add entities, sorted by id, and joins."""
        things = ((e.id, e.type, e.kind, e.name, aliases_of(e), e.english, json_object(e.attributes)) for e in entities)
        self.add_rows("entities", things)
        rows = sorted((j.one, j.other, *j.names, j.rule, float(j.weight), j.support, j.against) for j in joins)
        self.add_rows("joins", rows)

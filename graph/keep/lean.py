"""Graph -> the same graph for one request, which reads no more than the request asks for, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from orjson import dumps, loads

from graph.entity import Entity, Fact
from graph.keep.reader import Graph


class LeanGraph(Graph):
    """A graph, open as long as the one it is made of.

    Facts come without evidence, which `evidence_of` reads, and entities without aliases, which `aliases_of` reads. The
    entities at both ends of a fact are read with it, by their numbers, so that to ask for them costs nothing more.
    """

    def __init__(self, graph: Graph) -> None:
        self.__dict__.update(graph.__dict__)
        self._rows: dict[int, tuple[Any, ...]] = {}
        self._numbers: dict[str, int] = {}

    def entities(self, ids: Sequence[str]) -> list[Entity | None]:  # type: ignore[override]  # no tables here
        """The entities of these ids, in the order asked; None for an id that is not there."""
        unknown = [id_ for id_ in ids if id_ not in self._numbers]
        if len(unknown) == 1:
            self._keep(self.rows(f"{_ENTITIES} id = ?", *unknown))
        elif unknown:
            self._keep(self.rows(f"{_ENTITIES} id IN (SELECT value FROM json_each(?))", _json(unknown)))
        numbers, rows = self._numbers, self._rows
        return [_entity(rows[numbers[id_]]) if id_ in numbers else None for id_ in ids]

    def entities_by_number(self, numbers: Sequence[int]) -> list[Entity]:
        """The entities of these numbers, each once, in the order given."""
        self._read(numbers)
        return [_entity(self._rows[number]) for number in dict.fromkeys(numbers)]

    def aliases_of(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """For each id of an entity its aliases, sorted; every id asked is a key."""
        numbers = {number: id_ for id_, number, _ in self._sizes(ids)}
        found: dict[str, tuple[str, ...]] = dict.fromkeys(ids, ())
        for number, name in self.rows(_ALIASES, _json(numbers)):
            found[numbers[number]] += (name,)
        return found

    def facts_by_number(self, numbers: Iterable[int]) -> dict[int, Fact]:
        """Facts without their evidence, in the order of numbers."""
        found = self.rows(_FACTS, _json(sorted(numbers)))
        self._read({end for row in found for end in row[2:4]})
        rows = self._rows
        return {
            number: Fact(
                id_,
                rows[subject][1],
                relation,
                rows[object_][1],
                loads(qualifiers) if qualifiers != "{}" else {},
                confidence,
                (),
            )
            for number, id_, subject, object_, relation, qualifiers, confidence in found
        }

    def _sizes(self, ids: Sequence[str]) -> list[tuple[str, int, int]]:
        self.entities(ids)
        found = [self._rows[self._numbers[id_]] for id_ in dict.fromkeys(ids) if id_ in self._numbers]
        return [(row[1], row[0], row[7]) for row in found]

    def _read(self, numbers: Iterable[int]) -> None:
        """Read the entities of these numbers that have not been read yet."""
        unknown = [number for number in numbers if number not in self._rows]
        if unknown:
            self._keep(self.rows(f"{_ENTITIES} number IN (SELECT value FROM json_each(?))", _json(unknown)))

    def _keep(self, rows: Iterable[tuple[Any, ...]]) -> None:
        for row in rows:
            self._rows[row[0]] = row
            self._numbers[row[1]] = row[0]


_ENTITIES = "SELECT number, id, type, kind, name, english, attributes, facts FROM entities WHERE"
_ALIASES = """
    SELECT entity, name FROM names WHERE entity IN (SELECT value FROM json_each(?)) AND rank > 0
    ORDER BY entity, rank"""
_FACTS = """
    SELECT number, id, subject, object, relation, qualifiers, confidence FROM facts
    WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number"""


def _entity(row: tuple[Any, ...]) -> Entity:
    _, id_, type_, kind, name, english, attributes, _ = row
    return Entity(id_, type_, kind, name, (), english, loads(attributes) if attributes != "{}" else {})


def _json(values: Iterable[object]) -> str:
    return dumps(list(values)).decode()

"""Graph -> the same graph for one request, which reads no more than the request asks for, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from orjson import dumps, loads

from graph.entity import Entity, Fact
from graph.keep.reader import Graph


class LeanGraph(Graph):
    """A graph, open as long as the one it is made of.

    Facts come without evidence, which `evidence_of` reads, and entities without aliases, which `aliases_of` reads. The
    entities at both ends of a fact are read with it, by their numbers, so that to ask for them costs nothing more.
    """

    def __init__(self, graph: Graph, *, deadline: float | None = None) -> None:
        """deadline: what is read raises TimeoutError from this time of time.monotonic() on."""
        self.__dict__.update(graph.__dict__)
        self._deadline = deadline
        self._things: dict[int | str, _Row] = {}
        """Entities that have been read, under number and id."""
        self._facts: dict[int, _Row] = {}

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that a SELECT gives, before the deadline: see Graph.rows."""
        self._own.deadline = self._deadline
        try:
            return super().rows(sql, *values)
        finally:
            self._own.deadline = None

    def entities(self, ids: Sequence[str]) -> list[Entity | None]:  # type: ignore[override]  # no tables here
        """The entities of these ids, in the order asked; None for an id that is not there."""
        things = self._look_up(ids)
        return [_entity(things[id_]) if id_ in things else None for id_ in ids]

    def entities_by_number(self, numbers: Sequence[int]) -> list[Entity]:
        """The entities of these numbers, each once, in the order given."""
        self._read(numbers)
        return [_entity(self._things[number]) for number in dict.fromkeys(numbers)]

    def aliases_of(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """For each id of an entity its aliases, sorted; every id asked is a key."""
        numbers = {number: id_ for id_, number, _ in self._sizes(ids)}
        found: dict[str, tuple[str, ...]] = dict.fromkeys(ids, ())
        for number, name in self.rows(_ALIASES, _json(numbers)):
            found[numbers[number]] += (name,)
        return found

    def facts_by_number(self, numbers: Iterable[int]) -> dict[int, Fact]:
        """Facts without their evidence, in the order of numbers."""
        wanted, facts, things = sorted(numbers), self._facts, self._things
        if unknown := [number for number in wanted if number not in facts]:
            facts.update((row[0], row) for row in self.rows(f"{_FACTS} WHERE number IN {_GIVEN}", _json(unknown)))
        found = [facts[number] for number in wanted if number in facts]
        self._read({row[2] for row in found} | {row[3] for row in found})
        return {
            number: Fact(id_, things[subject][1], relation, things[object_][1], _parsed(qualifiers), confidence, ())
            for number, id_, subject, object_, relation, qualifiers, confidence in found
        }

    def _touching(self, ids: Sequence[str], relations: Sequence[str], limit: int) -> list[tuple[str, int]]:
        """(id, number of a fact); all facts are read of things that have hardly more of them than are wanted."""
        if not relations:
            return []
        own: dict[int, list[int]] = {number: [] for _, number, size in self._sizes(ids) if size <= _WHOLE * limit}
        wanted, facts, things = set(relations), self._facts, self._things
        for thing, *fact in self.rows(_FACTS_OF, _json(own)) if own else ():
            number, _, _, _, relation, _, _ = facts[fact[0]] = fact
            if relation in wanted:
                own[thing].append(number)
        found = [(things[thing][1], number) for thing, numbers in own.items() for number in sorted(set(numbers))]
        others = [id_ for id_ in ids if id_ in things and things[id_][0] not in own]
        return [*found, *super()._touching(others, relations, limit)]

    def _sizes(self, ids: Sequence[str]) -> list[tuple[str, int, int]]:
        things = self._look_up(ids)
        found = [things[id_] for id_ in dict.fromkeys(ids) if id_ in things]
        return [(row[1], row[0], row[7]) for row in found]

    def _look_up(self, ids: Sequence[str]) -> Mapping[int | str, _Row]:
        """Entities that have been read, those of these ids among them where there are any."""
        unknown = [id_ for id_ in ids if id_ not in self._things]
        if len(unknown) == 1:
            self._keep(self.rows(f"{_ENTITIES} id = ?", *unknown))
        elif unknown:
            self._keep(self.rows(f"{_ENTITIES} id IN {_GIVEN}", _json(unknown)))
        return self._things

    def _read(self, numbers: Iterable[int]) -> None:
        """Read the entities of these numbers that have not been read yet."""
        things = self._things
        unknown = [number for number in numbers if number not in things]
        if unknown:
            self._keep(self.rows(f"{_ENTITIES} number IN {_GIVEN}", _json(unknown)))

    def _keep(self, rows: Iterable[_Row]) -> None:
        things = self._things
        for row in rows:
            things[row[0]] = things[row[1]] = row


_Row = Sequence[Any]
_WHOLE = 2
"""Things of so many times the facts wanted are read with all their facts."""
_GIVEN = "(SELECT value FROM json_each(?1))"
_ENTITIES = "SELECT number, id, type, kind, name, english, attributes, facts FROM entities WHERE"
_ALIASES = f"SELECT entity, name FROM names WHERE entity IN {_GIVEN} AND rank > 0 ORDER BY entity, rank"
_FACT = "number, id, subject, object, relation, qualifiers, confidence FROM facts"
_FACTS = f"SELECT {_FACT}"
_FACTS_OF = " UNION ALL ".join(f"SELECT {end}, {_FACT} WHERE {end} IN {_GIVEN}" for end in ("subject", "object"))
_NOTHING: Mapping[str, str] = {}


def _entity(row: _Row) -> Entity:
    _, id_, type_, kind, name, english, attributes, _ = row
    return Entity(id_, type_, kind, name, (), english, _parsed(attributes))


def _parsed(attributes: str) -> Mapping[str, str]:
    return loads(attributes) if attributes != "{}" else _NOTHING


def _json(values: Iterable[object]) -> str:
    return dumps(list(values)).decode()

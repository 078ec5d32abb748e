"""Things -> what to draw around and between them: neighbourhoods, subgraphs, paths, moments in time."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

import orjson

from graph.entity import Fact
from graph.keep.finding import DATED, Position
from graph.keep.reader import MENTIONS, NOT_MENTIONED, Graph
from schema import load_ontology

EDGES_PER_NODE = 3
"""A drawing has so many edges for each node, at most."""
PER_RELATION = 60
"""So many facts of each relation of one thing are followed; more are left out, and the answer says so."""
HUB = 200
"""A thing of more facts than this is not asked for all of them."""
VISITED = 4000
"""So many things are looked at on the way between two."""
STEPS = 50_000
"""So many steps are tried to put paths together."""


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Things and the facts between them."""

    nodes: tuple[str, ...]
    """Ids, those asked for first, then by distance."""
    edges: tuple[Fact, ...]
    """In the order of ids; both ends are nodes."""
    truncated: bool
    """True where something was left out for a limit."""


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one thing to another."""

    nodes: tuple[str, ...]
    facts: tuple[Fact, ...]
    """One for each step; either end may be its subject."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A thing or a fact that has a date."""

    date: str
    thing: str
    """Id of an entity; empty for a fact."""
    fact: str
    """Id of a fact; empty for a thing."""


class Bucket(Enum):
    """How moments are gathered: characters of a date that count."""

    YEAR = 4
    MONTH = 7
    DAY = 10


@dataclass(frozen=True, slots=True)
class TimelineWhere:
    """Which moments are wanted; every condition given has to hold."""

    about: Sequence[str] | None = None
    """Ids of things: dated facts of these, and dated things that facts link to them, themselves included."""
    types: Sequence[str] = ("Event", "Policy")
    """Classes of the dated things."""
    relations: Sequence[str] | None = None
    """Relations of the facts; none are all but mentions."""
    since: str = ""
    until: str = ""


def find_neighbourhood(
    graph: Graph,
    ids: Sequence[str],
    *,
    depth: int,
    most: int,
    relations: Sequence[str] | None = None,
    types: Sequence[str] | None = None,
) -> Subgraph:
    """Things within so many steps of some, at most `most`: near ones first, then those of more links and facts."""
    chosen = dict.fromkeys(_numbers(graph, ids)[:most])
    frontier, truncated = list(chosen), False
    for _ in range(depth):
        steps, cut = _steps(graph, frontier, _wanted(relations), PER_RELATION)
        links = Counter(other for _, _, other in steps if other not in chosen)
        ranked = sorted(_sizes(graph, links, types), key=lambda item: (-links[item[0]], -item[1], item[0]))
        frontier = [number for number, _ in ranked[: most - len(chosen)]]
        truncated |= cut or len(frontier) < len(ranked)
        chosen.update(dict.fromkeys(frontier))
    return _drawn(graph, list(chosen), _wanted(relations), truncated=truncated)


def find_subgraph(graph: Graph, ids: Sequence[str], *, relations: Sequence[str] | None = None) -> Subgraph:
    """These things and the facts between them."""
    return _drawn(graph, _numbers(graph, ids), _wanted(relations), truncated=False)


def find_paths(
    graph: Graph, start: str, end: str, *, length: int, limit: int, relations: Sequence[str] | None = None
) -> tuple[list[Path], bool]:
    """Ways between two things that pass no thing twice, the shortest first; True where some may be missing."""
    numbers = _numbers(graph, [start, end])
    if len(numbers) < 2:
        return [], False
    around, truncated = _between(graph, numbers, length, _wanted(relations))
    found: list[tuple[int, ...]] = []
    for way in _ways(around, numbers[0], numbers[1], length):
        if not way or len(found) == limit:
            truncated = True
            break
        found.append(way)
    facts = graph.facts_by_number({fact for way in found for fact in _followed(around, way)})
    names = _ids(graph, {number for way in found for number in way})
    return [
        Path(
            nodes=tuple(names[number] for number in way),
            facts=tuple(facts[fact] for fact in _followed(around, way)),
        )
        for way in found
    ], truncated


def find_moments(
    graph: Graph, where: TimelineWhere, *, after: Position | None = None, limit: int = 20
) -> list[tuple[Moment, Position]]:
    """Moments from the earliest on, from the first one behind `after`, each with where it stands."""
    found = list[tuple[str, str, str, str]]()
    for half in (_dated_things(where), _dated_facts(where)):
        behind = "" if after is None else f"AND {half.date} >= ? AND ({half.date}, {half.key}) > (?, ?)"
        values = [*half.values, *([] if after is None else [after[0], *after]), limit]
        found += graph.rows(f"{half.select()} {behind} ORDER BY {half.date}, number LIMIT ?", *values)
    return [(Moment(date, thing, fact), (date, key)) for date, key, thing, fact in sorted(found)[:limit]]


def count_moments(graph: Graph, where: TimelineWhere, bucket: Bucket) -> list[tuple[str, int]]:
    """(year, month or day, how many moments fall into it), in order; a moment known by its year only counts there."""
    counts = Counter[str]()
    for half in (_dated_things(where), _dated_facts(where)):
        part = f"substr({half.date}, 1, {bucket.value})"
        sql = f"SELECT {part}, count(*) FROM {half.table} WHERE {half.condition} GROUP BY 1"
        counts.update(dict(graph.rows(sql, *half.values)))
    return sorted(counts.items())


_Around = Mapping[int, Mapping[int, int]]
"""For each thing its neighbours, each with the first fact that links the two."""


def _between(graph: Graph, numbers: Sequence[int], length: int, relations: Sequence[str]) -> tuple[_Around, bool]:
    """What lies between two things: every way of at most `length` steps is in it, unless something was left out."""
    around: dict[int, dict[int, int]] = {number: {} for number in numbers}
    reached = [{number} for number in numbers]
    frontiers = [list(known) for known in reached]
    truncated = False
    for _ in range(length):
        open_sides = [side for side in (0, 1) if frontiers[side]]
        if not open_sides:
            break
        if len(around) > VISITED:
            return around, True
        side = min(open_sides, key=lambda one: len(frontiers[one]))
        steps, cut = _steps(graph, frontiers[side], relations, PER_RELATION)
        truncated |= cut
        for here, fact, other in steps:
            around[here].setdefault(other, fact)
            around.setdefault(other, {}).setdefault(here, fact)
        fresh = {other for _, _, other in steps} - reached[side]
        reached[side] |= fresh
        frontiers[side] = sorted(fresh)
    return around, truncated


def _ways(around: _Around, start: int, end: int, length: int) -> Iterator[tuple[int, ...]]:
    """Ways from start to end, the shortest first, then in the order of ids; an empty one where too much was tried."""
    far = _distances(around, end)
    tried = 0
    for goal in range(far.get(start, length + 1), length + 1):
        waiting: list[tuple[int, ...]] = [(start,)]
        while waiting:
            way = waiting.pop()
            tried += 1
            if tried > STEPS:
                yield ()
                return
            left = goal - len(way) + 1
            if way[-1] == end:
                if not left:
                    yield way
                continue
            fitting = (other for other in around[way[-1]] if other not in way and far.get(other, length) < left)
            waiting += [(*way, other) for other in sorted(fitting, reverse=True)]


def _distances(around: _Around, end: int) -> dict[int, int]:
    far, waiting = {end: 0}, deque([end])
    while waiting:
        here = waiting.popleft()
        for other in around[here]:
            if other not in far:
                far[other] = far[here] + 1
                waiting.append(other)
    return far


def _followed(around: _Around, way: Sequence[int]) -> list[int]:
    """The fact of each step of a way."""
    return [around[here][other] for here, other in pairwise(way)]


def _steps(
    graph: Graph, numbers: Sequence[int], relations: Sequence[str], most: int
) -> tuple[list[tuple[int, int, int]], bool]:
    """(thing, fact, thing at the other end) for facts of things, at most `most` of each relation and direction."""
    half = """
        SELECT here.value, facts.number, facts.{there}, relation.value
        FROM json_each(?1) AS here JOIN json_each(?2) AS relation JOIN facts ON facts.number IN (
            SELECT own.number FROM facts AS own
            WHERE own.{here} = here.value AND own.relation = relation.value ORDER BY own.number LIMIT ?3)"""
    sql = " UNION ALL ".join(half.format(here=h, there=t) for h, t in (("subject", "object"), ("object", "subject")))
    rows = graph.rows(f"{sql} ORDER BY 1, 2", _json(numbers), _json(relations), most)
    counts = Counter((here, relation) for here, _, _, relation in rows)
    return [(here, fact, other) for here, fact, other, _ in rows if here != other], any(
        count >= most for count in counts.values()
    )


def _drawn(graph: Graph, numbers: Sequence[int], relations: Sequence[str], *, truncated: bool) -> Subgraph:
    most = EDGES_PER_NODE * len(numbers)
    sizes = _sizes(graph, numbers, None)
    # A thing of few facts is asked for those that it is the subject of; one of many, for each other thing.
    few, many = ([number for number, size in sizes if (size > HUB) is is_hub] for is_hub in (False, True))
    edges = [number for (number,) in graph.rows(_BETWEEN, *map(_json, (few, many, numbers, relations)), most + 1)]
    names = _ids(graph, numbers)
    return Subgraph(
        nodes=tuple(names[number] for number in numbers),
        edges=tuple(graph.facts_by_number(edges[:most]).values()),
        truncated=truncated or len(edges) > most,
    )


_BETWEEN = f"""
    SELECT number FROM facts INDEXED BY facts_by_ends WHERE subject IN (SELECT value FROM json_each(?1))
    AND +object IN (SELECT value FROM json_each(?3)) AND relation IN (SELECT value FROM json_each(?4))
    AND {NOT_MENTIONED}
    UNION ALL
    SELECT number FROM facts INDEXED BY facts_by_ends WHERE subject IN (SELECT value FROM json_each(?2))
    AND object IN (SELECT value FROM json_each(?3)) AND relation IN (SELECT value FROM json_each(?4))
    AND {NOT_MENTIONED}
    UNION ALL
    SELECT number FROM facts INDEXED BY facts_by_subject WHERE subject IN (SELECT value FROM json_each(?3))
    AND relation = '{MENTIONS}' AND +object IN (SELECT value FROM json_each(?3))
    AND '{MENTIONS}' IN (SELECT value FROM json_each(?4))
    ORDER BY number LIMIT ?5"""


def _sizes(graph: Graph, numbers: Iterable[int], types: Sequence[str] | None) -> list[tuple[int, int]]:
    """(number, number of facts) of the things that are of these types."""
    sql = "SELECT number, facts, type FROM entities WHERE number IN (SELECT value FROM json_each(?))"
    rows = graph.rows(sql, _json(sorted(numbers)))
    return [(number, size) for number, size, type_ in rows if types is None or type_ in types]


def _numbers(graph: Graph, ids: Sequence[str]) -> list[int]:
    """Numbers of the things that are there, in the order given, each once."""
    sql = "SELECT id, number FROM entities WHERE id IN (SELECT value FROM json_each(?))"
    found = dict(graph.rows(sql, _json(ids)))
    return [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]


def _ids(graph: Graph, numbers: Iterable[int]) -> dict[int, str]:
    sql = "SELECT number, id FROM entities WHERE number IN (SELECT value FROM json_each(?))"
    return dict(graph.rows(sql, _json(sorted(numbers))))


def _wanted(relations: Sequence[str] | None) -> list[str]:
    """The relations asked for, or all but mentions."""
    return (
        list(relations) if relations is not None else [name for name in load_ontology().relations if name != MENTIONS]
    )


@dataclass(frozen=True, slots=True)
class _Dated:
    """Things, or facts, that have a date."""

    table: str
    date: str
    """The expression that is indexed."""
    key: str
    """What ties are sorted by: within a table it is in the order of numbers."""
    condition: str
    values: list[object]

    def select(self) -> str:
        """A SELECT of (date, key, thing, fact)."""
        ends = "id, ''" if self.table == "entities" else "'', id"
        return f"SELECT {self.date}, {self.key}, {ends} FROM {self.table} WHERE {self.condition}"


_MINE = "SELECT number FROM entities WHERE id IN (SELECT value FROM json_each(?))"


def _dated_things(where: TimelineWhere) -> _Dated:
    conditions, values = [f"type IN ({', '.join('?' * len(where.types))})"], list[object](where.types)
    if where.about is not None:
        linked = f"""
            {_MINE} UNION SELECT object FROM facts WHERE subject IN ({_MINE})
            UNION SELECT subject FROM facts WHERE object IN ({_MINE})"""
        conditions.append(f"number IN ({linked})")
        values += [_json(where.about)] * 3
    return _dated(where, "entities", conditions, values)


def _dated_facts(where: TimelineWhere) -> _Dated:
    relations = _wanted(where.relations)
    conditions, values = [f"relation IN ({', '.join('?' * len(relations))})"], list[object](relations)
    if where.about is not None:
        own = (f"SELECT number FROM facts WHERE {end} IN ({_MINE})" for end in ("subject", "object"))
        conditions.append(f"number IN ({' UNION '.join(own)})")
        values += [_json(where.about)] * 2
    else:
        conditions.append(DATED)
    return _dated(where, "facts", conditions, values)


def _dated(where: TimelineWhere, table: str, conditions: Sequence[str], values: Sequence[object]) -> _Dated:
    column, key = ("attributes", "id") if table == "entities" else ("qualifiers", "'fact/' || id")
    date = f"coalesce(json_extract({column}, '$.date'), '')"
    # +: not by an index. The rows of some things are few; of all rows, those with a date are few.
    plus = ("", "+") if where.about is None else ("+", "")
    whole, given = [f"{plus[0]}{date} > ''", plus[1] + conditions[0], *conditions[1:]], list(values)
    if where.since:
        whole.append(f"substr({date}, instr({date}, '/') + 1) >= ?")
        given.append(where.since)
    if where.until:
        whole.append(f"substr({date}, 1, {len(where.until)}) <= ?")
        given.append(where.until)
    return _Dated(table, date, key, " AND ".join(whole), given)


def _json(values: Iterable[object]) -> str:
    return orjson.dumps(list(values)).decode()

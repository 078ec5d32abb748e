"""Conditions -> the things, facts and links of a graph that meet them: pages in any order, counts and facets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import orjson

from graph.entity import Entity, Fact, Indicator
from graph.keep.frequent import KEPT
from graph.keep.matching import (
    IS_HELD,
    RELEVANCE,
    index_query,
    match_beginnings,
    match_names,
    match_numbers,
    search_keys,
)
from graph.keep.reader import Graph, of_relations
from schema import load_ontology

Value = str | int | float
Position = tuple[Value, str]
"""Where a thing stands in an order: the value that it is sorted by, and its id."""


@dataclass(frozen=True, slots=True)
class FactWhere:
    """Which facts are wanted. None is no condition; every condition given has to hold."""

    subjects: Sequence[str] | None = None
    objects: Sequence[str] | None = None
    about: Sequence[str] | None = None
    """Ids of things; either end of the fact will do."""
    relations: Sequence[str] | None = None
    documents: Sequence[str] | None = None
    """Ids of entities, document/…: those that the words are from."""
    qualifiers: Mapping[str, str] | None = None
    """By name; the value holds these words."""
    former: bool | None = None
    confidence: float = 0.0
    """At least."""
    since: str = ""
    """The qualifier date is this day or later; a shorter one (2024) is the whole year."""
    until: str = ""
    """The same, inclusive."""


@dataclass(frozen=True, slots=True)
class EntityWhere:
    """Which things are wanted. None and "" are no condition; every condition given has to hold."""

    text: str | None = None
    """Words that a name holds, or pinyin that it begins with."""
    types: Sequence[str] | None = None
    kinds: Sequence[str] | None = None
    """Most specific classes, or wider ones that these lie in."""
    mentioned_in: Sequence[str] | None = None
    """Ids of documents, document/…."""
    facts: Sequence[tuple[str, FactWhere]] = ()
    """("subject", "object" or "", which facts): one of these has the thing at this end, or at either."""
    since: str = ""
    until: str = ""
    """As for facts, for the attribute date."""
    least_facts: int = 0


class EntityOrder(Enum):
    """What things are sorted by; ties are in the order of ids."""

    RELEVANCE = RELEVANCE
    FACTS = "facts"
    NAME = "name"
    ID = "''"
    DATE = "coalesce(json_extract(attributes, '$.date'), '')"


SORTED = (EntityOrder.FACTS, EntityOrder.NAME, EntityOrder.DATE)
"""Orders that an index has."""


class FactOrder(Enum):
    """What facts are sorted by; ties are in the order of ids."""

    ID = "''"
    CONFIDENCE = "facts.confidence"
    DATE = "coalesce(json_extract(qualifiers, '$.date'), '')"


DATED = f"qualifiers != '{{}}' AND {FactOrder.DATE.value} > ''"
"""That a fact has a date, in the words of the index of these."""


class Facet(Enum):
    """What things are counted by."""

    TYPE = "SELECT type FROM entities"
    KIND = "SELECT kind FROM entities"
    YEAR = "SELECT substr(json_extract(attributes, '$.date'), 1, 4) FROM entities"
    RELATION = """
        SELECT relation FROM (
            SELECT wanted.number, relation FROM wanted CROSS JOIN facts ON facts.subject = wanted.number
            UNION
            SELECT wanted.number, relation FROM wanted CROSS JOIN facts ON facts.object = wanted.number)"""


class Direction(Enum):
    """Which end of a fact a thing is."""

    SUBJECT = "subject"
    OBJECT = "object"

    @property
    def other(self) -> str:
        """The other end."""
        return "object" if self is Direction.SUBJECT else "subject"


@dataclass(frozen=True, slots=True)
class Links:
    """Which facts of a thing lead on to others."""

    relations: tuple[str, ...]
    direction: Direction
    """Which end the thing itself is."""
    types: tuple[str, ...] = ()
    """Classes of the thing at the other end; none are all."""


def find_entities(
    graph: Graph,
    where: EntityWhere,
    *,
    order: EntityOrder = EntityOrder.ID,
    descending: bool = False,
    after: Position | None = None,
    limit: int = 20,
) -> list[tuple[Entity, Position]]:
    """Things that meet the conditions, from the first one behind `after`, each with where it stands."""
    if where.text is not None and order is EntityOrder.RELEVANCE and not descending:
        known = _read_frequent(graph, where)
        if known and (page := known.page(graph, after, limit)) is not None:
            return page
        # Names that begin so come before all others: where they fill the page, the others need not be looked for.
        first = _find_entities(graph, where, order, descending=False, after=after, limit=limit, inside=False)
        if len(first) == limit:
            return first
    return _find_entities(graph, where, order, descending=descending, after=after, limit=limit, inside=True)


def _find_entities(
    graph: Graph,
    where: EntityWhere,
    order: EntityOrder,
    *,
    descending: bool,
    after: Position | None,
    limit: int,
    inside: bool,
) -> list[tuple[Entity, Position]]:
    """The same; inside: whether names count that hold the words and do not begin so."""
    match = match_names if inside else match_beginnings
    tables, values = _entity_tables(where, match, sorted_by_index=order in SORTED and where.text is None)
    behind, more = _behind(order.value, "id", descending=descending, after=after)
    sql = f"""
        SELECT number, {order.value} AS value, id FROM {tables} AND {behind}
        ORDER BY value {"DESC" if descending else "ASC"}, number LIMIT ?"""
    rows = graph.rows(sql, *values, *more, limit)
    found = graph.entities_by_number([number for number, _, _ in rows])
    return [(entity, (value, id_)) for entity, (_, value, id_) in zip(found, rows, strict=True)]


@dataclass(frozen=True, slots=True)
class _Frequent:
    """What was looked up, when the graph was written, for words that very many names hold: see graph.keep.frequent."""

    things: int
    first: list[tuple[int, int]]
    """(relevance, number) of the first things, in order."""

    def page(self, graph: Graph, after: Position | None, limit: int) -> list[tuple[Entity, Position]] | None:
        """The page behind a position; None where it lies behind what was looked up."""
        rest, ties = self.first, 0
        if after is not None:
            rest = [place for place in rest if _order(place[0], "")[:2] >= _order(*after)[:2]]
            ties = sum(value == after[0] for value, _ in rest)
        read = rest[: limit + ties]
        found = graph.entities_by_number([number for _, number in read])
        page: list[tuple[Entity, Position]] = [
            (entity, (value, entity.id)) for entity, (value, _) in zip(found, read, strict=True)
        ]
        if after is not None:
            page = [(entity, place) for entity, place in page if _order(*place) > _order(*after)]
        return page[:limit] if len(page) >= limit or self.things == len(self.first) else None


def _order(value: Value, id_: str) -> tuple[bool, Value, str]:
    """As SQLite sorts: numbers before texts."""
    return isinstance(value, str), value, id_


def _read_frequent(graph: Graph, where: EntityWhere) -> _Frequent | None:
    """What was looked up for the words of a search; None where nothing was, or there are other conditions."""
    if where != EntityWhere(text=where.text, types=where.types):
        return None
    keys = search_keys(where.text or "")
    if len(keys) > 1:  # most names have no traditional characters
        keys = [key for key in keys if graph.rows(IS_HELD, index_query(key))]
    if len(keys) != 1:
        return None
    rows = graph.rows("SELECT type, things, first FROM frequent WHERE words = ?", keys[0])
    own = [row for row in rows if where.types is None or row[0] in where.types]
    if not rows:
        return None
    first = sorted((value, number) for _, _, known in own for value, number in orjson.loads(known))
    return _Frequent(sum(things for _, things, _ in own), first[:KEPT])


def count_entities(graph: Graph, where: EntityWhere) -> int:
    """How many things meet the conditions."""
    if where.text is not None and (known := _read_frequent(graph, where)):
        return known.things
    tables, values = _entity_tables(where, match_numbers)
    [(count,)] = graph.rows(f"SELECT count(*) FROM {tables}", *values)
    return int(count)


def count_by(graph: Graph, where: EntityWhere, facet: Facet, *, limit: int) -> list[tuple[str, int]]:
    """(value, how many of the things that meet the conditions have it), the most first, at most `limit`."""
    tables, values = _entity_tables(where, match_numbers)
    source = facet.value if "wanted" in facet.value else f"{facet.value} WHERE number IN (SELECT number FROM wanted)"
    sql = f"""
        WITH wanted AS MATERIALIZED (SELECT number FROM {tables}), counted (key) AS ({source})
        SELECT key, count(*) FROM counted WHERE key IS NOT NULL GROUP BY key ORDER BY 2 DESC, 1 LIMIT ?"""
    return graph.rows(sql, *values, limit)


def find_facts(
    graph: Graph,
    where: FactWhere,
    *,
    order: FactOrder = FactOrder.ID,
    descending: bool = False,
    after: Position | None = None,
    limit: int = 20,
) -> list[tuple[Fact, Position]]:
    """Facts that meet the conditions, from the first one behind `after`, each with where it stands."""
    conditions, values = _fact_conditions(where)
    behind, more = _behind(order.value, "facts.id", descending=descending, after=after)
    rows = list[tuple[int, Value, str]]()
    for value, own in _parts(where, order, descending=descending):
        sql = f"""
            SELECT number, {value} AS value, id FROM facts WHERE {conditions} AND {own} AND {behind}
            ORDER BY value {"DESC" if descending else "ASC"}, number LIMIT ?"""
        rows += graph.rows(sql, *values, *more, limit - len(rows))
    found = graph.facts_by_number([number for number, _, _ in rows])
    return [(found[number], (value, id_)) for number, value, id_ in rows]


def _parts(where: FactWhere, order: FactOrder, *, descending: bool) -> list[tuple[str, str]]:
    """Facts in parts that follow each other in an order: what each is sorted by, and what it is.

    By date these are two: most facts have none, and an index has the others.
    """
    if order is not FactOrder.DATE:
        return [(order.value, "1")]
    dated, undated = (order.value, DATED), (FactOrder.ID.value, f"NOT ({DATED})")
    if where.since or where.until:
        return [dated]
    return [dated, undated] if descending else [undated, dated]


def count_facts(graph: Graph, where: FactWhere) -> int:
    """How many facts meet the conditions."""
    conditions, values = _fact_conditions(where)
    [(count,)] = graph.rows(f"SELECT count(*) FROM facts WHERE {conditions}", *values)
    return int(count)


def find_links(
    graph: Graph, ids: Sequence[str], links: Links, *, limit: int, after: str | None = None
) -> dict[str, list[Fact]]:
    """For each id, facts that lead on, in the order of ids of facts; from behind the fact id `after`.

    Every id asked is a key. One statement for all; a thing of a hundred thousand facts costs as much as any other.
    """
    here, there = links.direction.value, links.direction.other
    sql = f"""
        SELECT thing.id, facts.number FROM entities AS thing JOIN json_each(?) AS relation JOIN facts
        ON facts.number IN (
            SELECT own.number FROM facts AS own
            WHERE own.{here} = thing.number AND own.relation = relation.value {_other(links, there)}
            {"AND own.id > ?" if after else ""} ORDER BY own.number LIMIT ?)
        WHERE thing.id IN (SELECT value FROM json_each(?)) ORDER BY thing.number, facts.number"""
    values = [*([_json(links.types)] if links.types else []), *([after] if after else []), limit]
    found: dict[str, list[int]] = {id_: [] for id_ in ids}
    for id_, number in graph.rows(sql, _json(links.relations), *values, _json(ids)):
        if len(found[id_]) < limit:
            found[id_].append(number)
    facts = graph.facts_by_number({number for numbers in found.values() for number in numbers})
    return {id_: [facts[number] for number in numbers] for id_, numbers in found.items()}


def count_links(graph: Graph, ids: Sequence[str], links: Links) -> dict[str, int]:
    """For each id, how many facts lead on."""
    here, there = links.direction.value, links.direction.other
    sql = f"""
        SELECT thing.id, (
            SELECT count(*) FROM facts AS own WHERE own.{here} = thing.number
            AND own.relation IN (SELECT value FROM json_each(?)) {_other(links, there)})
        FROM entities AS thing WHERE thing.id IN (SELECT value FROM json_each(?))"""
    types = [_json(links.types)] if links.types else []
    return dict.fromkeys(ids, 0) | dict(graph.rows(sql, _json(links.relations), *types, _json(ids)))


def count_relations(graph: Graph, ids: Sequence[str]) -> dict[str, list[tuple[str, int, int]]]:
    """For each id (relation, facts with it as subject, facts with it as object), in the order of relations."""
    sql = """
        SELECT entities.id, relation, count(facts.subject), count(facts.object) FROM entities JOIN (
            SELECT subject AS thing, subject, NULL AS object, relation FROM facts
            WHERE subject IN (SELECT number FROM entities WHERE id IN (SELECT value FROM json_each(?1)))
            UNION ALL
            SELECT object, NULL, object, relation FROM facts
            WHERE object IN (SELECT number FROM entities WHERE id IN (SELECT value FROM json_each(?1)))
        ) AS facts ON thing = entities.number GROUP BY entities.id, relation ORDER BY 1, 2"""
    found: dict[str, list[tuple[str, int, int]]] = {id_: [] for id_ in ids}
    for id_, relation, as_subject, as_object in graph.rows(sql, _json(ids)):
        found[id_].append((relation, as_subject, as_object))
    return found


def find_inside(graph: Graph, id_: str, *, depth: int, types: Sequence[str] | None = None) -> list[str]:
    """Ids of the things that are part of a thing or lie in it, down to so many steps, in order, without itself."""
    sql = """
        WITH RECURSIVE inside (number, depth) AS (
            SELECT number, 0 FROM entities WHERE id = ?
            UNION
            SELECT facts.subject, inside.depth + 1 FROM inside
            JOIN facts ON facts.object = inside.number AND facts.relation IN ('locatedIn', 'partOf')
            WHERE inside.depth < ?
        )
        SELECT DISTINCT id, type FROM inside JOIN entities USING (number) WHERE id != ? ORDER BY number"""
    return [inner for inner, type_ in graph.rows(sql, id_, depth, id_) if types is None or type_ in types]


def find_siblings(graph: Graph, ids: Sequence[str]) -> dict[str, list[Fact]]:
    """For each fact id the other facts of the same subject, relation and object, in the order of ids."""
    sql = """
        SELECT one.id, other.number FROM facts AS one JOIN facts AS other
        ON other.subject = one.subject AND other.relation = one.relation
        AND other.object = one.object AND other.number != one.number
        WHERE one.id IN (SELECT value FROM json_each(?)) ORDER BY one.number, other.number"""
    found: dict[str, list[int]] = {id_: [] for id_ in ids}
    for id_, number in graph.rows(sql, _json(ids)):
        found[id_].append(number)
    facts = graph.facts_by_number({number for numbers in found.values() for number in numbers})
    return {id_: [facts[number] for number in numbers] for id_, numbers in found.items()}


@dataclass(frozen=True, slots=True)
class IndicatorWhere:
    """Which indicators are wanted; every condition given has to hold."""

    about: Sequence[str] | None = None
    documents: Sequence[str] | None = None
    """Ids of entities, document/…."""
    measure: str = ""
    """Words that the measure holds."""
    unit: str | None = None
    period: str = ""
    """How the period begins: 2023 takes 2023-Q1 too."""


def find_indicators(
    graph: Graph, where: IndicatorWhere, *, after: str | None = None, limit: int = 20
) -> list[Indicator]:
    """Indicators that meet the conditions, in the order of ids, from the first one behind `after`."""
    conditions, values = _indicator_conditions(where)
    sql = f"SELECT id FROM indicators WHERE {conditions} AND id > ? ORDER BY id LIMIT ?"
    return graph.indicators(ids=[id_ for (id_,) in graph.rows(sql, *values, after or "", limit)])


def count_indicators(graph: Graph, where: IndicatorWhere) -> int:
    """How many indicators meet the conditions."""
    conditions, values = _indicator_conditions(where)
    [(count,)] = graph.rows(f"SELECT count(*) FROM indicators WHERE {conditions}", *values)
    return int(count)


def _indicator_conditions(where: IndicatorWhere) -> tuple[str, list[object]]:
    conditions, values = ["1"], list[object]()
    if where.about is not None:
        conditions.append(f"about IN {_NUMBERS}")
        values.append(_json(where.about))
    if where.documents is not None:
        conditions.append("document IN (SELECT value FROM json_each(?))")
        values.append(_json(id_.removeprefix("document/") for id_ in where.documents))
    if where.unit is not None:
        conditions.append("unit = ?")
        values.append(where.unit)
    for condition, words in (("instr(measure, ?)", where.measure), ("instr(period, ?) = 1", where.period)):
        if words:
            conditions.append(condition)
            values.append(words)
    return " AND ".join(conditions), values


def _entity_tables(
    where: EntityWhere,
    match: Callable[[list[str]], tuple[str, list[object]]],
    *,
    sorted_by_index: bool = False,
) -> tuple[str, list[object]]:
    """Tables and conditions of a SELECT of things, with the values.

    match: how names are compared with the words; sorted_by_index: an index gives the things in their order.
    """
    tables, values = "entities", list[object]()
    if where.text is not None:
        keys = search_keys(where.text)
        matched, values = match(keys) if keys else ("SELECT 0 AS number, 0 AS likeness", [])
        tables = f"({matched}) JOIN entities USING (number)"
    else:
        tables = "entities LEFT JOIN (SELECT NULL AS likeness) ON 1"
    conditions = ["1"]
    if where.types is not None:
        # A plain list, not json_each: with one type the index then gives the ids in order, unsorted.
        own = "+type" if sorted_by_index else "type"
        conditions.append(f"{own} IN ({', '.join('?' * len(where.types))})")
        values += where.types
    if where.kinds is not None:
        ontology = load_ontology()
        conditions.append("kind IN (SELECT value FROM json_each(?))")
        values.append(_json([name for name in ontology.classes if set(ontology.lineage(name)) & set(where.kinds)]))
    if where.mentioned_in is not None:
        conditions.append(f"number IN (SELECT object FROM facts WHERE relation = 'mentions' AND subject IN {_NUMBERS})")
        values.append(_json(where.mentioned_in))
    for end, facts in where.facts:
        inner, more = _fact_conditions(facts)
        ends = [end] if end else ["subject", "object"]
        conditions.append(f"({' OR '.join(f'number IN (SELECT {one} FROM facts WHERE {inner})' for one in ends)})")
        values += more * len(ends)
    if where.least_facts:
        conditions.append("facts >= ?")
        values.append(where.least_facts)
    for condition, value in _dates("attributes", where.since, where.until):
        conditions.append(condition)
        values.append(value)
    return f"{tables} WHERE {' AND '.join(conditions)}", values


def _fact_conditions(where: FactWhere) -> tuple[str, list[object]]:
    conditions, values = ["1"], list[object]()
    for condition, ids in (
        (f"facts.subject IN {_NUMBERS}", where.subjects),
        (f"facts.object IN {_NUMBERS}", where.objects),
        (f"facts.number IN ({_STATED})", _own(where)),
    ):
        if ids is not None:
            conditions.append(condition)
            values.append(_json(ids))
    if where.about is not None:
        conditions.append(f"(facts.subject IN {_NUMBERS} OR facts.object IN {_NUMBERS})")
        values += [_json(where.about)] * 2
    if where.relations is not None:
        conditions.append(of_relations(where.relations))
        values += where.relations
    for name, words in (where.qualifiers or {}).items():
        conditions.append("instr(json_extract(facts.qualifiers, ?), ?)")
        values += [f'$."{name}"', words]
    if where.former is not None:
        conditions.append("(coalesce(json_extract(facts.qualifiers, '$.former'), '') = 'true') = ?")
        values.append(where.former)
    if where.confidence:
        conditions.append("facts.confidence >= ?")
        values.append(where.confidence)
    for condition, value in _dates("qualifiers", where.since, where.until):
        conditions.append(condition)
        values.append(value)
    return " AND ".join(conditions), values


def _own(where: FactWhere) -> list[str] | None:
    """Ids of documents as the table of what they state has them."""
    return None if where.documents is None else [id_.removeprefix("document/") for id_ in where.documents]


def _dates(column: str, since: str, until: str) -> Iterable[tuple[str, str]]:
    """Dates are years, months, days, or two of these with a slash: they compare as text, part by part."""
    date = f"coalesce(json_extract({column}, '$.date'), '')"
    if since:
        yield f"{date} != '' AND substr({date}, instr({date}, '/') + 1) >= ?", since
    if until:
        yield f"{date} != '' AND substr({date}, 1, {len(until)}) <= ?", until


def _behind(value: str, id_: str, *, descending: bool, after: Position | None) -> tuple[str, list[object]]:
    """The condition that a row stands behind a position."""
    if after is None:
        return "1", []
    if value == "''":
        return f"{id_} > ?", [after[1]]
    further = "<" if descending else ">"
    return f"({value} {further} ? OR ({value} = ? AND {id_} > ?))", [after[0], after[0], after[1]]


def _other(links: Links, there: str) -> str:
    if not links.types:
        return ""
    return f"AND (SELECT type FROM entities WHERE number = own.{there}) IN (SELECT value FROM json_each(?))"


_STATED = """
    SELECT fact.value FROM stated JOIN json_each(stated.facts) AS fact
    WHERE document IN (SELECT value FROM json_each(?))"""
_NUMBERS = "(SELECT number FROM entities WHERE id IN (SELECT value FROM json_each(?)))"


def _json(values: Iterable[object]) -> str:
    return orjson.dumps(list(values)).decode()

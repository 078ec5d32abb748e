"""kg.db -> entities, facts, documents, in batches: the one way to ask a graph."""

from __future__ import annotations

import sqlite3
import threading
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, overload

import orjson
from msgspec import MsgspecError

from graph.document import Document
from graph.entity import Entity, Evidence, Fact, Indicator, Join, LedgerEntry
from graph.errors import GraphError
from graph.keep import MEASURES
from graph.keep.matching import match_names, search_keys
from graph.keep.names import search_key
from graph.keep.rows import DocumentRow, read_places
from graph.record import Record
from schema import load_ontology
from schema.prefixes import DEFAULT_BASE

if TYPE_CHECKING:
    import networkx
    import rdflib
    from networkx import Graph as Network
    from pyoxigraph import Store

    from graph.analysis.tables import As, Tables

FILE = "kg.db"
FORMAT = 5
"""PRAGMA user_version of the files that this release reads."""
MENTIONS = "mentions"
NOT_MENTIONED = f"relation != '{MENTIONS}'"
"""Said by the indexes of facts that are no mentions, and so by the queries that use them."""
_PAGE = 1000
_CACHE = 16_000
"""Kilobytes of the file that each thread keeps in memory: what leads to the rows, of a large graph."""
_LOOK = 20_000
"""Steps of SQLite between two looks at the clock."""
_HUB = 200
"""A thing of more facts than this is asked for them in a way that does not read them all."""


class Stats(Record):
    """How much a graph holds. Every mapping is in the order of its keys."""

    documents: int
    entities: int
    facts: int
    indicators: int
    types: Mapping[str, int]
    """Entities by top class."""
    kinds: Mapping[str, int]
    """Entities by most specific class."""
    relations: Mapping[str, int]
    """Facts by relation."""
    ledger: Mapping[tuple[str, str, str], int]
    """Ledger entries by (stage, severity, reason)."""


class Graph:
    """A finished graph, open for reading. Threads may share it: each gets a connection of its own.

    Every method that takes ids or names of many things needs a fixed number of SQL statements, however many they are.
    Lists are ordered by id where nothing else is said. When the graph is rebuilt while it is open, the threads that
    have asked it already go on with the old one, and a new thread is told to open it again: nobody sees a mixture.
    """

    hash: str
    """16 hex digits over the content."""
    meta: Mapping[str, str]
    """What the build kept about itself: hash, version, rules …"""
    measures: str
    """Hash of the measures that are stored beside the graph; empty where there are none of this graph."""
    has_stale_measures: bool
    """True where measures are stored that belong to another graph, such as the one before a rebuild."""

    def __init__(self, path: Path | str) -> None:
        """Open the graph in the folder `path`.

        Raises:
            GraphError: there is no graph, it is of another version, or its file is damaged.
        """
        self.path = Path(path)
        self._file = self.path / FILE
        self._own = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False
        self.hash = self.measures = ""
        self.has_stale_measures = False
        if not self._file.is_file():
            raise GraphError(f"{path}: this folder holds no graph (no {FILE}); 'zhimai build … --out {path}' makes one")
        try:
            self.meta = MappingProxyType(dict(self.rows("SELECT key, value FROM meta ORDER BY key")))
        except GraphError:
            self.close()
            raise
        self.hash = self.meta.get("hash", "")
        self.measures, self.has_stale_measures = self._measured(self._connection())

    @property
    def version(self) -> str:
        """The hash, and that of stored measures where there are some: what an export of the graph depends on."""
        return f"{self.hash}-{self.measures}" if self.measures else self.hash

    def close(self) -> None:
        """Close every thread's connection; the graph cannot be asked any more."""
        with self._lock:
            self._closed = True
            for connection in self._connections:
                connection.close()
            self._connections.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # How much there is

    def stats(self) -> Stats:
        """Counts of everything. Cost is linear in the graph."""
        return Stats(
            documents=self._number("SELECT count(*) FROM documents"),
            entities=self._number("SELECT count(*) FROM entities"),
            facts=self._number("SELECT count(*) FROM facts"),
            indicators=self._number("SELECT count(*) FROM indicators"),
            types=dict(self.rows("SELECT type, count(*) FROM entities GROUP BY type ORDER BY type")),
            kinds=dict(self.rows("SELECT kind, count(*) FROM entities GROUP BY kind ORDER BY kind")),
            relations=self._relations(),
            ledger={
                (stage, severity, reason): count
                for stage, severity, reason, count in self.rows(
                    "SELECT stage, severity, reason, count(*) FROM ledger GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
                )
            },
        )

    def _relations(self) -> dict[str, int]:
        """Facts by relation, in the order of relations; those that mention are told by what is left."""
        sql = f"SELECT relation, count(*) FROM facts WHERE {NOT_MENTIONED} GROUP BY relation"
        counts = dict(self.rows(sql))
        mentions = self._number("SELECT count(*) FROM facts") - sum(counts.values())
        return dict(sorted((counts | ({MENTIONS: mentions} if mentions else {})).items()))

    # Entities

    @overload
    def entities(self, ids: Sequence[str]) -> list[Entity | None]: ...
    @overload
    def entities(self, ids: None = ..., *, as_: As = ...) -> Any: ...
    def entities(self, ids: Sequence[str] | None = None, *, as_: As = "pandas") -> list[Entity | None] | Any:
        """The entities of these ids, in the order asked; None for an id that is not there.

        Without ids, all of them as a table of pandas, polars or arrow: see graph.analysis.tables.Tables.entities.
        """
        if ids is None:
            return self.tables.entities(as_)
        found = {entity.id: entity for entity in self._entities("id IN (SELECT value FROM json_each(?))", _json(ids))}
        return [found.get(id_) for id_ in ids]

    def entity_ids(self, *, types: Sequence[str] = (), after: str | None = None, limit: int = 100) -> list[str]:
        """Ids in order, from the first one behind `after`; no types are all types."""
        conditions, values = [_BEHIND.format("entities")], [after or ""]
        if types:
            # A plain list, not json_each: with one type the index then gives the ids in order, unsorted.
            conditions.append(f"type IN ({', '.join('?' * len(types))})")
            values.extend(types)
        sql = f"SELECT id FROM entities WHERE {' AND '.join(conditions)} ORDER BY number LIMIT ?"
        return [id_ for (id_,) in self.rows(sql, *values, limit)]

    def named(self, name: str) -> list[Entity]:
        """Every entity of exactly this name or alias (after NFKC); those whose canonical name it is come first."""
        wanted = unicodedata.normalize("NFKC", name)
        rows = self.rows(
            "SELECT rank, entity, name FROM names WHERE key = ? AND rank >= 0 ORDER BY rank > 0, entity",
            search_key(name),
        )
        numbers = [number for _, number, known in rows if unicodedata.normalize("NFKC", known) == wanted]
        return self.entities_by_number(numbers)

    def search(self, query: str, *, types: Sequence[str] = (), limit: int = 20) -> list[Entity]:
        """Entities with a name that holds the query's letters and digits in a row, at most `limit` of them.

        Equal names come first, then names that begin so, then the others, then names whose pinyin or initials begin
        so; in each group canonical names before aliases; then the thing with more facts, then the smaller id. Case,
        width and punctuation do not matter, nor whether characters are traditional. One character is enough.
        """
        keys = search_keys(query)
        if not keys:
            return []
        matched, values = match_names(keys)
        only = "WHERE type IN (SELECT value FROM json_each(?))" if types else ""
        sql = f"""
            SELECT number FROM ({matched}) JOIN entities USING (number) {only}
            ORDER BY likeness, entities.facts DESC, number LIMIT ?"""
        rows = self.rows(sql, *values, *([_json(types)] if types else []), limit)
        return self.entities_by_number([number for (number,) in rows])

    def all_entities(self) -> Iterator[Entity]:
        """Every entity in the order of ids, a page at a time."""
        for first, last in self._pages("entities"):
            yield from self._entities("number BETWEEN ? AND ?", first, last)

    def entities_by_number(self, numbers: Sequence[int]) -> list[Entity]:
        """The entities of these numbers, each once, in the order given."""
        order = list(dict.fromkeys(numbers))
        rows = self._entities("number IN (SELECT value FROM json_each(?))", _json(order))
        found = dict(zip(sorted(order), rows, strict=True))
        return [found[number] for number in order]

    def _entities(self, condition: str, *values: object) -> list[Entity]:
        """Entities under a condition on the table of entities, in the order of ids."""
        rows = self.rows(
            f"SELECT number, id, type, kind, name, english, attributes FROM entities WHERE {condition} ORDER BY number",
            *values,
        )
        names = self.rows(
            "SELECT entity, name FROM (SELECT value AS number FROM json_each(?)) CROSS JOIN names "
            "ON entity = number AND rank > 0 ORDER BY entity, rank",
            _json([row[0] for row in rows]),
        )
        aliases = {number: tuple(name for _, name in group) for number, group in groupby(names, key=itemgetter(0))}
        return [
            Entity(id_, type_, kind, name, aliases.get(number, ()), english, orjson.loads(attributes))
            for number, id_, type_, kind, name, english, attributes in rows
        ]

    # Facts

    @overload
    def facts(
        self,
        *,
        subjects: Sequence[str] | None = ...,
        relations: Sequence[str] | None = ...,
        objects: Sequence[str] | None = ...,
        after: str | None = ...,
        limit: int | None = ...,
    ) -> list[Fact]: ...
    @overload
    def facts(self, *, as_: As) -> Any: ...
    def facts(
        self,
        *,
        subjects: Sequence[str] | None = None,
        relations: Sequence[str] | None = None,
        objects: Sequence[str] | None = None,
        after: str | None = None,
        limit: int | None = None,
        as_: As | None = None,
    ) -> list[Fact] | Any:
        """Facts that meet every condition given, from the first one behind the fact id `after`, at most `limit`.

        With `as_` (pandas, polars, arrow), all of them as a table: see graph.analysis.tables.Tables.facts.
        """
        if as_ is not None:
            return self.tables.facts(as_)
        conditions, values = ["1"], list[object]()
        for column, ids in (("subject", subjects), ("object", objects)):
            if ids is not None:
                conditions.append(
                    f"{column} IN (SELECT number FROM entities WHERE id IN (SELECT value FROM json_each(?)))"
                )
                values.append(_json(ids))
        if relations is not None:
            conditions.append(of_relations(relations))
            values.extend(relations)
        if after is not None:
            conditions.append(_BEHIND.format("facts"))
            values.append(after)
        sql = f"SELECT number FROM facts WHERE {' AND '.join(conditions)} ORDER BY number LIMIT ?"
        numbers = [number for (number,) in self.rows(sql, *values, -1 if limit is None else limit)]
        return list(self.facts_by_number(numbers).values())

    def facts_of(
        self, ids: Sequence[str], *, limit: int, relations: Sequence[str] | None = None
    ) -> dict[str, list[Fact]]:
        """For each id the facts in which it is subject or object, at most `limit` each; `mentions` come last.

        Every id asked is a key, in the order asked. Facts of a thing are in the order of ids within these two groups.
        """
        wanted = [name for name in load_ontology().relations if relations is None or name in relations]
        found: dict[str, list[int]] = {id_: [] for id_ in ids}
        for group in ([name for name in wanted if name != MENTIONS], [name for name in wanted if name == MENTIONS]):
            short = [id_ for id_, numbers in found.items() if len(numbers) < limit]
            for id_, number in self._touching(short, group, limit):
                if len(found[id_]) < limit:
                    found[id_].append(number)
        facts = self.facts_by_number({number for numbers in found.values() for number in numbers})
        return {id_: [facts[number] for number in numbers] for id_, numbers in found.items()}

    def _touching(self, ids: Sequence[str], relations: Sequence[str], limit: int) -> list[tuple[str, int]]:
        """(id, number of a fact), at most `limit` for each id, in the order of facts for each."""
        if not ids or not relations:
            return []
        sizes = self._sizes(ids)
        rows: list[tuple[int, int]] = []
        if few := [number for _, number, size in sizes if size <= _HUB]:
            found = self.rows(_TOUCHING, _json(few), _json(relations))
            for _, own in groupby(sorted(set(found)), key=itemgetter(0)):
                rows += islice(own, limit)
        if many := [number for _, number, size in sizes if size > _HUB]:
            rows += self.rows(_TOUCHING_HUBS, _json(many), _json(relations), limit)
        names = {number: id_ for id_, number, _ in sizes}
        return [(names[number], fact) for number, fact in rows]

    def _sizes(self, ids: Sequence[str]) -> list[tuple[str, int, int]]:
        """(id, number, number of facts) of the entities of these ids that are there, each once."""
        return self.rows(f"SELECT id, number, facts FROM entities WHERE number IN ({_NUMBERS})", _json(ids))

    def aliases_of(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """For each id of an entity its aliases, sorted; every id asked is a key."""
        found: dict[str, list[str]] = {id_: [] for id_ in ids}
        for id_, name in self.rows(_ALIASES, _json(ids)):
            found[id_].append(name)
        return {id_: tuple(names) for id_, names in found.items()}

    def facts_by_id(self, ids: Sequence[str]) -> list[Fact | None]:
        """The facts of these ids, in the order asked; None for an id that is not there."""
        rows = self.rows("SELECT number FROM facts WHERE id IN (SELECT value FROM json_each(?))", _json(ids))
        found = {fact.id: fact for fact in self.facts_by_number([number for (number,) in rows]).values()}
        return [found.get(id_) for id_ in ids]

    def facts_from(self, ids: Sequence[str]) -> dict[str, list[Fact]]:
        """For each document id (Document.id) the facts that it gives evidence for; every id asked is a key."""
        found: dict[str, list[int]] = {id_: [] for id_ in ids}
        for id_, number in self.rows(_FACTS_FROM, _json(ids)):
            found[id_].append(number)
        facts = self.facts_by_number({number for numbers in found.values() for number in numbers})
        return {id_: [facts[number] for number in numbers] for id_, numbers in found.items()}

    def triples(
        self, *, subjects: Sequence[str] | None = None, relations: Sequence[str] | None = None
    ) -> list[tuple[str, str, str]]:
        """(subject, relation, object) of the facts that meet every condition given, sorted, each once.

        Much cheaper than the facts with their evidence, where these are not needed.
        """
        conditions, values = ["1"], list[str]()
        if subjects is not None:
            conditions.append("subjects.id IN (SELECT value FROM json_each(?))")
            values.append(_json(subjects))
        if relations is not None:
            conditions.append(of_relations(relations))
            values.extend(relations)
        return self.rows(_TRIPLES.format(" AND ".join(conditions)), *values)

    def all_facts(self) -> Iterator[Fact]:
        """Every fact in the order of ids, a page at a time."""
        for first, last in self._pages("facts"):
            yield from self.facts_by_number(range(first, last + 1)).values()

    def facts_by_number(self, numbers: Iterable[int]) -> dict[int, Fact]:
        """Facts with their evidence, in the order of numbers."""
        wanted = _json(sorted(numbers))
        evidence = {number: tuple(self._places(places)) for number, places in self.rows(_EVIDENCE, wanted)}
        return {
            number: Fact(
                id_, subject, relation, object_, orjson.loads(qualifiers), confidence, evidence.get(number, ())
            )
            for number, id_, subject, relation, object_, qualifiers, confidence in self.rows(_FACTS, wanted)
        }

    def evidence_of(self, ids: Sequence[str]) -> dict[str, tuple[Evidence, ...]]:
        """For each fact id its evidence, by document and place; every id asked is a key."""
        found = {id_: tuple(self._places(places)) for id_, places in self.rows(_EVIDENCE_OF, _json(ids))}
        return dict.fromkeys(ids, ()) | found

    def _places(self, places: bytes) -> list[Evidence]:
        try:
            return read_places(places)
        except MsgspecError as error:
            raise self._error(error) from error

    # Documents, indicators, ledger

    def documents(self, ids: Sequence[str]) -> list[Document | None]:
        """The documents of these ids (Document.id), in the order asked; None for an id that is not there."""
        sql = "SELECT * FROM documents WHERE id IN (SELECT value FROM json_each(?))"
        found = {row[0]: DocumentRow(*row).document() for row in self.rows(sql, _json(ids))}
        return [found.get(id_) for id_ in ids]

    def document_dates(self) -> dict[str, str]:
        """Date of publication by document, of those that have one."""
        return dict(self.rows("SELECT id, date FROM documents WHERE date != ''"))

    def document_ids(self) -> list[str]:
        """Every document's id (Document.id), in order."""
        return [id_ for (id_,) in self.rows("SELECT id FROM documents ORDER BY id")]

    def evidence_in(self, ids: Sequence[str]) -> dict[str, list[Evidence]]:
        """For each document id the evidence in its text, for facts and indicators: each once, by start, end, rule.

        Every id asked is a key.
        """
        wanted = _json(ids)
        found: dict[str, set[Evidence]] = {id_: set() for id_ in ids}
        for document, places in self.rows(_EVIDENCE_IN, wanted):
            found[document].update([one for one in self._places(places) if one.document == document])
        for place in self.rows(_INDICATED_IN, wanted):
            found[place[0]].add(Evidence(*place))
        return {id_: sorted(places, key=attrgetter("start", "end", "rule")) for id_, places in found.items()}

    @overload
    def indicators(
        self,
        *,
        ids: Sequence[str] | None = ...,
        about: Sequence[str] | None = ...,
        documents: Sequence[str] | None = ...,
    ) -> list[Indicator]: ...
    @overload
    def indicators(self, *, as_: As) -> Any: ...
    def indicators(
        self,
        *,
        ids: Sequence[str] | None = None,
        about: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
        as_: As | None = None,
    ) -> list[Indicator] | Any:
        """Indicators in the order of ids: all, or those that meet every condition given.

        about: ids of the entities that they describe; documents: ids of the documents that state them.
        With `as_` (pandas, polars, arrow), all of them as a table: see graph.analysis.tables.Tables.indicators.
        """
        if as_ is not None:
            return self.tables.indicators(as_)
        conditions, values = ["1"], list[str]()
        for column, wanted in (("indicators.id", ids), ("entities.id", about), ("document", documents)):
            if wanted is not None:
                conditions.append(f"{column} IN (SELECT value FROM json_each(?))")
                values.append(_json(wanted))
        sql = f"""
            SELECT indicators.id, measure, value, unit, period, comparison, coalesce(entities.id, ''), confidence,
                   document, start, "end", quote, rule
            FROM indicators LEFT JOIN entities ON entities.number = about
            WHERE {" AND ".join(conditions)} ORDER BY indicators.id"""
        return [_indicator(row) for row in self.rows(sql, *values)]

    def joins(self, ids: Sequence[str] | None = None) -> list[Join]:
        """Pairs of names that resolution compared, of all things or of these, in the order of the two ids."""
        only = f"WHERE one IN ({_NUMBERS}) OR other IN ({_NUMBERS})" if ids is not None else ""
        sql = f"""
            SELECT ones.id, others.id, joins.name, other_name, rule, weight, support, against FROM joins
            JOIN entities AS ones ON ones.number = one JOIN entities AS others ON others.number = other
            {only} ORDER BY joins.number"""
        rows = self.rows(sql, *([_json(ids)] * 2 if ids is not None else []))
        return [Join(one, other, (name, second), *rest) for one, other, name, second, *rest in rows]

    def ledger(self) -> Iterator[LedgerEntry]:
        """Every entry, by stage, severity, source, reason."""
        sql = 'SELECT stage, source, reason, message, severity, start, "end" FROM ledger'
        for first, last in self._pages("ledger"):
            for row in self.rows(f"{sql} WHERE number BETWEEN ? AND ? ORDER BY number", first, last):
                yield LedgerEntry(*row)

    # The graph as a whole, in other libraries' terms

    @overload
    def networkx(
        self,
        *,
        relations: Sequence[str] | None = ...,
        types: Sequence[str] = ...,
        confidence: float = ...,
        between: tuple[str, str] = ...,
        simple: Literal[False] = ...,
    ) -> networkx.MultiDiGraph[str]: ...
    @overload
    def networkx(
        self,
        *,
        relations: Sequence[str] | None = ...,
        types: Sequence[str] = ...,
        confidence: float = ...,
        between: tuple[str, str] = ...,
        simple: Literal[True],
        weight: str = ...,
    ) -> networkx.Graph[str]: ...
    def networkx(
        self,
        *,
        relations: Sequence[str] | None = None,
        types: Sequence[str] = (),
        confidence: float = 0.0,
        between: tuple[str, str] = ("", ""),
        simple: bool = False,
        weight: str = "facts",
    ) -> networkx.MultiDiGraph[str] | networkx.Graph[str]:
        """The graph in NetworkX: every fact an edge, or, simple, one edge for each pair.

        For what the choices mean see graph.network.to_networkx and to_simple_networkx.
        """
        from graph.network import to_networkx, to_simple_networkx  # noqa: PLC0415 - networkx takes long to import

        if simple:
            return to_simple_networkx(
                self, relations=relations, types=types, confidence=confidence, between=between, weight=weight
            )
        return to_networkx(self, relations=relations, types=types, confidence=confidence, between=between)

    def projection(self, name: str, *, confidence: float = 0.0, between: tuple[str, str] = ("", "")) -> Network[str]:
        """Things linked by what they share, such as persons by events: see graph.network.to_projection."""
        from graph.network import to_projection  # noqa: PLC0415 - networkx takes long to import

        return to_projection(self, name, confidence=confidence, between=between)

    @property
    def tables(self) -> Tables:
        """Entities, facts, evidence, indicators and documents as pandas, polars or pyarrow tables."""
        from graph.analysis.tables import Tables  # noqa: PLC0415 - tables read graphs: they import this module

        return Tables(self)

    def sql(self, query: str, *, as_: As = "pandas") -> Any:
        """Rows of a SELECT over the tables entities, facts, evidence, indicators, documents and scores, by DuckDB."""
        from graph.analysis.queries import ask_sql  # noqa: PLC0415 - queries read graphs: they import this module

        return ask_sql(self, query, as_)

    def sparql(self, query: str, *, as_: As = "pandas") -> Any:
        """Rows of a SPARQL SELECT over the triples of the Turtle export, by Oxigraph; the first call loads them."""
        from graph.analysis.queries import ask_sparql  # noqa: PLC0415 - queries read graphs: they import this module

        return ask_sparql(self._store, query, as_)

    @cached_property
    def _store(self) -> Store:
        from graph.analysis.queries import make_store  # noqa: PLC0415

        return make_store(self)

    def links(self, relations: Sequence[str], *, confidence: float = 0.0) -> list[tuple[int, int]]:
        """(subject, object) of every fact of these relations, as places in `entity_ids(limit=-1)`, unsorted.

        The cheapest way to all edges of a graph.
        """
        sql = f"SELECT subject - 1, object - 1 FROM facts WHERE {of_relations(relations)}"
        if confidence > 0:
            return self.rows(f"{sql} AND confidence >= ?", *relations, confidence)
        return self.rows(sql, *relations)

    def _repr_html_(self) -> str:
        """What a notebook shows of the graph."""
        from graph.analysis.notebook import as_html  # noqa: PLC0415 - it reads graphs: it imports this module

        return as_html(self)

    def rdflib(self) -> rdflib.Graph:
        """The graph as an rdflib Graph: the triples of the Turtle export, under the base that the build was given."""
        from graph.export.rdf import to_rdflib  # noqa: PLC0415 - rdflib takes long to import

        return to_rdflib(self, base=self.meta.get("base", DEFAULT_BASE))

    # SQLite

    def _pages(self, table: str) -> Iterator[tuple[int, int]]:
        """First and last number, inclusive, of each page of a table whose rows are numbered from 1 without gaps."""
        count = self._number(f"SELECT count(*) FROM {table}")
        for first in range(1, count + 1, _PAGE):
            yield first, min(first + _PAGE - 1, count)

    def _number(self, sql: str) -> int:
        [(number,)] = self.rows(sql)
        return int(number)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that a SELECT gives: for the modules of this package, which know the tables.

        Raises:
            GraphError: the graph cannot be read.
            TimeoutError: this thread has a deadline, and it has passed.
        """
        if self._is_late():
            raise TimeoutError(f"{self.path}: reading took too long")
        try:
            return self._connection().execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            if self._is_late():
                raise TimeoutError(f"{self.path}: reading took too long") from None
            raise self._error(error) from error

    def _is_late(self) -> bool:
        """True where what this thread reads has a deadline, and it has passed."""
        deadline = getattr(self._own, "deadline", None)
        return deadline is not None and time.monotonic() > deadline

    def _error(self, error: sqlite3.DatabaseError | MsgspecError) -> GraphError:
        if self._closed:
            return GraphError(f"{self.path}: the graph has been closed")
        return GraphError(f"{self._file}: the graph cannot be read ({error}); build it again")

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection; opened when the thread asks for the first time."""
        connection: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._open()
        return connection

    def _open(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise GraphError(f"{self.path}: the graph has been closed")
            # check_same_thread: only so that close() can close the connections of other threads.
            connection = sqlite3.connect(f"{self._file.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
            connection.execute(f"PRAGMA cache_size = -{_CACHE}")
            connection.set_progress_handler(self._is_late, _LOOK)
            self._connections.append(connection)
        self._check_version(connection)
        self._attach_measures(connection)
        return connection

    def _check_version(self, connection: sqlite3.Connection) -> None:
        [(version,)] = connection.execute("PRAGMA user_version").fetchall()
        if version != FORMAT:
            raise GraphError(
                f"{self._file}: is of format {version}, this release reads format {FORMAT}; build it again"
            )
        if self.hash:
            rows = connection.execute("SELECT value FROM meta WHERE key = 'hash'").fetchall()
            if rows != [(self.hash,)]:
                raise GraphError(f"{self.path}: the graph has been rebuilt since it was opened; open it again")

    def _attach_measures(self, connection: sqlite3.Connection) -> None:
        """Make what is stored beside the graph readable as `measured`."""
        file = self.path / MEASURES
        if not file.is_file():
            return
        try:
            connection.execute("ATTACH ? AS measured", (f"{file.resolve().as_uri()}?mode=ro",))
            measures, _ = self._measured(connection)
        except sqlite3.DatabaseError as error:
            raise GraphError(f"{file}: cannot be read ({error}); remove it, and store the measures again") from error
        if self.hash and measures != self.measures:
            raise GraphError(f"{self.path}: measures have been stored since the graph was opened; open it again")

    def _measured(self, connection: sqlite3.Connection) -> tuple[str, bool]:
        """Hash of the measures that a connection sees of this graph, and whether it sees those of another one."""
        if not [name for _, name, _ in connection.execute("PRAGMA database_list") if name == "measured"]:
            return "", False
        meta = dict(connection.execute("SELECT key, value FROM measured.meta").fetchall())
        [(own,)] = connection.execute("SELECT value FROM main.meta WHERE key = 'hash'").fetchall() or [("",)]
        return (meta.get("hash", ""), False) if meta.get("graph") == own else ("", True)


def of_relations(relations: Sequence[str]) -> str:
    """The condition that a fact is of one of these relations, which are its values."""
    # A plain list, not json_each: with one relation the index then gives the facts in order, unsorted.
    listed = f"relation IN ({', '.join('?' * len(relations))})"
    return listed if MENTIONS in relations else f"{listed} AND {NOT_MENTIONED}"


_NUMBERS = "SELECT number FROM entities WHERE id IN (SELECT value FROM json_each(?))"

_ALIASES = """
    SELECT id, names.name FROM entities JOIN names ON entity = number AND rank > 0
    WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number, rank"""

_FACTS = """
    SELECT facts.number, facts.id, subjects.id, relation, objects.id, qualifiers, confidence
    FROM facts
    JOIN entities AS subjects ON subjects.number = subject
    JOIN entities AS objects ON objects.number = object
    WHERE facts.number IN (SELECT value FROM json_each(?)) ORDER BY facts.number"""

_EVIDENCE = """
    SELECT fact, places FROM evidence WHERE fact IN (SELECT value FROM json_each(?)) ORDER BY fact"""

_EVIDENCE_OF = """
    SELECT facts.id, places FROM facts JOIN evidence ON fact = number
    WHERE facts.id IN (SELECT value FROM json_each(?)) ORDER BY number"""

_FACTS_FROM = """
    SELECT document, fact.value FROM stated JOIN json_each(facts) AS fact
    WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document, fact.value"""

_EVIDENCE_IN = """
    SELECT document, places FROM stated JOIN json_each(facts) AS number CROSS JOIN evidence ON fact = number.value
    WHERE document IN (SELECT value FROM json_each(?))"""

_INDICATED_IN = """
    SELECT document, start, "end", quote, rule FROM indicators WHERE document IN (SELECT value FROM json_each(?))"""

_TRIPLES = """
    SELECT DISTINCT subjects.id, relation, objects.id
    FROM entities AS subjects
    JOIN facts ON subject = subjects.number
    JOIN entities AS objects ON objects.number = object
    WHERE {} ORDER BY 1, 2, 3"""

# Rows behind an id; numbers are in the order of ids.
_BEHIND = "number > coalesce((SELECT number FROM {} WHERE id <= ? ORDER BY id DESC LIMIT 1), 0)"

# The facts of each thing under some relations. +relation: to look through all facts of a thing once is faster than to
# look each relation up.
_TOUCHING = """
    SELECT subject, number FROM facts
    WHERE subject IN (SELECT value FROM json_each(?1)) AND +relation IN (SELECT value FROM json_each(?2))
    UNION ALL
    SELECT object, number FROM facts
    WHERE object IN (SELECT value FROM json_each(?1)) AND +relation IN (SELECT value FROM json_each(?2))"""

# The first ?3 of each, for things of many facts: the limit stands in the inner queries, so that one of a hundred
# thousand facts costs no more than one of a thousand.
_TOUCHING_HUBS = """
    WITH wanted AS (SELECT things.value AS thing, relations.value AS relation
        FROM json_each(?1) AS things, json_each(?2) AS relations),
    touching AS (
        SELECT thing, facts.number AS fact FROM wanted JOIN facts ON facts.number IN (
            SELECT number FROM facts AS own
            WHERE own.subject = thing AND own.relation = wanted.relation ORDER BY own.number LIMIT ?3)
        UNION
        SELECT thing, facts.number FROM wanted JOIN facts ON facts.number IN (
            SELECT number FROM facts AS own
            WHERE own.object = thing AND own.relation = wanted.relation ORDER BY own.number LIMIT ?3)
    ),
    placed AS (SELECT thing, fact, row_number() OVER (PARTITION BY thing ORDER BY fact) AS place FROM touching)
    SELECT thing, fact FROM placed WHERE place <= ?3 ORDER BY thing, place"""


def _indicator(row: tuple[Any, ...]) -> Indicator:
    id_, measure, value, unit, period, comparison, about, confidence, *evidence = row
    return Indicator(id_, measure, value, unit, period, comparison, about, confidence, Evidence(*evidence))


def _json(values: Sequence[object]) -> str:
    """Values as one SQL parameter, for json_each: no limit on how many."""
    return orjson.dumps(list(values)).decode()

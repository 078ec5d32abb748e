"""Documents, entities, facts, indicators, ledger -> kg.db, all or nothing."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from graph.document import Document
from graph.entity import Entity, Fact, Indicator, Join, LedgerEntry
from graph.errors import GraphError
from graph.keep.check import check_graph
from graph.keep.frequent import FREQUENT, find_frequent
from graph.keep.hashed import GraphHash
from graph.keep.named import Named
from graph.keep.rows import DocumentRow, FactRow, IndicatorRow, json_array, json_object, row_of
from graph.keep.spellings import Spellings, spell_names
from graph.record import Record

FILE = "kg.db"
_TOGETHER = 70
"""Rows to a statement: any SQLite takes the values of so many."""
_AT_HAND = 1000
"""Facts that are worked on at a time: in the order of ids they lie all over the memory, and are fetched once so."""
_PART = "kg.db.part"
_UNGUARDED = "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
"""No journal and no flushing: the part is nobody's graph before it is renamed."""


class Written(Record):
    """What was written."""

    hash: str
    """The graph hash."""
    facts: dict[str, int]
    """How many there are of each relation, in the order of their names."""


def write_graph(
    path: Path,
    *,
    documents: Iterable[Document],
    entities: Sequence[Entity],
    facts: Sequence[Fact],
    indicators: Sequence[Indicator],
    ledger: Sequence[LedgerEntry],
    meta: Mapping[str, str],
    joins: Sequence[Join] = (),
    frequent: int = FREQUENT,
) -> str:
    """Check a graph and write it as write_rows does, whatever order it comes in.

    frequent: what a search finds is looked up in advance for words that find so many things.

    Raises:
        GraphError: the folder cannot be written, or the content is no valid graph.
    """
    by_id = _by_id(documents)
    entities = sorted(entities, key=lambda entity: entity.id)
    check_graph(by_id, entities, facts, indicators)
    return write_rows(
        path,
        documents=[DocumentRow.of(document) for document in by_id.values()],
        entities=entities,
        facts=[row_of(fact) for fact in sorted(facts, key=lambda fact: fact.id)],
        indicators=[IndicatorRow.of(one) for one in sorted(indicators, key=lambda indicator: indicator.id)],
        ledger=ledger,
        meta=meta,
        joins=joins,
        spellings=spell_names(entities),
        frequent=frequent,
    ).hash


def write_rows(
    path: Path,
    *,
    documents: Sequence[DocumentRow],
    entities: Sequence[Entity],
    facts: Sequence[FactRow],
    indicators: Sequence[IndicatorRow],
    ledger: Sequence[LedgerEntry],
    meta: Mapping[str, str],
    joins: Sequence[Join],
    spellings: Spellings,
    frequent: int = FREQUENT,
) -> Written:
    """Write `<path>/kg.db` from what is sorted by id and known to be a valid graph.

    The file is written under another name, flushed to the disk and then renamed: who is killed at any moment leaves
    the graph that was there before. Source paths and the ledger are in the file and not in the hash. `meta` is kept
    as it is; the key 'hash' is added. Two writers into one folder at once are for the caller to keep apart.

    spellings: of all names.

    Raises:
        GraphError: the folder cannot be written.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        part = path / _PART
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            tables, indexes = _read_schema()
            connection.executescript(_UNGUARDED + tables)
            connection.execute("BEGIN")
            hashed, numbers = GraphHash(), {entity.id: number for number, entity in enumerate(entities, 1)}
            hashed.add_things(entities, joins)
            hashed.add_rows("documents", ((d.id, d.title, d.date, d.publisher, d.url, d.text) for d in documents))
            _insert(connection, "documents", documents)
            counts, relations = _insert_facts(connection, facts, numbers, hashed)
            indicated = _indicator_rows(indicators, numbers)
            _insert_values(connection, "indicators", list(chain.from_iterable(indicated)), hashed)
            named = [Named.of(entity, spellings) for entity in entities]
            _insert_things(connection, entities, named, counts)
            held = _held_by(connection, frequent)
            words = find_frequent(entities, named, counts, held=held, least=frequent)
            _insert(connection, "frequent", ((*row, first.decode()) for *row, first in words))
            _insert(connection, "joins", _join_rows(joins, entities))
            _insert(connection, "ledger", _ledger_rows(ledger))
            _insert(connection, "meta", sorted({**meta, "hash": str(hashed)}.items()))
            for index in indexes:
                connection.execute(index)
            connection.execute("COMMIT")
        _flush(part)
        part.replace(path / FILE)
        _flush(path)
    except (OSError, sqlite3.Error) as error:
        raise GraphError(f"{path}: the graph cannot be written: {error}") from error
    return Written(str(hashed), dict(sorted(relations.items())))


def _by_id(documents: Iterable[Document]) -> dict[str, Document]:
    """Documents by id, in the order of ids."""
    pairs = sorted(((document.id, document) for document in documents), key=lambda pair: pair[0])
    for (id_, one), (next_id, other) in pairwise(pairs):
        if id_ == next_id:
            raise GraphError(f"document {id_} stands twice: {one.source} and {other.source}")
    return dict(pairs)


def _flush(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    if path.is_dir() and os.name == "nt":
        return  # folders cannot be opened there
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read_schema() -> tuple[str, list[str]]:
    """The tables, and the indexes, which are made in half the time when all rows are there."""
    lines = Path(__file__).with_name("schema.sql").read_text("utf-8").splitlines()
    indexes = [line for line in lines if line.startswith("CREATE INDEX")]
    return "\n".join(line for line in lines if line not in indexes), indexes


def _insert_facts(
    connection: sqlite3.Connection, facts: Sequence[FactRow], numbers: Mapping[str, int], hashed: GraphHash
) -> tuple[list[int], Counter[str]]:
    """Number the facts and insert them with their evidence, some at a time.

    Gives back how many facts each thing has, in the order of numbers, and how many are of each relation.
    """
    counts, stated, relations = Counter[object](), defaultdict[str, list[int]](list), Counter[Any]()
    for start in range(0, len(facts), _AT_HAND):
        rows, evidence = list[object](), list[object]()
        for number, fact in enumerate(facts[start : start + _AT_HAND], start + 1):
            id_, subject, (relation, qualifiers, confidence), object_, documents, places = fact
            rows += (number, id_, numbers[subject], relation, numbers[object_], qualifiers, confidence)
            evidence += (number, places)
            for document in documents:
                stated[document].append(number)
        subjects, objects = rows[2::7], rows[4::7]
        relations.update(rows[3::7])
        counts.update(subjects)
        counts.update([other for one, other in zip(subjects, objects, strict=True) if one != other])
        _insert_values(connection, "facts", rows, hashed)
        _insert_values(connection, "evidence", evidence, hashed)
    _insert(connection, "stated", [(document, json_array(own)) for document, own in sorted(stated.items())])
    return [counts[number] for number in numbers.values()], relations


def _insert_things(
    connection: sqlite3.Connection, entities: Sequence[Entity], named: Sequence[Named], counts: Sequence[int]
) -> None:
    _insert(connection, "entities", _entity_rows(entities, counts))
    _insert(connection, "names", _name_rows(named))
    connection.executemany(
        "INSERT INTO name_bigrams (rowid, bigrams) VALUES (?, ?)", enumerate([one.terms for one in named], 1)
    )
    connection.execute("INSERT INTO name_bigrams (name_bigrams) VALUES ('optimize')")
    connection.execute("SAVEPOINT indexed")  # the index is written out here, and not at some later statement
    connection.execute("RELEASE indexed")


def _held_by(connection: sqlite3.Connection, least: int) -> list[str]:
    """What the index holds of so many things: characters and bigrams."""
    connection.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab ('main', 'name_bigrams', 'row')")
    terms = [term for (term,) in connection.execute("SELECT term FROM temp.held WHERE doc >= ?", (least,))]
    connection.execute("DROP TABLE temp.held")
    return terms


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    _insert_values(connection, table, list(chain.from_iterable(rows)))


def _insert_values(
    connection: sqlite3.Connection, table: str, values: Sequence[object], hashed: GraphHash | None = None
) -> None:
    """Insert rows, in the order of keys: of the same graph the same file. Many with one statement take half the time.

    values: of all rows, one after the other.
    """
    width = len(connection.execute(f"SELECT * FROM {table} LIMIT 0").description)
    most = width * _TOGETHER
    statement = _insertion(table, width, _TOGETHER)
    for start in range(0, len(values), most):
        batch = values[start : start + most]
        if hashed is not None:
            hashed.add(table, batch)
        if len(batch) < most:
            statement = _insertion(table, width, len(batch) // width)
        connection.execute(statement, batch)


def _insertion(table: str, width: int, rows: int) -> str:
    one = f"({', '.join('?' * width)})"
    return f"INSERT INTO {table} VALUES {', '.join([one] * rows)}"


def _entity_rows(entities: Sequence[Entity], counts: Sequence[int]) -> Iterator[tuple[object, ...]]:
    for number, entity in enumerate(entities, 1):
        described = (entity.id, entity.type, entity.kind, entity.name, entity.english, json_object(entity.attributes))
        yield (number, *described, counts[number - 1])


def _name_rows(named: Sequence[Named]) -> Iterator[tuple[object, ...]]:
    """By number and rank: pinyin backwards, the English label, the names."""
    for number, (own, english, spelt, _) in enumerate(named, 1):
        for rank, one in enumerate((*reversed(spelt), *(english or [None]), *own), -1 - len(spelt)):
            if one:
                yield (number, rank, *one)


def _indicator_rows(indicators: Sequence[IndicatorRow], numbers: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    for one in indicators:
        yield (*one[:6], numbers[one.about] if one.about else None, *one[7:])


def _join_rows(joins: Sequence[Join], entities: Sequence[Entity]) -> Iterator[tuple[object, ...]]:
    numbers = {entity.id: number for number, entity in enumerate(entities, 1)}
    rows = sorted((numbers[j.one], numbers[j.other], *j.names, j.rule, j.weight, j.support, j.against) for j in joins)
    for number, row in enumerate(rows, 1):
        yield (number, *row)


def _ledger_rows(ledger: Sequence[LedgerEntry]) -> Iterator[tuple[object, ...]]:
    rows = sorted((e.stage, e.severity, e.source, e.reason, e.message, e.start, e.end) for e in ledger)
    for number, row in enumerate(rows, 1):
        yield (number, *row)

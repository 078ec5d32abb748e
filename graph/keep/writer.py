"""Documents, entities, facts, indicators, ledger -> kg.db, all or nothing."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from importlib.resources import files
from itertools import chain, islice, pairwise
from operator import attrgetter
from pathlib import Path

import orjson

from graph.document import Document
from graph.entity import Entity, Fact, Indicator, Join, LedgerEntry
from graph.errors import GraphError
from graph.keep.check import check_graph
from graph.keep.frequent import FREQUENT, find_frequent
from graph.keep.named import Named, aliases_of
from graph.keep.rows import DocumentRow, FactRow, IndicatorRow, json_object
from graph.keep.spellings import Spellings, spell_names

FILE = "kg.db"
_BATCH = 1000
_TOGETHER = 100
_PART = "kg.db.part"
_UNGUARDED = "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
"""No journal and no flushing: the part is nobody's graph before it is renamed."""


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
        facts=[FactRow.of(fact) for fact in sorted(facts, key=lambda fact: fact.id)],
        indicators=[IndicatorRow.of(one) for one in sorted(indicators, key=lambda indicator: indicator.id)],
        ledger=ledger,
        meta=meta,
        joins=joins,
        spellings=spell_names(entities),
        frequent=frequent,
    )


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
) -> str:
    """Write `<path>/kg.db` from what is sorted by id and known to be a valid graph; give back the graph hash.

    The file is written under another name, flushed to the disk and then renamed: who is killed at any moment leaves
    the graph that was there before. Source paths and the ledger are in the file and not in the hash. `meta` is kept
    as it is; the key 'hash' is added. Two writers into one folder at once are for the caller to keep apart.

    spellings: of all names.

    Raises:
        GraphError: the folder cannot be written.
    """
    hash_ = graph_hash(documents, entities, facts, indicators, joins)
    try:
        path.mkdir(parents=True, exist_ok=True)
        part = path / _PART
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            tables, indexes = _read_schema()
            connection.executescript(_UNGUARDED + tables)
            connection.execute("BEGIN")
            _insert(connection, "meta", sorted({**meta, "hash": hash_}.items()))
            named = [Named.of(entity, spellings) for entity in entities]
            counts = _count_facts(facts)
            _insert_graph(connection, documents, entities, facts, indicators, named=named, counts=counts)
            held = _held_by(connection, frequent)
            words = find_frequent(entities, named, counts, held=held, least=frequent)
            _insert(connection, "frequent", ((*row, first.decode()) for *row, first in words))
            _insert(connection, "joins", _join_rows(joins, entities))
            _insert(connection, "ledger", _ledger_rows(ledger))
            for index in indexes:
                connection.execute(index)
            connection.execute("COMMIT")
        _flush(part)
        part.replace(path / FILE)
        _flush(path)
    except (OSError, sqlite3.Error) as error:
        raise GraphError(f"{path}: the graph cannot be written: {error}") from error
    return hash_


def graph_hash(
    documents: Iterable[DocumentRow],
    entities: Iterable[Entity],
    facts: Iterable[FactRow],
    indicators: Iterable[IndicatorRow],
    joins: Iterable[Join] = (),
) -> str:
    """16 hex digits of the SHA-256 of the content; every sequence is sorted by id already."""
    digest = sha256()
    tables: Iterable[Iterable[Sequence[object]]] = (
        ((d.id, d.title, d.date, d.publisher, d.url, d.text) for d in documents),
        ((e.id, e.type, e.kind, e.name, aliases_of(e), e.english, json_object(e.attributes)) for e in entities),
        facts,
        indicators,
        sorted((j.one, j.other, *j.names, j.rule, float(j.weight), j.support, j.against) for j in joins),
    )
    for table in tables:
        rows = iter(table)
        while batch := [tuple(row) for row in islice(rows, _BATCH)]:  # one call for many rows takes a tenth of the time
            digest.update(orjson.dumps(batch))
        digest.update(b"\0")
    return digest.hexdigest()[:16]


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
    lines = files("graph.keep").joinpath("schema.sql").read_text("utf-8").splitlines()
    indexes = [line for line in lines if line.startswith("CREATE INDEX")]
    return "\n".join(line for line in lines if line not in indexes), indexes


def _insert_graph(
    connection: sqlite3.Connection,
    documents: Sequence[DocumentRow],
    entities: Sequence[Entity],
    facts: Sequence[FactRow],
    indicators: Sequence[IndicatorRow],
    *,
    named: Sequence[Named],
    counts: Mapping[str, int],
) -> None:
    """Insert every row in the order of its key, so that the same graph gives the same file."""
    numbers = {entity.id: number for number, entity in enumerate(entities, 1)}
    _insert(connection, "documents", documents)
    _insert(connection, "entities", _entity_rows(entities, counts))
    _insert(connection, "names", _name_rows(named))
    connection.executemany(
        "INSERT INTO name_bigrams (rowid, bigrams) VALUES (?, ?)", enumerate([one.terms for one in named], 1)
    )
    connection.execute("INSERT INTO name_bigrams (name_bigrams) VALUES ('optimize')")
    connection.execute("SAVEPOINT indexed")  # the index is written out here, and not at some later statement
    connection.execute("RELEASE indexed")
    _insert(connection, "facts", _fact_rows(facts, numbers))
    _insert(connection, "evidence", _evidence_rows(facts))
    _insert(connection, "indicators", _indicator_rows(indicators, numbers))


def _held_by(connection: sqlite3.Connection, least: int) -> list[str]:
    """What the index holds of so many things: characters and bigrams."""
    connection.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab ('main', 'name_bigrams', 'row')")
    terms = [term for (term,) in connection.execute("SELECT term FROM temp.held WHERE doc >= ?", (least,))]
    connection.execute("DROP TABLE temp.held")
    return terms


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Insert rows, many with one statement: that takes two thirds of the time."""
    width = len(connection.execute(f"SELECT * FROM {table} LIMIT 0").description)
    one, waiting = f"({', '.join('?' * width)})", iter(rows)
    most = min(_TOGETHER, connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER) // width)
    while batch := list(islice(waiting, most)):
        values = ", ".join([one] * len(batch))
        connection.execute(f"INSERT INTO {table} VALUES {values}", list(chain.from_iterable(batch)))


def _entity_rows(entities: Sequence[Entity], counts: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    for number, entity in enumerate(entities, 1):
        described = (entity.id, entity.type, entity.kind, entity.name, entity.english, json_object(entity.attributes))
        yield (number, *described, counts[entity.id])


def _count_facts(facts: Sequence[FactRow]) -> Counter[str]:
    """How many facts each thing has."""
    counts = Counter(map(attrgetter("subject"), facts))
    counts.update([fact.object for fact in facts if fact.object != fact.subject])
    return counts


def _name_rows(named: Sequence[Named]) -> Iterator[tuple[object, ...]]:
    """By number and rank: pinyin backwards, the English label, the names."""
    for number, (own, english, spelt, _) in enumerate(named, 1):
        for rank, one in enumerate((*reversed(spelt), *(english or [None]), *own), -1 - len(spelt)):
            if one:
                yield (number, rank, *one)


def _fact_rows(facts: Sequence[FactRow], numbers: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    for number, (id_, subject, relation, object_, qualifiers, confidence, _) in enumerate(facts, 1):
        yield number, id_, numbers[subject], relation, numbers[object_], qualifiers, confidence


def _evidence_rows(facts: Sequence[FactRow]) -> Iterator[tuple[object, ...]]:
    for number, fact in enumerate(facts, 1):
        for rank, evidence in enumerate(fact.evidence):
            yield (number, rank, *evidence)


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

"""Documents, entities, facts, indicators, ledger -> kg.db, all or nothing."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from importlib.resources import files
from itertools import chain, pairwise
from pathlib import Path

import orjson

from graph.document import Document
from graph.entity import Entity, Evidence, Fact, Indicator, Join, LedgerEntry
from graph.errors import GraphError
from graph.keep.check import check_graph
from graph.keep.frequent import FREQUENT, find_frequent
from graph.keep.names import index_terms, search_key
from graph.keep.pinyin import Pinyin, spell_names

FILE = "kg.db"
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
    pinyin: Pinyin | None = None,
    frequent: int = FREQUENT,
) -> str:
    """Write `<path>/kg.db` and give back the graph hash: 16 hex digits over the content, whatever order it came in.

    The file is written under another name, flushed to the disk and then renamed: who is killed at any moment leaves
    the graph that was there before. Source paths and the ledger are in the file and not in the hash. `meta` is kept
    as it is; the key 'hash' is added. Two writers into one folder at once are for the caller to keep apart.

    pinyin: of all names, where the caller has it already; frequent: what a search finds is looked up in advance for
    words that find so many things.

    Raises:
        GraphError: the folder cannot be written, or the content is no valid graph.
    """
    by_id = _by_id(documents)
    entities = sorted(entities, key=lambda entity: entity.id)
    facts = sorted(facts, key=lambda fact: fact.id)
    indicators = sorted(indicators, key=lambda indicator: indicator.id)
    check_graph(by_id, entities, facts, indicators)
    hash_ = graph_hash(by_id, entities, facts, indicators, joins)
    try:
        path.mkdir(parents=True, exist_ok=True)
        part = path / _PART
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            tables, indexes = _read_schema()
            connection.executescript(_UNGUARDED + tables)
            connection.execute("BEGIN")
            _insert(connection, "meta", sorted({**meta, "hash": hash_}.items()))
            pinyin = pinyin or spell_names(entities)
            _insert_graph(connection, by_id, entities, facts, indicators, pinyin=pinyin)
            words = find_frequent(entities, _count_facts(facts), pinyin, least=frequent)
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
    documents: Mapping[str, Document],
    entities: Sequence[Entity],
    facts: Sequence[Fact],
    indicators: Sequence[Indicator],
    joins: Sequence[Join] = (),
) -> str:
    """The first 16 hex digits of the SHA-256 of the content; every sequence is sorted by id already."""
    digest = sha256()
    rows = chain(
        (("document", id_, d.title, d.date, d.publisher, d.url, d.text) for id_, d in documents.items()),
        (("entity", e.id, e.type, e.kind, e.name, _aliases(e), e.english, _object(e.attributes)) for e in entities),
        (("fact", *_fact_row(fact), [_evidence_row(e) for e in _evidence(fact)]) for fact in facts),
        (("indicator", *_indicator_row(indicator), _evidence_row(indicator.evidence)) for indicator in indicators),
        sorted(("join", j.one, j.other, *j.names, j.rule, float(j.weight), j.support, j.against) for j in joins),
    )
    for row in rows:
        digest.update(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
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
    documents: Mapping[str, Document],
    entities: Sequence[Entity],
    facts: Sequence[Fact],
    indicators: Sequence[Indicator],
    *,
    pinyin: Pinyin,
) -> None:
    """Insert every row in the order of its key, so that the same graph gives the same file."""
    numbers = {entity.id: number for number, entity in enumerate(entities, 1)}
    _insert(connection, "documents", (_document_row(id_, document) for id_, document in documents.items()))
    _insert(connection, "entities", _entity_rows(entities, facts))
    _insert(connection, "names", _name_rows(entities, pinyin))
    connection.executemany("INSERT INTO name_bigrams (rowid, bigrams) VALUES (?, ?)", _bigram_rows(entities))
    connection.execute("INSERT INTO name_bigrams (name_bigrams) VALUES ('optimize')")
    _insert(connection, "facts", _fact_rows(facts, numbers))
    _insert(connection, "evidence", _evidence_rows(facts))
    _insert(connection, "indicators", _indicator_rows(indicators, numbers))


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    width = len(connection.execute(f"SELECT * FROM {table} LIMIT 0").description)
    connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)


def _document_row(id_: str, document: Document) -> tuple[object, ...]:
    return (
        *(id_, document.title, document.date, document.publisher, document.url, _array(document.authors)),
        *(document.text, document.source, document.part, document.format, document.encoding),
        _array([[run.clean, run.raw, run.length] for run in document.runs]),
    )


def _entity_rows(entities: Sequence[Entity], facts: Sequence[Fact]) -> Iterator[tuple[object, ...]]:
    counts = _count_facts(facts)
    for number, entity in enumerate(entities, 1):
        described = (entity.id, entity.type, entity.kind, entity.name, entity.english, _object(entity.attributes))
        yield (number, *described, counts[entity.id])


def _count_facts(facts: Sequence[Fact]) -> Counter[str]:
    """How many facts each thing has."""
    return Counter(id_ for fact in facts for id_ in {fact.subject, fact.object})


def _name_rows(entities: Sequence[Entity], pinyin: Pinyin) -> Iterator[tuple[object, ...]]:
    for number, entity in enumerate(entities, 1):
        names, person = (entity.name, *_aliases(entity)), entity.type == "Person"
        spelt = names if entity.type != "Document" else ()
        keys = [(name, key) for name in spelt for key in pinyin[name, person]]
        for rank, (name, key) in enumerate(keys, 2):
            yield number, -rank, name, key
        if entity.english:
            yield number, -1, entity.english, search_key(entity.english)
        for rank, name in enumerate(names):
            yield number, rank, name, search_key(name)


def _bigram_rows(entities: Sequence[Entity]) -> Iterator[tuple[object, ...]]:
    for number, entity in enumerate(entities, 1):
        terms = {
            term for name in (entity.name, entity.english, *entity.aliases) for term in index_terms(search_key(name))
        }
        yield number, " ".join(sorted(terms))


def _fact_rows(facts: Sequence[Fact], numbers: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    for number, fact in enumerate(facts, 1):
        id_, subject, relation, object_, qualifiers, confidence = _fact_row(fact)
        yield number, id_, numbers[subject], relation, numbers[object_], qualifiers, confidence


def _evidence_rows(facts: Sequence[Fact]) -> Iterator[tuple[object, ...]]:
    for number, fact in enumerate(facts, 1):
        for rank, evidence in enumerate(_evidence(fact)):
            yield (number, rank, *_evidence_row(evidence))


def _indicator_rows(indicators: Sequence[Indicator], numbers: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    for indicator in indicators:
        *described, about, confidence = _indicator_row(indicator)
        yield (*described, numbers[about] if about else None, confidence, *_evidence_row(indicator.evidence))


def _join_rows(joins: Sequence[Join], entities: Sequence[Entity]) -> Iterator[tuple[object, ...]]:
    numbers = {entity.id: number for number, entity in enumerate(entities, 1)}
    rows = sorted((numbers[j.one], numbers[j.other], *j.names, j.rule, j.weight, j.support, j.against) for j in joins)
    for number, row in enumerate(rows, 1):
        yield (number, *row)


def _ledger_rows(ledger: Sequence[LedgerEntry]) -> Iterator[tuple[object, ...]]:
    rows = sorted((e.stage, e.severity, e.source, e.reason, e.message, e.start, e.end) for e in ledger)
    for number, row in enumerate(rows, 1):
        yield (number, *row)


def _fact_row(fact: Fact) -> tuple[str, str, str, str, str, float]:
    return fact.id, fact.subject, fact.relation, fact.object, _object(fact.qualifiers), float(fact.confidence)


def _evidence_row(evidence: Evidence) -> tuple[str, int, int, str, str]:
    return evidence.document, evidence.start, evidence.end, evidence.quote, evidence.rule


def _indicator_row(indicator: Indicator) -> tuple[str, str, str, str, str, str, str, float]:
    described = (indicator.id, indicator.measure, indicator.value, indicator.unit, indicator.period)
    return (*described, indicator.comparison, indicator.about, float(indicator.confidence))


def _evidence(fact: Fact) -> list[Evidence]:
    """Each piece of evidence once, in the order that Fact promises."""
    if len(fact.evidence) == 1:
        return list(fact.evidence)
    return sorted(set(fact.evidence), key=lambda e: (e.document, e.start, e.end, e.rule))


def _aliases(entity: Entity) -> list[str]:
    """Every name but the canonical one, each once, sorted."""
    return sorted(set(entity.aliases) - {entity.name, ""})


def _array(values: Sequence[object]) -> str:
    return orjson.dumps(values).decode()


def _object(values: Mapping[str, str]) -> str:
    return orjson.dumps(dict(values), option=orjson.OPT_SORT_KEYS).decode() if values else "{}"

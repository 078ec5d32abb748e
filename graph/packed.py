"""Extractions, sketches, statements, ledger entries <-> lists that JSON has, without the names of fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from graph.claim import Claim, Extraction, LocalEntity, Measurement, Mention
from graph.entity import LedgerEntry
from graph.keep.rows import FactRow, IndicatorRow
from graph.resolve.facts import Statements
from graph.resolve.sketch import Outline, Sketch


def pack(value: Any) -> list[Any]:
    """The fields of a dataclass in their order, and so within: their names would be most of a cache."""
    return [
        pack_all(field) if isinstance(field, tuple) and field and is_dataclass(field[0]) else field
        for field in (getattr(value, field.name) for field in fields(value))
    ]


def pack_all(values: Iterable[Any]) -> list[list[Any]]:
    """Each of them packed."""
    return [pack(value) for value in values]


def ledger_of(rows: Iterable[list[Any]]) -> tuple[LedgerEntry, ...]:
    """Ledger entries."""
    return _each(LedgerEntry, rows)


def extraction_of(row: list[Any]) -> Extraction:
    """An extraction."""
    document, entities, claims, measurements, ledger = row
    return Extraction(
        document,
        tuple(_entity(*entity) for entity in entities),
        _each(Claim, claims),
        _each(Measurement, measurements),
        _each(LedgerEntry, ledger),
    )


def sketch_of(row: list[Any]) -> Sketch:
    """A sketch."""
    document, date, publisher, url, entities, links = row
    outlines = tuple(_outline(*one) for one in entities)
    return Sketch(document, date, publisher, url, outlines, tuple(tuple(link) for link in links))


def pack_statements(statements: Statements) -> list[Any]:
    """Statements packed: their facts and indicators are plain values already."""
    facts, indicators = ([tuple(row) for row in rows] for rows in (statements.facts, statements.indicators))
    return [facts, indicators, pack_all(statements.ledger)]


def statements_of(row: list[Any]) -> Statements:
    """Statements."""
    facts, indicators, ledger = row
    for fact in facts:
        fact[-1] = tuple(map(tuple, fact[-1]))
    return Statements(
        tuple(map(FactRow._make, facts)), tuple(map(IndicatorRow._make, indicators)), _each(LedgerEntry, ledger)
    )


def _entity(type_: str, kind: str, name: str, aliases: list[str], mentions: list[list[Any]], *rest: Any) -> LocalEntity:
    return LocalEntity(type_, kind, name, tuple(aliases), _each(Mention, mentions), *rest)


def _outline(type_: str, kind: str, name: str, aliases: list[str], rules: list[str], *rest: Any) -> Outline:
    return Outline(type_, kind, name, tuple(aliases), tuple(rules), *rest)


def _each(class_: Any, rows: Iterable[list[Any]]) -> tuple[Any, ...]:
    return tuple(class_(*row) for row in rows)

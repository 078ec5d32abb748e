"""Documents and facts <-> the rows of kg.db: plain values, which a cache can hold and a table takes as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

import orjson
from msgspec import json

from graph.document import Document, Run
from graph.entity import Evidence, Fact, Indicator


class DocumentRow(NamedTuple):
    """A document as the table of documents has it."""

    id: str
    title: str
    date: str
    publisher: str
    url: str
    authors: str
    """JSON."""
    text: str
    source: str
    part: int
    format: str
    encoding: str
    runs: str
    """JSON."""

    @classmethod
    def of(cls, document: Document) -> DocumentRow:
        """The row of a document."""
        return cls(
            *(document.id, document.title, document.date, document.publisher, document.url),
            *(json_array(document.authors), document.text, document.source, document.part, document.format),
            *(document.encoding, json_array([[run.clean, run.raw, run.length] for run in document.runs])),
        )

    def document(self) -> Document:
        """The document of a row."""
        return Document(
            *(self.title, self.date, self.publisher, self.url, tuple(orjson.loads(self.authors)), self.text),
            *(self.source, self.part, self.format, self.encoding),
            tuple(Run(*run) for run in orjson.loads(self.runs)),
        )


Predicate = tuple[str, str, float]
"""Relation, qualifiers as JSON, and confidence."""
FactRow = tuple[str, str, Predicate, str, str, bytearray]
"""A fact as one document states it: id, subject, predicate, object, document, places.

A fact of several documents has a row of each; the confidence in the first one is that of the fact, in others that of
their document. Places are a JSON array of [start, end, quote, rule], each once, in the order of start, end, rule; as a
bytearray, which goes from the cache to the graph without being looked into: sqlite3 tries to convert other bytes.
"""


def rows_of(fact: Fact) -> Iterator[FactRow]:
    """The rows of a fact, in the order of documents."""
    predicate = fact.relation, json_object(fact.qualifiers), float(fact.confidence)
    found = sorted(set(fact.evidence), key=lambda e: (e.document, e.start, e.end, e.rule))
    for document, places in groupby(found, key=attrgetter("document")):
        shown = json_places((e.start, e.end, e.quote, e.rule) for e in places)
        yield fact.id, fact.subject, predicate, fact.object, document, shown


def facts_of(rows: Iterable[FactRow]) -> Iterator[Fact]:
    """The facts of rows; those of one fact stand together, in the order of documents."""
    for id_, stated in groupby(rows, key=itemgetter(0)):
        own = list(stated)
        _, subject, (relation, qualifiers, confidence), object_, _, _ = own[0]
        evidence = tuple([one for *_, document, places in own for one in read_places(document, places)])
        yield Fact(id_, subject, relation, object_, orjson.loads(qualifiers), confidence, evidence)


split_places = json.Decoder(list[tuple[int, int, str, str]]).decode
"""The JSON of a row -> (start, end, quote, rule) of each piece of evidence."""


def read_places(document: str, places: bytes | bytearray) -> list[Evidence]:
    """The evidence of a document, from the JSON of a row."""
    return [Evidence(document, start, end, quote, rule) for start, end, quote, rule in split_places(places)]


class IndicatorRow(NamedTuple):
    """A measured number, with the id of what it is about."""

    id: str
    measure: str
    value: str
    unit: str
    period: str
    comparison: str
    about: str
    """Empty where the text does not tell."""
    confidence: float
    document: str
    start: int
    end: int
    quote: str
    rule: str

    @classmethod
    def of(cls, one: Indicator) -> IndicatorRow:
        """The row of an indicator."""
        e = one.evidence
        return cls(
            *(one.id, one.measure, one.value, one.unit, one.period, one.comparison, one.about, float(one.confidence)),
            *(e.document, e.start, e.end, e.quote, e.rule),
        )

    def indicator(self) -> Indicator:
        """The indicator of a row."""
        return Indicator(*self[:8], Evidence(*self[8:]))


def json_places(places: Iterable[tuple[int, int, str, str]]) -> bytearray:
    """JSON of what FactRow calls places."""
    return bytearray(orjson.dumps(list(places)))


def json_array(values: Sequence[object]) -> str:
    """JSON, without blanks."""
    return orjson.dumps(values).decode()


def json_object(values: Mapping[str, str]) -> str:
    """JSON, without blanks, its keys sorted."""
    return orjson.dumps(dict(values), option=orjson.OPT_SORT_KEYS).decode() if values else "{}"

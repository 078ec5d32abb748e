"""Documents and facts <-> the rows of kg.db: plain values, which a cache can hold and a table takes as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from msgspec import json

from graph.document import Document, Run
from graph.entity import Evidence, Fact, Indicator

_authors = json.Decoder(tuple[str, ...]).decode
_runs = json.Decoder(tuple[Run, ...]).decode
_sorted = json.Encoder(order="sorted").encode


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
            *(document.encoding, json_array(document.runs)),
        )

    def document(self) -> Document:
        """The document of a row."""
        return Document(
            *(self.title, self.date, self.publisher, self.url, _authors(self.authors), self.text),
            *(self.source, self.part, self.format, self.encoding),
            _runs(self.runs),
        )


Predicate = tuple[str, str, float]
"""Relation, qualifiers as JSON, and confidence."""
FactRow = tuple[str, str, Predicate, str, tuple[str, ...], bytearray]
"""A fact: id, subject, predicate, object, the documents that state it, sorted, and its places.

Places are JSON: [document, start, end, quote, rule] with commas between, each once, in the order of document, start,
end, rule; as a bytearray, which goes from the cache to the graph without being looked into: sqlite3 tries to convert
other bytes.
"""


def row_of(fact: Fact) -> FactRow:
    """The row of a fact."""
    predicate = fact.relation, json_object(fact.qualifiers), float(fact.confidence)
    found = sorted(set(fact.evidence), key=attrgetter("document", "start", "end", "rule"))
    documents = tuple(dict.fromkeys(one.document for one in found))
    return fact.id, fact.subject, predicate, fact.object, documents, json_places(found)


def fact_of(row: FactRow) -> Fact:
    """The fact of a row."""
    id_, subject, (relation, qualifiers, confidence), object_, _, places = row
    return Fact(id_, subject, relation, object_, json.decode(qualifiers), confidence, tuple(read_places(places)))


def read_places(places: bytes | bytearray) -> list[Evidence]:
    """The evidence of what FactRow calls places."""
    return _decode(b"[" + places + b"]")


_decode = json.Decoder(list[Evidence]).decode


def json_places(places: Iterable[Evidence]) -> bytearray:
    """JSON of what FactRow calls places."""
    return bytearray(json.encode(list(places))[1:-1])


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


def json_array(values: Sequence[object]) -> str:
    """JSON, without blanks."""
    return json.encode(values).decode()


def json_object(values: Mapping[str, str]) -> str:
    """JSON, without blanks, its keys sorted."""
    return _sorted(dict(values)).decode() if values else "{}"

"""Documents and facts <-> the rows of kg.db: plain values, which a cache can hold and a table takes as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import orjson

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


EvidenceRow = tuple[str, int, int, str, str]
"""One piece of evidence: document, start, end, quote, rule."""


class FactRow(NamedTuple):
    """A fact, with the ids of its ends."""

    id: str
    subject: str
    relation: str
    object: str
    qualifiers: str
    """JSON."""
    confidence: float
    evidence: tuple[EvidenceRow, ...]
    """Each once, in the order that Fact promises."""

    @classmethod
    def of(cls, fact: Fact) -> FactRow:
        """The row of a fact."""
        places = fact.evidence
        if len(places) > 1:
            places = tuple(sorted(set(places), key=lambda e: (e.document, e.start, e.end, e.rule)))
        evidence = tuple((e.document, e.start, e.end, e.quote, e.rule) for e in places)
        qualifiers = json_object(fact.qualifiers)
        return cls(fact.id, fact.subject, fact.relation, fact.object, qualifiers, float(fact.confidence), evidence)

    def fact(self) -> Fact:
        """The fact of a row."""
        evidence = tuple(Evidence(*one) for one in self.evidence)
        qualifiers = orjson.loads(self.qualifiers)
        return Fact(self.id, self.subject, self.relation, self.object, qualifiers, self.confidence, evidence)


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
    return orjson.dumps(values).decode()


def json_object(values: Mapping[str, str]) -> str:
    """JSON, without blanks, its keys sorted."""
    return orjson.dumps(dict(values), option=orjson.OPT_SORT_KEYS).decode() if values else "{}"

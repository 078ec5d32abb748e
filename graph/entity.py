"""Entity, Fact, Evidence, Indicator, Join, LedgerEntry: what a finished graph is made of."""

from collections.abc import Mapping
from typing import NamedTuple

from graph.record import Record

_NO_ATTRIBUTES: Mapping[str, str] = {}

# Entity and Fact are named tuples, unlike the others: a page of facts makes thousands of them, four times as fast.


class Entity(NamedTuple):
    """One thing of the graph, canonical over all documents."""

    id: str
    """Path below the base IRI, unescaped: 'person/刘桂平', 'organization/南开大学', 'document/c760fe822519'."""
    type: str
    """Top class: Person, Organization, Park, Place, Policy, Event, Document."""
    kind: str
    """Most specific class of the ontology (GovernmentBody, Venue, Article …); the top class if none fits."""
    name: str
    """Canonical Chinese name."""
    aliases: tuple[str, ...] = ()
    """Every other name seen or known, sorted, without `name`."""
    english: str = ""
    """English label where one is known."""
    attributes: Mapping[str, str] = _NO_ATTRIBUTES
    """Literal properties by the local name of the ontology's property: date, datePrecision, code, url, publisher."""


class Evidence(Record):
    """The words that a fact came from: document.text[start:end] == quote."""

    document: str
    """Id of the document (Document.id)."""
    start: int
    end: int
    quote: str
    rule: str
    """Name of the rule that read them."""


class Fact(NamedTuple):
    """subject --relation--> object with qualifiers and at least one piece of evidence."""

    id: str
    """Sixteen hex digits of the hash of subject, relation, object and qualifiers."""
    subject: str
    relation: str
    """Local name of the ontology's property: holdsPost, spokeAt …"""
    object: str
    qualifiers: Mapping[str, str]
    """By local name of the ontology's qualifier: title, former ('true'), role, date, amount, settled, count."""
    confidence: float
    """0 to 1, two decimals."""
    evidence: tuple[Evidence, ...]
    """Sorted by document, start, end, rule."""


class Indicator(Record):
    """A measured number that a text states."""

    id: str
    """Sixteen hex digits."""
    measure: str
    """What was measured, in the words of the text: 地区生产总值."""
    value: str
    """Decimal digits, as a plain decimal number in `unit`: '10.44'."""
    unit: str
    """万亿元, %, 家, 万人次 …; empty for a bare count."""
    period: str
    """What time it covers: 2023, 2023-Q1, 2024-05; empty where the text does not say."""
    comparison: str
    """'同比 +27.72 %' and the like, in the words of the text; empty where there is none."""
    about: str
    """Id of the entity it describes; empty where the text does not tell."""
    confidence: float
    evidence: Evidence


class Join(Record):
    """Two names that resolution compared, and what it made of them."""

    one: str
    """Id of the entity that the first name means."""
    other: str
    """Id of the entity that the second name means: the same one where the two were joined."""
    names: tuple[str, str]
    rule: str
    """same-spelling, lexicon, official-short-form, defined-in-text, place-prefix, person-clues, judgement …"""
    weight: float
    """0 to 1, two decimals: how far the rule is trusted here."""
    support: str = ""
    """What spoke for it: id of a document, what two persons share, file:line of a judgement."""
    against: str = ""
    """What spoke against it; empty where nothing did."""


class LedgerEntry(Record):
    """What was not taken into the graph, or was taken with a choice, and why."""

    stage: str
    """read, find, relate, admit, resolve."""
    source: str
    """Path of the file, or id of the document."""
    reason: str
    """A short stable code: unreadable, format, duplicate, signature, negated, planned, ambiguous …"""
    message: str
    """One clear line: what, and what would be right."""
    severity: str = "note"
    """note (a choice that was made), skipped (something was left out), failed (a file could not be read)."""
    start: int = -1
    end: int = -1
    """Clean-text span where there is one; -1 otherwise."""

"""Mention, LocalEntity, Claim, Extraction: what one document says, extracted from it alone."""

from collections.abc import Mapping

from graph.entity import LedgerEntry
from graph.record import Record


class Mention(Record):
    """A typed span of the clean text."""

    start: int
    end: int
    type: str
    """Top class."""
    kind: str
    """Most specific class."""
    name: str
    """The name it gives, cleaned of quotation marks and blanks; usually the text of the span."""
    reason: str
    """Which lexicon, suffix or rule made it a mention."""
    confidence: float = 0.9


class LocalEntity(Record):
    """One thing as one document knows it."""

    type: str
    kind: str
    name: str
    """The fullest name that the document supports."""
    aliases: tuple[str, ...]
    """The other names by which this document calls it, sorted."""
    mentions: tuple[Mention, ...]
    """In text order; empty for a thing that only resolution supplies (the city of 市委)."""
    attributes: Mapping[str, str] = {}
    english: str = ""


class Claim(Record):
    """A relation that the document states, between two of its entities."""

    subject: int
    """Index into Extraction.entities."""
    relation: str
    object: int
    """Index into Extraction.entities."""
    start: int
    end: int
    """Evidence span in the clean text."""
    rule: str
    confidence: float
    qualifiers: Mapping[str, str] = {}


class Measurement(Record):
    """An indicator that the document states, about one of its entities."""

    measure: str
    value: str
    unit: str
    period: str
    comparison: str
    about: int
    """Index into Extraction.entities; -1 where the text does not tell."""
    start: int
    end: int
    rule: str
    confidence: float


class Extraction(Record):
    """All that one document says. entities[0] is the document itself."""

    document: str
    entities: tuple[LocalEntity, ...]
    claims: tuple[Claim, ...]
    measurements: tuple[Measurement, ...]
    ledger: tuple[LedgerEntry, ...]

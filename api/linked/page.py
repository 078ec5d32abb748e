"""Known -> what the page of a thing shows: facts by relation, with the words that support them in their context."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from urllib.parse import quote

from api.linked.known import Known
from graph.document import Document
from graph.entity import Entity, Evidence, Fact, Indicator
from schema import load_ontology

CONTEXT = 40
"""Characters of the text that are shown on each side of the words."""
_ENDS = "。！？\n"


@dataclass(frozen=True, slots=True)
class Link:
    """A thing with its address."""

    name: str
    address: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in their context."""

    before: str
    words: str
    after: str
    rule: str
    source: Link
    """The document, at the place of the words."""
    note: str
    """Date and publisher."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact or an indicator with its words."""

    address: str
    subject: Link | None
    relation: str
    object: Link | None
    details: tuple[tuple[str, str], ...]
    confidence: float
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Statements of one relation in one direction."""

    name: str
    heading: str
    label: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a document's text; `facts` says how many statements have it as their words."""

    text: str
    facts: int


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows."""

    id: str
    name: str
    kind: str
    kind_label: str
    names: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    text: tuple[Stretch, ...]
    is_partial: bool


def make_view(known: Known) -> View:
    """What the page of a thing shows."""
    ontology = load_ontology()
    kind = known.entity.kind if known.entity else "Fact" if known.facts else "Indicator"
    sections = [*_fact_sections(known), *_indicator_section(known)]
    return View(
        id=known.id,
        name=known.entity.name if known.entity else known.id,
        kind=kind,
        kind_label=ontology.classes[kind].labels["zh"],
        names=_names(known.entity),
        attributes=tuple(_attributes(known)),
        sections=tuple(sections),
        text=tuple(_stretches(known)) if known.document else (),
        is_partial=known.is_partial,
    )


def address(id_: str) -> str:
    """Where a thing is found on this server.

    >>> address("event/2024-05-18/开园?")
    '/id/event/2024-05-18/%E5%BC%80%E5%9B%AD%3F'
    """
    return f"/id/{quote(id_, safe='/~:@!$&()*+,;=')}"


def _names(entity: Entity | None) -> tuple[str, ...]:
    if entity is None:
        return ()
    return (*([entity.english] if entity.english else []), *entity.aliases)


def _attributes(known: Known) -> Iterator[tuple[str, str]]:
    properties = load_ontology().attributes
    values = dict(known.entity.attributes) if known.entity else {}
    if known.document:
        parts = {"date": known.document.date, "publisher": known.document.publisher, "url": known.document.url}
        values.update({name: value for name, value in parts.items() if value})
    for name, value in sorted(values.items()):
        yield properties[name].labels["en"], value


def _fact_sections(known: Known) -> Iterator[Section]:
    """A section for each relation and direction; mentions last."""
    ontology = load_ontology()

    def place(fact: Fact) -> tuple[bool, str, bool]:
        return fact.relation == "mentions", fact.relation, fact.subject != known.id

    for (_, relation, is_inverse), group in groupby(sorted(known.facts, key=place), key=place):
        labels = ontology.relations[relation].labels
        other = known.entity is not None and known.document is None
        heading = f"… {labels['en']} this" if is_inverse and other else labels["en"]
        statements = tuple(_statement(known, fact) for fact in group)
        yield Section(f"{relation}-of" if is_inverse else relation, heading, labels["zh"], statements)


def _statement(known: Known, fact: Fact) -> Statement:
    ontology = load_ontology()
    details = tuple((ontology.qualifiers[name].labels["en"], value) for name, value in sorted(fact.qualifiers.items()))
    return Statement(
        address=address(f"fact/{fact.id}"),
        subject=None if fact.subject == known.id else _link(fact.subject, known.things),
        relation=ontology.relations[fact.relation].labels["en"],
        object=None if fact.object == known.id else _link(fact.object, known.things),
        details=details,
        confidence=fact.confidence,
        quotes=tuple(_quote(one, known.documents) for one in fact.evidence),
    )


def _indicator_section(known: Known) -> Iterator[Section]:
    if known.indicators:
        label = load_ontology().classes["Indicator"].labels
        statements = tuple(_measured(known, indicator) for indicator in known.indicators)
        yield Section("indicators", "measured", label["zh"], statements)


def _measured(known: Known, indicator: Indicator) -> Statement:
    details = (("period", indicator.period), ("comparison", indicator.comparison))
    about = indicator.about if indicator.about and indicator.about != known.id else ""
    return Statement(
        address=address(f"indicator/{indicator.id}"),
        subject=_link(about, known.things) if about else None,
        relation=f"{indicator.measure} {indicator.value} {indicator.unit}".strip(),
        object=None,
        details=tuple((name, value) for name, value in details if value),
        confidence=indicator.confidence,
        quotes=(_quote(indicator.evidence, known.documents),),
    )


def _link(id_: str, things: Mapping[str, Entity]) -> Link:
    thing = things.get(id_)
    return Link(thing.name if thing else id_, address(id_), thing.kind if thing else "")


def _quote(evidence: Evidence, documents: Mapping[str, Document]) -> Quote:
    document = documents[evidence.document]
    text, start, end = document.text, evidence.start, evidence.end
    first = max([start - CONTEXT, 0, *(text.rfind(mark, 0, start) + 1 for mark in _ENDS)])
    stops = [at + 1 for mark in _ENDS if (at := text.find(mark, end)) >= 0]
    last = min([end + CONTEXT, len(text), *stops])
    source = Link(document.title or document.id, f"{address(f'document/{document.id}')}#char={start},{end}")
    note = " · ".join(part for part in (document.date, document.publisher) if part)
    return Quote(text[first:start], text[start:end], text[end:last].rstrip("\n"), evidence.rule, source, note)


def _stretches(known: Known) -> Iterator[Stretch]:
    """The text of a document, cut where statements have their words."""
    assert known.document is not None
    spans = [*_spans(known)]
    text = known.document.text
    cuts = sorted({0, len(text), *(end for span in spans for end in span)})
    opened = dict.fromkeys(cuts, 0)
    for start, end in spans:
        opened[start] += 1
        opened[end] -= 1
    depth = 0
    for start, end in pairwise(cuts):
        depth += opened[start]
        yield Stretch(text[start:end], depth)


def _spans(known: Known) -> Iterable[tuple[int, int]]:
    assert known.document is not None
    for fact in known.facts:
        if fact.relation != "mentions":
            yield from ((one.start, one.end) for one in fact.evidence if one.document == known.document.id)
    yield from ((one.evidence.start, one.evidence.end) for one in known.indicators)

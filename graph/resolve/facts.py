"""What each document says of its entities, and the things that these became -> facts, equal ones added up.

What a document says of things is worked out for it alone, as its Statements; who knows them from the last build
need not do so again where the document and the ids of its things are the same.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter

from graph.claim import Claim, Extraction
from graph.document import Document
from graph.entity import LedgerEntry
from graph.keep.rows import FactRow, IndicatorRow, json_object
from graph.record import Record
from schema import load_ontology

Ids = Sequence[str]
"""The id of the thing that each entity of a document became; empty for what was dropped."""
Qualifiers = tuple[tuple[str, str], ...]
"""Names and values of a claim's qualifiers, sorted."""


class Statements(Record):
    """All that one document states of the things of a graph."""

    facts: tuple[FactRow, ...]
    indicators: tuple[IndicatorRow, ...]
    ledger: tuple[LedgerEntry, ...]
    """What was left out, and why."""


def state(document: Document, extraction: Extraction, ids: Ids) -> Statements:
    """What a document states. An id begins with the class of its thing: nothing else of the things is asked."""
    ontology = load_ontology()
    found: dict[tuple[str, str, str, Qualifiers], list[Claim]] = defaultdict(list)
    ledger = list(extraction.ledger)
    for claim in extraction.claims:
        subject, object_ = ids[claim.subject], ids[claim.object]
        if not subject or not object_ or subject == object_:
            continue
        if not ontology.admits(claim.relation, _type(subject), _type(object_)):
            message = f"{subject} {claim.relation} {object_}: a judged type does not admit this relation"
            ledger.append(LedgerEntry("resolve", document.id, "signature", message, "skipped", claim.start, claim.end))
            continue
        found[subject, claim.relation, object_, tuple(sorted(claim.qualifiers.items()))].append(claim)
    facts = tuple(_statement(key, claims, document) for key, claims in found.items())
    return Statements(facts, _indicators(document, extraction, ids), tuple(ledger))


@lru_cache(1)
def _types() -> Mapping[str, str]:
    return {type_.lower(): type_ for type_ in load_ontology().things}


def _type(id_: str) -> str:
    return _types()[id_.partition("/")[0]]


@lru_cache(10_000)
def _written(qualifiers: Qualifiers) -> tuple[str, str]:
    """As the id of a fact wants them, and as the graph keeps them."""
    values = dict(qualifiers)
    return json.dumps(values, ensure_ascii=False), json_object(values)


def _statement(key: tuple[str, str, str, Qualifiers], claims: Sequence[Claim], document: Document) -> FactRow:
    subject, relation, object_, qualifiers = key
    places = [(claim.start, claim.end, claim.rule) for claim in claims]
    if len(places) > 1:
        places = sorted(set(places))
    evidence = tuple((document.id, start, end, document.text[start:end], rule) for start, end, rule in places)
    hashed, kept = _written(qualifiers)
    confidence = _confidence(tuple(sorted({claim.confidence for claim in claims})))
    return FactRow(_hash(subject, relation, object_, hashed), subject, relation, object_, kept, confidence, evidence)


def _indicators(document: Document, extraction: Extraction, ids: Ids) -> tuple[IndicatorRow, ...]:
    found = {}
    for one in extraction.measurements:
        about = ids[one.about] if one.about >= 0 else ""
        id_ = _hash(document.id, str(one.start), one.measure, one.value, one.unit, one.period)
        quote = document.text[one.start : one.end]
        found[id_] = IndicatorRow(
            *(id_, one.measure, one.value, one.unit, one.period, one.comparison, about, float(one.confidence)),
            *(document.id, one.start, one.end, quote, one.rule),
        )
    return tuple(found.values())


def add_up(statements: Iterable[Statements]) -> list[FactRow]:
    """Facts sorted by id. Statements come by document."""
    found: dict[str, FactRow] = {}
    several: dict[str, list[FactRow]] = {}
    for one in statements:
        for fact in one.facts:
            first = found.setdefault(fact.id, fact)
            if first is not fact:
                several.setdefault(fact.id, [first]).append(fact)
    found.update((id_, _added_up(stated)) for id_, stated in several.items())
    return sorted(found.values(), key=attrgetter("id"))


def _added_up(stated: Sequence[FactRow]) -> FactRow:
    confidence = _confidence(tuple(one.confidence for one in stated))
    return stated[0]._replace(confidence=confidence, evidence=tuple(place for one in stated for place in one.evidence))


@lru_cache(10_000)
def _confidence(values: tuple[float, ...]) -> float:
    """That not all of them are wrong: of a document its ways of being sure, of a fact its documents."""
    doubt = 1.0
    for confidence in values:
        doubt *= 1 - confidence
    return round(min(0.99, 1 - doubt), 2)


def _hash(*parts: str) -> str:
    return sha256("\x00".join(parts).encode()).hexdigest()[:16]

"""Claims and measurements of all documents -> facts and indicators between entities, equal ones added up."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256

from graph.claim import Claim, Extraction
from graph.document import Document
from graph.entity import Evidence, Fact, Indicator, LedgerEntry
from schema import load_ontology

Ids = Mapping[tuple[str, int], str]
"""Id of the entity that an entity of a document became; what was dropped is missing."""
Qualifiers = tuple[tuple[str, str], ...]
"""Names and values of a claim's qualifiers, sorted."""


def gather_facts(
    extractions: Sequence[Extraction], ids: Ids, types: Mapping[str, str], documents: Mapping[str, Document]
) -> tuple[tuple[Fact, ...], list[LedgerEntry]]:
    """Facts sorted by id, and what a judgement made impossible."""
    ontology = load_ontology()
    found: dict[tuple[str, str, str, Qualifiers], list[tuple[Claim, str]]] = defaultdict(list)
    ledger = []
    for extraction in extractions:
        for claim in extraction.claims:
            subject = ids.get((extraction.document, claim.subject))
            object_ = ids.get((extraction.document, claim.object))
            if subject is None or object_ is None or subject == object_:
                continue
            if not ontology.admits(claim.relation, types[subject], types[object_]):
                message = f"{subject} {claim.relation} {object_}: a judged type does not admit this relation"
                ledger.append(LedgerEntry("resolve", extraction.document, "signature", message, "skipped",
                                          claim.start, claim.end))  # fmt: skip
                continue
            qualifiers = tuple(sorted(claim.qualifiers.items()))
            found[subject, claim.relation, object_, qualifiers].append((claim, extraction.document))
    facts = [_fact(key, claims, documents) for key, claims in found.items()]
    return tuple(sorted(facts, key=lambda fact: fact.id)), ledger


@lru_cache(10_000)
def _written(qualifiers: Qualifiers) -> str:
    return json.dumps(dict(qualifiers), ensure_ascii=False)


def _fact(
    key: tuple[str, str, str, Qualifiers], claims: Sequence[tuple[Claim, str]], documents: Mapping[str, Document]
) -> Fact:
    subject, relation, object_, qualifiers = key
    places = [(id_, claim.start, claim.end, claim.rule) for claim, id_ in claims]
    if len(places) > 1:
        places = sorted(set(places))
    evidence = tuple(
        Evidence(id_, start, end, documents[id_].text[start:end], rule) for id_, start, end, rule in places
    )
    identifier = _hash(subject, relation, object_, _written(qualifiers))
    return Fact(identifier, subject, relation, object_, dict(qualifiers), _confidence(claims), evidence)


def _confidence(claims: Sequence[tuple[Claim, str]]) -> float:
    """That not all of them are wrong, each document counted once for each way of being sure."""
    doubt = 1.0
    for _, confidence in sorted({(id_, claim.confidence) for claim, id_ in claims}):
        doubt *= 1 - confidence
    return round(min(0.99, 1 - doubt), 2)


def gather_indicators(
    extractions: Sequence[Extraction], ids: Ids, documents: Mapping[str, Document]
) -> tuple[Indicator, ...]:
    """Indicators sorted by id."""
    found = {}
    for extraction in extractions:
        document = documents[extraction.document]
        for one in extraction.measurements:
            about = ids.get((extraction.document, one.about), "") if one.about >= 0 else ""
            identifier = _hash(extraction.document, str(one.start), one.measure, one.value, one.unit, one.period)
            quote = Evidence(extraction.document, one.start, one.end, document.text[one.start : one.end], one.rule)
            found[identifier] = Indicator(
                *(identifier, one.measure, one.value, one.unit, one.period, one.comparison, about),
                one.confidence,
                quote,
            )
    return tuple(found[key] for key in sorted(found))


def _hash(*parts: str) -> str:
    return sha256("\x00".join(parts).encode()).hexdigest()[:16]

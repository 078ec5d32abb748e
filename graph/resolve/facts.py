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


def gather_facts(
    extractions: Sequence[Extraction], ids: Ids, types: Mapping[str, str], documents: Mapping[str, Document]
) -> tuple[tuple[Fact, ...], list[LedgerEntry]]:
    """Facts sorted by id, and what a judgement made impossible."""
    ontology = load_ontology()
    found: dict[tuple[str, str, str, str], list[tuple[Claim, str]]] = defaultdict(list)
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
            qualifiers = _written(tuple(sorted(claim.qualifiers.items())))
            found[subject, claim.relation, object_, qualifiers].append((claim, extraction.document))
    facts = [_fact(key, claims, documents) for key, claims in found.items()]
    return tuple(sorted(facts, key=lambda fact: fact.id)), ledger


@lru_cache(10_000)
def _written(qualifiers: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(dict(qualifiers), ensure_ascii=False)


def _fact(
    key: tuple[str, str, str, str], claims: Sequence[tuple[Claim, str]], documents: Mapping[str, Document]
) -> Fact:
    subject, relation, object_, qualifiers = key
    places = sorted({(id_, claim.start, claim.end, claim.rule) for claim, id_ in claims})
    evidence = tuple(
        Evidence(id_, start, end, documents[id_].text[start:end], rule) for id_, start, end, rule in places
    )
    doubt = 1.0
    for _, confidence in sorted({(id_, claim.confidence) for claim, id_ in claims}):
        doubt *= 1 - confidence
    identifier = _hash(subject, relation, object_, qualifiers)
    confidence = round(min(0.99, 1 - doubt), 2)
    return Fact(identifier, subject, relation, object_, json.loads(qualifiers), confidence, evidence)


def gather_indicators(
    extractions: Sequence[Extraction], ids: Ids, documents: Mapping[str, Document]
) -> tuple[Indicator, ...]:
    """Indicators sorted by id."""
    found = {}
    for extraction in extractions:
        document = documents[extraction.document]
        for one in extraction.measurements:
            about = ids.get((document.id, one.about), "") if one.about >= 0 else ""
            identifier = _hash(document.id, str(one.start), one.measure, one.value, one.unit, one.period)
            quote = Evidence(document.id, one.start, one.end, document.text[one.start : one.end], one.rule)
            found[identifier] = Indicator(
                *(identifier, one.measure, one.value, one.unit, one.period, one.comparison, about),
                one.confidence,
                quote,
            )
    return tuple(found[key] for key in sorted(found))


def _hash(*parts: str) -> str:
    return sha256("\x00".join(parts).encode()).hexdigest()[:16]

"""Extractions -> Resolved: entities that share a name are one, and their facts are added up."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from graph.claim import Claim, Extraction, LocalEntity
from graph.corefer import short_key, squeeze
from graph.document import Document
from graph.entity import Entity, Evidence, Fact, Indicator, LedgerEntry


@dataclass(frozen=True, slots=True)
class Resolved:
    """One graph, sorted by id throughout."""

    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    indicators: tuple[Indicator, ...]
    ledger: tuple[LedgerEntry, ...]


def resolve(documents: Sequence[Document], extractions: Sequence[Extraction]) -> Resolved:
    """Join the entities of all documents; the result does not depend on the order of documents."""
    by_id = {document.id: document for document in documents}
    ordered = sorted(extractions, key=lambda e: e.document)
    groups = _group(ordered)
    ids: dict[tuple[str, int], str] = {}
    entities = []
    taken: dict[str, int] = {}
    for members in groups:
        entity = _entity(members, by_id, taken)
        entities.append(entity)
        for document, index, _ in members:
            ids[document, index] = entity.id
    facts = _facts(ordered, ids, by_id)
    ledger = tuple(entry for extraction in ordered for entry in extraction.ledger)
    entities.sort(key=lambda e: e.id)
    return Resolved(tuple(entities), facts, _indicators(ordered, ids, by_id), ledger)


Member = tuple[str, int, LocalEntity]


def _group(extractions: Sequence[Extraction]) -> list[list[Member]]:
    """Members of each entity. Articles stay alone; others join by type and name, or by an alias that is another's name."""
    by_key: dict[tuple[str, str], list[Member]] = defaultdict(list)
    articles: list[list[Member]] = []
    for extraction in extractions:
        for index, entity in enumerate(extraction.entities):
            member = (extraction.document, index, entity)
            if index == 0:
                articles.append([member])
            else:
                key = _key(entity.type, entity.name)
                if entity.type == "Event" and (len(key) <= 6 or entity.kind == "Visit") and entity.attributes.get("code", "") == "":
                    key += "@" + extraction.document
                by_key[entity.type, key].append(member)
    parent: dict[tuple[str, str], tuple[str, str]] = {key: key for key in by_key}

    def find(key: tuple[str, str]) -> tuple[str, str]:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for key in sorted(by_key):
        for _, _, entity in by_key[key]:
            if entity.type in ("Person", "Event", "Document"):
                continue
            for alias in entity.aliases:
                other = (entity.type, _key(entity.type, alias))
                if len(alias) >= 4 and other in parent and find(other) != find(key):
                    one, two = sorted((find(key), find(other)))
                    parent[two] = one
    joined: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for key in sorted(by_key):
        joined[find(key)].extend(by_key[key])
    return articles + [joined[key] for key in sorted(joined)]


def _key(type_: str, name: str) -> str:
    return short_key(name) if type_ in ("Organization", "Park") else squeeze(name)


def _entity(members: list[Member], documents: dict[str, Document], taken: dict[str, int]) -> Entity:
    names: dict[str, int] = defaultdict(int)
    for _, _, entity in members:
        names[entity.name] += 1 + len(entity.mentions)
        for alias in entity.aliases:
            names[alias] += 0
    own = {entity.name for _, _, entity in members}
    name = min(own, key=lambda n: (-len(n) if members[0][2].type != "Person" else 0, n))
    type_, kind = members[0][2].type, _most(entity.kind for _, _, entity in members)
    attributes: dict[str, str] = {}
    for _, _, entity in members:
        for key, value in sorted(entity.attributes.items()):
            attributes.setdefault(key, value)
    english = next((entity.english for _, _, entity in members if entity.english), "")
    if type_ == "Document" and members[0][1] == 0:
        document = documents[members[0][0]]
        identifier = f"document/{document.id}"
        attributes |= {k: v for k, v in (("date", document.date), ("publisher", document.publisher), ("url", document.url)) if v}
    elif type_ == "Event" and attributes.get("datePrecision") == "day":
        identifier = f"event/{attributes['date']}/{name}"
    else:
        identifier = f"{type_.lower()}/{name}"
    if identifier in taken:
        taken[identifier] += 1
        identifier = f"{identifier}~{taken[identifier]}"
    else:
        taken[identifier] = 1
    aliases = tuple(sorted(n for n in names if n != name))
    return Entity(identifier, type_, kind, name, aliases, english, attributes)


def _most(values: object) -> str:
    counts: dict[str, int] = defaultdict(int)
    for value in values:  # type: ignore[attr-defined]  # an iterable of str
        counts[value] += 1
    return min(counts, key=lambda v: (-counts[v], v))


def _facts(
    extractions: Sequence[Extraction], ids: dict[tuple[str, int], str], documents: dict[str, Document]
) -> tuple[Fact, ...]:
    found: dict[tuple[str, str, str, str], list[tuple[Claim, str]]] = defaultdict(list)
    for extraction in extractions:
        for claim in extraction.claims:
            subject, object_ = ids[extraction.document, claim.subject], ids[extraction.document, claim.object]
            if subject == object_:
                continue
            qualifiers = json.dumps(dict(sorted(claim.qualifiers.items())), ensure_ascii=False)
            found[subject, claim.relation, object_, qualifiers].append((claim, extraction.document))
    facts = []
    for (subject, relation, object_, qualifiers), claims in found.items():
        evidence = sorted(
            {Evidence(d, c.start, c.end, documents[d].text[c.start : c.end], c.rule) for c, d in claims},
            key=lambda e: (e.document, e.start, e.end, e.rule),
        )
        doubt = 1.0
        for confidence in sorted({(d, c.confidence) for c, d in claims}):
            doubt *= 1 - confidence[1]
        identifier = sha256("\x00".join((subject, relation, object_, qualifiers)).encode()).hexdigest()[:16]
        facts.append(
            Fact(identifier, subject, relation, object_, json.loads(qualifiers), round(min(0.99, 1 - doubt), 2), tuple(evidence))
        )
    return tuple(sorted(facts, key=lambda f: f.id))


def _indicators(
    extractions: Sequence[Extraction], ids: dict[tuple[str, int], str], documents: dict[str, Document]
) -> tuple[Indicator, ...]:
    found = {}
    for extraction in extractions:
        document = documents[extraction.document]
        for m in extraction.measurements:
            about = ids[document.id, m.about] if m.about >= 0 else ""
            parts = (document.id, str(m.start), m.measure, m.value, m.unit, m.period)
            identifier = sha256("\x00".join(parts).encode()).hexdigest()[:16]
            quote = Evidence(document.id, m.start, m.end, document.text[m.start : m.end], m.rule)
            found[identifier] = Indicator(
                identifier, m.measure, m.value, m.unit, m.period, m.comparison, about, m.confidence, quote
            )
    return tuple(found[key] for key in sorted(found))

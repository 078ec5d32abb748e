"""What each document says of its entities, and the things that these became -> facts, equal ones added up.

What a document says of things is worked out for it alone, as its Statements; who knows them from the last build
need not do so again where the document and the ids of its things are the same.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import chain, compress, count, islice, repeat
from operator import eq, itemgetter

from graph.claim import Claim, Extraction
from graph.document import Document
from graph.entity import Evidence, LedgerEntry
from graph.keep.rows import FactRow, IndicatorRow, Predicate, json_object, json_places
from graph.ontology import load_ontology
from graph.record import Record

Ids = Sequence[str]
"""The id of the thing that each entity of a document became; empty for what was dropped."""
Qualifiers = tuple[tuple[str, str], ...]
"""Names and values of a claim's qualifiers, sorted."""


class Stated(Record):
    """The facts of one document, column by column: that is read fast, and most of what is in them comes again."""

    ids: tuple[str, ...] = ()
    subjects: tuple[int, ...] = ()
    """Places in Ids."""
    predicates: tuple[int, ...] = ()
    """Places in `told`."""
    objects: tuple[int, ...] = ()
    places: tuple[bytearray, ...] = ()
    """See FactRow."""
    told: tuple[Predicate, ...] = ()
    """Each once."""

    def rows(self, document: str, ids: Ids, known: dict[Predicate, Predicate]) -> Iterator[FactRow]:
        """The rows of the facts. known: predicates that all documents share, which keeps them near at hand."""
        subjects, objects = map(ids.__getitem__, self.subjects), map(ids.__getitem__, self.objects)
        told = [known.setdefault(predicate, predicate) for predicate in self.told]
        predicates = map(told.__getitem__, self.predicates)
        documents = repeat((document,), len(self.ids))
        return zip(self.ids, subjects, predicates, objects, documents, self.places, strict=True)


class Statements(Record):
    """All that one document states of the things of a graph."""

    document: str
    facts: Stated
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
    facts = _stated(found, document)
    return Statements(document.id, facts, _indicators(document, extraction, ids), tuple(ledger))


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


def _stated(found: Mapping[tuple[str, str, str, Qualifiers], Sequence[Claim]], document: Document) -> Stated:
    told: dict[Predicate, int] = {}
    rows = []
    for (subject, relation, object_, qualifiers), claims in found.items():
        hashed, kept = _written(qualifiers)
        predicate = relation, kept, _confidence(tuple(sorted({claim.confidence for claim in claims})))
        number = told.setdefault(predicate, len(told))
        id_ = _hash(subject, relation, object_, hashed)
        rows.append((id_, claims[0].subject, number, claims[0].object, _places(claims, document)))
    if not rows:
        return Stated()
    ids, subjects, predicates, objects, places = zip(*rows, strict=True)
    return Stated(ids, subjects, predicates, objects, places, tuple(told))


def _places(claims: Sequence[Claim], document: Document) -> bytearray:
    places = [(claim.start, claim.end, claim.rule) for claim in claims]
    if len(places) > 1:
        places = sorted(set(places))
    return json_places(Evidence(document.id, at, end, document.text[at:end], rule) for at, end, rule in places)


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


def add_up(statements: Iterable[tuple[Statements, Ids]]) -> list[FactRow]:
    """Rows of facts, sorted by id. Statements come by document, each with the ids of its things."""
    known: dict[Predicate, Predicate] = {}
    rows = list(chain.from_iterable([one.facts.rows(one.document, ids, known) for one, ids in statements]))
    rows.sort(key=itemgetter(0))  # stable: by document
    is_first = bytearray(b"\1") * len(rows)
    for start, end in _repeated(list(map(itemgetter(0), rows))):
        rows[start] = _one_fact(rows[start:end])
        is_first[start + 1 : end] = bytes(end - start - 1)
    return list(compress(rows, is_first))


def _one_fact(rows: Sequence[FactRow]) -> FactRow:
    """What several documents state."""
    id_, subject, (relation, qualifiers, _), object_, _, _ = rows[0]
    confidence = _confidence(tuple([row[2][2] for row in rows]))
    documents = tuple([document for row in rows for document in row[4]])
    places = bytearray(b",").join([row[5] for row in rows])
    return id_, subject, (relation, qualifiers, confidence), object_, documents, places


def _repeated(ids: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where values begin and end that come more than once, among sorted ones."""
    start = end = 0
    for at in compress(count(), map(eq, ids, islice(ids, 1, None))):
        if at >= end:
            if end:
                yield start, end
            start = at
        end = at + 2
    if end:
        yield start, end


@lru_cache(10_000)
def _confidence(values: tuple[float, ...]) -> float:
    """That not all of them are wrong: of a document its ways of being sure, of a fact its documents."""
    doubt = 1.0
    for confidence in values:
        doubt *= 1 - confidence
    return round(min(0.99, 1 - doubt), 2)


def _hash(*parts: str) -> str:
    return sha256("\x00".join(parts).encode()).hexdigest()[:16]

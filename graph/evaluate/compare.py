"""Gold and graph -> outcomes: what was found, what is wrong, what was missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.evaluate.annotated import Annotated, Key
from graph.evaluate.matching import Found, Matching, match_things
from graph.evaluate.spots import Spot
from schema.ontology import load_ontology

_IMPLIED_BY: Mapping[str, tuple[str, ...]] = {
    "attended": ("spokeAt", "moderated", "hosted", "undertook", "coOrganized"),
}
"""A fact of the left relation is neither right nor wrong where the gold has one of the right ones."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A triple of the graph."""

    subject: str
    relation: str
    object: str
    confidence: float
    """The highest of its facts."""
    spots: tuple[Spot, ...]
    """Its evidence."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing or one relation that counts."""

    group: str
    """entities or relations."""
    kind: str
    """Top class, or relation."""
    result: str
    """right, wrong or missed."""
    what: str
    note: str
    """Why it is wrong, where that needs to be said."""
    documents: tuple[str, ...]
    """Gold documents that say it (a missed one) or that it was read from, in their order."""
    spots: tuple[Spot, ...]
    """Where it was read; of a missed one empty: `spots.find_names` finds where it should have been."""
    confidence: float | None = None
    """Of a relation that the graph states."""
    wanted: tuple[tuple[str, ...], ...] = ()
    """Spellings of the thing, or of both ends of the relation, for what was missed."""


def compare(
    annotated: Annotated,
    found: Sequence[Found],
    stated: Sequence[Stated],
    spots: Mapping[str, tuple[Spot, ...]],
) -> list[Outcome]:
    """Outcomes of the whole corpus: things first, each sort in the order of names.

    spots: for each thing of the graph where it was read.
    """
    matching = match_things(found, annotated.things)
    outcomes = [*_things(annotated, found, matching, spots), *_relations(annotated, found, stated, matching)]
    order = {"entities": 0, "relations": 1}
    return sorted(outcomes, key=lambda one: (order[one.group], one.kind, one.result, one.what, one.spots))


def _things(
    annotated: Annotated, found: Iterable[Found], matching: Matching, spots: Mapping[str, tuple[Spot, ...]]
) -> Iterator[Outcome]:
    for one in found:
        index = matching.gold.get(one.id)
        where = spots.get(one.id, ())
        sources = _sources(annotated, where)
        if index is None:
            yield Outcome("entities", one.type, "wrong", one.label, "", sources, where)
        elif one.id in matching.splits:
            note = f"once more: {annotated.things[index].label}"
            yield Outcome("entities", one.type, "wrong", one.label, note, sources, where)
        elif not annotated.things[index].optional:
            yield Outcome("entities", one.type, "right", one.label, "", sources, where)
    for index, thing in enumerate(annotated.things):
        if index not in matching.taken and not thing.optional:
            wanted = (tuple(thing.spellings),)
            yield Outcome("entities", thing.type, "missed", thing.label, "", tuple(thing.documents), (), wanted=wanted)


def _relations(
    annotated: Annotated, found: Iterable[Found], stated: Iterable[Stated], matching: Matching
) -> Iterator[Outcome]:
    label = {one.id: one.label for one in found}
    symmetric = {name for name, relation in load_ontology().relations.items() if relation.symmetric}
    seen: set[Key] = set()
    for triple in sorted(stated, key=lambda one: (one.subject, one.relation, one.object)):
        subject, object_ = matching.gold.get(triple.subject), matching.gold.get(triple.object)
        result, note = "wrong", ""
        if subject is None or object_ is None:
            note = "an end is a wrong entity"
        else:
            key = (subject, triple.relation, object_)
            if triple.relation in symmetric and key not in annotated.statements:
                key = (object_, triple.relation, subject)
            if key in seen:
                continue
            seen.add(key)
            result = _judge(annotated, key)
        if result:
            what = f"{label[triple.subject]} → {label[triple.object]}"
            sources = _sources(annotated, triple.spots)
            yield Outcome("relations", triple.relation, result, what, note, sources, triple.spots, triple.confidence)
    for key, statement in annotated.statements.items():
        if key not in seen and not statement.optional:
            ends = annotated.things[key[0]], annotated.things[key[2]]
            yield Outcome(
                "relations", key[1], "missed", f"{ends[0].label} → {ends[1].label}", "", tuple(statement.documents), (),
                wanted=(tuple(ends[0].spellings), tuple(ends[1].spellings)),
            )  # fmt: skip


def _judge(annotated: Annotated, key: Key) -> str:
    """right, wrong, or empty for what does not count: optional, implied, or about an optional thing."""
    subject, relation, object_ = key
    statement = annotated.statements.get(key)
    if statement is not None:
        return "" if statement.optional else "right"
    if any((subject, other, object_) in annotated.statements for other in _IMPLIED_BY.get(relation, ())):
        return ""
    if annotated.things[subject].optional or annotated.things[object_].optional:
        return ""
    return "wrong"


def _sources(annotated: Annotated, spots: Iterable[Spot]) -> tuple[str, ...]:
    read = {spot.source for spot in spots}
    return tuple(document for document in annotated.documents if document in read)

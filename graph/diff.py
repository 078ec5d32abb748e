"""Two graphs -> what is new, gone and changed between them, with the documents that caused it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.entity import Entity, Fact
from graph.export.nquads import as_triples
from graph.export.walk import walk_graph
from graph.keep.reader import Graph
from schema.prefixes import DEFAULT_BASE


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that is in one graph only, or whose text changed."""

    change: str
    """added, removed, changed."""
    old: str
    """Id in the old graph; empty for an added one."""
    new: str
    source: str
    title: str


@dataclass(frozen=True, slots=True)
class EntityChange:
    """An entity that is in one graph only, or is described otherwise."""

    change: str
    id: str
    name: str
    what: tuple[str, ...]
    """Of a changed one: 'name: 旧 → 新', 'also called: + 天开园'."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that is in one graph only, or has other qualifiers, confidence or evidence."""

    change: str
    subject: str
    """Name of the subject; so for the object."""
    relation: str
    object: str
    what: tuple[str, ...]
    causes: tuple[str, ...]
    """Titles of the new, changed or removed documents behind it; empty where resolution or a judgement is."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything, in the order of ids."""

    documents: tuple[DocumentChange, ...]
    entities: tuple[EntityChange, ...]
    facts: tuple[FactChange, ...]

    @property
    def empty(self) -> bool:
        return not (self.documents or self.entities or self.facts)


def compare(old: Graph, new: Graph) -> Difference:
    """What has changed from one graph to the other. Cost is linear in both; both are read into memory."""
    documents = tuple(_documents(old, new))
    touched = {id_ for change in documents for id_ in (change.old, change.new) if id_}
    before = {entity.id: entity for entity in old.all_entities()}
    after = {entity.id: entity for entity in new.all_entities()}
    titles = {change.old: change.title or change.source for change in documents}
    titles |= {change.new: change.title or change.source for change in documents}
    names = {id_: entity.name for id_, entity in {**before, **after}.items()}
    facts = _facts(old.all_facts(), new.all_facts(), names, {id_: titles[id_] for id_ in touched})
    return Difference(documents, tuple(_entities(before, after)), tuple(facts))


def _documents(old: Graph, new: Graph) -> Iterator[DocumentChange]:
    before, after = set(old.document_ids()), set(new.document_ids())
    gone = {(d.source, d.part): d for d in old.documents(sorted(before - after)) if d}
    fresh = {(d.source, d.part): d for d in new.documents(sorted(after - before)) if d}
    for place in sorted(gone.keys() | fresh.keys()):
        one, other = gone.get(place), fresh.get(place)
        change = "changed" if one and other else "removed" if one else "added"
        shown = other or one
        assert shown is not None
        yield DocumentChange(change, one.id if one else "", other.id if other else "", shown.source, shown.title)


def _entities(before: dict[str, Entity], after: dict[str, Entity]) -> Iterator[EntityChange]:
    for id_ in sorted(before.keys() | after.keys()):
        one, other = before.get(id_), after.get(id_)
        if one is None or other is None:
            shown = one or other
            assert shown is not None
            yield EntityChange("removed" if other is None else "added", id_, shown.name, ())
        elif one != other:
            yield EntityChange("changed", id_, other.name, tuple(_described(one, other)))


def _described(one: Entity, other: Entity) -> Iterator[str]:
    for field in ("type", "kind", "name", "english"):
        if getattr(one, field) != getattr(other, field):
            yield f"{field}: {getattr(one, field)} → {getattr(other, field)}"
    for sign, names in (("-", set(one.aliases) - set(other.aliases)), ("+", set(other.aliases) - set(one.aliases))):
        for name in sorted(names):
            yield f"also called: {sign} {name}"
    for key in sorted(one.attributes.keys() | other.attributes.keys()):
        if one.attributes.get(key) != other.attributes.get(key):
            yield f"{key}: {one.attributes.get(key, '')} → {other.attributes.get(key, '')}"


def _facts(
    old: Iterable[Fact], new: Iterable[Fact], names: dict[str, str], causes: dict[str, str]
) -> Iterator[FactChange]:
    before, after = {fact.id: fact for fact in old}, {fact.id: fact for fact in new}
    gone = {_triple(fact): fact for id_, fact in sorted(before.items()) if id_ not in after}
    for id_ in sorted(after):
        fact = after[id_]
        if id_ in before:
            if fact != before[id_]:
                what = tuple(_evidence(before[id_], fact))
                yield _change("changed", fact, what, _behind((before[id_], fact), causes), names)
        elif (former := gone.pop(_triple(fact), None)) is not None:
            what = tuple(_qualifiers(former, fact))
            yield _change("changed", fact, what, _behind((former, fact), causes), names)
        else:
            yield _change("added", fact, tuple(_qualifiers(None, fact)), _behind((fact,), causes), names)
    replaced = {_triple(fact) for fact in gone.values()}
    for id_ in sorted(before):
        fact = before[id_]
        if id_ not in after and _triple(fact) in replaced:
            yield _change("removed", fact, tuple(_qualifiers(fact, None)), _behind((fact,), causes), names)


def _triple(fact: Fact) -> tuple[str, str, str]:
    return fact.subject, fact.relation, fact.object


def _qualifiers(one: Fact | None, other: Fact | None) -> Iterator[str]:
    before, after = (dict(fact.qualifiers) if fact else {} for fact in (one, other))
    for key in sorted(before.keys() | after.keys()):
        if one is None or other is None:
            yield f"{key}: {(before | after)[key]}"
        elif before.get(key) != after.get(key):
            yield f"{key}: {before.get(key, '')} → {after.get(key, '')}"


def _evidence(one: Fact, other: Fact) -> Iterator[str]:
    if one.confidence != other.confidence:
        yield f"confidence: {one.confidence:.2f} → {other.confidence:.2f}"
    for sign, pieces in (
        ("-", set(one.evidence) - set(other.evidence)),
        ("+", set(other.evidence) - set(one.evidence)),
    ):
        for piece in sorted(pieces, key=lambda piece: (piece.document, piece.start, piece.end, piece.rule)):
            yield f"evidence: {sign} “{piece.quote}”"


def _behind(facts: Iterable[Fact], causes: dict[str, str]) -> tuple[str, ...]:
    found = {piece.document for fact in facts for piece in fact.evidence if piece.document in causes}
    return tuple(sorted({causes[id_] for id_ in found}))


def _change(
    change: str, fact: Fact, what: tuple[str, ...], causes: tuple[str, ...], names: dict[str, str]
) -> FactChange:
    return FactChange(change, names[fact.subject], fact.relation, names[fact.object], what, causes)


def write_patch(old: Graph, new: Graph) -> Iterator[str]:
    """Lines of a SPARQL update that turns the triples of the old graph into those of the new one; sorted."""
    before, after = _statements(old), _statements(new)
    for keyword, lines in (("DELETE DATA", before - after), ("INSERT DATA", after - before)):
        yield f"{keyword} {{"
        yield from sorted(lines)
        yield "} ;"


def _statements(graph: Graph) -> set[str]:
    base = graph.meta.get("base", DEFAULT_BASE)
    return {line for part in walk_graph(graph, as_triples(base)) for line in part.split("\n") if line}

"""Graph -> what its sources disagree about: both sides are kept, and listed here with their words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.entity import Fact, Indicator
from graph.keep import Graph

_ONE_HOLDER = re.compile(
    r"(?:校长|院长|主任|书记|市长|省长|区长|县长|部长|局长|司长|厅长|董事长|总经理|会长|理事长|秘书长|所长|馆长)$"
)
"""Posts that one person holds at a time."""
_NOT_HEAD = re.compile(r"副|助理|委员|名誉|原|前|常务|执行|代理")


@dataclass(frozen=True, slots=True)
class Seen:
    """When a fact was reported: publication dates of its documents, not the time of what they report."""

    first: str
    """YYYY-MM-DD; empty where no document has a date."""
    last: str


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says."""

    says: str
    seen: Seen
    quotes: tuple[tuple[str, str], ...]
    """(words, title of the document), in the order of evidence."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more sides that cannot all be right."""

    kind: str
    """two holders, dates, places, values."""
    about: str
    """Name of the thing."""
    sides: tuple[Side, ...]


class _Sources:
    """Titles and dates of documents, names of things."""

    def __init__(self, graph: Graph) -> None:
        found = graph.documents(graph.document_ids())
        self.titles = {document.id: document.title or document.source for document in found if document}
        self.dates = {document.id: document.date for document in found if document}
        self.names = {entity.id: entity.name for entity in graph.all_entities()}

    def seen(self, documents: Iterable[str]) -> Seen:
        return _span(self.dates.get(id_, "") for id_ in documents)

    def side(self, says: str, facts: Sequence[Fact]) -> Side:
        evidence = [piece for fact in facts for piece in fact.evidence]
        quotes = tuple((piece.quote, self.titles[piece.document]) for piece in evidence)
        return Side(says, self.seen(piece.document for piece in evidence), quotes)


def find_conflicts(graph: Graph) -> list[Conflict]:
    """Everything that sources disagree about, by kind, then by name."""
    sources = _Sources(graph)
    facts = list(graph.facts(relations=["holdsPost", "established", "heldAt", "locatedIn"]))
    found = [*_two_holders(facts, sources), *_dates(facts, sources), *_places(facts, sources)]
    found += _values(graph.indicators(), sources)
    return sorted(found, key=lambda conflict: (conflict.kind, conflict.about, conflict.sides[0].says))


def seen(graph: Graph, facts: Sequence[Fact]) -> dict[str, Seen]:
    """First and last publication date of each fact's documents, by the fact's id."""
    ids = sorted({piece.document for fact in facts for piece in fact.evidence})
    dates = {document.id: document.date for document in graph.documents(ids) if document}
    return {fact.id: _span(dates[piece.document] for piece in fact.evidence) for fact in facts}


def _span(dates: Iterable[str]) -> Seen:
    known = sorted(date for date in dates if date)
    return Seen(known[0], known[-1]) if known else Seen("", "")


def _two_holders(facts: Iterable[Fact], sources: _Sources) -> Iterator[Conflict]:
    """Two persons in one post at the same time, as far as dates of publication tell; one article may tell history."""
    holders: dict[tuple[str, str], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        title = fact.qualifiers.get("title", "")
        current = fact.relation == "holdsPost" and "former" not in fact.qualifiers
        if current and _ONE_HOLDER.search(title) and not _NOT_HEAD.search(title):
            holders[fact.object, title][fact.subject].append(fact)
    for (body, title), by_person in sorted(holders.items()):
        sides = {person: sources.side(sources.names[person], found) for person, found in sorted(by_person.items())}
        clashing = {
            person for one, other in combinations(sides, 2)
            if _overlap(sides[one].seen, sides[other].seen)
            and len(_documents([*by_person[one], *by_person[other]])) > 1
            for person in (one, other)
        }  # fmt: skip
        if clashing:
            yield Conflict("two holders", f"{sources.names[body]} {title}", tuple(sides[p] for p in sorted(clashing)))


def _overlap(one: Seen, other: Seen) -> bool:
    """Whether two spans of time have a day in common; a side without dates is not known to clash."""
    return bool(one.first and other.first) and one.first <= other.last and other.first <= one.last


def _dates(facts: Iterable[Fact], sources: _Sources) -> Iterator[Conflict]:
    """Different dates of founding."""
    given: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if fact.relation == "established" and fact.qualifiers.get("date"):
            given[fact.object][fact.qualifiers["date"]].append(fact)
    for id_, by_date in sorted(given.items()):
        if any(not a.startswith(b) and not b.startswith(a) for a, b in combinations(sorted(by_date), 2)):
            sides = tuple(sources.side(date, found) for date, found in sorted(by_date.items()))
            yield Conflict("dates", sources.names[id_], sides)


def _places(facts: Iterable[Fact], sources: _Sources) -> Iterator[Conflict]:
    """An event that different documents put at different places. One document may name a city and a hall."""
    held: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    within: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.relation == "heldAt":
            held[fact.subject][fact.object].append(fact)
        elif fact.relation == "locatedIn":
            within[fact.subject].add(fact.object)
    for id_, by_place in sorted(held.items()):
        clashing = {
            place for one, other in combinations(sorted(by_place), 2)
            if not _one_place(one, other, within) and not _documents(by_place[one]) & _documents(by_place[other])
            for place in (one, other)
        }  # fmt: skip
        if clashing:
            sides = tuple(sources.side(sources.names[place], by_place[place]) for place in sorted(clashing))
            yield Conflict("places", sources.names[id_], sides)


def _one_place(one: str, other: str, within: Mapping[str, set[str]]) -> bool:
    names = [id_.partition("/")[2] for id_ in (one, other)]
    nested = names[0][:2] == names[1][:2] or other in within.get(one, ()) or one in within.get(other, ())
    return nested or not (one.startswith("place/") and other.startswith("place/"))


def _documents(facts: Iterable[Fact]) -> set[str]:
    return {piece.document for fact in facts for piece in fact.evidence}


def _values(indicators: Iterable[Indicator], sources: _Sources) -> Iterator[Conflict]:
    """Different values of one measure, of one thing, in one period, from different documents."""
    given: dict[tuple[str, str, str, str], dict[str, list[Indicator]]] = defaultdict(lambda: defaultdict(list))
    for one in indicators:
        if one.about and one.period:
            given[one.about, one.measure, one.period, one.unit][one.value].append(one)
    for (about, measure, period, unit), by_value in sorted(given.items()):
        if len(by_value) > 1 and len({one.evidence.document for found in by_value.values() for one in found}) > 1:
            sides = tuple(
                Side(
                    f"{value} {unit}".strip(),
                    sources.seen(one.evidence.document for one in found),
                    tuple((one.evidence.quote, sources.titles[one.evidence.document]) for one in found),
                )
                for value, found in sorted(by_value.items())
            )
            yield Conflict("values", f"{sources.names[about]} {measure} {period}", sides)

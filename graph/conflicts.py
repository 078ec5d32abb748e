"""Graph -> what its sources disagree about: both sides are kept, and listed here with their words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.entity import Fact, Indicator
from graph.keep.reader import Graph

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
    """two holders, dates, terms, places, values."""
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
    found = [*_two_holders(facts, sources), *_dates(facts, sources), *_terms(facts, sources), *_places(facts, sources)]
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
    """Two persons in one post at the same time, as the words say, else as far as dates of publication tell.

    By publication one article alone tells nothing, since it may tell history; nor does a former post.
    """
    holders: dict[tuple[str, str], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        title = fact.qualifiers.get("title", "")
        dated = {"validFrom", "validUntil"} <= fact.qualifiers.keys()
        counts = fact.relation == "holdsPost" and (dated or "former" not in fact.qualifiers)
        if counts and _ONE_HOLDER.search(title) and not _NOT_HEAD.search(title):
            holders[fact.object, title][fact.subject].append(fact)
    for (body, title), by_person in sorted(holders.items()):
        sides = {person: sources.side(sources.names[person], found) for person, found in sorted(by_person.items())}
        clashing = {
            person for one, other in combinations(sides, 2)
            if any(_at_once(a, b, sources) for a in by_person[one] for b in by_person[other])
            for person in (one, other)
        }  # fmt: skip
        if clashing:
            yield Conflict("two holders", f"{sources.names[body]} {title}", tuple(sides[p] for p in sorted(clashing)))


def _at_once(one: Fact, other: Fact, sources: _Sources) -> bool:
    """Whether two posts were held at the same time; what has no dates at all is not known to clash."""
    if not {**one.qualifiers, **other.qualifiers}.keys() & {"validFrom", "validUntil"}:
        here, there = (sources.seen(_documents([fact])) for fact in (one, other))
        several = len(_documents([one, other])) > 1
        return several and bool(here.first and there.first) and here.first <= there.last and there.first <= here.last
    spans = [_held(fact, sources) for fact in (one, other)]
    return all(map(all, spans)) and spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]


def _held(fact: Fact, sources: _Sources) -> tuple[str, str]:
    """First and last day of a post, as the words tell them, else as they were reported; who follows in the same year
    or month does not clash, since 2020 is not before 2020-03."""
    reported = sources.seen(_documents([fact]))
    return fact.qualifiers.get("validFrom", reported.first), fact.qualifiers.get("validUntil", reported.last)


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


def _terms(facts: Iterable[Fact], sources: _Sources) -> Iterator[Conflict]:
    """One term of one person in one post that begins or ends at different times."""
    given: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.relation == "holdsPost" and fact.qualifiers.keys() & {"validFrom", "validUntil"}:
            given[fact.subject, fact.object, fact.qualifiers.get("title", "")].append(fact)
    for (person, body, title), found in sorted(given.items()):
        clashing = {
            fact.id: fact
            for pair in combinations(found, 2)
            if differ_in_time(pair[0].qualifiers, pair[1].qualifiers)
            for fact in pair
        }
        if clashing:
            sides = [sources.side(_term(fact), [fact]) for _, fact in sorted(clashing.items())]
            about = f"{sources.names[person]} {sources.names[body]} {title}".strip()
            yield Conflict("terms", about, tuple(sorted(sides, key=lambda side: side.says)))


def _term(fact: Fact) -> str:
    return f"{fact.qualifiers.get('validFrom', '')} to {fact.qualifiers.get('validUntil', '')}".strip()


def differ_in_time(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether the qualifiers of two facts give other ends to one stretch of time; two stretches do not clash.

    >>> differ_in_time({"validFrom": "2015", "validUntil": "2019"}, {"validFrom": "2016"})
    True
    >>> differ_in_time({"validFrom": "2003", "validUntil": "2008"}, {"validFrom": "2013"})
    False
    >>> differ_in_time({"validFrom": "2015"}, {"validFrom": "2015-03", "validUntil": "2019"})
    False
    """
    since, until = ([side.get(name, "") for side in (one, other)] for name in ("validFrom", "validUntil"))
    if (until[0] and since[1] > until[0]) or (until[1] and since[0] > until[1]):
        return False
    return any(a and b and not a.startswith(b) and not b.startswith(a) for a, b in (since, until))


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

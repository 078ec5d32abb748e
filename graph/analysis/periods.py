"""Facts and dates -> when a fact holds: the date of the fact, of its event, or of the articles that state it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from graph.entity import Entity, Fact
from graph.errors import UsageError
from graph.keep.reader import Graph

By = Literal["year", "quarter", "month"]
_PAGE = 1000
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A fact with the time that it belongs to."""

    fact: Fact
    dates: tuple[str, ...]
    """YYYY, YYYY-MM or YYYY-MM-DD, sorted; none where nothing tells a date."""
    source: str
    """fact (its own qualifier), event (that it is about) or publication (of the articles); empty without dates."""


def check_date(text: str) -> str:
    """The text itself where it is a year, a month or a day. Raises UsageError for anything else."""
    if not _DATE.fullmatch(text):
        raise UsageError(f"{text!r} is no date; right is 2023, 2023-05 or 2023-05-18")
    return text


def is_between(date: str, since: str, until: str) -> bool:
    """True where some day of the date is not before `since` and not after `until`; an empty bound is no bound.

    >>> is_between("2023", "2023-05-01", ""), is_between("2023-04", "2023-05", "")
    (True, False)
    >>> is_between("2023-05-31", "", "2023-05")
    True
    """
    return (not since or f"{date}-99"[: len(since)] >= since) and (not until or date[: len(until)] <= until)


def period_of(date: str, by: By) -> str:
    """The year, quarter or month of a date; empty where the date is coarser than that.

    >>> period_of("2023-05-18", "year"), period_of("2023-05-18", "quarter"), period_of("2023", "month")
    ('2023', '2023-Q2', '')
    """
    if by == "year":
        return date[:4]
    if len(date) < 7:
        return ""
    return date[:7] if by == "month" else f"{date[:4]}-Q{(int(date[5:7]) + 2) // 3}"


def first_day(date: str) -> str:
    """The first day of a year or month; a day as it is; empty for no date.

    >>> first_day("2023"), first_day("2023-05")
    ('2023-01-01', '2023-05-01')
    """
    return date + "-01-01"[len(date) - 4 :] if date else ""


def last_day(date: str) -> str:
    """The last day of a year or month; a day as it is; empty for no date.

    >>> last_day("2023"), last_day("2024-02")
    ('2023-12-31', '2024-02-29')
    """
    if len(date) == 4:
        return f"{date}-12-31"
    return f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]}" if len(date) == 7 else date


def dated_facts(graph: Graph, *, relations: Sequence[str] | None = None) -> Iterator[DatedFact]:
    """Facts of these relations (all, if none are given) in the order of ids, each with its dates.

    The date that the fact itself carries counts; else that of the event at one of its ends; else the dates at which the
    articles were published that state it.
    """
    published = _publication_dates(graph)
    facts = (fact for fact in graph.all_facts() if relations is None or fact.relation in relations)
    while page := list(islice(facts, _PAGE)):
        ends = sorted({end for fact in page for end in (fact.subject, fact.object)})
        events = {entity.id: _event_date(entity) for entity in graph.entities(ends) if entity}
        for fact in page:
            yield _dated(fact, events, published)


def _dated(fact: Fact, events: dict[str, str], published: dict[str, str]) -> DatedFact:
    own = fact.qualifiers.get("date", "")
    if _DATE.fullmatch(own):
        return DatedFact(fact, (own,), "fact")
    of_events = {date for date in (events.get(fact.subject), events.get(fact.object)) if date}
    if of_events:
        return DatedFact(fact, tuple(sorted(of_events)), "event")
    dates = sorted({date for one in fact.evidence if (date := published[one.document])})
    return DatedFact(fact, tuple(dates), "publication" if dates else "")


def _event_date(entity: Entity) -> str:
    date = entity.attributes.get("date", "")
    return date if entity.type == "Event" and _DATE.fullmatch(date) else ""


def _publication_dates(graph: Graph) -> dict[str, str]:
    """By document id; empty where none is known."""
    found: dict[str, str] = {}
    ids = graph.document_ids()
    for at in range(0, len(ids), _PAGE):
        found.update((one.id, one.date) for one in graph.documents(ids[at : at + _PAGE]) if one)
    return found

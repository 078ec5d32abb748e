"""What an analyst asks for -> the facts that count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from graph.analysis.periods import check_date, dated_facts, is_between
from graph.entity import Fact
from graph.errors import UsageError
from graph.keep.reader import MENTIONS, Graph
from schema import load_ontology


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of a graph is looked at; the default is all but mentions."""

    relations: tuple[str, ...] | None = None
    """Names of relations; None for all but `mentions`, which would link everything to articles."""
    within: tuple[str, ...] = ()
    """Both ends of a fact are of these types; empty for all."""
    confidence: float = 0.0
    """At least."""
    since: str = ""
    """YYYY, YYYY-MM or YYYY-MM-DD; facts without any date are left out as soon as a bound is given."""
    until: str = ""
    """The same; the whole year, month or day counts."""

    def names(self) -> tuple[str, ...]:
        """The relations that count."""
        everything = tuple(name for name in load_ontology().relations if name != MENTIONS)
        return everything if self.relations is None else self.relations

    def check(self) -> None:
        """Raise UsageError for an unknown relation or type, or for what is no date."""
        ontology = load_ontology()
        check_names("relation", self.relations or (), ontology.relations)
        check_names("type", self.within, ontology.things)
        for date in (self.since, self.until):
            if date:
                check_date(date)

    @property
    def is_dated(self) -> bool:
        """True where a bound in time is given."""
        return bool(self.since or self.until)


def check_names(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    """Raise UsageError for the first name that is not known; the message suggests the closest one."""
    choices = list(known)
    for name in names:
        if name not in choices:
            close = get_close_matches(name, choices, n=1)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            raise UsageError(f"there is no {what} '{name}'{hint} Choices: {', '.join(choices)}")


def selected_facts(graph: Graph, selection: Selection, *, relations: Sequence[str] | None = None) -> Iterator[Fact]:
    """The facts that count, in the order of ids; `relations` takes the place of the selection's own.

    Raises:
        UsageError: an unknown relation or type, or what is no date.
    """
    selection.check()
    names = selection.names() if relations is None else relations
    inside = set(graph.entity_ids(types=selection.within, limit=-1)) if selection.within else None
    for dated in dated_facts(graph, relations=names) if selection.is_dated else ():
        if any(is_between(date, selection.since, selection.until) for date in dated.dates):
            yield from _fitting([dated.fact], selection, inside)
    if not selection.is_dated:
        yield from _fitting((fact for fact in graph.all_facts() if fact.relation in names), selection, inside)


def _fitting(facts: Iterable[Fact], selection: Selection, inside: set[str] | None) -> Iterator[Fact]:
    for fact in facts:
        if fact.confidence >= selection.confidence and (inside is None or {fact.subject, fact.object} <= inside):
            yield fact

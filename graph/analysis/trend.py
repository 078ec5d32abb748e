"""Graph -> how things changed: a measure by year or quarter, and what differs between two periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graph.analysis.edges import build_network
from graph.analysis.measures import LOW_FIRST, MEASURES, Engine, measure_network
from graph.analysis.notebook import rows_as_html
from graph.analysis.periods import By, check_date, dated_facts, is_between, period_of
from graph.analysis.selection import Selection, check_names
from graph.entity import Entity, Fact
from graph.keep.reader import Graph
from schema import load_ontology

BUILDING = ("coBuilt", "established")
_PERIODS = ("year", "quarter", "month")
_STILL = 1e-9
Progress = Callable[[str], None]
"""Is told which period is being computed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing over time."""

    entity: Entity
    values: tuple[float | None, ...]
    """One a period; None where no fact of that period links it."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A measure, computed in the network of each period by itself."""

    measure: str
    periods: tuple[str, ...]
    """With a fact, in order."""
    links: tuple[int, ...]
    """How many pairs are linked in each period: values of a period with few say little."""
    lines: tuple[Line, ...]
    undated: int
    """Facts that have no date, or one that is too coarse; they count nowhere."""

    def _repr_html_(self) -> str:
        """What a notebook shows: a line for each thing, and how much each period holds."""
        rows = [(line.entity.name, line.entity.kind, *line.values) for line in self.lines]
        links = ", ".join(f"{period}: {number}" for period, number in zip(self.periods, self.links, strict=True))
        notes = (f"{self.measure}; pairs linked in {links}; {self.undated} facts without date do not count",)
        return rows_as_html(("name", "kind", *self.periods), rows, notes)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing in two periods."""

    entity: Entity
    before: float | None
    after: float | None

    @property
    def difference(self) -> float:
        """What it gained; a thing that is not there counts as 0."""
        return (self.after or 0.0) - (self.before or 0.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two periods. Every list is ordered by what is most, then by id."""

    measure: str
    rose: tuple[Change, ...]
    fell: tuple[Change, ...]
    entered: tuple[Change, ...]
    """Linked in the second period only."""
    left: tuple[Change, ...]
    """Linked in the first period only."""
    built: tuple[Fact, ...]
    """What was co-built or established, by facts of the second period and none of the first."""

    def _repr_html_(self) -> str:
        """What a notebook shows: who rose, fell, entered and left; what was built by its ids."""
        lists = {"rose": self.rose, "fell": self.fell, "entered": self.entered, "left": self.left}
        rows = [
            (what, change.entity.name, change.entity.kind, change.before, change.after)
            for what, changes in lists.items()
            for change in changes
        ]
        built = [f"built: {fact.subject} {fact.relation} {fact.object}" for fact in self.built]
        return rows_as_html(("change", "name", "kind", "before", "after"), rows, (self.measure, *built))


def trend(
    graph: Graph,
    measure: str = "degree",
    *,
    by: By = "year",
    types: Sequence[str] = (),
    selection: Selection | None = None,
    top: int = 20,
    engine: Engine = "auto",
    progress: Progress = lambda _: None,
) -> Trend:
    """The `top` things with the most remarkable value in any period, the most remarkable first, ties by id.

    A fact belongs to the periods of its dates (graph.analysis.periods.dated_facts); one with several counts in each.

    Raises:
        UsageError: an unknown measure, period, relation or type.
    """
    check_names("measure", [measure], MEASURES)
    check_names("period", [by], _PERIODS)
    check_names("type", types, load_ontology().things)
    chosen = selection or Selection()
    facts: dict[str, list[Fact]] = defaultdict(list)
    undated = 0
    for fact, dates in _dated(graph, chosen):
        periods = {period for date in dates if (period := period_of(date, by))}
        undated += not periods
        for period in sorted(periods):
            facts[period].append(fact)
    order = tuple(sorted(facts))
    measured = []
    for period in order:
        progress(period)
        measured.append(_values(facts[period], measure, engine))
    ids = sorted({id_ for values, _ in measured for id_ in values})
    entities = [entity for entity in graph.entities(ids) if entity and (not types or entity.type in types)]
    lines = [Line(entity, tuple(values.get(entity.id) for values, _ in measured)) for entity in entities]
    lines.sort(key=lambda line: (_remarkable(line, measure), line.entity.id))
    return Trend(measure, order, tuple(links for _, links in measured), tuple(lines[:top]), undated)


def compare(
    graph: Graph,
    before: tuple[str, str],
    after: tuple[str, str],
    measure: str = "degree",
    *,
    types: Sequence[str] = (),
    selection: Selection | None = None,
    top: int = 20,
    engine: Engine = "auto",
) -> Comparison:
    """Two periods, (from, to) each, as networks of their own; at most `top` of each list.

    Raises:
        UsageError: an unknown measure, relation or type, or what is no date.
    """
    check_names("measure", [measure], MEASURES)
    check_names("type", types, load_ontology().things)
    for bound in (*before, *after):
        check_date(bound)
    facts: tuple[list[Fact], list[Fact]] = ([], [])
    for fact, dates in _dated(graph, selection or Selection()):
        for own, bounds in zip(facts, (before, after), strict=True):
            if any(is_between(date, *bounds) for date in dates):
                own.append(fact)
    (first, _), (second, _) = (_values(own, measure, engine) for own in facts)
    entities = [entity for entity in graph.entities(sorted({*first, *second})) if entity]
    changes = [
        Change(entity, first.get(entity.id), second.get(entity.id))
        for entity in entities
        if not types or entity.type in types
    ]
    both = [change for change in changes if change.before is not None and change.after is not None]
    known = {(fact.subject, fact.relation, fact.object) for fact in facts[0]}
    return Comparison(
        measure,
        rose=_first([change for change in both if change.difference > _STILL], top),
        fell=_first([change for change in both if change.difference < -_STILL], top),
        entered=_first([change for change in changes if change.before is None], top),
        left=_first([change for change in changes if change.after is None], top),
        built=tuple(
            fact
            for fact in facts[1]
            if fact.relation in BUILDING and (fact.subject, fact.relation, fact.object) not in known
        ),
    )


def _first(changes: Sequence[Change], top: int) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda change: (-abs(change.difference), change.entity.id))[:top])


def _dated(graph: Graph, selection: Selection) -> list[tuple[Fact, tuple[str, ...]]]:
    """The facts that the selection leaves, with those of their dates that lie in it."""
    selection.check()
    inside = set(graph.entity_ids(types=selection.within, limit=-1)) if selection.within else None
    found = []
    for dated in dated_facts(graph, relations=selection.names()):
        ends = {dated.fact.subject, dated.fact.object}
        if dated.fact.confidence < selection.confidence or (inside is not None and not ends <= inside):
            continue
        dates = tuple(date for date in dated.dates if is_between(date, selection.since, selection.until))
        if dates or not selection.is_dated:
            found.append((dated.fact, dates))
    return found


def _values(facts: Sequence[Fact], measure: str, engine: Engine) -> tuple[Mapping[str, float], int]:
    """Value by id in the network of these facts alone, and how many pairs are linked."""
    relations = load_ontology().relations
    arcs: dict[tuple[str, str], float] = {}
    for fact in facts:
        if fact.subject != fact.object:
            arcs[fact.subject, fact.object] = 1.0
            if relations[fact.relation].symmetric:
                arcs[fact.object, fact.subject] = 1.0
    network = build_network(arcs, weighted=False)
    values = measure_network(network, measure, engine=engine)
    return dict(zip(network.ids, values, strict=True)), len(network.edges)


def _remarkable(line: Line, measure: str) -> float:
    there = [value for value in line.values if value is not None]
    return min(there) if measure in LOW_FIRST else -max(there)

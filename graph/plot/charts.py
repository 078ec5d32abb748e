"""Graph -> charts: what happened when, who comes first, how a measured number went."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from graph.analysis.periods import dated_facts, period_of
from graph.analysis.ranking import Ranking
from graph.analysis.selection import Selection
from graph.entity import Entity, Indicator
from graph.errors import UsageError
from graph.keep.reader import Graph
from graph.plot.canvas import COLOURS, GREY, INK, drawing, new_figure, short

_WIDTH = 900.0


def draw_ranking(ranking: Ranking, *, font: str, limit: int = 25) -> Any:
    """The first rows of a ranking as bars of its first measure.

    Raises:
        UsageError: the ranking is empty or has no measure.
    """
    rows = ranking.rows[:limit]
    if not rows or not ranking.measures:
        raise UsageError("there is nothing to rank by these facts; choose others")
    with drawing(font):
        figure = new_figure(_WIDTH, 90 + 22 * len(rows))
        axes = figure.subplots()
        places = range(len(rows))
        values = [row.values[0] for row in rows]
        axes.barh(places, values, color=COLOURS[0], height=0.68)
        axes.set_yticks(places, [short(row.entity.name, 22) for row in rows])
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlabel(ranking.measures[0])
        for place, value in zip(places, values, strict=True):
            axes.annotate(f"{value:.4g}", (value, place), (4, 0), textcoords="offset points", va="center", fontsize=8)
        axes.set_xlim(0, max(values) * 1.12 or 1)
        axes.set_title(f"First by {ranking.measures[0]}", loc="left")
        figure.tight_layout()
    return figure


def draw_timeline(graph: Graph, *, font: str, limit: int = 24, selection: Selection | None = None) -> Any:
    """Above, facts by quarter and relation; below, the events with most facts, at their dates.

    Raises:
        UsageError: no fact has a date.
    """
    chosen = selection or Selection()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    touched: Counter[str] = Counter()
    for dated in dated_facts(graph, relations=chosen.names()):
        if dated.dates and (quarter := period_of(dated.dates[0], "quarter")):
            counts[dated.fact.relation][quarter] += 1
            touched.update((dated.fact.subject, dated.fact.object))
    if not counts:
        raise UsageError("no fact has a date: neither its event nor its articles tell one")
    quarters, left_out = _quarters(sum(counts.values(), Counter()))
    events = [one for one in _events(graph, touched, 4 * limit) if one[0] in quarters]
    events = sorted(sorted(events, key=lambda one: (-touched[one[1].id], one[1].id))[:limit], key=_by_day)
    with drawing(font):
        figure = new_figure(_WIDTH, 260 + 24 * max(1, len(events)))
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(1.0, max(0.6, len(events) / 8)))
        _stack(upper, quarters, counts)
        _dots(lower, quarters, events)
        lower.set_xticks(range(len(quarters)), quarters, rotation=45 if len(quarters) > 8 else 0, fontsize=8)
        if left_out:
            lower.set_xlabel(f"{left_out} facts of scattered quarters before and after are not shown", fontsize=8)
        figure.tight_layout()
    return figure


def draw_indicators(graph: Graph, *, font: str, measure: str = "") -> Any:
    """How a measured number went, a line for each thing that it describes; by default the one with most periods.

    Raises:
        UsageError: there is none, or none of this name.
    """
    groups: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for one in graph.indicators():
        if one.period and (not measure or one.measure == measure):
            groups[one.measure, one.unit].append(one)
    if not groups:
        known = sorted({one.measure for one in graph.indicators() if one.period})
        hint = f"; there is {'、'.join(known[:12])}" if known else ""
        raise UsageError(f"no measured number {f'{measure!r} ' if measure else ''}with a period is in the graph{hint}")
    name, unit = min(groups, key=lambda key: (*_dull(groups[key]), key))
    found = groups[name, unit]
    ids = sorted({one.about for one in found if one.about})
    names = {entity.id: entity.name for entity in graph.entities(ids) if entity}
    periods = sorted({one.period for one in found})
    lines = sorted({one.about for one in found}, key=lambda about: (*_dull(_of(found, about)), about))
    with drawing(font):
        figure = new_figure(_WIDTH, 420)
        axes = figure.subplots()
        for number, about in enumerate(lines[: len(COLOURS)]):
            values = _by_period(_of(found, about))
            points = [(periods.index(period), value) for period in sorted(values) for value in sorted(values[period])]
            label = short(names.get(about, "(about whom is not told)"), 24)
            style = {"color": COLOURS[number], "markeredgecolor": INK, "markeredgewidth": 0.4}
            axes.plot(*zip(*points, strict=True), "osD^vph"[number], label=label, **style)
            line = [(periods.index(period), value) for period, (value, *more) in sorted(values.items()) if not more]
            if len(line) > 1:
                axes.plot(*zip(*line, strict=True), color=COLOURS[number], zorder=1)
            for x, y in points:
                axes.annotate(f"{y:g}", (x, y), (0, 7), textcoords="offset points", ha="center", fontsize=8)
        axes.set_xticks(range(len(periods)), periods, rotation=45 if len(periods) > 9 else 0)
        axes.set_xlim(-0.5, len(periods) - 0.5)
        axes.margins(y=0.18)
        axes.set_title(f"{name}（{unit}）" if unit else name, loc="left")
        if len(lines) > len(COLOURS):
            axes.set_xlabel(f"{len(lines) - len(COLOURS)} more things are not shown", fontsize=8)
        axes.legend(frameon=False)
        figure.tight_layout()
    return figure


def _of(indicators: Sequence[Indicator], about: str) -> list[Indicator]:
    return [one for one in indicators if one.about == about]


def _by_period(indicators: Sequence[Indicator]) -> dict[str, set[float]]:
    """Several values where articles differ, or measure different things by one name."""
    found: dict[str, set[float]] = defaultdict(set)
    for one in indicators:
        found[one.period].add(float(one.value))
    return found


def _dull(indicators: Sequence[Indicator]) -> tuple[int, int]:
    """The smaller, the more there is to draw: a thing with one value in each of many periods is best."""
    series = [
        sum(len(values) == 1 for values in _by_period(_of(indicators, about)).values())
        for about in sorted({one.about for one in indicators if one.about})
    ]
    return -max(series, default=0), -len(indicators)


def _quarters(counts: Counter[str]) -> tuple[list[str], int]:
    """Every quarter from the first to the last, and how many facts lie outside of them.

    Quarters at both ends that hold less than a hundredth of all facts together are left out: a few facts of long ago
    would press the rest together.
    """
    there = sorted(counts)
    allowed = counts.total() / 100
    for end in (0, -1):
        spent = 0
        while len(there) > 1 and spent + counts[there[end]] < allowed:
            spent += counts[there.pop(end)]
    found = []
    year, quarter = int(there[0][:4]), int(there[0][-1])
    while f"{year}-Q{quarter}" <= there[-1]:
        found.append(f"{year}-Q{quarter}")
        year, quarter = (year, quarter + 1) if quarter < 4 else (year + 1, 1)
    found = found if len(found) <= 60 else there
    return found, counts.total() - sum(counts[quarter] for quarter in found)


def _events(graph: Graph, touched: Counter[str], limit: int) -> list[tuple[str, Entity]]:
    """(quarter, event), the `limit` ones of most facts first."""
    events = [entity for entity in graph.entities(sorted(touched)) if entity and entity.type == "Event"]
    dated = [(period_of(event.attributes.get("date", ""), "quarter"), event) for event in events]
    return sorted((one for one in dated if one[0]), key=lambda one: (-touched[one[1].id], one[1].id))[:limit]


def _by_day(placed: tuple[str, Entity]) -> tuple[str, str]:
    return placed[1].attributes["date"], placed[1].id


def _stack(axes: Any, quarters: Sequence[str], counts: dict[str, Counter[str]]) -> None:
    order = sorted(counts, key=lambda relation: (-counts[relation].total(), relation))
    bottom = [0] * len(quarters)
    shown = order[: len(COLOURS) - 1]
    groups = [(relation, [relation], COLOURS[number]) for number, relation in enumerate(shown)]
    if rest := order[len(shown) :]:
        groups.append((f"{len(rest)} others", rest, GREY))
    for label, relations, colour in groups:
        values = [sum(counts[relation][quarter] for relation in relations) for quarter in quarters]
        axes.bar(range(len(quarters)), values, bottom=bottom, color=colour, label=label, width=0.7)
        bottom = [low + value for low, value in zip(bottom, values, strict=True)]
    axes.set_ylabel("facts")
    axes.set_title("Facts and events by quarter", loc="left")
    axes.legend(frameon=False, fontsize=8, ncols=4)
    axes.set_ylim(0, max(bottom) * 1.35)


def _dots(axes: Any, quarters: Sequence[str], events: Sequence[tuple[str, Entity]]) -> None:
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_ylim(len(events), -1)
    for row, (quarter, event) in enumerate(events):
        x = quarters.index(quarter)
        text = f"{event.attributes['date']}  {short(event.name, 26)}"
        right = x <= len(quarters) / 2
        axes.plot([x], [row], "D", color=COLOURS[2], markersize=6)
        style = {"textcoords": "offset points", "va": "center", "fontsize": 8, "ha": "left" if right else "right"}
        axes.annotate(text, (x, row), (8 if right else -8, 0), **style)
        axes.axhline(row, color="#EEEEEE", linewidth=0.7, zorder=0)

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
from graph.plot.canvas import COLOURS, GREY, drawing, new_figure, short

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
        axes.invert_yaxis()
        axes.set_xlabel(ranking.measures[0])
        for place, value in zip(places, values, strict=True):
            axes.annotate(f"{value:.4g}", (value, place), (4, 0), textcoords="offset points", va="center", fontsize=8)
        axes.set_xlim(0, max(values) * 1.12 or 1)
        axes.set_title(f"First by {ranking.measures[0]}", loc="left", weight="bold")
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
    quarters = _quarters({quarter for counter in counts.values() for quarter in counter})
    events = _events(graph, touched, limit)
    with drawing(font):
        figure = new_figure(_WIDTH, 260 + 24 * max(1, len(events)))
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(1.0, max(0.6, len(events) / 8)))
        _stack(upper, quarters, counts)
        _dots(lower, quarters, events)
        lower.set_xticks(range(len(quarters)), quarters, rotation=45 if len(quarters) > 8 else 0, fontsize=8)
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
    name, unit = min(groups, key=lambda key: (-len({one.period for one in groups[key]}), -len(groups[key]), key))
    found = groups[name, unit]
    ids = sorted({one.about for one in found if one.about})
    names = {entity.id: entity.name for entity in graph.entities(ids) if entity}
    periods = sorted({one.period for one in found})
    with drawing(font):
        figure = new_figure(_WIDTH, 420)
        axes = figure.subplots()
        lines = sorted({one.about for one in found})[: len(COLOURS)]
        for number, about in enumerate(lines):
            points = sorted({(periods.index(one.period), float(one.value)) for one in found if one.about == about})
            label = short(names.get(about, "(about whom is not told)"), 24)
            style = {"color": COLOURS[number], "marker": "osD^vph"[number], "label": label}
            axes.plot([x for x, _ in points], [y for _, y in points], **style)
            for x, y in points:
                axes.annotate(f"{y:g}", (x, y), (0, 7), textcoords="offset points", ha="center", fontsize=8)
        axes.set_xticks(range(len(periods)), periods)
        axes.set_xlim(-0.5, len(periods) - 0.5)
        axes.margins(y=0.18)
        axes.set_ylabel(unit or "number")
        axes.set_title(name, loc="left", weight="bold")
        axes.legend(frameon=False)
        figure.tight_layout()
    return figure


def _quarters(there: set[str]) -> list[str]:
    """Every quarter from the first to the last; years at the ends that are far away stay out only if there are none."""
    first, last = min(there), max(there)
    found = []
    year, quarter = int(first[:4]), int(first[-1])
    while f"{year}-Q{quarter}" <= last:
        found.append(f"{year}-Q{quarter}")
        year, quarter = (year, quarter + 1) if quarter < 4 else (year + 1, 1)
    return found if len(found) <= 60 else sorted(there)


def _events(graph: Graph, touched: Counter[str], limit: int) -> list[tuple[str, Entity]]:
    """(quarter, event), by date; the `limit` ones of most facts."""
    events = [entity for entity in graph.entities(sorted(touched)) if entity and entity.type == "Event"]
    dated = [(period_of(event.attributes.get("date", ""), "quarter"), event) for event in events]
    best = sorted((one for one in dated if one[0]), key=lambda one: (-touched[one[1].id], one[1].id))[:limit]
    return sorted(best, key=lambda one: (one[1].attributes["date"], one[1].id))


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
    axes.set_title("Facts and events by quarter", loc="left", weight="bold")
    axes.legend(frameon=False, fontsize=8, ncols=4)
    axes.set_ylim(0, max(bottom) * 1.35)


def _dots(axes: Any, quarters: Sequence[str], events: Sequence[tuple[str, Entity]]) -> None:
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_ylim(len(events), -1)
    for row, (quarter, event) in enumerate(events):
        if quarter not in quarters:
            continue
        x = quarters.index(quarter)
        text = f"{event.attributes['date']}  {short(event.name, 26)}"
        right = x <= len(quarters) / 2
        axes.plot([x], [row], "D", color=COLOURS[2], markersize=6)
        style = {"textcoords": "offset points", "va": "center", "fontsize": 8, "ha": "left" if right else "right"}
        axes.annotate(text, (x, row), (8 if right else -8, 0), **style)
        axes.axhline(row, color="#EEEEEE", linewidth=0.7, zorder=0)

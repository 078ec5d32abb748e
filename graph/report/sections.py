"""Graph -> the sections of a report: tables and pictures, each with the command that gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.analysis.extras import is_there
from graph.analysis.periods import dated_facts
from graph.analysis.ranking import Progress, Ranking, rank
from graph.analysis.trend import BUILDING
from graph.errors import UsageError
from graph.keep.reader import Graph

ROWS = 50
_BODIES = ("Organization", "Park")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A figure: what it shows, how to get it again, and what has to be said with it."""

    title: str
    meaning: str
    command: str
    """As one types it; the graph is `kg`."""
    table: Table | None = None
    picture: bytes = b""
    """SVG; empty without one."""
    notes: tuple[str, ...] = ()


def make_sections(graph: Graph, *, font: str, progress: Progress = lambda _: None) -> Iterator[Section]:
    """All sections, in their order. `font` is empty where no picture can be drawn."""
    persons = rank(graph, measures=["betweenness", "degree"], types=["Person"], top=ROWS)
    progress("persons")
    yield _ranking(
        persons,
        "Key persons",
        "Persons on most shortest paths of the network of all facts but mentions.",
        "--types Person",
    )
    bodies = rank(graph, measures=["pagerank", "degree", "betweenness"], types=_BODIES, top=ROWS)
    progress("bodies")
    yield _ranking(
        bodies,
        "Key bodies",
        "Organizations and parks by PageRank in the same network.",
        "--types Organization,Park",
        font,
    )
    progress("brokers")
    brokers = rank(graph, measures=["betweenness", "constraint"], projection="person-event", top=ROWS)
    meaning = "Persons who link circles that do not meet otherwise: on many shortest paths, with little constraint."
    yield _ranking(brokers, "Brokers", meaning, "--project person-event --measures betweenness,constraint")
    progress("communities")
    yield _communities(graph, font)
    progress("co-building")
    yield _built(graph, font)
    progress("timeline")
    yield _timeline(graph, font)
    progress("numbers")
    yield _indicators(graph, font)


def _ranking(ranking: Ranking, title: str, meaning: str, options: str, font: str = "") -> Section:
    given = "" if "--measures" in options else f" --measures {','.join(ranking.measures)}"
    rows = tuple[tuple[str | float, ...], ...]((row.entity.name, row.entity.kind, *row.values) for row in ranking.rows)
    table = Table(("name", "kind", *ranking.measures), rows)
    picture, problem = _picture(font, lambda charts, _: charts.draw_ranking(ranking, font=font, limit=20))
    notes = (*ranking.notes, f"{ranking.things} things, {ranking.links} links", *problem)
    return Section(title, meaning, f"zhimai analyze kg{given} {options}", table, picture, notes)


def _communities(graph: Graph, font: str) -> Section:
    ranking = rank(graph, measures=["degree"], communities="louvain")
    groups: dict[int, list[str]] = {}
    for row in ranking.rows:
        groups.setdefault(row.community, []).append(row.entity.name)
    rows = tuple((number, len(groups[number]), "、".join(groups[number][:8])) for number in sorted(groups)[:ROWS])
    picture, problem = _picture(font, lambda _, networks: networks.draw_communities(graph, font=font))
    meaning = "Things that are linked with each other more than with the rest, by Louvain; the best linked come first."
    table = Table(("community", "things", "best linked"), rows)
    notes = (*ranking.notes, *problem)
    return Section("Communities", meaning, "zhimai plot kg communities --out communities.svg", table, picture, notes)


def _built(graph: Graph, font: str) -> Section:
    facts = list(dated_facts(graph, relations=(*BUILDING, "investedIn")))
    ends = sorted({end for one in facts for end in (one.fact.subject, one.fact.object)})
    names = {entity.id: entity.name for entity in graph.entities(ends) if entity}
    rows = tuple(
        (
            names[one.fact.subject],
            one.fact.relation,
            names[one.fact.object],
            one.dates[0] if one.dates else "",
            one.fact.evidence[0].quote,
        )
        for one in facts
    )
    picture, problem = _picture(font, lambda _, networks: networks.draw_cobuilding(graph, font=font))
    table = Table(("who", "how", "what", "date", "words"), rows)
    command = "zhimai plot kg cobuilding --out built.svg"
    return Section("Who builds what", "Co-built, established, invested in.", command, table, picture, problem)


def _timeline(graph: Graph, font: str) -> Section:
    picture, problem = _picture(font, lambda charts, _: charts.draw_timeline(graph, font=font))
    meaning = "Facts by the quarter of their event, else of their articles; events with a date below."
    return Section("Over time", meaning, "zhimai plot kg timeline --out timeline.svg", None, picture, problem)


def _indicators(graph: Graph, font: str) -> Section:
    indicators = graph.indicators()
    about = sorted({one.about for one in indicators if one.about})
    names = {entity.id: entity.name for entity in graph.entities(about) if entity}
    rows: Sequence[tuple[str | float, ...]] = [
        (one.measure, float(one.value), one.unit, one.period, names.get(one.about, ""), one.evidence.quote)
        for one in indicators
    ]
    table = Table(("measure", "value", "unit", "period", "about", "words"), tuple(rows))
    picture, problem = _picture(font, lambda charts, _: charts.draw_indicators(graph, font=font))
    meaning = "What the articles state, with their words; the picture shows the one that was told for most periods."
    command = "python -c \"import graph; print(graph.load('kg').indicators(as_='pandas'))\""
    return Section("Measured numbers", meaning, command, table, picture, problem)


def _picture(font: str, draw: Callable[[Any, Any], Any]) -> tuple[bytes, tuple[str, ...]]:
    """SVG, or nothing and why not."""
    if not font or not is_there("matplotlib"):
        return b"", ()
    from graph.plot import canvas, charts, networks  # noqa: PLC0415 - matplotlib is optional

    try:
        figure = draw(charts, networks)
    except UsageError as error:
        return b"", (f"no picture: {error}",)
    return canvas.to_svg(figure, font=font), ()

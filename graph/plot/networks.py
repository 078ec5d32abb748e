"""Graph -> pictures of networks: around one thing, communities, who built what with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.analysis.communities import find_communities
from graph.analysis.edges import Network, load_network
from graph.analysis.extras import load_library
from graph.analysis.selection import Selection, selected_facts
from graph.entity import Entity
from graph.errors import UsageError
from graph.keep.reader import Graph
from graph.plot.canvas import COLOURS, GREY, INK, drawing, new_figure, short
from graph.plot.layout import Box, place_labels, place_things, spread

SIZES = ((60, 900.0, 640.0), (200, 1100.0, 780.0), (10**9, 1500.0, 1060.0))
"""(things at most, width, height): the more things, the more room."""
_LEGEND = 190.0
_MARGIN = 34.0
_MARKS = {"Person": "o", "Organization": "s", "Event": "D", "Place": "^", "Park": "h", "Policy": "p", "Document": "v"}
_CLEAR = {"facecolor": "white", "alpha": 0.7, "edgecolor": "none", "boxstyle": "square,pad=0.04"}
"""Behind a text, so that it is read across a line."""
_FILLED = {"D": 0.8, "s": 0.9}
"""Marks that reach farther than their size says: how much smaller they are drawn."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A network that is ready to be drawn. Things are in the order of their importance."""

    title: str
    entities: Sequence[Entity]
    edges: Sequence[tuple[int, int]]
    """(from, to), places in `entities`."""
    colours: Sequence[str]
    communities: Sequence[int]
    """Where the layout begins."""
    legend: Sequence[tuple[str, str, str]]
    """(text, colour, mark)."""
    notes: Sequence[str] = ()
    relations: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Words beside edges, where there are few."""
    arrows: bool = False


def draw_ego(graph: Graph, id_: str, *, font: str, limit: int = 60, selection: Selection | None = None) -> Any:
    """One thing and those that it is linked with; the ones with most links to others of them first, at most `limit`.

    Raises:
        UsageError: there is no thing of this id, or nothing is linked with it.
    """
    [centre] = graph.entities([id_])
    if centre is None:
        raise UsageError(f"there is no thing {id_!r}")
    chosen = selection or Selection()
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in selected_facts(graph, chosen):
        if fact.subject != fact.object:
            pairs[fact.subject, fact.object].add(fact.relation)
    near = {id_} | {end for pair in pairs for end in pair if id_ in pair}
    if near == {id_}:
        raise UsageError(f"no fact links {centre.name} with another thing")
    inside = {pair: relations for pair, relations in sorted(pairs.items()) if set(pair) <= near}
    degrees: dict[str, int] = dict.fromkeys(near, 0)
    for pair in inside:
        for end in pair:
            degrees[end] += 1
    order = sorted(near, key=lambda one: (one != id_, -degrees[one], one))[:limit]
    entities = [entity for entity in graph.entities(order) if entity]
    places = {entity.id: place for place, entity in enumerate(entities)}
    edges = {
        (places[one], places[two]): "、".join(sorted(relations))
        for (one, two), relations in inside.items()
        if one in places and two in places
    }
    few = {edge: text for edge, text in edges.items() if 0 in edge} if len(order) <= 25 else {}
    colours, legend = _by_type(entities)
    left_out = [f"{len(near) - len(order)} more are not shown"] if len(near) > len(order) else []
    drawn = Drawn(centre.name, entities, list(edges), colours, [0] * len(entities), legend, left_out, few, True)
    return _draw(drawn, font)


def draw_communities(
    graph: Graph,
    *,
    font: str,
    method: str = "louvain",
    limit: int = 150,
    selection: Selection | None = None,
    projection: str = "",
) -> Any:
    """The `limit` things with most links, coloured by community; the legend names each community's best linked things.

    Raises:
        UsageError: an unknown method, relation, type or projection; nothing is linked.
    """
    network = load_network(graph, selection or Selection(), projection=projection)
    if not network.ids:
        raise UsageError("nothing is linked by these facts; choose others")
    communities = find_communities(network, method)
    order = _best_linked(network, limit)
    entities = [entity for entity in graph.entities([network.ids[place] for place in order]) if entity]
    new = {place: number for number, place in enumerate(order)}
    edges = [(new[one], new[two]) for one, two in network.edges if one in new and two in new]
    labels = [communities[place] for place in order]
    shown = sorted(set(labels), key=lambda label: (-labels.count(label), label))[: len(COLOURS)]
    colour = dict(zip(shown, COLOURS, strict=False))
    legend = [(_named(entities, labels, label), colour[label], "o") for label in shown]
    if len(set(labels)) > len(shown):
        legend.append((f"{len(set(labels)) - len(shown)} smaller ones", GREY, "o"))
    kinds = {entity.type for entity in entities}
    if len(kinds) > 1:
        legend += [("", "none", "o"), *((name, INK, mark) for name, mark in _MARKS.items() if name in kinds)]
    notes = [f"{len(entities)} of {len(network.ids)} things"] if len(network.ids) > len(entities) else []
    title = f"Communities ({method}{f', {projection}' if projection else ''})"
    colours = [colour.get(label, GREY) for label in labels]
    return _draw(Drawn(title, entities, edges, colours, labels, legend, notes), font)


def draw_cobuilding(graph: Graph, *, font: str, limit: int = 150, selection: Selection | None = None) -> Any:
    """Who co-built, founded and invested in what: arrows from the partner to the body.

    Raises:
        UsageError: the graph has no such fact.
    """
    facts = selected_facts(graph, selection or Selection(), relations=("coBuilt", "established", "investedIn"))
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts:
        if fact.subject != fact.object:
            pairs[fact.subject, fact.object].add(fact.relation)
    if not pairs:
        raise UsageError("no fact says that somebody co-built, established or invested in something")
    degrees: dict[str, int] = defaultdict(int)
    for pair in pairs:
        for end in pair:
            degrees[end] += 1
    order = sorted(degrees, key=lambda one: (-degrees[one], one))[:limit]
    entities = [entity for entity in graph.entities(order) if entity]
    places = {entity.id: place for place, entity in enumerate(entities)}
    edges = {
        (places[one], places[two]): "、".join(sorted(relations))
        for (one, two), relations in sorted(pairs.items())
        if one in places and two in places
    }
    few = edges if len(edges) <= 25 else {}
    colours, legend = _by_type(entities)
    notes = [f"{len(order)} of {len(degrees)} things"] if len(degrees) > len(order) else []
    groups = _joined(len(entities), list(edges))
    return _draw(Drawn("Who builds what", entities, list(edges), colours, groups, legend, notes, few, True), font)


def _best_linked(network: Network, limit: int) -> list[int]:
    """At most so many places, best linked first; one that is linked with none of the others brings its best partner."""
    order = sorted(range(len(network.ids)), key=lambda place: (-len(network.neighbours[place]), place))
    rank = {place: number for number, place in enumerate(order)}
    chosen: set[int] = set()
    for place in order:
        if place not in chosen and len(chosen) < limit:
            own = network.neighbours[place]
            added = {place} if own & chosen else {place, min(own, key=rank.__getitem__)}
            chosen |= added if len(chosen | added) <= limit else set()
    return sorted(chosen, key=rank.__getitem__)


def _joined(size: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """The part that each thing belongs to, by its first thing."""
    part = list(range(size))
    for one, two in [*edges, *edges, *edges]:
        part[one] = part[two] = min(part[one], part[two])
    return part


def _by_type(entities: Sequence[Entity]) -> tuple[list[str], list[tuple[str, str, str]]]:
    colour = dict(zip(_MARKS, COLOURS, strict=False))
    there = {entity.type for entity in entities}
    legend = [(name, colour[name], mark) for name, mark in _MARKS.items() if name in there]
    return [colour[entity.type] for entity in entities], legend


def _named(entities: Sequence[Entity], labels: Sequence[int], label: int) -> str:
    """A community by its two best linked things."""
    members = [entity.name for entity, own in zip(entities, labels, strict=True) if own == label]
    return "、".join(short(name, 7) for name in members[:2]) + (f" ({len(members)})" if len(members) > 2 else "")


def _draw(drawn: Drawn, font: str) -> Any:
    count = len(drawn.entities)
    width, height = next((width, height) for most, width, height in SIZES if count <= most)
    with drawing(font):
        figure = new_figure(width, height)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_xlim(0, width)
        axes.set_ylim(0, height)
        axes.set_axis_off()
        inner = Box(_MARGIN + 30, _MARGIN, width - _LEGEND - _MARGIN - 60, height - 54)
        degrees = [0] * count
        for one, two in drawn.edges:
            degrees[one] += 1
            degrees[two] += 1
        scale = 1.0 if count <= 60 else 0.8 if count <= 200 else 0.6
        radii = [scale * min(17.0, 4.5 + 1.5 * degree**0.5) for degree in degrees]
        places = spread(place_things(drawn.edges, drawn.communities, inner), radii, inner)
        _draw_edges(axes, drawn, places, radii)
        for (x, y), radius, colour, entity in zip(places, radii, drawn.colours, drawn.entities, strict=True):
            mark = _MARKS.get(entity.type, "o")
            size = 2 * radius * _FILLED.get(mark, 1.0)
            axes.plot([x], [y], mark, color=colour, markersize=size, markeredgecolor=INK, markeredgewidth=0.4, zorder=3)
        left_out = _draw_labels(axes, drawn, places, radii, Box(4, 20, width - _LEGEND, height - 40))
        axes.text(_MARGIN, height - 26, short(drawn.title, 50), fontsize=15, va="center")
        notes = [*drawn.notes, *([f"{left_out} names are left out for lack of room"] if left_out else [])]
        axes.text(_MARGIN, 12, "; ".join(notes), fontsize=8, color="#666666", va="center")
        _draw_legend(axes, drawn, width - _LEGEND, height - 60.0)
    return figure


def _draw_edges(axes: Any, drawn: Drawn, places: Sequence[tuple[float, float]], radii: Sequence[float]) -> None:
    patches = load_library("matplotlib.patches", needed_for="a picture")
    words: dict[tuple[int, int], list[str]] = defaultdict(list)
    for one, two in drawn.edges:
        (x, y), (u, v) = places[one], places[two]
        far = max(1.0, ((u - x) ** 2 + (v - y) ** 2) ** 0.5)
        if drawn.arrows:
            stop = (u - (u - x) / far * (radii[two] + 2), v - (v - y) / far * (radii[two] + 2))
            style = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, "mutation_scale": 9, "linewidth": 0.9}
            axes.add_patch(patches.FancyArrowPatch((x, y), stop, color="#B5B5B5", zorder=1, **style))
        else:
            axes.plot([x, u], [y, v], color="#C4C4C4", linewidth=0.8, zorder=1)
        if text := drawn.relations.get((one, two)):
            words[min(one, two), max(one, two)].append(text)
    for (one, two), texts in words.items():
        (x, y), (u, v) = places[one], places[two]
        style = {"fontsize": 7, "color": "#555555", "ha": "center", "va": "center", "zorder": 2}
        axes.text((x + u) / 2, (y + v) / 2, "、".join(texts), bbox=_CLEAR, **style)


def _draw_labels(
    axes: Any, drawn: Drawn, places: Sequence[tuple[float, float]], radii: Sequence[float], box: Box
) -> int:
    """How many had no room."""
    texts = [short(entity.name) for entity in drawn.entities]
    sizes = [11.0 if place < 5 else 9.0 if place < 25 else 7.5 for place in range(len(texts))]
    labels = place_labels(places, [1.15 * radius for radius in radii], texts, sizes, box)
    for label in labels:
        style = {"fontsize": label.size, "color": INK, "va": "center", "zorder": 4}
        axes.text(label.x, label.y, label.text, bbox=_CLEAR, **style)
    return len(texts) - len(labels)


def _draw_legend(axes: Any, drawn: Drawn, left: float, top: float) -> None:
    for number, (text, colour, mark) in enumerate(drawn.legend):
        y = top - 20 * number
        if text:
            edge = {"markeredgecolor": INK, "markeredgewidth": 0.4}
            axes.plot([left + 8], [y], mark, color=colour, markersize=8 * _FILLED.get(mark, 1.0), **edge)
            axes.text(left + 20, y, text, fontsize=8.5, va="center")

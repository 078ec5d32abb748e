"""Network -> places of its things in a box, and of their labels, none on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.analysis.extras import load_library
from graph.export.places import place_communities
from graph.plot.canvas import text_width

_ROUNDS = 300
_FIRST = 10
"""So many things have their label even where it lies across another thing."""
_GAP = 3.0
"""Points between two discs."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        """True where they share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top

    def is_inside(self, other: Box) -> bool:
        """True where nothing of it is outside of the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.bottom <= self.bottom and self.top <= other.top


@dataclass(frozen=True, slots=True)
class Label:
    """Text at a place."""

    thing: int
    text: str
    x: float
    """Left end of the line."""
    y: float
    """Middle of the line."""
    size: float


def place_things(edges: Sequence[tuple[int, int]], communities: Sequence[int], box: Box) -> list[tuple[float, float]]:
    """A place in the box for each thing: linked ones near, others apart (Fruchterman and Reingold 1991, with gravity).

    It begins with communities as discs, nothing is random. Cost is quadratic in things: for some hundreds.
    """
    if not communities:
        return []
    numpy = load_library("numpy", needed_for="a picture")
    places = numpy.array(place_communities(communities), dtype=float)
    size = len(communities)
    places /= max(1.0, float(numpy.abs(places).max()))
    ideal = 1.6 / size**0.5
    ends = numpy.array(edges, dtype=int).reshape(-1, 2)
    for number in range(_ROUNDS):
        away = places[:, None, :] - places[None, :, :]
        distance = numpy.maximum(numpy.sqrt((away**2).sum(axis=2)), 0.01)
        push = (away * (ideal**2 / distance**2)[:, :, None]).sum(axis=1)
        along = places[ends[:, 0]] - places[ends[:, 1]]
        pull = along * numpy.sqrt((along**2).sum(axis=1))[:, None] / ideal
        numpy.add.at(push, ends[:, 0], -pull)
        numpy.add.at(push, ends[:, 1], pull)
        push -= places * 1.2
        length = numpy.maximum(numpy.sqrt((push**2).sum(axis=1)), 0.001)
        step = 0.12 * (1 - number / _ROUNDS) + 0.002
        places += push / length[:, None] * numpy.minimum(length, step)[:, None]
    return _fit(numpy, places, box)


def _fit(numpy: Any, places: Any, box: Box) -> list[tuple[float, float]]:
    low, high = places.min(axis=0), places.max(axis=0)
    span = numpy.where(high - low > 1e-9, high - low, 1.0)
    share = numpy.where(high - low > 1e-9, (places - low) / span, 0.5)
    room = numpy.array([box.right - box.left, box.top - box.bottom])
    fitted = share * room + numpy.array([box.left, box.bottom])
    return [(round(float(x), 2), round(float(y), 2)) for x, y in fitted]


def spread(places: Sequence[tuple[float, float]], radii: Sequence[float], box: Box) -> list[tuple[float, float]]:
    """The places moved apart as far as is needed for no disc to lie on another, and kept in the box."""
    if len(places) < 2:
        return list(places)
    numpy = load_library("numpy", needed_for="a picture")
    moved, sizes = numpy.array(places), numpy.array(radii)
    apart = sizes[:, None] + sizes[None, :] + _GAP
    # Two things at one place are told apart by their numbers, as on a sunflower.
    angles = numpy.arange(len(sizes)) * 2.399963
    low, high = (box.left, box.bottom), (box.right, box.top)
    moved = numpy.clip(moved + 0.01 * numpy.stack((numpy.cos(angles), numpy.sin(angles)), axis=1), low, high)
    for _ in range(_ROUNDS):
        away = moved[:, None, :] - moved[None, :, :]
        distance = numpy.maximum(numpy.sqrt((away**2).sum(axis=2)), 1e-6)
        overlap = numpy.maximum(apart - distance, 0.0)
        numpy.fill_diagonal(overlap, 0.0)
        if not overlap.any():
            break
        moved += 0.5 * (away / distance[:, :, None] * overlap[:, :, None]).sum(axis=1) * 0.8
        moved = numpy.clip(moved, low, high)
    return [(round(float(x), 2), round(float(y), 2)) for x, y in moved]


def place_labels(
    places: Sequence[tuple[float, float]],
    radii: Sequence[float],
    texts: Sequence[str],
    sizes: Sequence[float],
    box: Box,
) -> list[Label]:
    """Labels beside their things, in the order given; one that fits nowhere without covering another is left out.

    The first ones are there in any case where they cover no other label, were it across a thing.
    """
    dots = [Box(x - r, y - r, x + r, y + r) for (x, y), r in zip(places, radii, strict=True)]
    taken: list[Box] = []
    found: list[Label] = []
    for thing, (text, size) in enumerate(zip(texts, sizes, strict=True)):
        if not text:
            continue
        width = text_width(text, size)
        choices = [(x, y, _room(x, y, width, size)) for x, y in _choices(places[thing], radii[thing], width, size)]
        free = [one for one in choices if one[2].is_inside(box) and not any(map(one[2].overlaps, taken))]
        others = [*dots[:thing], *dots[thing + 1 :]]
        clear = [one for one in free if not any(map(one[2].overlaps, others))]
        if best := clear or (free if thing < _FIRST else []):
            x, y, room = best[0]
            taken.append(room)
            found.append(Label(thing, text, x, y, size))
    return found


def _room(x: float, y: float, width: float, size: float) -> Box:
    return Box(x, y - size * 0.6, x + width, y + size * 0.6)


def _choices(place: tuple[float, float], radius: float, width: float, size: float) -> list[tuple[float, float]]:
    """Right, left, above, below, then the corners, then the same a little farther."""
    x, y = place
    found = []
    for gap in (2.5, 9.0):
        right, left = x + radius + gap, x - radius - gap - width
        above, below = y + radius + gap + size * 0.6, y - radius - gap - size * 0.6
        found += [(right, y), (left, y), (x - width / 2, above), (x - width / 2, below)]
        found += [(right, above), (right, below), (left, above), (left, below)]
    return found

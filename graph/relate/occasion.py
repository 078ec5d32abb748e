"""An event that has no name of its own, as the words of one sentence tell it."""

from __future__ import annotations

from graph.record import Record


class Occasion(Record):
    """A visit, a meeting or a launch."""

    name: str
    """Made from the nearest words, as a reader would call it."""
    kind: str
    people: tuple[int, ...]
    """Who takes part, by entity."""
    places: tuple[int, ...]
    """Where it is; none where the sentence does not say."""
    start: int
    end: int
    act: str
    """The word that tells it: 会见, 调研."""

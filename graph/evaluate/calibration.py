"""Outcomes -> how often facts of a confidence are right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from graph.evaluate.compare import Outcome

_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
SURE = 0.8
"""Facts of at least this confidence are to be right nine times in ten."""


@dataclass(frozen=True, slots=True)
class Band:
    """Facts whose confidence is at least `low` and below `high` (the last band includes 1)."""

    low: float
    high: float
    facts: int
    """That could be judged: optional ones are neither right nor wrong."""
    right: int
    mean: float
    """Of their confidences; what `share` should be."""

    @property
    def share(self) -> float:
        """Right ones among them; 0 where there is none."""
        return self.right / self.facts if self.facts else 0.0


def calibrate(outcomes: Iterable[Outcome]) -> list[Band]:
    """Bands in order, the empty ones left out; the last is all facts that are SURE."""
    judged = [(one.confidence, one.result == "right") for one in outcomes if one.confidence is not None]
    bands = [_band(judged, low, high) for low, high in pairwise(_EDGES)]
    return [*(band for band in bands if band.facts), _band(judged, SURE, _EDGES[-1])]


def _band(judged: Iterable[tuple[float, bool]], low: float, high: float) -> Band:
    inside = [(confidence, right) for confidence, right in judged if low <= confidence < high]
    mean = sum(confidence for confidence, _ in inside) / len(inside) if inside else 0.0
    return Band(low, min(high, 1.0), len(inside), sum(right for _, right in inside), mean)

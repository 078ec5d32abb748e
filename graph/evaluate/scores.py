"""Outcomes -> precision, recall and F1, with intervals from resampled documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from random import Random

from graph.evaluate.compare import Outcome

_COLUMN = {"right": 0, "wrong": 1, "missed": 2}
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Score:
    """How good one type or one relation is. Intervals hold 95 % of the resampled values."""

    right: int
    wrong: int
    missed: int
    precision: float
    recall: float
    f1: float
    precision_interval: Interval
    recall_interval: Interval
    f1_interval: Interval


def score(
    outcomes: Iterable[Outcome], documents: Sequence[str], *, samples: int = 1000, seed: int = 0
) -> dict[tuple[str, str], Score]:
    """Scores by (group, kind), 'all' being the whole group; sorted, the whole group last.

    Documents are drawn with replacement, `samples` times. What several documents say counts in equal parts for each,
    so that the whole corpus gives the plain score. Linear in samples, documents and kinds.
    """
    shares = _shares(outcomes, documents)
    drawn = _draw(len(documents), samples, seed)
    ordered = sorted(shares, key=lambda key: (key[0], key[1] == "all", key[1]))
    return {key: _score(shares[key], drawn) for key in ordered}


Shares = dict[int, list[float]]
"""Number of a document -> its part of what is right, wrong and missed."""


def _shares(outcomes: Iterable[Outcome], documents: Sequence[str]) -> dict[tuple[str, str], Shares]:
    number = {document: position for position, document in enumerate(documents)}
    shares: dict[tuple[str, str], Shares] = {}
    for outcome in outcomes:
        said_by = [number[document] for document in outcome.documents] or range(len(documents))
        for kind in (outcome.kind, "all"):
            of_kind = shares.setdefault((outcome.group, kind), {})
            for position in said_by:
                of_kind.setdefault(position, [0.0, 0.0, 0.0])[_COLUMN[outcome.result]] += 1 / len(said_by)
    return shares


def _draw(documents: int, samples: int, seed: int) -> list[list[int]]:
    """For each sample how often each document was drawn."""
    random = Random(seed)
    drawn = []
    for _ in range(samples):
        times = [0] * documents
        for position in random.choices(range(documents), k=documents):
            times[position] += 1
        drawn.append(times)
    return drawn


def _score(shares: Shares, drawn: Iterable[Sequence[int]]) -> Score:
    right, wrong, missed = (round(sum(share[column] for share in shares.values())) for column in range(3))
    resampled = [values for times in drawn if (values := _resample(shares, times)) is not None]
    columns = list(zip(*resampled, strict=True)) or [()] * 3
    precision, recall, f1 = measures(right, wrong, missed)
    return Score(right, wrong, missed, precision, recall, f1, *(_interval(column) for column in columns))


def _resample(shares: Shares, times: Sequence[int]) -> tuple[float, float, float] | None:
    """Precision, recall and F1 of a sample; None where it holds nothing of the kind."""
    sums = [0.0, 0.0, 0.0]
    for position, share in shares.items():
        for column in range(3):
            sums[column] += share[column] * times[position]
    return measures(*sums) if any(sums) else None


def measures(right: float, wrong: float, missed: float) -> tuple[float, float, float]:
    """Precision, recall, F1; 0 where there is nothing to divide by.

    >>> measures(1, 1, 0)
    (0.5, 1.0, 0.6666666666666666)
    """
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _interval(values: Sequence[float]) -> Interval:
    """What lies between the lowest and the highest 2.5 %."""
    if not values:
        return 0.0, 0.0
    ordered = sorted(values)
    cut = int(len(ordered) * 0.025)
    return ordered[cut], ordered[len(ordered) - 1 - cut]


def as_json(scores: Mapping[tuple[str, str], Score]) -> dict[str, dict[str, object]]:
    """Scores for programs: 'relations/holdsPost' and so on."""
    return {f"{group}/{kind}": _row(value) for (group, kind), value in scores.items()}


def _row(value: Score) -> dict[str, object]:
    counts: dict[str, object] = {"right": value.right, "wrong": value.wrong, "missed": value.missed}
    named = (
        ("precision", value.precision, value.precision_interval),
        ("recall", value.recall, value.recall_interval),
        ("f1", value.f1, value.f1_interval),
    )
    pairs = chain.from_iterable(
        ((name, round(point, 4)), (f"{name}_interval", [round(end, 4) for end in interval]))
        for name, point, interval in named
    )
    return counts | dict(pairs)

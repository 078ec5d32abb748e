"""Things of a graph and things of the gold -> which is which: exact names first, then likeness for the fuzzy types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from graph.evaluate.annotated import Thing, squeeze

FUZZY: Mapping[str, float] = {"Event": 0.6, "Document": 0.85, "Policy": 0.85}
"""Types whose names are clauses rather than names: how alike two have to be to be one."""
_HELD_MOSTLY, _HELD = 0.86, 0.61
"""Likeness of a name that stands inside another: as 60 % of it or more, and as less."""


@dataclass(frozen=True, slots=True)
class Found:
    """A thing of the graph."""

    id: str
    iri: str
    """Breaks ties, as in any export."""
    type: str
    label: str
    names: frozenset[str]
    """Squeezed; the label, the aliases and the English name."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Which thing of the graph is which thing of the gold."""

    gold: Mapping[str, int]
    """Id -> index of the gold thing."""
    splits: frozenset[str]
    """Ids of things that are a gold thing which another thing already is."""
    taken: frozenset[int]
    """Gold things that were found."""


def match_things(found: Sequence[Found], things: Sequence[Thing]) -> Matching:
    """Match by any shared name within the type; what is left of the fuzzy types by likeness, the most alike first."""
    by_name: dict[tuple[str, str], list[int]] = {}
    for index, thing in enumerate(things):
        for name in sorted(thing.names):
            by_name.setdefault((thing.type, name), []).append(index)
    main = {name for thing in things for name in thing.main}
    gold: dict[str, int] = {}
    splits: set[str] = set()
    taken: set[int] = set()
    for one in sorted(found, key=lambda one: (squeeze(one.label) not in main, one.iri)):
        hits = [index for name in sorted(one.names) for index in by_name.get((one.type, name), ())]
        if hits:
            best = _best(one, hits, things, taken)
            gold[one.id] = best
            if best in taken:
                splits.add(one.id)
            taken.add(best)
    for _, id_, index in _alike([one for one in found if one.id not in gold], things, taken):
        if id_ not in gold and index not in taken:
            gold[id_] = index
            taken.add(index)
    return Matching(gold, frozenset(splits), frozenset(taken))


def _best(one: Found, hits: Sequence[int], things: Sequence[Thing], taken: set[int]) -> int:
    """Of the gold things that share a name: one not yet found, whose main name is the label, that shares most names."""
    label = squeeze(one.label)
    return max(
        hits,
        key=lambda index: (
            index not in taken,
            label in things[index].main,
            label in things[index].names,
            hits.count(index),
        ),
    )


def _alike(rest: Sequence[Found], things: Sequence[Thing], taken: set[int]) -> list[tuple[float, str, int]]:
    """(likeness, id, gold index) of the pairs that are alike enough, the most alike first."""
    pairs = []
    for one in rest:
        least = FUZZY.get(one.type)
        if least is None:
            continue
        for index, thing in enumerate(things):
            if thing.type == one.type and index not in taken:
                likeness = _likeness(one.names, thing.names, least)
                if likeness >= least:
                    pairs.append((likeness, one.iri, one.id, index))
    pairs.sort(key=lambda pair: (-pair[0], pair[1]))
    return [(likeness, id_, index) for likeness, _, id_, index in pairs]


def _likeness(first: frozenset[str], second: set[str], least: float) -> float:
    """How alike the two most alike names are, 0 to 1. Below `least` the figure means nothing: it is not worked out."""
    best = 0.0
    for one in first:
        for other in second:
            short, long = sorted((one, other), key=len)
            if len(short) >= 6 and short in long:
                best = max(best, _HELD_MOSTLY if len(short) >= 0.6 * len(long) else _HELD)
            matcher = SequenceMatcher(None, one, other)
            bound = max(best, least)
            if matcher.real_quick_ratio() >= bound and matcher.quick_ratio() >= bound:
                best = max(best, matcher.ratio())
    return best

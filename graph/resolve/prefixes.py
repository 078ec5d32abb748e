"""Name of a body -> what it is called without the place in front: 天津滨海—中关村科技园 is 滨海—中关村科技园."""

from __future__ import annotations

from functools import lru_cache

from graph.lexicon import Entry, Lexicon
from graph.resolve.names import spelling_key

SHORTEST = 4
"""Characters of a name that says enough without what stands before it."""
_BRANCHES = (
    *("校友会", "商会", "办事处", "分会", "分公司", "分院", "联络处"),
    *("研究院", "分校", "校区", "分中心", "分行", "支行"),
)
"""Heads of names that a place in front makes another body's: 深圳清华大学研究院."""


@lru_cache(2**14)
def names_without_place(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What the spellings share of the name without a place that it begins with; what is left begins with its own."""
    if name.endswith(_BRANCHES):
        return ()
    found = []
    for end in range(2, min(8, len(name) - SHORTEST)):
        place = lexicon.get(name[:end])
        if place is not None and place.type == "Place" and _begins_within(name[end:], place, lexicon):
            found.append(spelling_key(name[end:]))
    return tuple(found)


def _begins_within(name: str, place: Entry, lexicon: Lexicon) -> bool:
    """Whether a name begins with a place that lies in another one, as far as their codes tell."""
    hit = lexicon.longest_front(name)
    if hit is None:
        return _is_own(name)
    inner = hit.entry
    if inner.type != "Place":
        return False
    outer_code, inner_code = (entry.identifier.removeprefix("gb2260:").rstrip("0") for entry in (place, inner))
    return hit.weak or not outer_code or not inner_code or inner_code.startswith(outer_code)


def _is_own(name: str) -> bool:
    """Whether a name of a park is more than a word for parks: joined by a dash, or quoted."""
    return any(mark in name for mark in "—–-－·“")

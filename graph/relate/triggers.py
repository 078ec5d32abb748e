"""Pattern of a rule -> words of which one stands in every text that it matches."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_MOST = 80
"""Words of one pattern."""


def find_triggers(source: str) -> tuple[str, ...]:
    """Words read off a pattern whose slots stand as {name:Kind}; empty where it shows none.

    They are the alternatives of a group that cannot be left out, such as 主办|合办 in (?:主办|合办)(?!方). Where no group
    shows words of two characters, the pattern is parsed, which takes ten times as long.

    >>> find_triggers("{subject:Org}(?:主办|合办)(?!方)"), find_triggers("在{object:Body}设(?:立|置)?主?会场")
    (('主办', '合办'), ('会场',))
    """
    groups = [
        tuple(match.group(1).split("|"))
        for match in re.finditer(r"\((?:\?:|\?P<\w+>)([\u4e00-\u9fff|]+)\)(?![?*]|\{\d)", source)
        if source.count("(", 0, match.start()) - source.count("\\(", 0, match.start())
        == source.count(")", 0, match.start())
    ]
    words = max(groups, key=_worth, default=())
    return words if _worth(words) > 1 else _read_closely(source) or words


def _worth(words: Iterable[str]) -> int:
    """How much words tell: as many characters as the shortest of them."""
    return min(map(len, words), default=0)


def _read_closely(source: str) -> tuple[str, ...]:
    """Words as the parser of regular expressions finds them: inside groups, and where groups follow one another."""
    try:
        parsed = re._parser.parse(re.sub(r"\{(?:\w+:)?[A-Za-z]\w*\+{0,2}\}", ".", source))  # type: ignore[attr-defined]  # no public way
    except (AttributeError, re.error):
        return ()  # another Python than those that are known, or a broken pattern, which is told elsewhere
    words = _needed(parsed)
    return tuple(sorted(words)) if len(words) <= _MOST else ()


def _needed(parsed: Iterable[tuple[Any, Any]]) -> set[str]:
    """The best of what a sequence cannot do without."""
    best: set[str] = set()
    run = {""}
    """What the last items match, word for word."""
    for item in parsed:
        exact = _exact(item)
        if exact and len(run) * len(exact) <= _MOST:
            run = {front + end for front in run for end in exact}
            continue
        best = max(best, run, exact or _inside(item), key=_worth)
        run = {""}
    return max(best, run, key=_worth)


def _exact(item: tuple[Any, Any]) -> set[str]:
    """Everything that an item can match, if it is a few words; else nothing."""
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        return {chr(value)}
    if kind == "SUBPATTERN":
        return _exact_all(value[3])
    if kind == "BRANCH":
        branches = [_exact_all(branch) for branch in value[1]]
        return set().union(*branches) if all(branches) else set()
    if kind == "IN":
        return {chr(one) for _, one in value} if all(str(what) == "LITERAL" for what, _ in value) else set()
    return set()


def _exact_all(parsed: Iterable[tuple[Any, Any]]) -> set[str]:
    run = {""}
    for item in parsed:
        run = {front + end for front in run for end in _exact(item)}
        if not run or len(run) > _MOST:
            return set()
    return run - {""}


def _inside(item: tuple[Any, Any]) -> set[str]:
    """What an item cannot do without that may match much else."""
    kind, value = str(item[0]), item[1]
    if kind == "SUBPATTERN":
        return _needed(value[3])
    if kind == "BRANCH":
        branches = [_needed(branch) for branch in value[1]]
        return set().union(*branches) if all(map(_worth, branches)) else set()
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[0]:
        return _needed(value[2])
    return set()

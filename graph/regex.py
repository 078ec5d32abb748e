"""Regular expressions that are compiled when they are first used: one article needs half of those that there are.

One is found several times as fast where it, or each of its alternatives, begins with a character, or it begins with a
set of them: what stands before is then told behind the first character, 由(?<!自由) for (?<!自)由.

What they are compiled to can be kept for another process of the same Python, to which compiling all that an article
needs would be more work than reading the article.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Any, cast

Codes = Mapping[str, Any]
"""What patterns are compiled to, by their flags and sources; plain values."""

SAME_CODES = f"{sys.version} {sys.byteorder} {sys.maxsize}"
"""Pythons that say the same of themselves compile patterns to the same codes."""
_USES = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "pattern")


class _Late:
    """Stands for a pattern, and is as fast from its second use on."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = compile_known(self._source, self._flags)
        self.__dict__.update((use, getattr(compiled, use)) for use in _USES)
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, to be used as re.compile's.

    >>> regex("[甲乙]方").findall("甲方与乙方")
    ['甲方', '乙方']
    """
    return cast("re.Pattern[str]", _Late(source, flags))


_codes: dict[str, Any] = {}
"""What this process has compiled, or was told."""


def compile_known(source: str, flags: int = 0) -> re.Pattern[str]:
    """What re.compile gives, from codes where they are known. Raises re.error as it does."""
    key = f"{int(flags)} {source}"
    try:
        code = _codes.get(key) or _code(source, flags)
        pattern: re.Pattern[str] = re._compiler._sre.compile(source, *code)  # type: ignore[attr-defined]  # no public way
    except (AttributeError, TypeError, ValueError, RuntimeError):  # another Python than those that are known
        return re.compile(source, flags)
    _codes[key] = code
    return pattern


def _code(source: str, flags: int) -> tuple[int, list[int], int, dict[str, int], tuple[str | None, ...]]:
    """What re.compile hands over to the engine behind the source, the same in Python 3.11 to 3.13."""
    parser, compiler = re._parser, re._compiler  # type: ignore[attr-defined]  # no public way
    parsed = parser.parse(source, flags)
    state, names = parsed.state, [None] * parsed.state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    return (
        int(flags | state.flags),
        list(map(int, compiler._code(parsed, flags))),
        state.groups - 1,
        state.groupdict,
        tuple(names),
    )


def recall(codes: Codes) -> None:
    """Compile none of these patterns. The codes are of a Python that says SAME_CODES."""
    _codes.update({key: (*code[:-1], tuple(code[-1])) for key, code in codes.items()})


def all_codes() -> Codes:
    """Of every pattern that was used in this process, and those that it was told."""
    return _codes

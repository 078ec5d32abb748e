"""Regular expressions that are compiled when they are first used: one article needs half of those that there are.

One is found several times as fast where the engine knows with which characters it can begin. The compiler of Python
works these out for few patterns; here it is told them for the others, but for those that can begin with nearly any.

What they are compiled to is kept for another process (graph/prepared.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from msgspec import msgpack

from graph.prepared import known, prepare

_Code = tuple[int, list[int], int, dict[str, int], tuple[str | None, ...]]
"""What re.compile hands over to the engine behind the source: flags, codes, groups, their names, names in order."""
_CODES = msgpack.Decoder(_Code)


class _Late:
    """Stands for a pattern, and is as fast from its second use on."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """What is not there yet: the pattern itself, at its first use, and each way to use it."""
        found = compile_known(self.pattern, self._flags) if name == "_compiled" else getattr(self._compiled, name)
        self.__dict__[name] = found
        return found


@cache
def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, to be used as re.compile's; each is made once, so that a function may ask for it again and again.

    >>> regex("[甲乙]方").findall("甲方与乙方")
    ['甲方', '乙方']
    """
    return cast("re.Pattern[str]", _Late(source, flags))


def compile_known(source: str, flags: int = 0) -> re.Pattern[str]:
    """What re.compile gives, from codes where they are known. Raises re.error as it does."""
    key = f"{int(flags)} {source}"
    try:
        kept = known(key)
        code = _CODES.decode(kept) if kept else _code(source, flags)
        pattern: re.Pattern[str] = re._compiler._sre.compile(source, *code)  # type: ignore[attr-defined]  # no public way
    except (AttributeError, TypeError, ValueError, RuntimeError):  # another Python than those that are known
        return re.compile(source, flags)
    if not kept:
        prepare(key, code)
    return pattern


def _code(source: str, flags: int) -> _Code:
    """The same in Python 3.11 to 3.13."""
    parser, compiler = re._parser, re._compiler  # type: ignore[attr-defined]  # no public way
    parsed = parser.parse(source, flags)
    state, names = parsed.state, [None] * parsed.state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    code = list(map(int, compiler._code(parsed, flags)))
    return (
        int(flags | state.flags),
        code if (flags | state.flags) & re.IGNORECASE else _with_first_characters(code, parsed),
        state.groups - 1,
        state.groupdict,
        tuple(names),
    )


def _with_first_characters(codes: list[int], parsed: Iterable[tuple[Any, Any]]) -> list[int]:
    """The codes with the characters that a match can begin with, where these can be told and no such help is there yet.

    Codes start with a block of information: INFO, its length, what help it has, least and greatest length of a match.
    """
    compiler = re._compiler  # type: ignore[attr-defined]  # no public way
    first, can_be_empty = _first_characters(parsed) or ([], True)
    if codes[0] != int(compiler.INFO) or codes[2] or can_be_empty:
        return codes
    characters: list[int] = []
    compiler._compile_charset(compiler._optimize_charset(first)[0], 0, characters)
    block = [codes[1] + len(characters), int(compiler.SRE_INFO_CHARSET), *codes[3:5], *map(int, characters)]
    return [codes[0], *block, *codes[5:]]


def _first_characters(parsed: Iterable[tuple[Any, Any]]) -> tuple[list[tuple[Any, Any]], bool] | None:
    """Items of a set of the characters that a sequence can begin with, and whether it can be empty; None where these
    cannot be told."""
    found: list[tuple[Any, Any]] = []
    for kind, value in parsed:
        match str(kind):
            case "AT" | "ASSERT" | "ASSERT_NOT":
                continue
            case "LITERAL":
                return [*found, (kind, value)], False
            case "IN" if str(value[0][0]) != "NEGATE":
                return [*found, *value], False
            case "SUBPATTERN" if not value[1] and not value[2]:  # no flags of its own
                parts, optional = [value[3]], False
            case "BRANCH":
                parts, optional = value[1], False
            case "MAX_REPEAT" | "MIN_REPEAT":
                parts, optional = [value[2]], not value[0]
            case _:
                return None
        for part in parts:
            first = _first_characters(part)
            if first is None:
                return None
            found += first[0]
            optional = optional or first[1]
        if not optional:
            return found, False
    return found, True

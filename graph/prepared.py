"""What is made of the program and its own tables alone -> kept for another process, which need not make it again.

That is codes of patterns, tables that are read and checked: to make all that an article needs is more work than to
read the article. Who keeps it sees to it that it is of the same program and the same Python (SAME_PYTHON).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from msgspec import msgpack

Packed = bytes | memoryview
"""A value as msgpack has it."""
Prepared = Mapping[str, Packed]
"""By name: who reads them all need not look into any."""

SAME_PYTHON = f"{sys.version} {sys.byteorder} {sys.maxsize}"
"""Pythons that say the same of themselves compile patterns to the same codes."""

_ALL = msgpack.Decoder(dict[str, memoryview])
_Value = TypeVar("_Value")
_prepared: dict[str, Packed] = {}
"""What this process has made, or was told."""


def prepared(kind: Any) -> Callable[[Callable[..., _Value]], Callable[..., _Value]]:
    """Have a function called once, and not at all where its value is known from another process.

    kind: what it gives, as msgspec reads it. The function may take the name of a table.

    >>> @prepared(tuple[str, ...])
    ... def vowels() -> tuple[str, ...]:
    ...     return tuple("aeiou")
    >>> vowels()
    ('a', 'e', 'i', 'o', 'u')
    """

    def decorated(make: Callable[..., _Value]) -> Callable[..., _Value]:
        def known_or_made(*table: str) -> _Value:
            name = " ".join((f"{make.__module__}.{make.__name__}", *table))
            kept = known(name)
            if kept is not None:
                value: _Value = msgpack.decode(kept, type=kind)
                return value
            value = make(*table)
            prepare(name, value)
            return value

        return cache(known_or_made)

    return decorated


def known(name: str) -> Packed | None:
    """What was prepared by that name; None for nothing."""
    return _prepared.get(name)


def prepare(name: str, value: object) -> None:
    """Keep it for the next process."""
    _prepared[name] = msgpack.encode(value)


def recall(values: Prepared) -> None:
    """Make none of these again."""
    _prepared.update(values)


def all_prepared() -> Prepared:
    """What this process made, and what it was told."""
    return _prepared


def pack() -> bytes:
    """All that this process has prepared, for another one to unpack."""
    return msgpack.encode(_prepared)


def unpack(packed: bytes) -> Prepared:
    """What another process has prepared."""
    return _ALL.decode(packed)

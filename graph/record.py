"""Record: the base of small values of which a text makes thousands, such as mentions, words, spans."""

from __future__ import annotations

from typing import dataclass_transform

from msgspec import Struct


@dataclass_transform(frozen_default=True)
class Record(Struct, frozen=True, gc=False, array_like=True):
    """Like a frozen dataclass with slots, but made, compared and hashed by compiled code, four to ten times as fast.

    A cache keeps it as the array of its fields. A record may hold others, but never one that leads back to itself: the
    garbage collector does not look into it.

    >>> class Span(Record):
    ...     start: int
    ...     end: int
    >>> Span(3, 5), Span(3, 5) == Span(3, 5), len({Span(3, 5), Span(3, 5)})
    (Span(start=3, end=5), True, 1)
    """

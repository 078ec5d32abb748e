"""Record: the base of values that do not change, such as mentions, words, spans, documents."""

from __future__ import annotations

from typing import dataclass_transform

from msgspec import Struct, field


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Record(Struct, frozen=True, gc=False, array_like=True):
    """Like a frozen dataclass with slots, but made, compared and hashed by compiled code, four to ten times as fast.

    The class itself is made in a twentieth of the time, which a program of many classes feels at its start.

    A cache keeps it as the array of its fields. A record may hold others, but never one that leads back to itself: the
    garbage collector does not look into it. Modules of records that a cache keeps evaluate their annotations, without
    `from __future__ import annotations`: else each process compiles them again to learn how a record is kept.

    >>> class Span(Record):
    ...     start: int
    ...     end: int
    >>> Span(3, 5), Span(3, 5) == Span(3, 5), len({Span(3, 5), Span(3, 5)})
    (Span(start=3, end=5), True, 1)
    """

"""A post as the words of one sentence give it."""

from __future__ import annotations

from graph.record import Record
from graph.relate.masked import K, O

HOLDERS = O + K
"""Signs of what a post can be at."""


class Post(Record):
    """A post that words before or behind a name give."""

    person: int
    body: int
    title: str
    former: bool
    start: int
    end: int
    """Span in the document, from the body to the name."""
    rule: str
    confidence: float

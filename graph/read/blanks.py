"""A line -> the same with ordinary blanks."""

from __future__ import annotations

from graph.read.traced import Traced, inserted, join
from graph.regex import regex

BLANKS = regex(r"[ \t\u00a0\u3000\u2000-\u200a\u202f]+")
INVISIBLE = regex(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def clean_blanks(line: Traced) -> Traced:
    """Every run of blanks as one ordinary blank, invisible characters gone, nothing at the ends."""
    line = line.without(INVISIBLE) if INVISIBLE.search(line.text) else line
    pieces, at = [], 0
    for match in BLANKS.finditer(line.text):
        if match.group() == " ":
            continue
        first_blank = match.group().find(" ")
        kept = (
            inserted(" ") if first_blank < 0 else line.cut(match.start() + first_blank, match.start() + first_blank + 1)
        )
        pieces += [line.cut(at, match.start()), kept]
        at = match.end()
    return (join([*pieces, line.cut(at, len(line))]) if pieces else line).strip()

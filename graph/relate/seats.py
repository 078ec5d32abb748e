"""Posts -> the bodies that have them: a 院长 heads a school, an institute or a hospital, and no company."""

from __future__ import annotations

from functools import cache

from graph.corefer import Entities
from graph.lexicon import lexicon_folder, read_lines
from graph.regex import regex

GOVERNMENTS = {"省长": "省", "市长": "市", "县长": "县", "区长": "区", "州长": "州", "镇长": "镇"}
"""Heads of governments, and the level that each heads."""


@cache
def _seats() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(last word of a post, last words of the bodies), the longest post first."""
    rows = (line.split("\t") for _, line in read_lines(lexicon_folder() / "seats.tsv"))
    seats = [(post, tuple(bodies.split())) for post, bodies in rows]
    return tuple(sorted(seats, key=lambda seat: -len(seat[0])))


def has_seat(title: str) -> bool:
    """Whether a post is one that only bodies of some kinds have."""
    return any(title.endswith(post) for post, _ in _seats())


def seats(title: str, body: str, kind: str) -> bool:
    """Whether a body of that name and kind can have the post; any body where the post does not tell."""
    for post, bodies in _seats():
        if title.endswith(post):
            if body.endswith("科学院") and post != "院长":
                return body.endswith(tuple(end for end in bodies if end != "学院"))
            return body.endswith(bodies) or (kind == "Company" and "公司" in bodies)
    return True


def body_before(entities: Entities, offset: int, title: str, *, within: int, nearest: bool = False) -> int:
    """The one body named in the `within` characters before an offset that can have the post; -1 for none or several.

    Where several can, the nearest one if that is asked for.
    """
    found: set[int] = set()
    for mention in entities.reading.mentions_in(max(0, offset - within), offset):
        index = entities.of_mention.get(mention.start, -1)
        if index >= 0 and mention.type in ("Organization", "Park"):
            draft = entities.drafts[index]
            if seats(title, draft.name, draft.kind):
                found.add(index)
                last = index
    if nearest and found:
        return last
    return found.pop() if len(found) == 1 else -1


def government(entities: Entities, body: int, place: int, level: str) -> int:
    """The government that a 市长 or 省长 heads: of the place or body named right before, else one that the document names."""
    where = ""
    if place >= 0:
        where = entities.drafts[place].name
    elif body >= 0:
        found = regex(rf"(?:中共)?(.+?{level})").match(entities.drafts[body].name)
        where = found.group(1) if found else ""
    if where.endswith(level):
        return entities.add("Organization", "GovernmentBody", where + "人民政府")
    named = [
        index
        for index, draft in enumerate(entities.drafts)
        if draft.type == "Organization"
        and draft.mentions
        and regex(rf"[^省市县区]{{2,6}}{level}(?:人民)?政府").fullmatch(draft.name)
    ]
    return named[0] if len(named) == 1 else -1

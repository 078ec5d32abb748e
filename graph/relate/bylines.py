"""Reading -> authors: bylines (记者 甲 通讯员 乙), names alone in brackets at the end, author lines and notes."""

from __future__ import annotations

from collections.abc import Iterator

from graph.corefer import Entities
from graph.find.titles import is_former, strip_former
from graph.regex import regex
from graph.relate.masked import D, L, Masked, O, P, T
from graph.relate.post import Post
from graph.relate.rules import Candidate

WRITERS = regex(r"记者|通讯员|作者|撰稿|撰文|文字|文|供稿|实习生|评论员|采写|编写")
BYLINES = regex(
    r"（(?:本文|原载|载于|刊发|首发)|\((?:本文|原载|载于|刊发|首发)|记者|通讯员|作者|撰|供稿|实习生|评论员|采写|编写|讯|摄|文[/／|:： ]|图[/／文:：]|）\s*$|\)\s*$"
)
"""A sentence without one of these holds no byline."""
_DATELINE = regex(
    rf"(?:本报讯|{O}?讯|本报[^，。]{{0,6}}讯|(?:{O}|[^，。]{{2,6}}){L}?[^，。]{{0,10}}日电)\s*[（(]?(?P<names>{P}(?:[ 　、]{T}?{P})*)[）)]?\s?"
)
"""本报讯 甲 乙, and 某社某地某日电（甲、实习生乙）."""
_PHOTOGRAPHED = regex(r"(?:[ 　、]\ue001)*[ 　]*摄(?![影像])")
_RUN = regex(
    rf"(?:{T}|[：:/|／]|文)(?:[{P}{O}{L} 　、]|[\u4e00-\u9fff]{{0,8}}?(?:台|报|社|网|处|部|院|中心|系|办)(?=[ 　]))*$"
)
_ALONE = regex(rf"[（(](?P<names>{P}(?:[ 　、]{P})*)[）)]\s*$")
"""Names alone in brackets, at the end of the article."""
_NOTE = regex(r"[（(]\s*(?:本文)?(?:第一)?作者(?:单位|简介)?(?:[：:]|分别[为系是]|均?[为系是]|单位[：:为])")


_SUPPLIED = regex(
    rf"[（(](?:{O}(?:[、 　和]{O})*)(?:供稿|撰稿)[）)]\s*$|(?:^|[（(])(?:文|图文|文图|撰文|供稿)(?:单位)?[/／|：:]\s?{O}(?=[ 　]*(?:[图摄编责校审）)]|$))"
)
"""The body that wrote the article, in brackets at its end or behind 文/."""
_PRINTED = regex(
    rf"[（(](?:本文|原文|此文|该文)?(?:原题[^（）()]{{0,24}}，)?(?:刊发|刊载|刊登|发表|首发|原载|载)[于在：:]?(?:{T}|《)?(?:{O})"
)
"""The paper or site that the article was first printed in, in brackets."""


def find_bylines(masked: Masked, entities: Entities) -> Iterator[Candidate | Post]:
    """authored candidates and reporters' posts of one sentence."""
    text = masked.text
    yield from _find_bodies(masked)
    role = ""
    medium = -1
    medium_at = 0
    for at, sign in enumerate(text):
        if sign == O and entities.drafts[masked.slots.entity_at(at)].kind == "MediaOrganization":
            medium, medium_at = masked.slots.entity_at(at), at
        elif sign == L and text[at + 1 : at + 2] in "台报":
            medium = -1
        elif sign == T:
            role = masked.original(at, at + 1, entities.text)
        elif text.startswith(
            (
                "作者：",
                "作者:",
                "作者 ",
                "文/",
                "文／",
                "文|",
                "图/",
                "图文",
                "文 ",
                "撰文",
                "供稿",
                "采写",
                "文：",
                "图：",
                "摄/",
            ),
            at,
        ):
            role = "图" if sign in "图摄" and not text.startswith("图文", at) else "文"
        elif sign == P:
            person = masked.slots.entity_at(at)
            before = text[at - 1] if at else ""
            if before == T or (role and before in f"{P} 　、：/|" and _same_run(text, at)):
                if WRITERS.search(role) and not _PHOTOGRAPHED.match(text, at + 1):
                    start = masked.slots.start_at(max(0, at - 2)) if before != P else masked.slots.start_at(at)
                    if _is_byline(text, at, entities, masked):
                        work = _work_before(masked, at)
                        yield Candidate(
                            person,
                            "authored",
                            work,
                            start,
                            masked.slots.end_at(at),
                            "byline",
                            0.92,
                            {"bylineRole": role},
                        )
                        if medium >= 0 and "记者" in role and at - medium_at <= 24:
                            yield Post(
                                person,
                                medium,
                                role,
                                False,
                                masked.slots.start_at(medium_at),
                                masked.slots.end_at(at),
                                "reporter-of-medium",
                                0.9,
                            )
            elif role and before == "文":
                yield Candidate(
                    person,
                    "authored",
                    0,
                    masked.slots.start_at(at - 1),
                    masked.slots.end_at(at),
                    "byline",
                    0.85,
                    {"bylineRole": "文"},
                )
        elif sign in "。；":
            role = ""
    alone = _ALONE.search(text)
    if alone and len(masked.text) - alone.start() < 14 and masked.sentence.end >= len(entities.text) * 0.3:
        for _, person in masked.entities(*alone.span("names"), P):
            yield Candidate(
                person,
                "authored",
                0,
                masked.slots.start_at(alone.start()),
                masked.slots.end_at(alone.end() - 1),
                "name-in-brackets",
                0.85,
                {},
            )
    lead = _DATELINE.match(text)
    if lead:
        for at, person in masked.entities(*lead.span("names"), P):
            yield Candidate(
                person,
                "authored",
                0,
                masked.slots.start_at(at),
                masked.slots.end_at(at),
                "name-after-dateline",
                0.85,
                {},
            )


def _find_bodies(masked: Masked) -> Iterator[Candidate]:
    """The bodies that wrote the article or printed it first, as a bracket says."""
    text = masked.text
    for pattern, relation in ((_SUPPLIED, "authored"), (_PRINTED, "published")) if O in text else ():
        match = pattern.search(text)
        for _, body in masked.entities(*match.span(), O) if match else ():
            start, end = masked.span(*match.span()) if match else (0, 0)
            yield Candidate(body, relation, 0, start, end, "body-in-brackets", 0.85, {})


def _work_before(masked: Masked, at: int) -> int:
    """The work whose title stands right before the bracket that a name is in (《某书》（作者：甲）); else the document."""
    opened = max(masked.text.rfind("（", 0, at), masked.text.rfind("(", 0, at))
    if opened > 0 and masked.text[opened - 1] == D:
        return masked.slots.entity_at(opened - 1)
    return 0


def _same_run(text: str, at: int) -> bool:
    """Whether only names and where they work stand between a role and a name (记者 甲 天津台 乙; 文：国际合作处 丙)."""
    return _RUN.search(text, max(0, at - 40), at) is not None


def _is_byline(text: str, at: int, entities: Entities, masked: Masked) -> bool:
    """Whether a reporter is named as author here and not as a person of the story."""
    before = text[max(0, at - 30) : at]
    opened = max(before.rfind("（"), before.rfind("("))
    if opened >= 0 and "）" not in before[opened:] and ")" not in before[opened:]:
        return True
    if len(text) <= 40 and not regex(r"[，。]").search(text[:at]):
        return True
    first = masked.slots.start_at(at)
    return first < len(entities.reading.document.title) + 90 and not regex(r"[，。]").search(text[:at])


def find_author_note(masked: Masked, entities: Entities, authors: list[int]) -> Iterator[Post]:
    """Posts that a note gives to the authors in their order: （作者分别为甲大学教授、院长，乙大学博士生）."""
    text = masked.text
    note = _NOTE.search(text) if authors else None
    if note is None:
        return
    each = "分别" in text[note.start() : note.end() + 2] and not regex(r"[，,；;]").search(text[note.end() :])
    groups: list[list[tuple[int, str, int, int]]] = []
    body = -1
    body_at = note.end()
    fresh = True
    for at in range(note.end(), len(text)):
        sign = text[at]
        if sign in "\ue002\ue003":
            body, body_at = masked.slots.entity_at(at), at
            if fresh or (each and groups[-1] and len(groups) < len(authors)):
                groups.append([])
            fresh = False
        elif sign == T:
            if not groups:
                groups.append([])
            if body >= 0:
                groups[-1].append((body, masked.original(at, at + 1, entities.text), body_at, at))
        elif sign in "，,；;":
            fresh = True
        elif sign in "）)":
            break
    filled = [group for group in groups if group]
    if len(authors) == 1:
        filled = [[post for group in filled for post in group]]
    for person, group in zip(authors, filled, strict=False):
        for holder, title, first, last in group:
            yield Post(
                person,
                holder,
                strip_former(title),
                is_former(title),
                masked.slots.start_at(first),
                masked.slots.end_at(last),
                "author-note",
                0.9,
            )

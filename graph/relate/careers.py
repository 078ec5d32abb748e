"""Masked sentence -> posts that verbs give: 曾任, 聘请…为, 由…担任."""

from __future__ import annotations

from collections.abc import Iterator

from graph.corefer import Entities
from graph.find.titles import is_former, strip_former
from graph.lexicon import word_set
from graph.regex import regex
from graph.relate.masked import L, Masked, P, T
from graph.relate.post import HOLDERS, Post
from graph.relate.seats import GOVERNMENTS, body_before, government, has_seat, seats
from graph.relate.slots import PEOPLE

_FORMER_VERBS = (
    "曾任", "历任", "曾担任", "先后担任", "先后任", "先后在", "不再担任", "卸任", "此前担任", "此前任", "当过", "担任过", "曾是", "曾兼任", "曾受聘为", "此前是", "辞去", "卸去", "之前是", "曾经是",
)  # fmt: skip
_ENDS = regex("[。；]")
_POST = rf"[{HOLDERS}][^，。；、{P}{T}{HOLDERS}]{{0,16}}{T}"
_CAREER = regex(
    rf"(?P<verb>{'|'.join(sorted(_FORMER_VERBS, key=len, reverse=True))}|如今是|现在是|目前是|现为|现系|受聘担任|受聘为|受聘|获聘为|获聘|被聘为|被任命为|"
    r"被推举为|被推选为|连任|担任|出任|兼任|现任|任职(?=于)|任|当选为|当选|转任|调任|升任|履新)"
)
_APPOINTED = regex(
    rf"(?:聘请|聘任|任命|决定任命|选举|推选|推举)(?P<who>{PEOPLE})(?:先生|女士|同志)?(?:担任|出任|为|任)"
)
_CONFERRED = regex(
    rf"[向为给](?P<who>[^。；，]{{0,60}}{P})(?:[^。；，{P}]{{0,6}})(?:颁发|颁授|送上|发放|递交|颁赠)(?:了)?(?P<body>[{HOLDERS}])?(?P<title>{T})(?:的)?聘(?:书|任证书|任书)"
)
_FILLED_BY = regex(
    rf"(?P<title>{T})(?:则|也|均|一职)?由(?:[^，。；]{{0,40}}?)(?P<who>{PEOPLE})(?:{T})?(?:同志)?(?:分别|共同)?(?:兼任|担任|出任|代理|兼)"
    rf"|(?P<first>{T})(?:为|是|系)(?:[^，。；、{P}]{{0,30}}?)(?P<whom>{P})(?=[，。；、]|$)"
)
_FILLS = ("由", f"{T}为", f"{T}是", f"{T}系")
"""One of these stands in every match of _FILLED_BY."""
_FILLED_TOO = regex(
    rf"[，；、](?:[^，。；]{{0,24}}?)(?P<who>{PEOPLE})(?:同志)?(?:兼任|担任|出任|任|为)(?P<title>{T})(?=[，。；、]|$)"
)
"""Who fills another post of the same body, behind the first: …，某市副市长李四任副组长."""
_NEAR = 160
"""How many characters before a person the body may be named that 当选会长 is about."""
_CONTINUED = regex(r"\s*(?:现任|现为|现兼任|兼任|曾任|曾兼任|曾担任|历任|先后任|先后担任|担任)")
"""How a sentence of somebody's life starts that leaves the name out."""
_LIFE = regex(
    rf"(?:^|[：\n])[ \u3000]*(?P<who>{P})(?:[（(][^（）()]{{1,14}}[）)])?，(?:[^，。；{P}{T}{HOLDERS}]{{1,12}}{T}?，){{0,6}}(?P<posts>{_POST}(?:[、，]{_POST}|、{T})*)(?=[，。；]|$)"
)
"""How somebody's life starts: 张三，男，汉族，甲大学教授、乙学会理事."""
_PRONOUN = regex(r"[他她其](?<![^。；，“].)(?=[^，。；]{0,6}(?:受聘|担任|曾|任|当过|现任|兼任|出任|当选|历任))")


def find_careers(masked: Masked, entities: Entities, last: int) -> Iterator[Post]:
    """Posts of the persons of one sentence, and of the person named last before it (-1 for nobody).

    That one is meant by 他 and 她, and where a sentence starts with 现任 or 曾任.
    """
    text = masked.text
    first = text.find(P)
    if last >= 0 and _CONTINUED.match(text):
        yield from _read_career(masked, entities, -1, last)
    if last >= 0:
        pronoun = _PRONOUN.search(text, 0, first if first >= 0 else len(text))
        if pronoun is not None:
            yield from _read_career(masked, entities, pronoun.end() - 1, last)
    for at, person in masked.entities(0, len(text), P):
        yield from _read_career(masked, entities, at, person)


def _read_career(masked: Masked, entities: Entities, at: int, person: int) -> Iterator[Post]:
    """Posts that verbs behind a name give, one after another: 张三，曾任甲大学副院长、乙局副局长，2021年起担任丙县委书记."""
    text = masked.text
    stop = text.find(P, at + 1)
    limit = stop if stop >= 0 else len(text)
    for match in _CAREER.finditer(text, at + 1, limit):
        if _ENDS.search(text, at + 1, match.start()) or text.endswith(("由", T), 0, match.start()):
            return
        former = match.group("verb") in _FORMER_VERBS
        body = place = -1
        body_at = at
        confidence = 0.84
        for k in range(match.end(), limit):
            sign = text[k]
            if sign in HOLDERS:
                body, body_at = masked.slots.entity_at(k), k
            elif sign == L and body < 0:
                place, body_at = masked.slots.entity_at(k), k
            elif sign == T:
                title = masked.original(k, k + 1, entities.text)
                if place >= 0 and body < 0:
                    body = _governed(entities, place, title)
                elif body < 0 and has_seat(title) and k == match.end():
                    body, body_at = body_before(entities, masked.slots.start_at(max(at, 0)), title, within=_NEAR), k
                    confidence = 0.78
                if body >= 0:
                    yield Post(person, body, strip_former(title), former or is_former(title),
                               masked.slots.start_at(body_at), masked.slots.end_at(k), "career", confidence)  # fmt: skip
            elif sign in "，。；：" or (body < 0 and k - match.end() > 8):
                break


def _governed(entities: Entities, place: int, title: str) -> int:
    """The government of a place whose head the title is; -1 for any other title."""
    for ending, level in GOVERNMENTS.items():
        if strip_former(title).endswith(ending):
            return government(entities, -1, place, level)
    return -1


def find_appointments(masked: Masked, entities: Entities) -> Iterator[Post]:
    """Posts that several are given at once: 聘请甲教授、乙教授为研究院客座教授兼中心顾问."""
    text = masked.text
    for match in _APPOINTED.finditer(text):
        persons = [entity for _, entity in masked.entities(*match.span("who"), P)]
        body = -1
        body_at = match.end()
        for k in range(match.end(), len(text)):
            sign = text[k]
            if sign in HOLDERS:
                body, body_at = masked.slots.entity_at(k), k
            elif sign == T and body >= 0:
                title = masked.original(k, k + 1, entities.text)
                for person in persons:
                    yield Post(person, body, strip_former(title), False,
                               masked.slots.start_at(body_at), masked.slots.end_at(k), "appointed-together", 0.85)  # fmt: skip
            elif sign in "，。；：" or sign == P or (body < 0 and k - match.end() > 8):
                break


def find_lives(masked: Masked, entities: Entities) -> Iterator[Post]:
    """Posts that a life starts with, behind the name."""
    text = masked.text
    starts = text.lstrip(" \u3000").startswith(P) or "：" in text or "\n" in text
    match = _LIFE.search(text) if starts and "，" in text else None
    if match is None:
        return
    person, body, body_at = masked.slots.entity_at(match.start("who")), -1, -1
    for k in range(*match.span("posts")):
        if text[k] in HOLDERS:
            body, body_at = masked.slots.entity_at(k), k
        elif text[k] == T and body >= 0 and person >= 0:
            title = masked.original(k, k + 1, entities.text)
            if title not in word_set("no-body") or entities.drafts[body].kind == "University":
                yield Post(person, body, strip_former(title), is_former(title),
                           masked.slots.start_at(body_at), masked.slots.end_at(k), "life", 0.85)  # fmt: skip


def find_conferred(masked: Masked, entities: Entities) -> Iterator[Post]:
    """Posts that letters of appointment give: 学校向张三、李四颁发兼职教授聘书."""
    text = masked.text
    for match in _CONFERRED.finditer(text) if "聘" in text else ():
        body = masked.slots.entity_at(match.start("body")) if match.group("body") else -1
        if body < 0 and entities.campus:
            body = entities.add("Organization", "University", entities.publisher)
        if body < 0:
            return
        at = match.start("title")
        title = masked.original(at, at + 1, entities.text)
        for _, person in masked.entities(*match.span("who"), P):
            yield Post(person, body, title, False, masked.slots.start_at(match.start()),
                       masked.slots.end_at(match.end() - 1), "letter-of-appointment", 0.82)  # fmt: skip


def find_filled(masked: Masked, entities: Entities) -> Iterator[Post]:
    """Posts that a person fills, at the body named before: 联合体揭牌，首任理事长由某某担任."""
    text = masked.text
    for match in _FILLED_BY.finditer(text) if any(word in text for word in _FILLS) else ():
        post, who = ("title", "who") if match.group("title") else ("first", "whom")
        title = masked.original(*match.span(post), entities.text)
        if post == "first" and not has_seat(title):
            continue
        body, start = -1, masked.slots.start_at(match.start(post))
        for k in range(match.start() - 1, -1, -1):
            if text[k] in HOLDERS and masked.slots.entity_at(k) >= 0:
                draft = entities.drafts[masked.slots.entity_at(k)]
                if seats(title, draft.name, draft.kind):
                    body, start = masked.slots.entity_at(k), masked.slots.start_at(k)
                    break
        if body < 0:
            body = body_before(entities, masked.sentence.start, title, within=120)
        if body >= 0:
            for place, person in masked.entities(*match.span(who), P):
                yield Post(person, body, strip_former(title), False, start, masked.slots.end_at(place),
                           "post-filled-by", 0.82)  # fmt: skip
            for too in _FILLED_TOO.finditer(text, match.end()):
                title = masked.original(*too.span("title"), entities.text)
                for _, person in masked.entities(*too.span("who"), P):
                    yield Post(person, body, strip_former(title), False, start, masked.slots.end_at(too.start("title")),
                               "post-filled-too", 0.8)  # fmt: skip

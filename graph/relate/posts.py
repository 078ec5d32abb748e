"""Masked sentence -> who holds which post at which body.

Reads the titles and bodies before a name (A大学党委书记、B委员会主任张三) and the title behind it (A大学张三教授).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.corefer import Entities
from graph.find.titles import is_former, strip_former
from graph.lexicon import word_set
from graph.relate.masked import Masked, P, T
from graph.relate.rules import PEOPLE

_DEPARTMENT = re.compile(r"政法委|纪委|组织部|宣传部|统战部|办公厅|秘书处|团工委|教育工委")
_SAME_MEETING = re.compile(r"主持[^，。\ue001-\ue005]{0,10}，")
_CAREER = re.compile(
    r"(?P<verb>曾任|历任|曾担任|先后担任|先后任|先后在|不再担任|卸任|此前担任|此前任|担任|出任|兼任|现任|任|当选为|当选|转任|调任)"
)
_APPOINTED = re.compile(
    rf"(?:聘请|聘任|任命|决定任命|选举|推选|推举)(?P<who>{PEOPLE})(?:先生|女士|同志)?(?:担任|出任|为|任)"
)
_FORMER_VERBS = ("曾任", "历任", "曾担任", "先后担任", "先后任", "先后在", "不再担任", "卸任", "此前担任", "此前任")
_CARRIED = re.compile(r"副|常务|党委|党组|执行|总工程师|总经理|总裁|秘书长|院长助理")
_CAMPUS_POST = re.compile(r"(?:校)?(?:党委)?(?:常务)?(?:副书记|书记|常委|委员|副校长|校长|校长助理|纪委书记|总会计师)")
_HOLDERS = "\ue002\ue003"
_GOVERNMENT = {"省长": "省", "市长": "市", "县长": "县", "区长": "区", "州长": "州", "镇长": "镇"}


@dataclass(frozen=True, slots=True)
class Post:
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


def find_posts(masked: Masked, entities: Entities) -> Iterator[Post]:
    """Posts in text order; several titles of one person at one body are separate here."""
    text = masked.text
    carry, carry_end = -1, -1
    shared: tuple[int, list[Post]] | None = None
    for at, sign in enumerate(text):
        if sign != P or masked.slots[at].entity < 0:
            continue
        before = list(_before(masked, at))
        between = text[carry_end : before[0][1] if before else at]
        carried = (
            carry
            if carry_end >= 0 and (re.fullmatch(r"[、，\ue008]{1,3}", between) or _SAME_MEETING.fullmatch(between))
            else -1
        )
        own = list(_read_before(masked, entities, at, before, carried))
        for post in own:
            carry, carry_end = post.body, at + 1
            yield post
        if text[at + 1 : at + 2] == T:
            own = []
        if carry_end != at + 1:
            carry_end = -1
        yield from _read_listed(masked, entities, at)
        yield from _read_career(masked, entities, at)
        if not before and at > 1 and text[at - 1] == "、" and text[at - 2] == P and shared and shared[0] == at - 2:
            for post in shared[1]:
                yield Post(
                    masked.slots[at].entity,
                    post.body,
                    post.title,
                    post.former,
                    post.start,
                    masked.slots[at].end,
                    "post-of-list",
                    0.75,
                )
            shared = (at, shared[1])
        elif own:
            shared = (at, own)
        if at + 1 < len(text) and text[at + 1] == T and not (before and before[-1][0] == T):
            yield from _read_behind(masked, entities, at)


def _before(masked: Masked, at: int) -> Iterator[tuple[str, int, int]]:
    """(sign, from, to) of the bodies, titles and separators that lead up to a name, in text order."""
    text = masked.text
    items: list[tuple[str, int, int]] = []
    k = at - 1
    while k >= 0:
        c = text[k]
        if c == T or c in "\ue002\ue003\ue004":
            if c == T and k > 0 and text[k - 1] == P:
                break
            items.append((c, k, k + 1))
            k -= 1
            continue
        if c in "、，,和兼及" and items:
            nearest = items[-1][0]
            left = text[k - 1] if k else ""
            if left == T and not (k > 1 and text[k - 2] == P):
                items.append(("、", k, k + 1))
                k -= 1
                continue
            if nearest in ("\ue002", "\ue003", T) and left in "\ue002\ue003" and c == "、" and nearest != T:
                break
            break
        if c == "的" and items and items[-1][0] in (P, T):
            k -= 1
            continue
        if c in " 　" and items:
            k -= 1
            continue
        if c in "）)" and items:
            opened = max(text.rfind("（", max(0, k - 14), k), text.rfind("(", max(0, k - 14), k))
            if opened > 0 and text[opened - 1] in "\ue002\ue003" and P not in text[opened:k]:
                k = opened - 1
                continue
        word = re.search(r"[\w“”\-（）·—+]{1,12}$", text[: k + 1])
        if word and items and items[-1][0] == T and not re.search(r"[\ue000-\ue00f]", word.group()):
            plain = re.search(r"[^\W\ue000-\ue00f]{1,8}$", text[: k + 1])
            if (
                plain
                and plain.start() > 0
                and (
                    text[plain.start() - 1] in "\ue002\ue003"
                    or (text[plain.start() - 1] == "、" and _DEPARTMENT.fullmatch(plain.group()))
                )
            ):
                items.append(("w", plain.start(), k + 1))
                k = plain.start() - 1
                continue
        break
    yield from reversed(items)


def _read_before(
    masked: Masked, entities: Entities, at: int, items: list[tuple[str, int, int]], carried: int
) -> Iterator[Post]:
    person = masked.slots[at].entity
    text = entities.text
    body = -1
    place = -1
    body_at = at
    word = ""
    last_title = False
    for sign, start, end in items:
        if sign in ("\ue002", "\ue003"):
            body, body_at, word = masked.slots[start].entity, start, ""
            place = -1
            last_title = False
        elif sign == "\ue004":
            if not last_title or body < 0:
                place, body_at = masked.slots[start].entity, start
                body = -1
            word = ""
            last_title = False
        elif sign == "w":
            word = masked.original(start, end, text)
        elif sign == T:
            title = masked.original(start, end, text)
            holder, title = _holder(
                entities, body, place, word=word, title=title, before=masked.text[start - 1 : start]
            )
            if holder < 0 and body < 0 and place < 0 and carried >= 0 and _CARRIED.match(title):
                holder = carried
            if holder >= 0 and title:
                yield Post(person, holder, strip_former(title), is_former(title) or word.endswith(("原", "前")),
                           masked.slots[min(body_at, start)].start, masked.slots[at].end, "post-before-name", 0.93)  # fmt: skip
            word = ""
            last_title = True


def _holder(entities: Entities, body: int, place: int, *, word: str, title: str, before: str) -> tuple[int, str]:
    """The body that a title belongs to, and the title's words."""
    bare = strip_former(title)
    for ending, level in _GOVERNMENT.items():
        if bare.endswith(ending):
            return _government(entities, body, place, level), title
    if (
        body < 0
        and place < 0
        and not word
        and entities.campus
        and before not in ("市", "省", "县", "区")
        and _CAMPUS_POST.fullmatch(bare)
    ):
        return entities.add("Organization", "University", entities.publisher), title
    if body < 0:
        return -1, title
    if _DEPARTMENT.fullmatch(word) and re.search(r"委$|委员会$", entities.drafts[body].name):
        return entities.add("Organization", "GovernmentBody", entities.drafts[body].name + word), title
    callings = word_set("no-body") - {"博士生", "研究生", "首席专家", "成员", "导师"}
    if bare in callings and entities.drafts[body].kind != "University":
        return -1, title
    if bare == "院士":
        return -1, title
    return body, (word + title if word and not re.search(r"[，。的了]", word) else title)


def _read_career(masked: Masked, entities: Entities, at: int) -> Iterator[Post]:
    """Posts that verbs behind a name give, one after another: 张三，曾任甲大学副院长、乙局副局长，2021年起担任丙县委书记."""
    text = masked.text
    stop = text.find(P, at + 1)
    limit = stop if stop >= 0 else len(text)
    for match in _CAREER.finditer(text, at + 1, limit):
        if re.search(r"[。；]", text[at + 1 : match.start()]):
            return
        former = match.group("verb") in _FORMER_VERBS
        body = -1
        for k in range(match.end(), limit):
            sign = text[k]
            if sign in _HOLDERS:
                body = masked.slots[k].entity
                body_at = k
            elif sign == T:
                if body >= 0:
                    title = masked.original(k, k + 1, entities.text)
                    yield Post(masked.slots[at].entity, body, strip_former(title), former or is_former(title),
                               masked.slots[body_at].start, masked.slots[k].end, "career", 0.84)  # fmt: skip
            elif sign in "，。；：" or (body < 0 and k - match.end() > 8):
                break


def find_appointments(masked: Masked, entities: Entities) -> Iterator[Post]:
    """Posts that several are given at once: 聘请甲教授、乙教授为研究院客座教授兼中心顾问."""
    text = masked.text
    for match in _APPOINTED.finditer(text):
        persons = [entity for _, entity in masked.entities(*match.span("who"), P)]
        body = -1
        body_at = match.end()
        for k in range(match.end(), len(text)):
            sign = text[k]
            if sign in _HOLDERS:
                body, body_at = masked.slots[k].entity, k
            elif sign == T and body >= 0:
                title = masked.original(k, k + 1, entities.text)
                for person in persons:
                    yield Post(
                        person,
                        body,
                        strip_former(title),
                        False,
                        masked.slots[body_at].start,
                        masked.slots[k].end,
                        "appointed-together",
                        0.85,
                    )
            elif sign in "，。；：" or sign == P or (body < 0 and k - match.end() > 8):
                break


def _government(entities: Entities, body: int, place: int, level: str) -> int:
    """The government that a 市长 or 省长 heads: of the place or body named right before, else one that the document names."""
    where = ""
    if place >= 0:
        where = entities.drafts[place].name
    elif body >= 0:
        found = re.match(r"(?:中共)?(.+?[省市县区州镇])", entities.drafts[body].name)
        where = found.group(1) if found else ""
    if where.endswith(level):
        return entities.add("Organization", "GovernmentBody", where + "人民政府")
    named = [
        index
        for index, draft in enumerate(entities.drafts)
        if draft.type == "Organization"
        and draft.mentions
        and re.fullmatch(rf"[^省市县区]{{2,6}}{level}(?:人民)?政府", draft.name)
    ]
    return named[0] if len(named) == 1 else -1


def _read_listed(masked: Masked, entities: Entities, at: int) -> Iterator[Post]:
    """Posts that stand behind a list: 甲学院张三、李四等4位老师."""
    text = masked.text
    behind = re.compile(
        rf"(?:、{P})*(?:等)?(?:\d+|[一二两三四五六七八九十]+)?(?:余|多)?[位名](?:[^\W\ue000-\ue00f，。]{{0,6}})?(?P<title>{T})"
    ).match(text, at + 1)
    if behind is None:
        return
    k = at - 1
    while k >= 0 and text[k] in f"{P}、":
        k -= 1
    if k < 0 or text[k] not in _HOLDERS or masked.slots[k].entity < 0:
        return
    title = masked.original(behind.start("title"), behind.end(), entities.text)
    if title not in word_set("no-body") or title in ("学生", "老师"):
        yield Post(masked.slots[at].entity, masked.slots[k].entity, title, False, masked.slots[k].start,
                   masked.slots[behind.end() - 1].end, "post-behind-list", 0.82)  # fmt: skip


def _read_behind(masked: Masked, entities: Entities, at: int) -> Iterator[Post]:
    text = masked.text
    k = at - 1
    while k >= 0 and text[k] in f"{P}{T}、和与 ":
        k -= 1
    plain = (
        re.search(r"(?:国家级)?(?:青年|优秀|骨干|专业)?(?:人才|教师|学者|专家|老师)$|的$|思政课$", text[: k + 1])
        if k >= 0
        else None
    )
    if plain:
        k = plain.start() - 1
    if k < 0 or text[k] not in _HOLDERS:
        return
    title = masked.original(at + 1, at + 2, entities.text)
    body = masked.slots[k].entity
    if title in ("同志", "先生", "女士", "院士", "摄影", "记者", "主持人") or body < 0:
        return
    yield Post(
        masked.slots[at].entity,
        body,
        title,
        False,
        masked.slots[k].start,
        masked.slots[at + 1].end,
        "post-behind-name",
        0.88,
    )

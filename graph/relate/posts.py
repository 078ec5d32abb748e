"""Masked sentence -> who holds which post at which body.

Reads the titles and bodies before a name (A大学党委书记、B委员会主任张三) and the title behind it (A大学张三教授).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from graph.corefer import Entities
from graph.find.titles import is_former, strip_former
from graph.lexicon import word_set
from graph.regex import regex
from graph.relate.masked import E, L, Masked, P, T
from graph.relate.post import HOLDERS, Post
from graph.relate.seats import GOVERNMENTS, body_before, government, has_seat, seats

_DEPARTMENT = regex(r"政法委|纪委|组织部|宣传部|统战部|办公厅|秘书处|团工委|教育工委|管委会")
_NEAR = 160
"""How many characters before a post its body may be named, where only one body there can have it."""
_LISTED = regex(r"(?:[（(][^（）()]{1,14}[）)])?(?:教授|院士|同志)?[、，和与及\ue008以]{1,3}(?:\d{2,4}级)?")
_JOINED = regex(r"(?:[（(][^（）()]{1,14}[）)])?(?:、|和|与|及|以及)")
_ALONE = regex(rf"(?:^|[，。；：、（(“\s由和与及请以兼向对据{P}{T}]|邀请|其中|随后|现任|目前)(?:\d{{2,4}}级)?$")
"""What may stand right before a post whose body is named elsewhere."""
_FOR_EACH = regex("(?:分别|各自)?代表(?:双|各|三|四)方")
"""What stands behind names that hold posts at different bodies."""
_UNKNOWN = regex(rf"(?<={T}、)[^\W\ue000-\ue00f]{{2,24}}$")
"""A body that no mention covers, behind another post: 甲学院院长、|某某专家技术工作组|组长."""
_OF_A_BODY_AT_HAND = ("首任", "新任", "前任")
"""How a post starts that is at the body just spoken of."""
_WORD = regex(r"(?:[^\W\ue000-\ue00f]{1,8}|[^\W\ue000-\ue00f]{2,16}(?:专业|方向|学科|班))$")
_BEHIND_LIST = regex(
    rf"(?:、{P})*(?:等)?(?:\d+|[一二两三四五六七八九十]+)?(?:余|多)?[位名](?:[^\W\ue000-\ue00f，。]{{0,6}})?(?P<title>{T})"
)
"""How many a list names, and the post of all: 等4位|老师."""
_SAME_MEETING = regex(r"主持[^，。\ue001-\ue005]{0,10}，")
_TAKEN = regex(rf"{P}[^，。；]{{0,8}}(?:担任|出任|兼任|受聘为|受聘|当选为|当选|任|聘为)$")
"""What stands before a post that somebody named before it takes."""
_CARRIED = regex(r"副|常务|党委|党组|执行|总工程师|总经理|总裁|秘书长|院长助理")
_RUN = regex(rf"(?:{P}[、和与])+")
"""Names between a body and one who has a post behind the name: 甲学院|张三、李四、|王五副教授."""
_ACADEMIC = regex(
    r"(?:特聘|讲席|长聘|准聘|长任|准任|资深|青年|助理|高级|副)*(?:教授|研究员|副研究员|讲师|工程师|实验师|农艺师|编辑)|(?:\d{2,4}级)?(?:本科|硕士|博士|研究|直博)(?:研究)?生|辅导员|教师|老师"
)
"""Posts of which a body has many; in a list they are all at one body until another is named (甲大学教授张三、研究员李四)."""
_LEAGUE = regex(r"(?:\d{2,4}级)?(?P<body>团委|纪委|工会|学生会|研究生会)(?=[\u4e00-\u9fff])")
"""What of a school has heads of its own."""
_BRANCH = regex(
    r"(?P<body>(?:直属|联合|本科生|硕士生|博士生|研究生|学生|教工|教师|机关|离退休|第[一二三四五六七八九十]+)*(?:党支部|党总支|支部))"
    r"(?P<title>(?:副书记|书记|[组宣纪青][织传检年]委员|委员|负责人))"
)
"""A Party branch with the post that is held there, behind the body it is of (海洋研究所|硕士生第一党支部|书记)."""
_UNIT = regex(r"[院系所处部室馆]$|中心$|集团$|公司$")
"""How a body ends that has Party branches."""
_SECRETARY = regex(r"(?:直属|联合)?(?:党委|党总支|党支部|团委)?(?:书记|负责人)")
_CALLED = regex("(?:国家级)?(?:青年|优秀|骨干|专业)?(?:人才|教师|学者|专家|老师)$|的$|思政课$")
"""What stands between a body and a name that has its post behind it."""
_ROSTER = regex(rf"[ 　\t]+[^，。；：{P}]{{0,24}}{T}\s*$")
_OF_SEVERAL = regex("副|委员|理事|校友|董事|合伙人|创始人|助理")
"""What stands in posts that several hold at one body."""
_AT_BODIES = ("博士生", "研究生", "首席专家", "成员", "导师")
"""Of the words that name no post at a body, those that do where a body stands before them."""
_CLAUSE_START = regex(r"(?:^|[，。；：“\n])\s*$")
_CAMPUS_POST = regex(r"(?:校)?(?:党委)?(?:常务)?(?:副书记|书记|常委|委员|副校长|校长|校长助理|纪委书记|总会计师)")


def find_posts(masked: Masked, entities: Entities) -> Iterator[Post]:
    """Posts in text order; several titles of one person at one body are separate here."""
    text = masked.text
    listed: list[Post] = []
    """Posts of the list of persons so far, in order: a later one may be at the body of one of them (甲院长张三，副院长李四)."""
    held: list[Post] = []
    """Posts of the person before."""
    last = -1
    """End of the person before."""
    for at, _ in masked.entities(0, len(text), P):
        before = _before(masked, at)
        between = text[last : before[0][1] if before else at] if last >= 0 else "。"
        if not (_LISTED.fullmatch(between) or _SAME_MEETING.fullmatch(between)):
            listed = []
        own = list(_read_before(masked, entities, at, before, listed))
        behind = text[at + 1 : at + 2] == T
        shared = not behind and last >= 0 and _JOINED.fullmatch(between) and not _FOR_EACH.match(text, at + 1)
        if not own and not before and shared:
            own = [_shared(post, masked, at) for post in held if not _is_single(post.title)]
        for post in own:
            yield from _with_league(post, entities)
            yield from _at_branch(post, entities, masked.slots.start_at(at)) if "支" in post.title else ()
        listed += own
        held, last = ([] if behind else own), at + 1
        yield from _read_listed(masked, entities, at)
        if behind and not (before and before[-1][0] == T):
            yield from _read_behind(masked, entities, at)
        yield from _read_roster(masked, entities, at)


def _shared(post: Post, masked: Masked, at: int) -> Post:
    """The post of the person before in a list, for the one at `at` (副院长张三、李四)."""
    person, end = masked.slots.entity_at(at), masked.slots.end_at(at)
    return replace(post, person=person, end=end, rule="post-of-list", confidence=0.75)


def _is_single(title: str) -> bool:
    """Whether a body has only one holder of the post: 校长 and no 副校长."""
    return has_seat(title) and not _OF_SEVERAL.search(title)


def _before(masked: Masked, at: int) -> list[tuple[str, int, int]]:
    """(sign, from, to) of the bodies, titles and separators that lead up to a name, in text order.

    A "w" is a word between a body and a post, a "?" the words of a body that no mention covers.
    """
    items: list[tuple[str, int, int]] = []
    end = at
    while end > 0:
        step = _step_back(masked.text, end, items[-1][0] if items else "")
        if step is None:
            break
        sign, start = step
        if sign:
            items.append((sign, start, end))
        end = start
    return _without_posts_of_others(masked.text, items[::-1])


def _without_posts_of_others(text: str, items: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """What leads up to a name without the post that somebody before took (甲任某院院长，|该院主任|乙)."""
    commas = [number for number, (sign, start, _) in enumerate(items) if sign == "、" and text[start] in "，,"]
    if commas and _TAKEN.search(text, 0, items[0][1]):
        return items[commas[-1] + 1 :]
    return items


def _step_back(text: str, end: int, nearest: str) -> tuple[str, int] | None:
    """(sign, start) of what ends at `end` and leads up to `nearest`; an empty sign is passed over; None where it ends."""
    last, left = text[end - 1], text[end - 2 : end - 1]
    if last in f"{T}{HOLDERS}{L}":
        return None if last == T and left == P else (last, end - 1)
    if last in "、，,和兼及" and nearest:
        return ("、", end - 1) if left == T and text[end - 3 : end - 2] != P else None
    if (last == E and nearest in HOLDERS) or (last == "的" and nearest == T):
        return "", end - 1
    if last in " 　" and (nearest or left == T):
        return "", end - 1
    if last in "）)" and nearest:
        opened = max(text.rfind("（", max(0, end - 15), end), text.rfind("(", max(0, end - 15), end))
        return ("", opened) if opened > 0 and text[opened - 1] in HOLDERS and P not in text[opened:end] else None
    if nearest == T:
        word = _WORD.search(text, 0, end)
        if word and (
            text[word.start() - 1 : word.start()] in tuple(HOLDERS)
            or (text[word.start() - 1 : word.start()] == "、" and _DEPARTMENT.fullmatch(word.group()))
        ):
            return "w", word.start()
    unknown = _UNKNOWN.search(text, 0, end) if nearest else None
    if unknown and nearest == T:
        return "?", unknown.start()
    if unknown and nearest in HOLDERS and end - unknown.start() <= 12:
        return "", unknown.start()  # words in front of a body that belong to its name
    return None


def _read_before(
    masked: Masked, entities: Entities, at: int, items: list[tuple[str, int, int]], listed: list[Post]
) -> Iterator[Post]:
    person = masked.slots.entity_at(at)
    text = entities.text
    body = -1
    place = -1
    body_at = at
    word = ""
    last_title = unknown = False
    for sign, start, end in items:
        if sign in ("\ue002", "\ue003"):
            body, body_at, word = masked.slots.entity_at(start), start, ""
            place = -1
            last_title = False
        elif sign == "\ue004":
            if not last_title or body < 0:
                place, body_at = masked.slots.entity_at(start), start
                body = -1
            word = ""
            last_title = False
        elif sign == "?":
            body, place, word, unknown = -1, -1, "", True
            continue
        elif sign == "w":
            word = masked.original(start, end, text)
        elif sign == T and unknown:
            pass
        elif sign == T:
            title = masked.original(start, end, text)
            if last_title and body >= 0 and entities.campus and _is_ours(entities, body, strip_former(title)):
                body, body_at = -1, start
            bare = body < 0 and place < 0 and not word and _ALONE.search(masked.text, 0, start) is not None
            carried = _carried(entities, listed, strip_former(title)) if bare else -1
            if carried >= 0:
                holder = carried
            else:
                foreign = _is_foreign(masked, entities, start)
                holder, title = _holder(entities, body, place, word=word, title=title, ours=not foreign)
            confidence, rule = 0.93, "post-before-name"
            if holder < 0 and bare and start == items[0][1] and _is_single(strip_former(title).replace("副", "")):
                offset = masked.slots.start_at(start)
                holder = body_before(
                    entities, offset, strip_former(title), within=_NEAR, nearest=title.startswith(_OF_A_BODY_AT_HAND)
                )
                confidence, rule = 0.7, "post-at-body-before"
            if holder >= 0 and title:
                former = is_former(title) or word.endswith(("原", "前"))
                begin = masked.slots.start_at(min(body_at, start))
                post = Post(
                    person, holder, strip_former(title), former, begin, masked.slots.end_at(at), rule, confidence
                )
                for body_ in (holder, *_beside(masked, entities, body_at, holder, title)):
                    yield replace(post, body=body_)
            word = ""
            last_title = True
        unknown = False


def _with_league(post: Post, entities: Entities) -> Iterator[Post]:
    """The post; one of a school's League committee, union and the like is also a post at that (甲大学|团委|书记)."""
    yield post
    league = _LEAGUE.match(post.title)
    draft = entities.drafts[post.body]
    if league and draft.kind == "University":
        name = league.group("body")
        body = entities.add("Organization", "Organization", draft.name + name)
        words = entities.text[post.start : post.end]
        if words.find(name) > 2:
            entities.drafts[body].names[words[: words.find(name)] + name] += 1
        yield replace(
            post, body=body, title=post.title[league.end("body") :], rule="post-at-committee", confidence=0.85
        )


def _at_branch(post: Post, entities: Entities, person: int) -> Iterator[Post]:
    """The same post at the Party branch of a part of the university (海洋研究所|党支部|书记)."""
    words = entities.text[post.start : person]
    branch = _BRANCH.search(words) if entities.campus else None
    surface = words[: branch.start("body")] if branch else ""
    held = branch is not None and words[: branch.end()].endswith(post.title)
    if branch and held and entities.at(post.start) == post.body and _UNIT.search(surface):
        name = entities.drafts[post.body].name + branch.group("body")
        body = entities.add("Organization", "Organization", name)
        entities.drafts[body].names[surface + branch.group("body")] += 1
        yield replace(post, body=body, title=branch.group("title"), rule="post-at-committee", confidence=0.83)


def _is_ours(entities: Entities, body: int, title: str) -> bool:
    """Whether a post behind another is one at the university itself, as the body of the other has none (某联合会主席、原校长)."""
    draft = entities.drafts[body]
    return _CAMPUS_POST.fullmatch(title) is not None and has_seat(title) and not seats(title, draft.name, draft.kind)


def _carried(entities: Entities, listed: list[Post], title: str) -> int:
    """The body of a post before in the list that can have this post as well; -1 for none."""
    last = listed[-1] if listed else None
    if last is not None and _ACADEMIC.fullmatch(title):
        return last.body if _ACADEMIC.fullmatch(last.title) else -1
    if not has_seat(title):
        return last.body if last is not None and _CARRIED.match(title) else -1
    drafts = entities.drafts
    return next(
        (post.body for post in reversed(listed) if seats(title, drafts[post.body].name, drafts[post.body].kind)), -1
    )


def _beside(masked: Masked, entities: Entities, at: int, holder: int, title: str) -> Iterator[int]:
    """The body right before that shares the post (甲研究中心、乙研究中心主任): both names end alike.

    Where any body can have the post (甲学院、乙学院党委书记), the two must be all that the clause lists.
    """
    text = masked.text
    if at < 2 or text[at - 1] not in "、和与及" or text[at - 2] not in HOLDERS:
        return
    if not has_seat(title) and not (_SECRETARY.fullmatch(title) and _CLAUSE_START.search(text, 0, at - 2)):
        return
    other = masked.slots.entity_at(at - 2)
    if other >= 0 and other != holder and entities.drafts[other].name[-2:] == entities.drafts[holder].name[-2:]:
        yield other


def _is_foreign(masked: Masked, entities: Entities, at: int) -> bool:
    """Whether the words right before a post name a body that no mention covers (国家教材委|委员, 市|委书记)."""
    before = masked.text[at - 1 : at]
    if before in ("市", "省", "县", "区"):
        return True
    if not "一" <= before <= "鿿":
        return False
    offset = masked.slots.start_at(at)
    own = entities.full_names.short
    known = own and entities.text.endswith(own, 0, offset)
    return not known and (before in "委办局厅" or entities.reading.tag_before(offset)[:1] in ("n", "j", "x"))


def _holder(entities: Entities, body: int, place: int, *, word: str, title: str, ours: bool) -> tuple[int, str]:
    """The body that a title belongs to, and the title's words.

    ours: whether a post without a body may be one at the university whose news this is.
    """
    bare = strip_former(title)
    for ending, level in GOVERNMENTS.items():
        if bare.endswith(ending):
            return government(entities, body, place, level), title
    if body < 0 and place < 0 and not word and entities.campus and ours and _CAMPUS_POST.fullmatch(bare):
        return entities.add("Organization", "University", entities.publisher), title
    if body < 0:
        return -1, title
    if word == "管委会" and entities.drafts[body].name.endswith("党工委"):
        return entities.add("Organization", "GovernmentBody", entities.drafts[body].name[:-3] + word), title
    if _DEPARTMENT.fullmatch(word) and regex(r"委$|委员会$").search(entities.drafts[body].name):
        return entities.add("Organization", "GovernmentBody", entities.drafts[body].name + word), title
    if bare in word_set("no-body") and bare not in _AT_BODIES and entities.drafts[body].kind != "University":
        return -1, title
    if bare == "院士":
        return -1, title
    return body, (word + title if word and not regex(r"[，。的了]").search(word) else title)


def _read_listed(masked: Masked, entities: Entities, at: int) -> Iterator[Post]:
    """Posts that stand behind a list: 甲学院张三、李四等4位老师."""
    text = masked.text
    if text.find(T, at + 1) < 0:
        return
    yield from _read_listed_at(masked, entities, at)
    behind = _BEHIND_LIST.match(text, at + 1)
    if behind is None:
        return
    k = at - 1
    while k >= 0 and text[k] in f"{P}、":
        k -= 1
    if k < 0 or text[k] not in HOLDERS or masked.slots.entity_at(k) < 0:
        return
    title = masked.original(behind.start("title"), behind.end(), entities.text)
    if title not in word_set("no-body") or title in ("学生", "老师"):
        yield Post(masked.slots.entity_at(at), masked.slots.entity_at(k), title, False, masked.slots.start_at(k),
                   masked.slots.end_at(behind.end() - 1), "post-behind-list", 0.82)  # fmt: skip


def _behind_list(own: str) -> re.Pattern[str]:
    """What stands behind a list of names; own: how the text calls its own body, where it does."""
    body = f"[{HOLDERS}]|{re.escape(own)}" if own else f"[{HOLDERS}]"
    source = rf"(?:[、，和](?:{P}|[一-鿿]{{2,3}}(?=[、，等])))*等(?:\d+|[一二两三四五六七八九十几多]+)?(?:余|多)?[位名]?(?P<body>{body})(?P<title>{T})(?!{P})"
    return re.compile(source) if own else regex(source)


def _read_listed_at(masked: Masked, entities: Entities, at: int) -> Iterator[Post]:
    """Posts that stand behind a list with their body: 张三、李四等我校教师."""
    if masked.text.find("等", at + 1) < 0:
        return
    own = entities.full_names.short
    behind = _behind_list(own if own in masked.text else "").match(masked.text, at + 1)
    if behind is None:
        return
    start = behind.start("body")
    body = masked.slots.entity_at(start)
    if body < 0 and behind.group("body") == entities.full_names.short:
        body = entities.add("Organization", "University", entities.publisher)
    title = masked.original(behind.start("title"), behind.end(), entities.text)
    if body >= 0 and (title not in word_set("no-body") or title in ("学生", "老师", "校友")):
        yield Post(masked.slots.entity_at(at), body, title, False, masked.slots.start_at(at),
                   masked.slots.end_at(behind.end() - 1), "post-behind-list", 0.82)  # fmt: skip


def _read_behind(masked: Masked, entities: Entities, at: int) -> Iterator[Post]:
    text = masked.text
    k = at - 1
    while k >= 0 and text[k] in f"{P}{T}、和与 ":
        k -= 1
    plain = _CALLED.search(text, 0, k + 1) if k >= 0 else None
    if plain:
        k = plain.start() - 1
    if k < 0 or text[k] not in HOLDERS:
        return
    title = masked.original(at + 1, at + 2, entities.text)
    body = masked.slots.entity_at(k)
    if title in ("同志", "先生", "女士", "院士", "摄影", "记者", "主持人") or body < 0:
        return
    post = Post(
        masked.slots.entity_at(at),
        body,
        title,
        False,
        masked.slots.start_at(k),
        masked.slots.end_at(at + 1),
        "post-behind-name",
        0.88,
    )
    yield post
    if _ACADEMIC.fullmatch(title) and _RUN.fullmatch(text, k + 1, at):
        for _, other in masked.entities(k + 1, at, P):
            yield replace(post, person=other, rule="post-behind-names", confidence=0.76)


def _read_roster(masked: Masked, entities: Entities, at: int) -> Iterator[Post]:
    """Posts of a line that gives a name, then where and what its bearer is (马润泽 数学科学学院本科生)."""
    text = masked.text
    if at > 0 or not _ROSTER.match(text, 1):
        return
    body = -1
    for k in range(1, len(text)):
        if text[k] in HOLDERS:
            body = masked.slots.entity_at(k)
        elif text[k] == T and body >= 0:
            title = masked.original(k, k + 1, entities.text)
            yield Post(masked.slots.entity_at(at), body, strip_former(title), is_former(title),
                       masked.slots.start_at(at), masked.slots.end_at(k), "post-in-roster", 0.88)  # fmt: skip

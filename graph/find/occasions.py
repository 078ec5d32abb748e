"""Reading -> events whose name stands between the words that report them: 近日，|X研讨会|在津举行; 举行|X讲座|。

The name is what stands between a boundary on the left (a time, a comma, 举行, 主办的) and the head of an event on the
right, where the words behind say that it is held, or those before that it is held or attended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from operator import itemgetter

from msgspec.structs import replace

from graph.claim import Mention
from graph.find.names import Head, event_ends, held_ends, load_heads
from graph.find.reading import Reading
from graph.regex import regex

_LONGEST = 64
_HELD = r"举行|举办|召开|开幕|启幕|落幕|闭幕|开讲|开赛|开班|收官|开启|(?:有序|扎实|火热|深入)开展|拉开帷幕|落下帷幕|拉开大幕|拉开序幕|启动(?![仪大资会])|闭会|揭幕|开营|结营|开锣|开跑|鸣枪|圆满结束|谢幕"
_MANNER = r"成功|圆满|顺利|隆重|正式|如期|胜利|同步|同期|联合|共同|线上|在线|线下|今天|今日|昨天|昨日|近日|日前|当天"
_PLACE = r"(?:采取|采用|以|通过)[^，。；：！？\n]{1,24}|[在于][^，。；：！？\n]{1,30}?"
_HELD_BEHIND = regex(
    rf"[”」》]?(?:[（(][^（）()\n]{{1,24}}[）)])?(?:开幕式|闭幕式|决赛)?(?:，(?=日前|近日|昨[天日]|今[天日]|\d{{1,2}}[月日]))?(?:{_MANNER}|\d{{1,2}}日(?:上午|下午|晚)?)*"
    rf"(?:(?:{_PLACE})?(?:{_MANNER})*(?:{_HELD})|是?由[^。；\n]{{2,60}}(?:主办|承办|发起))"
)
_ENDED_BEHIND = regex(r"[”」》]?(?:[，。；：！？、\s（(]|$|并[^列]|上(?:[，,]|的|发表|作)|的(?:举办|召开|举行|开幕))")
_SCENE = regex(r"[”」》]?(?:(?:现场|期间)?上(?:[，,]|的|发表|作)|(?:召开|举办|举行)?期间)")
_HOLDING = r"组织召开|组织举办|组织开展|举行|举办|召开|开展|进行(?=第[一二三四五六七八九十])|主办|承办|协办|迎来|出席|参加|参与|列席|见证|观看|主持|组织|做客"
_TIME = (
    r"\d{1,2}[日号](?:上午|下午|傍晚|晚间?|中午|凌晨|清晨|晚?[一二三四五六七八九十]+[点时])?|(?:今天|昨天|昨日|今日|当天|当日|同日|近日|日前|日上午|日下午|周[一二三四五六日])(?:上午|下午|晚间?|晚上)?|"
    r"上午|下午|晚间|期间|为期[一二三四五六七八九十两\d]+天的"
)
_LEFT = regex(
    rf"(?:{_TIME})|(?:{_HOLDING})(?:了(?!解))?(?!单位|承办|主办|协办|方|高校|委员|部|[者的])|"
    r"(?:举行|举办|召开|主办|承办|协办|发起|组织|开幕|启幕|闭幕|落幕)的|(?:^|(?<=[^内存所外现实潜好旨自]))在|为主题的|——"
)
"""What ends right before the name of an event in its clause."""
_INSTALMENT = regex(r"[（(]?第[一二三四五六七八九十\d]+(?:期|讲|场|次|轮)[）)]?")
"""The number of an event behind its name: 学术沙龙|（第43期）."""
_NO_NAME = regex(
    r"本|此|该|自|[一二三四五六七八九十]+[届个]|——|这|那|当|上(?!海)|下|每|一[个场次系]|[多两几数]|其|专场|系列|相关|各|某|他|她|我们|再次|首次|是|有|为了|通过|如果|将|拟|了|的|年|月|及|和|与|对|向|以|由|并|就|从|来自|大型|随后|同时|此外|(?:近|约|超)?\d+[场次个余]"
)
_GENERIC = ("线上", "线下", "在线", "云端", "专题", "学术", "主题", "系列", "首场")
"""Words that alone before a head make no name, even in a title."""
_HELD_BY = regex(r"组织召开|组织举办|组织开展|举行|举办|召开|开展|主办|承办")
_PLANNED = regex(
    r"(?:将|拟|计划|即将|定于|预计|准备|筹备|筹办|申办|未|没有|取消|积极|定期|不定期|多次|经常|曾|先后|常态化)[^，。；]{0,6}$"
)
_SPECIFIC = regex(r"[“\d第]|仪式|招聘|启动")
"""An 活动 without any of these is too common to be told apart."""
_VERB_INSIDE = regex(
    r"启动了|系列|等(?:会议|大会|活动)|[^面针]对(?![接话外口标等象])|[年这就]是|举行|举办|召开|出席|主持|宣布|致辞|讲话(?!精神)|表示|指出|强调|介绍|发言|受邀|应邀|获得|荣获|[，。；：！？、\n]|开展|参加|通过|成为|来到|[^参]加强"
)
_THEME = regex(r"\ue000+为主题的$")
_TOPIC = regex(
    r"(?:作|做|带来|开展|讲授|主讲)(?:了)?(?:一[场堂次])?(?:题为|主题为|以)(?P<name>\ue000+)(?:为题|为主题)?的(?:[^，。\ue000]{0,4})$"
)
"""A talk whose topic is its name, before the word for it: 作了题为“数字治理”的|学术报告."""
_LEAD = regex(
    r"[\u4e00-\u9fff]{0,12}?[电讯]?[（(][^（）()\n]*(?:记者|通讯员)[^（）()\n]*[）)]|(?:主题为|题为)\ue000*的|(?:学校|我校|本校|我院|全省|全市|全区|全县|全校|我省|我市)(?=第|[“\ue000])"
)
"""Words before a name that are no part of it."""
_MODIFIED = regex(r".*(?<!党)的")
_MARKS = regex(r"“[^“”\n]*”|《[^《》\n]*》|（[^（）()\n]*[）)]|\([^（）()\n]*[）)]")


_ASIDE = regex(
    r"为主题的(?:精彩)?|为题的(?:精彩)?|(?<=[”》])的(?=[学专主讲报演宣])|[（(]以下(?:统一)?简称[^（）()]*[）)]"
)
"""What stands in the words of a name and is no part of it."""
_HELD_INSIDE = regex(r"[^“”]*(?:举行|举办|召开|出席|承担)了?(?=[^“”]{4})")
_CLASSED = regex(r"是[^，。；]{2,60}(?:主办|承办|举办|发起|组织|开展)的$")
"""Words before a phrase that says what another event is: X大赛是由甲主办的|大学生科技竞赛."""
_COUNTED = regex(r"(?:\d+|数十|近?百|[一二三四五六七八九十]+)[余多]?[场次期届]")
_POINTED = regex(r"[本这此](?:场|次|届|期)")
"""What means an event named elsewhere (开启|本场|讲座)."""
_PLATFORM = regex(r"(?:腾讯|钉钉|飞书|小鱼易连|瞩目|线上|网络|视频|云|ZOOM|Zoom|zoom)(?:视频|线上)?会议")


def is_occasion(text: str, start: int, end: int) -> bool:
    """Whether a phrase that ends like an event names one, and neither a kind, a number of them, one named elsewhere nor a platform."""
    if _COUNTED.match(text, end) or _PLATFORM.fullmatch(text, start, end) or _POINTED.search(text, start, end):
        return False
    return _CLASSED.search(text[max(0, start - 70) : start]) is None


def trim_occasion(mention: Mention, text: str) -> Mention:
    """The mention without a verb that holds the event and what stands before it (这里隆重举行|2021级开学典礼)."""
    verb = _HELD_INSIDE.match(text, mention.start, mention.end)
    start = verb.end() if verb else mention.start
    name = " ".join(_ASIDE.sub("", text[start : mention.end]).split()) if verb else _ASIDE.sub("", mention.name)
    return mention if name == mention.name else replace(mention, start=start, name=name)


def find_occasions(reading: Reading) -> Iterator[Mention]:
    """Mentions in text order."""
    text = reading.text
    for last, head in sorted((*event_ends(text), *held_ends(text)), key=itemgetter(0)):
        instalment = _INSTALMENT.match(text, last) if text[last : last + 1] in ("第", "（", "(") else None
        end = instalment.end() if instalment else last
        held = _HELD_BEHIND.match(text, end)
        if not held and not _ENDED_BEHIND.match(text, end):
            continue
        if text[end : end + 1] in "室精堂厅":
            continue
        start = _name_start(reading, end, head, held=held is not None)
        if (
            start >= 0
            and is_occasion(text, start, end)
            and (held or _SCENE.match(text, end) or _stands_out(reading, start, end))
        ):
            name = " ".join(_ASIDE.sub("", text[start:end]).split())
            yield Mention(start, end, "Event", head.kind, name, "reported-event", 0.85)


def _stands_out(reading: Reading, start: int, end: int) -> bool:
    """Whether an event that the words before alone report is more than one of the meetings that a long article lists."""
    near = reading.depth(start) <= 3
    return near or regex(r"[“\d第A-Z—]").search(reading.text[start:end]) is not None


def _name_start(reading: Reading, end: int, head: Head, *, held: bool) -> int:
    """Where the name that ends at a head starts; -1 where the words around report no event."""
    text = reading.text
    begin = _clause_start(text, end)
    clause = text[begin:end]
    plain = _MARKS.sub(lambda mark: "\ue000" * len(mark.group()), clause)
    topic = _TOPIC.search(plain, 0, len(plain) - len(head.text))
    if topic and reading.depth(begin) <= 2 and not _any_event(reading, begin):
        return begin + topic.start("name")
    last = max(_LEFT.finditer(plain, 0, len(plain) - len(head.text)), key=re.Match.end, default=None)
    if last is not None:
        if _PLANNED.search(plain, 0, last.start()) or (last.group() == "在" and not _SCENE.match(text, end)):
            return -1
        if head.needs == "held" and not (held or last.group() == "在" or _HELD_BY.search(last.group())):
            return -1
    elif not held or end - begin == _LONGEST or _PLANNED.search(plain):
        return -1
    start = last.end() if last is not None else 0
    theme = _THEME.search(plain, 0, start)
    if theme and last is not None and last.group() == "为主题的":
        return begin + theme.start()
    joined = any(joiner in plain for joiner in "和与及")
    for lead in (_LEAD, _MODIFIED, _joined()) if joined else (_LEAD, _MODIFIED):
        cut = lead.match(clause if lead is _LEAD else plain, start)
        if cut and (lead is _LEAD or cut.end() < len(plain) - len(head.text) - 1):
            start = cut.end()
        elif cut and lead is _LEAD:
            return -1
    name = plain[start:]
    modifier = name[: len(name) - len(head.text)]
    entitled = end <= len(reading.document.title) or text[end - 1] in "）)期讲场次轮"
    if modifier in _GENERIC and text[end - 1] not in "）)期讲场次轮":
        return -1
    if len(modifier) < (2 if entitled else 3 if modifier.startswith("第") else 4):
        return -1
    if head.text.endswith("活动") and not _SPECIFIC.search(clause, start) and not (entitled and len(modifier) > 5):
        return -1
    if _NO_NAME.match(name) or _VERB_INSIDE.search(_SESSION_STOP.sub("", name)):
        return -1
    return begin + start


def _any_event(reading: Reading, before: int) -> bool:
    """Whether an event stands before an offset, so that a talk there is a part of it."""
    return any(m.type == "Event" and m.reason != "lexicon" for m in reading.mentions_in(0, before))


@cache
def _joined() -> re.Pattern[str]:
    """An event before another in one clause: 联盟成员第一次会议和|第一届理事会会议."""
    heads = sorted((text for text, head in load_heads().items() if head.type == "Event"), key=len, reverse=True)
    return regex(rf".*(?:{'|'.join(heads)})(?:以及|和|与|及)")


_SESSION = regex(
    r"(?:第[一二三四五六七八九十百\d]+[届次]|赛季|20\d\d年全国)[^，。；：！？\n]{2,24}(?<!会议)(?<!大会)(?<!论坛)(?<!会)(?<!赛)$"
)
"""Words before a stop inside the name of a session: 第15届机器学习|、多智能体与信息物理融合国际会议."""


_SESSION_STOP = regex(r"(?:(?<=[届次])|(?<=赛季)|(?<=年全国))(?P<field>[^，。；：！？\n、]{2,24})、")
"""The stop inside the name of a session, with the words before it."""


def _clause_start(text: str, end: int) -> int:
    """Where the clause before an offset starts; stops inside quotations and brackets do not end it."""
    depth = 0
    first = max(0, end - _LONGEST)
    for at in range(end - 1, first - 1, -1):
        character = text[at]
        if character in "”》）)":
            depth += 1
        elif character in "“《（(":
            if depth == 0:
                return at + 1
            depth -= 1
        elif depth == 0 and character in "，。；：！？、\n】 ":
            if character == "、" and _SESSION.search(text, first, at):
                continue
            if character == " " and text[at - 1 : at].isdigit():
                continue
            opened, closed = text.rfind("“", first, at), text.rfind("”", first, at)
            return at + 1 if opened <= closed else end
    return first

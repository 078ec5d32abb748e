"""Reading -> bodies that only their place in a list shows: 由甲、|乙产业行业组|承办; 教务处、|发展办|等部门负责人参加;
甲和|天津荣程新能集团|共同出资组建.

An item of such a list is a body whatever it ends with; one that a mention covers in part is the whole item.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from graph.claim import Mention
from graph.find.names import load_heads
from graph.find.reading import Reading
from graph.regex import regex

_HOSTED = regex(r"主办|承办|协办|合办|共同(?:举办|举行|召开)|联合(?:举办|举行|召开)")
_TOGETHER = r"[\u4e00-\u9fff]{0,4}(?:组建|建设|共建|创建|创办|成立|设立|签署|编写|研制|出资)"
_FOUNDED = regex("|".join((*(word + _TOGETHER for word in ("共同", "联合", "联手", "携手", "合作", "合资")), "各出资")))
_TELLING = regex(_HOSTED.pattern + r"|支持单位|指导单位|负责(?:人|同志)|" + _FOUNDED.pattern)
"""A sentence without one of these holds none of the lists."""
_ORGANIZED = regex(
    r"(?:等(?:[^，。；、]{0,10}?))?(?:共同|联合|具体|协同|携手|提供|技术|媒体|学术|轮值)*(?P<what>主办|承办|协办|合办|举办|召开|举行|指导|支持|发起"
    r"|(?:共同|联合|联手|携手|合作|合资)(?:投资|出资|发起|筹备|筹建)*(?:组建|建设|共建|创建|创办|成立|设立|签署|编写|研制|出资)|各出资)(?!单位|方)"
)
_NAMED_AFTER = regex(r"(?:主办|承办|协办|支持|指导)(?:单位|方)(?:有|为|是|包括|：|:)\s*(?P<list>[^。；\n]{3,200})")
_JOINTLY = regex("共同|联合|联手|携手|合作|合资|各出资")
_BY = regex(r"由(?<!自由)(?!于)")
_OFFICES = regex(
    r"(?:等(?:[^，。；、]{0,10}?))?(?:的)?(?:相关|有关|主要)*(?:负责人|负责同志)[^，。；]{0,12}(?:参加|出席|与会|参会|陪同|列席)"
)
_OFFICE = regex(
    r"(?:[处部办系局委馆所校厅司科]|办公室|学院|研究院|中心|工会|团委|公司|集团|协会|学会|医院|实验室|书院|支部|党委|党总支)$"
)
_JOINER = regex(r"以及|[又还]与|(?<!共)和(?!平)|与|及|暨|联合|会同|携手")
_BODY_END = regex(r"[学院委局厅部会心司所团馆府社校室台组园盟办处协联]$")
_LEAD = regex(
    r"(?:据悉|据了解|近日|日前|本次|此次|本届|该|活动|会议|论坛|大会|大赛|比赛|峰会|讲座|仪式|展览|其中|同时|特别|并|由|是|和|以及|又|还|中华人民共和国(?=[一-鿿])|联合(?!会|国|大学|大|学院|组织|利华|汽车|钢铁|光电|早报|办)|会同|携手|\d{1,2}月，?|去年|今年)+"
)
_OURS = regex(r"我|学校|本|该|全|各|有关|相关|多家|双方|两|三方|当地|部分")
_UNLIKELY = regex(
    r"^[对已向在自从]|[）)][与和及]|省市$|在(?!线$)|自\d|获批|提[出供]|形成|得到|连续|执行$|依法|各高校|项目组$|我[校院市省]|应聘|聘到|的|了|将|[^华]为(?!民)|并|这|那|本次|此次|出席|参加|邀请|表示|主题|旨在|[“”]|单位$|\d+[名位家余]|来自|举行|召开"
)
_ITEM = regex(r"[\w·—\-（）()]{3,32}")
_ABBREVIATION = regex(r"[（(](?:[A-Za-z\d\-]+|以下简称.*|简称.*|(?<=公司.)[\u4e00-\u9fff]{2,6})[）)]$")
_WHEN = regex(
    r"(?:(?:先后|分别|已)?[于在]?(?:\d{4}年|去年|今年|前年|近日|日前|昨日|昨天|今天|当天)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[上下]午)?|[两二三四五六七八九十](?:方|家单位|家企业|部门)|[三四五]校)$"
)
"""What stands between a list and what its items do: 甲、乙|于2016年|合作共建, 甲、乙、丙|三方|共建."""
_TOTAL = regex(r"(?<=[一-鿿])等?[两三四五六七八九十\d]+[个家所](?:[一-鿿]{2,4})?$")
"""What sums up a list and belongs to none of its items: 历史学院|八个学院."""
_LONGEST_WHEN = 12
_BRIEF = regex("[\u4e00-\u9fff]{2,6}")
_VENUE = regex(r"(?:馆|院|宫|剧场|中心)$")


def find_listed_bodies(reading: Reading) -> Iterator[Mention]:
    """Mentions in no order; each takes the place of those that it covers."""
    text = reading.text
    telling = {reading.sentence_at(match.start()) for match in _TELLING.finditer(text)}
    for sentence in (reading.sentences[index] for index in sorted(telling)):
        stretch = text[sentence.start : sentence.end]
        for begin, end in (*_organizers(stretch), *_named_after(stretch)):
            for item in _items(reading, sentence.start + begin, sentence.start + end):
                mention = _body(reading, *item)
                if mention is not None:
                    yield mention
        for begin, end in _offices(stretch):
            items = list(_items(reading, sentence.start + begin, sentence.start + end))
            if len(items) > 1 and all(_OFFICE.search(text, *item) for item in items):
                for item in items:
                    mention = _body(reading, *item)
                    if mention is not None:
                        yield replace(mention, kind="Organization", reason="body-before-post")


def _organizers(stretch: str) -> Iterator[tuple[int, int]]:
    """Spans of the lists before 主办, 承办, 共同组建 and the like in a sentence that has one of them."""
    if not (_HOSTED.search(stretch) or _FOUNDED.search(stretch)):
        return
    last = 0
    for match in _ORGANIZED.finditer(stretch):
        begin = max(last, *(stretch.rfind(mark, 0, match.start()) + 1 for mark in "，。；："))
        by = None
        for by in _BY.finditer(stretch, begin, match.start()):
            begin = by.end()
        organized = match.group("what") in ("主办", "承办", "协办", "合办") or _JOINTLY.search(match.group())
        if organized or by is not None or last:
            yield begin, match.start()
        last = match.end() + (stretch[match.end() : match.end() + 1] in "、，")


def _named_after(stretch: str) -> Iterator[tuple[int, int]]:
    """Spans of the lists behind 主办单位为 and the like."""
    if "单位" in stretch or "办方" in stretch:
        for match in _NAMED_AFTER.finditer(stretch):
            stop = regex(r"[，,]?(?:主办|承办|协办|支持|指导)(?:单位|方)|，").search(match.group("list"))
            yield match.start("list"), match.start("list") + (stop.start() if stop else len(match.group("list")))


def _offices(stretch: str) -> Iterator[tuple[int, int]]:
    """Spans of the lists of offices whose heads take part."""
    if "负责" in stretch:
        for match in _OFFICES.finditer(stretch):
            begin = max(stretch.rfind(mark, 0, match.start()) + 1 for mark in "，。；：")
            yield begin, match.start()


def _items(reading: Reading, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the items of a list, without joining words."""
    text = reading.text
    at = begin
    for stop in (*(i for i in range(begin, end) if text[i] == "、" and not _in_bracket(text, begin, i)), end):
        for joiner in _JOINER.finditer(text, at, stop):
            before, after = reading.ending_at(joiner.start()), reading.starting_at(joiner.end())
            aligned = joiner.start() in reading.starts and joiner.end() in reading.starts
            if (
                aligned
                and reading.is_free(*joiner.span())
                and (
                    (before is not None and before.type in ("Organization", "Park", "Place") and joiner.start() > at)
                    or (_ends_in_body(after, reading.ending_at(stop)) and _BODY_END.search(text, at, joiner.start()))
                    or (
                        _ends_in_body(after)
                        and _ends_before(after, stop)
                        and _BRIEF.fullmatch(text, at, joiner.start())
                    )
                )
            ):
                yield at, joiner.start()
                at = joiner.end()
        yield at, stop
        at = stop + 1


def _ends_in_body(*mentions: Mention | None) -> bool:
    return any(mention is not None and mention.type in ("Organization", "Park") for mention in mentions)


def _ends_before(mention: Mention | None, stop: int) -> bool:
    """Whether nothing but the time of what was done stands between a mention and the end of a list."""
    return mention is not None and stop - mention.end <= _LONGEST_WHEN


def _in_bracket(text: str, begin: int, at: int) -> bool:
    return text.count("（", begin, at) > text.count("）", begin, at)


def _body(reading: Reading, start: int, end: int) -> Mention | None:
    """The body that an item names, where no mention gives it already."""
    text = reading.text
    lead = _LEAD.match(text, start, end)
    if lead and reading.is_free(start, lead.end()):
        start = lead.end()
    if text[start] in "与和" and reading.starting_at(start + 1) is not None:
        start += 1
    total = _TOTAL.search(text, start, end)
    end = total.start() if total else end
    brief = _ABBREVIATION.search(text, start, end)
    end = brief.start() if brief else end
    when = _WHEN.search(text, start, end)
    end = when.start() if when else end
    name = text[start:end]
    if not _ITEM.fullmatch(name) or _OURS.match(name) or _UNLIKELY.search(name):
        return None
    inside = reading.overlapping(start, end)
    if any(m.type not in ("Organization", "Place", "Park") or m.start < start or m.end > end for m in inside):
        return None
    named = len(inside) == 1 and (inside[0].start, inside[0].end) == (start, end)
    if named and (inside[0].type != "Place" or not _VENUE.search(name)):
        return None
    if any(last == end for _, last in reading.titles_in(start, end)):
        return None
    heads = load_heads()
    head = next((heads[name[-n:]] for n in range(8, 0, -1) if name[-n:] in heads), None)
    if head is not None and head.text == name:
        return None
    kind = head.kind if head is not None and head.type == "Organization" else "Organization"
    reason = f"head:{head.text}" if head is not None and head.type == "Organization" else "body-before-post"
    return Mention(start, end, "Organization", kind, name, reason, 0.75)

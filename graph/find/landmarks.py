"""Reading -> villages, rivers, stations and the like that no table holds, by where they stand: 来到|磨盘村, 府河、漕河.

The last character tells what it may be. It is a name where the words before it are no common word, and where a
preposition of place, a known area or a like name in a list stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.claim import Mention
from graph.find.reading import Reading
from graph.lexicon import word_set
from graph.regex import regex

_TOWNS = "村镇乡屯寨"
_NATURE = "河江湖溪岛山峰岭沟湾峡潭寺"
_AROUND = r"[，、。；：）”\n的]|$"
_GOES_ON = (
    r"内|[里边畔旁岸](?!面)|[上中下]游|两岸|沿岸|沿线|水系|流域|以[东南西北]|[至到和与等及]|举行|举办|召开|开展|考察|调研|采访|水位|段|大堤|"
    r"附近|周边|深处|脚下|之[上畔滨]|境内|一带|地区|现场|居民|驶|出发"
)
_ENDING = regex(
    rf"[{_TOWNS}{_NATURE}站](?:(?<=[村镇乡])(?![长民委级庄落支干官里愁土亲音域党政居镇务企集口头人校上])"
    rf"|(?<![村镇乡])(?={_AROUND}|{_GOES_ON}))"
)
_CUE = (
    "[在于至到从往赴抵沿跨向](?:了|自)?|位于|坐落[于在]|地处|走进|走入|走访|前往|奔赴|抵达|赶到|赶赴|赶往|途[经径]|流[经向入]|汇入|注入|[起止始][于自]|"
    "[东西南北][起至到]|横跨|跨越|穿越|穿过|毗邻|紧邻|邻近|距离?|进入|经过|支流|干流|登上|翻越|深入|开[往进]|驶[出入向]|来自|连接|串起"
)
_STEM = "(?P<stem>[\u4e00-\u9fff]{1,5})"
_LED = regex(rf"(?:{_CUE}){_STEM}$")
_LISTED = regex(rf"[、和与]{_STEM}$")
_BARE = regex(rf"(?:^|(?<=[\n，。；：“（ 　])){_STEM}$")
_NEXT = regex(rf"[、和与][\u4e00-\u9fff]{{1,4}}?(?P<ending>[{_TOWNS}{_NATURE}站])(?:{_AROUND}|{_GOES_ON})")
"""A further name in the list."""
_FUNCTION = regex(
    "[在于的与和及、等是为将已由对了着过到从向这那此该各每多个全某本两几有无把被让使就都也还不我你他她们其所之以而且或若如因上下前后内外间里条座处段支沿至起]"
)
_COMMON_STEM = regex(
    "^(?:[大小老新长古高深内外沿邻进出过爬登下上山江河湖海农乡城同本该全各多几渔水火车电客货公]|.*(?:城中|美丽|服务|加油|火车|汽车|高铁|地铁|公交|换乘|"
    "充电|换电|加氢|变电|发电|工作|试验|观测|监测|收费|中转|终点|始发|中心|特色|示范|乡镇|城镇|市镇|重点|所有|当地|返家|老家|.*农))$"
)
"""What before the last character names none."""
_NAMING = ("ns", "nz", "nr", "nrt", "nrfg", "j", "nt")
"""Tags of words that names are made of."""
_AREAS = "省市县区州旗镇乡道"
_SITES = "沟河湾岭山坪坡塘桥庄店屯坝寨洼峪坳冲"
"""Ends of the names that villages and stations are called by: 磨盘沟|村."""
_LONGEST = 8


def find_landmarks(reading: Reading) -> Iterator[Mention]:
    """Mentions in text order; then where the same names stand without support."""
    text = reading.text
    names: dict[str, None] = {}
    listed_to = -1
    for match in _ENDING.finditer(text):
        end = match.start() + 1
        if end not in reading.starts or not reading.is_free(end - 1, end):
            continue
        start = _start(reading, end, listed_to)
        if start < 0:
            continue
        names[text[start:end]] = None
        listed_to = end
        yield _mention(reading, start, end)
    for name in names:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if {at, end} <= reading.starts and reading.is_free(at, end) and _ENDING.match(text, end - 1):
                yield _mention(reading, at, end)
            at = text.find(name, end)


def _mention(reading: Reading, start: int, end: int) -> Mention:
    kind = "Venue" if reading.text[end - 1] == "站" else "Place"
    return Mention(start, end, "Place", kind, reading.text[start:end], "landmark", 0.8)


def _start(reading: Reading, end: int, listed_to: int) -> int:
    """Where the name that ends here starts; -1 where none does."""
    text = reading.text
    town = text[end - 1] in _TOWNS
    floor = max(0, end - 1 - _LONGEST)
    area = next((m for m in reversed(reading.overlapping(floor, end)) if m.end < end - 1), None)
    if area is not None and area.type == "Place" and text[area.end - 1] in _AREAS and end - area.end <= 5:
        return area.end if _is_name(reading, area.end, end, supported=town) else -1
    if listed_to > floor and text[listed_to - 1] in "镇乡" and text[listed_to] not in "、和与":
        return listed_to if _is_name(reading, listed_to, end, supported=town) else -1
    like = _NEXT.match(text, end)
    in_list = like is not None and like["ending"] == text[end - 1]
    for pattern in (_LED, _LISTED, _BARE):
        found = pattern.search(text, floor, end - 1)
        if found is None or not _is_open(reading, found.start("stem"), end):
            continue
        start = found.start("stem")
        behind_like = start - 1 == listed_to
        supported = in_list or behind_like
        stands = pattern is _LED or supported or (pattern is _BARE and town and end - start > 2)
        if stands and _is_name(reading, start, end, supported=supported, behind_like=behind_like):
            return start
    return (
        next((s for s in _behind_verb(reading, end) if _is_name(reading, s, end, supported=True)), -1)
        if in_list
        else -1
    )


def _behind_verb(reading: Reading, end: int) -> Iterator[int]:
    """Where a name of two to four characters may start: right behind a verb (盯住|府河、漕河)."""
    for start in range(end - 2, max(0, end - 5), -1):
        if _is_open(reading, start, end) and reading.tag_before(start)[:1] == "v":
            yield start


def _is_open(reading: Reading, start: int, end: int) -> bool:
    """Whether a name may start here: at a word, and over no mention but that of a place it starts with (倒淌河|镇)."""
    if start not in reading.starts:
        return False
    other = reading.covering(start, end)
    return other is None or (other.type == "Place" and other.start == start and other.end == end - 1)


def _is_name(reading: Reading, start: int, end: int, *, supported: bool, behind_like: bool = False) -> bool:
    """Whether the words before the last character make a name; beside a like name they may be words of the dictionary."""
    text = reading.text
    stem = text[start : end - 1]
    if not stem or _FUNCTION.search(stem) or _COMMON_STEM.search(stem) or text[start:end] in word_set("common-places"):
        return False
    whole = reading.by_start.get(start)
    if whole is not None and whole.end >= end:
        tags = _NAMING if text[end - 1] in _TOWNS else ("ns", "nz", "nt", "n") if behind_like else ("ns", "nz", "nt")
        return whole.end == end and whole.tag in tags
    if len(stem) < 2 and not supported:
        return False
    site = len(stem) > 2 and stem[-1] in _SITES
    at, named = start, False
    while at < end - 1:
        word = reading.by_start.get(at)
        if word is None or word.end > end:
            return False
        long = min(word.end, end - 1) - at > 1
        if long and word.tag not in _NAMING and not ((supported or site) and word.tag[0] in "na"):
            return False
        named = named or not long or word.tag in _NAMING
        at = word.end
    return named or supported

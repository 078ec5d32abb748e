"""Reading -> venues that no other finder knows, by where they stand: 在|启航活动中心教师沙龙|召开."""

from __future__ import annotations

from collections.abc import Iterator

from graph.claim import Mention
from graph.find.reading import Reading
from graph.fullname import OURS
from graph.regex import regex

_HELD = "召开|举行|举办|开幕|开讲|开班|开赛|启动|开展|落幕|闭幕|收官|上演|启幕"
_MANNER = "隆重|成功|顺利|正式|联合|共同|组织|圆满|如期|热烈"
_VENUE = regex(rf"[在于](?P<name>[^，。；：！？、“”《》（）()\s在于]{{3,24}}?)(?=处?(?:{_MANNER})*(?:{_HELD}))")
_BUILT = regex(
    r"(?:楼|厅|室|馆|会场|剧场|教室|机房|旧址|草坪|广场|操场|球场|体育场|田径场|礼堂|会堂|讲堂|活动中心|会议中心|会展中心|艺术中心|体育中心|酒店|宾馆|饭店|大厦|教师沙龙|空间|书院|山庄|校区|剧院|书店|公园|码头|[A-Z]?-?\d{3,4})$"
)
"""How the name of a venue ends."""
_SHORT_AREAS = {
    "京": "北京市", "津": "天津市", "沪": "上海市", "渝": "重庆市", "穗": "广州市", "深": "深圳市", "蓉": "成都市", "杭": "杭州市", "汉": "武汉市",
    "宁": "南京市", "甬": "宁波市", "昆": "昆明市", "邕": "南宁市", "榕": "福州市", "郑": "郑州市", "济": "济南市",
}  # fmt: skip
"""Cities by the one character that headlines have for them."""
_SHORT_AREA = regex(
    rf"在(?P<area>[{''.join(_SHORT_AREAS)}])(?=(?:{_MANNER})*(?:{_HELD}|会见|会谈|闭幕|启幕|落幕|收官|揭幕|揭牌|开馆|签[署约]|成立|发布))"
)
_OURS = regex("|".join((*OURS, "该校")))


def find_short_areas(text: str) -> Iterator[Mention]:
    """Cities by their one character where something is held: 在|津|举行."""
    for match in _SHORT_AREA.finditer(text):
        yield Mention(
            *match.span("area"), "Place", "AdministrativeArea", _SHORT_AREAS[match.group("area")], "short-area", 0.85
        )


def find_venues(reading: Reading) -> Iterator[Mention]:
    """Mentions in text order; none where a name of another finder ends."""
    text = reading.text
    for match in _VENUE.finditer(text):
        start, end = match.span("name")
        if _BUILT.search(match.group("name")) is None:
            continue
        other = reading.ending_at(end)
        if other is not None and other.type != "Event":
            continue
        ours = _OURS.match(text, start, end)
        name = match.group("name")
        if ours and reading.campus:
            name = reading.campus + text[ours.end() : end]
        elif ours:
            start, name = ours.end(), text[ours.end() : end]
        if len(name) > 2:
            yield Mention(start, end, "Place", "Venue", name, "venue-where-held", 0.75)

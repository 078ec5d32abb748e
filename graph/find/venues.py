"""Reading -> venues that no other finder knows, by where they stand: 在|启航活动中心教师沙龙|召开."""

from __future__ import annotations

from collections.abc import Iterator

from graph.claim import Mention
from graph.find.reading import Reading
from graph.fullname import OURS
from graph.regex import regex

_HELD = "召开|举行|举办|开幕|开讲|开班|开赛|启动"
_MANNER = "隆重|成功|顺利|正式|联合|共同|组织|圆满|如期|热烈"
_VENUE = regex(rf"(?<=[在于])(?P<name>[^，。；：！？、“”《》（）()\s在于]{{3,24}}?)(?=(?:{_MANNER})*(?:{_HELD}))")
_BUILT = regex(
    r"(?:楼|厅|室|馆|会场|剧场|广场|操场|球场|体育场|田径场|礼堂|会堂|讲堂|活动中心|会议中心|会展中心|艺术中心|体育中心|酒店|宾馆|饭店|大厦|教师沙龙|空间|书院|山庄|校区|剧院|书店|公园|码头|[A-Z]?-?\d{3,4})$"
)
"""How the name of a venue ends."""
_OURS = regex("|".join((*OURS, "该校")))


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

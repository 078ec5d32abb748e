"""Masked sentence -> meetings that have no name of their own: 甲会见乙一行, 甲在北京同乙举行会谈."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.corefer import Entities
from graph.regex import regex
from graph.relate.masked import BODY, Masked, P
from graph.relate.occasion import Occasion
from graph.relate.slots import PEOPLE

MEETS = regex("会见|会晤|接见|会谈|通电话")
"""A sentence without one of these tells of no meeting."""
_PLAIN = f"[^，。；{P}]"
_WHERE = f"(?:(?:在|于)[^，。；\ue001-\ue009]{{0,6}}?{BODY}{{1,3}}[^，。；{P}{BODY[1:-1]}]{{0,6}}|在[^，。；\ue001-\ue009]{{2,8}}?)?"
_WHEN = r"(?:[^，。；\ue001-\ue009]{0,3}\d{1,2}日(?:上午|下午|晚上?|傍晚)?|[昨今]天(?:上午|下午|晚上?)?|[昨今当]日(?:上午|下午)?|近日|日前|分别|共同|上午|下午|晚上?|，)*"
_HOST = f"(?P<who>{PEOPLE})[^，。；、{P}的在于]{{0,4}}?{_WHEN}(?P<where>{_WHERE}){_WHEN}"
_RECEIVES = regex(
    rf"{_HOST}(?:亲切|集体)?(?P<act>会见|会晤|接见)(?!时|后|中|会|活动|的)了?(?P<whom>[^。；，{P}]{{0,60}}?{P}(?:(?:、|和|与|及){_PLAIN}{{0,20}}{P})*)?"
)
_TALKS = regex(
    rf"{_HOST}(?:以视频方式|应约)?(?:同|与|和){_WHEN}(?P<whom>{_PLAIN}{{0,60}}{P}(?:、{_PLAIN}{{0,20}}{P})*|{_PLAIN}{{2,24}}?(?=举行|进行|会谈|会见|会晤))(?:一行)?(?P<later>{_WHERE}){_WHEN}"
    rf"(?:举行|进行)?(?:了)?(?:{_PLAIN}{{0,6}}?)(?P<act>会谈|会晤|会见|通电话)(?!时|后|中)"
)
_GUESTS = regex("[^，。；、]{2,20}")
"""Guests without a name: 会见了|东盟国家媒体代表团."""


def find_meetings(masked: Masked, entities: Entities) -> Iterator[Occasion]:
    """Meetings of one sentence: everyone named on either side takes part."""
    text = masked.text
    for pattern in (_TALKS, _RECEIVES):
        for match in pattern.finditer(text):
            if "将" in text[match.end("who") : match.start("act")]:
                continue
            hosts = masked.entities(*match.span("who"), P)
            guests = masked.entities(*match.span("whom"), P) if match.start("whom") >= 0 else []
            name = _name(masked, entities, match, [e for _, e in hosts], [e for _, e in guests])
            if not hosts or not name:
                continue
            sides = [match.span("where"), match.span("later") if pattern is _TALKS else (0, 0)]
            places = [found for side in sides for found in masked.entities(*side, BODY)]
            start, end = masked.span(*match.span())
            everyone = tuple(dict.fromkeys(e for _, e in (*hosts, *guests)))
            yield Occasion(name, "Visit", everyone, tuple(e for _, e in places[-1:]), start, end, match.group("act"))


def _name(masked: Masked, entities: Entities, match: re.Match[str], hosts: list[int], guests: list[int]) -> str:
    """甲会见乙一行, or with the words for guests who have no names; empty where there are none."""
    front, act = "、".join(entities.drafts[host].name for host in hosts), match.group("act")
    if guests:
        guest = entities.drafts[guests[0]].name
        return f"{front}与{guest}{act}" if "later" in match.re.groupindex else f"{front}{act}{guest}一行"
    if match.start("whom") >= 0:
        return f"{front}与{masked.original(*match.span('whom'), entities.text)}{act}"
    unnamed = _GUESTS.match(masked.text, match.end("act") + masked.text.startswith("了", match.end("act")))
    return front + act + masked.original(*unnamed.span(), entities.text) if unnamed else ""

"""Masked sentence -> visits and meetings that have no name of their own: 甲会见乙一行, 甲到某地调研.

Their name is made from the nearest words, as a reader would call them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from graph.corefer import Entities
from graph.regex import regex
from graph.relate.masked import BODY, K, Masked, O, P
from graph.relate.rules import PEOPLE, Candidate

_ACT = "专题调研|技术指导|指导服务|实践活动|社会实践|对接洽谈|寻访|招聘|走访调研|实地调研|调研指导|调研座谈|调研|考察|走访|宣讲|看望慰问|看望|慰问|视察|座谈交流|座谈|访问|参观|来访|到访|检查指导|检查|督导|指导工作|交流访问|洽谈"
_VISIT = regex(
    rf"(?P<who>{PEOPLE}(?:[率带]领?队?(?:[^，。；{P}]{{0,12}}){PEOPLE})?|{O})(?:一行(?:[\d一二三四五六七八九十]*人)?)?(?:[^，。；{P}]{{0,8}})?(?P<way>深入|走进|前往|莅临|到访|到|来|赴|在)(?P<where>{BODY}?(?:(?:、|和|与|及){BODY})*)"
    rf"(?P<more>(?:[，]?(?:就[^，。；{P}\ue006]{{2,24}})?(?:开展|进行)[^，。；{P}\ue006]{{0,36}}?)|[^，。；{P}\ue006]{{0,16}}?)(?P<act>{_ACT})(?!时|期间|重要讲话|指示|的|并发表|{_ACT})"
)
_COMING = regex(
    rf"(?P<who>{PEOPLE}|{O})(?:(?!对|向|与|会见|欢迎|感谢)[^，。；{P}]){{0,12}}一行(?:[^，。；{P}]{{0,8}})?(?:来校|来访|到校|莅校|来我校|到访)(?P<act>访问|调研|考察|交流|座谈|参观|洽谈|指导)?"
)
_MEETING = regex(
    rf"(?P<who>{PEOPLE})(?:[^，。；{P}]{{0,10}})?(?P<act>会见|会晤|接见)(?:了)?(?P<whom>[^。；{P}]{{0,40}}{P}(?:、[^。；，{P}]{{0,20}}{P})*)(?P<party>一行)?"
)


_UNVEILED = regex(
    rf"(?<![在于])(?P<what>[{O}{K}])(?:[^，。；在于{P}\ue002-\ue006]{{0,6}}，?[在于][^，。；{P}{BODY[1:-1]}]{{0,6}}(?P<where>{BODY})[^，。；{P}]{{0,8}}|，在[^，。；{P}]{{1,16}}|"
    rf"[^，。；在于{P}\ue002-\ue006]{{0,10}})揭牌(?!仪式)"
)
_GOES = regex("赴|走进|来访|到访|前往|深入")
"""Words of a title that tells of a visit."""
_OF_ANOTHER = regex("揭牌|成立|启动仪式|挂牌")


MEETS = regex("会见|会晤|接见")
"""A sentence without one of these tells of no meeting."""
VISITS = regex(_ACT + "|来校|到校|来访")
"""A sentence without one of these tells of no visit."""


@dataclass(frozen=True, slots=True)
class Visit:
    """An event that the words of a sentence make."""

    name: str
    people: tuple[int, ...]
    """Who takes part, by entity."""
    places: tuple[int, ...]
    """Where it is; none where the sentence does not say."""
    start: int
    end: int


def find_visits(masked: Masked, entities: Entities) -> Iterator[Visit]:
    """Visits and meetings of one sentence."""
    text = masked.text
    for match in _MEETING.finditer(text):
        hosts = masked.entities(*match.span("who"), P)
        guests = masked.entities(*match.span("whom"), P)
        if hosts and guests:
            name = (
                "、".join(entities.drafts[e].name for _, e in hosts)
                + match.group("act")
                + entities.drafts[guests[0][1]].name
            )
            start, end = masked.span(*match.span())
            yield Visit(name + "一行", tuple(e for _, e in (*hosts, *guests)), (), start, end)
    for match in _COMING.finditer(text):
        people = masked.entities(*match.span("who"), P)
        names = [entities.drafts[e].name for _, e in people or masked.entities(*match.span("who"), O)]
        title = entities.reading.document.title
        if names and entities.campus:
            name = title if re.search(r"来访|来校|到校|到访|访问", title) else f"{names[0]}一行来访"
            start, end = masked.span(*match.span())
            yield Visit(
                name,
                tuple(e for _, e in people),
                (entities.add("Organization", "University", entities.publisher),),
                start,
                end,
            )
    for match in _VISIT.finditer(text):
        people = masked.entities(*match.span("who"), P)
        bodies = masked.entities(*match.span("who"), O) if not people else []
        where = masked.entities(*match.span("where"), "\ue002\ue003\ue004")
        if not (people or bodies) or not where:
            continue
        who = (people or bodies)[0][1]
        title = entities.reading.document.title
        if people and re.search(_ACT, title) and (entities.drafts[who].name in title or _GOES.search(title)):
            name = title
        else:
            party = "一行" if len(people) > 1 or "一行" in match.group() else ""
            name = f"{entities.drafts[who].name}{party}{match.group('way')}{entities.drafts[where[0][1]].name}{match.group('act')}"
        start, end = masked.span(*match.span())
        yield Visit(name, tuple(e for _, e in people), tuple(e for _, e in where), start, end)


class Unveiling(NamedTuple):
    """The unveiling of a body that a sentence tells of."""

    event: int
    places: tuple[int, ...]
    start: int
    end: int

    def at_its_places(self) -> Iterator[Candidate]:
        """Where it was."""
        for place in self.places:
            yield Candidate(self.event, "heldAt", place, self.start, self.end, "unveiled", 0.76, {})


def find_unveiling(masked: Masked, entities: Entities, event: int, before: Unveiling | None) -> Unveiling | None:
    """The unveiling of a body, beside the event at hand if there is one; else the one told just `before`."""
    match = _UNVEILED.search(masked.text)
    if match is None:
        return before
    if event < 0 or not _OF_ANOTHER.search(entities.drafts[event].name):
        body = entities.drafts[masked.slots[match.start("what")].entity].name
        event = entities.add("Event", "Opening", f"{body}揭牌仪式")
    places = masked.entities(*match.span("where"), BODY) if match.start("where") >= 0 else []
    return Unveiling(event, tuple(entity for _, entity in places), *masked.span(*match.span()))

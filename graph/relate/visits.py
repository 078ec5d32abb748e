"""Masked sentence -> visits that have no name of their own: 甲到某地调研, 乙一行来校访问."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from graph.corefer import Entities
from graph.regex import regex
from graph.relate.masked import BODY, SIGNS, Masked, O, P
from graph.relate.occasion import Occasion
from graph.relate.rules import Candidate
from graph.relate.slots import PEOPLE

_STRONG = "专题调研|技术指导|指导服务|实践活动|社会实践|对接洽谈|寻访|招聘|走访调研|实地调研|调研指导|调研座谈|调研|考察|走访|宣讲|看望慰问|看望|慰问|视察|座谈交流|座谈|访问|参观|来访|到访|检查指导|检查|督导|督查|督战|暗访|巡查|指导工作|交流访问|洽谈|对接"
_WEAK = "交流|指导|学习|推广|服务|帮扶|送教|义诊|察看|了解|观摩|拜访|会商"
"""What is done on a visit and elsewhere as well."""
_ACT = f"{_STRONG}|{_WEAK}"
_UNKNOWN = r"[^\W、，。；：\ue001-\ue009]{2,10}"
_STOPS = f"(?:{_UNKNOWN}(?:、|和|与|及))?{BODY}(?:(?:、|和|与|及|以及)(?:{BODY}|{_UNKNOWN}(?=[、和与及]{BODY})))*"
_VISIT = regex(
    rf"(?P<who>{PEOPLE}(?:[率带]领?队?(?:[^，。；{P}]{{0,12}}){PEOPLE})?|{O})(?:一行(?:[\d一二三四五六七八九十]*人)?)?(?:[^，。；{P}]{{0,10}}?)(?P<way>深入|走进|前往|莅临|到访|来到|到|来|赴|在)"
    rf"(?:{O}?的?(?:[^，。；、{P}\ue002-\ue006在]{{0,6}}(?:单位|帮扶点|基地|联系点))?)(?P<where>{_STOPS})"
    rf"(?P<more>(?:[，]?(?:就[^，。；{P}\ue006]{{2,24}})?(?:开展|进行)[^，。；{P}\ue006]{{0,36}}?)|[^，。；{P}\ue006]{{0,16}}?|的?[^，。；{P}\ue006]{{0,14}}，(?:实地|专题|现场)?)(?P<act>{_ACT})(?!时|期间|重要讲话|指示|的|并发表|{_ACT})"
)
_COMING = regex(
    rf"(?P<who>{PEOPLE}|{O})(?:(?!对|向|与|会见|欢迎|感谢)[^，。；{P}]){{0,12}}一行(?:[^，。；{P}]{{0,8}})?(?:来校|来访|到校|莅校|来我校|到访)(?P<act>访问|调研|考察|交流|座谈|参观|洽谈|指导)?"
)
_OBJECT = regex(r"[^\W，。；、的了时后中期前]{2,12}(?=[，。；]|$)")
"""What is looked into on a visit: 暗访|河道保洁."""
_LONGEST = 32
_ASIDE = regex("[（(][^（）()]*[）)]")
_NO_WORDS = regex("，|[我该]校|我院|学校")
"""What makes words a poor name outside their document."""
_GOES = regex("赴|走进|来访|到访|前往|深入")
"""Words of a title that tells of a visit."""
_PARTY = regex("一行|[率带]队|率领|带领|率(?![先直])|陪同")
_VISITS = regex(
    rf"(?:赴|走进|前往|莅临|深入|到|来|在)[^。；\n]{{1,60}}?(?:{_STRONG})|(?:赴|走进|前往|深入)[^。；\n]{{1,40}}?(?:{_WEAK})|来校|到校|来访"
)
_ACTS = regex(f"{_STRONG}|{_WEAK}|来校|到校|来访")
"""A text without one of these has no match of _VISITS, which takes longer to look for."""


def tells_of_visit(text: str, start: int = 0, end: int = sys.maxsize) -> bool:
    """Whether a stretch of text may tell of a visit."""
    return _ACTS.search(text, start, end) is not None and _VISITS.search(text, start, end) is not None


_STOPPED = regex(
    rf"(?:来到|走进|前往|深入|赴|走访了?|考察了?|参观了?|察看了?|查看了?|视察了?|调研了?|看望慰问了?|慰问了?|视导了?)(?P<where>{_STOPS})(?=等|，|。|、|；|的|和|与|实地|[^，。；]{{0,6}}(?:现场|项目|一线|建设情况|车间)|$)"
)
"""Where a visit that is under way stops: 先后来到|甲、乙|，了解项目进展."""
STOPS = regex("来到|走进|前往|深入|赴|走访|考察|参观|察看|查看|视察|调研|慰问|视导")
"""A sentence without one of these tells of no stop."""


def find_stops(masked: Masked, visit: int) -> Iterator[Candidate]:
    """Where a sentence of a visit says that it went."""
    for match in _STOPPED.finditer(masked.text):
        start, end = masked.span(*match.span())
        for _, place in masked.entities(*match.span("where"), BODY):
            yield Candidate(visit, "heldAt", place, start, end, "visit-stop", 0.72, {})


def find_visits(masked: Masked, entities: Entities) -> Iterator[Occasion]:
    """Visits of one sentence."""
    text = masked.text
    title = entities.reading.document.title
    for match in _COMING.finditer(text):
        people = masked.entities(*match.span("who"), P)
        names = [entities.drafts[e].name for _, e in people or masked.entities(*match.span("who"), O)]
        if names and entities.campus:
            name = title if regex(r"来访|来校|到校|到访|访问").search(title) else f"{names[0]}一行来访"
            start, end = masked.span(*match.span())
            home = entities.add("Organization", "University", entities.publisher)
            yield Occasion(name, "Visit", tuple(e for _, e in people), (home,), start, end, "来访")
    for match in _VISIT.finditer(text):
        people = masked.entities(*match.span("who"), P)
        bodies = masked.entities(*match.span("who"), O) if not people else []
        where = masked.entities(*match.span("where"), "\ue002\ue003\ue004")
        if not (people or bodies) or not where:
            continue
        if regex(_WEAK).fullmatch(match.group("act")) and not (
            people and (_GOES.search(title) or _PARTY.search(match.group()))
        ):
            continue
        who = (people or bodies)[0][1]
        if people and regex(_ACT).search(title) and (entities.drafts[who].name in title or _GOES.search(title)):
            name = title
        else:
            party = "一行" if len(people) > 1 or "一行" in match.group() else ""
            name = f"{entities.drafts[who].name}{party}{_told(masked, match, entities, where[0][1])}"
        start, end = masked.span(*match.span())
        yield Occasion(
            name, "Visit", tuple(e for _, e in people), tuple(e for _, e in where), start, end, match.group("act")
        )


def _told(masked: Masked, match: re.Match[str], entities: Entities, place: int) -> str:
    """The words that tell where a visit goes and what for, shortened where they are many: 到甲县、乙县调研防汛工作."""
    object_ = _OBJECT.match(masked.text, match.end("act"))
    end = object_.end() if object_ and not any(c in object_.group() for c in SIGNS.values()) else match.end("act")
    words = "".join(_ASIDE.sub("", masked.original(match.start("way"), end, entities.text)).split())
    if len(words) <= _LONGEST and not _NO_WORDS.search(words):
        return words
    return f"{match.group('way')}{entities.drafts[place].name}{match.group('act')}"

"""Masked sentence -> bodies that took part in an event: those that delegates come from, that are drawn there, that are listed."""

from __future__ import annotations

from collections.abc import Iterator

from graph.regex import regex
from graph.relate.masked import SIGNS, Masked, O, P, T
from graph.relate.rules import Candidate

E = SIGNS["Event"]
_WORDS = regex("来自|吸引|邀请|汇聚|集结|汇集|参会|参展|参赛|与会|参加")
"""A sentence without one of these tells of no delegation."""
_ASIDE = "(?:[（(][^（）()]{1,24}[）)])?"
_LIST = rf"(?P<subject>{O}{_ASIDE}(?:(?:、|，|和|与|及|以及)(?:[^\W、，。；{P}{O}]{{2,12}}、)?{O}{_ASIDE})*)"
_ACTS = (
    "参赛|参加|参会|参展|出席|与会|列席|发言|交流|汇报|分享|齐聚|参与(?!起草|编写|编制|研究|建设|制定|承担|完成)|同台|竞技|角逐|作报告|展开|共聚|相聚|"
    "荣获|获得|摘得|报名|(?:分别|先后|依次)(?:就|围绕|从|结合)|进行了?[^，。；]{0,12}(?:研讨|讨论|报告|展示)"
)
_WHO = f"代表|师生|专家|学者|选手|队伍|团队|同学|学生|学子|嘉宾|人士|负责人|成员|人员|教师|校友|企业家|青年|记者|{T}"
_FROM = regex(
    rf"来自(?:[^，。；{P}{O}]{{0,10}}(?:及|和|、|的))?{_LIST}(?:等[^，。；{P}]{{0,24}}?)?(?:的[^，。；{P}]{{0,24}}?)?"
    rf"(?:{_WHO})[^。；{P}]{{0,60}}?(?:{_ACTS})"
)
"""Delegates and the bodies that they come from: 来自甲、乙等高校的代表参加."""
_DRAWN = regex(
    rf"(?<!受)(?:吸引|邀请|汇聚|集结|汇集|组织)(?:了|到)?(?:来自)?(?:[^，。；{P}{O}]{{0,8}}(?:及|和|、|的))?{_LIST}"
    rf"(?:等[^，。；{P}]{{0,30}})?(?:的[^，。；{P}]{{0,30}}?)?(?:{_ACTS})"
)
_LISTED = regex(
    rf"(?:参会|参展|参赛|与会|参加[^，。；{P}]{{0,8}}的)(?:单位|企业|高校|院校|队伍|机构|媒体|团队|嘉宾|代表)?[^。；{P}]{{0,60}}?(?:包括|有|为|：|涵盖|分别来自|来自){_LIST}(?:等|[，。；]|$)"
)
"""Bodies behind the word for those that take part: 参会单位来自多个行业，包括甲、乙等企业."""


def find_delegations(masked: Masked, event: int) -> Iterator[Candidate]:
    """Candidates of one sentence; `event` is the event at hand, -1 for none."""
    text = masked.text
    if event < 0 or O not in text or not _WORDS.search(text):
        return
    told: set[int] = set()
    for pattern, confidence in ((_FROM, 0.76), (_DRAWN, 0.74), (_LISTED, 0.74)):
        for match in pattern.finditer(text):
            start, end = masked.span(*match.span())
            named = masked.entities(match.end("subject"), match.end(), E)
            for _, body in masked.entities(*match.span("subject"), O):
                if body not in told:
                    told.add(body)
                    yield Candidate(
                        body, "attended", named[0][1] if named else event, start, end, "delegation", confidence, {}
                    )

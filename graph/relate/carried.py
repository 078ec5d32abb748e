"""Masked sentence -> the same with its subject put back before the clauses that leave it out.

Chinese news names a subject once: 甲大学优势突出，先后成立乙研究院、与丙共建丁实验室。印发《戊办法》。The clauses behind begin with
their verb; their subject is what the clause or sentence before was about.
"""

from __future__ import annotations

import re

from graph.corefer import Entities
from graph.regex import regex
from graph.relate.masked import Masked, P, T
from graph.relate.references import Recall

_BODY = "[\ue002\ue003\ue004]"
_PLAIN = "[^，。；\ue001-\ue009]"
_VERB = (
    "印发|发布|出台|公布|颁布|制定|研究制定|审议通过|推出|成立|设立|组建|创办|创建|建立|共建|共同|联合|签署|签订|签约|投资|增资|注资|入股|落户|入驻|"
    "位于|坐落|地处|选址|迁入|迁至|搬到|总部位于|总部设|注册地位于|注册于|出版|编写|牵头|发起|已?吸引|收购|获|完成|首[笔期]"
)
_DOES = regex(
    "印发|发布|出台|公布|颁布|制定|审议通过|推出|成立|设立|组建|创办|创建|建立|共建|签署|签订|签约|投资|增资|注资|入股|落户|入驻|位于|坐落|召开|举办|举行|主办|承办|精心组织|先后组织|"
    "地处|选址|迁入|迁至|搬到|落地|投向|总部|注册|吸引|收购|出资|合作建设|联合建设"
)
"""A sentence without one of these has nothing to carry a subject to."""
_TIME = "(?:同时|此后|随后|日前|近日|近年来|目前|其中|\\d{4}年(?:\\d{1,2}月)?|\\d{1,2}月(?:\\d{1,2}日)?|(?:今年|去年|前年|同年)(?:\\d{1,2}月)?|上月)*"
_LEAD = (
    f"{_TIME}(?:并|还|又|也|再|已|先后|陆续|相继|率先|正式|专门|积极|研究|主动|分别|全额|出资|独资|连续|成功|持续|联合|于|"
    f"在{_PLAIN}{{0,6}}{_BODY}{_PLAIN}{{0,3}})*"
)
_BY = f"由{_PLAIN}{{0,2}}{_BODY}[^，；：—。的]*(?:[建设立资投]|创办|发起|打造|组成)[^，；：—。的]*(?:[，；。]|$)"
"""By whom it was built, to the end of the clause: 位于某地，|由甲与乙合作建设."""
_VERB_LED = regex(rf"(?P<time>{_TIME}){_LEAD}(?=(?:{_VERB})|(?:与|和|同|联合|携手|会同){_PLAIN}{{0,8}}{_BODY}|{_BY})")
_HOST_LED = regex(
    rf"(?P<time>{_TIME})(?:并|还|又|也|已|先后|陆续|相继|成功|正式|积极|持续|连续|多年|多次|每年|精心|定期|组织|联合|承接|共同|分别|专门)*"
    r"(?:召开|举办|举行|主办|承办|(?<=精心)组织|(?<=先后)组织)(?![的后前时]|单位|方|期间)"
)
"""A clause that begins with the holding of an event; where it says a place first, its subject is the event."""
_CLAUSE = regex(r"[^，；：—。]+")
_CLAUSE_END = regex("[，；：—。]")
_DESCRIBED = regex(
    rf"{_LEAD}(?:总部|注册地)?(?:位于|坐落于|坐落在|地处|落户|入驻|设在|注册于){_BODY}{_PLAIN}{{0,6}}的(?P<list>{_BODY}(?:、{_BODY})*)"
)
"""A clause whose subject stands behind where it is: 位于某地的|甲公司|…"""
_JOINED = regex(rf"、(?={_LEAD}(?:与|入驻|设立|成立|出台|印发|共建))")
_ABOUT = regex(
    rf"{_LEAD}(?:{_PLAIN}{{0,8}}(?:年|月|日|来|期间|当天|后))?(?P<list>{_BODY}(?:[（(][^（）()]{{1,24}}[）)])?(?:(?:、|与|和|以及){_BODY})*)(?!的(?!前身)|[、{T}{P}])"
)
"""A clause that begins with its subject."""
_ABOUT_LAST = regex(rf"[^，]*的“?(?P<list>{_BODY})”?")
"""A clause that is nothing but a named thing with its description: 双方共建的甲工作站，…"""
_DESCRIBES = regex("位于|坐落|地处|落户|设在|占地|总投资|成立于|始建于")
"""What tells of a body without naming another that is built."""
_WISHES = regex(
    r"(?<![重主需首紧必])要(?![求素点闻务害职件])|(?<![即])将(?![军士])|即将|拟|计划(?!项目|[》”、，。])|下一步|未来|今后|力争|争取|努力|建议|希望|必须|应当|期待|推动|支持|鼓励"
)


def carry_subjects(masked: Masked, entities: Entities, recall: Recall) -> Masked | None:
    """The sentence with subjects put back, None where none is left out; `recall.subject` is brought up to date."""
    if not _DOES.search(masked.text):
        recall.subject = _subject_behind(masked, entities, recall.subject)
        return None
    text = masked.text
    insertions: list[tuple[int, list[tuple[int, str, int]]]] = []
    about: list[tuple[int, str, int]] = [(-1, sign, entity) for sign, entity in recall.subject or ()]
    if recall.subject is None and entities.campus:
        publisher = entities.add("Organization", "University", entities.publisher)
        about = [(-1, "\ue002", publisher)]
    silent = recall.subject is None
    for clause in _CLAUSE.finditer(text):
        words = clause.group().lstrip()
        if not words:
            continue
        start = clause.end() - len(words)
        described = _DESCRIBED.match(text, start) if "的" in words and _names_body(words) else None
        led = (_VERB_LED.match(text, start) or _HOST_LED.match(text, start)) if about and not described else None
        if led:
            if not _WISHES.search(text, 0, start) and (text[led.end()] != "由" or _is_told_of(text, start, about)):
                insertions.append((led.end("time"), about))
        elif found := described or _find_subject(text, words, start):
            about, silent = _bodies_of(masked, found), False
        elif (about or entities.campus) and _has_other_subject(masked, entities, words, start):
            about, silent = [], False
        if about:
            insertions += [
                (joined.end(), about)
                for joined in _JOINED.finditer(text, clause.start(), clause.end())
                if not _WISHES.search(text, 0, joined.start())
            ]
    recall.subject = None if silent else tuple((sign, entity) for _, sign, entity in about)
    return masked.with_subjects(insertions) if insertions else None


def _subject_behind(
    masked: Masked, entities: Entities, before: tuple[tuple[str, int], ...] | None
) -> tuple[tuple[str, int], ...] | None:
    """What a sentence that nothing is carried into was about in the end, read from its last clause on."""
    text = masked.text
    left = False
    """Whether a clause behind has a subject of its own that is no body."""
    end = len(text)
    for clause in reversed(_CLAUSE_END.split(text)):
        words = clause.lstrip()
        start = end - len(words)
        end -= len(clause) + 1
        if not words:
            continue
        if found := _find_subject(text, words, start):
            return () if left else tuple((sign, entity) for _, sign, entity in _bodies_of(masked, found))
        if not left and _has_other_subject(masked, entities, words, start):
            if entities.campus:
                return ()
            left = True
    return () if left and before else before


def _names_body(words: str) -> bool:
    return "\ue002" in words or "\ue003" in words or "\ue004" in words


def _find_subject(text: str, words: str, start: int) -> re.Match[str] | None:
    """The bodies that a clause of those words begins with, or is."""
    if not _names_body(words):
        return None
    return _ABOUT.match(text, start) or _ABOUT_LAST.fullmatch(text, start, start + len(words))


def _bodies_of(masked: Masked, found: re.Match[str]) -> list[tuple[int, str, int]]:
    """(start in the document, sign, entity) of each."""
    listed = masked.entities(*found.span("list"), "\ue002\ue003\ue004")
    return [(masked.slots.start_at(at), masked.text[at], entity) for at, entity in listed]


def _has_other_subject(masked: Masked, entities: Entities, words: str, start: int) -> bool:
    """Whether a clause begins with a person, an event or a thing that is no name (学院…, 公司…)."""
    return (
        words[0] in (P, T, "\ue006")
        or words.endswith("方面")
        or entities.reading.tag_at(masked.slots.start_at(start))[:1] in ("n", "r")
    )


def _is_told_of(text: str, start: int, about: list[tuple[int, str, int]]) -> bool:
    """Whether the clause before a 由 tells of its subject and names nothing else that may have been built by somebody."""
    before = text[text.rfind("，", 0, start - 1) + 1 : start - 1]
    return about[0][0] >= 0 and (not regex(rf"{_BODY}$").search(before) or _DESCRIBES.search(before) is not None)

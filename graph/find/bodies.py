"""Reading -> bodies that only a post and a name behind them show: 运河集团|党委书记|张安, 心血管外科|主任|董念.

The words between the last punctuation mark and a post that a person follows are a body where they end like one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Set

from graph.claim import Mention
from graph.find.names import load_heads
from graph.find.reading import Reading
from graph.lexicon import read_words
from graph.regex import regex

_ENDING = regex(
    r"(?:大学|学院|研究院|研究所|实验室|中心|医院|公司|集团|协会|学会|联盟|委员会|外科|内科|麻醉科|儿科|总会|分会|议会|工委|党工委|管委会|事务所|银行|科技|基金会|"
    r"[一-鿿]{2,}(?:局|厅|司|处|署|办|系|所|院|社|馆|台|站|组|部|科))$"
)
_COMPANY_POST = regex(
    r"(?:联合)?创始人|(?:副)?董事长|(?:副)?总经理|(?:副)?总裁|首席执行官|CEO|首席技术官|技术总监|总监"
)
_KINDS = (
    (regex(r"大学$|学院$|系$"), "University"),
    (regex(r"研究院$|研究所$|实验室$|所$"), "ResearchInstitute"),
    (regex(r"公司$|集团$|银行$|科技$"), "Company"),
    (regex(r"协会$|学会$|联盟$|总会$|分会$|基金会$"), "SocialOrganization"),
    (regex(r"局$|厅$|司$|署$|委员会$|工委$|管委会$|议会$|办$"), "GovernmentBody"),
)
_DELIMITERS = "，。；、：（）()“”《》！？\n 　"
_LEAD = regex(
    r"^(?:据|并|由|经(?!济)|与|和|及|以及|对|向|请|邀请|来自|会见|随后|兼|选举|大会选举|今天|昨天|日前|近日|原|时任|现任|其|该(?:[校院所局厅段行馆](?![长士])|公司|集团|企业|医院)?|我|而|同|是|作为|担任|为|有|在)+"
)
_BY = regex(r"由(?<!自由)(?!于)")
_OF_A_COMPANY = regex(
    r"(?:公司|集团|企业|单位)|校?\d{2,4}级|[\u4e00-\u9fff]{0,2}(?:技术|采购|市场|运营|销售|财务|人事|行政|产品)$"
)
"""What names no body: a bare company, or what a post of it is for (公司|技术总监)."""
_WARD = regex("(?:消化|呼吸|创伤|介入|感染|康复|急诊|重症|移植)[\u4e00-\u9fff]{0,6}科")
"""Departments of hospitals that start like a verb."""
_MAX = 24


def find_bodies_before_posts(reading: Reading, persons: Set[int]) -> Iterator[Mention]:
    """Mentions in text order; they may cover shorter places and bodies that they start with."""
    followed = _titles_of_persons(reading, persons)
    for start, end in reading.titles:
        if start not in followed:
            continue
        begin = _begin(reading, start)
        body = reading.text[begin:start]
        if (
            len(body) < 2
            or _OF_A_COMPANY.match(body)
            or (body in load_heads() and not regex(r"\w{1,3}学院").fullmatch(body))
        ):
            continue
        existing = reading.ending_at(start)
        if existing is not None and existing.type in ("Organization", "Park"):
            continue
        ends = _ENDING.search(body) is not None
        if not ends and not (
            _COMPANY_POST.fullmatch(reading.text, start, end) and regex(r"[一-鿿A-Za-z]{2,12}").fullmatch(body)
        ):
            continue
        if _is_body(reading, begin, start, ends=ends):
            kind = next((k for pattern, k in _KINDS if pattern.search(body)), "Organization" if ends else "Company")
            yield Mention(begin, start, "Organization", kind, body, "body-before-post", 0.75)


def _titles_of_persons(reading: Reading, persons: Set[int]) -> set[int]:
    """Starts of the posts that a person follows, at once or behind other posts and their bodies (甲会长、乙副会长|张安)."""
    text = reading.text
    followed: set[int] = set()
    begins = set(persons)
    for start, end in reversed(reading.titles):
        if end in begins or (text[end : end + 1] in "、兼" and end + 1 in begins):
            followed.add(start)
            begins.add(start)
            body = reading.ending_at(start)
            begins.add(body.start if body is not None and body.type == "Organization" else _begin(reading, start))
    for start, end in reading.titles:
        if text[end : end + 1] in ("", "\n") and text.rfind("\n", 0, end) + 1 in persons:
            followed.add(start)  # a line of a roster: 马润泽 数学科学学院本科生
    return followed


def _begin(reading: Reading, title: int) -> int:
    """Where the words between the last mark, post or lead-in word and a post start."""
    text = reading.text
    begin = title
    while begin > 0 and text[begin - 1] not in _DELIMITERS and title - begin < _MAX:
        begin -= 1
    first = bisect_left(reading.titles, (begin, 0))
    last = bisect_left(reading.titles, (title, 0))
    begin = max([begin, *(end for _, end in reading.titles[max(0, first - 1) : last] if begin < end <= title)])
    for by in _BY.finditer(text, begin, title):
        begin = by.end() if reading.is_free(*by.span()) and by.start() in reading.starts else begin
    lead = _LEAD.match(text[begin:title])
    return begin + lead.end() if lead else begin


def _is_body(reading: Reading, begin: int, end: int, *, ends: bool) -> bool:
    """Whether the words before a post are a name: no verb, nobody, and no company with what its post is for behind it."""
    words = [w for w in reading.words[reading.sentence_at(begin)] if w.start >= begin and w.end <= end]
    boundaries = read_words("boundaries.txt")
    ward = _WARD.fullmatch(reading.text, begin, end)
    if any(w.text in boundaries and len(w.text) > 1 for w in words) or (
        words and words[0].tag[0] in "vdpcr" and len(words[0].text) > 1 and not ward
    ):
        return False
    inside = [mention for w in words if (mention := reading.covering(w.start, w.end)) is not None]
    if any(mention.type not in ("Organization", "Place", "Park") for mention in inside):
        return False
    return ends or not any(mention.kind == "Company" for mention in inside)

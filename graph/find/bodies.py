"""Reading -> bodies that only a post and a name behind them show: 运河集团|党委书记|张安, 心血管外科|主任|董念.

The words between the last punctuation mark and a post that a person follows are a body where they end like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from graph.claim import Mention
from graph.find.names import load_heads
from graph.find.reading import Reading
from graph.lexicon import read_words

_ENDING = re.compile(
    r"(?:大学|学院|研究院|研究所|实验室|中心|医院|公司|集团|协会|学会|联盟|委员会|外科|内科|麻醉科|儿科|总会|分会|议会|工委|党工委|管委会|事务所|银行|科技|基金会|"
    r"[一-鿿]{2,}(?:局|厅|司|处|署|办|系|所|院|社|馆|台|站|组|部|科))$"
)
_COMPANY_POST = re.compile(
    r"(?:联合)?创始人|(?:副)?董事长|(?:副)?总经理|(?:副)?总裁|首席执行官|CEO|首席技术官|技术总监|总监"
)
_KINDS = (
    (re.compile(r"大学$|学院$|系$"), "University"),
    (re.compile(r"研究院$|研究所$|实验室$|所$"), "ResearchInstitute"),
    (re.compile(r"公司$|集团$|银行$|科技$"), "Company"),
    (re.compile(r"协会$|学会$|联盟$|总会$|分会$|基金会$"), "SocialOrganization"),
    (re.compile(r"局$|厅$|司$|署$|委员会$|工委$|管委会$|议会$|办$"), "GovernmentBody"),
)
_DELIMITERS = "，。；、：（）()“”《》！？\n 　"
_LEAD = re.compile(
    r"^(?:据|并|由|经(?!济)|与|和|及|以及|对|向|请|邀请|来自|会见|随后|兼|选举|大会选举|今天|昨天|日前|近日|原|时任|现任|其|该|我|而|同|是|作为|担任|为|有|在)+"
)
_MAX = 24


def find_bodies_before_posts(reading: Reading, persons: Set[int]) -> Iterator[Mention]:
    """Mentions in text order; they may cover shorter places and bodies that they start with."""
    text = reading.text
    boundaries = read_words("boundaries.txt")
    followed = set(persons)
    for start, end in reversed(reading.titles):
        if end in followed or (text[end : end + 1] in "、兼" and end + 1 in followed):
            followed.add(start)
    for start, end in reading.titles:
        if text[end : end + 1] in ("", "\n") and text.rfind("\n", 0, end) + 1 in persons:
            followed.add(start)  # a line of a roster: 马润泽 数学科学学院本科生
    for start, end in reading.titles:
        if start not in followed:
            continue
        begin = start
        while begin > 0 and text[begin - 1] not in _DELIMITERS and start - begin < _MAX:
            begin -= 1
        if any(a < start and begin < b for a, b in reading.titles if b <= start):
            begin = max(b for a, b in reading.titles if b <= start)
        lead = _LEAD.match(text[begin:start])
        if lead:
            begin += lead.end()
        body = text[begin:start]
        if len(body) < 2 or (body in load_heads() and not re.fullmatch(r"\w{1,3}学院", body)):
            continue
        existing = reading.ending_at(start)
        if existing is not None and existing.type in ("Organization", "Park"):
            continue
        ends = _ENDING.search(body) is not None
        if not ends and not (_COMPANY_POST.fullmatch(text, start, end) and re.fullmatch(r"[一-鿿A-Za-z]{2,12}", body)):
            continue
        words = [w for w in reading.words[reading.sentence_at(begin)] if w.start >= begin and w.end <= start]
        if any(w.text in boundaries and len(w.text) > 1 for w in words) or (
            words and words[0].tag[0] in "vdpcr" and len(words[0].text) > 1
        ):
            continue
        inside = [mention for w in words if (mention := reading.covering(w.start, w.end)) is not None]
        if any(mention.type not in ("Organization", "Place", "Park") for mention in inside):
            continue
        kind = next((kind for pattern, kind in _KINDS if pattern.search(body)), "Organization" if ends else "Company")
        yield Mention(begin, start, "Organization", kind, body, "body-before-post", 0.75)

"""Reading -> the offices that every university has, where its own news calls them by their bare names.

党政办公室, 宣传部 and 机关党委 hold nothing that tells whose they are: in the news of a university they are its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from graph.claim import Mention
from graph.find.reading import Reading
from graph.lexicon import words
from graph.regex import regex

REASON = "campus-office"
_BEFORE = "，、。；：（“\n \u3000和与及由在为向对是经将从到任*"
"""What may stand before a bare office."""
_BEHIND = regex(
    r"[，。、；：）”\n \u3000和与及等的在获]|$|(?:常务|执行|专职)?副?(?:部长|处长|主任|书记|院长|校长|主席|馆长|科长|经理|秘书长)|负责|相关|有关|全体|主要|工作人员|老师|教师|干事|联合|共同|主办|承办|协办|组织|举办|统筹|牵头|邀请|召开|开展|发布|推出|会同|携手|积极|供稿|[\u4e00-\u9fff]{2,3}(?:说|表示|老师|同志|介绍)"
)
"""What may stand behind one that is short."""
_LONG = 4
_OUTSIDE = regex(r"[省市区县州]|中[央共国]|国家|教育|.*大学|.*公司|.*集团|.*政府")
"""How a body of somebody else starts: what follows it in a list (省委组织部、宣传部) is not the university's."""


@cache
def _offices() -> AhoCorasick:
    """The offices, with and without 校 in front."""
    names = words("campus-offices")
    names += tuple(f"校{name}" for name in names)
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)


def find_offices(reading: Reading) -> Iterator[Mention]:
    """Mentions in text order, outside all others."""
    text = reading.text
    for _, first, end in _offices().find_matches_as_indexes(text):
        ours_before = text.startswith("校", first) and text.endswith(("学", "我"), 0, first)
        start = first + 1 if ours_before else first  # 学校|档案馆
        before = text[start - 1 : start]
        ours = text.endswith(("我校", "学校"), 0, start)
        if (before and before not in _BEFORE and not ours) or not reading.is_free(start, end):
            continue
        if text[end : end + 1] in ("门", "队", "署", "长") or (end - start < _LONG and not _BEHIND.match(text, end)):
            continue
        neighbour = reading.ending_at(start - 1) if before == "、" else None
        if neighbour is not None and _OUTSIDE.match(neighbour.name) and not neighbour.name.startswith(reading.campus):
            continue
        yield Mention(start, end, "Organization", "Organization", text[start:end], REASON, 0.8)

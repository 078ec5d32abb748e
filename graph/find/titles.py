"""Text -> spans of posts and forms of address (党委书记, 常务副市长, 教授)."""

from __future__ import annotations

import re
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from graph.lexicon import by_character, read_sections
from graph.regex import regex

_YEAR = regex(r"\d{2,4}(?:级|届)(?:[\u4e00-\u9fff]{2,8}专业)?(?:本科|硕士|博士)?$")
_STUDENT_BODY = regex(r"(?:研究生|本科生)院(?!长|士)")
FORMER = ("原", "前任", "前", "时任")
_PLAIN = ("首任",)
"""What stands before a post, is no part of it and does not tell that it is over."""
_NOT_AFTER = regex(
    r"团(?!长|委|队)|队(?!长|员)|性|会(?!长|员|见|晤|谈|上|议)|部(?=共)|总会|物|大会|会议室|制|工作|学院|协会|论坛|联盟|们|群体|流动站|学位|"
    r"办公室|办公会|联席|[楼权](?![\u4e00-\u9fff]{2}(?:教授|院士|研究员|老师|先生|女士|说|表示|介绍|指出|认为))|级|资格|比例|队伍|岗位|室|站(?!长)|生涯|宿舍|公寓|食堂|家长|"
    r"(?<=代表)(?:[双各三四校院我]方|学校|我校|学院|公司|企业|市委|市政府|省委|省政府|国家)"
)
"""What makes a post a part of another word: 主任|会议室, 教授|级, 代表|大会; and a verb of 代表|双方."""


@cache
def title_pattern() -> re.Pattern[str]:
    """One post: modifiers, then a core word; longest core first."""
    sections = read_sections("titles.txt")
    core = "|".join(sorted(map(re.escape, sections["core"]), key=len, reverse=True))
    modifier = "|".join(sorted(map(re.escape, sections["modifier"]), key=len, reverse=True))
    return regex(
        rf"(?:\d{{2,4}}(?:级|届)(?:[\u4e00-\u9fff]{{2,8}}专业)?(?:本科|硕士|博士)?)?(?:{modifier})*(?:{core})(?:兼(?:任)?(?:(?:{modifier})*(?:{core})))?"
    )


@cache
def _automaton() -> tuple[AhoCorasick, dict[str, tuple[str, ...]]]:
    """Core words, and modifiers by their last characters with the longest first."""
    sections = read_sections("titles.txt")
    modifiers = by_character(sorted(sections["modifier"], key=len, reverse=True), -1)
    core = sorted(set(sections["core"]))
    return AhoCorasick(
        core, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    ), modifiers


def find_titles(text: str, starts: frozenset[int]) -> list[tuple[int, int]]:
    """Spans in order. A span starts where a word starts, unless it is long, and is not the front of another word."""
    automaton, modifiers = _automaton()
    spans: list[tuple[int, int]] = []
    for _, start, end in automaton.find_matches_as_indexes(text):
        begin = start
        while begin and text.endswith(words := modifiers.get(text[begin - 1], ()), 0, begin):
            begin -= next(len(word) for word in words if text.endswith(word, 0, begin))
        around = text[max(0, begin - 14) : begin]
        year = _YEAR.search(around) if "级" in around or "届" in around else None
        if year:
            begin -= len(around) - year.start()
        if spans and begin < spans[-1][1]:
            if spans[-1][0] >= begin:
                spans.pop()  # a post that says more of this one: 团委学生|副书记
            else:
                begin = start
        if spans and begin == spans[-1][1] and text[spans[-1][0] : begin] in ("助理", "学生", "青年", "特聘"):
            begin = spans.pop()[0]
        if spans and begin == spans[-1][1] + 1 and text[begin - 1] == "兼":
            begin = spans.pop()[0]
        inside = end - begin < 3 and begin not in starts and end not in starts
        if inside or _NOT_AFTER.match(text, end) or (text[begin] in "研本" and _STUDENT_BODY.match(text, begin)):
            continue
        spans.append((begin, end))
    return spans


def is_former(title: str) -> bool:
    """Whether the words of a post say that it was held before."""
    return title.startswith(FORMER) and not title.startswith("前沿")


def strip_former(title: str) -> str:
    """The post without 原, 前, 时任, 首任."""
    for word in (*FORMER, *_PLAIN):
        if title.startswith(word) and len(title) > len(word):
            return title[len(word) :]
    return title

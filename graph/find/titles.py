"""Text -> spans of posts and forms of address (党委书记, 常务副市长, 教授)."""

from __future__ import annotations

import re
from functools import cache

from graph.lexicon import read_sections

FORMER = ("原", "前", "时任", "首任")
_NOT_AFTER = re.compile(r"会(?!长|员|见|晤|谈|上|议)|部(?=共)|总会|物|大会|会议室|制度|制|工作|学院|协会|论坛|联盟|团队|们|群体|工作站|流动站|工作室|学位|办公室|办公会|联席|楼|级|权|资格|比例|队伍|岗位|室|站(?!长)|站点|生涯")
# fmt: skip


@cache
def title_pattern() -> re.Pattern[str]:
    """One post: modifiers, then a core word; longest core first."""
    sections = read_sections("titles.txt")
    core = "|".join(sorted(map(re.escape, sections["core"]), key=len, reverse=True))
    modifier = "|".join(sorted(map(re.escape, sections["modifier"]), key=len, reverse=True))
    return re.compile(rf"(?:\d{{2,4}}级(?:[\u4e00-\u9fff]{{2,8}}专业)?)?(?:{modifier})*(?:{core})(?:兼(?:任)?(?:(?:{modifier})*(?:{core})))?")


def find_titles(text: str, starts: frozenset[int]) -> list[tuple[int, int]]:
    """Spans in order. A span starts where a word starts and is not the front of another word."""
    spans = []
    for match in title_pattern().finditer(text):
        start, end = match.span()
        if start not in starts and end - start < 3:
            continue
        if _NOT_AFTER.match(text, end):
            continue
        spans.append((start, end))
    return spans


def is_former(title: str) -> bool:
    """Whether the words of a post say that it was held before."""
    return title.startswith(FORMER) and not title.startswith("前沿")


def strip_former(title: str) -> str:
    """The post without 原, 前, 时任."""
    for word in FORMER:
        if title.startswith(word) and len(title) > len(word):
            return title[len(word) :]
    return title

"""Text and a span -> the whole sentence around it."""

from __future__ import annotations

import re

_END = re.compile(r"[。！？!?]+[”’」』）)]*|\n")


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentences that a span touches, without the blanks around them.

    >>> sentence_around("会议召开。周远致辞，李强主持！会后参观。", 5, 9)
    '周远致辞，李强主持！'
    """
    first = text.rfind("\n", 0, start) + 1
    for mark in _END.finditer(text, first, start):
        first = mark.end()
    after = _END.search(text, max(end - 1, start))
    last = after.end() if after else len(text)
    return text[min(first, start) : max(last, end)].strip()

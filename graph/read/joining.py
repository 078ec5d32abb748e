"""Lines and torn paragraphs -> whole paragraphs: what a break in the file means to a reader."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from graph.read.characters import CONTINUES, FINAL, ends_sentence, is_chinese, is_narrow_word, open_marks
from graph.read.traced import Traced, join
from graph.regex import regex

FILL = 60
"""A line that was torn because the next word did not fit is, with that word, at least this long."""
TAIL = 400
"""Characters of a paragraph's end that are looked at for open brackets."""
NUMBERED = regex(r"[（(]?[一二三四五六七八九十百\d]{1,3}[）)、.．:：]")
BULLETS = "■□●○◆◇▲△▼★☆※▪•"
SPEAKS = regex(r"(?:说|表示|指出|认为|强调|谈到|介绍|坦言)(?:道)?[，：,:]")
"""No paragraph begins with one of these: the speaker stands at the end of the one before."""


def glue(before: str, after: str) -> str:
    """What joins two lines of one paragraph: a blank between Latin words, nothing between Chinese characters.

    >>> glue("Nature", "Energy"), glue("京津", "冀协同"), glue("A-D-", "A")
    (' ', '', '')
    """
    if not before or not after or before[-1] in "-－/" or after[0] in CONTINUES:
        return ""
    if before[-1].isdigit() and after[0].isdigit():
        return ""
    first = is_narrow_word(after[0]) or after[0] in "(&"
    return " " if first and (is_narrow_word(before[-1]) or before[-1] in ",.;:)&!?'\"") else ""


def join_lines(lines: Sequence[Traced]) -> Traced:
    """The lines of one paragraph as one text."""
    whole = lines[0]
    pieces = [whole]
    for before, after in itertools.pairwise(lines):
        space = glue(before.text, after.text)
        if space:
            pieces.append(Traced(space, ()))
        pieces.append(after)
    return join(pieces)


def rejoin(paragraphs: Sequence[Traced], standing: Sequence[bool] = (), *, fill: int = FILL) -> list[Traced]:
    """The paragraphs, those that a blank line tore apart made whole again.

    `standing` says of each paragraph whether it stands by itself (a heading, a line in bold type). A paragraph goes
    on in the next one where it ends inside an open bracket or quotation, in the middle of a clause, or where the next
    one starts as no paragraph does. `fill` is how long a line is at least that was torn because it was full; 0 for
    newspaper columns, which end anywhere.
    """
    flags = list(standing) or [False] * len(paragraphs)
    whole: list[Traced] = []
    alone: list[bool] = []
    for paragraph, stands in zip(paragraphs, flags, strict=True):
        space = continuation(whole[-1].text, paragraph.text, alone[-1], stands, fill) if whole else None
        if space is None:
            whole.append(paragraph)
            alone.append(stands)
        else:
            pieces = [whole[-1], Traced(space, ()), paragraph] if space else [whole[-1], paragraph]
            whole[-1] = join(pieces)
            alone[-1] = False
    return whole


def continuation(
    before: str, after: str, stands: bool = False, after_stands: bool = False, fill: int = FILL
) -> str | None:
    """What joins the two paragraphs if the second goes on with the first; None where it starts a new one.

    >>> continuation("（记者 蓝天 摄影", "石英）五月一日，会议举行。")
    ' '
    >>> continuation("会议在天津举行。", "会议认为，成果很多。") is None
    True
    """
    if not before or not after:
        return None
    if after[0] in CONTINUES and not NUMBERED.match(after):
        return "" if not ends_sentence(before) or after[0] in "，、；：" else None
    if (ends_sentence(before) and not before.endswith(")")) or after[0] in BULLETS:
        return None
    if SPEAKS.match(after):
        return ""
    if after_stands:
        return None
    opened = open_marks(before[-TAIL:])
    if opened and _closes(opened, after):
        return _blank_inside(before, after)
    if stands or before[-1] in "：:）)】":
        return None
    if before[-1] in "，、,-－" or (before[-1] in "；;" and len(before) > FILL and not NUMBERED.match(after)):
        return glue(before, after)
    if not _runs_on(before, after, fill):
        return None
    return glue(before, after)


def _closes(opened: str, after: str) -> bool:
    """Whether the text that follows closes the innermost open mark before it ends a sentence outside it."""
    closer = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】"}[
        opened[-1]
    ]
    if closer in after[:240] or (closer == ")" and "）" in after[:240]):
        return True
    return (
        is_narrow_word(after[0])
        and len(after) < 100
        and not any(mark in after for mark in "。，；")
        and opened[-1] != "("
    )


def _blank_inside(before: str, after: str) -> str:
    """Inside brackets and quotation marks a break stands for the blank between two names or two halves of a title."""
    if before[-1] in "-－/，、：；,:;“‘《（(" or after[0] in CONTINUES + "（(":
        return ""
    return " "


def _runs_on(before: str, after: str, fill: int) -> bool:
    """A running text that stops without punctuation because the next word did not fit into its line."""
    if NUMBERED.match(after) or (NUMBERED.match(before) and not any(mark in before for mark in FINAL)):
        return False
    first_word = after.split(maxsplit=1)[0]
    if len(before) + 1 + len(first_word) < fill:
        return False
    if any(mark in before for mark in ("。！？；" if fill else "。！？；，、,")):
        return True
    if is_narrow_word(before[-1]) and is_narrow_word(after[0]) and len(before) > 8:
        return not before[-1].isdigit()
    return (
        ("，" in before or "," in before) and len(before) >= 40 and (is_chinese(after[0]) or is_narrow_word(after[0]))
    )

"""Plain text -> blocks: headlines, author lines and paragraphs, told apart by their layout."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from graph.read.blanks import clean_blanks
from graph.read.characters import ends_sentence, width
from graph.read.joining import join_lines
from graph.read.names import author_names
from graph.read.traced import Traced, traced
from graph.record import Record
from graph.regex import regex

LINE = regex(r"[^\r\n\f\v\u2028\u2029\x85]*(?:\r\n|[\r\n\f\v\u2028\u2029\x85]|\Z)")
WRAPPED_AT_MOST = 70.0
"""Columns of a hard-wrapped newspaper are no wider than this, in Chinese characters."""
HEADLINE_AT_MOST = 32.0
TITLE_AT_MOST = 60.0
"""The first line of a file may be a longer headline."""
HEADLINE_LINES = 3
FULL = 0.8
"""A line this full, compared with the widest one of its block, was wrapped; a shorter one ends its paragraph."""
SECTION_HEADING = regex(r"^[一二三四五六七八九十]{1,3}、[^。；;]{1,30}$")
NO_HEADLINE = regex(
    r"[。；;：:，,、!?]$|[。；]|^[（(]|^[一二三四五六七八九十]{1,3}、|^[（(][一二三四五六七八九十\d]+[）)]|^\d+[.、．]|"
    r"^[\d\s.,%/:：—-]+$|^https?://|^(?:来源|日期|时间|作者|编辑|责任编辑|责编|记者|图片|摄影)[:：]"
)


INDENT = 3.5
"""The first line of a paragraph may be this much shorter than the others: its indent was lost."""


class Kind(Enum):
    """What a block is on its page."""

    HEADLINE = "headline"
    AUTHORS = "authors"
    BODY = "body"


class Block(Record):
    """A headline (its lines), an author line, or one paragraph."""

    kind: Kind
    lines: tuple[Traced, ...]
    column: float = 0.0
    """Width at which its lines were cut, in Chinese characters; 0 where each line is a paragraph."""

    @property
    def text(self) -> str:
        """The lines one after the other, for looking at."""
        return "".join(line.text for line in self.lines)


class Line(Record):
    """One line of the file, without blanks at its ends."""

    text: Traced
    indented: bool


def find_blocks(raw: str) -> list[Block]:
    """The blocks of a plain text in the order of the file."""
    blocks: list[Block] = []
    for group in _with_first_lines(line_groups(raw)):
        blocks += _blocks_of(group, blocks[-1] if blocks else None)
    return blocks


def _with_first_lines(groups: Sequence[list[Line]]) -> list[list[Line]]:
    """The groups; a short group whose last line is the first of the wrapped paragraph below it joins that paragraph."""
    joined: list[list[Line]] = []
    for group in groups:
        if joined and len(joined[-1]) <= 2 and is_wrapped(group):
            last = joined[-1][-1].text.text
            full = full_width(group)
            if full - INDENT <= width(last) <= full + 1 and not ends_sentence(last) and len(group) > 2:
                joined[-1] = [*joined[-1], *group]
                continue
        joined.append(group)
    return joined


def line_groups(raw: str) -> list[list[Line]]:
    """The lines of the text, grouped by blank lines."""
    groups: list[list[Line]] = []
    current: list[Line] = []
    for match in LINE.finditer(raw):
        content = match.group().strip("\r\n\f\v\u2028\u2029\x85")
        start = match.start() + (len(match.group()) - len(match.group().lstrip("\f\v\u2028\u2029\x85")))
        line = clean_blanks(traced(raw, start, start + len(content)))
        if line.text:
            current.append(Line(line, content[:1] in " \t\u3000\u00a0"))
        elif current:
            groups.append(current)
            current = []
    return [*groups, current] if current else groups


def _blocks_of(group: Sequence[Line], before: Block | None) -> list[Block]:
    blocks: list[Block] = []
    at = _headline_lines(group, before)
    if at:
        blocks += _headline_blocks(group[:at])
    column = full_width(group[at:]) if at < len(group) and is_wrapped(group[at:]) else 0.0
    wrapped = is_wrapped(group)
    for paragraph in paragraphs_of(group[at:]):
        names = author_names(paragraph[0].text.text) if len(paragraph) == 1 else ()
        if names:
            blocks.append(Block(Kind.AUTHORS, (paragraph[0].text,)))
        elif len(paragraph) == 1 and blocks and is_headline_line(paragraph[0].text.text) and wrapped:
            blocks.append(Block(Kind.HEADLINE, (paragraph[0].text,)))
        else:
            blocks.append(Block(Kind.BODY, (join_lines([line.text for line in paragraph]),), column))
    return blocks


def _headline_blocks(lines: Sequence[Line]) -> list[Block]:
    blocks: list[Block] = []
    for line in lines:
        if author_names(line.text.text):
            blocks.append(Block(Kind.AUTHORS, (line.text,)))
        elif blocks and blocks[-1].kind is Kind.HEADLINE:
            blocks[-1] = Block(Kind.HEADLINE, (*blocks[-1].lines, line.text))
        else:
            blocks.append(Block(Kind.HEADLINE, (line.text,)))
    return blocks


def is_headline_line(text: str, longest: float = HEADLINE_AT_MOST) -> bool:
    """Short, without final punctuation, no enumeration, no note in brackets, no credit line."""
    return len(text) >= 2 and width(text) <= longest and not _is_sentence(text) and not NO_HEADLINE.search(text)


def _is_sentence(text: str) -> bool:
    """Ends with a full stop; a question or exclamation mark may end a headline."""
    return text.rstrip("”’」』）)").endswith(("。", "；"))


def _headline_lines(group: Sequence[Line], before: Block | None) -> int:
    """How many lines at the head of the group are headline or author lines."""
    count = 0
    while count < len(group) and count < HEADLINE_LINES + 2:
        text = group[count].text.text
        longest = TITLE_AT_MOST if before is None and not count else HEADLINE_AT_MOST
        if not (is_headline_line(text, longest) or author_names(text)):
            break
        count += 1
    if count == len(group):
        return count if count <= HEADLINE_LINES + 1 and not _goes_on(before, group) else 0
    for number in range(min(count, HEADLINE_LINES), 0, -1):
        rest = group[number:]
        if rest[0].indented and not all(line.indented for line in group):
            return number
        full = full_width(rest)
        if all(width(line.text.text) < shortest_full(full) for line in group[:number]):
            return number if full > WRAPPED_AT_MOST or not _goes_on(before, group) else 0
    return 0


def full_width(group: Sequence[Line]) -> float:
    """The width at which the lines of a group were cut: the median, as columns are ragged."""
    widths = sorted(width(line.text.text) for line in group[:-1] or group)
    return widths[len(widths) // 2]


def shortest_full(widest: float) -> float:
    """Lines of a wrapped block that are shorter than this end their paragraph."""
    return min(FULL * widest, widest - INDENT) if widest > 2 * INDENT else FULL * widest


def _goes_on(before: Block | None, group: Sequence[Line]) -> bool:
    """Whether the group is running text because of what stands above it: a torn clause, or a section's heading."""
    if before is None or before.kind is not Kind.BODY or ends_sentence(before.text) or len(group) > 1:
        return False
    return before.text.endswith(("，", "、", ",")) or bool(SECTION_HEADING.match(before.text))


def is_wrapped(group: Sequence[Line]) -> bool:
    """Whether the lines of the group were cut at a fixed width."""
    widths = [width(line.text.text) for line in group]
    widest = max(widths)
    if len(group) < 2 or not 6 <= widest <= WRAPPED_AT_MOST:
        return False
    full = [line for line, wide in zip(group[:-1], widths, strict=False) if wide >= FULL * widest]
    if len(full) < 0.5 * (len(group) - 1):
        return False
    return sum(ends_sentence(line.text.text) for line in full) <= 0.5 * len(full)


def paragraphs_of(group: Sequence[Line]) -> list[list[Line]]:
    """The lines of a group without blank lines, put together by paragraph."""
    if not group:
        return []
    if not is_wrapped(group):
        return [[line] for line in group]
    full = full_width(group)
    all_indented = all(line.indented for line in group[1:])
    paragraphs: list[list[Line]] = []
    for line in group:
        last = paragraphs[-1][-1] if paragraphs else None
        if last is None or (line.indented and not all_indented) or width(last.text.text) < shortest_full(full):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return paragraphs

"""Text -> names written by sound: with a dot (沃尔夫冈·海因策), of known parts (扎西多杰), behind a post (乌力罕)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from graph.lexicon import word_set, words
from graph.regex import regex

DOTS = "·•‧・"
_PART = r"[\u4e00-\u9fffA-Z]"
_DOT = regex(rf"[{DOTS}](?:(?<={_PART}.)|(?<={_PART}\..))(?={_PART})")
"""A dot between the parts of a name, the first of which may be an initial with its stop."""
_LATIN = regex(r"[A-Z][a-z'’\-]+(?:[ ·.]{1,2}[A-Z][A-Za-z'’\-]*){1,3}(?![A-Za-z\d])")
_FORM_OF_ADDRESS = regex(r"[ 　]?(?:副?教授|院士|博士|先生|女士|研究员|主任|校长|院长|主席|总裁|大使)")
_LEADS = "和与及由对向请据是为同跟给被随的任"
"""What may stand right before a name without a mark between."""
_LONGEST_PART = 7
_CALLING = regex("[\u4e00-\u9fff]{1,4}(?:学家|建筑师|艺术家|指挥家|设计师|工程师|运动员|音乐家|钢琴家|企业家|评论员)")
"""What somebody is, right before the name: 物理|学家."""
_AREA = regex(r"[县市区州乡镇村盟旗路街山河湖江]")


@cache
def _transliteration() -> frozenset[str]:
    return frozenset("".join(words("transliteration")))


@cache
def _elements() -> re.Pattern[str]:
    parts = "|".join(sorted(words("name-elements"), key=len, reverse=True))
    return regex(f"(?:{parts}){{2,3}}")


@cache
def _element_automaton() -> AhoCorasick:
    parts = sorted(words("name-elements"))
    return AhoCorasick(parts, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)


@cache
def _following() -> tuple[tuple[str, ...], frozenset[str]]:
    """Words that follow a name: those of several characters, and single ones that are no part of a name."""
    after = words("after-name")
    return (
        tuple(word for word in after if len(word) > 1),
        frozenset(word for word in after if len(word) == 1) - _transliteration(),
    )


def find_dotted(text: str, ends: Callable[[int], bool], posts: Container[int]) -> Iterator[tuple[int, int]]:
    """Spans of names with dots.

    ends: whether something ends at an offset that a name may follow. posts: where posts end; a name right behind one
    may be written with any characters (专员|颂猜·旺玛尼).
    """
    until = 0
    for match in _DOT.finditer(text) if any(dot in text for dot in DOTS) else ():
        last = match.start() - (2 if text[match.start() - 1] == "." else 1)
        if last < until:
            continue
        start, end = _first_part(text, last, ends, posts), _last_part(text, match.end())
        first, rest = text[start : last + 1], text[match.end() : end]
        sounds = (_sounds(first) or (len(first) == 1 and ends(start))) and _sounds(rest)
        if rest and end - start >= 4 and (sounds or start in posts):
            until = end
            yield start, end


def find_latin(text: str, ends: Container[int]) -> Iterator[tuple[int, int]]:
    """Spans of names in Latin letters behind a post or before a form of address (经理John Smith、Jane Doe教授)."""
    for match in _LATIN.finditer(text):
        start = match.start()
        behind_post = start in ends or (text[start - 1 : start] == " " and start - 1 in ends)
        if behind_post or _FORM_OF_ADDRESS.match(text, match.end()):
            yield match.span()


def find_transliterated(text: str, start: int) -> int:
    """End of a name without a dot that starts right behind a post; `start` where there is none."""
    allowed = _transliteration()
    end = start
    while end < len(text) and end - start < 8 and text[end] in allowed:
        if end - start >= 2 and _follows(text, end):
            break
        end += 1
    return end


def find_composed(text: str) -> Iterator[tuple[int, int]]:
    """Spans of names that are made of known parts (扎西|多杰, 萨仁|图雅)."""
    last = -1
    for _, start, end in _element_automaton().find_matches_as_indexes(text):
        if start == last:
            break
        last = end
    else:
        return  # no two parts stand side by side
    for match in _elements().finditer(text):
        beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        if not _AREA.match(text, match.end()) and not any(mark in DOTS for mark in beside):
            yield match.span()


def _sounds(part: str) -> bool:
    """Whether half of the characters of a part are such as names are written with by sound."""
    han = [c for c in part if "\u4e00" <= c <= "\u9fff"]
    return sum(c in _transliteration() for c in han) * 2 >= len(han)


def _first_part(text: str, last: int, ends: Callable[[int], bool], posts: Container[int]) -> int:
    """Where the part before the first dot starts: at a mark or a post, else as far as characters transliterate."""
    allowed = _transliteration()
    start = last
    while start > 0 and last - start < _LONGEST_PART and not ends(start) and "\u4e00" <= text[start - 1] <= "\u9fff":
        start -= 1
    if last - start < _LONGEST_PART:
        while start < last and (text[start] == "的" or (text[start] in _LEADS and not ends(start))):
            start += 1
        if called := _CALLING.match(text, start, last):
            return called.end()
        if start in posts or _sounds(text[start : last + 1]):
            return start
    start = last
    while start > 0 and text[start - 1] in allowed and not ends(start) and last - start < 8:
        start -= 1
    return start


def _last_part(text: str, first: int) -> int:
    """End of the parts behind the first dot."""
    allowed = _transliteration()
    end = part = first
    while end < len(text):
        if text[end] in DOTS:
            end += 1
            part = end
        elif not regex(r"[\u4e00-\u9fffA-Z]").match(text[end]) or (end - part >= 1 and _follows(text, end)):
            if end - part > 5 and not any(c in allowed for c in text[end - 2 : end]):
                known = next((k for k, c in enumerate(text[part:end]) if c not in allowed), 0)
                end = part + known if known > 1 else end
            break
        elif end - part >= _LONGEST_PART:
            end = part
            while end < len(text) and text[end] in allowed and end - part < _LONGEST_PART:
                end += 1
            break
        else:
            end += 1
    while end > first and text[end - 1] in DOTS:
        end -= 1
    return end


def _follows(text: str, at: int) -> bool:
    several, single = _following()
    return text[at] in single or text.startswith(several, at) or text[at : at + 2] in word_set("behind-foreign")

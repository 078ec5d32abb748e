"""The words around a number -> the name of what it measures: the noun phrase before it or behind it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from graph.lexicon import lexicon_folder, read_lines
from graph.prepared import prepared
from graph.regex import regex
from graph.segment import Word

_NOUNS = frozenset(["n", "nz", "nt", "ng", "nrt", "nrfg", "nr", "ns", "vn", "an", "l", "j", "i", "b", "eng", "s"])
_OPEN = {"）": "（", ")": "(", "”": "“", "》": "《", "」": "「", "】": "【"}
_CLOSE = {opening: closing for closing, opening in _OPEN.items()}
_AND = ("和", "与", "及", "以及")
_LIGHT = frozenset(
    "有为达在对与和被把将从由以已也还共总均各了过其该这那是到使让能会要就又等并及或而出上中获批间地建签增超近约与每占距后前因受"
)
"""Single characters that no name goes on with."""
_PEOPLE = (
    "学者",
    "学生",
    "学子",
    "师生",
    "代表",
    "观众",
    "教师",
    "同学",
    "市民",
    "人员",
    "员工",
    "选手",
    "领导",
    "嘉宾",
)
"""Ends of names of people."""
_WITH_PEOPLE = ("和", "及", "与", "、", "代表", "骨干", "队伍", "家庭", "团队", "志愿者")
"""What may follow them within a name."""
_MEASURING = "额率值量数比度费价"
"""Last characters of words that name a measure."""
_HOLDERS = ("学院", "学校", "高校", "国家", "单位", "企业", "机构", "城市", "部门", "国家和地区")
"""Counted bodies: what follows with 的 is not counted (12个学院的代表)."""
_SHORT = (
    "规模",
    "数量",
    "面积",
    "总额",
    "总量",
    "人数",
    "比例",
    "比重",
    "金额",
    "价值",
    "总数",
    "产值",
    "存量",
    "余额",
    "占比",
    "增速",
)
"""Names that say too little without the words before 的."""


@prepared(dict[str, frozenset[str]])
def load_words() -> dict[str, frozenset[str]]:
    """Roles of the words of lexicons/measures.tsv."""
    roles: dict[str, set[str]] = {}
    for _, line in read_lines(lexicon_folder() / "measures.tsv"):
        word, role = line.split("\t")[:2]
        roles.setdefault(role, set()).add(word)
    return {role: frozenset(words) for role, words in roles.items()}


@cache
def scope_pattern() -> re.Pattern[str]:
    """A word before a name that says whose it is (全市)."""
    return regex("|".join(sorted(load_words()["scope"], key=lambda word: (-len(word), word))))


def phrase_before(text: str, words: Sequence[Word], floor: int, end: int, *, lists: bool = False) -> int:
    """Start of the noun phrase that ends at `end` and does not start before `floor`; `end` where there is none.

    With `lists` the phrase goes on across 、 and 和 (A、B均突破1万家).
    """
    at = bisect_right(words, end - 1, key=lambda word: word.start) - 1
    start = end
    while at >= 0 and words[at].start >= floor:
        word = words[at]
        if word.text in _OPEN:
            opening = _opening(words, at, floor)
            if opening < 0 or (word.text in "）)" and word.end - words[opening].start > 10):
                break
            start = words[opening].start
            at = opening - 1
            continue
        if at and words[at - 1].text in ("在", "于") and word.tag != "n" and start < end:
            break
        if at and words[at - 1].text == "在" and len(word.text) == 1:
            break
        if (
            not (word.text == "上" and text[word.start - 1] == "规")
            and not _continues(word, words, at, start == end)
            and not (
                start < end
                and (
                    _joins(words, at)
                    or (lists and (word.text == "、" or word.text in _AND))
                    or _is_of(text[start:end], word)
                )
            )
        ):
            break
        start = word.start
        at -= 1
    while start < end and (text[start] in " 　\n、的和与及" or text.startswith("以及", start)):
        start += 2 if text.startswith("以及", start) else 1
    return start


def _has_noun_tag(word: Word) -> bool:
    """Whether a word is a noun by its tag, or by its last character where the dictionary errs (诊所 as a verb)."""
    if word.tag in _NOUNS:
        return True
    return len(word.text) > 1 and word.text[-1] in "所院店馆站厂室企楼舱" and word.text[0] not in "入出建到进住离转驻"


def _joins(words: Sequence[Word], at: int) -> bool:
    """Whether the word at `at` joins two nouns (地区总部|及|功能性机构)."""
    return (
        words[at].text in ("和", "及", "以及")
        and at > 0
        and words[at - 1].tag in ("n", "vn", "nz")
        and len(words[at - 1].text) > 1
    )


def _is_of(name: str, word: Word) -> bool:
    return word.text == "的" and name in _SHORT


def _continues(word: Word, words: Sequence[Word], at: int, last: bool) -> bool:
    """Whether a word belongs to the phrase, read from its end; `last` for the word that ends it."""
    known = load_words()
    if word.text in known["scope"] or word.text in ("中", "后", "前", "时", "内", "以来", "期间", "其中", "上"):
        return False
    if word.text in known["stop"] and word.text not in known["verb"] | known["noun"]:
        return False
    if _has_noun_tag(word) or word.text in known["noun"] or word.text in known["end"]:
        return not (last and word.tag == "ns" and word.text[-1] not in _MEASURING)
    if word.tag == "x" and word.text in ("·", "-", "—", "/"):
        return not last
    if word.text in known["verb"]:
        return not last or word.text in known["amount"]
    if word.tag in ("a", "ad", "d") and word.text in (
        "新",
        "高",
        "总",
        "小",
        "大",
        "主要",
        "优质",
        "年均",
        "日均",
        "累计",
    ):
        return not last
    if not last and len(word.text) == 1 and word.tag in ("v", "d", "a", "n", "q", "f", "zg", "ng", "vg", "ag"):
        return word.text not in _LIGHT
    if word.tag == "m":
        return not last and word.text[0] not in "0123456789"
    if last:
        return word.text in known["amount"] or (word.text[-1:] in _MEASURING and len(word.text) > 1)
    return (word.tag in ("a", "f", "g", "k", "h", "z", "zg") and len(word.text) > 1) or word.tag in (
        "k",
        "g",
        "vg",
        "zg",
    )


def _opening(words: Sequence[Word], at: int, floor: int) -> int:
    """Index of the bracket that the closing bracket at `at` closes; -1 where there is none after `floor`."""
    wanted = _OPEN[words[at].text]
    for index in range(at - 1, max(-1, at - 30), -1):
        if words[index].start < floor:
            return -1
        if words[index].text == wanted:
            return index
    return -1


def phrase_behind(text: str, words: Sequence[Word], start: int, ceiling: int) -> int:
    """End of the noun phrase that starts at `start`; `start` where there is none."""
    at = bisect_right(words, start, key=lambda word: word.start) - 1
    if at >= 0 and words[at].start < start < words[at].end:
        word = words[at]
        words = [Word(start, word.end, word.text[start - word.start :], word.tag), *words[at + 1 : at + 60]]
        at = 0
    elif at < 0 or words[at].start < start:
        at += 1
    end = last_noun = start
    known = load_words()
    while at < len(words) and words[at].start < ceiling:
        word = words[at]
        following = words[at + 1] if at + 1 < len(words) else None
        if word.text in _CLOSE and word.text not in "（(":
            closing = _closing(words, at, ceiling)
            if closing < 0:
                break
            end = last_noun = words[closing].end
            at = closing + 1
            continue
        noun = _has_noun_tag(word) or word.text in known["noun"] or word.text in known["end"]
        if word.text in known["scope"] | known["adverb"] | known["stop"] and last_noun > start:
            break
        if last_noun > start and word.text in ("中", "后", "前", "时", "上", "内"):
            break
        if word.text in ("、", "以及") and "的" not in text[word.end : min(ceiling, word.end + 16)]:
            break
        if (
            last_noun > start
            and text[start:last_noun].endswith(_PEOPLE)
            and word.text not in _WITH_PEOPLE
            and (word.tag not in ("n", "nz", "j"))
        ):
            break
        if word.text == "的" and text[start : word.start].endswith(_HOLDERS):
            break
        if noun:
            end = word.end
            if word.text not in known["noun"] or _has_noun_tag(word) or word.text in known["end"]:
                last_noun = end
        elif word.text in ("的", *_AND, "、") and last_noun > start and following and _is_noun(following):
            if following.text == "“":
                break
            end = word.end
        elif (
            (
                word.tag in ("a", "ad", "d", "b", "f", "g", "k", "h", "m", "q", "vg", "zg", "z", "nrt")
                and _leads(words, at + 1, ceiling)
            )
            or (
                len(word.text) == 1
                and last_noun == start
                and word.tag == "v"
                and word.text not in _LIGHT
                and (
                    _leads(words, at + 1, ceiling)
                    or (len(words) > at + 1 and len(words[at + 1].text) == 1 and _leads(words, at + 2, ceiling))
                )
                and text[word.start - 1 : word.start] not in ("家", "人", "名", "业")
            )
            or (
                word.tag == "v"
                and last_noun == start
                and _leads(words, at + 1, ceiling)
                and (word.text in known["verb"] or "的" in text[word.end : min(ceiling, word.end + 16)])
            )
            or (word.text in known["verb"] and following and _is_noun(following) and last_noun == start)
        ):
            end = word.end
        else:
            break
        at += 1
    if last_noun > start and text[last_noun : last_noun + 1] in ("员", "者"):
        return last_noun + 1
    return last_noun


def _is_noun(word: Word) -> bool:
    return _has_noun_tag(word) or word.text in load_words()["noun"] or word.text == "“"


def _leads(words: Sequence[Word], at: int, ceiling: int) -> bool:
    """Whether a noun stands at `at` (behind 的, perhaps)."""
    if at < len(words) and words[at].text == "的":
        at += 1
    return at < len(words) and words[at].start < ceiling and _is_noun(words[at])


def _closing(words: Sequence[Word], at: int, ceiling: int) -> int:
    wanted = _CLOSE[words[at].text]
    for index in range(at + 1, min(len(words), at + 30)):
        if words[index].start >= ceiling:
            return -1
        if words[index].text == wanted:
            return index
    return -1

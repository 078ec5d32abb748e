"""Two names of bodies -> whether one is a contraction of the other: 力土学院 of 力学与土木工程学院.

A contraction keeps the head and takes its other characters from the fuller name in their order. It holds within one
document only, and only where it fits a single fuller name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from graph.dictionary import cut_text, tag_word
from graph.regex import regex

_HEADS = (
    "全国重点实验室|国家重点实验室|重点实验室|联合实验室|实验室|研究中心|创新中心|工程中心|中心|研究院|研究所|学院|党支部|团支部|党委|团委|协会|学会|商会|联盟|"
    "基地|集团|医院|博物馆|图书馆|公司|大学|银行|委员会|基金会|出版社|园区|产业园|科技园|园|学校|研究会|联合会"
)
_HEAD = regex(rf"(?:{_HEADS})$")
_ABBREVIATED = {
    "国重": "重点实验室",
    "重点实验室": "国家重点实验室",
    "支部": "党支部",
    "国重室": "重点实验室",
    "二院": "第二医院",
    "一院": "第一医院",
    "附院": "附属医院",
    "所": "研究所",
    **{f"{number}中": f"第{number}中学" for number in "一二三四五六七八九十"},
}
"""Heads that are short themselves -> what the fuller name ends with."""
_COMPANY_TAIL = regex(r"(?:股份|控股)?(?:集团)?(?:有限)?(?:责任)?公司$")
_OF_SCHOOL = regex(r"科学与工程|科学与技术|科学技术|与信息工程")
"""What a school's short name leaves out of its subject (材料|科学与工程|学院)."""
_GROUP = regex(r"(?:控股|科技|技术|产业|投资)?集团$|控股$")
_AREA = regex(r"^[\u4e00-\u9fff]{2,4}?[省市区县]")
_PARK = regex("(?:产业园|科技园|园区|工业园)$")
_NUMBER = regex(r"第[一二三四五六七八九十百]+|[一二三四五六七八九十]+(?=院|中|附|校|厂|小)|\d+")
_AUTONOMOUS = regex(
    r"(?:(?:土家|布依|朝鲜|蒙古|哈萨克|柯尔克孜|景颇|傈僳|哈尼|达斡尔|撒拉|裕固|仡佬|[彝藏羌回苗侗壮傣白瑶黎满畲土水佤])族?)+自治(?=[州县])"
)
_SOCIETY = regex("中国[\u4e00-\u9fff]{2,4}[学协研商]究?会|中国[\u4e00-\u9fff]{2,8}[学协]会")
"""National societies: their names differ by little and mean different ones (中国社会学会, 中国社会工作学会)."""
_JOINER = regex(r"[和与及、]")
_SHORT_HEAD = regex(r"一院|二院|三院|四院|五院|六院|附院|国重|集团|公司|学院|医院|基地|实验室|联盟")
_HAN = regex(r"[\u4e00-\u9fffA-Za-z]+")
_BEFORE = frozenset("，。、；：（“”\n \u3000由与和及同在对向从为的是到请邀访赴将以联合出席会见年")
"""What may stand before a contraction that no finder has taken for a name."""
_MOST = 6
"""Characters of a contraction before its head."""
_LONG = 4
"""Characters before the head from which one unbroken piece of a fuller name is telling enough."""


def is_contraction(short: str, full: str) -> bool:
    """Whether a reader of both names in one text would take the shorter one for the other.

    >>> is_contraction("力土学院", "力学与土木工程学院")
    True
    >>> is_contraction("经济学院", "经济与管理学院")
    False
    """
    if len(short) >= len(full) or short[:1] not in full:
        return False
    if full.startswith(short) and not _COMPANY_TAIL.fullmatch(full, len(short)):
        return False  # what goes on behind a whole name is a part: 甲科创园|乙园
    if _SOCIETY.fullmatch(short) and _SOCIETY.fullmatch(full):
        return False
    if "自治" in full:
        short, full = _AUTONOMOUS.sub("", short), _AUTONOMOUS.sub("", full)
    if short == full:
        return True
    tail = _tail(short, full)
    if tail is None:
        return False
    own, whole = short[: len(short) - tail[0]], full[: len(full) - tail[1]]
    if not own or not whole or not _numbers_agree(own, whole):
        return False
    if own in whole:
        return _is_telling(own, whole, short[len(own) :])
    if _PARK.search(short) and _leaves_out_the_middle(own, whole):
        return True
    long = tail[0] == 1 and len(own) >= _LONG  # 长春光机|所
    return len(own) >= 2 and _takes_word_starts(own, whole, company=short.endswith("公司"), joined=long)


def _tail(short: str, full: str) -> tuple[int, int] | None:
    """Lengths of the heads of two names where they are the same; None where they are not."""
    for abbreviated, whole in _ABBREVIATED.items():
        if short.endswith(abbreviated) and full.endswith(whole) and not short.endswith(whole):
            return len(abbreviated), len(whole)
    head = _HEAD.search(short)
    if head is None:
        return None
    text = head.group()
    if full.endswith(text):
        return len(text), len(text)
    group = text == "公司" or (text == "集团" and ("集团" in full or "控股" in full or full.startswith(short[:-2])))
    if group and (company := _COMPANY_TAIL.search(full)):
        return len(text), len(company.group())
    return None


def _numbers_agree(own: str, whole: str) -> bool:
    """Whether a short name has no number that the fuller one lacks, nor the other way round."""
    return {n.strip("第") for n in _NUMBER.findall(own)} == {n.strip("第") for n in _NUMBER.findall(whole)}


def _leaves_out_the_middle(own: str, whole: str) -> bool:
    """Whether a park's short name leaves out only the place in the middle (金风科技|零碳 of 金风科技巴彦淖尔零碳)."""
    fronts = (size for size in range(3, len(own) - 1) if whole.startswith(own[:size]) and whole.endswith(own[size:]))
    return next(fronts, 0) > 0 and len(whole) > len(own)


def _is_telling(own: str, whole: str, head: str) -> bool:
    """Whether an unbroken piece of a fuller name stands for all of it (金砖|基地, but not 经济|学院)."""
    if head in _ABBREVIATED and (whole.startswith(own) or whole.endswith(own)):
        return len(own) >= 2
    if head == "集团":
        return own == whole
    if head == "学院" and whole.startswith(own):
        return _OF_SCHOOL.fullmatch(whole, len(own)) is not None
    if head in ("学院", "大学", "医院", "学校") or _JOINER.search(whole.replace(own, "")):
        return False
    return len(own) >= _LONG or (len(own) >= 2 and whole.startswith(own) and len(whole) >= len(own) + 4)


def _takes_word_starts(own: str, whole: str, *, company: bool, joined: bool) -> bool:
    """Whether the characters of a short name stand in a fuller one in order, each new piece at the start of a word.

    At least one word must be cut short, except in a company's name, and what a joiner adds must not be passed over,
    unless `joined` says so.
    """
    starts = _word_starts(whole)
    at = -1
    begun = cut = 0
    for character in own:
        if at >= 0 and whole[at + 1 : at + 2] == character:
            at += 1
            continue
        if at >= 0 and at + 1 < len(whole) and at + 1 not in starts:
            cut += 1
        at = next((i for i in range(at + 1, len(whole)) if whole[i] == character and i in starts), -1)
        if at < 0:
            return False
        begun += 1
    if at + 1 < len(whole) and at + 1 not in starts:
        cut += 1
    rest = whole[at + 1 :]
    return begun >= 2 and (cut >= 1 or company) and own[0] == whole[0] and (joined or _JOINER.search(rest) is None)


def find_candidates(text: str) -> Iterator[tuple[int, int]]:
    """Spans that may be contractions, by their last characters: shorter ones of one end come later."""
    for match in _SHORT_HEAD.finditer(text):
        head, end = match.span()
        for start in range(max(0, head - _MOST), head - 1):
            if (not start or text[start - 1] in _BEFORE) and _HAN.fullmatch(text, start, end):
                yield start, end


def find_brand(name: str) -> str:
    """The coined front of a company's name, by which news calls it alone; empty where it has none.

    >>> find_brand("海纳克密封技术集团")
    '海纳克'
    >>> find_brand("天津农业发展集团")
    ''
    """
    company = _COMPANY_TAIL.search(name) or _GROUP.search(name)
    if company is None:
        return ""
    front, coined = "", False
    for word in cut_text(_AREA.sub("", name[: company.start()])):
        tag = tag_word(word)
        if tag == "ns" and not front:
            continue
        if len(word) > 1 and tag not in ("nz", "nr", "nrt", "nrfg", "x"):
            break
        front += word
        coined = coined or tag != "j"
    return front if coined and 2 <= len(front) <= 4 and front != name else ""


@lru_cache(maxsize=4096)
def _word_starts(name: str) -> frozenset[int]:
    starts, at = set(), 0
    for word in cut_text(name):
        starts.add(at)
        at += len(word)
    return frozenset(starts)

"""Text -> the numbers with units in it, as decimal value, unit and mark (超, 近, 余 …)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from graph.lexicon import lexicon_folder, read_lines
from graph.prepared import prepared
from graph.record import Record
from graph.regex import regex

_NUMERALS = "〇零一二两三四五六七八九十百千万亿"
_NUMBER = (
    rf"[0-9０-９{_NUMERALS}](?:(?<=[0-9０-９])(?<![0-9０-９].)[0-9０-９]{{0,14}}+(?:[,，][0-9０-９]{{3}}(?![0-9０-９]))*(?:[.．][0-9０-９]{{1,9}})?"
    rf"|(?<=[{_NUMERALS}])(?<![{_NUMERALS}].)[{_NUMERALS}]{{0,13}}(?:点[〇零一二三四五六七八九]{{1,6}})?)"
)
"""A whole number: behind one that begins within another the same words stand, behind one that ends too soon digits."""
_TIMES = "十百千万亿"
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_NOT_POWERS = str.maketrans("", "", "十百千")
_ONES = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_BEFORE = regex(
    r"(?:不超过|不低于|不少于|不高于|最多|最少|至少"
    r"|超过|突破|接近|将近|大约|约为|超出|高于|低于|少于|多于|不足"
    r"|不到|超|近|(?<![签条合预特公制大节履])约|逾"
    r"|(?<![世以之网线基])上(?=[百千万亿])|(?<![通超经])过)了?[ 　]?(?=.$)",
    re.DOTALL,
)
_UNIT_SCALES = ("", "万", "亿", "万亿")
"""What stays in the unit of a number in plain digits."""
_SCALE = regex(r"万亿$|[万亿]$")


class Number(Record):
    """A number with its unit. Offsets into the document's text; `end` is exclusive and behind the unit."""

    start: int
    end: int
    value: str
    """Plain decimal digits."""
    unit: str
    """With 万, 亿 or 万亿 in front where the text has them."""
    group: str
    """Of the unit: count, people, money, share, size, time; bare where there is none."""
    mark: str
    """超, 近, 约 … in front of it or 余, 多, 以上 … behind; the words of a range (0.5到1小时). Empty if exact."""


class Unit(Record):
    """A row of the table of units."""

    name: str
    group: str
    not_before: str
    """Regular expression of what may not follow it (个: 月); empty for no limit."""


@prepared(dict[str, Unit])
def load_units() -> dict[str, Unit]:
    """Units by name, from lexicons/units.tsv."""
    rows = ([*line.split("\t"), ""] for _, line in read_lines(lexicon_folder() / "units.tsv"))
    return {row[0]: Unit(row[0], row[1], row[3]) for row in rows}


@cache
def number_pattern() -> re.Pattern[str]:
    """A number with a unit, or with 万, 亿 and no unit. It begins with a digit, so that the search is fast."""
    longest_first = sorted(load_units().values(), key=lambda unit: (-len(unit.name), unit.name))
    units = "|".join(re.escape(u.name) + (f"(?!{u.not_before})" if u.not_before else "") for u in longest_first)
    firsts = re.escape("".join(sorted({unit.name[0] for unit in longest_first})))
    return regex(
        rf"(?P<low>{_NUMBER})(?P<scale1>万亿|[百千]?万|亿|[百千](?![克米瓦分伏]))?"
        rf"(?:[ 　]?(?P<dash>[到至—–\-－~～]{{1,2}})[ 　]?(?P<high>{_NUMBER}))?"
        r"[ 　\n]?(?P<more1>[余多几])?(?P<scale2>万亿|[百千十]?万|亿|[百千](?![克米瓦分伏]))?(?P<more2>[余多])?[ 　\n]?"
        rf"(?:(?=[{firsts}])(?P<unit>{units})(?![0-9])|(?=[，,。；;、）)\n]|$))"
        r"(?P<more3>[余多](?![个项种样元边方年功能]))?(?P<after>左右|以上|以下|上下)?"
    )


_LEADING_ZERO = regex("[0０][0-9０-９]")


def find_numbers(text: str) -> Iterator[Number]:
    """Numbers in text order. Dates, ordinals, editions, versions and clock times are left out. Linear in the text."""
    for match in number_pattern().finditer(text):
        number = _read(match, text)
        if number is not None:
            yield number


def _read(match: re.Match[str], text: str) -> Number | None:
    start, end = match.start(), match.end()
    unit = match["unit"] or ""
    if _is_other(text, start) or _LEADING_ZERO.match(match["low"]):
        return None
    scale = (match["scale1"] or "") + (match["scale2"] or "")
    if match["low"].isascii() and match["low"].isdecimal() and scale in _UNIT_SCALES:
        value = match["low"]
    else:
        amount, own = _value(match["low"])
        value, scale = _multiply(amount, own + scale)
    if match["more3"] and unit and load_units()[unit].group in ("count", "people"):
        return None
    before = _BEFORE.search(text[max(0, start - 4) : start + 1])
    marks = [
        before.group().strip() if before else "",
        *(match[name] or "" for name in ("more1", "more2", "more3", "after")),
    ]
    mark = "".join(marks)
    if match["high"]:
        mark = regex(r"\s").sub("", match.group())
    elif match["low"][0] not in "0123456789０１２３４５６７８９" and not _is_counted(match["low"], scale, mark, unit):
        return None
    group = load_units()[unit].group if unit else "bare"
    if group == "bare" and not (scale or _reaches(text, start)):
        return None
    return Number(start, end, value, scale + unit.replace("％", "%"), group, mark)


_REACHING = regex(r"(?:达到|达|增至|升至|降至|增加到|增长到|上升到|提升至|提高到|超过|突破|为|超|约|近)[ 　]?$")


def _reaches(text: str, start: int) -> bool:
    return bool(_REACHING.search(text, max(0, start - 4), start))


def _is_other(text: str, start: int) -> bool:
    """Whether the number is an ordinal, a part of a name, a date, an age, a clock time or an edition."""
    before = text[start - 1 : start] if start else ""
    if before and (before in "第+＋/_.．±#〔[［·之每" or (before.isascii() and (before.isalnum() or before == "-"))):
        return True
    return before != "" and before in "—–－~～" and text[start - 2 : start - 1].isdigit()


def _is_counted(low: str, scale: str, mark: str, unit: str) -> bool:
    """Whether Chinese numerals state a count, and not a figure of speech (一带, 三地, 百年)."""
    if unit == "成":
        return True
    if low in ("百", "千", "万", "亿", "十", "百万", "千万", "万亿", "亿万"):
        return bool(mark)
    return "余" in mark or "多" in mark or (low != "十" and not set("十百千万亿").isdisjoint(low + scale))


def _value(low: str) -> tuple[Decimal, str]:
    """Value and the 万, 亿 or 万亿 that ends Chinese numerals."""
    low = unicodedata.normalize("NFKC", low)
    if low[0] in "0123456789":
        return Decimal(low.replace(",", "")), ""
    scale = _SCALE.search(low)
    rest = low[: scale.start()] if scale else low
    if scale and rest:
        return read_numerals(rest), scale.group()
    if scale:
        return Decimal(1), scale.group()
    return read_numerals(low), ""


def _multiply(value: Decimal, scale: str) -> tuple[str, str]:
    """百 and 千 go into the value; 万, 亿 and 万亿 stay in the unit."""
    for sign in scale:
        if sign in "十百千":
            value *= _POWERS[sign]
    whole = value == value.to_integral()
    return format(value.normalize() if whole else value, "f"), scale.translate(_NOT_POWERS)


def read_numerals(numerals: str) -> Decimal:
    """The value of Chinese numerals.

    >>> read_numerals("三百六十五"), read_numerals("二〇二四"), read_numerals("两万五千")
    (Decimal('365'), Decimal('2024'), Decimal('25000'))
    """
    whole, _, fraction = numerals.partition("点")
    if not any(sign in _TIMES for sign in whole):
        digits = "".join(str(_ones_of(sign)) for sign in whole)
    else:
        digits = str(_read_powers(whole))
    return Decimal(digits + ("." + "".join(str(_ones_of(sign)) for sign in fraction) if fraction else ""))


def _ones_of(sign: str) -> int:
    return _ONES[sign]


def _read_powers(numerals: str) -> int:
    total = section = digit = 0
    for sign in numerals:
        power = _POWERS.get(sign)
        if power is None:
            digit = _ONES[sign]
        elif power < 10_000:
            section += (digit or 1) * power
            digit = 0
        else:
            total = (total + section + digit or 1) * power
            section = digit = 0
    return total + section + digit

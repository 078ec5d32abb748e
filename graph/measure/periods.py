"""Words before a number and the publication date -> the time that the number covers."""

from __future__ import annotations

import re

from graph.regex import regex

_YEAR = r"(?P<year>(?:19|20)\d\d|[二一][〇零○九][〇零○一二三四五六七八九]{2})年度?"
_HAN = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}
_HAN |= {"两": 2, "十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15}
_COUNT = r"(?:1[0-2]|[1-9]|十[一二]?|[一二两三四五六七八九])"
_HOLIDAYS = {
    "五一": "-05",
    "国庆": "-10",
    "十一": "-10",
    "元旦": "-01",
    "清明": "-04",
    "端午": "-06",
    "春节": "",
    "中秋": "",
}
_PART = (
    rf"第?[一二三四1-4]季度|前[一二三四两1-4]个?季度|[上下]半年|前{_COUNT}个?月|首季|{_COUNT}[—–\-－至到~～]{_COUNT}月份?"
    rf"|{_COUNT}月份?(?:[1-3]?\d日|初|中旬|上旬|下旬|底|末)?|[“\"]?(?:五一|国庆|十一|元旦|清明|端午|春节|中秋)[”\"]?(?:小长)?(?:假期|假日|黄金周|期间)"
    r"|年底|年末|底|末|年初|初|全年"
)
_TIMES = regex(
    rf"[“\"]?(?P<five>十[一二三四五六]?)五[”\"]?(?:规划)?(?:期间|时期|以来)"
    rf"|(?:{_YEAR}|(?P<word>今年|本年度|本学年|本年|年内|去年|上年|前年))"
    rf"(?:[—–\-－至到](?P<until>(?:19|20)\d\d)年)?[ 　]?(?P<part>{_PART})?(?P<since>以来|至今)?"
    rf"|(?P<alone>第?[一二三四1-4]季度|前[一二三四两1-4]个?季度|[上下]半年|前{_COUNT}个?月|{_COUNT}[—–\-－至到~～]{_COUNT}月份?"
    rf"|(?<!\d){_COUNT}月份?(?:[1-3]?\d日)?|[“\"]?(?:五一|国庆|元旦|清明|端午|春节|中秋)[”\"]?(?:小长)?(?:假期|假日|黄金周))(?P<since2>以来)?"
    r"|(?P<now>截至目前|截至当前|目前|当前|截至发稿时?|迄今|眼下|如今)"
)


_COMPARED = regex("(?:较|比|自从|早在|成立于|始于|与)$")
_COMPARES = regex(r"的\d|同期|相比|[^，。]{1,6}至今")
_OPENS = regex(r"(?:^|[，,；;：:。\n])(?:[^，。；]{0,8}(?:截至|截止|数据显示|介绍|自|在|从))?[“\" 　]?$")
"""What stands before a time that is told for all that follows."""
_MAY_TELL = regex("[五年月季期假金前今眼截]")
"""Words without one of these tell of no time."""


def find_period(words: str, date: str) -> str:
    """The last time that the words name: 2023, 2023-Q1, 2024-H1, 2024-05, 2024-05-01, an interval with /; else empty.

    今年, 去年 and the like need the publication date (YYYY-MM-DD).

    >>> find_period("今年前7个月，港口", "2025-08-12"), find_period("截至去年底，园区", "2025-08-12")
    ('2025-01/2025-07', '2024-12')
    """
    found = ""
    if _MAY_TELL.search(words) is None:
        return found
    floor = max(words.rfind(sign) for sign in "，,；;：:") + 1
    for match in _TIMES.finditer(words):
        before, behind = words[: match.start()], words[match.end() : match.end() + 8]
        if _COMPARED.search(before[-3:]) or _COMPARES.match(behind):
            continue
        if match.end() <= floor and not _OPENS.search(before):
            continue
        found = _normal(match, date) or found
    return found


def _normal(match: re.Match[str], date: str) -> str:
    published = int(date[:4]) if date else 0
    if match["now"]:
        return date
    if match["five"]:
        first = 1951 + 5 * _number(match["five"])
        return f"{first}/{first + 4}"
    year = published
    if match["year"]:
        year = _year(match["year"])
    elif match["word"]:
        year = published + (_SHIFT[match["word"]] if published else 0)
    elif published and match["alone"] and regex(rf"{_COUNT}月").match(match["alone"]):
        year = published - (_number(regex("月").split(match["alone"])[0]) > int(date[5:7]))
    if not year:
        return ""
    if match["until"]:
        return f"{year}/{match['until']}"
    period = _part(year, (match["part"] or match["alone"] or "").strip())
    if match["since"] or match["since2"]:
        return f"{period}/{date if date else '..'}"
    return period


_SHIFT = {"今年": 0, "本年度": 0, "本学年": 0, "本年": 0, "年内": 0, "去年": -1, "上年": -1, "前年": -2}


def _part(year: int, part: str) -> str:
    """A part of a year: 一季度, 上半年, 前7个月, 1至5月, 5月, 底, “五一”假期."""
    if not part or part == "全年":
        return str(year)
    if part in ("年底", "年末", "底", "末"):
        return f"{year}-12"
    if part in ("年初", "初"):
        return f"{year}-01"
    if part.endswith("半年"):
        return f"{year}-H{1 if part[0] == '上' else 2}"
    if part.endswith("季度"):
        count = _number(regex(r"[第前个季度]").sub("", part))
        return f"{year}-Q{count}" if part[0] != "前" else f"{year}-01/{year}-{count * 3:02}"
    if part[0] == "前":
        return f"{year}-01/{year}-{_number(regex('[前个月]').sub('', part)):02}"
    span = regex(rf"({_COUNT})[—–\-－至到~～]({_COUNT})月").match(part)
    if span:
        return f"{year}-{_number(span.group(1)):02}/{year}-{_number(span.group(2)):02}"
    month = regex(rf"({_COUNT})月份?(?:(\d+)日)?").match(part)
    if month:
        return f"{year}-{_number(month.group(1)):02}" + (f"-{int(month.group(2)):02}" if month.group(2) else "")
    for holiday, suffix in _HOLIDAYS.items():
        if holiday in part:
            return f"{year}{suffix}"
    return str(year)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _HAN[text]


def _year(text: str) -> int:
    return (
        int(text)
        if text.isdigit()
        else int("".join(str("〇一二三四五六七八九".index(c.replace("零", "〇").replace("○", "〇"))) for c in text))
    )

"""Words for a day -> absolute date and its precision, counted from the publication date."""

from __future__ import annotations

from datetime import date, timedelta

from graph.regex import regex

_FULL = regex(r"(?:(?P<year>\d{4})年|(?P<this>今年|本年|去年|前年|明年))?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
_DAY = regex(r"(?<![\d月年])(?P<day>\d{1,2})[日号](?=上午|下午|晚|，|在|，|电|起|至|召|举|由|开)")
_MONTH = regex(r"(?:(?P<year>\d{4})年|(?P<this>今年|去年))?(?P<month>\d{1,2})月(?!\d{1,2}[日号])")
_RELATIVE = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "昨晚": -1, "今晨": 0, "前天": -2, "前日": -2}
_RELATIVE_WORDS = regex("|".join(_RELATIVE))
_RECENT = regex(r"近日|日前|近期|最近|不久前")
_AHEAD = regex(r"(?:将|定|拟|计划|预计)(?:于|在|自|从)[^，。；]{0,4}$")
"""What tells that the day behind it is still to come: 将于|3月5日."""
_YEARS = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1}


def find_date(text: str, published: str) -> tuple[str, str]:
    """(date, precision) of the first day that a stretch names: ('2023-02-25', 'day'), ('2023-02', 'month'), or ('', '').

    A day without a year is the nearest one that is not after the publication date (a week of grace), or not before it
    where it is still to come (将于). 近日 gives the month of publication with precision 'recent'. Impossible dates give
    nothing.
    """
    base = date.fromisoformat(published) if published else None
    full = _FULL.search(text) if "月" in text else None
    if full:
        ahead = _is_ahead(text, full.start())
        found = _resolve(full["year"], full["this"], int(full["month"]), int(full["day"]), base, ahead=ahead)
        if found:
            return found.isoformat(), "day"
    day = _DAY.search(text)
    if day and base:
        found = _resolve(str(base.year), None, base.month, int(day["day"]), base)
        ahead = _is_ahead(text, day.start())
        if found and (found < base if ahead else found > base + timedelta(days=7)):
            month = base.replace(day=1) + timedelta(days=31 if ahead else -1)
            found = _resolve(str(month.year), None, month.month, int(day["day"]), base)
        if found:
            return found.isoformat(), "day"
    relative = _RELATIVE_WORDS.search(text)
    if relative and base:
        return (base + timedelta(days=_RELATIVE[relative.group()])).isoformat(), "day"
    month_only = _MONTH.search(text) if "月" in text else None
    if month_only and 1 <= int(month_only["month"]) <= 12:
        year = month_only["year"] or (str(base.year + _YEARS.get(month_only["this"] or "今年", 0)) if base else "")
        if year:
            return f"{year}-{int(month_only['month']):02}", "month"
    if _RECENT.search(text) and base:
        return f"{base.year}-{base.month:02}", "recent"
    return "", ""


def _is_ahead(text: str, at: int) -> bool:
    return _AHEAD.search(text, max(0, at - 8), at) is not None


def _resolve(
    year: str | None, word: str | None, month: int, day: int, base: date | None, *, ahead: bool = False
) -> date | None:
    if year is None and base is None:
        return None
    try:
        if year is not None:
            return date(int(year), month, day)
        assert base is not None
        if word:
            return date(base.year + _YEARS[word], month, day)
        found = date(base.year, month, day)
        if ahead:
            return found if found >= base else date(base.year + 1, month, day)
        return found if found <= base + timedelta(days=60) else date(base.year - 1, month, day)
    except ValueError:
        return None

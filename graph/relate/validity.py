"""A post and the words around it -> from when and until when it was held, where they say so.

2019年起任…, 2015年至2020年担任…, 于2021年卸任…, …（2016—2020年）. The date of publication says nothing of this.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec.structs import replace

from graph.corefer import Entities
from graph.dates import find_date
from graph.regex import regex
from graph.relate.rules import Candidate

_YEAR = r"(?:\d{4}|[〇零一二三四五六七八九]{4})年|今年|去年|前年"
_DATE = rf"(?:(?:{_YEAR})(?:\d{{1,2}}月(?:\d{{1,2}}[日号])?)?)"
_DASH = r"(?:至|到|—{1,2}|－|–|-|~|～)"
_FIRST = rf"(?:{_DATE}|\d{{4}}(?:\.\d{{1,2}})?(?={_DASH}))"
_LAST = rf"(?:{_DATE}|\d{{4}}(?:\.\d{{1,2}})?年?|\d{{1,2}}月(?:\d{{1,2}}[日号])?|今|现在)"
_SPAN = rf"(?P<since>{_FIRST})起?{_DASH}(?P<until>{_LAST})"
_FILL = r"[，,]?[^。；，,\d]{0,14}?"
_TAKES = r"(?<![时现])(?:担任|出任|就任|接任|兼任|历任|曾任|任职于|任|当选为?|被?任命[^。；，\d]{0,12}为|聘任?[^。；，\d]{0,12}为|转任|调任|升任|上任|履新)"
_CHANGES = r"(?:出任|就任|接任|当选为?|任命[^。；，\d]{0,12}为|转任|调任|升任|上任|履新)"
_LEAVES = r"(?:不再担任|卸任|离任|辞去|免去[^。；，\d]{0,4}|退任)"
_TAIL = r"[^。；，,\d]{0,4}$"
_BEFORE = (
    regex(rf"{_SPAN}(?:期间|间)?[，,]?{_FILL}{_TAKES}{_TAIL}"),
    regex(rf"(?P<until>{_DATE}){_FILL}{_LEAVES}{_TAIL}"),
    regex(rf"(?P<since>{_DATE})(?:起|开始|以来|后)?[，,]?{_FILL}{_TAKES}{_TAIL}"),
    regex(rf"(?P<since>\d{{1,2}}月\d{{1,2}}[日号])[，,]?{_FILL}{_CHANGES}{_TAIL}"),
)
_BEHIND = (
    regex(rf"[（(]{_SPAN}[）)]"),
    regex(rf"[（(](?P<since>{_DATE})(?:起|至今)[）)]"),
    regex(
        rf"(?:一职|职务|等职)?[，,]?(?:直?到|直?至|于|在)?(?P<until>{_DATE})(?:卸任|离任|退休|离职|调离|止|不再担任)"
    ),
)
_RANGE_ENDS = "。；\n"
_DATED = regex(r"[\d年月]")
"""A stretch without one of these holds no date."""
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def date_post(candidate: Candidate, entities: Entities) -> Candidate:
    """The candidate with validFrom and validUntil, its words reaching to the dates; as it is where no date is told.

    A post whose last day had passed when the document was published is a former one.
    """
    if candidate.relation != "holdsPost":
        return candidate
    text, published = entities.text, entities.reading.document.date
    sentence = entities.reading.sentences[entities.reading.sentence_at(candidate.start)]
    found: dict[str, str] = {}
    start, end = candidate.start, candidate.end
    if not _DATED.search(text, sentence.start, sentence.end):
        return candidate
    head = text[sentence.start : _body_at(candidate, entities)]
    cut = max(head.rfind(mark) for mark in _RANGE_ENDS) + 1
    head, offset = head[cut:], sentence.start + cut
    for pattern in _BEFORE if _DATED.search(head) else ():
        if match := pattern.search(head):
            found |= _dates(match, published)
            start = min(start, offset + match.start())
            break
    tail = text[candidate.end : sentence.end]
    for pattern in _BEHIND if _DATED.search(tail) else ():
        if match := pattern.match(tail):
            found |= _dates(match, published)
            end = candidate.end + match.end()
            break
    if not found or found.get("validFrom", "") > found.get("validUntil", "9999"):
        return candidate
    qualifiers = {**candidate.qualifiers, **found}
    if "validUntil" in found and (not published or found["validUntil"] < published):
        qualifiers["former"] = "true"
    return replace(candidate, start=start, end=end, qualifiers=qualifiers)


def _body_at(candidate: Candidate, entities: Entities) -> int:
    """Where the body of the post is named in the candidate's words; their start where it is not."""
    named = range(candidate.start, candidate.end)
    return next((start for start in named if entities.of_mention.get(start) == candidate.object), candidate.start)


def _dates(match: re.Match[str], published: str) -> dict[str, str]:
    """validFrom and validUntil as far as they are days, months or years that there are."""
    words = match.groupdict()
    since = _iso(words.get("since") or "", published)
    until = words.get("until") or ""
    if regex(r"\d{1,2}月").match(until) and since:
        until = f"{since[:4]}年{until}"
    found = {"validFrom": since, "validUntil": _iso(until, published)}
    return {name: value for name, value in found.items() if value}


def _iso(words: str, published: str) -> str:
    """A year, a month or a day as 2019, 2019-03, 2019-03-01; empty for none, and for 至今.

    >>> _iso("二〇一九年3月", ""), _iso("去年", "2024-05-20"), _iso("2016.03", ""), _iso("今", "")
    ('2019-03', '2023', '2016-03', '')
    """
    if regex(r"\d{1,2}月").match(words):
        return find_date(words, published)[0]
    parts = regex(
        r"(今年|去年|前年|\d{4}|[〇零一二三四五六七八九]{4})[年.]?(?:(\d{1,2})月?(?:(\d{1,2})[日号])?)?"
    ).fullmatch(words)
    if parts is None:
        return ""
    year, month, day = parts.groups()
    if year in (relative := {"今年": 0, "去年": 1, "前年": 2}):
        if not published:
            return ""
        number = int(published[:4]) - relative[year]
    else:
        number = int(year.translate(_DIGITS))
    try:
        date(number, int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join([f"{number:04}", *(f"{int(part):02}" for part in (month, day) if part)])

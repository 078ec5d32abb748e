"""Pattern of a rule, with slots such as {subject:Org+} -> regular expression over masked text."""

from __future__ import annotations

import re

from graph.errors import RuleError
from graph.regex import compile_known, regex
from graph.relate.masked import SIGNS

_SEPARATOR = "(?:[、，]?(?:以及|和|及|暨)|与|、)"
_UNKNOWN = "[^\\W、，。；：\ue001-\ue009]{2,12}(?:、|和|与)"
_ASIDE = "(?:期刊|杂志|编辑部)?(?:[（(][^（）()]{1,60}[）)])?"
_COUNTED = "(?:等?[两二三四五六七八九十\\d]{1,3}[所家个](?:单位|部门|高校|院校|大学|学校|学院|企业|公司|机构|医院))?"
"""What stands behind a list: how many they are (甲、乙、丙|三所高校)."""
_WHERE = f"(?:(?:位于|坐落于|来自|地处)[{SIGNS['Park']}{SIGNS['Place']}]的)?"
_P, _T = SIGNS["Person"], SIGNS["Title"]
_BODIES = SIGNS["Organization"] + SIGNS["Park"] + SIGNS["Place"]
_ALL = "".join(SIGNS[name] for name in ("Person", "Organization", "Park", "Place", "Policy", "Event", "Document"))
_STEP = (
    f"(?:(?!指出|表示|强调|介绍|认为|主持|致辞|讲话|说，|出席|参加|发言|总结|会见|会议|展开|由|了)[^。；：！？\n{_P}])"
)
_LEAD = f"(?:(?:{_STEP}{{0,60}}?[{_T}])|(?:{_STEP}{{0,16}}?[{_BODIES}](?:的|领导|领导班子成员)?))?"
_PERSON_ITEM = f"{_LEAD}{_P}{_T}*(?:[（(][^（）()]{{1,12}}[）)])?"
_FIRST_PERSON = f"{_P}{_T}*(?:[（(][^（）()]{{1,12}}[）)])?"
PEOPLE = (
    f"{_FIRST_PERSON}(?:(?:、|，|等，|和|与|以及|及|，以及| |，来自|和来自){_PERSON_ITEM})*(?:等[^，。；{_P}]{{0,16}})?"
)
KINDS = {
    "Person": _P, "Organization": SIGNS["Organization"], "Park": SIGNS["Park"], "Place": SIGNS["Place"], "Policy": SIGNS["Policy"],
    "Event": SIGNS["Event"], "Document": SIGNS["Document"], "Org": SIGNS["Organization"] + SIGNS["Park"], "Body": _BODIES,
    "Site": SIGNS["Park"] + SIGNS["Place"], "Any": _ALL,
}  # fmt: skip
_SLOT = regex(r"\{(?:(\w+):)?(\w+?)(\+{0,2})\}")
_CLASS_OR_ESCAPE = regex(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")
_TOKEN = regex(rf"{_SLOT.pattern}|[()|]")
_EMPTY_LOOP = regex(r"\((?:\?:)?(?:[^()\[\]]|\[[^\]]*\])*(?:\{0,\d*\}|\*)(?:\|[^()]*)?\)[*+]")
"""A repeated group that can be empty: the time such a pattern takes may double with each character."""


def expand_pattern(source: str, where: str) -> str:
    """A pattern with its slots in full. where: its place, which RuleError names for a slot that is unknown."""

    def slot(match: re.Match[str]) -> str:
        name, kind, plus = match.groups()
        if kind == "People":
            body = PEOPLE
        elif kind == "T":
            body = f"(?:{_T}|[^\\W、，。；：\ue001-\ue009]{{1,6}}(?={_T}))+(?:、{_T}+)*"
        elif kind == "Q":
            body = SIGNS["Quote"]
        elif kind == "Hosts":
            body = f"[{_BODIES}]{_ASIDE}(?:(?:{_SEPARATOR}|，)[{_BODIES}]{_ASIDE})+"
        elif kind in KINDS:
            item = f"[{KINDS[kind]}]"
            more = {"": "", "+": "*", "++": "+"}[plus]
            single = f"{item}{_ASIDE}" if kind not in ("Person", "Event", "Any") else item
            between = f"(?:{_SEPARATOR})?" if kind in ("Policy", "Document") else f"{_SEPARATOR}(?:{_UNKNOWN})?{_WHERE}"
            body = f"{item}{_ASIDE}(?:{between}{item}{_ASIDE}){more}{_COUNTED}" if more else single
        else:
            raise RuleError(
                f"{where}: slot kind '{kind}' is unknown; use one of People, Hosts, T, Q, {', '.join(KINDS)}"
            )
        return f"(?P<{name}>{body})" if name else f"(?:{body})"

    if regex(r"\{[A-Za-z]").search(source) is None:
        raise RuleError(f"{where}: the pattern has no slot; write for example {{subject:Org+}}")
    return _SLOT.sub(slot, source)


def check_pattern(expanded: str, where: str) -> None:
    """Raise RuleError for what is no regular expression, or one that may take for ever."""
    try:
        compile_known(expanded)
    except re.error as error:
        raise RuleError(f"{where}: the pattern is no regular expression: {error}") from error
    if _EMPTY_LOOP.search(expanded):
        raise RuleError(
            f"{where}: a group such as (?:a{{0,9}}|b)* may match nothing over and over; give each part a length of 1"
        )


def find_signs(source: str) -> tuple[frozenset[str], ...]:
    """Signs of each slot that a pattern cannot do without: a text that has none of them is not worth matching.

    >>> [sorted(signs) == ["\ue001"] for signs in find_signs("{subject:Person}(?:在{Place})?任{T}?")]
    [True]
    """
    plain = _CLASS_OR_ESCAPE.sub(lambda match: "." * len(match.group()), source)
    found: list[frozenset[str]] = []
    depth = 0
    for token in _TOKEN.finditer(plain):
        if token.group() == "|" and not depth:
            return ()
        if token.group() in "()":
            depth += 1 if token.group() == "(" else -1
        elif slot := _SLOT.fullmatch(token.group()):
            optional = plain[token.end() : token.end() + 1] in ("?", "*") or plain.startswith("{0", token.end())
            if not depth and not optional:
                kind = slot.group(2)
                found.append(
                    frozenset({"People": _P, "Hosts": _BODIES, "T": _T, "Q": SIGNS["Quote"]}.get(kind) or KINDS[kind])
                )
    return tuple(found)

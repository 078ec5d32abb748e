"""rules/*.toml -> compiled rules; masked sentence -> candidates."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick
from msgspec import Struct, field

from graph.errors import RuleError
from graph.lexicon import lexicon_folder
from graph.ontology import load_ontology
from graph.prepared import prepared
from graph.record import Record
from graph.regex import compile_known, regex
from graph.relate.masked import SIGNS, Masked
from graph.relate.triggers import find_triggers

_SEPARATOR = "(?:[、，]?(?:以及|和|及|暨)|与|、)"
_UNKNOWN = "[^\\W、，。；：\ue001-\ue009]{2,12}(?:、|和|与)"
_ASIDE = "(?:期刊|杂志|编辑部)?(?:[（(][^（）()]{1,60}[）)])?"
_COUNTED = "(?:等?[两二三四五六七八九十\\d]{1,3}[所家个](?:单位|部门|高校|院校|大学|学校|学院|企业|公司|机构|医院))?"
"""What stands behind a list: how many they are (甲、乙、丙|三所高校)."""
_WHERE = f"(?:(?:位于|坐落于|来自|地处)[{SIGNS['Park']}{SIGNS['Place']}]的)?"
_INSIDE = regex(f"[（(][^（）()]{{1,24}}[）)]|(?:位于|坐落于|来自|地处)[{SIGNS['Park']}{SIGNS['Place']}]的")
"""What stands in a list and is none of its items: （简称…）, 位于某地的."""
_P, _T = SIGNS["Person"], SIGNS["Title"]
_BODIES = SIGNS["Organization"] + SIGNS["Park"] + SIGNS["Place"]
_ALL = "".join(SIGNS[name] for name in ("Person", "Organization", "Park", "Place", "Policy", "Event", "Document"))
_NO_PERSONS = _ALL.replace(_P, "")
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
_PARTIES = regex("[三四五六七八]方")
_DENIED = regex(r"(?:未|没有|不再|并非|无法|尚未|从未|不|拒绝|取消)[^，。；]{0,4}$")
_PLANNED = regex(
    r"(?:拟|将|计划|打算|争取|力争|希望|建议|推动|鼓励|应当|应|要|需|可|有望|即将|准备|筹划|谋划|探索|支持|加快|正在?积极|旨在|以期|欲|想|预计)(?:[^，。；\ue001-\ue009]{0,4})$"
)
_PLANS = regex(
    "(?:拟|将|计划|力争|有望|即将|希望|未能|尚未)(?=[^，。；]{0,6}(?:共建|建|成立|设立|落户|入驻|签|举办|召开|印发|出台|发布|投资))"
)
"""Words of a plan in what a rule has read."""
CITED = regex(r"(?:学习|贯彻|落实|领会|传达|遵循|践行|根据|按照|围绕|深入)(?:了)?$")
"""Words before a name whose bearer is quoted and not present: 学习贯彻|习近平总书记关于…的论述."""


_OF_BODIES = frozenset(
    ("coBuilt", "established", "hosted", "investedIn", "issued", "locatedIn", "published", "signedWith", "undertook")
)


class Rule(Struct, frozen=True, dict=True, array_like=True):
    """One row of a rule table."""

    name: str
    relation: str
    source: str
    """The pattern as the table has it."""
    where: str
    """The place of the rule, for messages."""
    triggers: tuple[str, ...]
    """One of these stands in every sentence that can match; empty where none is known."""
    signs: tuple[frozenset[str], ...]
    """Of each of these one stands in every sentence that can match."""
    confidence: float
    event: str
    """'object' or 'subject' where that slot is the event at hand rather than a slot of the pattern."""
    place: bool = False
    """Whether the object is the place at hand."""
    work: bool = False
    """Whether the object, where no slot holds it, is the document named last."""
    named: str = ""
    """A pattern of what the words behind the slot `event`, else `object`, must hold."""
    qualifiers: dict[str, str] = field(default_factory=dict)
    example: str = ""
    counter: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first needed: one article needs a third of the rules."""
        return compile_pattern(self.source, self.where)

    @cached_property
    def name_pattern(self) -> re.Pattern[str] | None:
        """Of `named`; None where that is empty."""
        return compile_known(self.named) if self.named else None


class Candidate(Record):
    """A relation between two entities as a rule read it."""

    subject: int
    relation: str
    object: int
    start: int
    end: int
    rule: str
    confidence: float
    qualifiers: dict[str, str]
    doubt: str = ""
    """'negated' or 'planned' where the words before say so."""


@cache
def compile_pattern(source: str, where: str) -> re.Pattern[str]:
    """A rule's pattern as a regular expression over masked text; RuleError names the place of a fault."""

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
    expanded = _SLOT.sub(slot, source)
    try:
        pattern = compile_known(expanded)
    except re.error as error:
        raise RuleError(f"{where}: the pattern is no regular expression: {error}") from error
    if _EMPTY_LOOP.search(expanded):
        raise RuleError(
            f"{where}: a group such as (?:a{{0,9}}|b)* may match nothing over and over; give each part a length of 1"
        )
    return pattern


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


class Rules(list[Rule]):
    """Rules in the order of their tables, with one automaton over their trigger words."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        super().__init__(rules)
        numbers: dict[str, list[int]] = {}
        for number, rule in enumerate(self):
            for trigger in dict.fromkeys(rule.triggers):
                numbers.setdefault(trigger, []).append(number)
        self._automaton = AhoCorasick(list(numbers))
        self._always = [number for number, rule in enumerate(self) if not rule.triggers]
        self._by_trigger = numbers
        self._chosen = lru_cache(maxsize=4096)(self._choose)
        self._with_signs: dict[frozenset[str], frozenset[int]] = {}
        """Signs of a text -> the rules that can do with them."""

    @cached_property
    def of_bodies(self) -> Rules:
        """The rules of what bodies do, build and sign."""
        return Rules(rule for rule in self if rule.relation in _OF_BODIES)

    def worth_trying(self, text: str) -> list[Rule]:
        """Rules whose slots the text can fill and that have a trigger word in it, or need none, in their order."""
        found = self._automaton.find_matches_as_strings(text, overlapping=True)
        signs = frozenset(sign for sign in SIGNS.values() if sign in text)
        return self._chosen(frozenset(found), signs)

    def _choose(self, triggers: frozenset[str], signs: frozenset[str]) -> list[Rule]:
        numbers = set(self._always).union(*(self._by_trigger[trigger] for trigger in triggers))
        return [self[number] for number in sorted(numbers & self._fillable(signs))]

    def _fillable(self, signs: frozenset[str]) -> frozenset[int]:
        if signs not in self._with_signs:
            self._with_signs[signs] = frozenset(
                number for number, rule in enumerate(self) if not any(signs.isdisjoint(one) for one in rule.signs)
            )
        return self._with_signs[signs]


def load_rules(own: Iterable[Path] = ()) -> Rules:
    """The shipped rules, then the user's, in the order of their tables. Raises RuleError as read_rules does."""
    return Rules([*_shipped_rules(), *(rule for path in own for rule in read_rules(path))])


@prepared(list[Rule])
def _shipped_rules() -> list[Rule]:
    return read_rules(lexicon_folder().parent / "rules" / "relations.toml", tested=True)


def read_rules(path: Path, *, tested: bool = False) -> list[Rule]:
    """Rules of a table in order; RuleError for an unknown relation or a broken pattern.

    tested: its patterns are known to be right, and need not be compiled to find that out.
    """
    known = load_ontology().relations
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path.name}: {error}") from error
    words = table.get("words", {})
    rules = []
    for row in table.get("rule", ()):
        where = f"{path.name}: rule '{row.get('name', '?')}'"
        missing = [key for key in ("name", "relation", "pattern", "example") if key not in row]
        if missing:
            raise RuleError(f"{where}: '{missing[0]}' is missing")
        if row["relation"] not in known:
            raise RuleError(
                f"{where}: relation '{row['relation']}' is not in the ontology; use one of {', '.join(sorted(known))}"
            )
        pattern = _put_words(row["pattern"], words, where)
        event = next((side for side in ("subject", "object") if row.get(side) == "event"), "")
        qualifiers = {k: _value(row[k]) for k in ("role", "settled", "former") if k in row}
        rule = Rule(row["name"], row["relation"], pattern, where, find_triggers(pattern),
                    find_signs(pattern), float(row.get("confidence", 0.8)), event, row.get("object") == "place", row.get("object") == "document",
                    row.get("named", ""), qualifiers, row["example"],
                    row.get("counter", ""))  # fmt: skip
        if not tested:
            rule.pattern, rule.name_pattern  # noqa: B018 - are compiled
        rules.append(rule)
    return rules


def _value(value: object) -> str:
    """A qualifier as graphs have it: TOML's true is the word true."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _put_words(pattern: str, words: dict[str, str], where: str) -> str:
    """The pattern with the table's [words] in place of their names in angle brackets."""

    def word(match: re.Match[str]) -> str:
        if match.group(1) not in words:
            raise RuleError(f"{where}: '<{match.group(1)}>' is not in [words] of the table")
        return words[match.group(1)]

    return regex(r"(?<!\(\?P)(?<!\(\?)<(\w+)>").sub(word, pattern)


class AtHand(NamedTuple):
    """What a sentence may be about without naming it; -1 for none."""

    event: int
    home: int = -1
    """The place that the document is about."""
    work: int = -1
    """The document named last."""


def apply_rules(rules: Rules, masked: Masked, hand: AtHand, document: str) -> Iterator[Candidate]:
    """Candidates of one sentence."""
    text = masked.text
    if not masked.signed:
        return
    for rule in rules.worth_trying(text):
        for match in rule.pattern.finditer(text):
            yield from _candidates(rule, masked, match, hand, document)


def _candidates(rule: Rule, masked: Masked, match: re.Match[str], hand: AtHand, text: str) -> Iterator[Candidate]:
    groups = match.re.groupindex
    signs = _P if "People" in match.re.pattern else _ALL

    def fill(name: str) -> list[int]:
        if name not in groups or match.start(name) < 0:
            return []
        wanted = (
            _P
            if rule.relation in ("spokeAt", "moderated", "authored", "attended") and _P in match.group(name)
            else signs or (_NO_PERSONS if rule.relation in _OF_BODIES else _ALL)
        )
        span = match.span(name)
        aside = {at for inside in _INSIDE.finditer(masked.text, *span) for at in range(*inside.span())}
        return [entity for at, entity in masked.entities(*span, wanted) if at not in aside]

    if rule.name_pattern is not None:
        slot = match.span("event" if "event" in groups else "object")
        if rule.name_pattern.search(masked.original(*slot, text)) is None:
            return
    at_hand = [hand.event] if hand.event >= 0 else []
    subjects = (
        (_nearest_event(masked, match) or at_hand) if rule.event == "subject" else fill("subject") + fill("partner")
    )
    objects = (fill("event") or _nearest_event(masked, match) or at_hand) if rule.event == "object" else fill("object")
    if rule.place:
        objects = _place_at_hand(masked, match, hand.home)
    elif rule.work and not objects:
        objects = _work_at_hand(masked, match, hand.work)
    start, end = masked.span(*match.span())
    before = masked.text[max(0, match.start() - 8) : match.start()]
    doubt = ""
    if _DENIED.search(before):
        doubt = "negated"
    elif _PLANNED.search(before) or _PLANS.search(match.group()):
        doubt = "planned"
    qualifiers = dict(rule.qualifiers)
    if "title" in groups and match.start("title") >= 0:
        first, last = masked.span(*match.span("title"))
        qualifiers["title"] = text[first:last]
    couples = [*product(subjects, objects), *_couples(fill("parties"), masked.text, match)]
    for subject, object_ in couples:
        if subject != object_:
            yield Candidate(subject, rule.relation, object_, start, end, rule.name, rule.confidence, qualifiers, doubt)


def _couples(parties: list[int], text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Each two of a list; of 甲与乙、丙 only 甲 with each other, unless all are said to be parties (三方)."""
    if not parties:
        return
    first = not _PARTIES.search(match.group()) and regex("[^与和同]*[与和同][^与和同]*、").match(
        text[slice(*match.span("parties"))]
    )
    yield from (couple for couple in combinations(parties, 2) if not first or couple[0] == parties[0])


def _place_at_hand(masked: Masked, match: re.Match[str], home: int) -> list[int]:
    """The park named last before the words, else such a place, else the one that the document is about."""
    at = masked.text.rfind(SIGNS["Park"], 0, match.start())
    at = at if at >= 0 else masked.text.rfind(SIGNS["Place"], 0, match.start())
    if at >= 0:
        return [masked.slots.entity_at(at)]
    return [home] if home >= 0 else []


def _work_at_hand(masked: Masked, match: re.Match[str], work: int) -> list[int]:
    """The document named last before the words, in the sentence or before it."""
    at = masked.text.rfind(SIGNS["Document"], 0, match.start())
    if at >= 0:
        return [masked.slots.entity_at(at)]
    return [work] if work >= 0 else []


_OF_NEXT = regex(
    rf"(?:，[^。；{SIGNS['Event']}]{{1,60}}?(?:主办|承办|协办|支持|举办))+的[^，。；]{{0,12}}{SIGNS['Event']}"
)
"""Words behind 由甲主办 where the event follows them: ，乙承办的|论坛."""


def _nearest_event(masked: Masked, match: re.Match[str]) -> list[int]:
    """The event that a 主办 or 承办 is about: the next one in the sentence, else the one before."""
    sign = SIGNS["Event"]
    led = "由" in masked.text[max(0, match.start() - 14) : match.start() + 2]
    if led and _OF_NEXT.match(masked.text, match.end()) is None:
        before = masked.text.rfind(sign, max(0, match.start() - 40), match.start())
        if (
            before >= 0
            and "。" not in masked.text[before : match.start()]
            and "的" not in masked.text[match.end() : match.end() + 1]
        ):
            return [masked.slots.entity_at(before)]
    after = masked.text.find(sign, match.end())
    if after >= 0 and "。" not in masked.text[match.end() : after]:
        return [masked.slots.entity_at(after)]
    before = masked.text.rfind(sign, 0, match.start())
    return [masked.slots.entity_at(before)] if before >= 0 else []

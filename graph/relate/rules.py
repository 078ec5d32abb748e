"""Rules; masked sentence -> candidates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import combinations, product
from pathlib import Path

from ahocorasick_rs import AhoCorasick
from msgspec import Struct, field

from graph.lexicon import lexicon_folder
from graph.prepared import prepared
from graph.record import Record
from graph.regex import compile_known, regex
from graph.relate.masked import SIGNS, Masked, P
from graph.relate.slots import KINDS

_INSIDE = regex(f"[（(][^（）()]{{1,24}}[）)]|(?:位于|坐落于|来自|地处)[{SIGNS['Park']}{SIGNS['Place']}]的")
"""What stands in a list and is none of its items: （简称…）, 位于某地的."""
_NO_PERSONS = KINDS["Any"].replace(P, "")
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
    """Of the pattern, a regular expression over masked text."""
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
        return compile_known(self.source)

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
        rules = map(self.__getitem__, sorted(numbers))
        return [rule for rule in rules if not any(map(signs.isdisjoint, rule.signs))]


def load_rules(own: Iterable[Path] = ()) -> Rules:
    """The shipped rules, then the user's, in the order of their tables. Raises RuleError as read_rules does."""
    rules = [*_shipped_rules()]
    for path in own:
        from graph.relate.rule_table import read_rules  # noqa: PLC0415 - the shipped table is prepared

        rules += read_rules(path)
    return Rules(rules)


@prepared(list[Rule])
def _shipped_rules() -> list[Rule]:
    from graph.relate.rule_table import read_rules  # noqa: PLC0415 - is needed once

    return read_rules(lexicon_folder().parent / "rules" / "relations.toml", tested=True)


class AtHand(Record):
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
    signs = P if "People" in match.re.pattern else KINDS["Any"]

    def fill(name: str) -> list[int]:
        if name not in groups or match.start(name) < 0:
            return []
        wanted = (
            P
            if rule.relation in ("spokeAt", "moderated", "authored", "attended") and P in match.group(name)
            else signs or (_NO_PERSONS if rule.relation in _OF_BODIES else KINDS["Any"])
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

"""Sentence -> its text with every mention as one sign, so that a rule reads 由{Body+}主办 and not the names.

Signs: Person P, Organization O, Park K, Place L, Policy Y, Event E, Document D, a post T, a quotation Q, all in
Unicode's private use area, so that they never meet a letter of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.corefer import CAMPUS_WORDS, EVENT_WORDS, Entities
from graph.relate.scenes import Scenes
from graph.segment import Sentence

SIGNS = {
    "Person": "\ue001", "Organization": "\ue002", "Park": "\ue003", "Place": "\ue004", "Policy": "\ue005", "Event": "\ue006",
    "Document": "\ue007", "Title": "\ue008", "Quote": "\ue009",
}  # fmt: skip
P, O, K, L, Y, E, D, T, Q = SIGNS.values()  # noqa: E741
BODY = f"[{O}{K}{L}]"
_QUOTE = re.compile(r"“[^“”\n]*”|‘[^‘’\n]*’")
_BRACKET = re.compile(r"[（(](?:左|右|前|后|中|图|女|男|主席台)[^（）()]{0,6}[）)]")
_BARE_HEAD = re.compile(
    r"(?<![^\W为任在由的兼与和、])(?:学院|实验室|中心|研究院|研究所|医院|公司|集团|联盟|协会|学会|基地|总站|党校|管委会)"
)
_COMPANY_WORDS = re.compile(
    r"该公司|该企业|该集团|该院|该所|该中心|该园区|该园|园区(?=[内已目现共累集聚])|该校|该局|该会|该机构|该平台|该联盟|这所大学|这家企业|这家公司|该社"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """What one character of the masked text stands for."""

    start: int
    end: int
    entity: int
    """Index of the entity; -1 for a plain character, a post or a quotation."""


class Slots:
    """What each character of a masked text stands for, made when it is asked for."""

    __slots__ = ("_ends", "_entities", "_offsets")

    def __init__(self, offsets: list[int], ends: dict[int, int], entities: dict[int, int]) -> None:
        self._offsets = offsets
        self._ends = ends
        self._entities = entities

    def __getitem__(self, at: int) -> Slot:
        return Slot(self._offsets[at], self._ends.get(at, self._offsets[at] + 1), self._entities.get(at, -1))


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence with signs for its mentions."""

    text: str
    slots: Slots
    """One for each character of `text`."""
    sentence: Sentence
    signed: bool
    """Whether any mention stands in it."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Span in the document of a span of the masked text."""
        return self.slots[start].start, self.slots[end - 1].end

    def entities(self, start: int, end: int, signs: str) -> list[tuple[int, int]]:
        """(position, entity) of each sign of the given kinds in a span, in order."""
        return [
            (at, self.slots[at].entity)
            for at in range(start, end)
            if self.text[at] in signs and self.slots[at].entity >= 0
        ]

    def original(self, start: int, end: int, text: str) -> str:
        """The document's words behind a span of the masked text."""
        first, last = self.span(start, end)
        return text[first:last]


def mask(entities: Entities, sentence: Sentence, recent: dict[str, int], scenes: Scenes | None = None) -> Masked:
    """Masked sentence; `recent` (sign -> last entity of the kind) resolves 该公司 and is brought up to date.

    `scenes`, which has entered the sentence, says which event a bare 会议 means.
    """
    scenes = scenes or Scenes(entities, entities.main_event)
    reading, text = entities.reading, entities.text
    signs: dict[int, tuple[int, str, int]] = {}
    before = -1
    for mention in reading.mentions_in(sentence.start, sentence.end):
        if mention.type == "Event" and entities.is_background(entities.of_mention[mention.start]):
            continue
        signs[mention.start] = (mention.end, SIGNS[mention.type], entities.of_mention[mention.start])
        chained = signs.get(before) if before >= 0 else None
        if mention.type == "Place" and chained and chained[0] == mention.start and chained[1] == L:
            del signs[before], signs[mention.start]
            signs[before] = (mention.end, L, entities.of_mention[mention.start])
        else:
            before = mention.start
    titles = reading.titles_in(sentence.start, sentence.end)
    for start, end in titles:
        signs.setdefault(start, (end, T, -1))
    stretch = text[sentence.start : sentence.end]
    for match in _QUOTE.finditer(stretch):
        begin, end = sentence.start + match.start(), sentence.start + match.end()
        if not any(
            begin <= s < end
            and (signs[s][1] == P or (signs[s][1] in (E, O, K) and 2 * (signs[s][0] - s) > end - begin))
            for s in signs
        ):
            for s in [s for s in signs if begin <= s < end]:
                del signs[s]
            signs[begin] = (end, Q, -1)
    if entities.campus:
        publisher = entities.by_name.get(("Organization", re.sub(r"[\W_]+", "", entities.publisher).lower()), -1)
        for word in (*CAMPUS_WORDS, "校(?=党委|领导|团委|纪委|工会)"):
            for match in re.finditer(word, stretch):
                begin = sentence.start + match.start()
                end = sentence.start + match.end()
                if reading.is_free(begin, end):
                    if publisher < 0:
                        publisher = entities.add("Organization", "University", entities.publisher)
                    signs.setdefault(begin, (end, O, publisher))
    if scenes.named:
        for match in EVENT_WORDS.finditer(stretch):
            begin, end = sentence.start + match.start(), sentence.start + match.end()
            if not reading.is_free(begin, end) or any(s < end and signs[s][0] > begin for s in signs if s <= begin):
                continue
            if (
                match.group() in ("会上", "活动", "会谈", "会见", "调研")
                and not match.group(1).startswith("会上")
                and match.group() == match.group(1)
            ):
                continue
            if match.group() != "会上":
                meant = scenes.meant(match.group(1), begin)
                if meant >= 0:
                    signs.setdefault(begin, (end, E, meant))
    for match in _BARE_HEAD.finditer(stretch):
        begin, end = sentence.start + match.start(), sentence.start + match.end()
        if any(start == end for start, _ in titles) and reading.is_free(begin, end):
            owner = next(
                (
                    m
                    for m in reversed(reading.mentions)
                    if m.end <= begin and m.type == "Organization" and m.name.endswith(match.group())
                ),
                None,
            )
            if owner is not None:
                signs.setdefault(begin, (end, O, entities.of_mention[owner.start]))
    for match in _COMPANY_WORDS.finditer(stretch):
        begin, end = sentence.start + match.start(), sentence.start + match.end()
        sign = K if "园" in match.group() else O
        if sign in recent and reading.is_free(begin, end):
            signs.setdefault(begin, (end, sign, recent[sign]))
    return _lay(text, sentence, signs, recent)


def _lay(text: str, sentence: Sentence, signs: dict[int, tuple[int, str, int]], recent: dict[str, int]) -> Masked:
    pieces: list[str] = []
    offsets: list[int] = []
    found: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = sentence.start
    for start in sorted(signs):
        if start < at:
            continue
        _lay_plain(text, at, start, pieces, offsets)
        end, character, entity = signs[start]
        if entity >= 0:
            found[len(offsets)] = entity
            recent[character] = entity
        ends[len(offsets)] = end
        pieces.append(character)
        offsets.append(start)
        at = end
    _lay_plain(text, at, sentence.end, pieces, offsets)
    return Masked("".join(pieces), Slots(offsets, ends, found), sentence, bool(found))


def _lay_plain(text: str, start: int, end: int, pieces: list[str], offsets: list[int]) -> None:
    """Words between mentions, without asides such as （右一）."""
    for aside in _BRACKET.finditer(text, start, end):
        pieces.append(text[start : aside.start()])
        offsets.extend(range(start, aside.start()))
        start = aside.end()
    pieces.append(text[start:end])
    offsets.extend(range(start, end))

"""Sentence -> its text with every mention as one sign, so that a rule reads 由{Body+}主办 and not the names.

Signs: Person P, Organization O, Park K, Place L, Policy Y, Event E, Document D, a post T, a quotation Q, all in
Unicode's private use area, so that they never meet a letter of the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from graph.corefer import CAMPUS_WORDS, EVENT_WORDS, POINTERS, Entities
from graph.record import Record
from graph.regex import regex
from graph.relate.references import Recall, find_references
from graph.relate.scenes import Scenes
from graph.segment import Sentence
from graph.spelling import squeeze

SIGNS = {
    "Person": "\ue001", "Organization": "\ue002", "Park": "\ue003", "Place": "\ue004", "Policy": "\ue005", "Event": "\ue006",
    "Document": "\ue007", "Title": "\ue008", "Quote": "\ue009",
}  # fmt: skip
P, O, K, L, Y, E, D, T, Q = SIGNS.values()  # noqa: E741
BODY = f"[{O}{K}{L}]"
_COMMA = regex(r"(?<=[\u4e00-\u9fff\ue001-\ue009”》）)]),|,(?=[\u4e00-\u9fff\ue001-\ue009“《])")
"""A comma of Latin print between Chinese words; rules read it as the Chinese one."""
_QUOTE = regex(r"“[^“”\n]*”|‘[^‘’\n]*’")
_LONG = 16
"""A quotation of more characters may say something of its own."""
_BRACKET = regex(r"[（(](?:左|右|前|后|中|图|女|男|主席台)[^（）()]{0,6}[）)]")
_BARE_HEAD = regex(
    r"(?<![^\W为任在由的兼与和、])(?:学院|实验室|中心|研究院|研究所|医院|公司|集团|联盟|协会|学会|基地|总站|党校|管委会|校友会|研究会|促进会|"
    r"基金会|实践团|实践队|战队|研究生会|(?:部|厅|局|集团)(?=党组|党委))"
)
_BARE_HEADS = (
    "学院", "实验室", "中心", "研究院", "研究所", "医院", "公司", "集团", "联盟", "协会", "学会", "基地", "总站", "党校", "管委会", "校友会", "研究会", "促进会",
    "基金会", "实践团", "实践队", "战队", "研究生会", "部", "厅", "局",
)  # fmt: skip
"""How each match of _BARE_HEAD ends."""
_BARE_ENDS = frozenset(head[-1] for head in _BARE_HEADS)
_WITH_PARTY_GROUPS = ("部", "厅", "局", "集团")
"""Bodies that a bare word means where the text named their Party groups only (工业和信息化部党组 … 部党组书记)."""
_IN_A_NAME = ("n", "nz", "ns", "j", "f")
"""Tags of words with which 学校 makes the name of another school (外国语|学校)."""
_CAMPUS = regex(
    "|".join((*CAMPUS_WORDS[:3], "校(?=党委|领导|团委|纪委|工会)", "校(?<=在校)(?=举|召|开幕|成功|隆重|圆满|顺利)"))
)


class Slots:
    """Where in the document the characters of a masked text stand, and for which thing each sign stands."""

    __slots__ = ("_ends", "_entities", "_offsets", "_places")

    def __init__(self, places: list[int], offsets: list[int], ends: dict[int, int], entities: dict[int, int]) -> None:
        self._places = places
        """Where in the masked text its pieces start: signs, and words that stand so in the document."""
        self._offsets = offsets
        """Where in the document each of them starts."""
        self._ends = ends
        """Position of a sign -> where in the document what it stands for ends."""
        self._entities = entities
        """Position of a sign -> the thing that it stands for."""

    def entities(self) -> Iterable[tuple[int, int]]:
        """(position, entity) of each character that stands for a thing, in order."""
        return self._entities.items()

    def entity_at(self, at: int) -> int:
        """The thing that a character stands for; -1 for a plain character, a post or a quotation."""
        return self._entities.get(at, -1)

    def start_at(self, at: int) -> int:
        """Where in the document what a character stands for starts."""
        piece = bisect_right(self._places, at) - 1
        return self._offsets[piece] + at - self._places[piece]

    def end_at(self, at: int) -> int:
        """Where in the document what a character stands for ends."""
        return self._ends.get(at) or self.start_at(at) + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Span in the document of a span of the masked text."""
        return self.start_at(start), self.end_at(end - 1)

    def put_in(self, text: str, insertions: Iterable[tuple[int, list[tuple[int, str, int]]]]) -> tuple[str, Slots]:
        """The text with bodies put in, and its slots; those named in the sentence keep their place in the document."""
        pieces: list[str] = []
        places: list[int] = []
        offsets: list[int] = []
        ends: dict[int, int] = {}
        entities: dict[int, int] = {}
        at = size = 0

        def put(piece: str, start: int, end: int) -> None:
            nonlocal size
            ends[size] = end
            places.append(size)
            offsets.append(start)
            pieces.append(piece)
            size += 1

        for position, bodies in [*insertions, (len(text), [])]:
            moved = size - at
            ends.update((old + moved, end) for old, end in self._ends.items() if at <= old < position)
            entities.update((old + moved, entity) for old, entity in self._entities.items() if at <= old < position)
            kept = [at, *(place for place in self._places if at < place < position)] if at < position else []
            places += [place + moved for place in kept]
            offsets += [self.start_at(place) for place in kept]
            pieces.append(text[at:position])
            at, size = position, position + moved
            if bodies and text[position - 1 : position] == "、":
                put("，", self.start_at(position - 1), self.start_at(position - 1) + 1)
            for number, (start, sign, entity) in enumerate(bodies):
                here = start if start >= 0 else self.start_at(position)
                if number:
                    put("、", here, here)
                put(sign, here, here)
                entities[size - 1] = entity
        return "".join(pieces), Slots(places, offsets, ends, entities)


class Masked(Record):
    """A sentence with signs for its mentions."""

    text: str
    slots: Slots
    """What each character of `text` stands for."""
    sentence: Sentence
    signed: bool
    """Whether any mention stands in it."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Span in the document of a span of the masked text."""
        return self.slots.span(start, end)

    def entities(self, start: int, end: int, signs: str) -> list[tuple[int, int]]:
        """(position, entity) of each sign of the given kinds in a span, in order."""
        text = self.text
        return [(at, entity) for at, entity in self.slots.entities() if start <= at < end and text[at] in signs]

    def with_subjects(self, insertions: Iterable[tuple[int, list[tuple[int, str, int]]]]) -> Masked:
        """The sentence with bodies (start in the document, or -1; sign; entity) put in before positions of its text."""
        return Masked(*self.slots.put_in(self.text, insertions), self.sentence, self.signed)

    def original(self, start: int, end: int, text: str) -> str:
        """The document's words behind a span of the masked text."""
        first, last = self.span(start, end)
        return text[first:last]


Signs = dict[int, tuple[int, str, int]]
"""Start of a span -> its end, its sign, its entity (-1 for a post or a quotation)."""


def mask(entities: Entities, sentence: Sentence, recall: Recall, scenes: Scenes | None = None) -> Masked:
    """Masked sentence; `recall` says what 该公司 and 双方 mean, and is brought up to date.

    `scenes`, which has entered the sentence, says which event a bare 会议 means.
    """
    scenes = scenes or Scenes(entities, entities.main_event)
    recall.turn_to(sentence)
    signs = _mention_signs(entities, sentence)
    _sign_titles(entities, sentence, signs)
    _sign_quotes(entities, sentence, signs)
    if entities.campus:
        _sign_campus(entities, sentence, signs)
    if scenes.named:
        _sign_events(entities, sentence, signs, scenes)
    _sign_bare_heads(entities, sentence, signs)
    several: dict[int, tuple[tuple[str, int], ...]] = {}
    for reference in find_references(entities, sentence, signs, recall):
        if entities.reading.is_free(reference.start, reference.end) and reference.start not in signs:
            signs[reference.start] = (reference.end, *reference.bodies[0])
            if len(reference.bodies) > 1:
                several[reference.start] = _enumerated(reference.bodies)
    recall.note(entities.text, signs)
    return _lay(entities.text, sentence, signs, several)


def leaves_bracket(text: str, start: int, end: int) -> bool:
    """Whether a bracket closes between two positions that was opened before them: （记者|甲）某地|揭牌."""
    close, open_ = text.find("）", start, end), text.find("（", start, end)
    return close >= 0 and not 0 <= open_ < close


def mask_speech(entities: Entities, masked: Masked) -> Iterator[Masked]:
    """What is said in the quotations of a sentence, each read as a sentence of its own."""
    at = masked.text.find(Q)
    while at >= 0:
        start, end = masked.span(at, at + 1)
        if end - start > _LONG and len(entities.reading.mentions_in(start + 1, end - 1)) > 1:
            speech = replace(masked.sentence, start=start + 1, end=end - 1)
            yield mask(entities, speech, Recall())
        at = masked.text.find(Q, at + 1)


def _mention_signs(entities: Entities, sentence: Sentence) -> Signs:
    """Signs of the mentions; places in a row (天津市津南区) are one."""
    signs: Signs = {}
    before = -1
    for mention in entities.reading.mentions_in(sentence.start, sentence.end):
        if mention.type == "Event" and entities.is_background(entities.of_mention[mention.start]):
            continue
        signs[mention.start] = (mention.end, SIGNS[mention.type], entities.of_mention[mention.start])
        chained = signs.get(before) if before >= 0 else None
        if mention.type == "Place" and chained and chained[0] == mention.start and chained[1] == L:
            del signs[before], signs[mention.start]
            signs[before] = (mention.end, L, entities.of_mention[mention.start])
        else:
            before = mention.start
    return signs


def _sign_titles(entities: Entities, sentence: Sentence, signs: Signs) -> None:
    for start, end in entities.reading.titles_in(sentence.start, sentence.end):
        signs.setdefault(start, (end, T, -1))


def _sign_quotes(entities: Entities, sentence: Sentence, signs: Signs) -> None:
    """A quotation is one sign, unless most of it is a name."""
    if (
        entities.text.find("“", sentence.start, sentence.end)
        < 0
        > entities.text.find("‘", sentence.start, sentence.end)
    ):
        return
    for match in _QUOTE.finditer(entities.text, sentence.start, sentence.end):
        begin, end = match.span()
        inside = [s for s in signs if begin <= s < end]
        named = any(
            signs[s][1] == P or (signs[s][1] in (E, O, K, D) and 2 * (signs[s][0] - s) > end - begin) for s in inside
        )
        whole = entities.reading.starting_at(begin) if inside == [begin] else None
        if not named and not (whole is not None and whole.reason == "quoted-scheme"):
            for start in inside:
                del signs[start]
            signs[begin] = (end, Q, -1)


def _sign_campus(entities: Entities, sentence: Sentence, signs: Signs) -> None:
    """我校 in the news of a university is that university."""
    if entities.text.find("校", sentence.start, sentence.end) < 0:
        return
    publisher = entities.by_name.get(("Organization", squeeze(entities.publisher)), -1)
    for match in _CAMPUS.finditer(entities.text, sentence.start, sentence.end):
        tail = match.group() == "学校" and entities.reading.tag_before(match.start()) in _IN_A_NAME
        aligned = match.start() in entities.reading.starts or len(match.group()) != 2
        if entities.reading.is_free(*match.span()) and aligned and not tail:
            if publisher < 0:
                publisher = entities.add("Organization", "University", entities.publisher)
            signs.setdefault(match.start(), (match.end(), O, publisher))


_NO_POINTER = ("活动", "会谈", "会见", "调研")
"""Words too common to mean an event without 此次 before them."""


def _sign_events(entities: Entities, sentence: Sentence, signs: Signs, scenes: Scenes) -> None:
    """会议 and 此次论坛 mean the event that the passage is set at."""
    for match in EVENT_WORDS.finditer(entities.text, sentence.start, sentence.end):
        begin, end = match.span()
        if match.group() == "会上" or not entities.reading.is_free(begin, end):
            continue
        pointer = next((word for word in POINTERS if entities.text.endswith(word, sentence.start, begin)), "")
        begin -= len(pointer)
        if not entities.reading.is_free(begin, end) or (not pointer and match.group() in _NO_POINTER):
            continue
        if any(s < end and signs[s][0] > begin for s in signs if s <= begin):
            continue
        meant = scenes.meant(match.group(1), begin)
        if meant >= 0:
            signs.setdefault(begin, (end, E, meant))


def _sign_bare_heads(entities: Entities, sentence: Sentence, signs: Signs) -> None:
    """学院 before a post is the last body that ends so: 学院院长."""
    reading, text = entities.reading, entities.text
    titles = [start for start, _ in reading.titles_in(sentence.start, sentence.end)]
    persons = [m.start for m in reading.mentions_in(sentence.start, sentence.end + 1) if m.type == "Person"]
    for end in (*titles, *persons):
        if text[end - 1 : end] in _BARE_ENDS and text.endswith(_BARE_HEADS, sentence.start, end):
            break
    else:
        return
    for match in _BARE_HEAD.finditer(entities.text, sentence.start, sentence.end):
        begin, end = match.span()
        person = reading.starting_at(end)
        named = person is not None and person.type == "Person" and match.group().endswith("院")
        if not (end in titles or named) or not reading.is_free(begin, end):
            continue
        for mention in reversed(reading.mentions_in(0, begin)):
            if mention.end > begin or mention.type != "Organization":
                continue
            if mention.name.endswith(match.group()):
                signs.setdefault(begin, (end, O, entities.of_mention[mention.start]))
                break
            if match.group() in _WITH_PARTY_GROUPS and regex(f"{match.group()}(?:党组|党委)$").search(mention.name):
                name = regex("(?:党组|党委)$").sub("", mention.name)
                signs.setdefault(begin, (end, O, entities.add("Organization", "GovernmentBody", name)))
                break


def _enumerated(bodies: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """Signs and entities with a mark between each two."""
    return tuple(one for body in bodies for one in (("、", -1), body))[1:]


def _lay(text: str, sentence: Sentence, signs: Signs, several: Mapping[int, tuple[tuple[str, int], ...]]) -> Masked:
    """The masked text; `several` has what a span that means several things (双方) reads as."""
    pieces: list[str] = []
    places: list[int] = []
    offsets: list[int] = []
    found: dict[int, int] = {}
    ends: dict[int, int] = {}
    at, size = sentence.start, 0
    bracketed = text.find("（", at, sentence.end) >= 0 or text.find("(", at, sentence.end) >= 0
    asides = bracketed and _BRACKET.search(text, at, sentence.end) is not None
    for start in [*sorted(signs), sentence.end]:
        if start < at:
            continue
        for first, last in _without_asides(text, at, start) if asides else ((at, start),):
            if first < last:
                pieces.append(text[first:last])
                places.append(size)
                offsets.append(first)
                size += last - first
        if start == sentence.end:
            break
        end, character, entity = signs[start]
        for sign, index in several.get(start, ((character, entity),)):
            pieces.append(sign)
            places.append(size)
            offsets.append(start)
            ends[size] = end
            if index >= 0:
                found[size] = index
            size += 1
        at = end
    masked = "".join(pieces)
    if "," in masked:
        masked = _COMMA.sub("，", masked)
    return Masked(masked, Slots(places, offsets, ends, found), sentence, bool(found))


def _without_asides(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the words between two mentions, without asides such as （右一）."""
    for aside in _BRACKET.finditer(text, start, end):
        yield start, aside.start()
        start = aside.end()
    yield start, end

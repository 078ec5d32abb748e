"""Entities -> the events that have no name of their own: visits, meetings and launches, with who took part and where."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from graph.corefer import Entities
from graph.regex import regex
from graph.relate.launches import find_launch
from graph.relate.masked import mask
from graph.relate.meetings import MEETS, find_meetings
from graph.relate.occasion import Occasion
from graph.relate.references import Recall
from graph.relate.rules import Candidate
from graph.relate.visits import find_visits, tells_of_visit
from graph.segment import Sentence

_SAYS = regex("强调|指出|要求|时说|表示")
"""A title that tells what was said on a visit is not its name."""

_ALSO = regex(
    r"又讯|另讯|(?:同日|当[日天])(?:上午|下午|晚)?，|\d{1,2}月\d{1,2}日(?:上午|下午)?，[^，。；\n]{2,30}[赴到]"
)
"""How a report of something else begins, below the first: 又讯 5月13日下午，…"""
_GUESTS = regex("(?:客人|来宾|来访)")
"""Guests whom the text has told of before: 会见了|客人."""
_COMES = regex("来访|到访|访问|来校|到校|到我校|做客")


class Unnamed(Struct):
    """The events of a document that have no name; read by `read_unnamed`."""

    entities: Entities
    candidates: list[Candidate] = field(default_factory=list)
    scenes: dict[int, int] = field(default_factory=dict)
    """Start of a sentence -> the event that it sets the scene of."""
    visits: set[int] = field(default_factory=set)
    """Those that go somewhere."""
    _found: dict[str, int] = field(default_factory=dict)
    """Name -> event."""
    _parties: dict[int, set[int]] = field(default_factory=dict)
    """Event -> those who take part."""

    def add(self, sentence: Sentence, occasion: Occasion) -> int:
        """The event of an occasion, made if the document has told of none with its name or its people."""
        index = self._found.get(occasion.name, -1)
        if index < 0:
            index = self._found[occasion.name] = self._event_of(occasion)
            self._parties.setdefault(index, set()).update(occasion.people)
        if "date" not in self.entities.drafts[index].attributes:
            self.entities.date_event(index, sentence)
        self.scenes[sentence.start] = index
        if occasion.places and occasion.kind == "Visit" and not MEETS.fullmatch(occasion.act):
            self.visits.add(index)
        confidence = 0.8 if occasion.people else 0.75
        for person in occasion.people:
            self._tell(person, "attended", index, occasion, confidence)
        for place in occasion.places:
            self._tell(index, "heldAt", place, occasion, 0.75)
        return index

    def has_met(self, occasion: Occasion) -> bool:
        """Whether another occasion told before had any of the people of this one, or this one has none."""
        if occasion.name in self._found or not self._found:
            return False
        return not occasion.people or any(party & set(occasion.people) for party in self._parties.values())

    def _event_of(self, occasion: Occasion) -> int:
        if _GUESTS.search(occasion.name) and self.entities.main_event >= 0:
            return self.entities.main_event
        for index, party in self._parties.items():
            same = party & set(occasion.people)
            if self.entities.drafts[index].kind == occasion.kind and len(same) > 1 and MEETS.fullmatch(occasion.act):
                self.entities.drafts[index].names[occasion.name] += 0
                return index
        title = self._title_of(occasion)
        index = self.entities.add("Event", occasion.kind, title or occasion.name)
        self.entities.drafts[index].names[occasion.name] += 0
        return index

    def _title_of(self, occasion: Occasion) -> str:
        """The title where it tells of the same; else nothing."""
        title = self.entities.reading.document.title.split(" ")[0]
        tells = occasion.act in title and any(self.entities.drafts[who].name in title for who in occasion.people)
        tells = tells or (_GUESTS.search(occasion.name) is not None and _COMES.search(title) is not None)
        return title if tells and len(title) <= 40 and not _SAYS.search(title) else ""

    def _tell(self, subject: int, relation: str, object_: int, occasion: Occasion, confidence: float) -> None:
        rule = occasion.kind.lower()
        self.candidates.append(
            Candidate(subject, relation, object_, occasion.start, occasion.end, rule, confidence, {})
        )


def read_unnamed(entities: Entities) -> Unnamed:
    """All of them; the first that the document opens with is its main event if it has no other."""
    told = Unnamed(entities)
    occasions = list(_occasions(entities))
    by_people = any(occasion.people for _, _, occasion in occasions)
    named = entities.main_event >= 0
    for sentence, depth, occasion in occasions:
        if by_people and not occasion.people:
            continue
        meeting = MEETS.fullmatch(occasion.act) is not None
        also = _ALSO.match(entities.text, sentence.start) is not None and bool(occasion.people)
        if not meeting and not also and (named or told.has_met(occasion)):
            continue
        index = told.add(sentence, occasion)
        if depth <= 2 and _is_reported(entities, sentence, occasion, meeting=meeting):
            entities.main_event = index
    if entities.main_event < 0:
        launch = find_launch(entities)
        if launch is not None:
            entities.main_event = told.add(*launch)
    entities.take_title()
    return told


def _is_reported(entities: Entities, sentence: Sentence, occasion: Occasion, *, meeting: bool) -> bool:
    """Whether an occasion near the top is what the document reports on: a meeting in its title before all else."""
    title = entities.reading.document.title
    named = any(entities.drafts[who].name in title for who in occasion.people)
    if entities.main_event >= 0:
        return meeting and named and occasion.act in title
    opens = entities.reading.depth(sentence.start) <= 1 and not entities.text.startswith(("“", "‘"), sentence.start)
    return opens or named or tells_of_visit(title) or occasion.act in title


def _occasions(entities: Entities) -> Iterator[tuple[Sentence, int, Occasion]]:
    """Occasions with the sentence and the depth of the paragraph that tell of each; visits only near the top."""
    text, reading = entities.text, entities.reading
    headline = MEETS.search(reading.document.title) is not None
    with_meetings = {reading.sentence_at(match.start()) for match in MEETS.finditer(text)}
    for number, sentence in enumerate(reading.sentences):
        depth = sentence.paragraph - reading.captions
        meets = number in with_meetings and (not sentence.paragraph or entities.main_event < 0 or headline)
        visits = (depth <= 3 or _ALSO.match(text, sentence.start)) and tells_of_visit(
            text, sentence.start, sentence.end
        )
        if not meets and not visits:
            continue
        masked = mask(entities, sentence, Recall())
        if meets:
            for meeting in find_meetings(masked, entities):
                yield sentence, depth, meeting
        if visits:
            for visit in find_visits(masked, entities):
                if not visit.places or depth < 3 or visit.people:
                    yield sentence, depth, visit

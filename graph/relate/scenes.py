"""Sentences of one document -> the event at which each is set, and which event a bare 研讨会 means there."""

from __future__ import annotations

from msgspec import Struct, field

from graph.corefer import EVENT_WORDS, Entities
from graph.regex import regex
from graph.segment import Sentence

_STAGED = regex(
    r"[”」》]?(?:（[^（）]*）)?(?:(?:开幕式|活动|环节|现场|期间)?上[，,]|现场[，,]|[^，。；]{0,26}?(?:举行|举办|召开|开幕|启幕|开讲|落幕|闭幕|落下帷幕|收官|(?:火热|正在|同步|如期|同期)进行)|由[^。；]{2,60}(?:主办|承办))"
)
_ENTERED = regex(r"(?:出席|参加|做客|举行|举办|召开|主持|承办|主办)(?:了|的)?[“《]?$")
_REPORTED = regex(r"表示|指出|强调|认为|说[，：]|提出|希望")
_STILL_THERE = regex(
    r"(?:会|论坛|仪式|活动|讲座|座谈|开幕式|现场|峰会|发布|大会)(?:上|中|现场|期间|结束)|随后|期间|会议|论坛|研讨会|座谈会"
)
_THERE = regex("上|中|现场|期间|结束")
_REACTION = regex(r"热议|反响|师生谈|热评|引发.{0,8}(?:共鸣|关注)|回信.{0,10}(?:鼓舞|激励)|学习体会")
"""A title, or an opening, that tells what many said of an event elsewhere: 师生热议全会精神."""
_NEAR = 120
"""How many characters back a name may stand that holds a bare word and ends otherwise (海河创新大赛总决赛|大赛)."""
_ANY_EVENT = frozenset(("会议", "大会", "仪式", "典礼", "开幕式", "闭幕式", "活动", "会上", "赛事", "盛会"))
"""Words that mean the event of the passage, whatever its name ends with."""


class Scenes(Struct):
    """Where the reader stands; `event` is brought up to date sentence by sentence."""

    entities: Entities
    event: int = -1
    """The event at which the sentence read last is set; -1 for none."""
    reaction: bool = False
    """Whether the document collects what people say of an event at which they were not."""
    _paragraph: int = -1
    _named: list[tuple[int, int, str]] = field(default_factory=list)
    """(start, entity, name) of each mention of an event, in order."""
    _ending: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    """Of a bare word: those of `_named` whose names end with it, the last first."""

    def __post_init__(self) -> None:
        self.reaction = _is_reaction(self.entities)
        self._named = sorted(
            (mention.start, index, mention.name)
            for index, draft in enumerate(self.entities.drafts)
            if draft.type == "Event" and not self.entities.is_background(index)
            for mention in draft.mentions
        )

    @property
    def named(self) -> bool:
        """Whether the document has any event that a bare word could mean."""
        return bool(self._named) or self.entities.main_event >= 0

    def enter(self, sentence: Sentence) -> int:
        """The event at which a sentence is set: the one it reports, else that of its paragraph, else the main one."""
        text = self.entities.text
        if sentence.paragraph != self._paragraph:
            self._paragraph = sentence.paragraph
            if self.entities.main_event >= 0 or not _STILL_THERE.match(text, sentence.start):
                self.event = -1 if self.reaction else self.entities.main_event
        for mention in self.entities.reading.mentions_in(sentence.start, sentence.end):
            if mention.type != "Event" or _REPORTED.search(text, sentence.start, mention.start):
                continue
            index = self.entities.of_mention[mention.start]
            if not self.entities.is_background(index) and (
                _STAGED.match(text, mention.end) or _ENTERED.search(text[max(0, mention.start - 8) : mention.start])
            ):
                self.event = index
                return index
        opening = EVENT_WORDS.match(text, sentence.start)
        if opening and self.named and _THERE.match(text, opening.end()):
            meant = self.meant(opening.group(1), sentence.start)
            self.event = meant if meant >= 0 else self.event
        return self.event

    def meant(self, word: str, offset: int) -> int:
        """The event that a bare word at an offset means; -1 for none."""
        named = self._ending_with(word)
        for before in (4, 2):
            longer = self.entities.text[max(0, offset - before) : offset] + word
            index = next((i for start, i, name in named if start < offset and name.endswith(longer)), -1)
            if index >= 0:
                return index
        if word in _ANY_EVENT or (self.event >= 0 and self._ends(self.event, word)):
            return self.event
        return next((index for start, index, _ in named if start < offset), self.event)

    def _ending_with(self, word: str) -> list[tuple[int, int, str]]:
        if word not in self._ending:
            bare = ((start, index, name.rstrip("”")) for start, index, name in reversed(self._named))
            self._ending[word] = [one for one in bare if one[2].endswith(word)]
        return self._ending[word]

    def _ends(self, event: int, word: str) -> bool:
        draft = self.entities.drafts[event]
        return any(name.rstrip("”").endswith(word) for name in (draft.name, *draft.names))


def _is_reaction(entities: Entities) -> bool:
    """Whether the title, or the opening paragraph's end, says that the document collects reactions."""
    return _REACTION.search(entities.reading.document.title) is not None

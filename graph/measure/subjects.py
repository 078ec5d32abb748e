"""Sentence and offset -> the entity that a number there describes."""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct, field

from graph.claim import Mention
from graph.corefer import Entities
from graph.regex import regex
from graph.segment import Sentence

TYPES = ("Organization", "Park", "Place", "Event")
_SOURCE = regex(
    r"(?:与|同|和|对|向|从|比|较|由|被|将|跟|据|经|为|入选|来自|联合|协同|面向|关于|携手|距|（|等|获批|承担|吸纳|吸引|通过|获|授予|位居|占|赴|往|至|会同|根据|按照|依托|建成|来到|走进)[“《]?$"
)
"""Before a name: it is not the subject."""
_SPEAKER = regex(
    r"[^，。；]{0,14}?(?:介绍|表示|称|透露|公布|发布|显示|统计|通报|消息|获悉|了解到|告诉|指出|记者|讯|电[（ 　]|报道)"
)
"""Behind a name: it tells the number and is not what the number describes."""
_TOLD_BY = regex(r"据[“]?$|记者从$")
_IN = regex(r"[在位于]$")
_COMMA = regex("[，,；;：:]")
_CAMPUS = regex(r"我校|学校|全校|本校|该校")
_PRONOUN = regex(
    r"该(?:公司|企业|集团|院|所|中心|园区?|局|平台|联盟|馆|港|店|行|社|机构|实验室|区)|园区|公司|集团|全市|全省|全区|全县|我市|我省|我区|本市"
)
_PART = regex(r"园区|分园|片区|校区|段|站|院区|方面|地区的|等")
"""Behind a name: something else is meant than the name says."""
UNKNOWN = -2
_LEVELS = {
    "全市": "市",
    "我市": "市",
    "本市": "市",
    "全省": "省",
    "我省": "省",
    "全区": "区",
    "我区": "区",
    "全县": "县",
}


class Subjects(Struct):
    """Finds subjects; remembers the topic of the paragraph."""

    entities: Entities
    paragraph: int = -1
    topic: int = -1
    """Subject of the last sentence of this paragraph that had one."""
    last: int = -1
    """Whom the last measurement of this paragraph describes."""
    recent: list[int] = field(default_factory=list)
    """Entities in the order in which they were named, up to now."""

    def enter(self, sentence: Sentence) -> list[Mention]:
        """Go to a sentence; its mentions in order."""
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.topic, self.last = sentence.paragraph, -1, -1
        return self.entities.reading.mentions_in(sentence.start, sentence.end)

    def leave(self, sentence: Sentence, mentions: list[Mention], *, topical: bool) -> None:
        """Remember whom the sentence named and, where `topical`, what it spoke of: numbers of its paragraph may ask."""
        if topical:
            self._set_topic(sentence)
        self.recent += [
            self.entities.of_mention.get(mention.start, -1) for mention in mentions if mention.type in TYPES
        ]
        del self.recent[:-40]

    def _set_topic(self, sentence: Sentence) -> None:
        comma = _COMMA.search(self.entities.text, sentence.start, sentence.end)
        found = self._in_clause(sentence.start, comma.start() if comma else sentence.end, near=True)
        if (
            found < 0
            and self.entities.campus
            and _CAMPUS.search(self.entities.text[sentence.start : sentence.start + 12])
        ):
            found = self._pronoun(sentence.start, sentence.start + 12)
        if found >= 0:
            draft = self.entities.drafts[found]
            self.topic = found if draft.type in ("Place", "Park") or draft.kind == "University" else -1

    def find(self, sentence: Sentence, mentions: list[Mention], clauses: list[int], start: int) -> tuple[int, float]:
        """(entity, how sure) for a measure that starts at `start`; `clauses`: where the sentence's clauses start."""
        ceiling = start
        for number, floor in enumerate(
            reversed(clauses[max(0, bisect_right(clauses, start) - 8) : bisect_right(clauses, start)])
        ):
            found = self._in_clause(floor, ceiling, near=number > 0)
            if found == UNKNOWN:
                found = self._pronoun(floor, ceiling if number else start + 4)
            if found != UNKNOWN:
                return found, (0.0 if number == 0 else -0.03)
            ceiling = floor
        if self.entities.text.startswith("其中", sentence.start) and self.last >= 0:
            return self.last, -0.05
        if any(mention.start < start and mention.type in TYPES for mention in mentions):
            return -1, -0.05
        return self.topic, (-0.08 if self.topic >= 0 else -0.05)

    def _in_clause(self, floor: int, ceiling: int, *, near: bool) -> int:
        """Entity of the first name that may be a subject; -1 where names stand in a list; UNKNOWN where none does.

        With `near` a name counts only near the start of the clause.
        """
        text = self.entities.text
        second = UNKNOWN
        for mention in self.entities.reading.mentions_in(max(floor, ceiling - 150), ceiling):
            if mention.start < floor or mention.end > ceiling or mention.type not in TYPES:
                continue
            if mention.kind == "MediaOrganization" or self._speaks(mention):
                continue
            before = text[max(0, mention.start - 4) : mention.start]
            behind = text[mention.end : mention.end + 3]
            if (
                behind[:1].isdecimal()
                or behind.startswith("“")
                or (before.endswith(("-", "—")) and mention.start > floor)
            ):
                continue
            if "分别" in text[max(floor, mention.start - 6) : mention.start]:
                second = -1 if second == UNKNOWN else second
                continue
            if (mention.start > floor and _SOURCE.search(before)) or _PART.match(behind):
                continue
            if near and mention.start - floor > 6:
                break
            if before.endswith("、") or behind.startswith(("、", "及", "和")):
                second = -1 if second == UNKNOWN else second
                continue
            index = self.entities.of_mention.get(mention.start, -1)
            if _IN.search(before):
                second = index if second < 0 else second
                continue
            if index >= 0:
                return index
        return second

    def _speaks(self, mention: Mention) -> bool:
        """Whether the name is that of a speaker's body or of a source (天津市科技局局长…介绍)."""
        text, reading = self.entities.text, self.entities.reading
        if any(start == mention.end for start, _ in reading.titles_in(mention.end, mention.end + 1)):
            return True
        following = reading.starting_at(mention.end)
        if following is not None and following.type == "Person":
            return True
        return bool(_SPEAKER.match(text, mention.end)) or bool(
            _TOLD_BY.search(text[max(0, mention.start - 4) : mention.start])
        )

    def _pronoun(self, floor: int, ceiling: int) -> int:
        """Entity that 我校, 全市, 该园区 … mean; -1 where it cannot be told, UNKNOWN without such a word."""
        entities = self.entities
        words = entities.text[max(floor, ceiling - 80) : ceiling]
        if entities.campus and _CAMPUS.search(words):
            return entities.add("Organization", "University", entities.publisher)
        match = _PRONOUN.search(words)
        if match is None:
            return UNKNOWN
        level = _LEVELS.get(match.group())
        if level:
            return entities.by_name.get(("Place", entities.home), -1) if entities.home.endswith(level) else -1
        head = match.group().removeprefix("该")
        for index in reversed(self.recent):
            draft = entities.drafts[index] if index >= 0 else None
            if draft and (
                (draft.type == "Park" and "园" in head)
                or (draft.kind == "Company" and head in ("公司", "企业", "集团"))
                or draft.name.endswith(head)
            ):  # fmt: skip
                return index
        return -1

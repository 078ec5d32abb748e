"""Reading: a document cut into sentences and words, on which the finders lay their mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from graph.claim import Mention
from graph.document import Document
from graph.segment import Sentence, Word, cut_words, split_sentences

QUOTES = {"”": "“", "》": "《", "’": "‘", "」": "「", "』": "『", "】": "【"}
BRACKETS = {"）": "（", ")": "("}


@dataclass(slots=True)
class Reading:
    """What the finders know of one document so far. Mentions never overlap."""

    document: Document
    text: str
    sentences: list[Sentence]
    words: list[list[Word]]
    """Of each sentence."""
    mentions: list[Mention] = field(default_factory=list)
    """In text order."""
    titles: list[tuple[int, int]] = field(default_factory=list)
    """Spans of posts and forms of address, in text order."""
    taken: bytearray = field(default_factory=bytearray)
    """1 for each character that a mention covers."""
    starts: frozenset[int] = frozenset()
    """Offsets at which a word starts."""

    @classmethod
    def of(cls, document: Document) -> Reading:
        """Cut the document; no mentions yet."""
        text = document.text
        sentences = split_sentences(text)
        words = [cut_words(text[s.start : s.end], s.start) for s in sentences]
        starts = frozenset([w[0] for sentence in words for w in sentence] + [s.end for s in sentences])
        return cls(document, text, sentences, words, taken=bytearray(len(text)), starts=starts)

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds a character."""
        return max(0, bisect_right(self.sentences, offset, key=lambda s: s.start) - 1)

    def tag_at(self, offset: int) -> str:
        """Part of speech of the word that starts at an offset; empty where none does."""
        for word in self.words[self.sentence_at(offset)]:
            if word.start >= offset:
                return word.tag if word.start == offset else ""
        return ""

    def tag_before(self, offset: int) -> str:
        """Part of speech of the word that ends at an offset; empty where none does."""
        for word in self.words[self.sentence_at(offset)]:
            if word.end >= offset:
                return word.tag if word.end == offset else ""
        return ""

    def is_free(self, start: int, end: int) -> bool:
        """Whether no mention covers any of the span."""
        return self.taken.find(1, start, end) < 0

    def add(self, mention: Mention) -> None:
        """Lay a mention, taking the place of every one that it covers wholly or in part."""
        if not self.is_free(mention.start, mention.end):
            first = bisect_right(self.mentions, mention.start, key=lambda m: m.end)
            last = bisect_left(self.mentions, mention.end, key=lambda m: m.start)
            for other in self.mentions[first:last]:
                self.taken[other.start : other.end] = bytes(other.end - other.start)
            del self.mentions[first:last]
        at = bisect_right(self.mentions, mention.start, key=lambda m: m.start)
        self.mentions.insert(at, mention)
        self.taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Mentions that start in a span, in order."""
        first = bisect_left(self.mentions, start, key=lambda m: m.start)
        last = bisect_left(self.mentions, end, key=lambda m: m.start)
        return self.mentions[first:last]

    def titles_in(self, start: int, end: int) -> list[tuple[int, int]]:
        """Spans of posts that start in a span, in order."""
        return self.titles[bisect_left(self.titles, (start, 0)) : bisect_left(self.titles, (end, 0))]

    def covering(self, start: int, end: int) -> Mention | None:
        """The first mention that touches the span."""
        at = bisect_right(self.mentions, start, key=lambda m: m.start) - 1
        for mention in self.mentions[max(0, at) : at + 3]:
            if mention.start < end and start < mention.end:
                return mention
        return None

    def ending_at(self, offset: int) -> Mention | None:
        """The mention whose (exclusive) end is the offset."""
        mention = self.covering(offset - 1, offset) if offset > 0 else None
        return mention if mention and mention.end == offset else None

    def starting_at(self, offset: int) -> Mention | None:
        """The mention that starts at the offset."""
        mention = self.covering(offset, offset + 1)
        return mention if mention and mention.start == offset else None

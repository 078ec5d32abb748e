"""Reading: a document cut into sentences and words, on which the finders lay their mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from msgspec import Struct, field

from graph.claim import Mention
from graph.document import Document
from graph.segment import LONGEST, Sentence, Word, cut_words, split_sentences

QUOTES = {"”": "“", "》": "《", "’": "‘", "」": "「", "』": "『", "】": "【"}
BRACKETS = {"）": "（", ")": "("}


class Reading(Struct):
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
    by_start: dict[int, Word] = field(default_factory=dict)
    """Offset -> the word that starts there."""
    sentence_starts: list[int] = field(default_factory=list)
    mention_starts: list[int] = field(default_factory=list)
    """Of `mentions`, in step with them."""
    mention_ends: list[int] = field(default_factory=list)
    campus: str = ""
    """The university in whose own news the document stands; empty for none."""
    captions: int = 0
    """How many lines without a full sentence, such as captions of photographs, stand between the title and the article."""
    _held: dict[str, bool] = field(default_factory=dict)
    """What `holds` said."""

    @classmethod
    def of(cls, document: Document) -> Reading:
        """Cut the document; no mentions yet."""
        text = document.text
        sentences = split_sentences(text)
        words, by_start = _cut(text, sentences)
        starts = frozenset((*by_start, *(s.end for s in sentences)))
        return cls(
            document,
            text,
            sentences,
            words,
            taken=bytearray(len(text)),
            starts=starts,
            by_start=by_start,
            sentence_starts=[s.start for s in sentences],
            captions=_count_captions(text.split("\n")[bool(document.title) :]),
        )

    def holds(self, name: str) -> bool:
        """Whether a name stands anywhere in the text."""
        known = self._held.get(name)
        if known is None:
            known = self._held[name] = name in self.text
        return known

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds a character."""
        return (bisect_right(self.sentence_starts, offset) or 1) - 1

    def depth(self, offset: int) -> int:
        """Number of the paragraph that holds a character; captions above the article do not count."""
        return self.sentences[self.sentence_at(offset)].paragraph - self.captions

    def tag_at(self, offset: int) -> str:
        """Part of speech of the word that starts at an offset; empty where none does."""
        word = self.by_start.get(offset)
        return word.tag if word is not None else ""

    def tag_before(self, offset: int) -> str:
        """Part of speech of the word that ends at an offset; empty where none does."""
        for word in self.words[self.sentence_at(offset)]:
            if word.end >= offset:
                return word.tag if word.end == offset else ""
        return ""

    def is_free(self, start: int, end: int) -> bool:
        """Whether no mention covers any of the span."""
        return self.taken.find(1, start, end) < 0

    def lay(self, mentions: list[Mention]) -> None:
        """Lay the first mentions, which are in text order and do not overlap."""
        self.mentions = mentions
        self.mention_starts = [mention.start for mention in mentions]
        self.mention_ends = [mention.end for mention in mentions]
        for start, end in zip(self.mention_starts, self.mention_ends, strict=True):
            self.taken[start:end] = b"\x01" * (end - start)

    def add(self, mention: Mention) -> None:
        """Lay a mention, taking the place of every one that it covers wholly or in part."""
        if not self.is_free(mention.start, mention.end):
            first = bisect_right(self.mention_ends, mention.start)
            last = bisect_left(self.mention_starts, mention.end)
            for other in self.mentions[first:last]:
                self.taken[other.start : other.end] = bytes(other.end - other.start)
            del self.mentions[first:last], self.mention_starts[first:last], self.mention_ends[first:last]
        at = bisect_right(self.mention_starts, mention.start)
        self.mentions.insert(at, mention)
        self.mention_starts.insert(at, mention.start)
        self.mention_ends.insert(at, mention.end)
        self.taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Mentions that start in a span, in order."""
        first = bisect_left(self.mention_starts, start)
        last = bisect_left(self.mention_starts, end)
        return self.mentions[first:last]

    def overlapping(self, start: int, end: int) -> list[Mention]:
        """Mentions that cover any of a span, in order."""
        return self.mentions[bisect_right(self.mention_ends, start) : bisect_left(self.mention_starts, end)]

    def titles_in(self, start: int, end: int) -> list[tuple[int, int]]:
        """Spans of posts that start in a span, in order."""
        return self.titles[bisect_left(self.titles, (start, 0)) : bisect_left(self.titles, (end, 0))]

    def covering(self, start: int, end: int) -> Mention | None:
        """The first mention that touches the span."""
        if self.is_free(start, end):
            return None
        at = bisect_right(self.mention_ends, start)
        return self.mentions[at]

    def ending_at(self, offset: int) -> Mention | None:
        """The mention whose (exclusive) end is the offset."""
        at = bisect_left(self.mention_ends, offset)
        return self.mentions[at] if at < len(self.mentions) and self.mention_ends[at] == offset else None

    def starting_at(self, offset: int) -> Mention | None:
        """The mention that starts at the offset."""
        at = bisect_left(self.mention_starts, offset)
        return self.mentions[at] if at < len(self.mentions) and self.mention_starts[at] == offset else None


def _cut(text: str, sentences: list[Sentence]) -> tuple[list[list[Word]], dict[int, Word]]:
    """The words of each sentence, and all of them by their start; the text is cut at once, which is faster."""
    words = cut_words(text, [s.end for s in sentences if s.end - s.start >= LONGEST])
    by_start = {word.start: word for word in words}
    starts = list(by_start)
    found = []
    last = 0
    for sentence in sentences:
        first = bisect_left(starts, sentence.start, last)
        for blank in starts[last:first]:
            del by_start[blank]
        last = bisect_left(starts, sentence.end, first)
        found.append(words[first:last])
    for blank in starts[last:]:
        del by_start[blank]
    return found, by_start


def _count_captions(lines: list[str]) -> int:
    """How many lines stand before the first that holds a full sentence; 0 where none does."""
    return next((number for number, line in enumerate(lines) if "。" in line), 0)

"""Document: one article as clean text, with a map from every clean offset back to the raw file."""

from __future__ import annotations

from bisect import bisect_right
from hashlib import sha256

from graph.record import Record


class Run(Record):
    """A stretch of clean text that stands unchanged in the raw text."""

    clean: int
    """First code point of the stretch in the clean text."""
    raw: int
    """First code point of the stretch in the decoded raw file."""
    length: int
    """In code points, the same on both sides."""


class Document(Record):
    """One article. All offsets are code points; every end is exclusive."""

    title: str
    """Without site prefixes and suffixes; empty where none is given."""
    date: str
    """Publication date, YYYY-MM-DD; empty where none is given."""
    publisher: str
    """Who published it, in its own words (南开大学, 北京青年报); empty where none is given."""
    url: str
    """Source address; empty where none is given."""
    authors: tuple[str, ...]
    """Authors that the file's metadata names (not bylines inside the text, which the rules read)."""
    text: str
    """The clean text: the title is its first line where there is one, paragraphs are separated by one line feed."""
    source: str
    """Path of the file as the user would recognise it; several articles of one file share it."""
    part: int
    """0, 1, 2, … for the articles of one file, in reading order."""
    format: str
    """markdown, text, html, pdf or jsonl."""
    encoding: str
    """utf-8, utf-16, gb18030 or big5, as recognised; binary for PDF."""
    runs: tuple[Run, ...]
    """Sorted by clean offset; characters outside every run were inserted by the reader (a joining line feed)."""

    @property
    def id(self) -> str:
        """Twelve hex digits of the content's hash: the same article has the same id wherever it lies."""
        parts = (self.title, self.date, self.publisher, self.url, self.text)
        return sha256("\x00".join(parts).encode()).hexdigest()[:12]

    def raw_offset(self, clean: int) -> int | None:
        """Offset in the decoded raw file of a clean offset; None for an inserted character."""
        at = bisect_right(self.runs, clean, key=lambda run: run.clean) - 1
        if at < 0 or clean >= self.runs[at].clean + self.runs[at].length:
            return None
        return self.runs[at].raw + clean - self.runs[at].clean

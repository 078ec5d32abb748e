"""Where in a text something stands, and the sentence around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.document import Document
from graph.segment import split_sentences


@dataclass(frozen=True, order=True, slots=True)
class Spot:
    """A span of a document's clean text."""

    source: str
    """Name of the gold document."""
    document: str
    """Document.id: a file may hold several articles."""
    start: int
    end: int
    rule: str = ""
    """What read it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence (or a few, where a quote runs over several), cut into marked and plain pieces."""

    pieces: tuple[tuple[str, bool], ...]
    """(text, marked), in order; together the passage."""


def passage(text: str, spans: Sequence[tuple[int, int]]) -> Passage:
    """The sentences that hold the spans, the spans marked.

    >>> passage("一天。南开大学在天津。", [(3, 7)]).pieces
    (('南开大学', True), ('在天津。', False))
    """
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    around = [one for one in split_sentences(text) if one.start < last and first < one.end]
    begin = min([first, *(one.start for one in around)])
    stop = max([last, *(one.end for one in around)])
    marked = bytearray(stop - begin)
    for start, end in spans:
        marked[start - begin : end - begin] = b"\x01" * (end - start)
    return Passage(tuple(_pieces(text[begin:stop], marked)))


def _pieces(text: str, marked: bytearray) -> Iterator[tuple[str, bool]]:
    at = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or marked[position] != marked[at]:
            yield text[at:position], bool(marked[at])
            at = position


def find_names(document: Document, wanted: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Spans of a name of each of the wanted things: in the sentence that names them all most fully, else of the
    first thing that is named at all.

    Empty where the text does not name them.
    """
    text = document.text
    together: list[tuple[int, int]] = []
    for sentence in split_sentences(text):
        spans = [_first(text, names, sentence.start, sentence.end) for names in wanted]
        found = [span for span in spans if span is not None]
        if len(found) == len(wanted) and _length(found) > _length(together):
            together = found
    if together:
        return together
    alone = next((span for names in wanted if (span := _first(text, names, 0, len(text))) is not None), None)
    return [alone] if alone is not None else []


def _length(spans: Sequence[tuple[int, int]]) -> int:
    return sum(end - start for start, end in spans)


def _first(text: str, names: Sequence[str], start: int, end: int) -> tuple[int, int] | None:
    """The longest of the names that stands in a stretch of the text, where it first stands there."""
    for name in sorted(names, key=lambda name: (-len(name), name)):
        at = text.find(name, start, end)
        if at >= 0:
            return at, at + len(name)
    return None

"""Text that remembers where it stood: pieces of the raw text, cut and joined, each character still traceable."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice

from graph.document import Run
from graph.record import Record


class Traced(Record):
    """A text and its runs. Characters outside every run were inserted, not read."""

    text: str
    runs: tuple[Run, ...]
    """Sorted by clean offset, which counts from the start of `text`."""

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int) -> Traced:
        """The stretch [start, end), in time linear in the number of runs."""
        end = min(end, len(self.text))
        if start <= 0 and end == len(self.text):
            return self
        runs = []
        at = max(0, bisect_right(self.runs, start, key=lambda run: run.clean) - 1)
        for run in islice(self.runs, at, None):
            if run.clean >= end:
                break
            first, last = max(run.clean, start), min(run.clean + run.length, end)
            if first < last:
                runs.append(Run(first - start, run.raw + first - run.clean, last - first))
        return Traced(self.text[start:end], tuple(runs))

    def strip(self, characters: str | None = None) -> Traced:
        """Without the blanks (or the given characters) at both ends."""
        start = len(self.text) - len(self.text.lstrip(characters))
        return self.cut(start, max(start, len(self.text.rstrip(characters))))

    def without(self, pattern: re.Pattern[str]) -> Traced:
        """Without what the pattern matches. A group of the pattern, where there is one, is kept."""
        return self.replace(pattern, "")

    def replace(self, pattern: re.Pattern[str], replacement: str) -> Traced:
        """What the pattern matches gives way to its first group, or to the (inserted) replacement."""
        pieces: list[Traced] = []
        at = 0
        for match in pattern.finditer(self.text):
            pieces.append(self.cut(at, match.start()))
            if match.re.groups and match.group(1) is not None:
                pieces.append(self.cut(*match.span(1)))
            elif replacement:
                pieces.append(inserted(replacement))
            at = match.end()
        if not at:
            return self
        pieces.append(self.cut(at, len(self.text)))
        return join(pieces)


def traced(raw: str, start: int, end: int) -> Traced:
    """The stretch [start, end) of the raw text."""
    return Traced(raw[start:end], (Run(0, start, end - start),) if end > start else ())


def inserted(text: str) -> Traced:
    """A text that does not stand in the raw text."""
    return Traced(text, ())


def join(pieces: Sequence[Traced], glue: str = "") -> Traced:
    """The pieces one after the other, with the glue between them; runs that touch on both sides become one."""
    runs: list[Run] = []
    at = 0
    for piece in pieces:
        for run in piece.runs:
            clean = at + run.clean
            if runs and runs[-1].clean + runs[-1].length == clean and runs[-1].raw + runs[-1].length == run.raw:
                runs[-1] = Run(runs[-1].clean, runs[-1].raw, runs[-1].length + run.length)
            else:
                runs.append(Run(clean, run.raw, run.length))
        at += len(piece.text) + len(glue)
    return Traced(glue.join(piece.text for piece in pieces), tuple(runs))


def locate(text: str, raw: str, start: int = 0, end: int | None = None) -> Traced:
    """The text, traced to its first place in raw[start:end]; inserted where it does not stand there."""
    at = raw.find(text, start, len(raw) if end is None else end) if text else -1
    return inserted(text) if at < 0 else traced(raw, at, at + len(text))

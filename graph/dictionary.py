"""Text -> words and their tags, by jieba's dictionary.

Much text is cut by rjieba, which loads the dictionary; the words of little text are looked up where it lies.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from math import inf, log
from mmap import ACCESS_READ, mmap
from pathlib import Path

from msgspec import msgpack

from graph.prepared import known, prepare
from graph.record import Record
from graph.regex import regex

_HAN = r"\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\U00020000-\U0002A6DF\U0002A700-\U0002EBEF\U0002F800-\U0002FA1F"
_STRETCH = regex(rf"([{_HAN}a-zA-Z0-9+#&._%-]+)|\r\n|(?s:.)")
"""What may hold words (group 1), a line break, or another character: that stands for itself."""
_ANY_HAN = regex(f"[{_HAN}]")
_WORTH_LOADING = 6_000
"""Characters; looking up the words of three times as many takes as long as loading the dictionary."""
_BYTES = 5_071_852
"""Of jieba's dict.txt that has what rjieba has."""
_ALL = log(60_101_964)
"""Of the occurrences of all words."""
_FIRST = "\n一 ".encode()
"""Where the lines begin to be sorted; those before are of words with letters or digits."""
_PAGE = 1024
"""Bytes, about, that are looked through for a word."""
_PAGES = "graph.dictionary"
"""Under which name they are prepared."""
_HEAD = 12
"""Bytes; more than two characters have."""


_Pages = tuple[int, list[int], list[bytes]]
"""Where the sorted lines start; where each page of them starts, and the last one ends; what each starts with."""
_KEPT = msgpack.Decoder(_Pages)


class Known(Record):
    """What the dictionary says of a word."""

    weight: float
    """Logarithm of its share in all words."""
    tag: str
    """jieba's part of speech."""


class Dictionary:
    """Words of the dictionary, looked up in lines of a word, its occurrences and its tag."""

    def __init__(self, lines: mmap) -> None:
        kept = known(_PAGES)
        pages: _Pages = _KEPT.decode(kept) if kept else _cut_pages(lines)
        if not kept:
            prepare(_PAGES, pages)
        first, self._pages, self._heads = pages
        self._lines = lines
        self._words: dict[str, Known | str] = {}
        """What is known of each, or its line until somebody asks."""
        self._lengths: dict[str, list[int]] = {}
        self._unsorted: dict[str, list[str]] = {}
        for line in lines[:first].decode().splitlines():
            self._unsorted.setdefault(line[:2], []).append(line)

    def find(self, word: str) -> Known | None:
        """What is known of a word."""
        self._lengths_of(word[:2])
        return self._find(word)

    def cut(self, text: str) -> list[str]:
        """The likeliest words of a stretch; letters and digits that are no words stay together."""
        best = self._ends_of_words(text)
        words, start, loose = [], 0, 0
        while start < len(text):
            end = best[start]
            if end - start > 1 or not _is_alphanumeric(text[start]):
                words += [text[loose:start], text[start:end]] if loose < start else [text[start:end]]
                loose = end
            start = end
        return [*words, text[loose:]] if loose < len(text) else words

    def _ends_of_words(self, text: str) -> list[int]:
        """Where the word ends that begins at each character, in the likeliest way from there to the end."""
        weights, ends = [0.0] * (len(text) + 1), [0] * len(text)
        for start in range(len(text) - 1, -1, -1):
            most, best = -inf, start + 1
            for length in self._lengths_of(text[start : start + 2]):
                end = start + length
                word = self._find(text[start:end]) if end <= len(text) else None
                if word is not None and (weight := word.weight + weights[end]) >= most:
                    most, best = weight, end
            weights[start] = most if most > -inf else weights[best] - _ALL
            ends[start] = best
        return ends

    def _find(self, word: str) -> Known | None:
        """What is known of a word of which the front was looked up."""
        found = self._words.get(word)
        if isinstance(found, str):
            _, count, tag = found.split(" ")
            found = self._words[word] = Known(log(int(count)) - _ALL, tag)
        return found

    def _lengths_of(self, front: str) -> Sequence[int]:
        """Of the words that begin with two characters, and of the first one where it is a word; short ones first."""
        lengths = self._lengths.get(front)
        if lengths is None:
            found = set(self._lengths_of(front[0])) if len(front) > 1 else set()
            for line in [*self._unsorted.get(front, ()), *self._lines_of(front if len(front) > 1 else f"{front} ")]:
                word = line[: line.index(" ")]
                self._words[word] = line
                found.add(len(word))
            lengths = self._lengths[front] = sorted(found)
        return lengths

    def _lines_of(self, front: str) -> list[str]:
        """The sorted lines that begin so."""
        key = front.encode()
        page = behind = bisect_left(self._heads, key)
        while behind < len(self._heads) and self._heads[behind].startswith(key):
            behind += 1
        key = b"\n" + key
        first, last = self._pages[max(0, page - 1)] - 1, self._pages[behind]
        start = self._lines.find(key, first, last)
        if start < 0:
            return []
        end = self._lines.find(b"\n", self._lines.rfind(key, start, last) + 1)
        return self._lines[start + 1 : end].decode().split("\n")


def _cut_pages(lines: mmap) -> _Pages:
    first = lines.find(_FIRST) + 1
    pages = [lines.rfind(b"\n", 0, at) + 1 for at in range(first + 1, len(lines), _PAGE)]
    return first, [*pages, len(lines)], [lines[page : page + _HEAD] for page in pages]


class Segmenter:
    """Cuts and tags as rjieba does without its model of unknown words, and loads that where there is much to do."""

    def __init__(self) -> None:
        self._looked_up = 0

    def cut(self, text: str) -> list[str]:
        """Words in order, covering the text without gaps."""
        self._looked_up += len(text)
        dictionary = self._lookup()
        if dictionary is None:
            import rjieba  # noqa: PLC0415 - loads the dictionary

            return rjieba.cut(text, False)
        stretches = _STRETCH.finditer(text)
        return [word for one in stretches for word in (dictionary.cut(one[0]) if one[1] else [one[0]])]

    def tag(self, word: str) -> str:
        """jieba's part of speech of a word that was cut; x for punctuation."""
        dictionary = self._lookup()
        if dictionary is not None:
            if found := dictionary.find(word):
                return found.tag
            if not _ANY_HAN.search(word):
                return "x" if not _is_alphanumeric(word) else "m" if word.isdigit() else "eng"
            if len(word) == 1:
                return _rare_characters().get(word, "x")
        import rjieba  # noqa: PLC0415 - loads the dictionary

        return rjieba.tag(word, False)[0][1]

    def _lookup(self) -> Dictionary | None:
        if self._looked_up < _WORTH_LOADING:
            return self._on_disk
        self.__dict__.pop("_on_disk", None)  # its memory is of no use any more
        return None

    @cached_property
    def _on_disk(self) -> Dictionary | None:
        """None where jieba has another dictionary than rjieba."""
        jieba = find_spec("jieba")  # to import it takes longer than to load rjieba
        path = Path(jieba.origin).parent / "dict.txt" if jieba and jieba.origin else None
        if not path or not path.is_file() or path.stat().st_size != _BYTES:
            return None
        with path.open("rb") as file:
            return Dictionary(mmap(file.fileno(), 0, access=ACCESS_READ))


@cache
def _rare_characters() -> Mapping[str, str]:
    """Tags of characters that are in no line of the dictionary."""
    lines = Path(__file__).with_name("rare_characters.txt").read_text("utf-8").splitlines()
    rows = (line.split(" ") for line in lines if not line.startswith("#"))
    return {character: tag for tag, characters in rows for character in characters}


def _is_alphanumeric(text: str) -> bool:
    return text.isascii() and text.isalnum()


_shared = Segmenter()
cut_text, tag_word = _shared.cut, _shared.tag

"""Chinese text -> its syllables without tones, from readings.tsv: words first, for many characters have several."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

FILE = "readings.tsv"


class Readings(NamedTuple):
    """How characters and words are read."""

    characters: dict[str, str]
    """The usual syllable of each."""
    words: dict[str, tuple[str, ...]]
    """Of words in which a character is read otherwise."""
    plain: frozenset[str]
    """Words that are read as their characters: 校长大会 is no 长大."""
    longest: int
    """Characters of a word."""


def syllables(text: str) -> Iterator[str]:
    """Syllables of the longest words from left to right; what is not Chinese stays together as it is.

    >>> list(syllables("重庆2025重点"))
    ['chong', 'qing', '2025', 'zhong', 'dian']
    """
    characters, words, plain, longest = load_readings()
    at = other = 0
    while at < len(text):
        if text[at] not in characters:
            at += 1
            continue
        if other < at:
            yield text[other:at]
        for end in range(min(at + longest, len(text)), at, -1):
            word = text[at:end]
            if word in words or word in plain or end == at + 1:
                yield from words.get(word) or map(characters.__getitem__, word)
                break
        at = other = end
    if other < at:
        yield text[other:at]


@cache
def load_readings() -> Readings:
    """The table: the characters of each syllable, the syllables of each word, words; each part ends at a blank line."""
    text = files("graph.keep").joinpath(FILE).read_text("utf-8")
    parts = text[text.index("\n\n") + 2 :].split("\n\n")
    by_syllable, other, plain = parts[0].splitlines(), parts[1].splitlines(), parts[2].split()
    characters: dict[str, str] = {}
    for syllable, read_so in (line.split("\t") for line in by_syllable):
        characters.update(dict.fromkeys(read_so, syllable))
    words = {word: tuple(read.split(" ")) for word, read in (line.split("\t") for line in other)}
    return Readings(characters, words, frozenset(plain), max(map(len, chain(words, plain))))

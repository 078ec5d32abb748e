"""Chinese text -> its syllables without tones, from readings.tsv: words first, for many characters have several."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

FILE = "readings.tsv"
LONGEST = 10
"""Characters of a word."""


class Readings(NamedTuple):
    """How characters and words are read."""

    characters: dict[str, str]
    """The usual syllable of each."""
    words: dict[str, str]
    """Words in which a character is read otherwise, with their syllables."""
    plain: dict[str, str]
    """By their first character, words that are read as their characters: 校长大会 is no 长大."""


def syllables(text: str) -> Iterator[str]:
    """Syllables of the longest words from left to right; what is not Chinese stays together as it is.

    >>> list(syllables("重庆2025重点"))
    ['chong', 'qing', '2025', 'zhong', 'dian']
    """
    characters, words, _ = load_readings()
    at = other = 0
    while at < len(text):
        if text[at] not in characters:
            at += 1
            continue
        if other < at:
            yield text[other:at]
        plain = _plain_words(text[at])
        for end in range(min(at + LONGEST, len(text)), at, -1):
            word = text[at:end]
            if word in words:
                yield from words[word].split(" ")
                break
            if word in plain or end == at + 1:
                yield from map(characters.__getitem__, word)
                break
        at = other = end
    if other < at:
        yield text[other:at]


@cache
def load_readings() -> Readings:
    """The table: the characters of each syllable, the syllables of each word, words; each part ends at a blank line."""
    text = files("graph.keep").joinpath(FILE).read_text("utf-8")
    by_syllable, other, plain = (part.splitlines() for part in text[text.index("\n\n") + 2 :].split("\n\n"))
    characters: dict[str, str] = {}
    for syllable, read_so in (line.split("\t") for line in by_syllable):
        characters.update(dict.fromkeys(read_so, syllable))
    return Readings(characters, dict(line.split("\t") for line in other), {line[0]: line for line in plain})


@cache
def _plain_words(first: str) -> frozenset[str]:
    return frozenset(load_readings().plain.get(first, "").split(" "))

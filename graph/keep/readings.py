"""Chinese text -> its syllables without tones, from readings.tsv: words first, for many characters have several."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = "readings.tsv"
LONGEST = 10
"""Characters of a word."""


class Readings(NamedTuple):
    """How characters and words are read."""

    characters: str
    """As in the table: each character stands once, behind its usual syllable."""
    words: dict[str, str]
    """Words in which a character is read otherwise, with their syllables."""
    plain: dict[str, str]
    """By their first character, words that are read as their characters: 校长大会 is no 长大."""


def syllables(text: str) -> Iterator[str]:
    """Syllables of the longest words from left to right; what is not Chinese stays together as it is.

    >>> list(syllables("重庆2025重点"))
    ['chong', 'qing', '2025', 'zhong', 'dian']
    """
    words = load_readings().words
    at = other = 0
    while at < len(text):
        if not _syllable(text[at]):
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
                yield from map(_syllable, word)
                break
        at = other = end
    if other < at:
        yield text[other:at]


@cache
def load_readings() -> Readings:
    """The table: the characters of each syllable, the syllables of each word, words; each part ends at a blank line."""
    text = Path(__file__).with_name(FILE).read_text("utf-8")
    characters, other, plain = text[text.index("\n\n") + 2 :].split("\n\n")
    words = dict(line.split("\t") for line in other.splitlines())
    return Readings(characters, words, {line[0]: line for line in plain.splitlines()})


@cache
def _syllable(character: str) -> str:
    """The usual syllable of a character; empty for what is not Chinese. Few of them are ever asked for."""
    table = load_readings().characters
    at = -1 if character.isascii() else table.find(character)
    if at < 0:
        return ""
    line = table.rfind("\n", 0, at) + 1
    return table[line : table.index("\t", line)]


@cache
def _plain_words(first: str) -> frozenset[str]:
    return frozenset(load_readings().plain.get(first, "").split(" "))

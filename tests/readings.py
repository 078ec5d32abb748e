"""pypinyin's dictionary -> graph/keep/readings.tsv, which names are spelt with: python -m tests.readings."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

import graph.keep.readings

TABLE = Path(graph.keep.readings.__file__).with_name(graph.keep.readings.FILE)
HEAD = """\
# How Chinese characters and words are read, without tones; ü is v. Made from the dictionary of pypinyin 0.55
# (MIT licence, (c) 2016 mozillazg, 闲耘) by `python -m tests.readings`. Three parts: the characters of each syllable;
# words in which a character is read otherwise; words that are read as their characters, by the first one.
"""


def table() -> str:
    """What the file should hold."""
    usual = {chr(code): lazy_pinyin(chr(code))[0] for code in PINYIN_DICT}
    words = {word: lazy_pinyin(word) for word in sorted(PHRASES_DICT) if len(word) > 1}
    plain = [word for word, read in words.items() if read == [usual[one] for one in word]]
    return "\n".join([HEAD, *_characters(usual), "", *_words(words, plain), "", *_by_first(plain), ""])


def _characters(usual: dict[str, str]) -> list[str]:
    pairs = sorted((syllable, one) for one, syllable in usual.items())
    return [f"{key}\t{''.join(one for _, one in pairs)}" for key, pairs in groupby(pairs, lambda pair: pair[0])]


def _words(words: dict[str, list[str]], plain: list[str]) -> list[str]:
    return [f"{word}\t{' '.join(words[word])}" for word in sorted(set(words) - set(plain))]


def _by_first(plain: list[str]) -> list[str]:
    return [" ".join(words) for _, words in groupby(plain, lambda word: word[0])]


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")

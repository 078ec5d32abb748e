"""Words that someone types -> SQL that finds the things they may mean, each with how like its name is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graph.keep.names import bigrams, search_key

if TYPE_CHECKING:
    from opencc import OpenCC

IN_FULL, BEGINS, INSIDE = 0, 2, 4
"""Likeness of a canonical name; that of an alias is one more. Less is better."""
PINYIN_IN_FULL, PINYIN_BEGINS = 6, 7

# Names of rank -2 and less are pinyin: only how they begin counts, or every "an" would find half of the graph.
_BY_CHARACTERS = f"""
    SELECT names.entity AS number, (names.rank != 0) + CASE
        WHEN key = ? THEN {IN_FULL} WHEN substr(key, 1, ?) = ? THEN {BEGINS} ELSE {INSIDE} END AS likeness
    FROM name_bigrams JOIN names ON names.entity = name_bigrams.rowid
    WHERE name_bigrams MATCH ? AND instr(key, ?) AND names.rank >= -1"""
_BY_PINYIN = f"""
    SELECT entity, CASE WHEN key = ? THEN {PINYIN_IN_FULL} ELSE {PINYIN_BEGINS} END FROM names
    WHERE key >= ? AND key < ? AND rank <= -2"""
_BEGINNINGS = f"""
    SELECT entity AS number, (rank != 0) + CASE WHEN key = ? THEN {IN_FULL} ELSE {BEGINS} END AS likeness FROM names
    WHERE key >= ? AND key < ? AND rank >= -1"""
_LAST = chr(0x10FFFF)
"""Behind whatever follows a key."""
IS_HELD = "SELECT 1 FROM name_bigrams WHERE name_bigrams MATCH ? LIMIT 1"
"""A SELECT of one row where a name may hold what the index is asked for."""
RELEVANCE = "coalesce(likeness, 9) * 1000000000 - facts"
"""What a search is sorted by; the same in SQL as `relevance`."""


def relevance(likeness: int, facts: int) -> int:
    """What a search is sorted by: how like a name is, then the things of more facts."""
    return likeness * 1_000_000_000 - facts


def search_keys(query: str) -> list[str]:
    """What to look for: the letters and digits of the query, and the same in simplified characters.

    >>> search_keys("臺灣"), search_keys("天津"), search_keys("——")
    (['臺灣', '台湾'], ['天津'], [])
    """
    key = search_key(query)
    return [known for known in dict.fromkeys([key, key if key.isascii() else _simplified(key)]) if known]


def match_names(keys: list[str]) -> tuple[str, list[object]]:
    """A SELECT of (number, likeness), each thing once, with its values; `keys` are not empty."""
    parts, values = list[str](), list[object]()
    for key in keys:
        parts.append(_BY_CHARACTERS)
        values += [key, len(key), key, index_query(key), key]
        if key.isascii() and key.isalnum():
            parts.append(_BY_PINYIN)
            values += [key, key, key[:-1] + chr(ord(key[-1]) + 1)]
    return f"SELECT number, min(likeness) AS likeness FROM ({' UNION ALL '.join(parts)}) GROUP BY number", values


def match_beginnings(keys: list[str]) -> tuple[str, list[object]]:
    """The same, of names that are the key or begin with it."""
    values: list[object] = [value for key in keys for value in (key, key, key + _LAST)]
    parts = " UNION ALL ".join([_BEGINNINGS] * len(keys))
    return f"SELECT number, min(likeness) AS likeness FROM ({parts}) GROUP BY number", values


def match_numbers(keys: list[str]) -> tuple[str, list[object]]:
    """The same, without saying how like they are: much cheaper for one or two characters, which the index holds."""
    if any(len(key) > 2 for key in keys):
        return match_names(keys)
    parts, values = list[str](), list[object]()
    for key in keys:
        parts.append("SELECT rowid AS number FROM name_bigrams WHERE name_bigrams MATCH ?")
        values.append(f'"{key}"')
        if key.isascii() and key.isalnum():
            parts.append("SELECT entity FROM names WHERE key >= ? AND key < ? AND rank <= -2")
            values += [key, key + _LAST]
    return f"SELECT number, 0 AS likeness FROM ({' UNION '.join(parts)})", values


def find_key(name: str, keys: list[str]) -> tuple[int, int] | None:
    """Where a name shows one of the keys, in code points, the end exclusive; None where it does not.

    >>> find_key("海河数据(集团)有限公司", ["数据集团"])
    (2, 7)
    """
    letters, places = "", list[int]()
    for place, character in enumerate(name):
        part = search_key(character)
        letters += part
        places += [place] * len(part)
    for key in keys:
        at = letters.find(key)
        if at >= 0:
            return places[at], places[at + len(key) - 1] + 1
    return None


def index_query(key: str) -> str:
    """What the index is asked for."""
    return " AND ".join(f'"{term}"' for term in bigrams(key))


def _simplified(key: str) -> str:
    simplified: str = _converter().convert(key)
    return simplified


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC  # noqa: PLC0415 - only searches need its tables

    return OpenCC("t2s")

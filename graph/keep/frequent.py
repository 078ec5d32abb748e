"""Names of a large graph -> words that very many of them hold, each with its count and with what a search shows first.

To compare all names with such words (大学, 王, zh) when someone searches would take a tenth of a second and more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import orjson

from graph.entity import Entity
from graph.keep.matching import BEGINS, IN_FULL, INSIDE, PINYIN_BEGINS, PINYIN_IN_FULL, relevance
from graph.keep.names import search_key
from graph.keep.pinyin import Pinyin

FREQUENT = 2000
"""Words of a search that so many things are found for are looked up when the graph is written."""
LONGEST = 12
"""Characters of such words."""
KEPT = 101
"""The largest page, and one thing more, which tells that there is a next one."""


class _Keys(NamedTuple):
    """What the names of a thing are compared by."""

    names: tuple[tuple[str, int], ...]
    """Key of a name, and 1 for an alias or the English label."""
    spelt: tuple[str, ...]
    """Pinyin and initials: only how they begin counts."""


def find_frequent(
    entities: Sequence[Entity], facts: Mapping[str, int], pinyin: Pinyin, *, least: int = FREQUENT
) -> Iterator[tuple[str, str, int, bytes]]:
    """(words, class, how many things of the class a search finds, the first of these), sorted.

    entities: in the order of their numbers, which are from 1 on; facts: how many facts each id has. The first things
    are a JSON array of [relevance, number]. Cost is linear in the letters of all names.
    """
    if len(entities) < least:
        return
    keys = [_keys_of(entity, pinyin) for entity in entities]
    words = _frequent_parts(keys, least) | _frequent_beginnings(keys, least)
    counts = Counter[tuple[str, str]]()
    # By likeness, in the order of facts and numbers: each list is sorted as it grows, and no longer than a page.
    first: dict[tuple[str, str], dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for at in sorted(range(len(entities)), key=lambda at: (-facts[entities[at].id], at)):
        entity = entities[at]
        for word, likeness in _likenesses(keys[at], words).items():
            counts[word, entity.type] += 1
            known = first[word, entity.type][likeness]
            if len(known) < KEPT:
                known.append((relevance(likeness, facts[entity.id]), at + 1))
    for (word, type_), things in sorted(counts.items()):
        shown = sorted(one for known in first[word, type_].values() for one in known)[:KEPT]
        yield word, type_, things, orjson.dumps(shown)


def _keys_of(entity: Entity, pinyin: Pinyin) -> _Keys:
    aliases = sorted(set(entity.aliases) - {entity.name, ""})
    spelt = (entity.name, *aliases) if entity.type != "Document" else ()
    others = [*aliases, *([entity.english] if entity.english else [])]
    return _Keys(
        names=((search_key(entity.name), 0), *((search_key(name), 1) for name in others)),
        spelt=tuple(key for name in spelt for key in pinyin[name, entity.type == "Person"]),
    )


def _likenesses(keys: _Keys, words: set[str]) -> dict[str, int]:
    """How like the names of a thing are to each of the words that they hold: see matching.match_names."""
    found: dict[str, int] = {}
    for key, alias in keys.names:
        for start in range(len(key)):
            for end in range(start + 1, len(key) + 1):
                word = key[start:end]
                if word not in words:  # nor is any longer one: the beginning of a frequent word is frequent
                    break
                likeness = alias + (IN_FULL if len(word) == len(key) else INSIDE if start else BEGINS)
                found[word] = min(likeness, found.get(word, likeness))
    for key in keys.spelt:
        for end in range(1, len(key) + 1):
            word = key[:end]
            if word not in words:
                break
            likeness = PINYIN_IN_FULL if end == len(key) else PINYIN_BEGINS
            found[word] = min(likeness, found.get(word, likeness))
    return found


def _frequent_parts(keys: Iterable[_Keys], least: int) -> set[str]:
    """Parts of names that so many things have, found by length: both halves of a longer one have to be frequent."""
    found, shorter, left = set[str](), {""}, [[key for key, _ in one.names] for one in keys]
    for length in range(1, LONGEST + 1):
        counts, longer = Counter[str](), list[list[str]]()
        for names in left:
            parts = {
                key[start : start + length]
                for key in names
                for start in range(len(key) - length + 1)
                if key[start : start + length - 1] in shorter and key[start + 1 : start + length] in shorter
            }
            if parts:
                counts.update(parts)
                longer.append(names)
        shorter, left = {part for part, count in counts.items() if count >= least}, longer
        found |= shorter
        if not shorter:
            break
    return found


def _frequent_beginnings(keys: Iterable[_Keys], least: int) -> set[str]:
    """Beginnings of pinyin that so many things have."""
    found, shorter, left = set[str](), {""}, [one.spelt for one in keys if one.spelt]
    for length in range(1, LONGEST + 1):
        counts, longer = Counter[str](), list[tuple[str, ...]]()
        for spelt in left:
            parts = {key[:length] for key in spelt if len(key) >= length and key[: length - 1] in shorter}
            if parts:
                counts.update(parts)
                longer.append(spelt)
        shorter, left = {part for part, count in counts.items() if count >= least}, longer
        found |= shorter
        if not shorter:
            break
    return found

"""Names of a large graph -> words that very many of them hold, each with its count and with what a search shows first.

To compare all names with such words (大学, 王, zh) when someone searches would take a tenth of a second and more.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import orjson
from ahocorasick_rs import AhoCorasick

from graph.entity import Entity
from graph.keep.matching import BEGINS, IN_FULL, INSIDE, PINYIN_BEGINS, PINYIN_IN_FULL, relevance
from graph.keep.named import Named

FREQUENT = 2000
"""Words of a search that so many things are found for are looked up when the graph is written."""
LONGEST = 12
"""Characters of such words."""
KEPT = 101
"""The largest page, and one thing more, which tells that there is a next one."""


def find_frequent(
    entities: Sequence[Entity], named: Sequence[Named], facts: Mapping[str, int], *, least: int = FREQUENT
) -> Iterator[tuple[str, str, int, bytes]]:
    """(words, class, how many things of the class a search finds, the first of these), sorted.

    entities: in the order of their numbers, which are from 1 on; named: the names of each; facts: how many facts each
    id has. The first things are a JSON array of [relevance, number]. Cost is linear in the letters of all names.
    """
    if len(entities) < least:
        return
    names = ["\n".join([key for _, key in (*one.own, *one.english)]) for one in named]
    spelt = ["\n".join([key for _, key in one.spelt]) for one in named]
    words = sorted(_frequent_words(names, least) | _frequent_words(spelt, least, anywhere=False))
    automaton = AhoCorasick(words)
    counts = Counter[tuple[str, str]]()
    # By likeness, in the order of facts and numbers: each list is sorted as it grows, and no longer than a page.
    first: dict[tuple[str, str], dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for at in sorted(range(len(entities)), key=lambda at: (-facts[entities[at].id], at)):
        entity = entities[at]
        for word, likeness in _likenesses(named[at], words, automaton).items():
            counts[word, entity.type] += 1
            known = first[word, entity.type][likeness]
            if len(known) < KEPT:
                known.append((relevance(likeness, facts[entity.id]), at + 1))
    for (word, type_), things in sorted(counts.items()):
        shown = sorted(one for known in first[word, type_].values() for one in known)[:KEPT]
        yield word, type_, things, orjson.dumps(shown)


def _likenesses(named: Named, words: Sequence[str], automaton: AhoCorasick) -> dict[str, int]:
    """How like the names of a thing are to each of the words that they hold: see matching.match_names."""
    found: dict[str, int] = {}
    for at, (_, key) in enumerate((*named.own, *named.english)):
        for number, start, end in automaton.find_matches_as_indexes(key, overlapping=True):
            likeness = (at > 0) + (INSIDE if start else IN_FULL if end == len(key) else BEGINS)
            found[words[number]] = min(likeness, found.get(words[number], likeness))
    for _, key in named.spelt:
        for number, start, end in automaton.find_matches_as_indexes(key, overlapping=True):
            if not start:
                likeness = PINYIN_IN_FULL if end == len(key) else PINYIN_BEGINS
                found[words[number]] = min(likeness, found.get(words[number], likeness))
    return found


def _frequent_words(names: Iterable[str], least: int, *, anywhere: bool = True) -> set[str]:
    """Words that so many things hold in a name, or begin one with; a longer one begins with a frequent one.

    names: those of each thing, a line for each.
    """
    found, shorter, left = set[str](), {""}, list(names)
    for _ in range(LONGEST):
        one_longer = re.compile(f"{'' if anywhere else '(?m:^)'}(?=((?:{'|'.join(sorted(shorter))}).))")
        held = [(lines, words) for lines in left if (words := set(one_longer.findall(lines)))]
        counts = Counter(chain.from_iterable([words for _, words in held]))
        shorter, left = {word for word, count in counts.items() if count >= least}, [lines for lines, _ in held]
        found |= shorter
        if not shorter:
            break
    return found

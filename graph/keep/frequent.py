"""Names of a large graph -> words that very many of them hold, each with its count and with what a search shows first.

To compare all names with such words (大学, 王, zh) when someone searches would take a tenth of a second and more.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain

from ahocorasick_rs import AhoCorasick
from msgspec import json

from graph.entity import Entity
from graph.keep.matching import BEGINS, IN_FULL, INSIDE, PINYIN_BEGINS, PINYIN_IN_FULL, relevance
from graph.keep.named import Named

FREQUENT = 2000
"""Words of a search that so many things are found for are looked up when the graph is written."""
LONGEST = 12
"""Characters of such words."""
KEPT = 101
"""The largest page, and one thing more, which tells that there is a next one."""
_TOGETHER = 500
"""Things whose names are looked through at once."""


def find_frequent(
    entities: Sequence[Entity],
    named: Sequence[Named],
    facts: Sequence[int],
    *,
    held: Iterable[str],
    least: int = FREQUENT,
) -> Iterator[tuple[str, str, int, bytes]]:
    """(words, class, how many things of the class a search finds, the first of these), sorted.

    entities: in the order of their numbers, which are from 1 on; named: the names of each; facts: how many each has;
    held: the characters and bigrams that so many of them hold in a name. The first things are a JSON array of
    [relevance, number]. Cost is linear in the letters of all names that hold such words.
    """
    names = [_lines([*one.own, *one.english]) for one in named]
    words = sorted({*held, *_longer(names, held, least), *_beginnings(named, least)})
    if not words:
        return
    automaton = AhoCorasick(words)
    typed = [number for number, word in enumerate(words) if word.isascii()]
    beginnings = AhoCorasick([f"\n{words[number]}" for number in typed])
    counts = Counter[tuple[str, str]]()
    # By likeness, in the order of facts and numbers: each list is sorted as it grows, and no longer than a page.
    first: dict[tuple[str, str], dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    ordered = sorted(range(len(entities)), key=facts.__getitem__, reverse=True)
    for begin in range(0, len(ordered), _TOGETHER):
        some = ordered[begin : begin + _TOGETHER]
        best: dict[tuple[int, int], int] = {}
        for which, number, likeness in (
            *_held([names[at] for at in some], automaton, [len(named[at].own[0][1]) for at in some]),
            *(_begun([_lines(named[at].spelt) for at in some], beginnings, typed) if typed else ()),
        ):
            best[which, number] = min(likeness, best.get((which, number), likeness))
        for (which, number), likeness in sorted(best.items()):
            at, word = some[which], words[number]
            entity = entities[at]
            counts[word, entity.type] += 1
            known = first[word, entity.type][likeness]
            if len(known) < KEPT:
                known.append((relevance(likeness, facts[at]), at + 1))
    for (word, type_), things in sorted(counts.items()):
        shown = sorted(one for known in first[word, type_].values() for one in known)[:KEPT]
        yield word, type_, things, json.encode(shown)


def _lines(names: Iterable[tuple[str, str]]) -> str:
    """The keys of these names, with a new line before and behind each."""
    return "\n".join(["", *[key for _, key in names], ""])


def _held(names: Sequence[str], automaton: AhoCorasick, lengths: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Which thing holds which word in a name, and how like the name is: see matching.match_names.

    lengths: of the first line of each, which is that of the canonical name.
    """
    for which, word, start, end in _find(names, automaton):
        lines = names[which]
        likeness = INSIDE if lines[start - 1] != "\n" else IN_FULL if lines[end] == "\n" else BEGINS
        yield which, word, likeness + (start > lengths[which])


def _begun(spelt: Sequence[str], automaton: AhoCorasick, typed: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The same of words that begin the pinyin of a name. typed: which words these are."""
    for which, word, _, end in _find(spelt, automaton):
        yield which, typed[word], PINYIN_IN_FULL if spelt[which][end] == "\n" else PINYIN_BEGINS


def _find(texts: Sequence[str], automaton: AhoCorasick) -> Iterator[tuple[int, int, int, int]]:
    """(which text, which word, start, end) of all that is found. To look through many together is much faster."""
    which, ends = 0, list(accumulate(map(len, texts), initial=0))
    for word, start, end in automaton.find_matches_as_indexes("".join(texts), overlapping=True):  # by their ends
        while end > ends[which + 1]:
            which += 1
        yield which, word, start - ends[which], end - ends[which]


def _longer(names: Iterable[str], held: Iterable[str], least: int) -> set[str]:
    """Words of three characters and more that so many things hold in a name; a longer one begins with a frequent one.

    names: those of each thing, a line for each.
    """
    found, shorter, left = set[str](), {word for word in held if len(word) == 2}, list(names)
    while shorter and len(min(shorter)) < LONGEST:
        one_longer = re.compile(f"(?=((?:{'|'.join(sorted(shorter))}).))")
        words_of = [(lines, words) for lines in left if (words := set(one_longer.findall(lines)))]
        counts = Counter(chain.from_iterable([words for _, words in words_of]))
        shorter, left = {word for word, count in counts.items() if count >= least}, [lines for lines, _ in words_of]
        found |= shorter
    return found


def _beginnings(named: Iterable[Named], least: int) -> set[str]:
    """Words that begin the pinyin of a name of so many things; a longer one begins with a frequent one."""
    found, shorter, left = set[str](), {""}, [[key for _, key in one.spelt] for one in named if one.spelt]
    for length in range(1, LONGEST + 1):
        often = Counter([key[:length] for keys in left for key in keys])  # several of one thing: no more than a guess
        guessed = {
            word
            for word, count in often.items()
            if count >= least and len(word) == length and word[:-1] in shorter and word.isascii()
        }
        if not guessed:
            break
        begun = [(keys, words) for keys in left if (words := guessed.intersection([key[:length] for key in keys]))]
        counts = Counter(chain.from_iterable([words for _, words in begun]))
        shorter, left = {word for word, count in counts.items() if count >= least}, [keys for keys, _ in begun]
        found |= shorter
    return found

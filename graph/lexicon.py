"""Lexicon files -> known names, found in a text by one automaton.

A lexicon is a table: name, type, kind, aliases (| between; ? before one that needs support), identifier, English name.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import msgpack
from msgspec.structs import replace

from graph.errors import RuleError
from graph.prepared import Packed, prepared
from graph.record import Record

TYPES = ("Person", "Organization", "Park", "Place", "Policy", "Event", "Document")
SHIPPED = (
    "areas", "places", "landmarks", "universities", "zones", "organizations", "companies", "policies", "laws",
    "persons", "occasions",
)  # fmt: skip


class Entry(Record):
    """One known thing."""

    name: str
    type: str
    kind: str
    aliases: tuple[str, ...]
    """Short forms that name it anywhere."""
    weak: tuple[str, ...]
    """Short forms that are words as well, or several things' names: they count only with support."""
    identifier: str
    """scheme:value, e.g. gb2260:130100 or wikidata:Q956; empty where there is none."""
    english: str


class Hit(Record):
    """A known name in a text."""

    start: int
    end: int
    entry: Entry
    weak: bool


def lexicon_folder() -> Path:
    """Where the shipped tables lie."""
    return Path(__file__).with_name("lexicons")


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """(line number, line) of a table, without blank lines and comments."""
    for number, line in enumerate(path.read_text("utf-8").removeprefix("\ufeff").splitlines(), 1):
        if line and line[0] != "#" and not line.isspace():
            yield number, line


def read_lexicon(path: Path) -> list[Entry]:
    """Entries of one file in order.

    Raises RuleError ("file:line: what is wrong; what would be right").
    """
    entries = []
    for number, line in read_lines(path):
        cells = [*line.split("\t", _CELLS), *_NO_CELLS]
        name, type_, kind, aliases, identifier, english = map(str.strip, cells[:_CELLS])
        if not name or type_ not in TYPES:
            raise RuleError(f"{path.name}:{number}: type '{type_}' is unknown; use one of {', '.join(TYPES)}")
        if identifier and ":" not in identifier:
            raise RuleError(f"{path.name}:{number}: identifier '{identifier}' has no scheme; write wikidata:Q956")
        strong, weak = _split_aliases(aliases) if aliases else ((), ())
        entries.append(Entry(name, type_, kind or type_, strong, weak, identifier, english))
    return entries


_CELLS = 6
_NO_CELLS = ("",) * _CELLS


def _split_aliases(aliases: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those that name the thing anywhere, and those that need support."""
    listed = [alias for alias in aliases.split("|") if alias]
    strong = tuple(alias for alias in listed if not alias.startswith("?"))
    return strong, tuple(alias[1:] for alias in listed if alias.startswith("?"))


Fronts = Mapping[str, list[Entry] | Packed]
"""Things by the first two characters of their names; those of a front that nobody has asked for may be packed."""


class Lexicon:
    """Known names with one automaton over them; later files win where two give the same name."""

    def __init__(self, entries: Iterable[Entry], known: Fronts | None = None) -> None:
        """known: things that come before the entries."""
        self._unread: dict[str, list[Entry] | Packed] = {**known} if known else {}
        """By the fronts that nobody has asked for."""
        self._by_name: dict[str, tuple[Entry, bool]] = {}
        """Of the other fronts: the thing that a name means, and whether the name is one that needs support."""
        self._lengths: dict[str, Sequence[int]] = {}
        """Of the names with each of these, the longest first."""
        self._looked_through = 0
        for front, alike in _by_front(entries).items():
            self._unread[front] = [*_read_front(self._unread[front]), *alike] if front in self._unread else alike

    @classmethod
    def load(cls, extra: Iterable[Path] = ()) -> Lexicon:
        """The shipped tables, then the user's. The shipped ones alone are loaded once."""
        own = [entry for path in extra for entry in read_lexicon(path)]
        return cls(own, _shipped_fronts()) if own else _shipped()

    def get(self, name: str) -> Entry | None:
        """The thing of exactly that name, weak aliases left out."""
        if self._unread:
            self._lengths_of(name[:2])
        found = self._by_name.get(name)
        return found[0] if found and not found[1] else None

    def longest_front(self, text: str) -> Hit | None:
        """The longest known name that a text starts with."""
        for length in self._lengths_of(text[:2]):
            if (found := self._by_name.get(text[:length])) is not None:
                return Hit(0, length, *found)
        return None

    def find(self, text: str) -> list[Hit]:
        """Leftmost longest known names of a text, in order, without overlap."""
        self._looked_through += len(text)
        if self._looked_through < _WORTH_AN_AUTOMATON:
            return [Hit(start, end, *self._by_name[text[start:end]]) for start, end in self._look_up(text)]
        found = self._automaton.find_matches_as_indexes(text)
        return [Hit(start, end, *self._by_name[text[start:end]]) for _, start, end in found]

    def _look_up(self, text: str) -> Iterator[tuple[int, int]]:
        """What the automaton finds; slower for much text, and ready at once."""
        free = 0
        for start, front in enumerate(map("".join, pairwise(text))):
            lengths = self._lengths_of(front) if start >= free else ()
            for length in lengths:
                name = text[start : start + length]
                if len(name) == length and name in self._by_name:
                    free = start + length
                    yield start, free
                    break

    def _lengths_of(self, front: str) -> Sequence[int]:
        """Of the names with a front, the longest first; from now on these names can be looked up."""
        if front in self._unread:
            names: dict[str, tuple[Entry, bool]] = {}
            for entry in _read_front(self._unread.pop(front)):
                for alias in entry.weak:
                    names.setdefault(alias, (entry, True))
                for name in (entry.name, *entry.aliases):
                    names[name] = (entry, False)
            names = {name: found for name, found in names.items() if name[:2] == front}
            self._by_name.update(names)
            self._lengths[front] = sorted(set(map(len, names)), reverse=True)
        return self._lengths.get(front, ())

    @cached_property
    def _automaton(self) -> AhoCorasick:
        for front in list(self._unread):
            self._lengths_of(front)
        return AhoCorasick(list(self._by_name), matchkind=MatchKind.LeftmostLongest)


_WORTH_AN_AUTOMATON = 100_000
"""Characters; it takes twice as long to make as to look up the names of so much text one by one."""


def _by_front(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Those that have a name with a front, in their order."""
    fronts: dict[str, list[Entry]] = {}
    for entry in entries:
        for front in {name[:2] for name in (entry.name, *entry.aliases, *entry.weak)}:
            fronts.setdefault(front, []).append(entry)
    return fronts


def _read_front(kept: list[Entry] | Packed) -> list[Entry]:
    return kept if isinstance(kept, list) else _ENTRIES.decode(kept)


_ENTRIES = msgpack.Decoder(list[Entry])


@prepared(dict[str, memoryview])
def _shipped_fronts() -> Fronts:
    entries = [entry for name in SHIPPED for entry in read_lexicon(lexicon_folder() / f"{name}.tsv")]
    return {front: msgpack.encode(alike) for front, alike in _by_front(_with_short_forms(entries)).items()}


_SHORT_ENDS = {
    "财经大学": "财大", "师范大学": "师大", "农业大学": "农大", "工业大学": "工大",
    "交通大学": "交大", "科技大学": "科大", "医科大学": "医大", "林业大学": "林大",
    "民族大学": "民大", "海洋大学": "海大", "建筑大学": "建大",
}  # fmt: skip
"""How the names of universities end in full and in short."""


def _with_short_forms(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries; a university has the short form of its kind (西南财经大学: 西南财大) where it is the only one's."""
    shorts = {entry.name: short for entry in entries if (short := _short_form(entry))}
    taken = Counter(shorts.values())
    taken.update([name for entry in entries for name in (entry.name, *entry.aliases) if name in taken])
    for entry in entries:
        short = shorts.get(entry.name, "")
        own = short and short not in entry.aliases and taken[short] == 1
        yield replace(entry, aliases=(*entry.aliases, short)) if own else entry


def _short_form(entry: Entry) -> str:
    """天津师范大学 -> 天津师大; empty for other things, and for names that do not say more than one syllable before."""
    if entry.kind != "University":
        return ""
    end = next((end for end in _SHORT_ENDS if entry.name.endswith(end)), "")
    front = entry.name.removesuffix(end)
    return front + _SHORT_ENDS[end] if end and len(front) >= 2 else ""


@cache
def _shipped() -> Lexicon:
    lexicon = Lexicon((), _shipped_fronts())
    gc.freeze()  # it lives as long as the process: the collector need not go through it again and again
    return lexicon


@prepared(frozenset[str])
def read_words(name: str) -> frozenset[str]:
    """Blank-separated words of a shipped .txt list."""
    return frozenset(word for _, line in read_lines(lexicon_folder() / name) for word in line.split())


@prepared(dict[str, tuple[str, ...]])
def read_sections(name: str) -> dict[str, tuple[str, ...]]:
    """Blank-separated words of a shipped .txt list with [sections]."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for _, line in read_lines(lexicon_folder() / name):
        if line.startswith("["):
            current = sections.setdefault(line.strip("[] "), [])
        else:
            current.extend(line.split())
    return {section: tuple(words) for section, words in sections.items()}


@cache
def words(section: str) -> tuple[str, ...]:
    """Words of a section of words.txt, in its order."""
    return read_sections("words.txt")[section]


@cache
def word_set(section: str) -> frozenset[str]:
    """Words of a section of words.txt, to look up."""
    return frozenset(words(section))


def by_character(words: Iterable[str], place: int) -> dict[str, tuple[str, ...]]:
    """Words by the character that they have at a place, in their order."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[place], []).append(word)
    return {character: tuple(alike) for character, alike in found.items()}

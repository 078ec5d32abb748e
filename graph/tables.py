"""A user's lexicons and rule tables -> an extractor that knows them; every fault with its file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from graph.errors import RuleError
from graph.extract import Extractor
from graph.knowledge import read_table
from graph.lexicon import TYPES, lexicon_folder
from graph.ontology import load_ontology
from graph.relate.slots import KINDS, check_pattern, expand_pattern

COLUMNS = ("name", "type", "kind", "aliases", "identifier", "english")
"""Of a lexicon; the first two are needed."""
_NEEDED = ("name", "relation", "pattern", "example")
_OTHER = ("confidence", "counter", "subject", "object", "role", "settled", "former")
_SLOT = re.compile(r"\{(?:\w+:)?([A-Za-z]\w*)\+{0,2}\}")
_NAMED = re.compile(r"\{(\w+):|\(\?P<(\w+)>")
_TOML_PLACE = re.compile(r"(.*) \(at line (\d+), column \d+\)")


def make_extractor(*, lexicons: Sequence[Path] = (), rules: Sequence[Path] = ()) -> Extractor:
    """An extractor with the shipped tables and these, which are checked first.

    Raises UsageError for a file that cannot be read, RuleError ("file:line: …") for the first fault in one.
    """
    for path in lexicons:
        check_lexicon(path)
    if rules:
        names = {str(row["name"]): "the shipped table" for row in _shipped_rules()}
        for path in rules:
            names |= check_rules(path, names)
    return Extractor(lexicons=lexicons, rules=rules)


def check_lexicon(path: Path) -> None:
    """Check a table of names, tab-separated: name, type, kind, aliases with | between, identifier, English name.

    Raises UsageError where it cannot be read, RuleError for its first fault.
    """
    seen: dict[str, int] = {}
    for number, line in enumerate(read_table(path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{path.name}:{number}"
        cells = [cell.strip() for cell in line.split("\t")]
        _check_cells(where, cells)
        first = seen.setdefault(cells[0], number)
        if first != number:
            raise RuleError(
                f"{where}: {cells[0]!r} stands in line {first} already; write it once, with all its aliases"
            )


def _check_cells(where: str, cells: Sequence[str]) -> None:
    if len(cells) == 1:
        raise RuleError(f"{where}: has no tab; right is {' TAB '.join(COLUMNS[:4])}, the last two as needed")
    if len(cells) > len(COLUMNS) and any(cells[len(COLUMNS) :]):
        raise RuleError(f"{where}: has {len(cells)} columns; right is {', '.join(COLUMNS)}")
    name, type_, kind, aliases, identifier, _ = [*cells, *[""] * len(COLUMNS)][: len(COLUMNS)]
    if not name:
        raise RuleError(f"{where}: the name is missing")
    if type_ not in TYPES:
        raise RuleError(f"{where}: type {type_!r} is unknown; {suggestion(type_, TYPES)}")
    kinds = load_ontology().kinds(type_)
    if kind and kind not in kinds:
        raise RuleError(f"{where}: kind {kind!r} is no kind of {type_}; {suggestion(kind, kinds)}")
    for one in (name, *(alias.removeprefix("?") for alias in aliases.split("|") if aliases)):
        if len(one.strip()) < 2:
            raise RuleError(f"{where}: the name {one!r} is too short; one character stands inside too many words")
    if identifier and ":" not in identifier:
        raise RuleError(f"{where}: identifier {identifier!r} has no scheme; right is for example wikidata:Q956")


def check_rules(path: Path, taken: Mapping[str, str]) -> dict[str, str]:
    """Check a rule table (TOML, one [[rule]] for each); the names of its rules with the file that they are in.

    taken: names that other tables use already, with the table's name.

    Raises UsageError where it cannot be read, RuleError for its first fault.
    """
    text = read_table(path)
    if path.read_bytes().startswith(b"\xef\xbb\xbf"):
        raise RuleError(f"{path.name}:1: begins with a byte order mark; save the file as UTF-8 without it")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(_toml_fault(path, text, str(error))) from None
    rows = table.get("rule")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RuleError(f"{path.name}: holds no rule; each begins with [[rule]] on a line of its own")
    names = dict(taken)
    for row, lines in zip(rows, _blocks(text, len(rows)), strict=True):
        row_check = _Row(path.name, lines, row)
        row_check.check(names)
        names[str(row["name"])] = path.name
    return names


class _Row:
    """A rule and the lines that it stands in."""

    def __init__(self, file: str, lines: Mapping[str, int], row: Mapping[str, object]) -> None:
        self._file = file
        self._lines = lines
        self._row = row

    def check(self, taken: Mapping[str, str]) -> None:
        """Raise RuleError for the first fault."""
        self._check_keys()
        name, relation = self._text("name"), self._text("relation")
        if name in taken:
            raise self._error("name", f"{taken[name]} has a rule of this name; choose another")
        relations = load_ontology().relations
        if relation not in relations:
            hint = suggestion(relation, relations)
            raise self._error("relation", f"relation {relation!r} is not in the ontology; {hint}")
        confidence = self._row.get("confidence", 0.8)
        if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 < confidence <= 1:
            raise self._error("confidence", f"{confidence!r} is no confidence; right is a number above 0, at most 1")
        self._check_pattern(self._text("pattern"))
        for key in ("example", "counter"):
            if key in self._row:
                self._text(key)

    def _check_keys(self) -> None:
        for key in self._row:
            if key not in _known_keys():
                raise self._error(key, f"{key!r} is no part of a rule; {suggestion(key, _known_keys())}")
        for key in _NEEDED:
            if key not in self._row:
                raise self._error("", f"{key!r} is missing")

    def _check_pattern(self, pattern: str) -> None:
        for kind in _SLOT.findall(pattern):
            if kind not in (*KINDS, "People", "Hosts", "T", "Q"):
                raise self._error("pattern", f"slot kind {kind!r} is unknown; "
                                  f"{suggestion(kind, (*KINDS, 'People', 'Hosts', 'T', 'Q'))}")  # fmt: skip
        slots = {name or group for name, group in _NAMED.findall(pattern)}
        slots |= {side for side in ("subject", "object") if self._row.get(side) == "event"}
        for side in ("subject", "object"):
            if side not in slots:
                hint = f'write for example {{{side}:Org}} in the pattern, or {side} = "event"'
                raise self._error("pattern", f"nothing fills the {side}; {hint}")
        place = self._place("pattern")
        check_pattern(expand_pattern(pattern, place), place)

    def _text(self, key: str) -> str:
        value = self._row[key]
        if not isinstance(value, str) or not value.strip():
            raise self._error(key, f"{key} {value!r} is no text")
        return value

    def _place(self, key: str) -> str:
        return f"{self._file}:{self._lines.get(key, self._lines[''])}: rule {self._row.get('name', '?')!r}"

    def _error(self, key: str, message: str) -> RuleError:
        return RuleError(f"{self._place(key)}: {message}")


def suggestion(word: str, allowed: Collection[str]) -> str:
    """What would be right instead of a word: the one that looks like it, else all of them.

    >>> suggestion("cobuilt", ["coBuilt", "hosted"])
    "did you mean 'coBuilt'?"
    """
    lower = {one.lower(): one for one in sorted(allowed)}
    close = get_close_matches(word.lower(), sorted(lower), n=1, cutoff=0.6)
    return f"did you mean {lower[close[0]]!r}?" if close else f"use one of {', '.join(sorted(allowed))}"


def _toml_fault(path: Path, text: str, message: str) -> str:
    placed = _TOML_PLACE.fullmatch(message)
    if placed:
        return f"{path.name}:{placed[2]}: {placed[1]}"
    return f"{path.name}:{len(text.splitlines())}: {message.removesuffix(' (at end of document)')}"


def _blocks(text: str, count: int) -> list[dict[str, int]]:
    """For each rule the line of each of its keys; '' is the line of its [[rule]]."""
    blocks: list[dict[str, int]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*\[\[\s*rule\s*\]\]", line):
            blocks.append({"": number})
        elif blocks and (key := re.match(r"\s*[\"']?(\w+)[\"']?\s*=", line)):
            blocks[-1].setdefault(key[1], number)
    return blocks if len(blocks) == count else [{"": 1}] * count


def _shipped_rules() -> Iterator[Mapping[str, object]]:
    path = lexicon_folder().parent / "rules" / "relations.toml"
    yield from tomllib.loads(path.read_text("utf-8"))["rule"]


def _known_keys() -> frozenset[str]:
    """Keys that a rule may have: what the shipped table uses, and the rest that rules can say."""
    return frozenset({*_NEEDED, *_OTHER, *(key for row in _shipped_rules() for key in row)})

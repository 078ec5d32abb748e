"""judgements.tsv -> judgements: what a person has decided about names, over the head of every rule.

A line holds, between tabs: verdict, name, other, reason, author, date. The last three may be missing.

    same        天开园      天开高教科创园      the park's site says so     李静    2024-05-20
    different   周密~南开大学   周密~天津大学     two persons
    name        天开园      天开高教科创园      what to call it
    type        滨海文化中心    Venue           a class of the ontology
    drop        有关部门                    no name of anything

A person who shares a name with others is written with the body of a post: 周密~南开大学.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from graph.errors import RuleError, UsageError
from graph.ontology import load_ontology
from graph.record import Record
from graph.resolve.names import official_key

FILE = "judgements.tsv"
COLUMNS = ("verdict", "name", "other", "reason", "author", "date")
VERDICTS = ("same", "different", "name", "type", "drop")


class Judgement(Record):
    """One line."""

    verdict: str
    name: str
    other: str
    """The other name, the canonical name, or the class; empty for drop."""
    reason: str
    author: str
    date: str
    place: str
    """file:line."""

    @property
    def line(self) -> str:
        """The line as it is written to the file."""
        cells = (self.verdict, self.name, self.other, self.reason, self.author, self.date)
        return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t")


def find_judgements(paths: Iterable[Path]) -> list[Path]:
    """The files of judgements that lie with the documents: anywhere in the folders given, and beside files given."""
    found: dict[Path, Path] = {}
    for path in paths:
        files = sorted(path.rglob(FILE)) if path.is_dir() else [path.parent / FILE]
        for file in files:
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts) if path.is_dir() else False
            if file.is_file() and not hidden:
                found.setdefault(file.resolve(), file)
    return list(found.values())


def read_judgements(paths: Sequence[Path]) -> tuple[Judgement, ...]:
    """The judgements of all files, in order.

    Raises:
        RuleError: "file:line: …" for the first line that cannot be read, and for lines that contradict each other.
        UsageError: a file cannot be opened.
    """
    found = [judgement for path in paths for judgement in _read(path)]
    check_judgements(found)
    return tuple(found)


def _read(path: Path) -> list[Judgement]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise RuleError(f"{path.name}:1: is no UTF-8 text; save the file as UTF-8") from None
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or 'cannot be read'}") from None
    return [
        _parse(line, f"{path.name}:{number}")
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]


def _parse(line: str, place: str) -> Judgement:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) > len(COLUMNS):
        raise RuleError(f"{place}: has {len(cells)} columns; right is {', '.join(COLUMNS)}, between tabs")
    verdict, name, other, reason, author, date = [*cells, *[""] * len(COLUMNS)][: len(COLUMNS)]
    if verdict not in VERDICTS:
        raise RuleError(f"{place}: verdict {verdict!r} is unknown; use one of {', '.join(VERDICTS)}")
    if not name:
        raise RuleError(f"{place}: the name is missing; right is {', '.join(COLUMNS)}, between tabs")
    if verdict != "drop" and not other:
        raise RuleError(f"{place}: {verdict!r} needs a second name behind a tab")
    if verdict == "type" and other not in _classes():
        raise RuleError(f"{place}: {other!r} is no class of the ontology; use one of {', '.join(_classes())}")
    return Judgement(verdict, name, other, reason, author, date, place)


def _classes() -> list[str]:
    ontology = load_ontology()
    return sorted({kind for type_ in ontology.things for kind in ontology.kinds(type_)} - {"Article", "Indicator"})


def check_judgements(judgements: Sequence[Judgement]) -> None:
    """Raise RuleError, which names all lines concerned, where 'same' and 'different' cannot both hold."""
    paths: dict[str, list[tuple[str, Judgement]]] = defaultdict(list)
    for judgement in judgements:
        if judgement.verdict == "same":
            paths[_key(judgement.name)].append((_key(judgement.other), judgement))
            paths[_key(judgement.other)].append((_key(judgement.name), judgement))
    for judgement in judgements:
        if judgement.verdict == "different":
            chain = _chain(paths, _key(judgement.name), _key(judgement.other))
            if chain is not None:
                lines = ", ".join(f"{same.name} = {same.other} ({same.place})" for same in chain)
                what = f"{judgement.name} and {judgement.other} are judged different"
                raise RuleError(f"{judgement.place}: {what}, but the same by {lines or 'their spelling'}; remove one")
    _check_single(judgements)


def _check_single(judgements: Sequence[Judgement]) -> None:
    """A thing has one canonical name and one class."""
    first: dict[tuple[str, str], Judgement] = {}
    for judgement in judgements:
        if judgement.verdict in ("name", "type"):
            known = first.setdefault((judgement.verdict, _key(judgement.name)), judgement)
            if known.other != judgement.other:
                raise RuleError(
                    f"{judgement.place}: the {judgement.verdict} of {judgement.name} is {judgement.other} here "
                    f"and {known.other} in {known.place}; remove one"
                )


def _key(name: str) -> str:
    """Exact spelling counts between judgements: 天津市发改委 and 天津市发展改革委 may be told apart."""
    return " ".join(name.split())


def _chain(paths: Mapping[str, list[tuple[str, Judgement]]], start: str, end: str) -> list[Judgement] | None:
    """The judgements that lead from one name to another, the shortest way; None where none do."""
    reached: dict[str, list[Judgement]] = {start: []}
    queue = [start]
    for name in queue:
        if name == end:
            return reached[name]
        for other, judgement in paths.get(name, ()):
            if other not in reached:
                reached[other] = [*reached[name], judgement]
                queue.append(other)
    return None


def split_name(name: str) -> tuple[str, str]:
    """A name and the body of a post that tells which person of the name is meant.

    >>> split_name("周密~南开大学")
    ('周密', '南开大学')
    """
    name, _, body = name.partition("~")
    return name, body


def same_body(one: str, other: str) -> bool:
    """Whether a body is another one or a part of it."""
    return one.startswith(other) or official_key("Organization", one) == official_key("Organization", other)

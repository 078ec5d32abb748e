"""Gold files -> what a careful reader saw in each document, checked field by field."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from graph.errors import UsageError
from schema.ontology import load_ontology


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A thing that the document names."""

    id: str
    """Of the gold file; relations refer to it."""
    type: str
    """Top class."""
    names: tuple[str, ...]
    """The fullest one first."""
    optional: bool
    """Neither rewarded when found nor punished when missing."""
    sense: str
    """Keeps two things of one name apart; empty where there is only one."""


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation that the document states."""

    subject: str
    """Id of an entity of the same file."""
    relation: str
    object: str
    """Id of an entity of the same file."""
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One gold file."""

    path: Path
    document: str
    """Name of the file that it annotates, as the gold file gives it."""
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]


def read_gold(folder: Path) -> list[GoldDocument]:
    """The gold files (*.json) of a folder, in the order of their names.

    Raises UsageError with file and field ("a.json: entities[2].type: …") for the first fault, and for a folder
    without gold files.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; right is a folder of gold files, one .json for each document")
    gold = [_read_file(path) for path in sorted(folder.glob("*.json"))]
    if not gold:
        raise UsageError(f"{folder}: holds no gold file (*.json)")
    annotated: dict[str, Path] = {}
    for one in gold:
        other = annotated.setdefault(one.document, one.path)
        if other != one.path:
            raise UsageError(f"{one.path.name}: doc: {other.name} annotates {one.document!r} too; keep one of them")
    return gold


def _read_file(path: Path) -> GoldDocument:
    try:
        content = json.loads(path.read_text("utf-8"))
    except json.JSONDecodeError as error:
        raise UsageError(f"{path.name}:{error.lineno}: is no JSON: {error.msg}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path.name}: is no UTF-8 text") from None
    fields = _Fields(path.name, "", content)
    entities = tuple(_entity(one) for one in fields.items("entities"))
    known: set[str] = set()
    for number, entity in enumerate(entities):
        if entity.id in known:
            raise UsageError(f"{path.name}: entities[{number}].id: {entity.id!r} stands there twice")
        known.add(entity.id)
    relations = tuple(_relation(one, known) for one in fields.items("relations"))
    return GoldDocument(path, fields.text("doc"), entities, relations)


def _entity(fields: _Fields) -> GoldEntity:
    names = fields.value("names")
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and name.strip() for name in names):
        raise fields.error("names", 'is no list of names; right is for example ["南开大学", "南开"]')
    type_ = fields.one_of("type", load_ontology().things)
    return GoldEntity(fields.text("id"), type_, tuple(names), fields.flag("optional"), fields.text("sense", default=""))


def _relation(fields: _Fields, ids: Collection[str]) -> GoldRelation:
    relations = [name for name in load_ontology().relations if name != "mentions"]
    relation = fields.one_of("p", relations)
    for end in ("s", "o"):
        if fields.text(end) not in ids:
            raise fields.error(end, f"no entity of this file has the id {fields.text(end)!r}")
    return GoldRelation(fields.text("s"), relation, fields.text("o"), fields.flag("optional"))


class _Fields:
    """A JSON object of a gold file; knows where it stands, so that every complaint names file and field."""

    def __init__(self, file: str, where: str, content: object) -> None:
        self._file = file
        self._where = where
        if not isinstance(content, dict):
            raise UsageError(f"{file}: {where or 'the file'}: is no JSON object")
        self._content: Mapping[str, object] = content

    def error(self, name: str, message: str) -> UsageError:
        """The complaint about a field."""
        field = f"{self._where}.{name}" if self._where else name
        return UsageError(f"{self._file}: {field}: {message}")

    def value(self, name: str) -> object:
        """Whatever stands there."""
        if name not in self._content:
            raise self.error(name, "is missing")
        return self._content[name]

    def text(self, name: str, *, default: str | None = None) -> str:
        """A string with something in it, or the default where the field is missing."""
        if default is not None and self._content.get(name) is None:
            return default
        value = self.value(name)
        if not isinstance(value, str) or not value.strip():
            raise self.error(name, f"{json.dumps(value, ensure_ascii=False)} is no text")
        return value

    def flag(self, name: str) -> bool:
        """True or false; false where the field is missing."""
        value = self._content.get(name, False)
        if not isinstance(value, bool):
            raise self.error(name, f"{json.dumps(value, ensure_ascii=False)} is neither true nor false")
        return value

    def one_of(self, name: str, allowed: Collection[str]) -> str:
        """One of the allowed words."""
        value = self.text(name)
        if value not in allowed:
            close = get_close_matches(value, sorted(allowed), n=1, cutoff=0.5)
            hint = f"did you mean {close[0]!r}?" if close else f"use one of {', '.join(sorted(allowed))}"
            raise self.error(name, f"{value!r} is unknown; {hint}")
        return value

    def items(self, name: str) -> Iterator[_Fields]:
        """The objects of a list, each with its place."""
        value = self.value(name)
        if not isinstance(value, list):
            raise self.error(name, "is no list")
        for number, item in enumerate(value):
            yield _Fields(self._file, f"{name}[{number}]", item)

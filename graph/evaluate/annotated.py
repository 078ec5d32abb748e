"""Gold documents -> the things and relations of all of them together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.evaluate.gold import GoldDocument, GoldEntity


def squeeze(name: str) -> str:
    """Letters and digits only, NFKC, lower case: what two spellings of one name share."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).lower())


@dataclass(slots=True)
class Thing:
    """One thing of the gold; several documents may name it."""

    type: str
    label: str
    """Its main name in the first document that names it."""
    sense: str
    optional: bool
    """In every document."""
    names: set[str] = field(default_factory=set)
    """Squeezed."""
    main: set[str] = field(default_factory=set)
    """The main name of each document, squeezed."""
    spellings: list[str] = field(default_factory=list)
    """Names as they are written, each once."""
    documents: list[str] = field(default_factory=list)
    """Names of the gold documents that name it, in their order."""

    def add(self, entity: GoldEntity, document: str) -> None:
        """Take in what one more document calls it."""
        self.names.update(squeeze(name) for name in entity.names)
        self.main.add(squeeze(entity.names[0]))
        self.spellings.extend(name for name in entity.names if name not in self.spellings)
        self.optional = self.optional and entity.optional
        if document not in self.documents:
            self.documents.append(document)

    def is_one_with(self, entity: GoldEntity) -> bool:
        """Whether the main name of either is a name of the other."""
        if (self.type, self.sense) != (entity.type, entity.sense):
            return False
        names = {squeeze(name) for name in entity.names}
        return squeeze(entity.names[0]) in self.names or not self.main.isdisjoint(names)


@dataclass(slots=True)
class Statement:
    """A relation of the gold; several documents may state it."""

    optional: bool
    """In every document."""
    documents: list[str] = field(default_factory=list)


Key = tuple[int, str, int]
"""Index of a thing, relation, index of a thing."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """The gold of all documents."""

    things: tuple[Thing, ...]
    statements: Mapping[Key, Statement]
    documents: tuple[str, ...]


def merge_gold(gold: Iterable[GoldDocument]) -> Annotated:
    """One thing for each thing, however many documents name it."""
    things: list[Thing] = []
    by_name: dict[tuple[str, str, str], list[int]] = {}
    statements: dict[Key, Statement] = {}
    documents = []
    for one in gold:
        documents.append(one.document)
        index = {entity.id: _place(things, by_name, entity, one.document) for entity in one.entities}
        for relation in one.relations:
            key = (index[relation.subject], relation.relation, index[relation.object])
            statement = statements.setdefault(key, Statement(True))
            statement.optional = statement.optional and relation.optional
            if one.document not in statement.documents:
                statement.documents.append(one.document)
    return Annotated(tuple(things), statements, tuple(documents))


def _place(
    things: list[Thing], by_name: dict[tuple[str, str, str], list[int]], entity: GoldEntity, document: str
) -> int:
    """Index of the thing that an entity is: the first one that fits, or a new one."""
    names = sorted({squeeze(name) for name in entity.names})
    sharing = {index for name in names for index in by_name.get((entity.type, entity.sense, name), ())}
    found = next((index for index in sorted(sharing) if things[index].is_one_with(entity)), None)
    if found is None:
        found = len(things)
        things.append(Thing(entity.type, entity.names[0], entity.sense, True))
    things[found].add(entity, document)
    for name in names:
        known = by_name.setdefault((entity.type, entity.sense, name), [])
        if found not in known:
            known.append(found)
    return found

"""Entity -> its names, each with the key that a search compares."""

from __future__ import annotations

from typing import NamedTuple

from graph.entity import Entity
from graph.keep.names import search_key
from graph.keep.pinyin import Pinyin


class Named(NamedTuple):
    """The names of one thing: pairs of a name and a key."""

    own: tuple[tuple[str, str], ...]
    """The canonical name, then every other one, each once, sorted."""
    english: tuple[tuple[str, str], ...]
    """The English label, where there is one: it is searched and no name."""
    spelt: tuple[tuple[str, str], ...]
    """Names with their pinyin and their initials: only how they begin counts."""

    @classmethod
    def of(cls, entity: Entity, pinyin: Pinyin) -> Named:
        """The names of a thing. pinyin: of all names but those of documents."""
        names = (entity.name, *aliases_of(entity))
        spelt = names if entity.type != "Document" else ()
        return cls(
            tuple([(name, search_key(name)) for name in names]),
            ((entity.english, search_key(entity.english)),) if entity.english else (),
            tuple([(name, key) for name in spelt for key in pinyin[name, entity.type == "Person"]]),
        )


def aliases_of(entity: Entity) -> list[str]:
    """Every name but the canonical one, each once, sorted."""
    return sorted(set(entity.aliases) - {entity.name, ""})

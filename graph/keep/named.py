"""Entity -> its names, each with the key that a search compares."""

from __future__ import annotations

from typing import NamedTuple

from graph.entity import Entity
from graph.keep.spellings import TITLE, Spellings, reading_of


class Named(NamedTuple):
    """The names of one thing: pairs of a name and a key."""

    own: tuple[tuple[str, str], ...]
    """The canonical name, then every other one, each once, sorted."""
    english: tuple[tuple[str, str], ...]
    """The English label, where there is one: it is searched and no name."""
    spelt: tuple[tuple[str, str], ...]
    """Names with their pinyin and their initials: only how they begin counts."""
    terms: str
    """What the index holds of all keys but pinyin, blanks between."""

    @classmethod
    def of(cls, entity: Entity, spellings: Spellings) -> Named:
        """The names of a thing. spellings: of all names."""
        own, label = spellings[reading_of(entity)], entity.english
        if not entity.aliases and not label:  # as most things
            spelling, name = own[entity.name], entity.name
            return cls(((name, spelling.key),), (), tuple([(name, key) for key in spelling.pinyin]), spelling.terms)
        known = [(name, own[name]) for name in (entity.name, *aliases_of(entity))]
        english = [(label, spellings[TITLE][label])] if label else []
        return cls(
            tuple([(name, spelling.key) for name, spelling in known]),
            tuple([(name, spelling.key) for name, spelling in english]),
            tuple([(name, key) for name, spelling in known for key in spelling.pinyin]),
            " ".join([spelling.terms for _, spelling in (*known, *english)]),
        )


def aliases_of(entity: Entity) -> list[str]:
    """Every name but the canonical one, each once, sorted."""
    return sorted(set(entity.aliases) - {entity.name, ""}) if entity.aliases else []

"""Names -> spellings: what depends on a name alone, and need not be worked out again in the next build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.entity import Entity
from graph.keep.names import index_terms, search_key
from graph.keep.pinyin import pinyin_keys
from graph.record import Record

TITLE, COMMON, PERSON = "title", "common", "person"
"""How a name is read. Titles of documents, and English labels, are not typed by their pinyin; surnames are read
otherwise than the same characters in other names."""


class Spelling(Record):
    """What a search knows of a name."""

    key: str
    """What it compares."""
    terms: str
    """What the index holds of the key, blanks between."""
    pinyin: tuple[str, ...]
    """What people type for the name: its pinyin in full, and the initials."""


Spellings = Mapping[str, Mapping[str, Spelling]]
"""By how a name is read, and by the name."""


def spell_names(entities: Iterable[Entity], known: Spellings | None = None) -> Spellings:
    """The spellings of every name of these things. known: those of another graph; only other names cost time."""
    before = {reading: (known or {}).get(reading, {}) for reading in (TITLE, COMMON, PERSON)}
    found: dict[str, dict[str, Spelling]] = {reading: {} for reading in before}
    for entity in entities:
        own = reading_of(entity)
        for name in (entity.name, *entity.aliases):
            if name not in found[own]:
                found[own][name] = before[own].get(name) or _spell(name, own)
        if entity.english and entity.english not in found[TITLE]:
            found[TITLE][entity.english] = before[TITLE].get(entity.english) or _spell(entity.english, TITLE)
    return found


def reading_of(entity: Entity) -> str:
    """How its names are read."""
    return TITLE if entity.type == "Document" else PERSON if entity.type == "Person" else COMMON


def differences(one: Spellings, other: Spellings) -> int:
    """How many names one of them has and the other has not."""
    return sum(len(one.get(reading, {}).keys() ^ other.get(reading, {}).keys()) for reading in (TITLE, COMMON, PERSON))


def _spell(name: str, reading: str) -> Spelling:
    key = search_key(name)
    pinyin = () if reading == TITLE else pinyin_keys(name, is_person=reading == PERSON)
    return Spelling(key, index_terms(key), pinyin)

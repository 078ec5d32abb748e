"""What a document says -> which one it means by a name that many wholes have: 朝阳区 of 长春市, 中心医院 of 唐山市.

Only names that are known to be shared are looked at: districts that several cities have, with their offices, and bodies
and places that every city or university has. What tells the whole is the place written before the name, else what the
document says it is part of, else the city of its publisher and the cities that it names. Where these do not tell, the
name is that of a thing without a whole, as any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from graph.claim import Extraction, LocalEntity
from graph.lexicon import Lexicon, lexicon_folder, read_lines, read_words
from graph.regex import regex

_CITY = regex(r"gb2260:(?:\d\d(?!00)\d\d00|(?:11|12|31|50)0000)")
"""Cities, and the four that are provinces as well."""
_SHARED = ("Place", "Organization", "Park")
"""Classes of things of which many have one name."""
_PART_OF = ("partOf", "locatedIn")


def tell_wholes(extraction: Extraction, publisher: str, lexicon: Lexicon) -> dict[int, str]:
    """By index, the whole of each entity whose name is shared, where it is told."""
    shared = [at for at, entity in enumerate(extraction.entities) if at and _is_shared(entity)]
    if not shared:
        return {}
    scene = _Scene(extraction, publisher, lexicon)
    return {at: whole for at in shared if (whole := scene.whole(at))}


def _is_shared(entity: LocalEntity) -> bool:
    if entity.type not in _SHARED or "code" in entity.attributes:
        return False
    return _is_shared_name(entity.name)


@lru_cache(2**16)
def _is_shared_name(name: str) -> bool:
    return name in _names() or name in _offices() or _district(name) != ""


class _Scene:
    """What one document tells about wholes."""

    def __init__(self, extraction: Extraction, publisher: str, lexicon: Lexicon) -> None:
        entities = self._entities = extraction.entities
        self._above: dict[int, list[str]] = defaultdict(list)
        for part, whole in (*_beside(entities), *_parts(extraction)):
            self._above[part].append(entities[whole].name)
        self._cities = _distinct(entity.name for entity in entities if _is_city(entity.attributes.get("code", "")))
        self._universities = _distinct(entity.name for entity in entities if entity.kind == "University")
        self._publisher_city, self._publisher_university = _publisher(publisher, lexicon)

    def whole(self, at: int) -> str:
        """The whole of an entity; empty where it is not told."""
        name, above = self._entities[at].name, self._above.get(at, [])
        if name in _offices():
            return _one(above, self._universities, self._publisher_university)
        if district := _district(name):
            above, cities, publisher = (
                [city for city in cities if city in districts()[district]]
                for cities in (above, self._cities, [self._publisher_city])
            )
            return _one(above, cities, "".join(publisher))
        return _one(above, self._cities, self._publisher_city)


def _beside(entities: Sequence[LocalEntity]) -> Iterator[tuple[int, int]]:
    """Names without a code, each with the place of one that is written right before it."""
    ends = {
        mention.end: at
        for at, entity in enumerate(entities)
        if entity.type == "Place" and "code" in entity.attributes
        for mention in entity.mentions
    }
    for at, entity in enumerate(entities):
        if entity.type in _SHARED and "code" not in entity.attributes:
            yield from ((at, ends[mention.start]) for mention in entity.mentions if mention.start in ends)


def _parts(extraction: Extraction) -> Iterator[tuple[int, int]]:
    """Parts and their wholes, as the document says."""
    return ((claim.subject, claim.object) for claim in extraction.claims if claim.relation in _PART_OF)


def _one(above: Sequence[str], named: Sequence[str], publisher: str) -> str:
    """What stands above it, else the publisher's own where the text names no other, else the only one named."""
    if above:
        return above[0]
    if publisher and (not named or publisher in named):
        return publisher
    return named[0] if len(named) == 1 else ""


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _is_city(code: str) -> bool:
    return _CITY.fullmatch(code) is not None


@lru_cache(2**10)
def _publisher(name: str, lexicon: Lexicon) -> tuple[str, str]:
    """The city of 唐山劳动日报; the university that a university's own news is of."""
    known = [hit.entry for end in range(2, len(name) + 1) for hit in lexicon.find(name[:end]) if hit.start == 0]
    city = next((entry.name for entry in known if _is_city(entry.identifier)), "")
    return city, next((entry.name for entry in known if entry.kind == "University"), "")


def _district(name: str) -> str:
    """The shared district that a name is or begins with."""
    return next((name[:end] for end in (3, 2) if name[:end] in districts()), "")


@cache
def districts() -> Mapping[str, Mapping[str, str]]:
    """Districts of one name in several cities: by city the code of each."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for _, line in read_lines(lexicon_folder() / "same_areas.tsv"):
        name, city, code = line.split("\t")
        found[name][city] = code
    return found


@cache
def _names() -> frozenset[str]:
    return read_words("same_bodies.txt")


@cache
def _offices() -> frozenset[str]:
    return read_words("same_offices.txt")

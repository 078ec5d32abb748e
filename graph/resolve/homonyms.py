"""Sketch -> the same sketch, where a name that many wholes have says which one: 朝阳区 of 长春市, 中心医院 of 唐山市.

Only names that are known to be shared are looked at: districts that several cities have, with their offices, and bodies
and places that every city or university has. What tells the whole is the place written before the name, else what the
document says it is part of, else the city of its publisher and the cities that it names. Where these do not tell, the
name is that of a thing without a whole, as any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations

from msgspec.structs import replace

from graph.lexicon import Lexicon, lexicon_folder, read_lines, read_words
from graph.regex import regex
from graph.resolve.nodes import Key, Node, name_of_key
from graph.resolve.sketch import BESIDE, PART_OF, Outline, Sketch

_CITY = regex(r"gb2260:(?:\d\d(?!00)\d\d00|(?:11|12|31|50)0000)")
"""Cities, and the four that are provinces as well."""


def tell_homonyms_apart(sketches: Iterable[Sketch], lexicon: Lexicon) -> list[Sketch]:
    """The sketches in their order, with `whole` in each outline whose name is shared and whose whole is told."""
    return [_told(sketch, lexicon) for sketch in sketches]


def _told(sketch: Sketch, lexicon: Lexicon) -> Sketch:
    shared = [at for at, entity in enumerate(sketch.entities) if at and _is_shared(entity)]
    if not shared:
        return sketch
    scene = _Scene(sketch, lexicon)
    entities = list(sketch.entities)
    for at in shared:
        whole = scene.whole(at)
        if whole:
            entities[at] = _part(entities[at], whole)
    return replace(sketch, entities=tuple(entities))


def _is_shared(entity: Outline) -> bool:
    if entity.type not in ("Place", "Organization", "Park") or "code" in entity.attributes:
        return False
    return _is_shared_name(entity.name)


@lru_cache(2**16)
def _is_shared_name(name: str) -> bool:
    return name in _names() or name in _offices() or _district(name) != ""


def _part(entity: Outline, whole: str) -> Outline:
    """The entity with its whole; a district has a code as well."""
    code = districts().get(entity.name, {}).get(whole) if entity.type == "Place" else None
    attributes = {**entity.attributes, "code": code} if code else entity.attributes
    return replace(entity, whole=whole, attributes=attributes)


def of_different_wholes(nodes: Iterable[Node]) -> Iterator[tuple[Key, Key, str]]:
    """Things of one name and different wholes, which must not come together by way of a third."""
    found: dict[Key, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.whole:
            found[node.type, name_of_key(node.key)].append(node)
    for group in found.values():
        for one, other in combinations(group, 2):
            yield one.key, other.key, f"of different wholes: {one.whole}, {other.whole}"


class _Scene:
    """What one document tells about wholes."""

    def __init__(self, sketch: Sketch, lexicon: Lexicon) -> None:
        self._entities = sketch.entities
        self._above: dict[int, list[str]] = defaultdict(list)
        for relation, part, whole in sorted(sketch.links, key=lambda link: link[0] != BESIDE):
            if relation in (BESIDE, *PART_OF):
                self._above[part].append(sketch.entities[whole].name)
        self._cities = _distinct(
            entity.name for entity in sketch.entities if _is_city(entity.attributes.get("code", ""))
        )
        self._universities = _distinct(entity.name for entity in sketch.entities if entity.kind == "University")
        self._publisher_city, self._publisher_university = _publisher(sketch.publisher, lexicon)

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

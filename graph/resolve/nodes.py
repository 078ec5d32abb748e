"""Sketches -> nodes: what documents say under one spelling of one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from operator import attrgetter

from graph.record import Record
from graph.resolve.sketch import Outline, Sketch, unpack

Key = tuple[str, str]
"""Top class and spelling key: what identifies a node."""
Place = int
"""Of an entity of one document: counts through the documents by their ids, and through the entities of each."""

_NO_CODES: Mapping[str, frozenset[str]] = {}


class Places:
    """What stands at each place."""

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        """One sketch of each document; their order does not matter."""
        ordered = sorted(sketches, key=attrgetter("document"))
        self.sketches = [sketch for sketch in ordered for _ in sketch.entities]
        """Of the document of each place."""
        self.packed = list(chain.from_iterable([sketch.entities for sketch in ordered]))
        """The outline of each place."""
        starts = accumulate([len(sketch.entities) for sketch in ordered], initial=0)
        self.starts = {sketch.document: start for sketch, start in zip(ordered, starts, strict=False)}
        """The place of each document itself."""

    def outline(self, place: Place) -> Outline:
        """What the document says of it."""
        return unpack(self.packed[place])

    def document(self, place: Place) -> str:
        """The id of the document."""
        return self.sketches[place].document

    def by_document(self, values: Sequence[str]) -> dict[str, Sequence[str]]:
        """What there is for each place, as a sequence for each document."""
        ends = [*self.starts.values(), len(self.sketches)]
        return {
            document: values[start:end] for (document, start), end in zip(self.starts.items(), ends[1:], strict=True)
        }


class Sighting(Record):
    """What documents say of a thing in the same way, and where."""

    outline: Outline
    places: Sequence[Place]
    """Sorted, at least one."""


class Node(Record):
    """Everything that goes by one name, before names are compared."""

    key: Key
    sightings: Sequence[Sighting]
    """By their first place."""

    type: str
    name: str
    """The spelling that sorts first."""
    official: str
    """The key that its official short forms share."""
    codes: Mapping[str, frozenset[str]]
    """Identifiers by scheme: {'gb2260': {'120000'}}."""
    first: Outline
    """The one with that spelling; of several the one that is seen first."""

    @classmethod
    def of(cls, key: Key, sightings: Sequence[Sighting]) -> Node:
        """The node of these sightings, which are sorted."""
        first = sightings[0].outline
        for sighting in sightings[1:]:
            if sighting.outline.name < first.name:
                first = sighting.outline
        told = [code for sighting in sightings if (code := sighting.outline.attributes.get("code"))]
        codes = _codes(told) if told else _NO_CODES
        return cls(key, sightings, key[0], first.name, first.official or first.key, codes, first)


def in_order(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Sightings by their first place."""
    return sorted(sightings, key=lambda sighting: sighting.places[0])


def gather_nodes(places: Places) -> list[Node]:
    """All that documents speak of but the documents themselves, sorted by key."""
    alike: dict[bytes, list[Place]] = defaultdict(list)
    for place, packed in enumerate(places.packed):
        alike[packed].append(place)
    by_key: dict[Key, list[Sighting]] = defaultdict(list)
    for packed, found in alike.items():
        outline = unpack(packed)
        if outline.key:
            by_key[outline.type, outline.key].append(Sighting(outline, found))
    return [Node.of(key, by_key[key]) for key in sorted(by_key)]


def _codes(told: Iterable[str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for code in told:
        scheme, colon, value = code.partition(":")
        if colon:
            found[scheme].add(value)
    return {scheme: frozenset(values) for scheme, values in sorted(found.items())}


def name_of_key(key: Key) -> str:
    """The spelling key of a name, without the whole or the document that tells it apart."""
    return key[1].partition("@")[0]

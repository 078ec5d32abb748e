"""Sketches -> nodes: what documents say under one spelling of one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from graph.record import Record
from graph.resolve.sketch import Outline, Sketch

Key = tuple[str, str]
"""Top class and spelling key: what identifies a node."""


class Member(Record):
    """One entity of one document."""

    document: str
    index: int
    """Into Sketch.entities."""
    entity: Outline


class Node(Record):
    """Everything that goes by one name, before names are compared."""

    key: Key
    members: tuple[Member, ...]
    """By document, then by index."""

    type: str
    name: str
    """The spelling that sorts first."""
    official: str
    """The key that its official short forms share."""
    documents: tuple[str, ...]
    """Sorted."""
    codes: Mapping[str, frozenset[str]]
    """Identifiers by scheme: {'gb2260': {'120000'}}."""
    whole: str = ""
    """What it belongs to, where its name alone does not tell."""

    @classmethod
    def of(cls, key: Key, members: Iterable[Member]) -> Node:
        """The node of these members, which come by document, then by index."""
        ordered = tuple(members)
        first = min([member.entity for member in ordered], key=attrgetter("name"))
        documents = tuple(dict.fromkeys([member.document for member in ordered]))
        official, whole = first.official or first.key, first.whole
        if whole:
            official = f"{official}@{whole}"
        return cls(key, ordered, key[0], first.name, official, documents, _codes(ordered), whole)


def _codes(members: Iterable[Member]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for own in [member.entity.attributes for member in members if member.entity.attributes]:
        scheme, colon, value = own.get("code", "").partition(":")
        if colon:
            found[scheme].add(value)
    return {scheme: frozenset(values) for scheme, values in sorted(found.items())}


def gather_nodes(sketches: Sequence[Sketch]) -> tuple[list[Node], list[Node]]:
    """The articles, each a node of its own, and all other nodes, both sorted by key. Sketches come by document."""
    by_key: dict[Key, list[Member]] = defaultdict(list)
    articles: dict[Key, list[Member]] = {}
    for sketch in sketches:
        for index, entity in enumerate(sketch.entities):
            member = Member(sketch.document, index, entity)
            if index == 0:
                articles["Document", f"@{sketch.document}"] = [member]
            else:
                by_key[_key(sketch.document, entity)].append(member)
    return _nodes(articles), _nodes(by_key)


def _nodes(by_key: Mapping[Key, list[Member]]) -> list[Node]:
    return [Node.of(key, by_key[key]) for key in sorted(by_key)]


def _key(document: str, entity: Outline) -> Key:
    """An event of a short name, or a visit, is not the next document's event of that name; see name_of_key."""
    key = entity.key
    if entity.type == "Event" and (len(key) <= 6 or entity.kind == "Visit") and not entity.known:
        key = f"{key}@{document}"
    elif entity.whole:
        key = f"{key}@{entity.whole}"
    return entity.type, key


def name_of_key(key: Key) -> str:
    """The spelling key of a name, without the whole or the document that tells it apart."""
    return key[1].partition("@")[0]

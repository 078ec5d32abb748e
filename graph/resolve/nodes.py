"""Extractions -> nodes: what documents say under one spelling of one name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.claim import Extraction, LocalEntity
from graph.document import Document
from graph.resolve.names import official_key, spelling_key

_COUNTED = re.compile(r"^党的[一二三四五六七八九十]+大|^第[一二三四五六七八九十\d]+届")

Key = tuple[str, str]
"""Top class and spelling key: what identifies a node."""


@dataclass(frozen=True, slots=True)
class Member:
    """One entity of one document."""

    document: str
    index: int
    """Into Extraction.entities."""
    entity: LocalEntity


@dataclass(frozen=True, slots=True)
class Node:
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

    @classmethod
    def of(cls, key: Key, members: Iterable[Member]) -> Node:
        """The node of these members, which come by document, then by index."""
        ordered = tuple(members)
        name = min([member.entity.name for member in ordered])
        documents = tuple(dict.fromkeys([member.document for member in ordered]))
        return cls(key, ordered, key[0], name, official_key(key[0], name), documents, _codes(ordered))


def _codes(members: Iterable[Member]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for member in members:
        if "code" in member.entity.attributes:
            scheme, colon, value = member.entity.attributes["code"].partition(":")
            if colon:
                found[scheme].add(value)
    return {scheme: frozenset(values) for scheme, values in sorted(found.items())}


def gather_nodes(extractions: Sequence[Extraction]) -> tuple[list[Node], list[Node]]:
    """The articles, each a node of its own, and all other nodes, both sorted by key. Extractions come by document."""
    by_key: dict[Key, list[Member]] = defaultdict(list)
    articles: dict[Key, list[Member]] = {}
    for extraction in extractions:
        for index, entity in enumerate(extraction.entities):
            member = Member(extraction.document, index, entity)
            if index == 0:
                articles["Document", f"@{extraction.document}"] = [member]
            else:
                by_key[_key(extraction.document, entity)].append(member)
    return _nodes(articles), _nodes(by_key)


def _nodes(by_key: Mapping[Key, list[Member]]) -> list[Node]:
    return [Node.of(key, by_key[key]) for key in sorted(by_key)]


def _key(document: str, entity: LocalEntity) -> Key:
    """An event of a short name, or a visit, is not the next document's event of that name."""
    key = spelling_key(entity.name)
    nameless = entity.type == "Event" and (len(key) <= 6 or entity.kind == "Visit") and not _is_known(entity)
    return entity.type, f"{key}@{document}" if nameless else key


def _is_known(entity: LocalEntity) -> bool:
    """Whether a short name of an event is enough: the lexicon has it, or it counts (党的二十大, 第二届峰会)."""
    known = any(mention.reason == "lexicon" for mention in entity.mentions)
    return known or bool(entity.attributes.get("code") or _COUNTED.search(entity.name))


def surfaces(member: Member, documents: Mapping[str, Document]) -> Iterator[tuple[str, str]]:
    """The words by which a document calls it, each with the reason of its mention, in text order."""
    text = documents[member.document].text
    for mention in member.entity.mentions:
        yield " ".join(text[mention.start : mention.end].split()), mention.reason

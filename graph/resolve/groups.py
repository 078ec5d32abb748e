"""Nodes and links -> groups of nodes that are one thing, and what became of each link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from msgspec.structs import replace

from graph.resolve.links import SURE, Link, objection
from graph.resolve.nodes import Key, Node

_CLAIMS = ("short-form-in-document", "same-name")
"""Rules by which a thing claims a name that others may claim as well."""


def join_nodes(
    nodes: Sequence[Node], links: Sequence[Link], *, apart: Sequence[tuple[Key, Key, str]] = ()
) -> tuple[list[list[Node]], list[Link], list[Link]]:
    """Groups sorted by their first key, the links that joined, and the links that did not, with what spoke against.

    apart: pairs that must not come together, each with the reason to tell. A heavier link goes first; a name that
    two different things claim with equal right joins neither.
    """
    forest = _Forest(nodes, apart)
    joined: list[Link] = []
    refused: list[Link] = []
    ordered = sorted(links, key=lambda link: (-link.weight, link.rule, link.one, link.other))
    for _, group in groupby(ordered, key=lambda link: -link.weight):
        for link in _contested(list(group), forest):
            if link.weight < SURE:
                if not forest.together(link.one, link.other):
                    refused.append(link)
            elif reason := link.against or forest.objection(link.one, link.other):
                refused.append(replace(link, against=reason))
            else:
                forest.join(link.one, link.other)
                joined.append(link)
    return forest.groups(), joined, refused


def _contested(links: list[Link], forest: _Forest) -> list[Link]:
    """Short forms that several things claim: 市发改委 of two cities."""
    claims: dict[Key, set[Key]] = defaultdict(set)
    for link in links:
        if link.rule in _CLAIMS:
            claims[link.other].add(forest.root(link.one))
            claims[link.one].add(forest.root(link.other))
    return [replace(link, against=link.against or _rivals(link, claims)) for link in links]


def _rivals(link: Link, claims: Mapping[Key, set[Key]]) -> str:
    """The other things that claim the shorter of the two names."""
    if link.rule not in _CLAIMS:
        return ""
    short = min((link.one, link.other), key=lambda key: (len(key[1]), key))
    name = link.names[0] if short == link.one else link.names[1]
    return f"{name} is also a name of others: {_listed(claims[short])}" if len(claims[short]) > 1 else ""


def _listed(keys: Iterable[Key]) -> str:
    """As 南京大学、中心医院 (唐山市)."""
    names = (name.partition("@") for _, name in keys)
    return "、".join(sorted(f"{name} ({whole})" if whole else name for name, _, whole in names)[:3])


class _Forest:
    """Union-find over nodes, with pairs that must stay apart."""

    def __init__(self, nodes: Sequence[Node], apart: Sequence[tuple[Key, Key, str]]) -> None:
        self._nodes = {node.key: node for node in nodes}
        self._parent: dict[Key, Key] = {}
        """Of nodes that were joined to another one."""
        self._members: dict[Key, list[Key]] = {}
        """Of groups of several nodes, by the first one's key."""
        self._apart: dict[Key, list[tuple[Key, str]]] = defaultdict(list)
        for one, other, reason in apart:
            self._apart[one].append((other, reason))
            self._apart[other].append((one, reason))

    def root(self, key: Key) -> Key:
        while (parent := self._parent.get(key)) is not None:
            key = parent
        return key

    def together(self, one: Key, other: Key) -> bool:
        return self.root(one) == self.root(other)

    def objection(self, one: Key, other: Key) -> str:
        """Why the groups of two nodes may not become one; empty where they may."""
        first, second = self.root(one), self.root(other)
        if first == second:
            return ""
        for key in self._group(first):
            for foe, reason in self._apart.get(key, ()):
                if self.root(foe) == second:
                    return reason
        coded = [[node for key in self._group(root) if (node := self._nodes[key]).codes] for root in (first, second)]
        for here in coded[0]:
            for there in coded[1]:
                if reason := objection(here, there):
                    return reason
        return ""

    def join(self, one: Key, other: Key) -> None:
        keep, drop = sorted((self.root(one), self.root(other)))
        if keep != drop:
            self._parent[drop] = keep
            self._members[keep] = [*self._group(keep), *self._group(drop)]
            self._members.pop(drop, None)

    def groups(self) -> list[list[Node]]:
        """Sorted by the first key, which is that of the root, as the nodes are."""
        return [
            [self._nodes[member] for member in sorted(self._group(key))]
            for key in self._nodes
            if key not in self._parent
        ]

    def _group(self, root: Key) -> list[Key]:
        return self._members.get(root) or [root]

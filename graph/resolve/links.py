"""Nodes -> links: pairs of names that may mean one thing, each with its rule, its weight and what speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations, pairwise

from msgspec.structs import replace

from graph.record import Record
from graph.resolve.names import BODIES, spelling_key
from graph.resolve.nodes import Key, Node, Places, name_of_key
from graph.resolve.prefixes import SHORTEST

SURE = 0.7
"""A link of at least this weight joins, where nothing speaks against it; a lighter one is listed as doubtful."""

WEIGHTS: Mapping[str, float] = {
    "judgement": 1.0,
    "same-spelling": 1.0,
    "identifier": 0.99,
    "lexicon": 0.95,
    "official-short-form": 0.95,
    "defined-in-text": 0.95,
    "place-prefix": 0.85,
    "lookalike": 0.75,
    "short-form-in-document": 0.8,
    "same-name": 0.8,
    "tail": 0.5,
}
"""How far each rule is trusted."""

_JOINED_BY_ALIAS = ("Organization", "Park", "Place", "Policy")
_LOOKALIKES = """
    己已巳 未末 日曰 士土 人入 千干 准淮 冶治 侯候 折析 戌戍戊 晴睛 竞竟 宾滨 徽微
    陕峡 拔拨 待侍 崇祟 亨享 坏环 卖买 鸟乌 名各 今令 幻幼 辨辩 粟栗
"""
"""Characters that optical recognition takes for one another. Put together by hand."""
_TWIN = {one: group[0] for group in _LOOKALIKES.split() for one in group}
_COMMON = 20
"""A tail that so many names share tells nothing about any two of them."""


class Link(Record):
    """Two nodes that may be one thing."""

    one: Key
    other: Key
    rule: str
    weight: float
    names: tuple[str, str]
    """The two names that the rule compared, in the order of the keys."""
    source: str = ""
    """Id of the document that shows it, or file:line of a judgement; empty where the names alone do."""
    against: str = ""
    """What speaks against it; a link with an objection does not join."""


def find_links(nodes: Sequence[Node], places: Places) -> list[Link]:
    """Links between the nodes, sorted. Only nodes that share a key are compared: cost is linear in their number."""
    by_key = {node.key: node for node in nodes if node.type in _JOINED_BY_ALIAS}
    found = [
        *_identified(by_key.values()),
        *_official(by_key.values()),
        *_called(by_key, places),
        *_placed(by_key),
        *_parts(by_key),
        *_lookalike(by_key.values(), nodes, places),
        *_tails(by_key),
    ]
    best: dict[tuple[Key, Key], Link] = {}
    for link in sorted(found, key=_strength):
        best.setdefault((link.one, link.other), link)
    return [best[pair] for pair in sorted(best)]


def of_different_wholes(nodes: Iterable[Node]) -> Iterator[tuple[Key, Key, str]]:
    """Things of one name and different wholes, which must not come together by way of a third."""
    found: dict[Key, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.first.whole:
            found[node.type, name_of_key(node.key)].append(node)
    for group in found.values():
        for one, other in combinations(group, 2):
            yield one.key, other.key, f"of different wholes: {one.first.whole}, {other.first.whole}"


def make_link(one: Node, other: Node, rule: str, *, names: tuple[str, str] | None = None, source: str = "") -> Link:
    """A link, its ends in the order of keys."""
    first, second = names or (one.name, other.name)
    if other.key < one.key:
        one, other, first, second = other, one, second, first
    against = "" if rule == "judgement" else objection(one, other)
    return Link(one.key, other.key, rule, WEIGHTS[rule], (first, second), source, against)


def objection(one: Node, other: Node) -> str:
    """What keeps two nodes apart whatever their names; empty where nothing does."""
    codes, others = one.codes, other.codes
    for scheme in codes:
        if scheme in others and not codes[scheme] & others[scheme]:
            return f"different {scheme} identifiers: {min(codes[scheme])}, {min(others[scheme])}"
    return ""


def _strength(link: Link) -> tuple[bool, float, Key, Key, str, str]:
    return (bool(link.against), -link.weight, link.one, link.other, link.rule, link.source)


def _identified(nodes: Iterable[Node]) -> Iterator[Link]:
    bucket: dict[tuple[str, str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        for scheme, values in node.codes.items():
            for value in sorted(values):
                bucket[node.type, scheme, value].append(node)
    yield from _chained(bucket.values(), "identifier")


def _official(nodes: Iterable[Node]) -> Iterator[Link]:
    bucket: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        if node.type in BODIES:
            bucket[node.type, node.official].append(node)
    yield from _chained(bucket.values(), "official-short-form")


def _chained(buckets: Iterable[Sequence[Node]], rule: str) -> Iterator[Link]:
    """Each node of a bucket with the next one: joined, they are all one."""
    for bucket in buckets:
        for one, other in pairwise(bucket):
            yield make_link(one, other, rule)


def _called(by_key: Mapping[Key, Node], places: Places) -> Iterator[Link]:
    """A document calls a thing by a name that is another node's name."""
    by_official: dict[Key, Node] = {}
    for node in by_key.values():
        by_official.setdefault((node.type, node.official), node)
    for node in by_key.values():
        for sighting in node.sightings:
            for alias in sighting.outline.aliases:
                if len(alias.name) < (3 if alias.rule == "defined-in-text" else 4):
                    continue
                target = by_key.get((node.type, alias.key)) or by_official.get((node.type, alias.official))
                if target is not None and target.key != node.key:
                    document = places.document(sighting.places[0])
                    yield make_link(node, target, alias.rule, names=(node.name, alias.name), source=document)


def _parts(by_key: Mapping[Key, Node]) -> Iterator[Link]:
    """中心医院 of 唐山市 is 唐山市中心医院, and the one of which no whole is told, if no other city claims that."""
    for node in by_key.values():
        if whole := node.first.whole:
            for prefix in (whole, whole.removesuffix("市")):
                full = by_key.get((node.type, spelling_key(prefix + node.name)))
                if full is not None:
                    yield make_link(node, full, "place-prefix")
            bare = by_key.get((node.type, name_of_key(node.key)))
            if bare is not None:
                yield make_link(node, bare, "same-name")


def _placed(by_key: Mapping[Key, Node]) -> Iterator[Link]:
    """天津滨海—中关村科技园 is 滨海—中关村科技园: a place in front of a name that begins with a place of its own."""
    for node in by_key.values():
        for name in node.first.without:
            rest = by_key.get((node.type, name))
            if rest is not None and rest.key != node.key:
                yield make_link(node, rest, "place-prefix")


def _lookalike(nodes: Iterable[Node], company: Sequence[Node], places: Places) -> Iterator[Link]:
    """Names that differ in characters that look alike, in documents that speak of the same things.

    company: all that documents speak of.
    """
    bucket: dict[Key, list[Node]] = defaultdict(list)
    for node in nodes:
        name = name_of_key(node.key)
        if len(name) >= 5 and not _TWIN.keys().isdisjoint(name):
            bucket[node.type, "".join(_TWIN.get(character, character) for character in name)].append(node)
    twins = [pair for alike in bucket.values() for pair in pairwise(alike)]
    documents = {node.key: _documents(node, places) for pair in twins for node in pair}
    named = _company(company, set().union(*documents.values()), places)
    for one, other in twins:
        link = make_link(one, other, "lookalike")
        alike = _in_same_company(documents[one.key], documents[other.key], named)
        doubt = "" if alike else "their documents speak of different things"
        yield replace(link, against=link.against or doubt)


def _documents(node: Node, places: Places) -> set[str]:
    return {places.document(place) for sighting in node.sightings for place in sighting.places}


def _in_same_company(ones: Set[str], others: Set[str], company: Mapping[str, Set[Key]]) -> bool:
    """Whether one of two is in one document only, and what they are named together with is partly the same.

    ones, others: their documents.
    """
    if min(len(ones), len(others)) > 1 or ones & others:
        return False
    here, there = (set[Key]().union(*[company[document] for document in documents]) for documents in (ones, others))
    return len(here & there) >= 2


def _company(nodes: Iterable[Node], documents: Set[str], places: Places) -> Mapping[str, Set[Key]]:
    """Of each of these documents what it names."""
    found: dict[str, set[Key]] = {document: set() for document in documents}
    for node in nodes if documents else ():
        for document in _documents(node, places) & documents:
            found[document].add(node.key)
    return found


def _tails(by_key: Mapping[Key, Node]) -> Iterator[Link]:
    """Names that end in another whole name: never joined by this alone, listed for a person to judge."""
    owners: dict[Key, list[Node]] = defaultdict(list)
    for node in by_key.values():
        if node.type not in BODIES:
            continue
        name = node.key[1]
        for start in range(1, len(name) - SHORTEST + 1):
            if (node.type, name[start:]) in by_key:
                owners[node.type, name[start:]].append(node)
    for key, nodes in sorted(owners.items()):
        if len(nodes) <= _COMMON:
            for node in nodes:
                yield make_link(by_key[key], node, "tail")

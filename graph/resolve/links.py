"""Nodes -> links: pairs of names that may mean one thing, each with its rule, its weight and what speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from graph.lexicon import Entry, Lexicon
from graph.record import Record
from graph.resolve.names import BODIES, official_key, spelling_key
from graph.resolve.nodes import Key, Node, name_of_key

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
_BRANCHES = (
    *("校友会", "商会", "办事处", "分会", "分公司", "分院", "联络处"),
    *("研究院", "分校", "校区", "分中心", "分行", "支行"),
)
"""Heads of names that a place in front makes another body's: 深圳清华大学研究院."""
_LOOKALIKES = """
    己已巳 未末 日曰 士土 人入 千干 准淮 冶治 侯候 折析 戌戍戊 晴睛 竞竟 宾滨 徽微
    陕峡 拔拨 待侍 崇祟 亨享 坏环 卖买 鸟乌 名各 今令 幻幼 辨辩 粟栗
"""
"""Characters that optical recognition takes for one another. Put together by hand."""
_TWIN = {one: group[0] for group in _LOOKALIKES.split() for one in group}
_SHORTEST_TAIL = 4
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


def find_links(nodes: Sequence[Node], lexicon: Lexicon) -> list[Link]:
    """Links between the nodes, sorted. Only nodes that share a key are compared: cost is linear in their number."""
    by_key = {node.key: node for node in nodes if node.type in _JOINED_BY_ALIAS}
    found = [
        *_identified(by_key.values()),
        *_official(by_key.values()),
        *_called(by_key),
        *_placed(by_key, lexicon),
        *_parts(by_key),
        *_lookalike(by_key.values(), nodes),
        *_tails(by_key),
    ]
    best: dict[tuple[Key, Key], Link] = {}
    for link in sorted(found, key=_strength):
        best.setdefault((link.one, link.other), link)
    return [best[pair] for pair in sorted(best)]


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


def _called(by_key: Mapping[Key, Node]) -> Iterator[Link]:
    """A document calls a thing by a name that is another node's name."""
    by_official: dict[Key, Node] = {}
    for node in by_key.values():
        by_official.setdefault((node.type, node.official), node)
    for node in by_key.values():
        for member in node.members:
            for alias, rule in zip(member.entity.aliases, member.entity.rules, strict=True):
                target = by_key.get((node.type, spelling_key(alias)))
                target = target or by_official.get((node.type, official_key(node.type, alias)))
                if target is None or target.key == node.key:
                    continue
                if len(alias) >= 4 or (rule == "defined-in-text" and len(alias) >= 3):
                    yield make_link(node, target, rule, names=(node.name, alias), source=member.document)


def _parts(by_key: Mapping[Key, Node]) -> Iterator[Link]:
    """中心医院 of 唐山市 is 唐山市中心医院, and the one of which no whole is told, if no other city claims that."""
    for node in by_key.values():
        if node.whole:
            for prefix in (node.whole, node.whole.removesuffix("市")):
                full = by_key.get((node.type, spelling_key(prefix + node.name)))
                if full is not None:
                    yield make_link(node, full, "place-prefix")
            bare = by_key.get((node.type, name_of_key(node.key)))
            if bare is not None:
                yield make_link(node, bare, "same-name")


def _placed(by_key: Mapping[Key, Node], lexicon: Lexicon) -> Iterator[Link]:
    """天津滨海—中关村科技园 is 滨海—中关村科技园: a place in front of a name that begins with a place of its own."""
    for node in by_key.values():
        if node.type not in BODIES or node.name.endswith(_BRANCHES):
            continue
        for end in range(2, min(8, len(node.name) - _SHORTEST_TAIL)):
            place = lexicon.get(node.name[:end])
            if place is None or place.type != "Place":
                continue
            rest = by_key.get((node.type, spelling_key(node.name[end:])))
            if rest is not None and rest.key != node.key and _begins_within(node.name[end:], place, lexicon):
                yield make_link(node, rest, "place-prefix")


def _begins_within(name: str, place: Entry, lexicon: Lexicon) -> bool:
    """Whether a name begins with a place that lies in another one, as far as their codes tell."""
    hits = lexicon.find(name)
    if not hits or hits[0].start != 0:
        return _is_own(name)
    inner = hits[0].entry
    if inner.type != "Place":
        return False
    outer_code, inner_code = (entry.identifier.removeprefix("gb2260:").rstrip("0") for entry in (place, inner))
    return hits[0].weak or not outer_code or not inner_code or inner_code.startswith(outer_code)


def _is_own(name: str) -> bool:
    """Whether a name of a park is more than a word for parks: joined by a dash, or quoted."""
    return any(mark in name for mark in "—–-－·“")


def _lookalike(nodes: Iterable[Node], company: Sequence[Node]) -> Iterator[Link]:
    """Names that differ in characters that look alike, in documents that speak of the same things.

    company: all that documents speak of.
    """
    bucket: dict[Key, list[Node]] = defaultdict(list)
    for node in nodes:
        name = name_of_key(node.key)
        if len(name) >= 5 and not _TWIN.keys().isdisjoint(name):
            bucket[node.type, "".join(_TWIN.get(character, character) for character in name)].append(node)
    twins = [pair for alike in bucket.values() for pair in pairwise(alike)]
    named = _company(company) if twins else {}
    for one, other in twins:
        link = make_link(one, other, "lookalike")
        doubt = "" if _in_same_company(one, other, named) else "their documents speak of different things"
        yield replace(link, against=link.against or doubt)


def _in_same_company(one: Node, other: Node, company: Mapping[str, frozenset[Key]]) -> bool:
    """Whether one of the two is in one document only, and what they are named together with is partly the same."""
    if min(len(one.documents), len(other.documents)) > 1 or set(one.documents) & set(other.documents):
        return False
    here, there = (frozenset[Key]().union(*(company[id_] for id_ in node.documents)) for node in (one, other))
    return len(here & there) >= 2


def _company(nodes: Sequence[Node]) -> dict[str, frozenset[Key]]:
    """Document -> what it names."""
    found: dict[str, set[Key]] = defaultdict(set)
    for node in nodes:
        for document in node.documents:
            found[document].add(node.key)
    return {document: frozenset(keys) for document, keys in found.items()}


def _tails(by_key: Mapping[Key, Node]) -> Iterator[Link]:
    """Names that end in another whole name: never joined by this alone, listed for a person to judge."""
    owners: dict[Key, list[Node]] = defaultdict(list)
    for node in by_key.values():
        if node.type not in BODIES:
            continue
        name = node.key[1]
        for start in range(1, len(name) - _SHORTEST_TAIL + 1):
            if (node.type, name[start:]) in by_key:
                owners[node.type, name[start:]].append(node)
    for key, nodes in sorted(owners.items()):
        if len(nodes) <= _COMMON:
            for node in nodes:
                yield make_link(by_key[key], node, "tail")

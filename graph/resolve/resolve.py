"""Extractions of all documents -> Resolved: which names are one thing and why, and their facts added up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.claim import Extraction
from graph.document import Document
from graph.entity import Entity, Fact, Indicator, Join, LedgerEntry
from graph.lexicon import Lexicon
from graph.resolve.canonical import Group, make_entities, name_of, with_imprint
from graph.resolve.facts import gather_facts, gather_indicators
from graph.resolve.groups import join_nodes
from graph.resolve.judgements import Judgement, same_body
from graph.resolve.links import WEIGHTS, Link, alias_rule, find_links
from graph.resolve.names import spelling_key
from graph.resolve.nodes import Key, Member, Node, gather_nodes
from graph.resolve.overrule import Overruled, overrule, separate
from graph.resolve.persons import Clues, Comparison, split_persons


@dataclass(frozen=True, slots=True)
class Resolved:
    """One graph, sorted by id throughout."""

    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    indicators: tuple[Indicator, ...]
    ledger: tuple[LedgerEntry, ...]
    """What resolution has to say; the ledgers of the extractions are not repeated."""
    joins: tuple[Join, ...] = ()
    """Every pair of names that was compared, joined or not; sorted by the ids of the two."""
    members: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """(document, index into Extraction.entities) -> id of the entity it became. What was dropped or divided by a
    judgement is not what the extraction says: then indexes behind those of the extraction are new."""


def resolve(
    documents: Sequence[Document],
    extractions: Sequence[Extraction],
    *,
    judgements: Sequence[Judgement] = (),
    lexicon: Lexicon | None = None,
) -> Resolved:
    """Join the entities of all documents; the result does not depend on the order of documents.

    judgements: decisions of a person, which go over every rule.
    lexicon: known places and persons; the shipped one by default.

    Cost is linear in the names, but for names that many share.
    """
    by_id = {document.id: document for document in documents}
    ordered = separate(sorted(extractions, key=lambda extraction: extraction.document), judgements, by_id)
    articles, nodes = gather_nodes(ordered)
    overruled = overrule(judgements, nodes)
    nodes = [node for node in nodes if node.key not in overruled.dropped]
    known = lexicon or Lexicon.load()
    links = find_links(nodes, by_id, known)
    node_groups, joined, refused = join_nodes(nodes, [*overruled.links, *links], apart=overruled.apart)
    groups, compared = _groups(node_groups, ordered, by_id, overruled, lexicon=known)
    groups += [Group(article.members) for article in articles]
    entities = make_entities(groups, by_id)
    ids = {(m.document, m.index): e.id for e, group in zip(entities, groups, strict=True) for m in group.members}
    entities = [_with_imprint(entity, group, by_id) for entity, group in zip(entities, groups, strict=True)]
    entities.sort(key=lambda entity: entity.id)
    types = {entity.id: entity.type for entity in entities}
    facts, ledger = gather_facts(ordered, ids, types, by_id)
    return Resolved(
        tuple(entities),
        facts,
        gather_indicators(ordered, ids, by_id),
        (*overruled.ledger, *ledger),
        _explain(nodes, [*joined, *refused], compared, ids, by_id),
        ids,
    )


def _with_imprint(entity: Entity, group: Group, documents: Mapping[str, Document]) -> Entity:
    member = group.members[0]
    return with_imprint(entity, documents[member.document]) if member.index == 0 else entity


def _groups(
    node_groups: Sequence[Sequence[Node]],
    extractions: Sequence[Extraction],
    documents: Mapping[str, Document],
    overruled: Overruled,
    *,
    lexicon: Lexicon,
) -> tuple[list[Group], list[Comparison]]:
    """A group for each thing: persons of one name are told apart with the help of all other things."""
    groups: list[Group] = []
    compared: list[Comparison] = []
    persons: list[Sequence[Node]] = []
    for nodes in node_groups:
        if nodes[0].type == "Person":
            persons.append(nodes)
        else:
            groups.append(_group(_members(nodes), nodes, overruled))
    names = {
        (member.document, member.index): name
        for group in groups
        for name in (name_of(group),)
        for member in group.members
    }
    clues = Clues(extractions, documents, names)
    for nodes in persons:
        node = Node.of(nodes[0].key, _members(nodes))
        apart = [pair for one in nodes for pair in overruled.persons_apart.get(one.key, ())]
        same = [pair for one in nodes for pair in overruled.persons_same.get(one.key, ())]
        split, weighed = split_persons(node, clues, known=_is_known(node, lexicon), apart=apart)
        compared += weighed
        for members in _rejoined(split, same, clues):
            groups.append(_group(members, nodes, overruled, body=_first_body(members, clues, documents)))
    return groups, compared


def _members(nodes: Iterable[Node]) -> list[Member]:
    return sorted((m for node in nodes for m in node.members), key=lambda member: (member.document, member.index))


def _group(members: Sequence[Member], nodes: Sequence[Node], overruled: Overruled, *, body: str = "") -> Group:
    names = sorted({overruled.names[node.key] for node in nodes if node.key in overruled.names})
    kinds = sorted({overruled.kinds[node.key] for node in nodes if node.key in overruled.kinds})
    return Group(tuple(members), names[0] if names else "", kinds[0] if kinds else "", body)


def _is_known(node: Node, lexicon: Lexicon) -> bool:
    """Whether the lexicon of persons has the name: whom news names without a title is one."""
    entry = lexicon.get(node.name)
    return entry is not None and entry.type == "Person"


def _rejoined(split: Sequence[list[Member]], same: Sequence[tuple[str, str]], clues: Clues) -> list[list[Member]]:
    """Persons whom a judgement makes one again."""
    persons = [list(members) for members in split]
    for one, other in same:
        chosen = [p for p in persons if any(same_body(b, w) for m in p for b in clues.posts(m) for w in (one, other))]
        if len(chosen) > 1:
            persons = [p for p in persons if p not in chosen]
            persons.append(sorted((m for p in chosen for m in p), key=lambda member: (member.document, member.index)))
    return persons


def _first_body(members: Sequence[Member], clues: Clues, documents: Mapping[str, Document]) -> str:
    """The body of the first post in the earliest document that gives one."""
    held = [
        (documents[member.document].date or "9999", member.document, min(posts))
        for member in members
        if (posts := clues.posts(member))
    ]
    return min(held)[2] if held else ""


def _explain(
    nodes: Sequence[Node],
    links: Sequence[Link],
    compared: Sequence[Comparison],
    ids: Mapping[tuple[str, int], str],
    documents: Mapping[str, Document],
) -> tuple[Join, ...]:
    """Each pair of names once for each pair of things, by its strongest rule."""
    best: dict[tuple[str, str, tuple[str, str]], Join] = {}
    by_key: dict[Key, Node] = {node.key: node for node in nodes}

    def tell(join: Join) -> None:
        known = best.get((join.one, join.other, join.names))
        if known is None or (-join.weight, join.rule, join.support) < (-known.weight, known.rule, known.support):
            best[join.one, join.other, join.names] = join

    for link in links:
        ends = [ids[by_key[key].members[0].document, by_key[key].members[0].index] for key in (link.one, link.other)]
        tell(Join(ends[0], ends[1], link.names, link.rule, link.weight, link.source, link.against))
        for id_, key, name in zip(ends, (link.one, link.other), link.names, strict=True):
            if by_key[key].name != name:
                rule = "same-spelling" if spelling_key(name) == key[1] else "official-short-form"
                tell(Join(id_, id_, (by_key[key].name, name), rule, WEIGHTS[rule], link.source))
    for node in nodes:
        for member in node.members:
            id_ = ids[member.document, member.index]
            if member.entity.name != node.name:
                names = (node.name, member.entity.name)
                tell(Join(id_, id_, names, "same-spelling", WEIGHTS["same-spelling"], member.document))
            for alias in member.entity.aliases:
                rule = alias_rule(member, alias, documents)
                tell(Join(id_, id_, (member.entity.name, alias), rule, WEIGHTS[rule], member.document))
    for one in compared:
        name = next(iter(ids[one.one].removeprefix("person/").split("~")))
        weight = round(1 / (1 + math.exp(-one.score)), 2)
        support = "shared: " + "; ".join(one.shared) if one.shared else ""
        tell(Join(ids[one.one], ids[one.other], (name, name), "person-clues", weight, support, one.against))
    return tuple(sorted(best.values(), key=lambda join: (join.one, join.other, join.names, join.rule)))

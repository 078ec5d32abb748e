"""Sketches of all documents -> Identity: which names are one thing, and why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.entity import Entity, Join, LedgerEntry
from graph.lexicon import Lexicon
from graph.resolve.canonical import Group, make_entities, told_name, with_imprint
from graph.resolve.groups import join_nodes
from graph.resolve.homonyms import of_different_wholes, tell_homonyms_apart
from graph.resolve.judgements import Judgement, same_body
from graph.resolve.links import WEIGHTS, Link, find_links
from graph.resolve.names import spelling_key
from graph.resolve.nodes import Key, Member, Node, gather_nodes, name_of_key
from graph.resolve.overrule import Overruled, overrule
from graph.resolve.persons import Clues, Comparison, split_persons
from graph.resolve.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Identity:
    """The things of a graph, and what became them."""

    entities: tuple[Entity, ...]
    """Sorted by id."""
    ids: Mapping[str, Sequence[str]]
    """By document, the id of the thing that each entity of its sketch became; empty for what a judgement dropped."""
    joins: tuple[Join, ...]
    """Every pair of names that was compared, joined or not; sorted by the ids of the two."""
    ledger: tuple[LedgerEntry, ...]


def identify(sketches: Sequence[Sketch], *, judgements: Sequence[Judgement] = (), lexicon: Lexicon) -> Identity:
    """Join the entities of all documents, each of which has one sketch; their order does not matter.

    Cost is linear in the names, but for names that many share.
    """
    ordered = tell_homonyms_apart(sorted(sketches, key=lambda sketch: sketch.document), lexicon)
    by_id = {sketch.document: sketch for sketch in ordered}
    articles, nodes = gather_nodes(ordered)
    overruled = overrule(judgements, nodes)
    nodes = [node for node in nodes if node.key not in overruled.dropped]
    links = find_links(nodes, lexicon)
    apart = [*overruled.apart, *of_different_wholes(nodes)]
    node_groups, joined, refused = join_nodes(nodes, [*overruled.links, *links], apart=apart)
    groups, compared = _groups(node_groups, ordered, by_id, overruled, lexicon=lexicon)
    groups += [Group(article.members) for article in articles]
    entities = make_entities(groups, by_id)
    ids = {sketch.document: [""] * len(sketch.entities) for sketch in ordered}
    for entity, group in zip(entities, groups, strict=True):
        for member in group.members:
            ids[member.document][member.index] = entity.id
    entities = [_with_imprint(entity, group, by_id) for entity, group in zip(entities, groups, strict=True)]
    entities.sort(key=lambda entity: entity.id)
    explained = _explain(nodes, [*joined, *refused], compared, ids)
    return Identity(tuple(entities), ids, explained, tuple(overruled.ledger))


def _with_imprint(entity: Entity, group: Group, sketches: Mapping[str, Sketch]) -> Entity:
    member = group.members[0]
    return with_imprint(entity, sketches[member.document]) if member.index == 0 else entity


def _groups(
    node_groups: Sequence[Sequence[Node]],
    sketches: Sequence[Sketch],
    by_id: Mapping[str, Sketch],
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
        for name in (told_name(group),)
        for member in group.members
    }
    clues = Clues(sketches, names)
    for nodes in persons:
        node = nodes[0] if len(nodes) == 1 else Node.of(nodes[0].key, _members(nodes))
        apart = [pair for one in nodes for pair in overruled.persons_apart.get(one.key, ())]
        same = [pair for one in nodes for pair in overruled.persons_same.get(one.key, ())]
        split, weighed = split_persons(node, clues, known=_is_known(node, lexicon), apart=apart)
        compared += weighed
        for members in _rejoined(split, same, clues):
            groups.append(_group(members, nodes, overruled, body=_first_body(members, clues, by_id)))
    return groups, compared


def _members(nodes: Sequence[Node]) -> list[Member]:
    members = [member for node in nodes for member in node.members]
    if len(nodes) > 1:
        members.sort(key=lambda member: (member.document, member.index))
    return members


def _group(members: Sequence[Member], nodes: Sequence[Node], overruled: Overruled, *, body: str = "") -> Group:
    name = min([overruled.names[node.key] for node in nodes if node.key in overruled.names], default="")
    kind = min([overruled.kinds[node.key] for node in nodes if node.key in overruled.kinds], default="")
    whole = min([node.whole for node in nodes if node.whole], default="")
    return Group(tuple(members), name, kind, body or whole)


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


def _first_body(members: Sequence[Member], clues: Clues, sketches: Mapping[str, Sketch]) -> str:
    """The body of the first post in the earliest document that gives one."""
    held = [
        (sketches[member.document].date or "9999", member.document, min(posts))
        for member in members
        if (posts := clues.posts(member))
    ]
    return min(held)[2] if held else ""


def _explain(
    nodes: Sequence[Node],
    links: Sequence[Link],
    compared: Sequence[Comparison],
    ids: Mapping[str, Sequence[str]],
) -> tuple[Join, ...]:
    """Each pair of names once for each pair of things, by its strongest rule."""
    best: dict[tuple[str, str, tuple[str, str]], Join] = {}
    by_key: dict[Key, Node] = {node.key: node for node in nodes}

    def tell(join: Join) -> None:
        known = best.get((join.one, join.other, join.names))
        if known is None or (-join.weight, join.rule, join.support) < (-known.weight, known.rule, known.support):
            best[join.one, join.other, join.names] = join

    def thing(member: Member) -> str:
        return ids[member.document][member.index]

    for link in links:
        ends = [thing(by_key[key].members[0]) for key in (link.one, link.other)]
        tell(Join(ends[0], ends[1], link.names, link.rule, link.weight, link.source, link.against))
        for id_, key, name in zip(ends, (link.one, link.other), link.names, strict=True):
            if by_key[key].name != name:
                rule = "same-spelling" if spelling_key(name) == name_of_key(key) else "official-short-form"
                tell(Join(id_, id_, (by_key[key].name, name), rule, WEIGHTS[rule], link.source))
    for node in nodes:
        for member in node.members:
            if member.entity.name == node.name and not member.entity.aliases:
                continue
            id_ = thing(member)
            if member.entity.name != node.name:
                names = (node.name, member.entity.name)
                tell(Join(id_, id_, names, "same-spelling", WEIGHTS["same-spelling"], member.document))
            for alias, rule in zip(member.entity.aliases, member.entity.rules, strict=True):
                tell(Join(id_, id_, (member.entity.name, alias), rule, WEIGHTS[rule], member.document))
    for one in compared:
        ends = [ids[document][index] for document, index in (one.one, one.other)]
        name = ends[0].removeprefix("person/").partition("~")[0]
        weight = round(1 / (1 + math.exp(-one.score)), 2)
        support = "shared: " + "; ".join(one.shared) if one.shared else ""
        tell(Join(ends[0], ends[1], (name, name), "person-clues", weight, support, one.against))
    return tuple(sorted(best.values(), key=lambda join: (join.one, join.other, join.names, join.rule)))

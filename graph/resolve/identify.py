"""Sketches of all documents -> Identity: which names are one thing, and why."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from graph.entity import Entity, Join, LedgerEntry
from graph.record import Record
from graph.resolve.canonical import Group, make_entities, told_name
from graph.resolve.groups import join_nodes
from graph.resolve.judgements import Judgement, same_body
from graph.resolve.links import WEIGHTS, Link, find_links, of_different_wholes
from graph.resolve.names import spelling_key
from graph.resolve.nodes import Key, Node, Place, Places, Sighting, gather_nodes, in_order, name_of_key
from graph.resolve.overrule import Overruled, overrule
from graph.resolve.persons import Clues, Comparison, split_persons
from graph.resolve.sketch import Sketch


class Identity(Record):
    """The things of a graph, and what became them."""

    entities: tuple[Entity, ...]
    """Sorted by id."""
    ids: Mapping[str, Sequence[str]]
    """By document, the id of the thing that each entity of its sketch became; empty for what a judgement dropped."""
    joins: tuple[Join, ...]
    """Every pair of names that was compared, joined or not; sorted by the ids of the two."""
    ledger: tuple[LedgerEntry, ...]


def identify(sketches: Sequence[Sketch], *, judgements: Sequence[Judgement] = ()) -> Identity:
    """Join the entities of all documents, each of which has one sketch; their order does not matter.

    Cost is linear in the names, but for names that many share.
    """
    places = Places(sketches)
    every = gather_nodes(places)
    overruled = overrule(judgements, every)
    nodes = [node for node in every if node.key not in overruled.dropped]
    apart = [*overruled.apart, *of_different_wholes(nodes)]
    node_groups, joined, refused = join_nodes(nodes, [*overruled.links, *find_links(nodes, places)], apart=apart)
    things = [_group(group, overruled) for group in node_groups if group[0].type != "Person"]
    clues = Clues(places, every, _at_each(places, things, map(told_name, things)))
    persons, compared = _persons(
        [group for group in node_groups if group[0].type == "Person"], places, clues, overruled
    )
    groups = [*things, *persons, *[Group([_sighting(places, start)]) for start in places.starts.values()]]
    entities = make_entities(groups, places)
    ids = _at_each(places, groups, map(attrgetter("id"), entities))
    entities.sort(key=attrgetter("id"))
    explained = _explain(nodes, [*joined, *refused], compared, ids, places)
    return Identity(tuple(entities), places.by_document(ids), explained, tuple(overruled.ledger))


def _at_each(places: Places, groups: Iterable[Group], told: Iterable[str]) -> list[str]:
    """What is told of each group, at each place that it has; empty at other places."""
    found = [""] * len(places.packed)
    for group, one in zip(groups, told, strict=True):
        for sighting in group.sightings:
            for place in sighting.places:
                found[place] = one
    return found


def _group(nodes: Sequence[Node], overruled: Overruled, *, sightings: Sequence[Sighting] = (), body: str = "") -> Group:
    """What these nodes are together. sightings: those of one person, where there are several."""
    name = kind = ""
    if overruled.names or overruled.kinds:
        name = min([overruled.names[node.key] for node in nodes if node.key in overruled.names], default="")
        kind = min([overruled.kinds[node.key] for node in nodes if node.key in overruled.kinds], default="")
    whole = nodes[0].first.whole
    if len(nodes) > 1:
        whole = min([node.first.whole for node in nodes if node.first.whole], default="")
    return Group(sightings or _sightings(nodes), name, kind, body or whole)


def _sightings(nodes: Sequence[Node]) -> Sequence[Sighting]:
    return nodes[0].sightings if len(nodes) == 1 else in_order([one for node in nodes for one in node.sightings])


def _persons(
    node_groups: Iterable[Sequence[Node]], places: Places, clues: Clues, overruled: Overruled
) -> tuple[list[Group], list[Comparison]]:
    """A group for each person: those of one name are told apart with the help of all other things."""
    groups: list[Group] = []
    compared: list[Comparison] = []
    for nodes in node_groups:
        node = nodes[0] if len(nodes) == 1 else Node.of(nodes[0].key, _sightings(nodes))
        apart = [pair for one in nodes for pair in overruled.persons_apart.get(one.key, ())]
        same = [pair for one in nodes for pair in overruled.persons_same.get(one.key, ())]
        split, weighed = split_persons(node, clues, apart=apart)
        compared += weighed
        split = _rejoined(split, same, clues)
        for own in split:
            sightings = node.sightings if len(split) == 1 else [_sighting(places, place) for place in own]
            groups.append(_group(nodes, overruled, sightings=sightings, body=clues.first_body(own)))
    return groups, compared


def _sighting(places: Places, place: Place) -> Sighting:
    return Sighting(places.outline(place), (place,))


def _rejoined(split: list[list[Place]], same: Sequence[tuple[str, str]], clues: Clues) -> list[list[Place]]:
    """Persons whom a judgement makes one again."""
    persons = split
    for one, other in same:
        chosen = [
            places
            for places in persons
            if any(same_body(b, w) for place in places for b in clues.posts.get(place, ()) for w in (one, other))
        ]
        if len(chosen) > 1:
            persons = [places for places in persons if places not in chosen]
            persons.append(sorted(place for places in chosen for place in places))
    return persons


def _explain(
    nodes: Sequence[Node],
    links: Sequence[Link],
    compared: Sequence[Comparison],
    ids: Sequence[str],
    places: Places,
) -> tuple[Join, ...]:
    """Each pair of names once for each pair of things, by its strongest rule."""
    best: dict[tuple[str, str, tuple[str, str]], tuple[float, str, str, str]] = {}
    by_key: dict[Key, Node] = {node.key: node for node in nodes}

    def tell(
        ends: Sequence[str], names: tuple[str, str], rule: str, weight: float, why: str, *, against: str = ""
    ) -> None:
        pair, told = (ends[0], ends[1], names), (-weight, rule, why, against)
        known = best.get(pair)
        if known is None or told[:3] < known[:3]:
            best[pair] = told

    for link in links:
        ends = [ids[by_key[key].sightings[0].places[0]] for key in (link.one, link.other)]
        tell(ends, link.names, link.rule, link.weight, link.source, against=link.against)
        for id_, key, name in zip(ends, (link.one, link.other), link.names, strict=True):
            if by_key[key].name != name:
                rule = "same-spelling" if spelling_key(name) == name_of_key(key) else "official-short-form"
                tell((id_, id_), (by_key[key].name, name), rule, WEIGHTS[rule], link.source)
    for node in nodes:
        for sighting in node.sightings:
            outline = sighting.outline
            if outline.name == node.name and not outline.aliases:
                continue
            for place in sighting.places if node.type == "Person" else sighting.places[:1]:  # others are one thing
                id_, document = ids[place], places.document(place)
                if outline.name != node.name:
                    names = (node.name, outline.name)
                    tell((id_, id_), names, "same-spelling", WEIGHTS["same-spelling"], document)
                for alias in outline.aliases:
                    tell((id_, id_), (outline.name, alias.name), alias.rule, WEIGHTS[alias.rule], document)
    for one in compared:
        ends = [ids[one.one], ids[one.other]]
        name = ends[0].removeprefix("person/").partition("~")[0]
        weight = round(1 / (1 + math.exp(-one.score)), 2)
        support = "shared: " + "; ".join(one.shared) if one.shared else ""
        tell(ends, (name, name), "person-clues", weight, support, against=one.against)
    return tuple(
        Join(*pair, rule, -weight, support, against) for pair, (weight, rule, support, against) in sorted(best.items())
    )

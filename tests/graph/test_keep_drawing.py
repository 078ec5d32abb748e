"""What is drawn between things: every fact, also between those of very many facts."""

from __future__ import annotations

from pathlib import Path

import graph
from graph.entity import Entity, Evidence, Fact
from graph.keep.drawing import HUB, find_neighbourhood, find_subgraph
from graph.keep.writer import write_graph
from tests.graph.sample_graph import DOCUMENTS

HUBS = ("organization/甲", "organization/乙", "event/丙")


def write_hubs(folder: Path) -> list[Fact]:
    """A graph of two bodies and an event that very many persons have to do with; gives its facts."""
    document = DOCUMENTS[0]
    people = [f"person/{number}" for number in range(HUB + 20)]
    links = [(person, "holdsPost", body) for person in people for body in HUBS[:2]]
    links += [(person, "attended", HUBS[2]) for person in people]
    links += [(HUBS[0], "hosted", HUBS[2]), (HUBS[1], "attended", HUBS[2]), (HUBS[1], "partOf", HUBS[0])]
    words = (Evidence(document.id, 0, 2, document.text[:2], "made-up"),)
    facts = [Fact(f"{at:016x}", *link, {}, 0.9, words) for at, link in enumerate(links)]
    entities = [
        Entity(f"document/{document.id}", "Document", "Article", document.title),
        *(Entity(id_, "Person", "Person", id_.partition("/")[2]) for id_ in people),
        *(Entity(id_, "Organization", "Organization", id_[-1]) for id_ in HUBS[:2]),
        Entity(HUBS[2], "Event", "Event", "丙"),
    ]
    write_graph(folder, documents=[document], entities=entities, facts=facts, indicators=(), ledger=(), meta={})
    return facts


def test_facts_between_hubs_and_their_neighbours_are_all_drawn(tmp_path: Path) -> None:
    facts = write_hubs(tmp_path)
    with graph.load(tmp_path) as opened:
        for ids in (HUBS, [*HUBS, "person/3"], ["person/3", "person/4", HUBS[1]]):
            drawn = find_subgraph(opened, ids)
            between = [fact.id for fact in facts if fact.subject in ids and fact.object in ids]
            assert [fact.id for fact in drawn.edges] == between
            assert not drawn.truncated
        only = find_subgraph(opened, HUBS, relations=["hosted"])
        assert [fact.relation for fact in only.edges] == ["hosted"]


def test_neighbourhood_of_a_hub_is_as_large_as_asked_and_says_what_it_left_out(tmp_path: Path) -> None:
    write_hubs(tmp_path)
    with graph.load(tmp_path) as opened:
        drawn = find_neighbourhood(opened, [HUBS[0]], depth=2, most=30)
    assert len(drawn.nodes) == 30
    assert set(HUBS) <= set(drawn.nodes)
    assert drawn.truncated

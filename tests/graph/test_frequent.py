"""What is looked up in advance for words that very many names hold is what a search finds without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

import graph
from graph.document import Document
from graph.entity import Entity, Evidence, Fact
from graph.keep.finding import EntityOrder, EntityWhere, Position, count_entities, find_entities
from graph.keep.reader import Graph
from graph.keep.writer import write_graph
from tests.graph.sample_graph import DOCUMENTS

THINGS = 600
LEAST = 20
WORDS = [
    "海",
    "河",
    "大学",
    "海河",
    "王",
    "研究院",
    "人民政府",
    "w",
    "wang",
    "h",
    "hh",
    "hai",
    "ai",
    "AI",
    "臺",
    "東海",
    "2024",
]
"""Frequent ones, rare ones, and what nothing holds."""


def make_up(chance: Random) -> Iterator[Entity]:
    """Things with names of few characters, so that many share them."""
    for number in range(THINGS):
        root = "".join(chance.choices("海河东西山AI2", k=3))
        if chance.random() < 0.4:
            name = chance.choice("王李海") + "".join(chance.choices("海明伟东", k=2))
            yield Entity(f"person/{name}~{number}", "Person", "Person", name, (f"{name[0]}总",) * (number % 3 == 0))
        elif chance.random() < 0.7:
            body = root + chance.choice(("大学", "研究院", "人民政府", "有限公司"))
            english = f"Ai {number % 7} University" if chance.random() < 0.3 else ""
            yield Entity(f"organization/{number}", "Organization", "Organization", body, (root, f"{root}院"), english)
        else:
            yield Entity(f"event/{number}", "Event", "Conference", f"2024{root}大会")


def write(folder: Path, least: int) -> Graph:
    chance = Random(5)
    entities = list(make_up(chance))
    people, bodies = ([one.id for one in entities if one.type == type_] for type_ in ("Person", "Organization"))
    document: Document = replace(DOCUMENTS[0], text="某人在某处任职。")
    evidence = (Evidence(document.id, 0, 2, "某人", "made-up"),)
    ends = [(chance.choice(people[:40]), chance.choice(bodies[:20])) for _ in range(400)]
    facts = [Fact(f"{at:016x}", *(one, "holdsPost", other), {}, 0.9, evidence) for at, (one, other) in enumerate(ends)]
    article = Entity(f"document/{document.id}", "Document", "Article", document.title)
    content = {"documents": [document], "indicators": (), "ledger": (), "meta": {}}
    write_graph(folder, entities=[article, *entities], facts=facts, frequent=least, **content)  # type: ignore[arg-type]
    return graph.load(folder)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Graph, Graph]]:
    """The same graph, with what is looked up in advance and without."""
    ways = [write(tmp_path_factory.mktemp("kg"), least) for least in (LEAST, THINGS * 2)]
    yield ways[0], ways[1]
    for way in ways:
        way.close()


def pages(graph: Graph, where: EntityWhere, limit: int) -> list[tuple[str, Position]]:
    """All pages, one behind the other."""
    found, after = list[tuple[str, Position]](), None
    while page := find_entities(graph, where, order=EntityOrder.RELEVANCE, after=after, limit=limit):
        found += [(entity.id, place) for entity, place in page]
        after = page[-1][1]
    return found


@pytest.mark.parametrize("types", [None, ["Person"], ["Organization", "Event"], ["Park"]])
@pytest.mark.parametrize("words", WORDS)
def test_pages_and_counts_are_those_of_a_search(both: tuple[Graph, Graph], words: str, types: list[str] | None) -> None:
    where = EntityWhere(text=words, types=types)
    ahead, searched = (pages(way, where, 7) for way in both)
    assert ahead == searched
    assert count_entities(both[0], where) == count_entities(both[1], where) == len(ahead)


def test_every_word_that_is_looked_up_has_the_first_page_of_a_search(both: tuple[Graph, Graph]) -> None:
    rows = both[0].rows("SELECT words, type, things FROM frequent ORDER BY 1, 2")
    assert {"海", "王", "大学", "wang", "h", "2024"} <= {words for words, _, _ in rows}
    assert not both[1].rows("SELECT words FROM frequent")
    for words, type_, things in rows:
        where = EntityWhere(text=words, types=[type_])
        ahead, searched = (find_entities(way, where, order=EntityOrder.RELEVANCE, limit=50) for way in both)
        assert ahead == searched, words
        assert count_entities(both[1], where) == things, words


def test_pages_behind_the_largest_one_are_searched_for(both: tuple[Graph, Graph]) -> None:
    where = EntityWhere(text="海")
    ahead, searched = (pages(way, where, 60) for way in both)
    assert len(ahead) > 150
    assert ahead == searched


def test_other_conditions_and_orders_are_searched_for(both: tuple[Graph, Graph]) -> None:
    where = EntityWhere(text="海", kinds=["Organization"], least_facts=1)
    assert pages(both[0], where, 9) == pages(both[1], where, 9)
    by_name = [find_entities(way, EntityWhere(text="海"), order=EntityOrder.NAME, limit=30) for way in both]
    assert by_name[0] == by_name[1]


def test_cursor_with_a_text_in_the_place_of_a_number_is_behind_all(both: tuple[Graph, Graph]) -> None:
    for way in both:
        where = EntityWhere(text="海")
        assert find_entities(way, where, order=EntityOrder.RELEVANCE, after=("x", "person/a"), limit=5) == []

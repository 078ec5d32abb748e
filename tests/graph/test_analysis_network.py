"""Parts of a graph in NetworkX: choices, simple networks with weights, projections."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import networkx
import pytest

import graph
from graph.analysis.notebook import rows_as_html
from graph.analysis.projection import PROJECTIONS
from graph.analysis.ranking import rank
from graph.analysis.trend import compare, trend
from graph.errors import UsageError
from graph.keep.reader import Graph
from tests.graph.sample_graph import EVENT, UNIVERSITY, write_sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kg")
    write_sample(path)
    return path


@pytest.fixture
def kg(folder: Path) -> Iterator[Graph]:
    with graph.load(folder) as opened:
        yield opened


def test_relations_choose_edges_and_keep_all_nodes(kg: Graph) -> None:
    network = kg.networkx(relations=["holdsPost"])
    assert {described["relation"] for *_, described in network.edges(data=True)} == {"holdsPost"}
    assert len(network) == len(kg.networkx())


def test_types_choose_nodes_and_the_edges_between_them(kg: Graph) -> None:
    network = kg.networkx(types=["Person", "Event"])
    assert {described["type"] for _, described in network.nodes(data=True)} == {"Person", "Event"}
    assert {described["relation"] for *_, described in network.edges(data=True)} == {"spokeAt", "moderated"}


def test_confidence_is_a_lower_bound(kg: Graph) -> None:
    assert [described["relation"] for *_, described in kg.networkx(confidence=0.95).edges(data=True)] == ["moderated"]


def test_the_date_of_an_event_decides_before_the_date_of_the_article(kg: Graph) -> None:
    [event] = kg.entities([EVENT])
    assert event
    day = event.attributes["date"]
    assert "spokeAt" in {d["relation"] for *_, d in kg.networkx(between=(day, day)).edges(data=True)}
    assert "spokeAt" not in {d["relation"] for *_, d in kg.networkx(between=("1990", "1999")).edges(data=True)}


def test_simple_network_has_one_weighted_edge_for_each_pair(kg: Graph) -> None:
    network = kg.networkx(simple=True, weight="evidence")
    assert type(network) is networkx.Graph
    assert network.edges["person/周远", UNIVERSITY]["weight"] == 2
    assert network.edges["person/周远", UNIVERSITY]["relations"] == ["holdsPost"]
    assert not [id_ for id_ in network if id_.startswith("document/") and not network.degree(id_)]


def test_persons_at_one_event_are_linked_by_it(kg: Graph) -> None:
    network = kg.projection("person-event")
    assert sorted(network) == ["person/周远", "person/李强~市科技局"]
    assert network.edges["person/周远", "person/李强~市科技局"] == {"weight": 1, "shared": [EVENT]}


@pytest.mark.parametrize("name", PROJECTIONS)
def test_projections_link_only_things_of_their_types(sample_graph: Graph, name: str) -> None:
    network = sample_graph.projection(name)
    assert {described["type"] for _, described in network.nodes(data=True)} <= set(PROJECTIONS[name].onto)
    assert all(described["weight"] == len(described["shared"]) for *_, described in network.edges(data=True))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"relations": ["cobuilt"]}, "did you mean 'coBuilt'"),
        ({"types": ["Persons"]}, "did you mean 'Person'"),
        ({"between": ("May 2023", "")}, "right is 2023, 2023-05 or 2023-05-18"),
        ({"simple": True, "weight": "words"}, "Choices: facts, evidence, confidence"),
    ],
)
def test_what_is_unknown_is_one_clear_line(kg: Graph, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        kg.networkx(**arguments)  # type: ignore[call-overload]


def test_a_notebook_shows_how_much_there_is(kg: Graph) -> None:
    page = kg._repr_html_()
    assert f"<code>{kg.hash}</code>" in page
    assert "<td>Person</td><td>3</td>" in page


def test_a_notebook_shows_rankings_trends_and_comparisons(sample_graph: Graph) -> None:
    ranking = rank(sample_graph, measures=["degree"], communities="louvain")
    page = ranking._repr_html_()
    assert page.count("<tr>") == 21
    assert "<td>南开大学</td><td>University</td>" in page
    assert f"<p>{ranking.things} things, {ranking.links} links</p>" in page
    assert "facts without date do not count" in trend(sample_graph)._repr_html_()
    compared = compare(sample_graph, ("2022", "2022"), ("2023", "2023"))._repr_html_()
    assert "<td>entered</td>" in compared
    assert rows_as_html(["<b>"], [[None], [0.123456]]).count("&lt;b&gt;") == 1

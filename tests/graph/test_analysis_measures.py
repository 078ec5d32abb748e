"""Measures and communities: NetworkX is the oracle, ties go by id, and what is estimated says its error."""

from __future__ import annotations

from array import array
from pathlib import Path
from random import Random

import networkx
import pytest

from graph.analysis import extras
from graph.analysis.communities import METHODS, find_communities, modularity
from graph.analysis.edges import Network, load_network
from graph.analysis.extras import is_there
from graph.analysis.measures import LARGE, MEASURES, Engine, Sample, measure_network
from graph.analysis.ranking import rank
from graph.analysis.selection import Selection
from graph.errors import UsageError
from graph.keep.reader import Graph
from schema import load_ontology


def network_of(edges: list[tuple[int, int]]) -> Network:
    ids = tuple(f"person/{place:04d}" for place in range(1 + max(max(edge) for edge in edges)))
    ordered = sorted({edge for edge in edges if edge[0] != edge[1]})
    return Network(ids, array("q", (one for one, _ in ordered)), array("q", (two for _, two in ordered)))


def drawn(things: int, links: int) -> Network:
    """The same by chance each time: a path through all, and more links, most of them at the first things."""
    random = Random(7)
    drawn = [(random.randrange(things), int(things * random.random() ** 3)) for _ in range(links)]
    return network_of([*zip(range(things - 1), range(1, things), strict=True), *drawn])


TWO_TRIANGLES = network_of([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)])


@pytest.mark.parametrize("measure", MEASURES)
def test_the_fast_way_gives_what_networkx_gives(measure: str) -> None:
    network = drawn(120, 300)
    expected = measure_network(network, measure, engine="networkx")
    assert measure_network(network, measure, engine="rustworkx") == pytest.approx(expected, abs=2e-8)


@pytest.mark.parametrize("measure", MEASURES)
def test_igraph_gives_what_networkx_gives(measure: str) -> None:
    """GPL, so no part of the test environment: `make igraph` runs it."""
    pytest.importorskip("igraph")
    apart = network_of([*drawn(120, 300).edges, (120, 121), (121, 122), (122, 123)])
    for network in (drawn(120, 300), apart, TWO_TRIANGLES):
        expected = measure_network(network, measure, engine="networkx")
        assert measure_network(network, measure, engine="igraph") == pytest.approx(expected, abs=2e-8)


def test_leiden_of_igraph_is_as_good_and_the_same_each_time() -> None:
    pytest.importorskip("igraph")
    network = drawn(2000, 12_000)
    found = find_communities(network, "leiden")
    assert found == find_communities(network, "leiden")
    assert modularity(network, found) > modularity(network, find_communities(network, "louvain")) - 0.01


def test_without_igraph_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.analysis.measures.is_there", lambda name: name != "igraph" and is_there(name))
    monkeypatch.setattr("graph.analysis.communities.is_there", lambda name: name != "igraph" and is_there(name))
    network = drawn(600, 2000)
    assert len(network.edges) > LARGE
    exact = measure_network(network, "betweenness", engine="networkx")
    assert measure_network(network, "betweenness") == pytest.approx(exact, abs=2e-8)
    assert find_communities(TWO_TRIANGLES, "leiden") == [0, 0, 0, 1, 1, 1]


def test_constraint_is_that_of_networkx() -> None:
    network = drawn(60, 150)
    expected = networkx.constraint(network.undirected())
    assert measure_network(network, "constraint") == pytest.approx([expected[place] for place in range(60)], abs=1e-8)


def test_the_bridge_between_two_groups_has_least_constraint_and_most_betweenness() -> None:
    constraint = measure_network(TWO_TRIANGLES, "constraint")
    assert [place for place, value in enumerate(constraint) if value == min(constraint)] == [2, 3]
    betweenness = measure_network(TWO_TRIANGLES, "betweenness")
    assert [place for place, value in enumerate(betweenness) if value == max(betweenness)] == [2, 3]


@pytest.mark.parametrize("size", [40, 80])
@pytest.mark.parametrize("engine", ["networkx", "rustworkx"])
def test_sampled_betweenness_is_within_its_bound(size: int, engine: Engine) -> None:
    network = drawn(120, 300)
    exact = measure_network(network, "betweenness")
    estimated = measure_network(network, "betweenness", sample=Sample(size), engine=engine)
    assert estimated == measure_network(network, "betweenness", sample=Sample(size), engine=engine)
    assert sum(estimated) == pytest.approx(sum(exact), rel=0.2)
    assert estimated != exact
    assert max(abs(one - two) for one, two in zip(exact, estimated, strict=True)) < Sample(size).bound(120)


def test_a_sample_of_all_is_exact() -> None:
    assert Sample(6).bound(6) == 0
    exact = measure_network(TWO_TRIANGLES, "betweenness")
    assert measure_network(TWO_TRIANGLES, "betweenness", sample=Sample(6)) == exact


@pytest.mark.parametrize("method", ["louvain", "leiden"])
def test_two_groups_are_two_communities(method: str) -> None:
    assert find_communities(TWO_TRIANGLES, method) == [0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize("method", METHODS)
def test_communities_are_the_same_each_time(method: str) -> None:
    network = drawn(300, 500)
    assert find_communities(network, method) == find_communities(network, method)


def test_large_networks_get_communities_as_good_as_those_of_networkx() -> None:
    network = drawn(2000, 12_000)
    assert len(network.edges) > 10_000
    found = modularity(network, find_communities(network, "louvain"))
    oracle = networkx.community.louvain_communities(network.undirected(), seed=0)
    assert found > networkx.community.modularity(network.undirected(), oracle) - 0.03


def test_modularity_is_that_of_networkx() -> None:
    labels = find_communities(TWO_TRIANGLES, "louvain")
    expected = networkx.community.modularity(TWO_TRIANGLES.undirected(), [{0, 1, 2}, {3, 4, 5}])
    assert modularity(TWO_TRIANGLES, labels) == pytest.approx(expected)


def test_components_are_numbered_by_size_then_by_the_smallest_id() -> None:
    network = network_of([(0, 1), (2, 3), (3, 4)])
    assert find_communities(network, "components") == [1, 1, 0, 0, 0]


def test_a_network_from_the_store_is_that_from_the_facts(sample_graph: Graph) -> None:
    fast = load_network(sample_graph, Selection())
    slow = load_network(sample_graph, Selection(within=load_ontology().things))
    assert fast == slow
    assert fast.ids == tuple(sorted(fast.ids))


def test_numpy_loads_the_same_network(sample_graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = Selection(tuple(load_ontology().relations))
    expected = load_network(sample_graph, everything)
    monkeypatch.setattr("graph.analysis.edges._MANY", 0)
    assert load_network(sample_graph, everything) == expected


def test_a_ranking_lists_types_and_says_what_the_figures_mean(sample_graph: Graph) -> None:
    ranking = rank(sample_graph, measures=["constraint", "degree"], communities="leiden", types=["Person"])
    assert {row.entity.type for row in ranking.rows} == {"Person"}
    assert [row.values[0] for row in ranking.rows] == sorted(row.values[0] for row in ranking.rows)
    assert ranking.notes[0].startswith("constraint: the smaller")
    assert "communities by leiden, modularity 0." in ranking.notes[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"measures": ["betweeness"]}, "did you mean 'betweenness'"),
        ({"communities": "louvian"}, "did you mean 'louvain'"),
        ({"projection": "person-events"}, "did you mean 'person-event'"),
        ({"engine": "igrahp"}, "did you mean 'igraph'"),
        ({"selection": Selection(since="yesterday")}, "is no date"),
    ],
)
def test_unknown_names_are_one_clear_line(sample_graph: Graph, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        rank(sample_graph, **arguments)  # type: ignore[arg-type]


def test_without_rustworkx_the_answer_is_networkx_or_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "is_there", lambda name: False)
    with pytest.raises(UsageError, match=r'needs rustworkx, which is missing; pip install "zhimai\[analysis\]"'):
        measure_network(TWO_TRIANGLES, "degree", engine="rustworkx")


def test_no_network_has_no_values(tmp_path: Path) -> None:
    empty = Network((), array("q"), array("q"))
    assert measure_network(empty, "pagerank") == []
    assert find_communities(empty, "leiden") == []

"""Nine measures of what matters, against hand-made networks and NetworkX."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import networkx
import pytest

import graph
from graph.centrality import MEASURES, centrality
from graph.errors import UsageError
from graph.keep.reader import Graph
from graph.keep.writer import write_graph
from tests.graph.sample_graph import EVENT, UNIVERSITY, write_sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kg")
    write_sample(path)
    return path


@pytest.fixture
def opened(folder: Path) -> Iterator[Graph]:
    with graph.load(folder) as found:
        yield found


@pytest.mark.parametrize("measure", MEASURES)
def test_remarkable_values_come_first_and_ties_go_by_id(opened: Graph, measure: str) -> None:
    sign = 1 if measure == "constraint" else -1
    ranking = [(sign * value, entity.id) for entity, value in centrality(opened, measure, top=99)]
    assert len(ranking) == 11
    assert ranking == sorted(ranking)


@pytest.mark.parametrize("measure", ["degree", "in-degree", "betweenness", "closeness", "eigenvector"])
def test_the_event_that_joins_all_is_in_the_middle(opened: Graph, measure: str) -> None:
    assert centrality(opened, measure, top=1)[0][0].id == EVENT


def test_degree_is_the_share_of_things_linked_with(opened: Graph) -> None:
    values = {entity.id: value for entity, value in centrality(opened, "degree")}
    assert values[EVENT] == 0.4
    assert values[UNIVERSITY] == 0.3


def test_pagerank_adds_up_to_one_and_meets_its_own_equation(opened: Graph) -> None:
    rank = {entity.id: value for entity, value in centrality(opened, "pagerank", top=99)}
    assert sum(rank.values()) == pytest.approx(1, abs=1e-6)
    network: networkx.DiGraph[str] = networkx.DiGraph(
        (s, o) for s, relation, o in opened.triples() if relation != "mentions"
    )
    network.add_edge("organization/海河数据(集团)有限公司", UNIVERSITY)
    lost = sum(rank[id_] for id_ in network if not network.out_degree(id_))
    for id_ in network:
        inflow = sum(rank[other] / network.out_degree(other) for other in network.predecessors(id_))
        assert rank[id_] == pytest.approx(0.15 / 11 + 0.85 * (inflow + lost / 11), abs=1e-6)


def test_mentions_count_when_they_are_asked_for(opened: Graph) -> None:
    ids = {entity.id for entity, _ in centrality(opened, "degree", relations=["mentions"])}
    assert "policy/《河东区科创十条》" in ids
    assert EVENT not in ids


def test_types_choose_what_is_listed(opened: Graph) -> None:
    found = centrality(opened, "degree", types=["Place"], top=1)
    assert [entity.id for entity, _ in found] == ["place/河东区"]


def test_both_partners_of_a_signing_count_alike(opened: Graph) -> None:
    [(_, one), (_, other)] = centrality(opened, "in-degree", relations=["signedWith"])
    assert one == other == 1.0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"measure": "pagrank"}, "did you mean 'pagerank'"),
        ({"measure": "x"}, "Choices: degree, in-degree, out-degree, pagerank, betweenness, closeness, eigenvector"),
        ({"measure": "degree", "relations": ["cobuilt"]}, "did you mean 'coBuilt'"),
        ({"measure": "degree", "types": ["Persons"]}, "did you mean 'Person'"),
    ],
)
def test_unknown_names_are_one_clear_line(opened: Graph, arguments: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        centrality(opened, **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("measure", MEASURES)
def test_an_empty_graph_has_no_centre(tmp_path: Path, measure: str) -> None:
    write_graph(tmp_path, documents=(), entities=(), facts=(), indicators=(), ledger=(), meta={})
    with graph.load(tmp_path) as opened:
        assert centrality(opened, measure) == []

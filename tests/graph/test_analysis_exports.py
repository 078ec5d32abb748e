"""Exports for other tools: each is read back by a reader that is not ours."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import networkx
import pytest

import graph
from graph.export import FOLDERS, FORMATS, thing_iri
from graph.export.flat import display_names
from graph.export.places import place_communities
from graph.keep.reader import Graph
from tests.conftest import Run
from tests.graph.sample_graph import ENTITIES, EVENT, FACTS, UNIVERSITY, write_sample

IDS = sorted(entity.id for entity in ENTITIES)


@pytest.fixture
def kg(tmp_path: Path) -> Iterator[Graph]:
    write_sample(tmp_path / "kg")
    with graph.load(tmp_path / "kg") as opened:
        yield opened


def written(kg: Graph, format_: str) -> bytes:
    stream = io.BytesIO()
    FORMATS[format_].writer(kg, stream)
    return stream.getvalue()


def test_networkx_reads_gexf_with_places_communities_and_days(kg: Graph) -> None:
    network = networkx.read_gexf(io.BytesIO(written(kg, "gexf")), version="1.3")
    assert list(network) == IDS
    node = network.nodes[UNIVERSITY]
    assert (node["label"], node["kind"], node["iri"]) == ("河东理工大学", "University", thing_iri(UNIVERSITY))
    assert node["links"] == 3
    assert {"x", "y", "z"} <= set(node["viz"]["position"])
    edges = {described["id"]: described for *_, described in network.edges(data=True)}
    assert set(edges) == {fact.id for fact in FACTS}
    spoke = edges[FACTS[1].id]
    [event] = kg.entities([EVENT])
    assert event
    assert spoke["start"] == spoke["end"] == event.attributes["date"]
    assert (spoke["relation"], spoke["quote"], spoke["dateOf"]) == ("spokeAt", "周远致辞", "event")


def test_networkx_reads_pajek(kg: Graph) -> None:
    network = networkx.parse_pajek(written(kg, "pajek").decode().splitlines())
    assert list(network) == display_names(list(kg.all_entities()))
    assert network.number_of_edges() == len(FACTS)
    [edge] = network.get_edge_data("周远", "河东理工大学").values()
    assert (edge["weight"], edge["l"]) == (2.0, "holdsPost")


def test_networkx_reads_cytoscape(kg: Graph) -> None:
    network = networkx.cytoscape_graph(json.loads(written(kg, "cytoscape")))
    assert list(network) == IDS
    assert network.nodes[UNIVERSITY]["name"] == "河东理工大学"
    assert {key for *_, key in network.edges(keys=True)} == {fact.id for fact in FACTS}
    assert network.edges["person/周远", EVENT, FACTS[1].id]["interaction"] == "spokeAt"


@pytest.mark.parametrize("format_", ["graphml", "pajek"])
def test_igraph_reads_graphml_and_pajek(kg: Graph, tmp_path: Path, format_: str) -> None:
    """GPL, so no part of the test environment: `make igraph` runs it."""
    igraph = pytest.importorskip("igraph")
    file = tmp_path / f"graph.{format_}"
    file.write_bytes(written(kg, format_))
    network = igraph.Graph.Read(str(file), format=format_)
    assert (network.vcount(), network.ecount(), network.is_directed()) == (len(ENTITIES), len(FACTS), True)
    if format_ == "graphml":
        [university] = network.vs.select(name="河东理工大学")
        assert university["kind"] == "University"
    else:
        assert "河东理工大学" in network.vs["name"]


def test_duckdb_reads_parquet(kg: Graph, tmp_path: Path) -> None:
    FOLDERS["parquet"](kg, tmp_path / "tables")
    facts, things = (f"'{tmp_path}/tables/{name}.parquet'" for name in ("facts", "entities"))
    query = f"SELECT subject_name, title, quote FROM {facts} JOIN {things} AS things ON things.id = object "
    query += "WHERE things.kind = 'University' AND relation = 'holdsPost'"
    assert duckdb.sql(query).fetchall() == [("周远", "校长", "河东理工大学校长周远")]
    assert sorted(path.stem for path in (tmp_path / "tables").iterdir()) == sorted(
        ["documents", "entities", "evidence", "facts", "indicators"]
    )


def test_duckdb_reads_the_pair_of_csv_files(kg: Graph, tmp_path: Path) -> None:
    FOLDERS["csv"](kg, tmp_path / "gephi")
    nodes, edges = (f"'{tmp_path}/gephi/{name}.csv'" for name in ("nodes", "edges"))
    query = f"SELECT one.Label, edge.Label, two.Label FROM {edges} AS edge JOIN {nodes} AS one ON one.Id = edge.Source "
    query += f"JOIN {nodes} AS two ON two.Id = edge.Target WHERE edge.Label = 'hosted'"
    assert duckdb.sql(query).fetchall() == [("河东理工大学", "hosted", "海河科创园开园仪式")]


def test_neo4j_finds_its_headers(kg: Graph, tmp_path: Path) -> None:
    FOLDERS["neo4j"](kg, tmp_path / "neo4j")
    nodes = list(csv.DictReader((tmp_path / "neo4j" / "nodes.csv").read_text("utf-8").splitlines()))
    edges = list(csv.DictReader((tmp_path / "neo4j" / "edges.csv").read_text("utf-8").splitlines()))
    assert {row["id:ID"] for row in nodes} == set(IDS)
    assert {row[":START_ID"] for row in edges} | {row[":END_ID"] for row in edges} <= set(IDS)
    assert next(row[":LABEL"] for row in nodes if row["id:ID"] == UNIVERSITY) == "Organization;University"
    assert {row[":TYPE"] for row in edges} == {fact.relation for fact in FACTS}


def test_a_folder_has_to_be_named(zhimai: Run, kg: Graph, tmp_path: Path) -> None:
    assert (
        zhimai("export", kg.path, "--format", "csv").stderr
        == "zhimai: csv is several files; say where to: --output FOLDER\n"
    )
    assert zhimai("export", kg.path, "--format", "csv", "--output", tmp_path / "pair").returncode == 0
    assert (tmp_path / "pair" / "edges.csv").is_file()


def test_no_two_things_are_at_one_place() -> None:
    places = place_communities([0] * 30 + [1] * 20 + [2] * 5 + [3])
    assert len(set(places)) == 56
    assert min(abs(x - u) + abs(y - v) for x, y in places for u, v in places if (x, y) != (u, v)) > 5

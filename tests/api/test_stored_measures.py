"""Stored measures over HTTP: GraphQL and SPARQL carry them as soon as they are stored, without a restart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

import graph
from api.server import make_app
from graph.analysis.ranking import rank
from graph.analysis.storing import store_ranking
from tests.graph.sample_graph import UNIVERSITY, write_sample

RANKING = (
    """{ centrality(measure: BETWEENNESS, first: 10) { stored remark things links nodes { value entity { id } } } }"""
)
SCORES = f"""{{ node(id: "{UNIVERSITY}") {{ ... on Entity {{ scores {{ method settings value remark }} }} }} }}"""


def ask(client: TestClient, query: str) -> Any:
    return client.post("/graphql", json={"query": query}).json()["data"]


def store(folder: Path, sample: int | None = None) -> None:
    with graph.load(folder) as opened:
        ranking = rank(opened, measures=["betweenness"], communities="louvain", sample=sample)
        store_ranking(opened, ranking, sample=sample)


def test_centrality_is_the_stored_one(tmp_path: Path) -> None:
    write_sample(tmp_path)
    with TestClient(make_app(tmp_path)) as client:
        before = ask(client, RANKING)["centrality"]
        assert (before["stored"], ask(client, SCORES)["node"]["scores"]) == (False, [])
        tag = client.get("/graphql", params={"query": SCORES}).headers["etag"]
        store(tmp_path)
        after = ask(client, RANKING)["centrality"]
        assert after == before | {"stored": True}
        assert client.get("/graphql", params={"query": SCORES}).headers["etag"] != tag
        betweenness, louvain = ask(client, SCORES)["node"]["scores"]
        value = next(node["value"] for node in before["nodes"] if node["entity"]["id"] == UNIVERSITY)
        assert (betweenness["method"], betweenness["value"]) == ("betweenness", value)
        assert "communities by louvain, modularity" in louvain["remark"]


def test_an_estimate_says_so(tmp_path: Path) -> None:
    write_sample(tmp_path)
    store(tmp_path, sample=3)
    with TestClient(make_app(tmp_path)) as client:
        found = ask(client, RANKING)["centrality"]
    assert found["stored"] is True
    assert found["remark"].startswith("betweenness is estimated from the shortest paths of 3 of")


def test_sparql_finds_them(tmp_path: Path) -> None:
    write_sample(tmp_path)
    store(tmp_path)
    query = "PREFIX zm: <https://w3id.org/zhimai/ontology#> SELECT (count(*) AS ?n) { ?s a zm:Score }"
    with TestClient(make_app(tmp_path)) as client:
        answer = client.get("/sparql", params={"query": query}, headers={"accept": "application/sparql-results+json"})
    with graph.load(tmp_path) as opened:
        things = rank(opened).things
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == str(2 * things)

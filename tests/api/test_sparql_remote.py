"""`zhimai serve --sparql URL`: another endpoint answers, and ours goes on to refuse what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.options import Options
from api.server import make_app
from api.sparql.pool import Limits
from api.sparql.remote import with_prefixes
from graph.keep.writer import write_graph


@pytest.fixture(scope="module")
def proxy(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server of an empty graph, which lets the server of the small graph answer."""
    folder = tmp_path_factory.mktemp("empty")
    write_graph(folder, documents=(), entities=(), facts=(), indicators=(), ledger=(), meta={})
    options = Options(sparql=Limits(answer=5000), sparql_store=f"{address}/sparql")
    with TestClient(make_app(folder, options=options)) as client:
        yield client


def test_the_other_store_answers(proxy: TestClient) -> None:
    query = "SELECT ?name { ?person a zm:Person ; skos:prefLabel ?name } ORDER BY ?name"
    answer = proxy.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.text.split() == ["name", "周远", "李强", "陈晓"]
    assert "ETag" not in answer.headers
    graph = proxy.post("/sparql", data={"query": "DESCRIBE ?p { ?p a zm:Park }"}, headers={"Accept": "text/turtle"})
    assert "海河科创园" in graph.text


def test_dataset_is_passed_on(proxy: TestClient) -> None:
    given = {"query": "ASK { ?s ?p ?o }", "default-graph-uri": "http://example.org/none"}
    assert proxy.post("/sparql", data=given).json()["boolean"] is False


def test_dataset_of_the_address_holds_where_a_query_has_none(kg: Path, address: str) -> None:
    store = f"{address}/sparql?default-graph-uri=http%3A%2F%2Fexample.org%2Fnone"
    with TestClient(make_app(kg, options=Options(sparql_store=store))) as client:
        asked = {"query": "ASK { ?s ?p ?o }"}
        assert client.post("/sparql", data=asked).json()["boolean"] is False
        own = {**asked, "default-graph-uri": "https://w3id.org/zhimai/ontology"}
        assert client.post("/sparql", data=own).json()["boolean"] is True


def test_prefixes_that_a_query_does_not_declare_are_declared_for_the_store() -> None:
    known = {"zm": "http://example.org/zm#", "skos": "http://example.org/skos#"}
    used = "PREFIX skos: <http://example.org/other#>\nASK { ?s a zm:Park ; skos:prefLabel 'zm' }"
    assert with_prefixes(used, known) == f"PREFIX zm: <http://example.org/zm#> {used}"
    assert with_prefixes("ASK {}", known) == "ASK {}"


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("ASK {", 400, "line 1, column 6"),
        ("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400, "SERVICE"),
        ("CLEAR ALL", 400, "takes queries only"),
        ("SELECT * { ?s ?p ?o }", 503, "add a LIMIT"),
    ],
)
def test_errors_and_limits_hold(proxy: TestClient, query: str, status: int, said: str) -> None:
    answer = proxy.get("/sparql", params={"query": query})
    assert (answer.status_code, said in answer.text) == (status, True), answer.text


def test_a_store_that_is_away_is_said_to_be_away(kg: Path) -> None:
    with TestClient(make_app(kg, options=Options(sparql_store="http://127.0.0.1:9/query"))) as client:
        answer = client.get("/sparql", params={"query": "ASK {}"})
        assert answer.status_code == 503
        assert "does not answer" in answer.text

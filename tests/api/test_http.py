"""GraphQL over HTTP: methods, media types, status codes, caching; and the server itself."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote
from urllib.request import Request, urlopen

import pytest
from starlette.testclient import TestClient

from api.graphql.__main__ import SDL, VOCABULARY
from api.graphql.generate import make_vocabulary
from api.graphql.query import make_schema
from api.server import make_app, serve
from graph.entity import Entity, Evidence
from graph.errors import GraphError, UsageError
from graph.keep import write_graph
from schema import load_ontology
from tests.graph.sample_graph import DOCUMENTS, ENTITIES, FACTS, INDICATORS, fact, write_sample

NEW, OLD = "application/graphql-response+json", "application/json"


@pytest.mark.parametrize(
    ("accept", "media_type", "status"),
    [(NEW, NEW, 400), (OLD, OLD, 200), ("*/*", OLD, 200), (f"{NEW}, {OLD};q=0.9", NEW, 400)],
)
def test_media_type_and_status_of_an_invalid_query(
    client: TestClient, accept: str, media_type: str, status: int
) -> None:
    response = client.post("/graphql", json={"query": "{ nothing }"}, headers={"Accept": accept})
    assert response.status_code == status
    assert response.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert "data" not in response.json()


def test_get_answers_queries(client: TestClient) -> None:
    query = "query($n: String!) { entity(name: $n) { id } }"
    response = client.get("/graphql", params={"query": query, "variables": '{"n": "周远"}'})
    assert response.json() == {"data": {"entity": {"id": "person/周远"}}}


def test_get_takes_no_mutation(client: TestClient) -> None:
    response = client.get("/graphql", params={"query": "mutation { drop }"}, headers={"Accept": NEW})
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_answer_that_the_client_has_is_not_sent_again(client: TestClient) -> None:
    address = f"/graphql?query={quote('{ stats { facts } }')}"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    other = client.get("/graphql?query={stats{entities}}", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content, other.status_code) == (200, 304, b"", 200)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk", ""]
)
def test_other_content_types_are_refused(client: TestClient, kind: str) -> None:
    response = client.post("/graphql", content='{"query": "{ __typename }"}', headers={"Content-Type": kind})
    assert response.status_code == 415
    assert "application/json" in response.json()["errors"][0]["message"]


def test_other_methods_are_refused(client: TestClient) -> None:
    response = client.delete("/graphql")
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_real_server_answers(address: str) -> None:
    body = json.dumps({"query": '{ search(query: "河东") { nodes { name } } }'}).encode()
    with urlopen(Request(f"{address}/graphql", body, {"Content-Type": OLD}), timeout=5) as response:
        assert {"name": "河东区"} in json.load(response)["data"]["search"]["nodes"]
    with urlopen(f"{address}/healthz", timeout=5) as response:
        assert json.load(response)["status"] == "ok"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_port_in_use_is_one_clear_line(kg: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port} on 127.0.0.1 is in use; choose another"):
            serve(kg, "127.0.0.1", port)


def test_folder_without_a_graph_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="holds no graph"):
        make_app(tmp_path)


# The pages


def test_first_page_says_what_the_graph_holds_and_its_queries_answer_with_evidence(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "<strong>13</strong> things" in page.text
    links = re.findall(r'class="example" href="([^"]+)"', page.text)
    assert len(links) == 3
    for link in links:
        answer = client.get(link.replace("&amp;", "&"), headers={"Accept": OLD}).json()
        assert "errors" not in answer
        assert re.search(r'"quote": "[^"]+"', json.dumps(answer, ensure_ascii=False)), unquote(link)


def test_every_link_of_the_first_page_leads_somewhere(client: TestClient) -> None:
    page = client.get("/").text
    for link in re.findall(r'(?:href|src)="([^"]+)"', page):
        assert client.get(link, headers={"Accept": "text/html"}).status_code == 200, link
        if "query=" in link:
            assert "errors" not in client.get(link, headers={"Accept": OLD}).json()


def test_browser_gets_graphiql_from_this_server_alone(client: TestClient) -> None:
    page = client.get("/graphql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.headers["Content-Type"].startswith("text/html")
    assert "://" not in page.text
    parts = re.findall(r'(?:href|src)="([^"]+)"', page.text)
    assert len(parts) == 7
    for part in parts:
        assert client.get(part).status_code == 200
    assert "url(http" not in client.get("/static/graphiql.min.css").text
    assert "@import" not in client.get("/static/graphiql.min.css").text


def test_names_in_documents_cannot_break_the_page(tmp_path: Path) -> None:
    entities = [replace(e, name=f"<script>alert('{e.name}')</script>\"}}") for e in ENTITIES]
    content = {"documents": DOCUMENTS, "entities": entities, "facts": FACTS, "indicators": INDICATORS}
    write_graph(tmp_path, **content, ledger=(), meta={})  # type: ignore[arg-type]
    with TestClient(make_app(tmp_path)) as client:
        page = client.get("/").text
        assert "<script" not in page
        for link in re.findall(r'class="example" href="([^"]+)"', page):
            assert "errors" not in client.get(link, headers={"Accept": OLD}).json()


@pytest.mark.parametrize(
    "path", ["/static", "/static/", "/static/../server.py", "/static/%2e%2e/server.py", "/nothing"]
)
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["X-Content-Type-Options"] == "nosniff"


# A rebuild


def test_rebuild_is_picked_up_at_the_next_request(tmp_path: Path) -> None:
    write_sample(tmp_path)
    query = {"query": "{ stats { hash indicators } }"}
    with TestClient(make_app(tmp_path)) as client:
        before = client.post("/graphql", json=query).json()["data"]["stats"]
        content = {"documents": DOCUMENTS, "entities": ENTITIES, "facts": FACTS}
        hash_ = write_graph(tmp_path, **content, indicators=(), ledger=(), meta={})  # type: ignore[arg-type]
        after = client.post("/graphql", json=query).json()["data"]["stats"]
        assert (before["indicators"], after) == (2, {"hash": hash_, "indicators": 0})
        assert client.get("/healthz").json()["graph"] == hash_
        (tmp_path / "kg.db").write_bytes(b"damaged")
        assert client.post("/graphql", json=query).json()["data"]["stats"] == after
        (tmp_path / "kg.db").unlink()
        assert client.post("/graphql", json=query).json()["data"]["stats"] == after


# Batches


def test_fifty_things_with_ten_facts_each_need_a_fixed_number_of_statements(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [Entity(f"person/周{i:02}", "Person", "Person", f"周{i:02}") for i in range(50)]
    bodies = [Entity(f"organization/海河{i}局", "Organization", "GovernmentBody", f"海河{i}局") for i in range(10)]
    words = Evidence(DOCUMENTS[0].id, 0, 4, DOCUMENTS[0].text[:4], "by-hand")
    pairs = [(person.id, body.id) for person in people for body in bodies]
    facts = [fact(i, one, "holdsPost", other, words) for i, (one, other) in enumerate(pairs, 1)]
    content = {"documents": DOCUMENTS, "entities": [*ENTITIES, *people, *bodies], "facts": facts}
    write_graph(tmp_path, **content, indicators=(), ledger=(), meta={})  # type: ignore[arg-type]
    statements: list[str] = []
    connect = sqlite3.connect

    def traced(*arguments: object, **options: object) -> sqlite3.Connection:
        connection = connect(*arguments, **options)  # type: ignore[call-overload]
        connection.set_trace_callback(statements.append)
        return connection  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", traced)
    with TestClient(make_app(tmp_path)) as client:
        query = """{ search(query: "周", first: 50) { nodes { name names facts(first: 10) { nodes {
            relation object { name } evidence { quote sentence document { title date } } } }
            neighbours(first: 10) { name } mentionedIn { title } } } }"""
        statements.clear()
        nodes = client.post("/graphql", json={"query": query}).json()["data"]["search"]["nodes"]
    assert [len(node["facts"]["nodes"]) for node in nodes] == [10] * 50
    assert nodes[0]["facts"]["nodes"][0]["evidence"][0]["document"]["title"] == DOCUMENTS[0].title
    assert len(statements) <= 30, "\n".join(statements)


# Generated files


def test_generated_files_are_up_to_date() -> None:
    assert VOCABULARY.read_text("utf-8") == make_vocabulary(load_ontology()), "run python -m api.graphql"
    assert SDL.read_text("utf-8") == make_schema().as_str() + "\n", "run python -m api.graphql"


def test_every_type_field_argument_and_value_has_a_description() -> None:
    shown = make_schema().introspect()["__schema"]
    types = [type_ for type_ in shown["types"] if not type_["name"].startswith("__") and type_["kind"] != "SCALAR"]
    lacking = [
        f"{type_['name']}.{part['name']}"
        for type_ in types
        for part in [*(type_["fields"] or ()), *(type_["enumValues"] or ())]
        for described in (part, *part.get("args", ()))
        if not described["description"]
    ]
    assert [*lacking, *(type_["name"] for type_ in types if not type_["description"])] == []

"""How the server reads the graph: rebuilds are picked up, and reads are batches."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.server import make_app
from graph.entity import Entity, Evidence
from graph.keep.writer import write_graph
from tests.graph.sample_graph import DOCUMENTS, ENTITIES, FACTS, fact, write_sample


def test_a_rebuild_is_picked_up_at_once(tmp_path: Path) -> None:
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

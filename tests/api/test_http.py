"""GraphQL over HTTP: methods, media types, status codes, caching; and the server itself."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from starlette.testclient import TestClient

from api.server import make_app, serve
from graph.errors import GraphError, UsageError

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
    assert response.json()["data"] == {"entity": {"id": "person/周远"}}


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

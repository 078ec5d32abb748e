"""Subscriptions over server-sent events: what happens to the graph reaches whoever waits for it."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from graph.keep.writer import write_graph
from tests.graph.sample_graph import DOCUMENTS, ENTITIES, FACTS, write_sample

SUBSCRIPTION = {"query": "subscription { graphEvents { kind hash } }"}
HEADERS = {"Content-Type": "application/json", "Accept": "text/event-stream"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Path, str, subprocess.Popen[str]]]:
    """Folder of a graph, address and process of a real server over it."""
    write_sample(tmp_path)
    command = [sys.executable, "-m", "api.cli", "serve", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield tmp_path, re.findall(r"http://[^ ]+", process.stdout.readline())[0], process
        process.terminate()


@contextmanager
def subscribed(address: str) -> Iterator[http.client.HTTPResponse]:
    """The stream of events, as long as the connection is open."""
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)) as connection:
        connection.request("POST", "/graphql/stream", json.dumps(SUBSCRIPTION), HEADERS)
        with connection.getresponse() as response:
            yield response


def events(response: http.client.HTTPResponse) -> Iterator[tuple[str, Any]]:
    """(name, data) of each event, until the stream ends."""
    name = ""
    for line in response:
        text = line.decode().rstrip("\n")
        if text.startswith("event: "):
            name = text.removeprefix("event: ")
        elif text.startswith("data: "):
            yield name, json.loads(text.removeprefix("data: ") or "null")


def test_rebuild_and_damage_are_told(server: tuple[Path, str, subprocess.Popen[str]]) -> None:
    folder, address, _ = server
    with subscribed(address) as response:
        assert response.headers["Content-Type"].startswith("text/event-stream")
        told = (data["data"]["graphEvents"] for name, data in events(response) if name == "next")
        first = next(told)
        assert first["kind"] == "SERVED"
        (folder / "kg.db.part").touch()
        assert next(told) == {"kind": "BUILDING", "hash": first["hash"]}
        content = {"documents": DOCUMENTS, "entities": ENTITIES, "facts": FACTS}
        hash_ = write_graph(folder, **content, indicators=(), ledger=(), meta={})  # type: ignore[arg-type]
        assert next(told) == {"kind": "RELOADED", "hash": hash_}
        (folder / "kg.db").write_bytes(b"damaged")
        assert next(told) == {"kind": "FAILED", "hash": hash_}


def test_server_that_is_told_to_end_completes_its_streams(server: tuple[Path, str, subprocess.Popen[str]]) -> None:
    _, address, process = server
    with subscribed(address) as response:
        stream = events(response)
        assert next(stream)[0] == "next"
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert list(stream) == [("complete", None)]
    assert process.wait(10) in (0, -signal.SIGTERM)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("path", ["/graphql", "/graphql/stream"])
def test_query_is_one_event(client: TestClient, path: str) -> None:
    body = {"query": "query($n: String!) { entity(name: $n) { id } }", "variables": {"n": "周远"}}
    response = client.post(path, json=body, headers=HEADERS)
    assert response.status_code == 200
    name, data, end = re.findall(r"event: (\w+)\ndata: (.*)\n\nevent: (complete)\ndata: \n\n", response.text)[0]
    assert (name, json.loads(data)["data"], end) == ("next", {"entity": {"id": "person/周远"}}, "complete")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { ", "GRAPHQL_PARSE_FAILED"),
        ("subscription { a: graphEvents { kind } b: graphEvents { kind } }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { __typename } query B { __typename }", "BAD_USER_INPUT"),
    ],
)
def test_wrong_request_is_one_event_with_its_errors(client: TestClient, query: str, code: str) -> None:
    response = client.post("/graphql/stream", json={"query": query}, headers=HEADERS)
    [(data, _)] = re.findall(r"event: next\ndata: (.*)\n\nevent: (complete)", response.text)
    assert json.loads(data)["errors"][0]["extensions"]["code"] == code


def test_subscription_needs_a_stream(client: TestClient) -> None:
    [error] = client.post("/graphql", json=SUBSCRIPTION).json()["errors"]
    assert "ask /graphql/stream" in error["message"]


def test_streams_are_limited(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.events.MOST", 0)
    response = client.post("/graphql/stream", json=SUBSCRIPTION, headers=HEADERS)
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"

"""How a server is run: limits, persisted and trusted queries, other origins, compression, metrics, processes."""

from __future__ import annotations

import json
import logging
import re
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from urllib.request import urlopen

import pytest
from starlette.testclient import TestClient

from api.options import Options, read_trusted
from api.server import make_app
from graph.errors import UsageError

QUERY = "{ stats { entities } }"
HASH = sha256(QUERY.encode()).hexdigest()


def persisted(hash_: str = HASH, **more: object) -> dict[str, object]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": hash_}}, **more}


def code(answer: dict[str, object]) -> object:
    [error] = answer["errors"]  # type: ignore[misc]  # it is a list
    return error["extensions"]["code"]


def test_cost_stands_in_the_answer(client: TestClient) -> None:
    answer = client.post("/graphql", json={"query": "{ facts(first: 10) { nodes { id subject { name } } } }"}).json()
    assert answer["extensions"] == {"cost": {"requested": 41, "limit": 20_000}}


def test_counts_of_a_whole_list_cost_the_same_on_every_page(client: TestClient) -> None:
    query = '{ search(query: "河", first: %d) { totalCount facets { field } nodes { id } } }'
    costs = [
        client.post("/graphql", json={"query": query % first}).json()["extensions"]["cost"]["requested"]
        for first in (0, 100)
    ]
    assert costs == [901, 1101]


def test_cost_is_held_to_the_option(kg: Path) -> None:
    with TestClient(make_app(kg, options=Options(max_cost=10))) as client:
        answer = client.post("/graphql", json={"query": "{ facts(first: 10) { nodes { id } } }"}).json()
    assert code(answer) == "LIMIT_EXCEEDED"
    assert "the limit is 10:" in answer["errors"][0]["message"]


def test_time_is_held_to_the_option(kg: Path) -> None:
    with TestClient(make_app(kg, options=Options(max_seconds=0))) as client:
        answer = client.post("/graphql", json={"query": '{ entity(name: "周远") { id } }'}).json()
    assert (answer["data"], code(answer)) == ({"entity": None}, "LIMIT_EXCEEDED")
    assert "takes longer than the limit" in answer["errors"][0]["message"]


def test_persisted_query_is_sent_once(kg: Path) -> None:
    with TestClient(make_app(kg)) as client:
        first = client.post("/graphql", json=persisted()).json()
        assert (code(first), first["errors"][0]["message"]) == ("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
        sent = client.post("/graphql", json=persisted(query=QUERY)).json()
        again = client.get("/graphql", params={"extensions": json.dumps(persisted()["extensions"])})
        assert sent == again.json()
        assert sent["data"] == {"stats": {"entities": 13}}
        assert "ETag" in again.headers
        assert code(client.post("/graphql", json=persisted("0" * 64, query=QUERY)).json()) == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("extensions", "words"),
    [
        ({"persistedQuery": 1}, "version 1"),
        ({"persistedQuery": {"version": 2, "sha256Hash": HASH}}, "version 1"),
        ({"persistedQuery": {"version": 1}}, "have to be strings"),
        ({"persistedQuery": {"version": 1, "sha256Hash": "a" * 201}}, "at most 200 characters"),
    ],
)
def test_wrong_name_of_a_query_gets_one_clear_error(
    client: TestClient, extensions: dict[str, object], words: str
) -> None:
    response = client.post("/graphql", json={"extensions": extensions})
    assert (response.status_code, code(response.json())) == (400, "BAD_USER_INPUT")
    assert words in response.json()["errors"][0]["message"]


def test_trusted_queries_are_the_only_ones(kg: Path, tmp_path: Path) -> None:
    file = tmp_path / "queries.json"
    file.write_text(json.dumps({"how-many": QUERY}), "utf-8")
    with TestClient(make_app(kg, options=Options(trusted=read_trusted(file)))) as client:
        for body in ({"documentId": "how-many"}, {"query": QUERY}, persisted()):
            assert client.post("/graphql", json=body).json()["data"] == {"stats": {"entities": 13}}
        assert code(client.post("/graphql", json={"query": "{ stats { facts } }"}).json()) == "BAD_USER_INPUT"
        assert code(client.post("/graphql", json={"documentId": "other"}).json()) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize(("content", "words"), [("[]", "one JSON object"), ("{", "no JSON"), ('{"a": 1}', "one JSON")])
def test_file_of_trusted_queries_that_is_none_is_refused(tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "queries.json"
    file.write_text(content, "utf-8")
    with pytest.raises(UsageError, match=words):
        read_trusted(file)
    with pytest.raises(UsageError, match="cannot be read"):
        read_trusted(tmp_path / "nothing.json")


def test_other_origins_ask_only_where_they_are_let_in(kg: Path, client: TestClient) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    assert "Access-Control-Allow-Origin" not in client.get("/healthz", headers=asked).headers
    with TestClient(make_app(kg, options=Options(cors=("https://example.org",)))) as open_client:
        allowed = open_client.options("/graphql", headers={**asked, "Access-Control-Request-Headers": "content-type"})
        assert allowed.headers["Access-Control-Allow-Origin"] == "https://example.org"
        other = open_client.get("/healthz", headers={"Origin": "https://example.com"})
        assert "Access-Control-Allow-Origin" not in other.headers


def test_long_answers_are_compressed(client: TestClient) -> None:
    query = {"query": "{ __schema { types { name description } } }"}
    response = client.post("/graphql", json=query, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert response.json()["data"]["__schema"]["types"]


def test_metrics_count_requests_errors_and_cost(kg: Path) -> None:
    with TestClient(make_app(kg)) as client:
        client.post("/graphql", json={"query": QUERY})
        client.post("/graphql", json={"query": "{ nothing }"})
        client.get("/nowhere/at/all")
        page = client.get("/metrics").text
    assert 'zhimai_requests_total{method="POST",place="/graphql",status="200"} 2.0' in page
    assert 'zhimai_requests_total{method="GET",place="other",status="404"} 1.0' in page
    assert 'zhimai_graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1.0' in page
    assert "zhimai_graphql_cost_sum 2.0" in page
    assert re.search(r'zhimai_graph\{hash="[0-9a-f]{16}"\} 1\.0', page)


def test_access_log_has_a_line_for_each_request_without_the_query(kg: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = make_app(kg, options=Options(access_log=True))
    with caplog.at_level(logging.INFO, "zhimai.access"), TestClient(app) as client:
        client.get("/graphql", params={"query": "{ stats { facts } }"})
    [line] = [record.getMessage() for record in caplog.records if record.name == "zhimai.access"]
    assert re.fullmatch(r"testclient GET '/graphql' 200, \d+ bytes, [\d.]+ ms", line), line


@pytest.mark.skipif(sys.platform == "win32", reason="ends the server by a signal")
def test_several_processes_answer_and_end_together(kg: Path) -> None:
    command = [sys.executable, "-m", "api.cli", "serve", str(kg), "--port", "0", "--workers", "2"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout
    try:
        [address] = re.findall(r"http://\S+", server.stdout.readline())
        with urlopen(f"{address}/healthz", timeout=20) as response:
            assert json.load(response)["status"] == "ok"
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=20)
    assert server.returncode == 0

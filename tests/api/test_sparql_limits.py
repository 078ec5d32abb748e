"""Queries that take too much are stopped and the others go on; nothing leaves the machine; rebuilds are picked up."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from api.server import make_app
from api.sparql import worker
from api.sparql.pool import Limits
from api.sparql.refuse import refusal
from api.sparql.store import build_store
from graph.keep.reader import Graph
from graph.keep.writer import write_graph
from tests.graph.sample_graph import DOCUMENTS, ENTITIES, FACTS, INDICATORS, write_sample

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"
QUICK = "ASK { ?s a zm:Person }"


def ask(client: TestClient, query: str) -> tuple[int, str]:
    answer = client.get(f"/sparql?{urlencode({'query': query})}")
    return answer.status_code, answer.text


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server that gives a query one second and one process two."""
    path = tmp_path_factory.mktemp("limits") / "kg"
    write_sample(path)
    limits = Limits(seconds=1.0, memory=100_000_000, answer=20_000, workers=2)
    with TestClient(make_app(path, limits=limits)) as client:
        yield client


def test_an_endless_query_ends_at_its_limit_while_others_go_on(short: TestClient) -> None:
    assert ask(short, QUICK)[0] == 200
    with ThreadPoolExecutor(1) as thread:
        endless = thread.submit(ask, short, ENDLESS)
        while not endless.done():
            assert ask(short, QUICK)[0] == 200
            time.sleep(0.05)
        status, message = endless.result()
    assert status == 503
    assert "more than 1 seconds" in message


def test_more_endless_queries_than_workers_leave_the_server_well(short: TestClient) -> None:
    with ThreadPoolExecutor(5) as threads:
        statuses = {status for status, _ in threads.map(lambda _: ask(short, ENDLESS), range(5))}
    assert statuses == {503}
    assert ask(short, QUICK)[0] == 200


def test_a_greedy_query_ends_without_an_answer(short: TestClient) -> None:
    status, message = ask(short, GREEDY)
    assert status == 503
    assert "limit" in message
    assert ask(short, QUICK)[0] == 200


def test_an_answer_that_is_too_large_says_what_to_do(short: TestClient) -> None:
    status, message = ask(short, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert status == 503
    assert "add a LIMIT" in message


@pytest.fixture
def outside() -> Iterator[tuple[int, list[str]]]:
    """Port of a server that is not ours, and who has called it."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        ended = threading.Event()

        def accept() -> None:
            while not ended.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                calls.append("called")
                connection.close()

        thread = threading.Thread(target=accept)
        thread.start()
        yield listening.getsockname()[1], calls
        ended.set()
        thread.join()


HIDDEN = (
    "SELECT * { SERVICE <A> { ?s ?p ?o } }",
    "SELECT * { service silent <A> { ?s ?p ?o } }",
    "SELECT * { SERVICE<A>{ ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE SILENT <A> { ?s ?p ?o } } } }",
    "SELECT * { VALUES ?x { <A> } SERVICE SILENT ?x { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE SILENT <A> { ?s ?p ?o } }",
    "SELECT * { # a comment'\n SERVICE SILENT <A> { ?s ?p ?o } }",
    "SELECT * { BIND ('\\'' AS ?x) SERVICE SILENT <A> { ?s ?p ?o } }",
    "SELECT * { BIND (1 AS ?a) BIND (2 AS ?b) FILTER(?a<?b)SERVICE#>\n SILENT <A> { ?s ?p ?o } }",
    'SELECT * { BIND (1 AS ?a) BIND (2 AS ?b) FILTER(?a<?b#>"""\n) SERVICE SILENT <A> { ?s ?p ?o } #"""\n }',
    "PREFIX a: <http://a/> SELECT * { BIND (1 AS ?x) FILTER(?x<a:b#>'''\n) SERVICE SILENT <A> { ?s ?p ?o } #'''\n }",
    "PREFIX b: <http://a/> SELECT * { b:service ?p ?o OPTIONAL { SERVICE SILENT <A> { ?s ?p ?o } } }",
)


@pytest.mark.parametrize("query", HIDDEN)
def test_no_query_reaches_another_server(short: TestClient, outside: tuple[int, list[str]], query: str) -> None:
    port, calls = outside
    status, message = ask(short, query.replace("<A>", f"<http://127.0.0.1:{port}/sparql>"))
    assert status == 400
    assert "SERVICE" in message
    time.sleep(0.05)
    assert calls == []


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?service ?p 'public service' }",
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> ASK { ?s a sd:Service }",
        '# at your service\nASK { ?s ?p """self\n-service"""@en FILTER (?s < ?p) }',
        "ASK { ?s ?p <http://example.org/service/#(1)> . ?a :service-area ?b }",
    ],
)
def test_the_word_service_may_stand_where_it_asks_nobody(query: str) -> None:
    assert refusal(query) is None


def test_a_rebuild_is_picked_up_and_the_old_store_goes(tmp_path: Path) -> None:
    write_sample(tmp_path)
    name = "SELECT ?name { ?s a zm:Park ; skos:prefLabel ?name }"
    with TestClient(make_app(tmp_path)) as client:
        assert "海河科创园" in ask(client, name)[1]
        entities = [entity._replace(name="新名园") if entity.type == "Park" else entity for entity in ENTITIES]
        write_graph(
            tmp_path, documents=DOCUMENTS, entities=entities, facts=FACTS, indicators=INDICATORS, ledger=(), meta={}
        )
        end = time.monotonic() + 20
        while "新名园" not in (found := ask(client, name))[1]:
            assert found[0] == 200  # meanwhile the old graph answers
            assert time.monotonic() < end
            time.sleep(0.05)
        stores = {path.name for path in (tmp_path / "sparql").iterdir()}
        assert len(stores) == 2
    with TestClient(make_app(tmp_path)) as client:
        assert "新名园" in ask(client, name)[1]
        assert len(list((tmp_path / "sparql").iterdir())) == 1
        assert not list((tmp_path / "sparql").glob("*.part"))


def test_a_folder_that_cannot_be_written_is_served_too(tmp_path: Path) -> None:
    write_sample(tmp_path)
    (tmp_path / "sparql").write_text("in the way")
    with TestClient(make_app(tmp_path)) as client:
        assert ask(client, QUICK)[0] == 200


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its time")
def test_a_worker_whose_server_is_gone_ends_by_itself(kg: Path, tmp_path: Path) -> None:
    with Graph(kg) as graph:
        build_store(graph, tmp_path / "store")
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    question = {"query": endless, "default": [], "named": [], "results": ["text/csv", "CSV"], "graphs": None}
    question |= {"prefixes": {}, "bytes": 1000, "seconds": 0.1}
    process = subprocess.Popen(
        [sys.executable, "-P", worker.__file__, str(tmp_path / "store"), "1000000000"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(question).encode() + b"\n")
    process.stdin.close()
    process.wait(timeout=100)
    assert process.returncode < 0

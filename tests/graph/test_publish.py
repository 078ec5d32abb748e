"""zhimai publish: a store over HTTP ends up with the graph, also when it was away in between."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph
import pytest

import graph
from graph.describe import ONTOLOGY
from graph.errors import UsageError
from graph.export import thing_iri
from graph.keep.writer import write_graph
from graph.publish import Progress, Target, publish, state_file
from tests.conftest import Run
from tests.graph.sample_graph import DOCUMENTS, ENTITIES, FACTS, A, B, write_sample

NAMED = {thing_iri(f"document/{id_}") for id_ in (A, B)} | {ONTOLOGY}


class Shop:
    """A store behind the Graph Store Protocol; it refuses after so many requests where it is told to."""

    def __init__(self) -> None:
        self.store = pyoxigraph.Store()
        self.requests: list[str] = []
        self.patience = 1000
        self.token = ""
        """What a request has to be authorized with."""

    def answer(self, method: str, path: str, body: bytes, authorization: str) -> int:
        if self.token and authorization != self.token:
            return 401
        if len(self.requests) >= self.patience:
            return 503
        self.requests.append(f"{method} {urlsplit(path).path}")
        if path == "/update":
            self.store.update(body.decode())
            return 204
        name = pyoxigraph.NamedNode(parse_qs(urlsplit(path).query)["graph"][0])
        if method == "PUT":
            self.store.clear_graph(name)
        self.store.load(body, pyoxigraph.RdfFormat.N_TRIPLES, to_graph=name)
        return 204

    def default(self) -> set[pyoxigraph.Triple]:
        return {quad.triple for quad in self.store.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph())}

    def named(self) -> set[str]:
        return {name.value for name in self.store.named_graphs() if isinstance(name, pyoxigraph.NamedNode)}


@pytest.fixture
def shop() -> Iterator[tuple[Shop, str]]:
    """The store, and the address of its graphs."""
    shop = Shop()

    class Handler(BaseHTTPRequestHandler):
        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(shop.answer(self.command, self.path, body, self.headers.get("Authorization", "")))
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_PUT = do_POST = handle_one

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing to the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield shop, f"http://127.0.0.1:{server.server_address[1]}/store"
        server.shutdown()
        thread.join()


def exported(folder: Path) -> set[pyoxigraph.Triple]:
    with graph.load(folder) as opened:
        lines = opened.rdflib().serialize(format="nt", encoding="utf-8")
    store = pyoxigraph.Store()  # it writes 1.0 as 1
    store.load(lines, pyoxigraph.RdfFormat.N_TRIPLES)
    return {quad.triple for quad in store}


def bring(folder: Path, address: str, batch: int = 5000) -> Progress:
    with graph.load(folder) as opened:
        target = Target(address)
        return publish(opened, target, state_file(folder, target), batch=batch)


def test_store_holds_the_graph_and_its_documents(tmp_path: Path, shop: tuple[Shop, str]) -> None:
    store, address = shop
    write_sample(tmp_path)
    done = bring(tmp_path, address)
    assert done.batches > 3
    assert store.default() == exported(tmp_path)
    assert store.named() == NAMED
    assert store.requests[-1] == "POST /update"


def test_a_stopped_publication_leaves_the_default_graph_and_goes_on(tmp_path: Path, shop: tuple[Shop, str]) -> None:
    store, address = shop
    write_sample(tmp_path)
    store.patience = 3
    with pytest.raises(UsageError, match="503"):
        bring(tmp_path, address)
    assert store.default() == set()
    store.patience = 1000
    done = bring(tmp_path, address)
    assert store.default() == exported(tmp_path)
    assert len(store.requests) == done.batches + done.documents + 2, "nothing was sent twice"
    assert bring(tmp_path, address) == done
    assert len(store.requests) == done.batches + done.documents + 2, "nothing is left to send"


def test_what_is_no_longer_there_goes(tmp_path: Path, shop: tuple[Shop, str]) -> None:
    store, address = shop
    write_sample(tmp_path)
    bring(tmp_path, address)
    kept = [fact for fact in FACTS if all(one.document == A for one in fact.evidence)]
    entities = [entity for entity in ENTITIES if entity.id != f"document/{B}"]
    entities[0] = entities[0]._replace(aliases=("开园了",))
    write_graph(tmp_path, documents=DOCUMENTS[:1], entities=entities, facts=kept, indicators=(), ledger=(), meta={})
    bring(tmp_path, address)
    assert store.default() == exported(tmp_path)
    assert store.named() == {thing_iri(f"document/{A}"), ONTOLOGY}


def test_an_address_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no address of a store"):
        Target("file:///etc")
    with pytest.raises(UsageError, match="--update"):
        Target("http://127.0.0.1:1/graphs")
    write_sample(tmp_path)
    with pytest.raises(UsageError, match="cannot be reached"):
        bring(tmp_path, "http://127.0.0.1:9/store")


def test_command_says_what_is_there(tmp_path: Path, shop: tuple[Shop, str], zhimai: Run) -> None:
    store, address = shop
    write_sample(tmp_path)
    found = zhimai("publish", tmp_path, "--to", address)
    assert found.returncode == 0, found.stderr
    assert "2 named graphs" in found.stdout
    assert store.default() == exported(tmp_path)


def test_graph_may_have_a_name_and_the_store_a_lock(tmp_path: Path, shop: tuple[Shop, str], zhimai: Run) -> None:
    store, address = shop
    store.token = "Bearer xyz"
    write_sample(tmp_path)
    named = ("publish", tmp_path, "--to", address, "--graph", "https://example.org/kg")
    refused = zhimai(*named)
    assert (refused.returncode, "401" in refused.stderr) == (2, True)
    (tmp_path / "token").write_text("Authorization: Bearer abc\n", "utf-8")
    store.token = "Bearer abc"
    found = zhimai(*named, "--header", f"@{tmp_path / 'token'}")
    assert found.returncode == 0, found.stderr
    assert "is <https://example.org/kg>" in found.stdout
    assert store.default() == set()
    kept = store.store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode("https://example.org/kg"))
    assert {quad.triple for quad in kept} == exported(tmp_path)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--graph", "my graph", "no IRI"),
        ("--header", "abc", "is no header"),
        ("--header", "@/nowhere/token", "cannot be read"),
    ],
)
def test_options_that_make_no_sense_are_said(tmp_path: Path, zhimai: Run, option: str, value: str, said: str) -> None:
    found = zhimai("publish", tmp_path, "--to", "http://127.0.0.1:9/store", option, value)
    assert (found.returncode, found.stderr.count("\n")) == (2, 1)
    assert said in found.stderr

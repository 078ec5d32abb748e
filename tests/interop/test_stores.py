"""`zhimai publish` and `zhimai serve --sparql` with stores that others wrote, running as servers."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat

from api.options import Options
from graph.describe import ONTOLOGY
from graph.keep.reader import Graph
from graph.publish import Target, publish, state_file
from schema.examples import Example, load_examples
from tests.conftest import Run
from tests.interop.conftest import wanted
from tests.interop.test_round_trips import canonical, of_lines
from tests.serving import serving

NAME = "https://example.org/graph"

VIRTUOSO = """\
[Database]
DatabaseFile=virtuoso.db
ErrorLogFile=virtuoso.log
LockFile=virtuoso.lck
TransactionFile=virtuoso.trx
xa_persistent_file=virtuoso.pxa
[TempDatabase]
DatabaseFile=temporary.db
TransactionFile=temporary.trx
[Parameters]
ServerPort=127.0.0.1:{door}
NumberOfBuffers=20000
MaxDirtyBuffers=15000
[HTTPServer]
ServerPort=127.0.0.1:{port}
ServerRoot=.
ServerThreads=5
"""


@dataclass(frozen=True)
class Store:
    """A store that runs."""

    graphs: str
    """Address of its Graph Store Protocol."""
    queries: str
    name: str
    """IRI of the graph that the sample becomes; empty for the default graph."""

    @property
    def proxied(self) -> str:
        """What `serve --sparql` is given."""
        dataset = urlencode({"default-graph-uri": self.name, "named-graph-uri": ONTOLOGY})
        return f"{self.queries}?{dataset}" if self.name else self.queries

    def triples(self, name: str = "") -> str:
        """The canonical form of one of its graphs."""
        place = f"graph={quote(name, safe='')}" if name else "default"
        request = urllib.request.Request(f"{self.graphs}?{place}", headers={"Accept": "application/n-triples"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return of_lines(answer.read())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            assert process.poll() is None, "the store has ended"
            assert time.monotonic() < end, "the store does not answer"
            time.sleep(0.1)


def oxigraph(folder: Path) -> Iterator[Store]:
    """The server of Oxigraph, which comes from PyPI."""
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    command = [program, "serve", "--location", folder / "store", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        yield Store(f"http://127.0.0.1:{port}/store", f"http://127.0.0.1:{port}/query", "")
    finally:
        process.kill()
        process.wait()


def virtuoso(folder: Path) -> Iterator[Store]:
    """Virtuoso, whose default graph is all its graphs together."""
    program, shell = wanted("virtuoso-t", "virtuoso-opensource"), wanted("isql-vt", "virtuoso-opensource")
    door, port = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(door=door, port=port), "ascii")
    process = subprocess.Popen([program, "+foreground", "+configfile", "virtuoso.ini"], cwd=folder, stderr=-3)
    try:
        wait_for(f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D", process)
        rights = "GRANT SPARQL_UPDATE TO \"SPARQL\"; DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);"
        subprocess.run([shell, str(door), "dba", "dba", f"exec={rights}"], check=True, stdout=-3)
        yield Store(f"http://127.0.0.1:{port}/sparql-graph-crud", f"http://127.0.0.1:{port}/sparql", NAME)
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module", params=[oxigraph, virtuoso], ids=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    yield from request.param(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def published(
    store: Store, sample_kg: Path, tmp_path_factory: pytest.TempPathFactory, files: dict[str, Path]
) -> tuple[Store, Path]:
    """The store with the sample graph in it, brought there in two goes, and the folder of that graph."""
    folder = tmp_path_factory.mktemp("published") / "kg"
    shutil.copytree(sample_kg, folder)
    target = Target(store.graphs, graph=store.name)

    def stop(line: str) -> None:
        if line.startswith("batch 3"):
            raise InterruptedError

    with Graph(folder) as graph:
        with pytest.raises(InterruptedError):
            publish(graph, target, state_file(folder, target), tell=stop, batch=200_000)
        assert canonical(pyoxigraph.parse(path=files["turtle"], format=RdfFormat.TURTLE)) != visible(store)
        done = publish(graph, target, state_file(folder, target), batch=200_000)
        assert done.batches > 5
        assert done.documents == len(graph.document_ids())
    return store, folder


def visible(store: Store) -> str:
    """What the graph of the sample holds now; nothing where it is not there yet."""
    try:
        return store.triples(store.name)
    except OSError:
        return ""


def test_the_store_holds_the_graph_to_the_last_triple(published: tuple[Store, Path], files: dict[str, Path]) -> None:
    store, _ = published
    assert store.triples(store.name) == canonical(pyoxigraph.parse(path=files["turtle"], format=RdfFormat.TURTLE))


def test_each_document_is_a_graph(published: tuple[Store, Path], files: dict[str, Path]) -> None:
    store, _ = published
    quads = list(pyoxigraph.parse(path=files["nquads"], format=RdfFormat.N_QUADS))
    names = sorted({quad.graph_name.value for quad in quads if isinstance(quad.graph_name, pyoxigraph.NamedNode)})
    for name in names[:3]:
        said = [quad.triple for quad in quads if quad.graph_name == pyoxigraph.NamedNode(name)]
        assert store.triples(name) == of_lines("".join(f"{triple} .\n" for triple in said))


def test_command_finds_that_nothing_is_left_to_do(published: tuple[Store, Path], zhimai: Run) -> None:
    store, folder = published
    named = ["--graph", store.name] if store.name else []
    found = zhimai("publish", folder, "--to", store.graphs, *named)
    assert (found.returncode, found.stderr) == (0, "")
    assert "18 named graphs" in found.stdout


@pytest.fixture(scope="module")
def proxy(published: tuple[Store, Path]) -> Iterator[str]:
    """Address of a server that lets the store answer."""
    store, folder = published
    with serving(folder, Options(sparql_store=store.proxied)) as found:
        yield found


OTHERWISE = {
    "describe-a-park": "what DESCRIBE gives is up to the store",
    "does-anyone-chair": "Virtuoso 7.2 answers ASK with a row",
    "what-one-document-says": "the address names the graphs that may be asked for, and no documents among them",
}
"""Examples that Virtuoso answers in its own way."""


@pytest.mark.parametrize("example", load_examples(), ids=lambda example: example.name)
def test_examples_have_the_same_answer(proxy: str, store: Store, address: str, example: Example) -> None:
    """Through `serve --sparql` as from our own endpoint."""
    found = answer(proxy, example)
    if not store.name or example.name not in OTHERWISE:
        assert found == answer(address, example)


def answer(address: str, example: Example) -> list[str]:
    """The sorted rows or triples that a query gives."""
    is_rows = example.form in ("select", "ask")
    request = urllib.request.Request(
        f"{address}/sparql?{urlencode({'query': example.text})}",
        headers={"Accept": "application/sparql-results+xml" if is_rows else "application/n-triples"},
    )
    with urllib.request.urlopen(request, timeout=60) as found:
        body = found.read()
    if not is_rows:
        return of_lines(body).splitlines()
    results = pyoxigraph.parse_query_results(body, QueryResultsFormat.XML)
    if isinstance(results, pyoxigraph.QueryBoolean):
        return [str(bool(results))]
    return sorted(str([str(term) for term in row]) for row in results)

"""Graph -> any SPARQL 1.1 store, over the Graph Store Protocol: in batches, resumable, swapped in at the end.

The triples of the Turtle export go to a staging graph, each document and the vocabulary to graphs of their own. When
all is there, one update makes the staging graph the default graph, or a named one where a store has no default graph
of its own. Who stops before that leaves that graph as it was.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from pyoxigraph import NamedNode, RdfFormat, parse

from graph.describe import ONTOLOGY, dataset_iri
from graph.errors import UsageError
from graph.export.nquads import as_triples
from graph.export.walk import walk_documents, walk_graph
from graph.keep.reader import Graph
from schema.prefixes import DEFAULT_BASE

BATCH = 2_000_000
"""Bytes of one request."""
UPDATE_PATHS = MappingProxyType(
    {
        "store": "update",  # Oxigraph
        "data": "update",  # Fuseki
        "rdf-graphs/service": "statements",  # GraphDB, RDF4J
        "sparql/gsp": "sparql",  # Neptune
        "sparql-graph-crud": "sparql",  # Virtuoso
    }
)
"""Where stores take updates, by where they take graphs."""

Tell = Callable[[str], None]


@dataclass(slots=True)
class Progress:
    """How far a graph has got into a store; kept in a file between calls."""

    hash: str
    batches: int = 0
    """Of the staging graph that are there."""
    documents: int = 0
    """Named graphs that are there, in the order of ids."""
    is_swapped: bool = False
    before: list[str] = field(default_factory=list)
    """IRIs of the named graphs of the graph that was published before."""


class Target:
    """A store, by its Graph Store Protocol address."""

    def __init__(
        self,
        address: str,
        *,
        update: str = "",
        graph: str = "",
        headers: Mapping[str, str] = MappingProxyType({}),
        seconds: float = 120.0,
    ) -> None:
        """What to send where.

        update: address that takes SPARQL updates; guessed where it is empty.
        graph: IRI of the graph to become; the default graph where it is empty.
        headers: sent with every request, for stores that ask who is there.

        Raises:
            UsageError: an address is no web address, the one for updates cannot be guessed, or the graph is no IRI.
        """
        for known in filter(None, (address, update)):
            if urlsplit(known).scheme not in ("http", "https"):
                raise UsageError(f"{known}: is no address of a store; right is for example http://127.0.0.1:7878/store")
        self.address, self.headers, self.seconds = address, headers, seconds
        self.update_address = update or _guess(address)
        self.place = f"GRAPH <{_iri(graph)}>" if graph else "DEFAULT"

    def put(self, graph: str, lines: bytes) -> None:
        """Replace a named graph."""
        self._send("PUT", self._named(graph), "application/n-triples", lines)

    def add(self, graph: str, lines: bytes) -> None:
        """Add triples to a named graph."""
        self._send("POST", self._named(graph), "application/n-triples", lines)

    def update(self, text: str) -> None:
        """Run a SPARQL update."""
        self._send("POST", self.update_address, "application/sparql-update", text.encode())

    def _named(self, graph: str) -> str:
        return f"{self.address}{'&' if '?' in self.address else '?'}graph={quote(graph, safe='')}"

    def _send(self, method: str, address: str, media_type: str, body: bytes) -> None:
        request = urllib.request.Request(address, body, {**self.headers, "Content-Type": media_type}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=self.seconds) as answer:
                answer.read()
        except urllib.error.HTTPError as error:
            with error:
                said = error.read(300).decode("utf-8", "replace").strip()
            raise UsageError(f"{address}: {method} was refused with {error.code}: {said}") from None
        except OSError as error:
            reason = getattr(error, "reason", error)
            raise UsageError(f"{address}: cannot be reached: {reason}; call again to go on from here") from None


def publish(graph: Graph, target: Target, state: Path, *, tell: Tell = lambda _: None, batch: int = BATCH) -> Progress:
    """Bring a graph into a store, from where the last call stopped; memory is flat.

    state: the file that says how far it is; it is read and written.

    Raises:
        UsageError: the store refuses something, or cannot be reached.
    """
    base = graph.meta.get("base", DEFAULT_BASE)
    progress = _read(state, graph.hash)
    staging = f"{dataset_iri(base)}#staging"
    for number, lines in enumerate(_batches(graph, base, batch), 1):
        if number > progress.batches and not progress.is_swapped:
            (target.put if number == 1 else target.add)(staging, lines)
            progress.batches = number
            _write(state, progress)
            tell(f"batch {number} of the graph")
    named = []
    for number, (iri, parts) in enumerate(walk_documents(graph, as_triples(base)), 1):
        named.append(iri)
        if number > progress.documents:
            target.put(iri, "".join(parts).encode())
            progress.documents = number
            _write(state, progress)
    if not progress.is_swapped:
        target.put(ONTOLOGY, _vocabulary())
        gone = [iri for iri in progress.before if iri not in {*named}]
        target.update(
            ";\n".join(
                [f"MOVE SILENT GRAPH <{staging}> TO {target.place}", *(f"DROP SILENT GRAPH <{iri}>" for iri in gone)]
            )
        )
        progress.is_swapped, progress.before = True, named
        _write(state, progress)
    return progress


def state_file(folder: Path, target: Target) -> Path:
    """Where the progress of a graph's publication to a store is kept."""
    where = f"{target.address} {target.place}"
    return folder / f"published-{sha256(where.encode()).hexdigest()[:12]}.json"


def _vocabulary() -> bytes:
    """The ontology in N-Triples: queries over the graph ask it for labels."""
    turtle = files("schema").joinpath("ontology.ttl").read_bytes()
    return "".join(f"{quad.triple} .\n" for quad in parse(turtle, RdfFormat.TURTLE)).encode()


def _batches(graph: Graph, base: str, size: int) -> Iterator[bytes]:
    """The triples of the Turtle export, cut between things; the same graph gives the same batches."""
    lines: list[bytes] = []
    held = 0
    for part in walk_graph(graph, as_triples(base)):
        lines.append(part.encode())
        held += len(lines[-1])
        if held >= size:
            yield b"".join(lines)
            lines, held = [], 0
    yield b"".join(lines)


def _read(state: Path, hash_: str) -> Progress:
    """What is known of an earlier call; a graph that has changed since begins anew."""
    try:
        known = Progress(**json.loads(state.read_text("utf-8")))
    except FileNotFoundError:
        return Progress(hash_)
    except (ValueError, TypeError):
        raise UsageError(f"{state}: is damaged; remove it, and the publication begins anew") from None
    return known if known.hash == hash_ else Progress(hash_, before=known.before)


def _write(state: Path, progress: Progress) -> None:
    part = state.with_suffix(".part")
    part.write_text(json.dumps(asdict(progress), ensure_ascii=False), "utf-8")
    part.replace(state)


def _guess(address: str) -> str:
    path = address.rstrip("/")
    for ending, update in UPDATE_PATHS.items():
        if path.endswith(f"/{ending}"):
            return path.removesuffix(ending) + update
    raise UsageError(f"{address}: say with --update where this store takes SPARQL updates")


def _iri(text: str) -> str:
    try:
        return NamedNode(text).value
    except ValueError:
        raise UsageError(f"{text!r} is no IRI of a graph; right is for example https://example.org/graph") from None

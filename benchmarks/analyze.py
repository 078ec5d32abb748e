"""Networks drawn by chance -> how long measures take by NetworkX and by the fast way, and how much memory a link takes.

    python benchmarks/analyze.py                         10,000, 100,000 and 1,000,000 links
    python benchmarks/analyze.py --links 10000           one size
    python benchmarks/analyze.py --slow 1200             wait for NetworkX up to so many seconds a measure

Where python-igraph is installed (`pip install "zhimai[igraph]"`), its time stands in a column of its own.

Times are seconds of processor time of one process, one run each; a busy machine does not count. NetworkX finds its
graphs ready made; the fast way begins with arrays of numbers, as they come from the store. NetworkX is asked only where
an estimate from the size says that it ends in time (`-` otherwise). The last lines go the whole way: from kg.db to
PageRank, degree and components, with opening and loading.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import resource
import sys
import tempfile
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import networkx

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from graph.analysis.by_igraph import BY_IGRAPH  # noqa: E402 - the checkout is put on the path above
from graph.analysis.communities import find_communities  # noqa: E402
from graph.analysis.edges import Network, load_network  # noqa: E402
from graph.analysis.extras import is_there  # noqa: E402
from graph.analysis.measures import MEASURES, Engine, measure_network  # noqa: E402
from graph.analysis.selection import Selection  # noqa: E402
from graph.document import Document  # noqa: E402
from graph.entity import Entity, Evidence, Fact  # noqa: E402
from graph.keep.reader import Graph  # noqa: E402
from graph.keep.writer import write_graph  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
_TEXT = "甲与乙共建。"
_QUADRATIC = ("betweenness", "closeness")


class Ready(Network):
    """A network whose NetworkX forms were made before the clock started: only the measure itself counts."""

    def directed(self) -> networkx.DiGraph[int]:
        return _made(self, Network.directed)

    def undirected(self) -> networkx.Graph[int]:
        return _made(self, Network.undirected)


def _made(network: Network, make: Callable[[Network], Any]) -> Any:
    key = f"_{make.__name__}"
    if key not in network.__dict__:
        network.__dict__[key] = make(network)
    return network.__dict__[key]


def main() -> None:
    """Measure, print Markdown."""
    call = _arguments()
    for measure in ("degree", "betweenness"):  # libraries are imported before the clock starts
        for engine in ("rustworkx", *(["igraph"] if is_there("igraph") else [])):
            measure_network(drawn(100), measure, engine=engine)
    print("| links | measure | NetworkX s | fast s | ratio | igraph s |\n|---:|---|---:|---:|---:|---:|")
    for links in call.links:
        network = drawn(links)
        for measure in MEASURES:
            row = compare(network, measure, call.slow)
            if row:
                print(f"| {len(network.edges):,} | {measure} | {row} |", flush=True)
        for method in ("louvain", "leiden"):
            seconds = spent(lambda network=network, method=method: find_communities(network, method))  # type: ignore[misc]
            print(f"| {len(network.edges):,} | {method} | - | {seconds:.2f} | | |", flush=True)
    if call.store:
        for links in call.links:
            with tempfile.TemporaryDirectory() as folder:
                _in_fresh_process(store, Path(folder), links)
                parts, memory = _in_fresh_process(whole_way, Path(folder), links)
            total = sum(parts.values())
            told = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in parts.items())
            print(f"\nfrom kg.db at {links:,} links: {total:.2f} s ({told}); {memory:.0f} bytes a link")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--links", type=int, nargs="+", default=list(SIZES), help="sizes (default: %(default)s)")
    parser.add_argument(
        "--slow", type=float, default=120, help="seconds that a measure may take (default: %(default)s)"
    )
    parser.add_argument("--no-store", dest="store", action="store_false", help="leave out the way from kg.db")
    return parser.parse_args()


def pairs(links: int) -> list[tuple[int, int]]:
    """About so many different pairs of a third as many things, the first ones in most: the same each time."""
    random = Random(links)
    things = max(3, links // 3)
    found: set[tuple[int, int]] = set()
    while len(found) < links:
        one, two = random.randrange(things), int(things * random.random() ** 2)
        if one != two and (two, one) not in found:
            found.add((one, two))
    return sorted(found)


def drawn(links: int) -> Network:
    """The pairs as a network."""
    found = pairs(links)
    used = sorted({place for pair in found for place in pair})
    new = {place: number for number, place in enumerate(used)}
    sources, targets = (array("q", (new[pair[end]] for pair in found)) for end in (0, 1))
    return Ready(tuple(f"organization/{place:09d}" for place in used), sources, targets)


def compare(network: Network, measure: str, slow: float) -> str:
    """Cells of a row; empty where both would take too long."""
    size = len(network.edges)
    things = len(network.ids)
    fast_guess = 2e-7 * things * size / 3 if measure in _QUADRATIC else 0.0
    guess = 4e-6 * things * size / 3 if measure in _QUADRATIC else 1e-4 * size if measure == "eigenvector" else 0.0
    if fast_guess > slow:
        return ""
    network.edges  # noqa: B018 - made once, for both ways
    fast = spent(lambda: timed(network, measure, "rustworkx"))
    if guess > slow:
        return f"- | {fast:.2f} | | {by_igraph(network, measure)}"
    network.directed()
    network.undirected()
    plain = spent(lambda: timed(network, measure, "networkx"))
    return f"{plain:.2f} | {fast:.3f} | {plain / max(fast, 1e-4):.1f} | {by_igraph(network, measure)}"


def by_igraph(network: Network, measure: str) -> str:
    """Seconds, where it does this measure and is installed."""
    if measure not in BY_IGRAPH or not is_there("igraph"):
        return ""
    return f"{spent(lambda: timed(network, measure, 'igraph')):.2f}"


def timed(network: Network, measure: str, engine: Engine) -> None:
    """PageRank of NetworkX is its own, on SciPy; ours without numpy is for small networks."""
    if measure == "pagerank" and engine == "networkx":
        networkx.pagerank(network.directed(), tol=1e-10 / len(network.ids), max_iter=1000)
    else:
        measure_network(network, measure, engine=engine)


def spent(work: Callable[[], object]) -> float:
    """Processor time of a call."""
    started = process_time()
    work()
    return process_time() - started


def store(folder: Path, links: int) -> None:
    """Write a graph of so many facts."""
    document = Document("", "2024-01-01", "", "", (), _TEXT, "a.txt", 0, "text", "utf-8", ())
    found = pairs(links)
    used = sorted({place for pair in found for place in pair})
    evidence = (Evidence(document.id, 0, len(_TEXT), _TEXT, "cobuilt"),)

    def facts() -> Iterator[Fact]:
        for number, (one, two) in enumerate(found):
            ends = (f"organization/{one:09d}", "coBuilt", f"organization/{two:09d}")
            yield Fact(f"{number:016x}", *ends, {}, 0.9, evidence)

    entities = (Entity(f"organization/{place:09d}", "Organization", "Organization", f"机构{place}") for place in used)
    write_graph(folder, documents=(document,), entities=entities, facts=facts(), indicators=(), ledger=(), meta={})


def whole_way(folder: Path, links: int) -> tuple[dict[str, float], float]:
    """Seconds of each step, and bytes that this process grew by for each link once the network was loaded."""
    import numpy  # noqa: F401, PLC0415 - what importing takes is not counted

    before = resident()
    network: list[Network] = []

    def load() -> None:
        with Graph(folder) as graph:
            network.append(load_network(graph, Selection()))

    parts = {"load": spent(load)}
    gc.collect()
    held = resident()
    parts["pagerank"] = spent(lambda: measure_network(network[0], "pagerank", engine="rustworkx"))
    parts["degree"] = spent(lambda: measure_network(network[0], "degree", engine="rustworkx"))
    parts["components"] = spent(lambda: find_communities(network[0], "components"))
    return parts, (held - before) / links


def resident() -> int:
    """Bytes that this process holds now where the system tells (Linux), else the most it ever held."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text("ascii").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _in_fresh_process(function: Callable[..., object], *arguments: object) -> tuple[dict[str, float], float]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)  # type: ignore[return-value]


if __name__ == "__main__":
    main()

"""Network -> a value for each of its things: nine measures, each by NetworkX and by something faster.

NetworkX is the oracle: a test holds the fast ways to it. They need numpy and rustworkx, which come with
`pip install "zhimai[analysis]"`, and are taken above 1,000 links; python-igraph, where it is installed, does
what it does faster. No measure looks at weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

import networkx

from graph.analysis.by_igraph import BY_IGRAPH
from graph.analysis.edges import Network, sorted_once
from graph.analysis.engines import in_networkit, in_rustworkx
from graph.analysis.extras import is_there, load_library
from graph.analysis.selection import check_names
from graph.errors import GraphError

Engine = Literal["auto", "networkx", "rustworkx", "igraph"]
ENGINES = ("auto", "networkx", "rustworkx", "igraph")
LARGE = 1_000
"""Above so many links `auto` takes the fast way: betweenness of 10,000 takes NetworkX half a minute."""
LOW_FIRST = frozenset({"constraint"})
"""Measures of which a small value is the remarkable one."""
DIGITS = 9
"""Values are rounded to so many decimals, so that what differs by the noise of addition only is a tie."""

_DAMPING = 0.85
_TOLERANCE = 1e-10
_ROUNDS = 10_000
_SERIAL = 2**62
"""Threads add up in any order, and sums of floats then differ: one thread only."""
_DOUBT = 0.1
"""Probability that the bound of a sampled betweenness does not hold."""


@dataclass(frozen=True, slots=True)
class Sample:
    """How betweenness is estimated, from the shortest paths of so many things chosen by a seed."""

    size: int
    seed: int = 0

    def bound(self, things: int) -> float:
        """All values differ from the exact ones by at most so much, with a probability of 90 %; 0 if none is left out.

        Hoeffding's inequality for every thing at once (Brandes and Pich 2007).
        """
        if self.size >= things:
            return 0.0
        return math.sqrt(math.log(2 * things / _DOUBT) / (2 * self.size))


def measure_network(
    network: Network, measure: str, *, engine: Engine = "auto", sample: Sample | None = None
) -> list[float]:
    """The value of each thing, in their order, rounded to nine decimals. `sample` counts for betweenness only.

    Cost: betweenness and closeness grow with things times links, constraint with links times neighbours, the others
    with links.

    Raises:
        UsageError: an unknown measure or engine, or an engine that is not installed.
        GraphError: eigenvector does not settle.
    """
    check_names("measure", [measure], MEASURES)
    if not network.ids:
        return []
    if measure == "betweenness" and sample is not None and sample.size < len(network.ids):
        is_large = is_fast(network, engine) and is_there("networkit")
        values = (_fast_sampled_betweenness if is_large else _sampled_betweenness)(network, sample)
    else:
        values = _way(network, measure, engine)(network)
    return [round(value, DIGITS) for value in values]


def _way(network: Network, measure: str, engine: Engine) -> Callable[[Network], list[float]]:
    if not is_fast(network, engine):
        return MEASURES[measure]
    by_igraph = engine == "igraph" or (engine == "auto" and is_there("igraph"))
    return (BY_IGRAPH if by_igraph and measure in BY_IGRAPH else _FAST)[measure]


def is_fast(network: Network, engine: Engine) -> bool:
    """True where numpy and rustworkx, or igraph, do the work.

    Raises:
        UsageError: an engine was asked for that is unknown, or not installed.
    """
    check_names("engine", [engine], ENGINES)
    if engine == "auto":
        return len(network.sources) > LARGE and is_there("rustworkx") and is_there("numpy")
    if engine != "networkx":
        load_library(engine, needed_for=f"--engine {engine}")
    return engine != "networkx"


def _in_order(values: Mapping[int, float]) -> list[float]:
    return [float(values[place]) for place in range(len(values))]


def _degree(network: Network) -> list[float]:
    """Share of the other things that it is linked with."""
    return _in_order(networkx.degree_centrality(network.undirected()))


def _in_degree(network: Network) -> list[float]:
    return _in_order(networkx.in_degree_centrality(network.directed()))


def _out_degree(network: Network) -> list[float]:
    return _in_order(networkx.out_degree_centrality(network.directed()))


def _pagerank(network: Network) -> list[float]:
    """Page, Brin, Motwani and Winograd 1999, by power iteration; things without successor give to all alike.

    Own code, since that of NetworkX needs SciPy.
    """
    size = len(network.ids)
    successors: list[list[int]] = [[] for _ in network.ids]
    for source, target in zip(network.sources, network.targets, strict=True):
        successors[source].append(target)
    rank = [1 / size] * size
    for _ in range(_ROUNDS):
        lost = sum(rank[place] for place in range(size) if not successors[place])
        before, rank = rank, [(1 - _DAMPING + _DAMPING * lost) / size] * size
        for place, others in enumerate(successors):
            for other in others:
                rank[other] += _DAMPING * before[place] / len(others)
        if sum(abs(one - other) for one, other in zip(rank, before, strict=True)) < _TOLERANCE:
            break
    return rank


def _betweenness(network: Network) -> list[float]:
    return _in_order(networkx.betweenness_centrality(network.undirected()))


def _closeness(network: Network) -> list[float]:
    return _in_order(networkx.closeness_centrality(network.undirected()))


def _eigenvector(network: Network) -> list[float]:
    try:
        return _in_order(networkx.eigenvector_centrality(network.undirected(), max_iter=_ROUNDS, tol=_TOLERANCE))
    except networkx.PowerIterationFailedConvergence as error:
        raise _unsettled() from error


def _unsettled() -> GraphError:
    return GraphError(f"eigenvector centrality does not settle within {_ROUNDS} rounds; use pagerank")


def _coreness(network: Network) -> list[float]:
    """The greatest k such that it is in a part where everything is linked with k others of the part."""
    return _in_order(networkx.core_number(network.undirected()))


def _constraint(network: Network) -> list[float]:
    """Burt 1992: how much its neighbours are linked among themselves. Little constraint is the place of a broker."""
    neighbours = network.neighbours
    values = [0.0] * len(neighbours)
    for place, others in enumerate(neighbours):
        own = 1 / len(others)
        for other in sorted(others):
            through = sum(1 / len(neighbours[third]) for third in sorted(others & neighbours[other]))
            values[place] += (own + own * through) ** 2
    return values


def _sampled_betweenness(network: Network, sample: Sample) -> list[float]:
    chosen = networkx.betweenness_centrality(network.undirected(), k=sample.size, seed=sample.seed)
    return _in_order(chosen)


# The fast ways


def _arrays(network: Network) -> tuple[Any, Any, Any]:
    """numpy, and the arcs as its arrays, without a copy."""
    numpy = load_library("numpy", needed_for="--engine rustworkx")
    return numpy, numpy.frombuffer(network.sources, "i8"), numpy.frombuffer(network.targets, "i8")


def _both_ways(network: Network) -> tuple[Any, Any, Any]:
    """numpy, and each link as two arcs, each once."""
    numpy, sources, targets = _arrays(network)
    size = len(network.ids)
    codes = sorted_once(numpy, numpy.concatenate((sources * size + targets, targets * size + sources)))
    return numpy, codes // size, codes % size


def _share(counts: Any) -> list[float]:
    values: list[float] = (counts / (len(counts) - 1)).tolist()
    return values


def _fast_degree(network: Network) -> list[float]:
    numpy, sources, _ = _both_ways(network)
    return _share(numpy.bincount(sources, minlength=len(network.ids)))


def _fast_in_degree(network: Network) -> list[float]:
    numpy, _, targets = _arrays(network)
    return _share(numpy.bincount(targets, minlength=len(network.ids)))


def _fast_out_degree(network: Network) -> list[float]:
    numpy, sources, _ = _arrays(network)
    return _share(numpy.bincount(sources, minlength=len(network.ids)))


def _fast_pagerank(network: Network) -> list[float]:
    numpy, sources, targets = _arrays(network)
    size = len(network.ids)
    out = numpy.bincount(sources, minlength=size)
    share = numpy.divide(_DAMPING, out, out=numpy.zeros(size), where=out > 0)
    rank = numpy.full(size, 1 / size)
    for _ in range(_ROUNDS):
        before = rank
        rank = numpy.bincount(targets, weights=(before * share)[sources], minlength=size)
        rank += (1 - _DAMPING + _DAMPING * before[out == 0].sum()) / size
        if numpy.abs(rank - before).sum() < _TOLERANCE:
            break
    values: list[float] = rank.tolist()
    return values


def _fast_eigenvector(network: Network) -> list[float]:
    numpy, sources, targets = _both_ways(network)
    size = len(network.ids)
    vector = numpy.full(size, 1 / math.sqrt(size))
    for _ in range(_ROUNDS):
        before = vector
        vector = before + numpy.bincount(targets, weights=before[sources], minlength=size)
        vector /= math.sqrt((vector * vector).sum())
        if numpy.abs(vector - before).sum() < size * _TOLERANCE:
            values: list[float] = vector.tolist()
            return values
    raise _unsettled()


def _fast_betweenness(network: Network) -> list[float]:
    rustworkx, inner = in_rustworkx(network)
    return _in_order(rustworkx.betweenness_centrality(inner, parallel_threshold=_SERIAL))


def _fast_sampled_betweenness(network: Network, sample: Sample) -> list[float]:
    """Brandes and Pich 2007, with pivots drawn by networkit."""
    networkit, inner = in_networkit(network, seed=sample.seed, is_weighted=False, needed_for="--sample")
    values: list[float] = networkit.centrality.EstimateBetweenness(inner, sample.size, True, False).run().scores()
    return values


def _fast_closeness(network: Network) -> list[float]:
    rustworkx, inner = in_rustworkx(network)
    return _in_order(rustworkx.closeness_centrality(inner))


def _fast_coreness(network: Network) -> list[float]:
    rustworkx, inner = in_rustworkx(network)
    return _in_order(rustworkx.core_number(inner))


MEASURES: Mapping[str, Callable[[Network], list[float]]] = MappingProxyType(
    {
        "degree": _degree,
        "in-degree": _in_degree,
        "out-degree": _out_degree,
        "pagerank": _pagerank,
        "betweenness": _betweenness,
        "closeness": _closeness,
        "eigenvector": _eigenvector,
        "coreness": _coreness,
        "constraint": _constraint,
    }
)
"""By the name that the command line takes."""

_FAST: Mapping[str, Callable[[Network], list[float]]] = MappingProxyType(
    {
        "degree": _fast_degree,
        "in-degree": _fast_in_degree,
        "out-degree": _fast_out_degree,
        "pagerank": _fast_pagerank,
        "betweenness": _fast_betweenness,
        "closeness": _fast_closeness,
        "eigenvector": _fast_eigenvector,
        "coreness": _fast_coreness,
        "constraint": _constraint,
    }
)

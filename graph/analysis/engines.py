"""Network -> the same in rustworkx and in networkit."""

from __future__ import annotations

from typing import Any

from graph.analysis.edges import Network
from graph.analysis.extras import load_library


def in_rustworkx(network: Network) -> tuple[Any, Any]:
    """The library and an undirected graph without weights, nodes by their places."""
    rustworkx = load_library("rustworkx", needed_for="--engine rustworkx")
    inner = rustworkx.PyGraph(multigraph=False)
    inner.add_nodes_from(range(len(network.ids)))
    inner.add_edges_from_no_data(network.edges)
    return rustworkx, inner


def in_networkit(network: Network, *, seed: int, is_weighted: bool, needed_for: str) -> tuple[Any, Any]:
    """The library, seeded and with one thread (several give another result each time), and an undirected graph."""
    networkit = load_library("networkit", needed_for=needed_for)
    networkit.setNumberOfThreads(1)
    networkit.setSeed(seed, False)
    inner = networkit.Graph(len(network.ids), weighted=is_weighted)
    for (one, two), weight in zip(network.edges, network.edge_weights, strict=True):
        inner.addEdge(one, two, weight)
    return networkit, inner

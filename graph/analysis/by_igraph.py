"""Network -> measures by python-igraph, where it is installed: GPL, so that zhimai never needs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from graph.analysis.edges import Network
from graph.analysis.extras import load_library


def in_igraph(network: Network) -> tuple[Any, Any]:
    """The library and an undirected graph without weights, vertices by their places."""
    igraph = load_library("igraph", needed_for="--engine igraph")
    return igraph, igraph.Graph(n=len(network.ids), edges=network.edges)


def _betweenness(network: Network) -> list[float]:
    _, inner = in_igraph(network)
    size = len(network.ids)
    pairs = (size - 1) * (size - 2) / 2 or 1.0
    return [value / pairs for value in inner.betweenness(directed=False)]


def _closeness(network: Network) -> list[float]:
    """igraph looks at one component at a time; as in NetworkX, small ones count less (Wasserman and Faust 1994)."""
    _, inner = in_igraph(network)
    parts = inner.connected_components()
    reached = [parts.size(part) - 1 for part in parts.membership]
    others = len(network.ids) - 1
    return [value * share / others for value, share in zip(inner.closeness(), reached, strict=True)]


def _coreness(network: Network) -> list[float]:
    _, inner = in_igraph(network)
    return [float(value) for value in inner.coreness()]


def _constraint(network: Network) -> list[float]:
    _, inner = in_igraph(network)
    values: list[float] = inner.constraint()
    return values


BY_IGRAPH: Mapping[str, Callable[[Network], list[float]]] = MappingProxyType(
    {"betweenness": _betweenness, "closeness": _closeness, "coreness": _coreness, "constraint": _constraint}
)
"""What it does faster than numpy and rustworkx; the others are theirs."""

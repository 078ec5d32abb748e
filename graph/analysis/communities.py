"""Network -> communities: things that are linked with each other more than with the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from random import Random
from types import MappingProxyType
from typing import Any

import networkx

from graph.analysis.by_igraph import in_igraph
from graph.analysis.edges import Network
from graph.analysis.engines import in_networkit
from graph.analysis.extras import is_there
from graph.analysis.selection import check_names

LARGE = 10_000
"""Above so many links Louvain is that of networkit."""


def find_communities(network: Network, method: str, *, seed: int = 0) -> list[int]:
    """The community of each thing, in their order: 0 is the largest one; of equal ones, that with the smallest id.

    louvain (Blondel et al. 2008) is NetworkX up to 10,000 links, networkit above, where it is installed. leiden
    (Traag et al. 2019), whose communities hold together, wants igraph, which comes first, or networkit. components are
    the parts that no link joins. Weights count. The same network and seed give the same communities on one machine and
    release of the libraries.

    Raises:
        UsageError: an unknown method, or a library that is not installed.
    """
    check_names("method", [method], METHODS)
    return _largest_first(METHODS[method](network, seed)) if network.ids else []


def modularity(network: Network, communities: Iterable[int]) -> float:
    """How much more links there are inside than chance would give (Newman 2004): 0 is none, above 0.3 is a lot."""
    labels = list(communities)
    inside, degrees = defaultdict[int, float](float), defaultdict[int, float](float)
    for (one, two), weight in zip(network.edges, network.edge_weights, strict=True):
        degrees[labels[one]] += weight
        degrees[labels[two]] += weight
        inside[labels[one]] += weight if labels[one] == labels[two] else 0.0
    total = sum(degrees.values()) / 2
    return sum(inside[label] / total - (degrees[label] / (2 * total)) ** 2 for label in sorted(degrees))


def _largest_first(labels: Iterable[int]) -> list[int]:
    labels = list(labels)
    groups: dict[int, list[int]] = defaultdict(list)
    for place, label in enumerate(labels):
        groups[label].append(place)
    order = sorted(groups, key=lambda label: (-len(groups[label]), groups[label][0]))
    new = {label: number for number, label in enumerate(order)}
    return [new[label] for label in labels]


def _louvain(network: Network, seed: int) -> list[int]:
    if len(network.edges) > LARGE and is_there("networkit"):
        return _by_networkit(network, seed, lambda library, inner: library.community.PLM(inner, True))
    found = networkx.community.louvain_communities(network.undirected(), weight="weight", seed=seed)
    return _labels(network, found)


def _leiden(network: Network, seed: int) -> list[int]:
    if is_there("igraph"):
        return _by_igraph(network, seed)
    return _by_networkit(network, seed, lambda library, inner: library.community.ParallelLeiden(inner, randomize=False))


def _components(network: Network, seed: int) -> list[int]:
    """Union by hand: no library is faster on lists."""
    parent = list(range(len(network.ids)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for one, two in zip(network.sources, network.targets, strict=True):
        first, second = root(one), root(two)
        parent[max(first, second)] = min(first, second)
    return [root(place) for place in range(len(parent))]


def _labels(network: Network, groups: Iterable[Iterable[int]]) -> list[int]:
    labels = [0] * len(network.ids)
    for label, group in enumerate(groups):
        for place in group:
            labels[place] = label
    return labels


def _by_networkit(network: Network, seed: int, method: Callable[[Any, Any], Any]) -> list[int]:
    found = method(*in_networkit(network, seed=seed, is_weighted=True, needed_for="this way to communities"))
    found.run()
    labels: list[int] = found.getPartition().getVector()
    return labels


def _by_igraph(network: Network, seed: int) -> list[int]:
    igraph, inner = in_igraph(network)
    igraph.set_random_number_generator(Random(seed))
    found = inner.community_leiden("modularity", weights=network.edge_weights, n_iterations=-1)
    labels: list[int] = found.membership
    return labels


METHODS: Mapping[str, Callable[[Network, int], list[int]]] = MappingProxyType(
    {"louvain": _louvain, "leiden": _leiden, "components": _components}
)
"""By the name that the command line takes."""

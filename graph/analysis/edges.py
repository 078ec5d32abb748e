"""Graph, selection -> Network: numbered things and the links between them, small enough for a million."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

import networkx

from graph.analysis.extras import is_there, load_library
from graph.analysis.projection import PROJECTIONS, shared_things
from graph.analysis.selection import Selection, check_names, selected_facts
from graph.keep.reader import Graph
from schema import load_ontology

_MANY = 20_000
"""Above so many facts a network is loaded with numpy, where it is installed."""


@dataclass(frozen=True)
class Network:
    """Things with at least one link, numbered in the order of their ids. Nothing links with itself."""

    ids: tuple[str, ...]
    """Sorted."""
    sources: array[int]
    """Place of the source of each arc; arcs are sorted and each is there once. A link without direction is two arcs."""
    targets: array[int]
    weights: array[float] = field(default_factory=lambda: array("d"))
    """Of each arc; empty where all weigh the same."""

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """The links without direction, (smaller place, greater place), sorted, each once."""
        return sorted(
            {(one, two) if one < two else (two, one) for one, two in zip(self.sources, self.targets, strict=True)}
        )

    @cached_property
    def neighbours(self) -> list[set[int]]:
        """For each thing the places of those that it is linked with, either way."""
        found: list[set[int]] = [set() for _ in self.ids]
        for one, two in self.edges:
            found[one].add(two)
            found[two].add(one)
        return found

    @cached_property
    def edge_weights(self) -> list[float]:
        """Of each of `edges`."""
        if not self.weights:
            return [1.0] * len(self.edges)
        known = dict(zip(zip(self.sources, self.targets, strict=True), self.weights, strict=True))
        return [known.get(edge, known.get(edge[::-1], 1.0)) for edge in self.edges]

    def directed(self) -> networkx.DiGraph[int]:
        """The same in NetworkX."""
        network: networkx.DiGraph[int] = networkx.DiGraph()
        network.add_nodes_from(range(len(self.ids)))
        network.add_edges_from(zip(self.sources, self.targets, strict=True))
        return network

    def undirected(self) -> networkx.Graph[int]:
        """The same in NetworkX without direction, weights as `weight`."""
        network: networkx.Graph[int] = networkx.Graph()
        network.add_nodes_from(range(len(self.ids)))
        network.add_weighted_edges_from(
            (*edge, weight) for edge, weight in zip(self.edges, self.edge_weights, strict=True)
        )
        return network


def load_network(graph: Graph, selection: Selection, *, projection: str = "") -> Network:
    """One arc from subject to object for however many facts; both ways for a symmetric relation and for a projection.

    Raises:
        UsageError: an unknown relation, type or projection, or what is no date.
    """
    selection.check()
    if projection:
        check_names("projection", [projection], PROJECTIONS)
        shared = shared_things(graph, PROJECTIONS[projection], selection)
        weighted = {pair: float(len(things)) for pair, things in shared.items()}
        return build_network(weighted | {(two, one): weight for (one, two), weight in weighted.items()})
    if selection.is_dated or selection.within:
        return build_network(dict.fromkeys(_arcs(graph, selection), 1.0), weighted=False)
    return _load_all(graph, selection)


def _arcs(graph: Graph, selection: Selection) -> Iterable[tuple[str, str]]:
    symmetric = {name for name, known in load_ontology().relations.items() if known.symmetric}
    for fact in selected_facts(graph, selection):
        if fact.subject != fact.object:
            yield fact.subject, fact.object
            if fact.relation in symmetric:
                yield fact.object, fact.subject


def build_network(arcs: Mapping[tuple[str, str], float], *, weighted: bool = True) -> Network:
    """A network of (from id, to id) with weights; no id links with itself."""
    ids = tuple(sorted({id_ for arc in arcs for id_ in arc}))
    places = {id_: place for place, id_ in enumerate(ids)}
    ordered = sorted(arcs)
    weights = array("d", (arcs[arc] for arc in ordered) if weighted else ())
    sources, targets = (array("q", (places[arc[end]] for arc in ordered)) for end in (0, 1))
    return Network(ids, sources, targets, weights)


def _load_all(graph: Graph, selection: Selection) -> Network:
    """The fast way, without dates: it never looks at a fact as such."""
    relations = load_ontology().relations
    both_ways = [name for name in selection.names() if relations[name].symmetric]
    one_way = [name for name in selection.names() if not relations[name].symmetric]
    forth = graph.links(one_way, confidence=selection.confidence)
    both = graph.links(both_ways, confidence=selection.confidence)
    if len(forth) + len(both) > _MANY and is_there("numpy"):
        return _load_many(graph.entity_ids(limit=-1), forth, both)
    arcs = {*forth, *both, *((two, one) for one, two in both)}
    ordered = sorted(arc for arc in arcs if arc[0] != arc[1])
    used = sorted({place for arc in ordered for place in arc})
    all_ids = graph.entity_ids(limit=-1)
    new = {place: number for number, place in enumerate(used)}
    sources, targets = (array("q", (new[arc[end]] for arc in ordered)) for end in (0, 1))
    return Network(tuple(all_ids[place] for place in used), sources, targets)


def _load_many(all_ids: Sequence[str], forth: Sequence[tuple[int, int]], both: Sequence[tuple[int, int]]) -> Network:
    """The same in numpy: several times as fast for a million links."""
    numpy = load_library("numpy", needed_for="a large network")
    size = len(all_ids)
    one_way, both_ways = (
        numpy.fromiter(chain.from_iterable(links), "i8", 2 * len(links)).reshape(-1, 2) for links in (forth, both)
    )
    arcs = numpy.concatenate((one_way, both_ways, both_ways[:, ::-1]))
    arcs = arcs[arcs[:, 0] != arcs[:, 1]]
    codes = sorted_once(numpy, arcs[:, 0] * size + arcs[:, 1])
    sources, targets = codes // size, codes % size
    is_used = numpy.zeros(size, bool)
    is_used[sources] = is_used[targets] = True
    new = numpy.cumsum(is_used) - 1
    ids = tuple(all_ids[place] for place in numpy.flatnonzero(is_used).tolist())
    return Network(
        ids, array("q", new[sources].astype("i8").tobytes()), array("q", new[targets].astype("i8").tobytes())
    )


def sorted_once(numpy: Any, values: Any) -> Any:
    """The values of an array in order, each once; numpy.unique hashes, which takes longer."""
    values = numpy.sort(values)
    is_first = numpy.ones(len(values), bool)
    is_first[1:] = values[1:] != values[:-1]
    return values[is_first]

"""Graph -> the things that matter most in it, by one of seven measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType

import networkx

from graph.entity import Entity
from graph.errors import GraphError, UsageError
from graph.keep.reader import MENTIONS, Graph
from schema import load_ontology

_DAMPING = 0.85
_TOLERANCE = 1e-10
_ROUNDS = 10_000
_DIGITS = 9
"""Values are rounded to so many decimals, so that what differs by the noise of addition only is a tie."""


def centrality(
    graph: Graph,
    measure: str,
    *,
    top: int = 20,
    relations: Sequence[str] | None = None,
    types: Sequence[str] = (),
) -> list[tuple[Entity, float]]:
    """The `top` things of the greatest value, the greatest first, ties by id.

    The network has an edge between two things where at least one fact states one of `relations` (all but `mentions`,
    if none are given); things without such a fact are left out. `types` chooses which things are listed; the values
    come from the whole network. in-degree, out-degree and pagerank follow the direction of the facts (a symmetric
    relation counts both ways); degree, betweenness, closeness and eigenvector take edges without direction.

    Cost: betweenness and closeness grow with things times edges, the others with edges.

    Raises:
        UsageError: an unknown measure, relation or type.
        GraphError: eigenvector does not settle.
    """
    ontology = load_ontology()
    _check("measure", [measure], MEASURES)
    _check("relation", relations or (), ontology.relations)
    _check("type", types, ontology.things)
    chosen = [name for name in ontology.relations if name != MENTIONS] if relations is None else relations
    values = MEASURES[measure](_network(graph, chosen))
    ranking = sorted(((-round(value, _DIGITS), id_) for id_, value in values.items()))
    if types:
        among = set(graph.entity_ids(types=types, limit=-1))
        ranking = [(value, id_) for value, id_ in ranking if id_ in among]
    entities = graph.entities([id_ for _, id_ in ranking[:top]])
    return [(entity, -value) for entity, (value, _) in zip(entities, ranking, strict=False) if entity is not None]


def _check(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    choices = list(known)
    for name in names:
        if name not in choices:
            close = get_close_matches(name, choices, n=1)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            raise UsageError(f"there is no {what} '{name}'{hint} Choices: {', '.join(choices)}")


def _network(graph: Graph, relations: Sequence[str]) -> networkx.DiGraph[str]:
    """One edge from subject to object for however many facts, nodes and edges in the order of ids."""
    symmetric = {name for name, known in load_ontology().relations.items() if known.symmetric}
    edges = set()
    for subject, relation, object_ in graph.triples(relations=relations):
        if subject != object_:
            edges.update([(subject, object_), (object_, subject)] if relation in symmetric else [(subject, object_)])
    network: networkx.DiGraph[str] = networkx.DiGraph()
    network.add_nodes_from(sorted({id_ for edge in edges for id_ in edge}))
    network.add_edges_from(sorted(edges))
    return network


def _degree(network: networkx.DiGraph[str]) -> dict[str, float]:
    """Share of the other things that it is linked with."""
    return dict(networkx.degree_centrality(network.to_undirected()))


def _in_degree(network: networkx.DiGraph[str]) -> dict[str, float]:
    return dict(networkx.in_degree_centrality(network))


def _out_degree(network: networkx.DiGraph[str]) -> dict[str, float]:
    return dict(networkx.out_degree_centrality(network))


def _betweenness(network: networkx.DiGraph[str]) -> dict[str, float]:
    return dict(networkx.betweenness_centrality(network.to_undirected()))


def _closeness(network: networkx.DiGraph[str]) -> dict[str, float]:
    return dict(networkx.closeness_centrality(network.to_undirected()))


def _eigenvector(network: networkx.DiGraph[str]) -> dict[str, float]:
    if not network:
        return {}
    try:
        return dict(networkx.eigenvector_centrality(network.to_undirected(), max_iter=_ROUNDS, tol=_TOLERANCE))
    except networkx.PowerIterationFailedConvergence as error:
        raise GraphError(f"eigenvector centrality does not settle within {_ROUNDS} rounds; use pagerank") from error


def _pagerank(network: networkx.DiGraph[str]) -> dict[str, float]:
    """Page, Brin, Motwani and Winograd 1999, by power iteration; things without successor give to all alike.

    Own code, since that of NetworkX needs SciPy.
    """
    size = len(network)
    rank = dict.fromkeys(network, 1 / size if size else 0.0)
    for _ in range(_ROUNDS):
        lost = sum(rank[id_] for id_ in network if not network.out_degree(id_))
        before, rank = rank, dict.fromkeys(network, (1 - _DAMPING + _DAMPING * lost) / size if size else 0.0)
        for id_ in network:
            for successor in network.successors(id_):
                rank[successor] += _DAMPING * before[id_] / network.out_degree(id_)
        if sum(abs(rank[id_] - before[id_]) for id_ in network) < _TOLERANCE:
            break
    return rank


MEASURES: Mapping[str, Callable[[networkx.DiGraph[str]], dict[str, float]]] = MappingProxyType(
    {
        "degree": _degree,
        "in-degree": _in_degree,
        "out-degree": _out_degree,
        "pagerank": _pagerank,
        "betweenness": _betweenness,
        "closeness": _closeness,
        "eigenvector": _eigenvector,
    }
)
"""By the name that the command line takes."""

"""Graph -> the things that matter most in it, by one measure."""

from __future__ import annotations

from collections.abc import Sequence

from graph.analysis.measures import MEASURES
from graph.analysis.ranking import rank
from graph.analysis.selection import Selection
from graph.entity import Entity
from graph.keep.reader import Graph

__all__ = ["MEASURES", "centrality"]


def centrality(
    graph: Graph,
    measure: str,
    *,
    top: int = 20,
    relations: Sequence[str] | None = None,
    types: Sequence[str] = (),
) -> list[tuple[Entity, float]]:
    """The `top` things of the greatest value (of constraint: the smallest), ties by id.

    The network has an edge between two things where at least one fact states one of `relations` (all but `mentions`,
    if none are given); things without such a fact are left out. `types` chooses which things are listed; the values
    come from the whole network. in-degree, out-degree and pagerank follow the direction of the facts (a symmetric
    relation counts both ways); the others take edges without direction. See graph.analysis.ranking.rank for more.

    Raises:
        UsageError: an unknown measure, relation or type.
        GraphError: eigenvector does not settle.
    """
    selection = Selection(None if relations is None else tuple(relations))
    ranking = rank(graph, measures=[measure], types=types, selection=selection, top=top)
    return [(row.entity, row.values[0]) for row in ranking.rows]

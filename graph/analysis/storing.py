"""Ranking -> values of every thing of its network, stored beside the graph, for GraphQL and exports."""

from __future__ import annotations

from collections.abc import Iterator

from graph.analysis.measures import Sample
from graph.analysis.ranking import Ranking
from graph.analysis.selection import Selection
from graph.keep.measures import Analysis, store_measures
from graph.keep.reader import Graph


def store_ranking(
    graph: Graph,
    ranking: Ranking,
    *,
    selection: Selection | None = None,
    projection: str = "",
    sample: int | None = None,
    seed: int = 0,
) -> list[Analysis]:
    """Store each measure and the communities of a ranking that was made with these choices; what is stored, in order.

    The same choices replace what they stored before; others stand beside it.

    Raises:
        GraphError: the folder cannot be written.
    """
    network = " ".join(_settings(selection or Selection(), projection))
    found = []
    for method, values in ranking.whole.items():
        how = _chances(ranking, method, sample, seed)
        notes = "; ".join(note for note in ranking.notes if method in note.split()[0] or f" by {method}," in note)
        settings = " ".join(part for part in (network, how) if part)
        found.append((Analysis(method, settings, notes, ranking.things, ranking.links), values))
    store_measures(graph, found)
    return [analysis for analysis, _ in found]


def _settings(selection: Selection, projection: str) -> Iterator[str]:
    """What differs from the network of all facts but mentions, each as name=value."""
    if projection:
        yield f"project={projection}"
    elif selection.relations is not None:
        yield f"relations={','.join(sorted(set(selection.relations)))}"
    if selection.within:
        yield f"within={','.join(sorted(set(selection.within)))}"
    if selection.confidence:
        yield f"confidence={selection.confidence:g}"
    if selection.since:
        yield f"since={selection.since}"
    if selection.until:
        yield f"until={selection.until}"


def _chances(ranking: Ranking, method: str, sample: int | None, seed: int) -> str:
    """What the result owes to chance: sample and seed of an estimate, seed of communities where it is not 0."""
    if method == "betweenness" and sample and Sample(sample).bound(ranking.things):
        return f"sample={sample} seed={seed}"
    return f"seed={seed}" if method == ranking.communities and seed else ""

"""Graph -> Ranking: things with their measures and communities, the greatest first, ties by id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from graph.analysis.communities import METHODS, find_communities, modularity
from graph.analysis.edges import Network, load_network
from graph.analysis.measures import LOW_FIRST, MEASURES, Engine, Sample, is_fast, measure_network
from graph.analysis.notebook import rows_as_html
from graph.analysis.selection import Selection, check_names
from graph.entity import Entity
from graph.keep.reader import Graph
from schema import load_ontology

Progress = Callable[[str], None]
"""Is told what is being computed."""
SHOWN = 20
"""Rows that a notebook shows."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One thing with what was measured."""

    entity: Entity
    values: tuple[float, ...]
    """One for each of Ranking.measures."""
    community: int
    """0 is the largest; -1 where none were asked for."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What came out, and from how much."""

    measures: tuple[str, ...]
    communities: str
    """Name of the method; empty where none was asked for."""
    rows: tuple[Ranked, ...]
    """By the first measure (by size of community, if there is none), then by id."""
    things: int
    """In the network, listed or not."""
    links: int
    """Pairs that are linked, either way."""
    notes: tuple[str, ...]
    """What has to be said with the figures."""
    whole: Mapping[str, Mapping[str, float]]
    """By measure, or by method of communities, the value of every thing of the network by its id, listed or not."""

    def _repr_html_(self) -> str:
        """What a notebook shows: the first rows, and what has to be said with them."""
        columns = ("name", "kind", *self.measures, *(["community"] if self.communities else []))
        rows = [[record[column] for column in columns] for record in islice(self.records(), SHOWN)]
        return rows_as_html(columns, rows, (f"{self.things} things, {self.links} links", *self.notes))

    def records(self) -> Iterator[dict[str, object]]:
        """Rows for tables: id, name, type, kind, the measures, community."""
        for row in self.rows:
            entity = row.entity
            record: dict[str, object] = {"id": entity.id, "name": entity.name, "type": entity.type, "kind": entity.kind}
            record.update(zip(self.measures, row.values, strict=True))
            yield record | ({"community": row.community} if self.communities else {})


def rank(
    graph: Graph,
    *,
    measures: Sequence[str] = ("pagerank",),
    communities: str = "",
    types: Sequence[str] = (),
    selection: Selection | None = None,
    projection: str = "",
    engine: Engine = "auto",
    sample: int | None = None,
    seed: int = 0,
    top: int | None = None,
    progress: Progress = lambda _: None,
) -> Ranking:
    """Measure the things of a graph.

    types: which things are listed; the values come from the whole network that `selection` and `projection` describe.
    sample: betweenness from the shortest paths of so many things; the notes then say its error.

    Raises:
        UsageError: an unknown measure, method, type, relation, projection or engine; a library that is missing.
        GraphError: eigenvector does not settle.
    """
    check_names("measure", measures, MEASURES)
    check_names("method", [communities] if communities else [], METHODS)
    check_names("type", types, load_ontology().things)
    progress("network")
    network = load_network(graph, selection or Selection(), projection=projection)
    is_fast(network, engine)
    columns = []
    for measure in measures:
        progress(measure)
        columns.append(
            measure_network(network, measure, engine=engine, sample=Sample(sample, seed) if sample else None)
        )
    if communities:
        progress(communities)
    labels = find_communities(network, communities, seed=seed) if communities else [-1] * len(network.ids)
    places = _ordered(network, measures, columns, labels, _listed(graph, types))[:top]
    entities = graph.entities([network.ids[place] for place in places])
    rows = tuple(
        Ranked(entity, tuple(column[place] for column in columns), labels[place])
        for place, entity in zip(places, entities, strict=True)
        if entity is not None
    )
    notes = tuple(_notes(network, measures, communities, labels, sample))
    whole = {name: dict(zip(network.ids, column, strict=True)) for name, column in zip(measures, columns, strict=True)}
    if communities:
        whole[communities] = dict(zip(network.ids, labels, strict=True))
    return Ranking(tuple(measures), communities, rows, len(network.ids), len(network.edges), notes, whole)


def _listed(graph: Graph, types: Sequence[str]) -> set[str] | None:
    return set(graph.entity_ids(types=types, limit=-1)) if types else None


def _ordered(
    network: Network,
    measures: Sequence[str],
    columns: Sequence[Sequence[float]],
    labels: Sequence[int],
    listed: set[str] | None,
) -> list[int]:
    """Places of what is listed; places are in the order of ids."""
    places = [place for place, id_ in enumerate(network.ids) if listed is None or id_ in listed]
    if not measures:
        return sorted(places, key=lambda place: (labels[place], place))
    sign = 1 if measures[0] in LOW_FIRST else -1
    return sorted(places, key=lambda place: (sign * columns[0][place], place))


def _notes(
    network: Network, measures: Sequence[str], communities: str, labels: Sequence[int], sample: int | None
) -> Iterator[str]:
    if "betweenness" in measures and sample and (error := Sample(sample).bound(len(network.ids))):
        yield (
            f"betweenness is estimated from the shortest paths of {sample} of {len(network.ids)} things: "
            f"with a probability of 90 % every value is within {error:.4f} of the exact one"
        )
    if LOW_FIRST & set(measures):
        yield "constraint: the smaller, the more a thing stands between others that are not linked"
    if communities and network.ids:
        quality = modularity(network, labels)
        yield f"{len(set(labels))} communities by {communities}, modularity {quality:.3f}"

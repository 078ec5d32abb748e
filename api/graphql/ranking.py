"""What matters most in a graph: things by a measure of centrality, worked out once for each graph."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated

import strawberry

from api.graphql.describe import resolver, value
from api.graphql.errors import limit_exceeded
from api.graphql.things import Entity, Info, present
from api.graphql.vocabulary import EntityType
from graph.keep.measures import Analysis, Score, ranked_scores, read_analyses
from graph.keep.reader import Graph

MOST_FACTS = 100_000
"""Of a graph that is measured while a client waits."""


@strawberry.enum(description="How far a thing matters in the network of all facts but mentions.")
class CentralityMeasure(Enum):
    """How far a thing matters."""

    DEGREE = value("degree", "Share of the other things that it is linked with.")
    IN_DEGREE = value("in-degree", "The same, as object only.")
    OUT_DEGREE = value("out-degree", "The same, as subject only.")
    PAGERANK = value("pagerank", "Linked to by things that are linked to themselves.")
    BETWEENNESS = value("betweenness", "Lies on shortest paths between others.")
    CLOSENESS = value("closeness", "Is near to all others.")
    EIGENVECTOR = value("eigenvector", "Linked with things that are linked with many.")
    CORENESS = value("coreness", "Lies in a part whose things are all linked with many of it.")


@strawberry.type(description="A thing with its value.")
class RankedEntity:
    """A thing with its value."""

    entity: Entity = strawberry.field(description="The thing.")
    value: float = strawberry.field(description="The value of the measure.")


@strawberry.type(description="The things that matter most.")
class Ranking:
    """The things that matter most."""

    things: int = strawberry.field(description="Things in the network, listed or not.")
    links: int = strawberry.field(description="Pairs of them that are linked.")
    nodes: list[RankedEntity] = strawberry.field(description="The greatest value first, ties by id.")
    stored: bool = strawberry.field(description="True where the values were stored by `zhimai analyze --store`.")
    remark: str = strawberry.field(description="What has to be said with the figures; may be empty.")


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that was measured, the greatest first."""

    things: int
    links: int
    values: tuple[tuple[str, str, float], ...]
    """(id, type, value)."""


@strawberry.type
class Rankings:
    """The fields of the root that rank things."""

    @resolver(
        "Things by centrality, the greatest first: as `zhimai analyze --store` stored it, else worked out when it is "
        "asked for the first time, for graphs of up to 100,000 facts."
    )
    async def centrality(
        self,
        info: Info,
        measure: Annotated[CentralityMeasure, strawberry.argument(description="What is measured.")] = (
            CentralityMeasure.PAGERANK
        ),
        types: Annotated[
            list[EntityType] | None,
            strawberry.argument(description="Only things of these classes; values are from the whole network."),
        ] = None,
        first: Annotated[int, strawberry.argument(description="How many at most; the limit is 100.")] = 20,
    ) -> Ranking:
        only = [] if types is None else [type_.value for type_ in types]
        stored = await info.context.ask(lambda graph: _stored(graph, measure.value, only, first))
        if stored is not None and types != []:
            nodes = present(await info.context.entities.load_many([score.entity for score in stored.scores]))
            ranked = _ranked(nodes, [score.value for score in stored.scores])
            about = stored.analysis
            return Ranking(things=about.things, links=about.links, nodes=ranked, stored=True, remark=about.notes)
        facts = (await info.context.stats()).facts
        if facts > MOST_FACTS:
            raise limit_exceeded(
                f"the graph has {facts} facts; centrality is worked out here for graphs of up to {MOST_FACTS}: "
                "zhimai analyze --store works it out beforehand"
            )
        found = await info.context.kept(f"centrality {measure.value}", lambda graph: measured(graph, measure.value))
        top = [(id_, number) for id_, type_, number in found.values if types is None or type_ in only][:first]
        nodes = present(await info.context.entities.load_many([id_ for id_, _ in top]))
        ranked = _ranked(nodes, [number for _, number in top])
        return Ranking(things=found.things, links=found.links, nodes=ranked, stored=False, remark="")


@dataclass(frozen=True, slots=True)
class Stored:
    """What was stored of a measure, the greatest first."""

    analysis: Analysis
    scores: list[Score]


def _stored(graph: Graph, measure: str, types: Sequence[str], limit: int) -> Stored | None:
    """The measure in the network of all facts but mentions, the exact one before an estimate; or None."""
    for analysis in sorted(read_analyses(graph), key=lambda one: one.settings):
        if analysis.method == measure and (not analysis.settings or analysis.settings.startswith("sample=")):
            return Stored(analysis, ranked_scores(graph, analysis, types=types, limit=limit))
    return None


def measured(graph: Graph, measure: str) -> Measured:
    """Measure every thing of a graph."""
    from graph.analysis.ranking import rank  # noqa: PLC0415 - networkx takes long to import

    ranking = rank(graph, measures=[measure])
    values = tuple((row.entity.id, row.entity.type, row.values[0]) for row in ranking.rows)
    return Measured(ranking.things, ranking.links, values)


def _ranked(nodes: Sequence[Entity], values: Sequence[float]) -> list[RankedEntity]:
    return [RankedEntity(entity=node, value=number) for node, number in zip(nodes, values, strict=True)]

"""What is drawn: neighbourhoods, subgraphs, paths, timelines and rankings, each in one flat answer."""

from collections.abc import Sequence
from enum import Enum
from typing import Annotated

import strawberry

from api.graphql.describe import resolver, value
from api.graphql.errors import bad_input
from api.graphql.filters import date, known_ids
from api.graphql.paging import Edge, PageInfo, page_info, read_cursor, write_cursor
from api.graphql.reads import Reads
from api.graphql.things import Entity, Fact, Info, present
from api.graphql.vocabulary import EntityType, Relation
from graph.keep import drawing

MOST_DEPTH = 3
LONGEST_PATH = 6


@strawberry.type(description="A line between two things of a drawing: a fact.")
class GraphEdge:
    """A line between two things."""

    fact: Fact = strawberry.field(description="The fact, with its words.")

    @resolver("Id of the fact.")
    def id(self) -> strawberry.ID:
        return self.fact.id()

    @resolver("Id of the thing that it starts from, the subject.")
    def source(self) -> strawberry.ID:
        return strawberry.ID(self.fact.record.subject)

    @resolver("Id of the thing that it leads to, the object.")
    def target(self) -> strawberry.ID:
        return strawberry.ID(self.fact.record.object)

    @resolver("How the source is related to the target.")
    def relation(self) -> Relation:
        return Relation(self.fact.record.relation)


@strawberry.type(description="Things and the facts between them, to be drawn.")
class Subgraph:
    """Things and the facts between them."""

    nodes: list[Entity] = strawberry.field(description="Things: those asked for first, then by distance.")
    edges: list[GraphEdge] = strawberry.field(
        description="Facts between these things, in the order of ids; at most three times as many as things."
    )
    truncated: bool = strawberry.field(
        description="True where things or facts were left out for a limit; Entity.relations and Entity.facts tell all."
    )


@strawberry.type(description="A way from one thing to another.")
class Path:
    """A way from one thing to another."""

    length: int = strawberry.field(description="Steps.")
    nodes: list[Entity] = strawberry.field(description="The things on the way, both ends included.")
    facts: list[Fact] = strawberry.field(description="One fact for each step; either end may be its subject.")


@strawberry.type(description="Ways between two things.")
class Paths:
    """Ways between two things."""

    paths: list[Path] = strawberry.field(description="The shortest first.")
    truncated: bool = strawberry.field(description="True where there may be more, left out for a limit.")


@strawberry.enum(description="How wide the parts of a timeline are.")
class TimelineBucket(Enum):
    """How wide the parts of a timeline are."""

    YEAR = value("YEAR", "Years: 2024.")
    MONTH = value("MONTH", "Months: 2024-05. What is known by its year alone counts as 2024.")
    DAY = value("DAY", "Days: 2024-05-18. What is known by its month alone counts as 2024-05.")


@strawberry.type(description="How many dated things and facts fall into a part of a timeline.")
class TimelineCount:
    """How many fall into a part of a timeline."""

    key: str = strawberry.field(description="The year, month or day.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="A thing or a fact that has a date.")
class Moment:
    """A thing or a fact that has a date."""

    date: str = strawberry.field(description="A year, a month, a day, or an interval with a slash.")
    thing: Entity | None = strawberry.field(description="The event, policy or document; null for a fact.")
    fact: Fact | None = strawberry.field(description="The fact with this date; null for a thing.")


@strawberry.type(description="Dated things and facts from the earliest on, with counts for a chart.")
class TimelineConnection:
    """Dated things and facts."""

    edges: list[Edge[Moment]] = strawberry.field(description="The moments of the page, each with its cursor.")
    nodes: list[Moment] = strawberry.field(description="The moments of the page.")
    page_info: PageInfo = strawberry.field(description="Where the page lies in the whole list.")
    where: strawberry.Private[drawing.TimelineWhere]
    width: strawberry.Private[drawing.Bucket]

    @resolver("How many moments there are in each part, in order; parts without any are left out.")
    async def buckets(self, info: Info) -> list[TimelineCount]:
        counts = await info.context.ask(lambda graph: drawing.count_moments(graph, self.where, self.width))
        return [TimelineCount(key=key, count=count) for key, count in counts]

    @resolver("How many moments there are.")
    async def total_count(self, info: Info) -> int:
        counts = await info.context.ask(lambda graph: drawing.count_moments(graph, self.where, self.width))
        return sum(count for _, count in counts)


@strawberry.input(description="Which dated things and facts are wanted: every condition given has to hold.")
class TimelineWhere:
    """Which dated things and facts are wanted."""

    about: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Ids or IRIs of things: what is dated about them, and dated things linked to them."
    )
    types: list[EntityType] | None = strawberry.field(
        default=None, description="Classes of the dated things; events and policies if left out."
    )
    relations: list[Relation] | None = strawberry.field(
        default=None, description="Relations of the dated facts; all but mentions if left out."
    )


async def subgraph(reads: Reads, found: drawing.Subgraph) -> Subgraph:
    """The things and facts of a drawing."""
    nodes = present(await reads.entities.load_many(list(found.nodes)))
    return Subgraph(
        nodes=nodes, edges=[GraphEdge(fact=Fact(record=edge)) for edge in found.edges], truncated=found.truncated
    )


OnlyRelations = Annotated[
    list[Relation] | None, strawberry.argument(description="Only these relations; all but mentions if left out.")
]
OnlyTypes = Annotated[list[EntityType] | None, strawberry.argument(description="Only things of these classes.")]


@strawberry.type
class Drawing:
    """The fields of the root that give something to draw."""

    @resolver(
        "What lies around things, in one flat answer: near things first, then those of more links and facts. "
        "Of a thing of very many facts, 60 of each relation are followed."
    )
    async def neighbourhood(  # noqa: PLR0917 - GraphQL names the arguments of a call
        self,
        info: Info,
        of: Annotated[list[strawberry.ID], strawberry.argument(description="Ids or IRIs of things.")],
        depth: Annotated[int, strawberry.argument(description="Steps, 1 to 3.")] = 1,
        relations: OnlyRelations = None,
        types: OnlyTypes = None,
        max_nodes: Annotated[int, strawberry.argument(description="Things at most; the limit is 300.")] = 50,
    ) -> Subgraph:
        if not 1 <= depth <= MOST_DEPTH:
            raise bad_input(f"neighbourhood(depth: {depth}): right is a number from 1 to {MOST_DEPTH}")
        ids = known_ids(of, info.context.path, "of") or []
        found = await info.context.ask(
            lambda graph: drawing.find_neighbourhood(
                graph, ids, depth=depth, most=max_nodes, relations=_values(relations), types=_values(types)
            )
        )
        return await subgraph(info.context, found)

    @resolver("These things and the facts between them, in one flat answer; ids of nothing are left out.")
    async def subgraph(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description="Ids or IRIs of things; at most 100.")],
        relations: OnlyRelations = None,
    ) -> Subgraph:
        wanted = [info.context.path(id_) for id_ in ids]
        found = await info.context.ask(lambda graph: drawing.find_subgraph(graph, wanted, relations=_values(relations)))
        return await subgraph(info.context, found)

    @resolver("Ways from one thing to another over facts in either direction, no thing twice, the shortest first.")
    async def paths(  # noqa: PLR0917 - GraphQL names the arguments of a call
        self,
        info: Info,
        start: Annotated[strawberry.ID, strawberry.argument(name="from", description="Id or IRI of a thing.")],
        end: Annotated[strawberry.ID, strawberry.argument(name="to", description="Id or IRI of another thing.")],
        max_length: Annotated[int, strawberry.argument(description="Steps at most, 1 to 6.")] = 4,
        relations: OnlyRelations = None,
        first: Annotated[int, strawberry.argument(description="Ways at most; the limit is 100.")] = 5,
    ) -> Paths:
        if not 1 <= max_length <= LONGEST_PATH:
            raise bad_input(f"paths(maxLength: {max_length}): right is a number from 1 to {LONGEST_PATH}")
        ends = [await info.context.known(id_) for id_ in (start, end)]
        found, truncated = await info.context.ask(
            lambda graph: drawing.find_paths(graph, *ends, length=max_length, limit=first, relations=_values(relations))
        )
        return Paths(paths=[await _path(info.context, path) for path in found], truncated=truncated)

    @resolver("Dated things and facts from the earliest on, with counts for a chart.")
    async def timeline(  # noqa: PLR0917 - GraphQL names the arguments of a call
        self,
        info: Info,
        where: Annotated[TimelineWhere | None, strawberry.argument(description="Conditions.")] = None,
        start: Annotated[
            str | None, strawberry.argument(name="from", description="Then or later: 2024, 2024-05, 2024-05-18.")
        ] = None,
        end: Annotated[
            str | None, strawberry.argument(name="to", description="Then or earlier; 2024 is to its end.")
        ] = None,
        bucket: Annotated[TimelineBucket, strawberry.argument(description="What is counted together.")] = (
            TimelineBucket.MONTH
        ),
        first: Annotated[int, strawberry.argument(description="How many at most; the limit is 100.")] = 20,
        after: Annotated[str | None, strawberry.argument(description="Start behind this cursor.")] = None,
    ) -> TimelineConnection:
        where = where or TimelineWhere()
        conditions = drawing.TimelineWhere(
            about=known_ids(where.about, info.context.path, "about"),
            types=_values(where.types) or ("Event", "Policy"),
            relations=_values(where.relations),
            since=date(start, "from"),
            until=date(end, "to"),
        )
        position = read_cursor("timeline", after)
        found = await info.context.ask(
            lambda graph: drawing.find_moments(graph, conditions, after=position, limit=first + 1)
        )
        cursors = [write_cursor("timeline", place) for _, place in found[:first]]
        nodes = await _moments(info.context, [moment for moment, _ in found[:first]])
        return TimelineConnection(
            edges=[Edge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
            nodes=nodes,
            page_info=page_info(cursors, more=len(found) > first, after=after),
            where=conditions,
            width=drawing.Bucket[bucket.value],
        )


async def _path(reads: Reads, path: drawing.Path) -> Path:
    nodes = present(await reads.entities.load_many(list(path.nodes)))
    return Path(length=len(path.facts), nodes=nodes, facts=[Fact(record=record) for record in path.facts])


async def _moments(reads: Reads, moments: Sequence[drawing.Moment]) -> list[Moment]:
    things = iter(present(await reads.entities.load_many([moment.thing for moment in moments if moment.thing])))
    ids = [moment.fact for moment in moments if moment.fact]
    facts = iter(await reads.ask(lambda graph: graph.facts_by_id(ids)) if ids else [])
    shown = []
    for moment in moments:
        record = None if moment.thing else next(facts)
        shown.append(
            Moment(
                date=moment.date,
                thing=next(things) if moment.thing else None,
                fact=Fact(record=record) if record else None,
            )
        )
    return shown


def _values(members: Sequence[Enum] | None) -> list[str] | None:
    return None if members is None else [member.value for member in members]

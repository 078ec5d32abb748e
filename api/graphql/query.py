"""The root of the GraphQL schema, and the schema itself."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Annotated, Any

import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLSchema
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from api.graphql.describe import resolver
from api.graphql.drawing import Drawing
from api.graphql.errors import bad_input
from api.graphql.filters import (
    EntityOrder,
    EntityWhere,
    FactOrder,
    FactWhere,
    IndicatorWhere,
    entity_where,
    fact_where,
    indicator_where,
    words,
)
from api.graphql.found import SearchConnection, find
from api.graphql.paging import After, Connection, First, connection, cursor_key
from api.graphql.ranking import Rankings
from api.graphql.reads import Reads
from api.graphql.stats import Stats, stats_of
from api.graphql.subscription import Subscription
from api.graphql.things import TYPES, Entity, Fact, Indicator, Info, Node, find_facts, thing
from api.graphql.vocabulary import EntityType, Relation
from graph.keep import finding

ThingId = Annotated[strawberry.ID | None, strawberry.argument(description="Id or IRI of a thing: person/刘桂平.")]

Where = Annotated[EntityWhere | None, strawberry.argument(description="Conditions.")]
By = Annotated[EntityOrder | None, strawberry.argument(description="The order.")]


@strawberry.type(description="Where every query starts.")
class Query(Drawing, Rankings):
    """Where every query starts."""

    @resolver("The thing, fact or indicator of an id or IRI; null where there is none.")
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Id or IRI: person/刘桂平, fact/5f1c….")],
    ) -> Node | None:
        key = info.context.path(id)
        if key.startswith(("fact/", "indicator/")):
            return (await _nodes(info.context, [id]))[0]
        found = await info.context.entities.load(key)
        return found and thing(found)

    @resolver("The same for many ids, in the order given; null for each that there is not.")
    async def nodes(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description="Ids or IRIs; at most 100.")],
    ) -> list[Node | None]:
        return await _nodes(info.context, ids)

    @resolver(
        "The thing of exactly this name or alias; null where there is none. A canonical name goes before "
        "an alias; where several things are left, the error lists their ids."
    )
    async def entity(
        self,
        info: Info,
        name: Annotated[str, strawberry.argument(description="Name, in full: 南开大学.")],
        type: Annotated[EntityType | None, strawberry.argument(description="Only things of this class.")] = None,
    ) -> Entity | None:
        words(name, "name")
        found = await info.context.ask(lambda graph: graph.named(name))
        found = [record for record in found if type is None or record.type == type.value]
        found = [record for record in found if record.name == name] or found
        if len(found) > 1:
            ids = ", ".join(record.id for record in found[:10])
            raise bad_input(f"{len(found)} things are named {name!r}; ask node(id:) for one of {ids}")
        return thing(found[0]) if found else None

    @resolver(
        "Things with a name that holds the words, one character or more, or that begins with this pinyin or these "
        "initials; traditional characters find simplified ones. Equal names first, then names that begin so, then the "
        "others, pinyin last; canonical names before aliases; among these the thing with more facts."
    )
    async def search(  # noqa: PLR0917 - GraphQL names the arguments of a call
        self,
        info: Info,
        query: Annotated[str, strawberry.argument(description="Part of a name, or pinyin: 天开, tk, tiankai.")],
        types: Annotated[
            list[EntityType] | None, strawberry.argument(description="Only things of these classes.")
        ] = None,
        where: Where = None,
        order_by: By = None,
        first: First = 20,
        after: After = None,
    ) -> SearchConnection:
        conditions = entity_where(where, info.context.path, text=query)
        if types is not None:
            wanted = [type_.value for type_ in types]
            both = wanted if conditions.types is None else [name for name in wanted if name in conditions.types]
            conditions = replace(conditions, types=both)
        return await find(info.context, conditions, order_by, first, after)

    @resolver("Things that meet every condition given; in the order of ids, where no other is asked.")
    async def entities(
        self, info: Info, where: Where = None, order_by: By = None, first: First = 20, after: After = None
    ) -> SearchConnection:
        conditions = entity_where(where, info.context.path)
        return await find(info.context, conditions, order_by, first, after)

    @resolver("Facts that meet every condition given; in the order of ids, where no other is asked; mentions included.")
    async def facts(  # noqa: PLR0917 - GraphQL names the arguments of a call
        self,
        info: Info,
        subject: ThingId = None,
        relation: Annotated[Relation | None, strawberry.argument(description="Only facts of this relation.")] = None,
        object: ThingId = None,
        where: Annotated[FactWhere | None, strawberry.argument(description="More conditions.")] = None,
        order_by: Annotated[FactOrder | None, strawberry.argument(description="The order.")] = None,
        first: First = 20,
        after: After = None,
    ) -> Connection[Fact]:
        conditions = fact_where(where, info.context.path)
        if subject is not None:
            conditions = replace(conditions, subjects=await _known(info.context, subject))
        if object is not None:
            conditions = replace(conditions, objects=await _known(info.context, object))
        if relation is not None:
            conditions = replace(conditions, relations=[relation.value])
        return await find_facts(info.context, conditions, order_by, first, after)

    @resolver("Measured numbers that meet every condition given, in the order of ids.")
    async def indicators(
        self,
        info: Info,
        about: ThingId = None,
        where: Annotated[IndicatorWhere | None, strawberry.argument(description="More conditions.")] = None,
        first: First = 20,
        after: After = None,
    ) -> Connection[Indicator]:
        key = cursor_key(after, "indicator")
        conditions = indicator_where(where, info.context.path)
        if about is not None:
            conditions = replace(conditions, about=await _known(info.context, about))
        ask = info.context.ask
        found = await ask(lambda graph: finding.find_indicators(graph, conditions, after=key, limit=first + 1))
        page = [Indicator(record=record) for record in found]
        return connection(
            page,
            first,
            cursor=lambda _, indicator: indicator.key(),
            after=after,
            count=lambda: ask(lambda graph: finding.count_indicators(graph, conditions)),
        )

    @resolver("How much the graph holds.")
    async def stats(self, info: Info) -> Stats:
        return await stats_of(info.context)


class Prepared(SchemaExtension):
    """The execution takes the document that was parsed and validated before, with what the limits said of it."""

    def on_parse(self) -> Iterator[None]:
        self.execution_context.graphql_document = self.execution_context.root_value
        yield

    def on_validate(self) -> Iterator[None]:
        self.execution_context.pre_execution_errors = []
        yield


class Schema(strawberry.Schema):
    """The schema of the API. Errors are logged where they are answered."""

    @property
    def core(self) -> GraphQLSchema:
        """The schema as graphql-core has it."""
        return self._schema  # the way that strawberry's own integrations take to it

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing here."""

    async def answer(
        self, document: DocumentNode, variables: dict[str, Any], operation: str | None, reads: Reads
    ) -> Any:
        """Execute a document that is valid; gives data and errors."""
        return await self.execute("-", variables, reads, document, operation)


@cache
def make_schema() -> Schema:
    """The schema; made once, in about 50 ms."""
    return Schema(
        Query,
        subscription=Subscription,
        types=list(TYPES.values()),
        extensions=[Prepared],
        config=StrawberryConfig(relay_max_results=100),
    )


async def _nodes(reads: Reads, ids: list[strawberry.ID]) -> list[Node | None]:
    keys = [reads.path(str(id_)) for id_ in ids]
    facts = [key.removeprefix("fact/") for key in keys if key.startswith("fact/")]
    indicators = [key.removeprefix("indicator/") for key in keys if key.startswith("indicator/")]
    found: dict[str, Node] = {}
    if facts:
        for record in await reads.ask(lambda graph: graph.facts_by_id(facts)):
            if record is not None:
                found[f"fact/{record.id}"] = Fact(record=record)
    if indicators:
        for measured in await reads.ask(lambda graph: graph.indicators(ids=indicators)):
            found[f"indicator/{measured.id}"] = Indicator(record=measured)
    for known in await reads.entities.load_many(keys):
        if known is not None:
            found[known.id] = thing(known)
    return [found.get(key) for key in keys]


async def _known(reads: Reads, id_: strawberry.ID | None) -> list[str] | None:
    """The path of an id that has to be there; None where no id is given."""
    return None if id_ is None else [await reads.known(str(id_))]

"""The root of the GraphQL schema, and the schema itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any
from urllib.parse import unquote

import strawberry
from graphql import DocumentNode, GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from api.graphql.describe import resolver
from api.graphql.errors import bad_input, limit_exceeded, not_found
from api.graphql.paging import After, Connection, First, connection
from api.graphql.reads import Reads
from api.graphql.stats import Stats, stats_of
from api.graphql.things import (
    TYPES,
    Entity,
    Fact,
    Indicator,
    Info,
    Node,
    cursor_key,
    fact_key,
    fact_page,
    present,
    thing,
)
from api.graphql.vocabulary import EntityType, Relation

LONGEST_NAME = 200
"""Characters of a name or of a search."""
LAST_PLACE = 1000
"""So many things can be found by one search, page by page."""

ThingId = Annotated[strawberry.ID | None, strawberry.argument(description="Id or IRI of a thing: person/刘桂平.")]


@strawberry.type(description="Where every query starts.")
class Query:
    """Where every query starts."""

    @resolver("The thing, fact or indicator of an id or IRI; null where there is none.")
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Id or IRI: person/刘桂平, fact/5f1c….")],
    ) -> Node | None:
        [found] = await _nodes(info.context, [id])
        return found

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
        _check_length(name, "name")
        found = await info.context.ask(lambda graph: graph.named(name))
        found = [record for record in found if type is None or record.type == type.value]
        found = [record for record in found if record.name == name] or found
        if len(found) > 1:
            ids = ", ".join(record.id for record in found[:10])
            raise bad_input(f"{len(found)} things are named {name!r}; ask node(id:) for one of {ids}")
        return thing(found[0]) if found else None

    @resolver(
        "Things with a name that holds the words, one character or more: equal names first, then names "
        "that begin so, then the others; among these the thing with more facts."
    )
    async def search(
        self,
        info: Info,
        query: Annotated[str, strawberry.argument(description="Part of a name: 天开.")],
        types: Annotated[
            list[EntityType] | None, strawberry.argument(description="Only things of these classes.")
        ] = None,
        first: First = 20,
        after: After = None,
    ) -> Connection[Entity]:
        _check_length(query, "query")
        only = [type_.value for type_ in types or ()]
        start = _place(after)
        limit = min(start + first + 1, LAST_PLACE)
        found = await info.context.ask(lambda graph: graph.search(query, types=only, limit=limit))
        page = present(list(found[start:]))
        return connection(page, first, cursor=lambda place, _: f"search/{start + place + 1}", after=after)

    @resolver("Facts that meet every condition given, in the order of ids; mentions included.")
    async def facts(  # noqa: PLR0917 - GraphQL names the arguments of a call
        self,
        info: Info,
        subject: ThingId = None,
        relation: Annotated[Relation | None, strawberry.argument(description="Only facts of this relation.")] = None,
        object: ThingId = None,
        first: First = 20,
        after: After = None,
    ) -> Connection[Fact]:
        key = fact_key(after)
        subjects = await _known(info.context, subject)
        objects = await _known(info.context, object)
        relations = [relation.value] if relation else None
        found = await info.context.ask(
            lambda graph: graph.facts(
                subjects=subjects, relations=relations, objects=objects, after=key, limit=first + 1
            )
        )
        return fact_page(found, first, after)

    @resolver("Measured numbers, in the order of ids.")
    async def indicators(
        self, info: Info, about: ThingId = None, first: First = 20, after: After = None
    ) -> Connection[Indicator]:
        key = cursor_key(after, "indicator")
        known = await _known(info.context, about)
        found = await info.context.indicators(known[0] if known else None, after=key, limit=first + 1)
        page = [Indicator(record=record) for record in found]
        return connection(page, first, cursor=lambda _, indicator: indicator.key(), after=after)

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
        types=list(TYPES.values()),
        extensions=[Prepared],
        config=StrawberryConfig(relay_max_results=100),
    )


async def _nodes(reads: Reads, ids: list[strawberry.ID]) -> list[Node | None]:
    keys = [_path(reads, str(id_)) for id_ in ids]
    facts = [key.removeprefix("fact/") for key in keys if key.startswith("fact/")]
    indicators = [key.removeprefix("indicator/") for key in keys if key.startswith("indicator/")]
    found: dict[str, Node] = {}
    if facts:
        for record in await reads.ask(lambda graph: graph.facts_by_id(facts)):
            if record is not None:
                found[f"fact/{record.id}"] = Fact(record=record)
    if indicators:
        for measured in await reads.ask(lambda graph: graph.indicators()):
            if measured.id in indicators:
                found[f"indicator/{measured.id}"] = Indicator(record=measured)
    for known in await reads.entities.load_many(keys):
        if known is not None:
            found[known.id] = thing(known)
    return [found.get(key) for key in keys]


async def _known(reads: Reads, id_: strawberry.ID | None) -> list[str] | None:
    """The path of an id that has to be there; None where no id is given."""
    if id_ is None:
        return None
    key = _path(reads, str(id_))
    if await reads.entities.load(key) is None:
        raise not_found(f"no thing of this graph has the id {str(id_)!r}; search(query:) finds ids by name")
    return [key]


def _path(reads: Reads, id_: str) -> str:
    """The id below the base of an IRI; any other id as it is."""
    return unquote(id_.removeprefix(reads.base)) if id_.startswith(reads.base) else id_


def _place(after: str | None) -> int:
    key = cursor_key(after, "search") or "0"
    if not key.isdecimal() or not key.isascii() or int(key) > LAST_PLACE:
        raise bad_input(f"after: {after!r} is no cursor of this list; take endCursor of the page before")
    return int(key)


def _check_length(text: str, argument: str) -> None:
    if len(text) > LONGEST_NAME:
        raise limit_exceeded(f"{argument}: has {len(text)} characters; the limit is {LONGEST_NAME}")

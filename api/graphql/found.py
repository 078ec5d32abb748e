"""Things that were searched for: a page of them with the places where their names match, counts and facets."""

from collections.abc import Sequence
from enum import Enum
from typing import Annotated

import strawberry

from api.graphql.describe import resolver, value
from api.graphql.filters import Direction, EntityOrder, EntityOrderField
from api.graphql.paging import PageInfo, page_info, read_cursor, write_cursor
from api.graphql.reads import Reads
from api.graphql.things import Entity, Info, thing
from graph import entity
from graph.keep import finding
from graph.keep.matching import find_key, search_keys
from schema import load_ontology


@strawberry.enum(description="What things can be counted by.")
class FacetField(Enum):
    """What things can be counted by."""

    TYPE = value("TYPE", "Top class.")
    KIND = value("KIND", "Most specific class.")
    RELATION = value("RELATION", "Relations of which they have facts.")
    YEAR = value("YEAR", "Year of an event, policy or document.")


@strawberry.type(description="How many of the things found share a value.")
class Bucket:
    """How many share a value."""

    key: str = strawberry.field(description="The value: Person, holdsPost, 2024.")
    label: str = strawberry.field(description="The value in Chinese, where the ontology has it.")
    count: int = strawberry.field(description="How many of the things found have it.")


@strawberry.type(description="The things found, counted by one field.")
class FacetCounts:
    """The things found, counted by one field."""

    field: FacetField = strawberry.field(description="What they are counted by.")
    buckets: list[Bucket] = strawberry.field(description="Values, the most frequent first.")


@strawberry.type(description="A name that matches what was searched for, and where.")
class Highlight:
    """A name that matches."""

    name: str = strawberry.field(description="The name or alias; the English label is one too.")
    start: int = strawberry.field(description="Where the match starts, in code points.")
    end: int = strawberry.field(description="Where it ends, exclusive. A match by pinyin is the whole name.")


@strawberry.type(description="A thing that was found, with its cursor.")
class SearchEdge:
    """A thing that was found."""

    cursor: str = strawberry.field(description="Give this as `after` to go on behind the thing.")
    node: Entity = strawberry.field(description="The thing.")
    record: strawberry.Private[entity.Entity]
    text: strawberry.Private[str | None]

    @resolver("Its names that match the search, and where; empty where nothing was searched for.")
    async def highlights(self, info: Info) -> list[Highlight]:
        if not self.text:
            return []
        aliases = await info.context.aliases.load(self.record.id)
        english = [self.record.english] if self.record.english else []
        return highlights([self.record.name, *aliases, *english], self.text)


AllFields = Annotated[
    list[FacetField] | None, strawberry.argument(description="What to count by; all fields if left out.")
]
MostBuckets = Annotated[int, strawberry.argument(description="Values of each field at most; the limit is 100.")]


@strawberry.type(description="One page of the things found.")
class SearchConnection:
    """One page of the things found."""

    edges: list[SearchEdge] = strawberry.field(description="The things of the page, each with its cursor.")
    nodes: list[Entity] = strawberry.field(description="The things of the page.")
    page_info: PageInfo = strawberry.field(description="Where the page lies in the whole list.")
    where: strawberry.Private[finding.EntityWhere]

    @resolver("How many things were found.")
    async def total_count(self, info: Info) -> int:
        return await info.context.ask(lambda graph: finding.count_entities(graph, self.where))

    @resolver("The things found, whatever page, counted by what they have in common.")
    async def facets(self, info: Info, fields: AllFields = None, first: MostBuckets = 10) -> list[FacetCounts]:
        found = []
        for field in dict.fromkeys(FacetField if fields is None else fields):
            facet = finding.Facet[field.value]
            counts = await info.context.ask(
                lambda graph, facet=facet: finding.count_by(graph, self.where, facet, limit=first)  # type: ignore[misc]  # a lambda's default
            )
            found.append(FacetCounts(field=field, buckets=[_bucket(key, count) for key, count in counts]))
        return found


async def find(
    reads: Reads, where: finding.EntityWhere, order: EntityOrder | None, first: int, after: str | None
) -> SearchConnection:
    """A page of things; searches go by relevance where nothing else is asked, all else by id."""
    usual = EntityOrderField.ID if where.text is None else EntityOrderField.RELEVANCE
    field, direction = (order.field, order.direction) if order else (usual, Direction.ASC)
    name = f"{field.value} {direction.value}"
    position = read_cursor(name, after)
    found = await reads.ask(
        lambda graph: finding.find_entities(
            graph,
            where,
            order=finding.EntityOrder[field.value],
            descending=direction is Direction.DESC,
            after=position,
            limit=first + 1,
        )
    )
    edges = [
        SearchEdge(cursor=write_cursor(name, place), node=thing(record), record=record, text=where.text)
        for record, place in found[:first]
    ]
    return SearchConnection(
        edges=edges,
        nodes=[edge.node for edge in edges],
        page_info=page_info([edge.cursor for edge in edges], more=len(found) > first, after=after),
        where=where,
    )


def highlights(names: Sequence[str], text: str) -> list[Highlight]:
    """The names of a thing that match words; its first name as a whole where none of them does: it was pinyin."""
    keys = search_keys(text)
    spans = [(name, find_key(name, keys)) for name in names]
    shown = [Highlight(name=name, start=span[0], end=span[1]) for name, span in spans if span]
    return shown or [Highlight(name=names[0], start=0, end=len(names[0]))]


def _bucket(key: str, count: int) -> Bucket:
    ontology = load_ontology()
    term = ontology.classes.get(key) or ontology.relations.get(key)
    return Bucket(key=key, label=term.labels["zh"] if term else key, count=count)

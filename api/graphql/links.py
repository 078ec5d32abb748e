"""Links of a thing under names of their own (posts, speakers, builders), a page for many things in one read."""

from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar, cast

import strawberry

from api.graphql import shown
from api.graphql.describe import resolver
from api.graphql.paging import Connection, Count, PageInfo, connection, cursor_key, page_info
from api.graphql.reads import Reads
from api.graphql.vocabulary import Relation as RelationName
from graph import entity
from graph.keep.finding import Direction, Links

if TYPE_CHECKING:
    from api.graphql.things import Entity, Event, Fact, Person

Info = strawberry.Info[Reads, None]
_T = TypeVar("_T")
_THINGS = strawberry.lazy("api.graphql.things")
AnEntity = Annotated["Entity", _THINGS]
AnEvent = Annotated["Event", _THINGS]
AFact = Annotated["Fact", _THINGS]
APerson = Annotated["Person", _THINGS]


@strawberry.type(description="A post that a person holds or held at a body or park.")
class Post:
    """A post."""

    record: strawberry.Private[entity.Fact]

    @resolver("The words of the post: 校长; null where there are none.")
    def title(self) -> str | None:
        return self.record.qualifiers.get("title")

    @resolver("True where the words say that the post is past.")
    def former(self) -> bool:
        return self.record.qualifiers.get("former") == "true"

    @resolver("Who holds it.")
    def person(self, info: Info) -> APerson:
        return cast("Person", info.context.thing(self.record.subject))

    @resolver("The body or park.")
    def organization(self, info: Info) -> AnEntity:
        return cast("Entity", info.context.thing(self.record.object))

    @resolver("The fact that says so, with its words.")
    def fact(self) -> AFact:
        return cast("Fact", shown.fact(self.record))


@strawberry.type(description="A part that a person or body takes in an event.")
class Participation:
    """A part in an event."""

    record: strawberry.Private[entity.Fact]

    @resolver("How: SPOKE_AT, MODERATED, ATTENDED.")
    def relation(self) -> RelationName:
        return RelationName(self.record.relation)

    @resolver("The part in words: 致辞; null where the text does not say.")
    def role(self) -> str | None:
        return self.record.qualifiers.get("role")

    @resolver("Who, where it is a person; null for a body.")
    async def person(self, info: Info) -> APerson | None:
        record = await info.context.entities.load(self.record.subject)
        return cast("Person", shown.thing(record)) if record and record.type == "Person" else None

    @resolver("Who, person or body.")
    def participant(self, info: Info) -> AnEntity:
        return cast("Entity", info.context.thing(self.record.subject))

    @resolver("The event.")
    def event(self, info: Info) -> AnEvent:
        return cast("Event", info.context.thing(self.record.object))

    @resolver("The fact that says so, with its words.")
    def fact(self) -> AFact:
        return cast("Fact", shown.fact(self.record))


@strawberry.type(description="A thing at the other end of a fact, and the fact.")
class LinkEdge(Generic[_T]):
    """A thing at the other end of a fact."""

    cursor: str = strawberry.field(description="Give this as `after` to go on behind the thing.")
    node: _T = strawberry.field(description="The thing.")
    fact: AFact = strawberry.field(description="The fact that links to it, with its words.")


@strawberry.type(description="One page of the things that facts lead to: one for each fact.")
class LinkConnection(Generic[_T]):
    """One page of the things that facts lead to."""

    edges: list[LinkEdge[_T]] = strawberry.field(description="The things of the page, each with its fact.")
    nodes: list[_T] = strawberry.field(description="The things of the page.")
    page_info: PageInfo = strawberry.field(description="Where the page lies in the whole list.")
    count: strawberry.Private[Count]

    @resolver("How many facts the whole list has.")
    async def total_count(self) -> int:
        return await self.count()


POSTS_HELD = Links(("holdsPost",), Direction.SUBJECT)
POSTS_AT = Links(("holdsPost",), Direction.OBJECT)
PARTS_TAKEN = Links(("attended", "moderated", "spokeAt"), Direction.SUBJECT, ("Event",))
SPEAKERS = Links(("spokeAt",), Direction.OBJECT)
PARTICIPANTS = Links(("attended", "moderated", "spokeAt"), Direction.OBJECT)
WORKS = Links(("authored", "published"), Direction.SUBJECT, ("Document",))
AUTHORS = Links(("authored",), Direction.OBJECT)
PARKS = Links(("coBuilt", "established", "investedIn", "locatedIn"), Direction.SUBJECT, ("Park",))
EVENTS = Links(("attended", "coOrganized", "hosted", "undertook"), Direction.SUBJECT, ("Event",))
EVENTS_AT = Links(("heldAt",), Direction.OBJECT, ("Event",))
POLICIES = Links(("issued",), Direction.SUBJECT, ("Policy",))
ISSUERS = Links(("issued",), Direction.OBJECT, ("Organization",))
BUILDERS = Links(("coBuilt", "established"), Direction.OBJECT)
RESIDENTS = Links(("locatedIn",), Direction.OBJECT)
LOCATIONS = Links(("locatedIn",), Direction.SUBJECT)
VENUES = Links(("heldAt",), Direction.SUBJECT)
HOSTS = Links(("coOrganized", "hosted", "undertook"), Direction.OBJECT)
PARTS = Links(("partOf",), Direction.OBJECT)
WHOLES = Links(("partOf",), Direction.SUBJECT)


async def posts(info: Info, id_: str, links: Links, first: int, after: str | None) -> Connection[Post]:
    """A page of posts."""
    found = await _facts(info, id_, links, first, after)
    nodes = [Post(record=record) for record in found]
    return connection(nodes, first, cursor=_cursor, after=after, count=_count(info, id_, links))


async def parts_taken(info: Info, id_: str, links: Links, first: int, after: str | None) -> Connection[Participation]:
    """A page of parts taken in events."""
    found = await _facts(info, id_, links, first, after)
    nodes = [Participation(record=record) for record in found]
    return connection(nodes, first, cursor=_cursor, after=after, count=_count(info, id_, links))


async def linked(info: Info, id_: str, links: Links, first: int, after: str | None) -> LinkConnection[Any]:
    """A page of the things at the other ends."""
    found = await _facts(info, id_, links, first, after)
    page = found[:first]
    ids = [getattr(record, links.direction.other) for record in page]
    nodes = [shown.thing(record) for record in await info.context.entities.load_many(ids)]
    edges = [
        LinkEdge(cursor=f"fact/{record.id}", node=node, fact=shown.fact(record))
        for record, node in zip(page, nodes, strict=True)
    ]
    where = page_info([edge.cursor for edge in edges], more=len(found) > first, after=after)
    return LinkConnection(edges=edges, nodes=nodes, page_info=where, count=_count(info, id_, links))


async def _facts(info: Info, id_: str, links: Links, first: int, after: str | None) -> list[entity.Fact]:
    return await info.context.links(id_, links, after=cursor_key(after, "fact"), limit=first + 1)


def _cursor(_: int, node: Post | Participation) -> str:
    return f"fact/{node.record.id}"


def _count(info: Info, id_: str, links: Links) -> Count:
    return lambda: info.context.link_counts(id_, links)

"""What happens to the graph, told to whoever subscribes: it is written anew, it is served, it cannot be read."""

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from enum import Enum

import strawberry

from api.graphql.describe import stream, value


@strawberry.enum(description="What has happened to the graph.")
class GraphEventKind(Enum):
    """What has happened to the graph."""

    SERVED = value("SERVED", "Nothing yet: the first event says which graph is served.")
    BUILDING = value("BUILDING", "A build has read its documents and writes a graph.")
    RELOADED = value("RELOADED", "The graph that a build has written is served from now on.")
    FAILED = value("FAILED", "The new file cannot be read; the graph from before is served on.")


@strawberry.type(description="Something that has happened to the graph.")
class GraphEvent:
    """Something that has happened to the graph."""

    kind: GraphEventKind = strawberry.field(description="What has happened.")
    hash: str = strawberry.field(description="Hash of the graph that is served now: other answers have another hash.")


@dataclass(frozen=True, slots=True)
class Watched:
    """What a subscription is about."""

    events: AsyncIterator[GraphEvent]


@strawberry.type(description="What a client can be told of as it happens, as server-sent events.")
class Subscription:
    """What a client can be told of as it happens."""

    @stream("What happens to the graph; the first event comes at once.")
    async def graph_events(self, info: strawberry.Info[Watched, None]) -> AsyncGenerator[GraphEvent, None]:
        async for event in info.context.events:
            yield event

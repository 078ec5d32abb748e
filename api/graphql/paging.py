"""Connections in the manner of Relay: pages of things, with a cursor that the next page starts behind."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Generic, TypeVar

import orjson
import strawberry

from api.graphql.describe import resolver
from api.graphql.errors import ApiError, bad_input
from graph.keep.finding import Position

_T = TypeVar("_T")
LARGEST = 2**62
"""Number in a cursor, so that the database can hold it."""
Count = Callable[[], Awaitable[int]]
"""Counts a whole list; called only where a query asks for it."""

First = Annotated[int, strawberry.argument(description="How many at most; the limit is 100.")]
After = Annotated[
    str | None, strawberry.argument(description="Start behind this cursor: endCursor of the page before, for instance.")
]


@strawberry.type(description="Where a page lies in the whole list.")
class PageInfo:
    """Where a page lies in the whole list."""

    has_next_page: bool = strawberry.field(description="True where more follow behind endCursor.")
    has_previous_page: bool = strawberry.field(description="True where the page was asked for with `after`.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first thing; null on an empty page.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last thing; null on an empty page.")


@strawberry.type(description="A thing on a page, with its cursor.")
class Edge(Generic[_T]):
    """A thing on a page, with its cursor."""

    cursor: str = strawberry.field(description="Give this as `after` to go on behind the thing.")
    node: _T = strawberry.field(description="The thing.")


@strawberry.type(description="One page of a list.")
class Connection(Generic[_T]):
    """One page of a list. Cursors are written only where they are asked for."""

    nodes: list[_T] = strawberry.field(description="The things of the page.")
    cursor: strawberry.Private[Callable[[int, _T], str]]
    more: strawberry.Private[bool]
    after: strawberry.Private[str | None]
    count: strawberry.Private[Count]

    @resolver("The things of the page, each with its cursor.")
    def edges(self) -> list[Edge[_T]]:
        return [Edge(cursor=self.cursor(place, node), node=node) for place, node in enumerate(self.nodes)]

    @resolver("Where the page lies in the whole list.")
    def page_info(self) -> PageInfo:
        last = len(self.nodes) - 1
        ends = [self.cursor(place, self.nodes[place]) for place in (0, last)] if self.nodes else []
        return page_info(ends, more=self.more, after=self.after)

    @resolver("How many the whole list has.")
    async def total_count(self) -> int:
        return await self.count()


def connection(
    found: Sequence[_T], first: int, *, cursor: Callable[[int, _T], str], after: str | None, count: Count
) -> Connection[_T]:
    """A page of the first `first` things found; when one more than these was found, a next page follows.

    cursor: gives the cursor of the thing at a place of the page.
    """
    return Connection(nodes=list(found[:first]), cursor=cursor, more=len(found) > first, after=after, count=count)


def page_info(cursors: Sequence[str], *, more: bool, after: str | None) -> PageInfo:
    """Where a page with these cursors lies."""
    return PageInfo(
        has_next_page=more,
        has_previous_page=after is not None,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )


def write_cursor(order: str, position: Position) -> str:
    """The cursor of a place in an order: it names the value and the id there, so that a rebuild keeps its meaning."""
    return urlsafe_b64encode(json.dumps([order, *position], ensure_ascii=False).encode()).decode().rstrip("=")


def read_cursor(order: str, after: str | None) -> Position | None:
    """The place that a cursor of this order stands for.

    Raises:
        ApiError: the cursor is of another list.
    """
    if after is None:
        return None
    try:
        found, value, id_ = orjson.loads(urlsafe_b64decode(after.encode("ascii") + b"=" * (-len(after) % 4)))
    except (ValueError, TypeError):
        raise foreign_cursor(after) from None
    if found != order or not isinstance(value, str | int | float) or not isinstance(id_, str):
        raise foreign_cursor(after)
    if isinstance(value, int) and abs(value) > LARGEST:
        raise foreign_cursor(after)
    return value, id_


def cursor_key(after: str | None, kind: str) -> str | None:
    """The part of a cursor behind its kind, in lists that are in the order of ids.

    Raises:
        ApiError: the cursor is of another list.
    """
    if after is None:
        return None
    found, _, key = after.partition("/")
    if found != kind or not key:
        raise foreign_cursor(after)
    return key


def foreign_cursor(after: str) -> ApiError:
    """A cursor of another list, or none."""
    return bad_input(f"after: {after[:100]!r} is no cursor of this list; take endCursor of the page before")

"""Connections in the manner of Relay: pages of things, with a cursor that the next page starts behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

import strawberry

_T = TypeVar("_T")

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
    """One page of a list."""

    edges: list[Edge[_T]] = strawberry.field(description="The things of the page, each with its cursor.")
    nodes: list[_T] = strawberry.field(description="The things of the page.")
    page_info: PageInfo = strawberry.field(description="Where the page lies in the whole list.")


def connection(
    found: Sequence[_T], first: int, *, cursor: Callable[[int, _T], str], after: str | None
) -> Connection[_T]:
    """A page of the first `first` things found; when one more than these was found, a next page follows.

    cursor: gives the cursor of the thing at a place of the page.
    """
    page = list(found[:first])
    edges = [Edge(cursor=cursor(place, node), node=node) for place, node in enumerate(page)]
    info = PageInfo(
        has_next_page=len(found) > first,
        has_previous_page=after is not None,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(edges=edges, nodes=page, page_info=info)

"""Method -> field of the GraphQL schema, for type checkers too: strawberry's own decorator makes it untyped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import strawberry

_Method = TypeVar("_Method", bound=Callable[..., Any])


def resolver(description: str) -> Callable[[_Method], _Method]:
    """Make a method the resolver of a field with this description."""
    return cast("Callable[[_Method], _Method]", strawberry.field(description=description))

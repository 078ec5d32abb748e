"""Fields and enum values with their descriptions, in a form that type checkers see through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import strawberry

_Method = TypeVar("_Method", bound=Callable[..., Any])


def resolver(description: str) -> Callable[[_Method], _Method]:
    """Make a method the resolver of a field with this description."""
    return cast("Callable[[_Method], _Method]", strawberry.field(description=description))


def stream(description: str) -> Callable[[_Method], _Method]:
    """Make a method, which yields, a field of the subscriptions with this description."""
    return cast("Callable[[_Method], _Method]", strawberry.subscription(description=description))


def value(name: str, description: str) -> str:
    """The value of an enum's member: strawberry takes the description and leaves the name."""
    return cast("str", strawberry.enum_value(name, description=description))

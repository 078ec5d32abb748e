"""Record of the graph -> object of the schema, for modules that the types themselves import."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graph.entity import Entity, Fact

_CLASSES: dict[str, Callable[..., Any]] = {}


def shown_as(classes: dict[str, Callable[..., Any]]) -> None:
    """Say which class shows the things of a top class, and which one facts."""
    _CLASSES.update(classes)


def thing(record: Entity | None) -> Any:
    """The object of an entity that the graph has to hold."""
    assert record, "a fact names an entity that is not in the graph"
    return _CLASSES[record.type](record=record)


def fact(record: Fact) -> Any:
    """The object of a fact."""
    return _CLASSES["Fact"](record=record)

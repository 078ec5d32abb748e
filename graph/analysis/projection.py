"""Graph -> pairs of things of one kind that share things of another: persons by events, bodies by works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

from graph.analysis.selection import Selection, selected_facts
from graph.keep.reader import Graph


@dataclass(frozen=True, slots=True)
class Projection:
    """Which things are linked, through which others, by which relations."""

    onto: tuple[str, ...]
    """Types of the things that are linked."""
    through: tuple[str, ...]
    """Types of the things that they share."""
    relations: tuple[str, ...]
    meaning: str


_AT_EVENTS = ("attended", "spokeAt", "moderated")
_BODIES = ("Organization", "Park", "Place")

PROJECTIONS: Mapping[str, Projection] = MappingProxyType(
    {
        "person-event": Projection(("Person",), ("Event",), _AT_EVENTS, "persons who were at the same event"),
        "person-organization": Projection(
            ("Person",), ("Organization", "Park"), ("holdsPost",), "persons with posts at the same body"
        ),
        "organization-person": Projection(
            ("Organization", "Park"), ("Person",), ("holdsPost",), "bodies at which the same person holds posts"
        ),
        "organization-event": Projection(
            ("Organization", "Place", "Park"),
            ("Event",),
            ("attended", "coOrganized", "hosted", "undertook"),
            "bodies that organized or attended the same event",
        ),
        "organization-cobuilt": Projection(
            _BODIES, ("Organization", "Park", "Place"), ("coBuilt", "established"), "partners of one co-built body"
        ),
    }
)
"""By the name that the command line takes."""


def shared_things(graph: Graph, projection: Projection, selection: Selection) -> dict[tuple[str, str], tuple[str, ...]]:
    """(one id, a greater id) -> ids of what the two share, sorted; pairs in the order of ids.

    The selection's relations and types do not count: the projection says them. Cost is quadratic in the number of
    things that share one.
    """
    kinds = _types(graph, (*projection.onto, *projection.through))
    linked: dict[str, set[str]] = defaultdict(set)
    one_way = bool(set(projection.onto) & set(projection.through))  # then only the subject is a partner of the object
    for fact in selected_facts(graph, selection, relations=projection.relations):
        ends = (fact.subject, fact.object)
        for one, other in (ends,) if one_way else (ends, ends[::-1]):
            if kinds.get(one) in projection.onto and kinds.get(other) in projection.through:
                linked[other].add(one)
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for shared, things in sorted(linked.items()):
        for pair in combinations(sorted(things), 2):
            pairs[pair].append(shared)
    return {pair: tuple(pairs[pair]) for pair in sorted(pairs)}


def _types(graph: Graph, types: tuple[str, ...]) -> dict[str, str]:
    return {id_: name for name in sorted(set(types)) for id_ in graph.entity_ids(types=[name], limit=-1)}

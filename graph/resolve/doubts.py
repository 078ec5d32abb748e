"""Joins of a graph -> the pairs that a person should judge, most valuable first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.entity import Join
from graph.keep.reader import Graph
from graph.record import Record
from graph.resolve.judgements import Judgement

CERTAIN = 0.8
"""A pair that was joined by a rule of at least this weight is no doubt."""


class Doubt(Record):
    """Two names, what was decided, and what they are: the names as judgements write them."""

    join: Join
    names: tuple[str, str]
    value: float
    """Facts that change hands with the decision, times how unsure it is."""


def find_doubts(graph: Graph, judgements: Sequence[Judgement] = ()) -> list[Doubt]:
    """Pairs that rules were not sure of and no judgement decides, by value, then by names."""
    joins = [join for join in graph.joins() if join.rule != "judgement" and _doubtful(join)]
    ids = sorted({id_ for join in joins for id_ in (join.one, join.other)})
    weights = {id_: len(facts) for id_, facts in graph.facts_of(ids, limit=200).items()}
    written = _written(graph, [join for join in joins if join.names[0] == join.names[1]])
    judged = {frozenset((one.name, one.other)) for one in judgements if one.verdict in ("same", "different")}
    found = []
    for join in joins:
        names = written.get((join.one, join.other)) if join.names[0] == join.names[1] else join.names
        if names is None or frozenset(names) in judged or len(set(names)) < 2:
            continue
        unsure = 1 - abs(2 * join.weight - 1)
        smaller = min(weights[join.one], weights[join.other])
        found.append(Doubt(join, names, round(unsure * (1 + smaller), 2)))
    return sorted(found, key=lambda doubt: (-doubt.value, doubt.names))


def _doubtful(join: Join) -> bool:
    return join.one != join.other or join.weight < CERTAIN


def _written(graph: Graph, joins: Iterable[Join]) -> Mapping[tuple[str, str], tuple[str, str]]:
    """Two persons of one name with the body of a post each: 周密~南开大学; nothing where one has no post."""
    pairs = [join for join in joins if join.one != join.other]
    ids = sorted({id_ for join in pairs for id_ in (join.one, join.other)})
    bodies: dict[str, str] = {}
    for fact in graph.facts(subjects=ids, relations=["holdsPost"]):
        body = fact.object.partition("/")[2]
        bodies[fact.subject] = min(body, bodies.get(fact.subject, body))
    return {
        (join.one, join.other): (f"{join.names[0]}~{bodies[join.one]}", f"{join.names[1]}~{bodies[join.other]}")
        for join in pairs
        if join.one in bodies and join.other in bodies
    }

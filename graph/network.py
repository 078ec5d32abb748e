"""Graph -> NetworkX: the whole graph, a part of it, a simple network with weights, or a projection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import networkx
from msgspec.structs import asdict

from graph.analysis.projection import PROJECTIONS, shared_things
from graph.analysis.selection import Selection, check_names, selected_facts
from graph.entity import Entity, Fact
from schema import load_ontology

if TYPE_CHECKING:
    from graph.keep.reader import Graph

WEIGHTS = ("facts", "evidence", "confidence")
"""What the weight of an edge of a simple network may be."""


def to_networkx(
    graph: Graph,
    *,
    relations: Sequence[str] | None = None,
    types: Sequence[str] = (),
    confidence: float = 0.0,
    between: tuple[str, str] = ("", ""),
) -> networkx.MultiDiGraph[str]:
    """The graph in memory: a node for each entity, an edge for each fact, both in the order of ids.

    relations: only facts of these; by default all, mentions as well.
    types: only entities of these, and facts between them.
    confidence: only facts of at least so much.
    between: only facts of this time, (from, to), each YYYY, YYYY-MM or YYYY-MM-DD, or empty; see periods.dated_facts.

    Things without a fact stay in. Nodes are entity ids and carry type, kind, name, aliases (a list), english and the
    attributes as `attribute_…`. Edges are keyed by fact id and carry relation, confidence, the qualifiers as
    `qualifier_…`, and evidence: a list of dicts with document, start, end (exclusive, code points of the clean text),
    quote and rule.

    Raises:
        UsageError: an unknown relation or type, or what is no date.
    """
    chosen = tuple(load_ontology().relations) if relations is None else tuple(relations)
    selection = Selection(chosen, tuple(types), confidence, *between)
    selection.check()
    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(hash=graph.hash)
    _add_nodes(network, (entity for entity in graph.all_entities() if not types or entity.type in types))
    for fact in selected_facts(graph, selection):
        qualifiers = {f"qualifier_{name}": value for name, value in sorted(fact.qualifiers.items())}
        evidence = [asdict(evidence) for evidence in fact.evidence]
        described_edge = {"relation": fact.relation, "confidence": fact.confidence, "evidence": evidence}
        network.add_edge(fact.subject, fact.object, key=fact.id, **described_edge, **qualifiers)
    return network


def to_simple_networkx(
    graph: Graph,
    *,
    relations: Sequence[str] | None = None,
    types: Sequence[str] = (),
    confidence: float = 0.0,
    between: tuple[str, str] = ("", ""),
    weight: str = "facts",
) -> networkx.Graph[str]:
    """One undirected edge for all facts between two things, as centrality and communities want it.

    The choices are those of to_networkx, but mentions count only where `relations` names them, and things without a
    fact to another thing are left out. An edge carries `weight` (number of facts, number of pieces of evidence, or the
    highest confidence), `relations` and `facts` (sorted lists of names and of ids).

    Raises:
        UsageError: an unknown relation, type or weight, or what is no date.
    """
    check_names("weight", [weight], WEIGHTS)
    chosen = None if relations is None else tuple(relations)
    pairs: dict[tuple[str, str], list[Fact]] = {}
    for fact in selected_facts(graph, Selection(chosen, tuple(types), confidence, *between)):
        if fact.subject != fact.object:
            pair = (min(fact.subject, fact.object), max(fact.subject, fact.object))
            pairs.setdefault(pair, []).append(fact)
    network = _simple(graph, pairs)
    for (one, other), facts in sorted(pairs.items()):
        described = {"relations": sorted({fact.relation for fact in facts}), "facts": [fact.id for fact in facts]}
        network.add_edge(one, other, weight=_weight(facts, weight), **described)
    return network


def to_projection(
    graph: Graph, projection: str, *, confidence: float = 0.0, between: tuple[str, str] = ("", "")
) -> networkx.Graph[str]:
    """Things linked by what they share: `projection` is a name of graph.analysis.projection.PROJECTIONS.

    An edge carries `weight`, how many things the two share, and `shared`, their ids, sorted.

    Raises:
        UsageError: an unknown projection, or what is no date.
    """
    check_names("projection", [projection], PROJECTIONS)
    pairs = shared_things(graph, PROJECTIONS[projection], Selection(None, (), confidence, *between))
    network = _simple(graph, pairs)
    for (one, other), shared in pairs.items():
        network.add_edge(one, other, weight=len(shared), shared=list(shared))
    return network


def _simple(graph: Graph, pairs: Iterable[tuple[str, str]]) -> networkx.Graph[str]:
    network: networkx.Graph[str] = networkx.Graph(hash=graph.hash)
    ids = sorted({id_ for pair in pairs for id_ in pair})
    _add_nodes(network, (entity for entity in graph.entities(ids) if entity))
    return network


def _add_nodes(network: networkx.Graph[str] | networkx.MultiDiGraph[str], entities: Iterable[Entity]) -> None:
    for entity in entities:
        described: dict[str, Any] = {
            "type": entity.type,
            "kind": entity.kind,
            "name": entity.name,
            "english": entity.english,
        }
        attributes = {f"attribute_{name}": value for name, value in sorted(entity.attributes.items())}
        network.add_node(entity.id, **described, aliases=list(entity.aliases), **attributes)


def _weight(facts: Sequence[Fact], weight: str) -> float:
    if weight == "facts":
        return len(facts)
    if weight == "evidence":
        return sum(len(fact.evidence) for fact in facts)
    return max(fact.confidence for fact in facts)

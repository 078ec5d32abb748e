"""Graph -> NetworkX MultiDiGraph."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import networkx

if TYPE_CHECKING:
    from graph.keep.reader import Graph


def to_networkx(graph: Graph) -> networkx.MultiDiGraph[str]:
    """The whole graph in memory: a node for each entity, an edge for each fact, both in the order of ids.

    Nodes are entity ids and carry type, kind, name, aliases (a list), english and the attributes as `attribute_…`.
    Edges are keyed by fact id and carry relation, confidence, the qualifiers as `qualifier_…`, and evidence: a list of
    dicts with document, start, end (exclusive, code points of the clean text), quote and rule.
    """
    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(hash=graph.hash)
    for entity in graph.all_entities():
        described = {"type": entity.type, "kind": entity.kind, "name": entity.name, "english": entity.english}
        attributes = {f"attribute_{name}": value for name, value in sorted(entity.attributes.items())}
        network.add_node(entity.id, **described, aliases=list(entity.aliases), **attributes)
    for fact in graph.all_facts():
        qualifiers = {f"qualifier_{name}": value for name, value in sorted(fact.qualifiers.items())}
        evidence = [asdict(evidence) for evidence in fact.evidence]
        described_edge = {"relation": fact.relation, "confidence": fact.confidence, "evidence": evidence}
        network.add_edge(fact.subject, fact.object, key=fact.id, **described_edge, **qualifiers)
    return network

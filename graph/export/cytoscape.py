"""Graph -> Cytoscape JSON: elements for Cytoscape and Cytoscape.js."""

from __future__ import annotations

import json
from typing import BinaryIO

from graph.export.flat import find_spots, flat_facts
from graph.export.terms import thing_iri
from graph.keep.reader import Graph
from schema.prefixes import DEFAULT_BASE


def write_cytoscape(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write things as nodes with their places, facts as edges, one element a line, both in the order of ids.

    A node's data are id, name, type, kind, english, aliases, iri, community and its attributes; an edge's are id,
    source, target, interaction (the relation), confidence, weight (pieces of evidence), quote, start and end.
    """
    spots = find_spots(graph)
    nodes = []
    for entity in graph.all_entities():
        spot = spots.get(entity.id)
        data: dict[str, object] = {f"attribute_{name}": value for name, value in entity.attributes.items()}
        data |= {"id": entity.id, "value": entity.id, "name": entity.name, "type": entity.type, "kind": entity.kind}
        data |= {"english": entity.english, "aliases": list(entity.aliases), "iri": thing_iri(entity.id, base=base)}
        data |= {"community": spot.community if spot else -1}
        position = {"x": spot.x, "y": spot.y} if spot else {"x": 0.0, "y": 0.0}
        nodes.append(_line({"data": data, "position": position}))
    edges = []
    for flat in flat_facts(graph):
        fact = flat.dated.fact
        data = {"id": fact.id, "key": fact.id, "source": fact.subject, "target": fact.object}
        data |= {"interaction": fact.relation, "confidence": fact.confidence, "weight": len(fact.evidence)}
        data |= {"quote": flat.quote, "start": flat.start, "end": flat.end}
        data |= {f"qualifier_{name}": value for name, value in fact.qualifiers.items()}
        edges.append(_line({"data": data}))
    head = '{"data": {"name": "zhimai"}, "directed": true, "multigraph": true, "elements": {"nodes": ['
    parts = (head, ",\n".join(nodes), '], "edges": [', ",\n".join(edges), "]}}")
    stream.write(("\n".join(parts) + "\n").encode())


def _line(element: dict[str, object]) -> str:
    return json.dumps(element, ensure_ascii=False, sort_keys=True)

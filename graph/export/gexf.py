"""Graph -> GEXF 1.3, as Gephi opens it: places, communities, and the days that facts belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from graph.entity import Entity
from graph.export.flat import FlatFact, Spot, find_spots, flat_facts, one_line
from graph.export.terms import thing_iri
from graph.keep.reader import Graph
from schema.prefixes import DEFAULT_BASE

_NODE = {"type": "string", "kind": "string", "english": "string", "aliases": "string", "iri": "string"}
_NODE |= {"date": "string", "community": "integer", "links": "integer"}
_EDGE = {"relation": "string", "confidence": "double", "pieces": "integer", "quote": "string", "dateOf": "string"}


def write_gexf(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write things as nodes and facts as edges, ids as in zhimai, both in the order of ids.

    Nodes carry a place (communities lie together), community (Louvain; -1 without link) and links (how many others).
    Edges carry start and end where a date is known, weight (pieces of evidence), and the first words of their evidence.
    """
    for line in _lines(graph, base):
        stream.write(f"{line}\n".encode())


def _lines(graph: Graph, base: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
    yield f"<meta><creator>zhimai</creator><description>{graph.hash}</description></meta>"
    yield '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">'
    yield from _declared("node", _NODE)
    yield from _declared("edge", _EDGE)
    yield "<nodes>"
    spots = find_spots(graph)
    for entity in graph.all_entities():
        yield from _node(entity, spots.get(entity.id), base)
    yield "</nodes>"
    yield "<edges>"
    for flat in flat_facts(graph):
        yield from _edge(flat)
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _declared(of: str, attributes: Mapping[str, str]) -> Iterator[str]:
    yield f'<attributes class="{of}" mode="static">'
    for name, type_ in attributes.items():
        yield f'<attribute id="{name}" title="{name}" type="{type_}"/>'
    yield "</attributes>"


def _node(entity: Entity, spot: Spot | None, base: str) -> Iterator[str]:
    values = {"type": entity.type, "kind": entity.kind, "english": entity.english, "aliases": "、".join(entity.aliases)}
    values |= {"iri": thing_iri(entity.id, base=base), "date": entity.attributes.get("date", "")}
    values |= {"community": str(spot.community if spot else -1), "links": str(spot.degree if spot else 0)}
    yield f"<node id={_quoted(entity.id)} label={_quoted(entity.name)}>"
    yield _values(values)
    if spot:
        yield f'<viz:position x="{spot.x}" y="{spot.y}" z="0.0"/>'
    yield "</node>"


def _edge(flat: FlatFact) -> Iterator[str]:
    fact = flat.dated.fact
    values = {"relation": fact.relation, "confidence": str(fact.confidence), "pieces": str(len(fact.evidence))}
    values |= {"quote": flat.quote, "dateOf": flat.dated.source}
    time = f' start="{flat.start}" end="{flat.end}"' if flat.start else ""
    ends = f"source={_quoted(fact.subject)} target={_quoted(fact.object)}"
    yield f'<edge id="{fact.id}" {ends} label="{fact.relation}" weight="{len(fact.evidence)}.0"{time}>'
    yield _values(values)
    yield "</edge>"


def _values(values: Mapping[str, str]) -> str:
    filled = (f'<attvalue for="{name}" value={_quoted(value)}/>' for name, value in values.items() if value)
    return f"<attvalues>{''.join(filled)}</attvalues>"


def _quoted(text: str) -> str:
    return quoteattr(one_line(text))

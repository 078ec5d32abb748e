"""Graph -> a pair of CSV files, nodes and edges, with the headers of Gephi or of neo4j-admin."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from graph.export.flat import find_spots, flat_facts, one_line
from graph.export.terms import thing_iri
from graph.keep.reader import Graph
from schema.prefixes import DEFAULT_BASE

_GEPHI = {"id": "Id", "name": "Label", "source": "Source", "target": "Target", "direction": "Type"}
_GEPHI |= {"fact": "Id", "relation": "Label", "weight": "Weight"}
_NEO4J = {"id": "id:ID", "kinds": ":LABEL", "source": ":START_ID", "target": ":END_ID", "relation": ":TYPE"}
_NEO4J |= {"confidence": "confidence:double", "weight": "weight:int", "community": "community:int"}
_NODES = ("id", "name", "type", "kind", "english", "aliases", "date", "community", "iri")
_EDGES = ("source", "target", "fact", "relation", "weight", "confidence", "start", "end", "quote", "documents")


def write_csv(graph: Graph, folder: Path, *, base: str = DEFAULT_BASE) -> None:
    """Write nodes.csv (Id, Label, …) and edges.csv (Source, Target, Type, Id, Label, …) as Gephi imports them."""
    _write(graph, folder, _Layout(_NODES, ("source", "target", "direction", *_EDGES[2:]), _GEPHI), base)


def write_neo4j(graph: Graph, folder: Path, *, base: str = DEFAULT_BASE) -> None:
    """Write nodes.csv and edges.csv for `neo4j-admin database import full`; a node's labels are its type and kind."""
    _write(graph, folder, _Layout((*_NODES, "kinds"), _EDGES, _NEO4J), base)


class _Layout(NamedTuple):
    nodes: tuple[str, ...]
    """Columns of nodes.csv by our names."""
    edges: tuple[str, ...]
    headers: Mapping[str, str]
    """By our names, where the other tool wants another one."""


def _write(graph: Graph, folder: Path, layout: _Layout, base: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    spots = find_spots(graph)
    with (folder / "nodes.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([layout.headers.get(column, column) for column in layout.nodes])
        for entity in graph.all_entities():
            kinds = dict.fromkeys((entity.type, entity.kind))
            known = {"id": entity.id, "name": one_line(entity.name), "type": entity.type, "kind": entity.kind}
            known |= {"english": entity.english, "aliases": ";".join(entity.aliases), "kinds": ";".join(kinds)}
            known |= {"date": entity.attributes.get("date", ""), "iri": thing_iri(entity.id, base=base)}
            known |= {"community": str(spots[entity.id].community if entity.id in spots else -1)}
            writer.writerow([known[column] for column in layout.nodes])
    with (folder / "edges.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([layout.headers.get(column, column) for column in layout.edges])
        for flat in flat_facts(graph):
            fact = flat.dated.fact
            documents = sorted({one.document for one in fact.evidence})
            found = {"source": fact.subject, "target": fact.object, "direction": "Directed", "fact": fact.id}
            found |= {"relation": fact.relation, "weight": str(len(fact.evidence)), "quote": flat.quote}
            found |= {"confidence": str(fact.confidence), "start": flat.start, "end": flat.end}
            writer.writerow([(found | {"documents": ";".join(documents)})[column] for column in layout.edges])

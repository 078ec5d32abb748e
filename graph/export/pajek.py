"""Graph -> Pajek .net: numbered vertices with names, arcs with weights and relations."""

from __future__ import annotations

from typing import BinaryIO

from graph.export.flat import display_names, flat_facts
from graph.keep.reader import Graph
from schema.prefixes import DEFAULT_BASE


def write_pajek(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write a vertex for each thing, in the order of ids, and an arc for each fact.

    The label of a vertex is its name, or its id where two things are called the same; straight quotation marks in it
    become apostrophes. The weight of an arc is its number of pieces of evidence. IRIs have no room here.
    """
    names = display_names(list(graph.all_entities()))
    stream.write(f"*Vertices {len(names)}\n".encode())
    for number, name in enumerate(names, 1):
        stream.write(f'{number} "{_label(name)}"\n'.encode())
    stream.write(b"*Arcs\n")
    for flat in flat_facts(graph):
        fact = flat.dated.fact
        stream.write(f'{flat.subject + 1} {flat.object + 1} {len(fact.evidence)} l "{fact.relation}"\n'.encode())


def _label(name: str) -> str:
    return name.replace('"', "'").replace("\\", "/")

"""Graph -> GraphML, as NetworkX reads it."""

from __future__ import annotations

import json
import re
from typing import BinaryIO

import networkx

from graph.export.terms import thing_iri
from graph.keep.reader import Graph
from graph.network import to_networkx
from schema.prefixes import DEFAULT_BASE

# Characters that no XML 1.0 file may hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the graph of to_networkx as GraphML, with each node's IRI; lists (aliases, evidence) are JSON texts.

    networkx.read_graphml(path, force_multigraph=True, edge_key_type=str) gives the same nodes, edges and keys back; by
    default it makes numbers of the fact ids that have no letter. The graph is held in memory meanwhile.
    A control character that XML forbids becomes U+FFFD, in an id its percent-encoding.
    """
    network = to_networkx(graph)
    for id_, described in network.nodes(data=True):
        described["iri"] = thing_iri(id_, base=base)
    for described in (*(d for _, d in network.nodes(data=True)), *(d for *_, d in network.edges(data=True))):
        described.update({name: _plain(value) for name, value in described.items()})
    if odd := {id_: _plain_id(id_) for id_ in network if _NOT_XML.search(id_)}:
        network = networkx.relabel_nodes(network, odd)
    # The writer of the standard library's XML: that of lxml, which write_graphml prefers, gives other bytes.
    networkx.write_graphml_xml(network, stream, prettyprint=True)


def _plain_id(id_: str) -> str:
    return _NOT_XML.sub(lambda match: f"%{ord(match[0]):02X}", id_)


def _plain(value: object) -> object:
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value

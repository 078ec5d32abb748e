"""Nodes -> JSON-LD, one line for each subject."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from graph.export.describe import describe_graph
from graph.export.terms import DEFAULT_BASE, Iri, Literal, Node, Term
from graph.keep.reader import Graph
from schema import load_ontology
from schema.context import Context, make_context
from schema.ontology import ZM
from schema.prefixes import compact, expand

_TYPE = expand("rdf:type")


def write_jsonld(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the triples of write_turtle as JSON-LD 1.1 in UTF-8, with the context in the file: nothing to fetch."""
    write_jsonld_nodes(describe_graph(graph, base=base), stream)


def write_jsonld_nodes(nodes: Iterable[Node], stream: BinaryIO) -> None:
    """Write nodes as JSON-LD 1.1 in UTF-8."""
    context = make_context(load_ontology())
    names = _Names(context)
    stream.write(b'{"@context":' + _json(context) + b',\n"@graph":[')
    for number, node in enumerate(nodes):
        stream.write((b",\n" if number else b"\n") + _json(names.node(node)))
    stream.write(b"\n]}\n")


class _Names:
    """What the context makes of IRIs and literals."""

    def __init__(self, context: Context) -> None:
        self._definitions = {name: value for name, value in context.items() if isinstance(value, dict)}
        self._keys = {expand(value["@id"]): name for name, value in self._definitions.items()}

    def node(self, node: Node) -> dict[str, object]:
        written: dict[str, object] = {"id": node.iri}
        for predicate, objects in node.properties:
            if predicate == _TYPE:
                written["type"] = _one_or_list([compact(term.value).removeprefix("zm:") for term in objects])
            else:
                key = self._keys.get(predicate, compact(predicate))
                written[key] = self.values(self._definitions.get(key, {}), objects)
        return written

    def values(self, definition: Mapping[str, object], objects: list[Term]) -> object:
        if definition.get("@container") == "@language":
            languages = sorted({term.language for term in objects if isinstance(term, Literal)})
            return {language: _one_or_list(_texts(objects, language)) for language in languages}
        return _one_or_list([_value(definition, term) for term in objects])


def _value(definition: Mapping[str, object], term: Term) -> object:
    """A plain string where the definition tells datatype and language, an object otherwise."""
    if isinstance(term, Iri):
        value = compact(term.value) if term.value.startswith(ZM) else term.value
        return value if definition.get("@type") == "@id" else {"id": value}
    language, datatype = definition.get("@language", ""), definition.get("@type", "")
    if term.language == language and (compact(term.datatype) if term.datatype else "") == datatype:
        return term.value
    if term.language:
        return {"@value": term.value, "@language": term.language}
    return {"@value": term.value, **({"@type": compact(term.datatype)} if term.datatype else {})}


def _texts(objects: list[Term], language: str) -> list[object]:
    return [term.value for term in objects if isinstance(term, Literal) and term.language == language]


def _one_or_list(values: list[object]) -> object:
    return values[0] if len(values) == 1 else values


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

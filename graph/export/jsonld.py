"""Nodes -> JSON-LD, framed as schema/frame.jsonld says: a line for each thing, fact and indicator, evidence within."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO

import orjson

from graph.export.describe import describe_with_evidence
from graph.export.terms import DEFAULT_BASE, Iri, Literal, Node, Term
from graph.keep.reader import Graph
from schema import load_ontology
from schema.context import Context, make_context
from schema.ontology import ZM
from schema.prefixes import compact, expand

_TYPE = expand("rdf:type")
_EVIDENCE = ZM + "evidence"

Value = Callable[[list[Term]], object]
"""What the objects of a property are in JSON."""


def write_jsonld(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the triples of write_turtle as JSON-LD 1.1 in UTF-8, with the context in the file: nothing to fetch."""
    _write(describe_with_evidence(graph, base=base), stream)


def write_jsonld_nodes(nodes: Iterable[Node], stream: BinaryIO) -> None:
    """Write nodes as JSON-LD 1.1 in UTF-8, evidence within the facts and indicators that it supports."""
    described = list(nodes)
    places = {term.value for node in described for key, terms in node.properties if key == _EVIDENCE for term in terms}
    evidence = {node.iri: node for node in described if node.iri in places}
    _write(
        (
            (node, [evidence[term.value] for term in dict(node.properties).get(_EVIDENCE, ())])
            for node in described
            if node.iri not in evidence
        ),
        stream,
    )


def _write(framed: Iterable[tuple[Node, list[Node]]], stream: BinaryIO) -> None:
    context = make_context(load_ontology())
    node_of = _Names(context).node
    stream.write(b'{"@context":' + orjson.dumps(context) + b',\n"@graph":[')
    before = b"\n"
    for node, evidence in framed:
        written = node_of(node)
        if evidence:
            written["evidence"] = _one_or_list([node_of(one) for one in evidence])
        stream.write(before + orjson.dumps(written))
        before = b",\n"
    stream.write(b"\n]}\n")


class _Names:
    """What the context makes of properties; each is worked out once."""

    def __init__(self, context: Context) -> None:
        self._definitions = {name: value for name, value in context.items() if isinstance(value, dict)}
        self._keys = {expand(value["@id"]): name for name, value in self._definitions.items()}
        self._members: dict[str, tuple[str, Value]] = {_TYPE: ("type", _types)}

    def node(self, node: Node) -> dict[str, object]:
        written: dict[str, object] = {"id": node.iri}
        members = self._members
        for predicate, objects in node.properties:
            key, value = members.get(predicate) or self._member(predicate)
            written[key] = value(objects)
        return written

    def _member(self, predicate: str) -> tuple[str, Value]:
        key = self._keys.get(predicate, compact(predicate))
        definition = self._definitions.get(key, {})
        value = _by_language if definition.get("@container") == "@language" else _by_definition(definition)
        self._members[predicate] = key, value
        return key, value


def _types(objects: list[Term]) -> object:
    return _one_or_list([compact(term.value).removeprefix("zm:") for term in objects])


def _by_language(objects: list[Term]) -> object:
    found: dict[str, list[object]] = {}
    for term in sorted(objects, key=_language):
        found.setdefault(_language(term), []).append(term.value)
    return {language: _one_or_list(values) for language, values in found.items()}


def _language(term: Term) -> str:
    return term.language if isinstance(term, Literal) else ""


def _by_definition(definition: Mapping[str, object]) -> Value:
    """Plain strings where the definition tells datatype and language, objects otherwise."""
    language, datatype = definition.get("@language", ""), definition.get("@type", "")

    def value(term: Term) -> object:
        if isinstance(term, Iri):
            name = compact(term.value) if term.value.startswith(ZM) else term.value
            return name if datatype == "@id" else {"id": name}
        if term.language == language and (compact(term.datatype) if term.datatype else "") == datatype:
            return term.value
        if term.language:
            return {"@value": term.value, "@language": term.language}
        return {"@value": term.value, **({"type": compact(term.datatype)} if term.datatype else {})}

    # Most properties have one object.
    return lambda objects: value(objects[0]) if len(objects) == 1 else [value(term) for term in objects]


def _one_or_list(values: list[object]) -> object:
    return values[0] if len(values) == 1 else values

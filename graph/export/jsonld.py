"""Graph -> JSON-LD, framed as schema/frame.jsonld says: a line for each thing, fact and indicator, evidence within."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import BinaryIO

import orjson

from graph.entity import Evidence, Indicator
from graph.export.describe import EVIDENCE
from graph.export.patterns import Patterns
from graph.export.terms import Iri, Literal, Node, Term
from graph.export.walk import walk_numbers, walk_statements
from graph.keep.reader import Graph
from schema import load_ontology
from schema.context import make_context
from schema.ontology import ZM
from schema.prefixes import DEFAULT_BASE, compact, expand

_TYPE = expand("rdf:type")

Value = Callable[[list[Term]], object]
"""What the objects of a property are in JSON."""


def write_jsonld(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the triples of write_turtle as JSON-LD 1.1 in UTF-8, with the context in the file: nothing to fetch."""
    framed = _Framed(Json(), base)
    _write(chain(walk_statements(graph, framed), walk_numbers(graph, framed)), stream)


def write_jsonld_nodes(nodes: Iterable[Node], stream: BinaryIO) -> None:
    """Write nodes as JSON-LD 1.1 in UTF-8, evidence within the facts and indicators that it supports."""
    described = list(nodes)
    places = {term.value for node in described for key, terms in node.properties if key == EVIDENCE for term in terms}
    json = Json()
    evidence = {node.iri: json.members(node) for node in described if node.iri in places}
    framed = []
    for node in described:
        if node.iri not in evidence:
            members = json.members(node)
            if found := dict(node.properties).get(EVIDENCE):
                members["evidence"] = _one_or_list([evidence[term.value] for term in found])
            framed.append(orjson.dumps(members).decode())
    _write(framed, stream)


def _write(members: Iterable[str], stream: BinaryIO) -> None:
    stream.write(b'{"@context":' + orjson.dumps(make_context(load_ontology())) + b',\n"@graph":[')
    before = "\n"
    for member in members:
        stream.write(f"{before}{member}".encode())
        before = ",\n"
    stream.write(b"\n]}\n")


class _Framed(Patterns):
    """Evidence within the facts and indicators that it supports, with the rules that read it there.

    A span that supports several facts comes with each of them.
    """

    def place(self, evidence: Sequence[Evidence]) -> str:
        return self.span(evidence)

    def indicator(self, indicator: Indicator) -> str:
        place = super().place([indicator.evidence])
        return super().indicator(indicator).replace(place, self.span([indicator.evidence]))


class Json:
    """JSON under the context; what that makes of a property is worked out once."""

    def __init__(self) -> None:
        context = make_context(load_ontology())
        self._definitions = {name: value for name, value in context.items() if isinstance(value, dict)}
        self._keys = {expand(value["@id"]): name for name, value in self._definitions.items()}
        self._members: dict[str, tuple[str, Value]] = {_TYPE: ("type", _types)}

    def node(self, node: Node) -> str:
        return orjson.dumps(self.members(node)).decode()

    def iri(self, iri: str) -> str:
        return orjson.dumps(iri).decode()

    string = iri

    def members(self, node: Node) -> dict[str, object]:
        """What stands between the braces of a node."""
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

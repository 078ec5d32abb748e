"""Nodes -> Turtle and TriG, one block for each subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import BinaryIO

from graph.export.patterns import Patterns
from graph.export.terms import Iri, Node, Term, thing_iri
from graph.export.walk import walk_documents, walk_graph, walk_things
from graph.keep.reader import Graph
from schema import load_ontology
from schema.prefixes import DEFAULT_BASE, PREFIXES, expand

_TYPE = expand("rdf:type")
BETWEEN = " ;\n    "
"""What stands between the properties of a block."""
_RECENT = 10_000
"""So many IRIs are kept with their names: few IRIs make up most of an export."""

# What is safe in a prefixed name: letters, digits, common Chinese characters. Other names are written in full.
_SAFE_LOCAL = re.compile("[A-Za-z0-9_\u3400-\u4dbf\u4e00-\u9fff]+")
_CONTROL = re.compile('[\x00-\x1f\x7f"\\\\]')
# Values that Turtle reads as of this datatype when they stand without quotes.
_BARE = {
    expand("xsd:boolean"): re.compile("true|false"),
    expand("xsd:integer"): re.compile("-?[0-9]+"),
    expand("xsd:decimal"): re.compile("-?[0-9]+[.][0-9]+"),
}
_ESCAPES = {"\t": "\\t", "\b": "\\b", "\n": "\\n", "\r": "\\r", "\f": "\\f", '"': '\\"', "\\": "\\\\"}


def write_turtle(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the whole graph as Turtle in UTF-8, in one graph."""
    names = Names(base)
    stream.write(names.head().encode())
    write_blocks(walk_graph(graph, Patterns(names, base)), stream)


def write_turtle_nodes(
    nodes: Iterable[Node],
    stream: BinaryIO,
    *,
    base: str = DEFAULT_BASE,
    prefixes: Mapping[str, str] | None = None,
) -> None:
    """Write nodes as Turtle in UTF-8; with other prefixes than those of exports where some are given."""
    names = Names(base, prefixes)
    stream.write(names.head().encode())
    write_blocks(map(names.node, nodes), stream)


def write_trig(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the whole graph as TriG in UTF-8: things in the default graph, what a document says in its own graph."""
    names = Names(base)
    stream.write(names.head().encode())
    patterns = Patterns(names, base)
    write_blocks(walk_things(graph, patterns), stream)
    for iri, blocks in walk_documents(graph, patterns):
        stream.write(f"\n{names.iri(iri)} {{\n".encode())
        write_blocks(blocks, stream)
        stream.write(b"}\n")


def write_blocks(blocks: Iterable[str], stream: BinaryIO) -> None:
    """Write what was made of things, an empty line before each."""
    for block in blocks:
        stream.write(f"\n{block}".encode())


def quoted(value: str) -> str:
    """A string in quotes, as Turtle and N-Quads write it.

    >>> print(quoted('他说："好"'))
    "他说：\\"好\\""
    """
    if _CONTROL.search(value):
        value = _CONTROL.sub(lambda match: _ESCAPES.get(match[0], f"\\u{ord(match[0]):04X}"), value)
    return f'"{value}"'


def all_prefixes(base: str) -> Mapping[str, str]:
    """The prefixes of an export: those of vocabularies, then one for each kind of thing."""
    tops = (*load_ontology().things, "Fact", "Indicator")
    return {**PREFIXES, **{top.lower(): thing_iri(f"{top.lower()}/", base=base) for top in sorted(tops)}}


class Names:
    """Prefixes and the names that they shorten."""

    def __init__(self, base: str, prefixes: Mapping[str, str] | None = None) -> None:
        self.prefixes = prefixes or all_prefixes(base)
        self._by_namespace = {namespace: prefix for prefix, namespace in self.prefixes.items()}
        self._known = lru_cache(_RECENT)(self.iri)
        self._verbs = {_TYPE: "a"}

    def head(self) -> str:
        """The prefixes, as the first lines of a file."""
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in self.prefixes.items())

    def iri(self, iri: str) -> str:
        """The prefixed name where one is safe, else the IRI in brackets."""
        cut = max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1
        prefix = self._by_namespace.get(iri[:cut])
        if prefix is not None and _SAFE_LOCAL.fullmatch(iri, cut):
            return f"{prefix}:{iri[cut:]}"
        return f"<{iri}>"

    def term(self, term: Term) -> str:
        if isinstance(term, Iri):
            return self._known(term.value)
        value, datatype, language = term
        if language:
            return f"{quoted(value)}@{language}"
        if not datatype:
            return quoted(value)
        if (pattern := _BARE.get(datatype)) is not None and pattern.fullmatch(value):
            return value
        return f"{quoted(value)}^^{self._known(datatype)}"

    string = staticmethod(quoted)

    def node(self, node: Node) -> str:
        """All that is said of a thing, in the order given."""
        term, verbs = self.term, self._verbs
        lines = []
        for predicate, objects in node.properties:
            verb = verbs.get(predicate) or verbs.setdefault(predicate, self.iri(predicate))
            # Most properties have one object: half of the time is saved here.
            lines.append(f"{verb} {term(objects[0]) if len(objects) == 1 else ', '.join(map(term, objects))}")
        return f"{self.iri(node.iri)} {BETWEEN.join(lines)} .\n"

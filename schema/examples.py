"""schema/queries/*.ttl -> Example: queries to learn from, as the SIB's sparql-examples write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pyoxigraph import Literal, RdfFormat, parse

_SH = "http://www.w3.org/ns/shacl#"
_FORMS = ("select", "ask", "construct", "describe")


@dataclass(frozen=True, slots=True)
class Example:
    """One query."""

    name: str
    """Name of its file without .ttl."""
    comments: Mapping[str, str]
    """What it asks, by language: zh, en."""
    keywords: tuple[str, ...]
    """Sorted."""
    form: str
    """select, ask, construct or describe."""
    text: str


@cache
def load_examples() -> tuple[Example, ...]:
    """Every example, by name.

    >>> load_examples()[0].form
    'select'
    """
    folder = files("schema").joinpath("queries")
    found = [(entry.name, entry.read_bytes()) for entry in folder.iterdir() if entry.name.endswith(".ttl")]
    return tuple(_example(name.removesuffix(".ttl"), turtle) for name, turtle in sorted(found))


def _example(name: str, turtle: bytes) -> Example:
    values: dict[str, list[Literal]] = {}
    for triple in parse(turtle, RdfFormat.TURTLE):
        if isinstance(triple.object, Literal):
            values.setdefault(triple.predicate.value, []).append(triple.object)
    [form] = [form for form in _FORMS if _SH + form in values]
    comments = {str(text.language): text.value for text in values["http://www.w3.org/2000/01/rdf-schema#comment"]}
    return Example(
        name=name,
        comments=MappingProxyType(comments),
        keywords=tuple(sorted(word.value for word in values["https://schema.org/keywords"])),
        form=form,
        text=values[_SH + form][0].value,
    )

"""Ids and values -> IRIs and literals; Node: one thing with all that is said of it."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from pyoxigraph import NamedNode

from schema.ontology import Property
from schema.prefixes import DEFAULT_BASE, PREFIXES, expand

_XSD = PREFIXES["xsd"]
_LANGUAGE_STRING = expand("rdf:langString")

# What may not stand in the path of an IRI (RFC 3987: ipchar and "/"), and the percent sign: escaping is one to one.
_UNSAFE = re.compile(
    "[^-A-Za-z0-9._~!$&'()*+,;=:@/"
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(plane * 0x10000)}-{chr(plane * 0x10000 + 0xFFFD)}" for plane in range(1, 14))
    + "\U000e1000-\U000efffd]"
)

_BAD_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")

_LEXICAL = {
    _XSD + "boolean": re.compile(r"true|false"),
    _XSD + "integer": re.compile(r"-?[0-9]+"),
    _XSD + "decimal": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
}


class Iri(NamedTuple):
    """A thing, by its IRI."""

    value: str


class Literal(NamedTuple):
    """A value with a datatype or a language; neither: a plain string."""

    value: str
    datatype: str = ""
    language: str = ""


Term = Iri | Literal

Statement = tuple[str, list[Term]]
"""(predicate IRI, objects)."""


class Node(NamedTuple):
    """One subject and all that is said of it, in the order of writing."""

    iri: str
    properties: list[Statement]
    """No predicate twice, no predicate without object."""


def thing_iri(id_: str, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of an entity's id, its Chinese as it is, what no IRI may hold percent-encoded.

    >>> thing_iri("person/周密~南开大学")
    'https://w3id.org/zhimai/id/person/周密~南开大学'
    >>> thing_iri("document/《C# 入门》")
    'https://w3id.org/zhimai/id/document/《C%23%20入门》'
    """
    return base + (_UNSAFE.sub(_percent_encoded, id_) if _UNSAFE.search(id_) else id_)


def document_iri(id_: str, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of a document by Document.id: the same as that of its entity."""
    return thing_iri(f"document/{id_}", base=base)


def fact_iri(id_: str, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of a fact."""
    return thing_iri(f"fact/{id_}", base=base)


def indicator_iri(id_: str, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of an indicator."""
    return thing_iri(f"indicator/{id_}", base=base)


def evidence_iri(document: str, start: int, end: int, *, base: str = DEFAULT_BASE) -> str:
    """The IRI of a span of a document's clean text, by RFC 5147: code points, the end exclusive."""
    return f"{document_iri(document, base=base)}#char={start},{end}"


def web_address(url: str) -> Term:
    """A web address as an IRI, what no IRI may hold percent-encoded; text that is no web address as a string.

    >>> web_address("https://example.org/新闻 1?id=50%25#top")
    Iri(value='https://example.org/新闻%201?id=50%25#top')
    """
    if not url.startswith(("http://", "https://")):
        return Literal(url)
    try:
        return Iri(NamedNode(_escaped_url(url)).value)
    except ValueError:
        return Literal(url)


def _escaped_url(url: str) -> str:
    """The address with its own escapes and separators left as they are."""
    iri = _UNSAFE.sub(lambda match: match[0] if match[0] in "%?#" else _percent_encoded(match), url)
    return _BAD_PERCENT.sub("%25", iri)


def chinese(value: str) -> Literal:
    """A text in the language of the documents."""
    return Literal(value, language="zh")


def english(value: str) -> Literal:
    """A text in English."""
    return Literal(value, language="en")


def typed(value: str, datatype: str) -> Literal:
    """A value of a datatype given by its prefixed name."""
    return Literal(value, expand(datatype))


def number(value: float) -> Literal:
    """A decimal of two places, without needless zeros.

    >>> number(0.9).value, number(1.0).value
    ('0.9', '1.0')
    """
    return typed(f"{value:.2f}".removesuffix("0"), "xsd:decimal")


def value_of(known: Property, value: str) -> Literal:
    """A value with the datatype that the ontology gives its property; a string where it does not fit."""
    if not known.range:
        return date_literal(value)
    [datatype] = known.range
    if datatype == _LANGUAGE_STRING:
        return chinese(value)
    if datatype == _XSD + "anyURI":
        return Literal(_escaped_url(value), datatype)
    if datatype == _XSD + "string" or not _LEXICAL[datatype].fullmatch(value):
        return Literal(value)
    return Literal(value, datatype)


def date_literal(value: str) -> Literal:
    """A year, a month or a day with its datatype; anything else (an interval) as a string.

    >>> date_literal("2023-02").datatype
    'http://www.w3.org/2001/XMLSchema#gYearMonth'
    """
    if re.fullmatch(r"[0-9]{4}", value):
        return typed(value, "xsd:gYear")
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", value):
        return typed(value, "xsd:gYearMonth")
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) and _is_day(value):
        return typed(value, "xsd:date")
    return Literal(value)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _percent_encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())

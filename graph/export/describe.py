"""Entity, fact, evidence, indicator, measure -> node: all that an export says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import attrgetter

from graph.document import Document
from graph.entity import Entity, Evidence, Fact, Indicator
from graph.export.terms import (
    Iri,
    Literal,
    Node,
    Statement,
    Term,
    chinese,
    date_literal,
    document_iri,
    english,
    evidence_iri,
    fact_iri,
    indicator_iri,
    number,
    thing_iri,
    typed,
    value_of,
    web_address,
)
from graph.keep.measures import Analysis, Score
from schema import ZM, load_ontology
from schema.prefixes import DEFAULT_BASE, expand

_TYPE, _LABEL, _OTHER_LABEL = expand("rdf:type"), expand("skos:prefLabel"), expand("skos:altLabel")
_SUBJECT, _PREDICATE, _OBJECT = expand("rdf:subject"), expand("rdf:predicate"), expand("rdf:object")
_CONFIDENCE, _DERIVED, _RULE = ZM + "confidence", expand("prov:wasDerivedFrom"), ZM + "rule"
_SOURCE, _START, _END, _EXACT = expand("oa:hasSource"), expand("oa:start"), expand("oa:end"), expand("oa:exact")
_SEEN = ("firstSeen", "lastSeen")
_INTEGER = expand("xsd:integer")
EVIDENCE = ZM + "evidence"
SPAN = attrgetter("document", "start", "end")
"""Of a piece of evidence, where its words stand."""
_FACT_TYPES: list[Term] = [Iri(ZM + "Fact"), Iri(expand("rdf:Statement"))]
_EVIDENCE_TYPES: list[Term] = [Iri(ZM + "Evidence"), Iri(expand("oa:TextPositionSelector"))]
_SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"
_ITEM = re.compile(r"wikidata:(Q[1-9]\d*)")
"""The one kind of identifier that is an IRI as well; codes of universities and most places are not."""


def thing_node(entity: Entity, document: Document | None = None, *, base: str = DEFAULT_BASE) -> Node:
    """What a thing is called and what kind of thing it is; `document` is the article that the entity stands for."""
    properties: list[Statement] = [(_TYPE, _types(entity.kind)), (_LABEL, _labels(entity))]
    if entity.aliases:
        properties.append((_OTHER_LABEL, _objects(chinese(alias) for alias in entity.aliases)))
    attributes = load_ontology().attributes
    for name, value in sorted(entity.attributes.items()):
        properties.append((ZM + name, [value_of(attributes[name], value)]))
    if item := _wikidata_item(entity.attributes.get("code", "")):
        properties.append((_SAME_AS, [Iri(f"http://www.wikidata.org/entity/{item}")]))
    if document is not None:
        properties.extend(_imprint(document))
    return Node(thing_iri(entity.id, base=base), properties)


def fact_node(
    fact: Fact,
    evidence: Sequence[Evidence] | None = None,
    *,
    seen: tuple[str, str] | None = None,
    base: str = DEFAULT_BASE,
) -> Node:
    """A fact with its qualifiers and its evidence, or only some of its evidence.

    seen: dates of the first and the last document that says so, where these are known.
    """
    evidence = fact.evidence if evidence is None else evidence
    sources = sorted({one.document for one in evidence})
    known = load_ontology().qualifiers
    properties: list[Statement] = [
        (_TYPE, _FACT_TYPES),
        (_SUBJECT, [Iri(thing_iri(fact.subject, base=base))]),
        (_PREDICATE, [Iri(ZM + fact.relation)]),
        (_OBJECT, [Iri(thing_iri(fact.object, base=base))]),
    ]
    for name, value in sorted(fact.qualifiers.items()):
        properties.append((ZM + name, [value_of(known[name], value)]))
    if seen:
        properties += [(ZM + name, [date_literal(day)]) for name, day in zip(_SEEN, seen, strict=True)]
    properties.append((_CONFIDENCE, [number(fact.confidence)]))
    properties.append((_DERIVED, [Iri(document_iri(source, base=base)) for source in sources]))
    properties.append((EVIDENCE, _objects(_evidence(one, base=base) for one in evidence)))
    return Node(fact_iri(fact.id, base=base), properties)


def seen_by(fact: Fact, dates: Mapping[str, str]) -> tuple[str, str] | None:
    """Dates of the first and the last document that says so; None where none of them has a date."""
    found = [dates[one.document] for one in fact.evidence if one.document in dates]
    return (min(found), max(found)) if found else None


def evidence_node(rules: Sequence[Evidence], *, base: str = DEFAULT_BASE) -> Node:
    """The words of one span, with every rule that read them there."""
    document, start, end = SPAN(rules[0])
    properties: list[Statement] = [
        (_TYPE, _EVIDENCE_TYPES),
        (_SOURCE, [Iri(document_iri(document, base=base))]),
        (_START, [Literal(str(start), _INTEGER)]),
        (_END, [Literal(str(end), _INTEGER)]),
        (_EXACT, [Literal(rules[0].quote)]),
        (_RULE, _objects(Literal(one.rule) for one in rules)),
    ]
    return Node(evidence_iri(document, start, end, base=base), properties)


def evidence_nodes(evidence: Iterable[Evidence], *, base: str = DEFAULT_BASE) -> Iterator[Node]:
    """One node for each span; evidence of one span, read by several rules, must stand together."""
    for _, rules in groupby(evidence, key=SPAN):
        yield evidence_node(list(rules), base=base)


def indicator_node(indicator: Indicator, *, base: str = DEFAULT_BASE) -> Node:
    """A measured number with the words that state it."""
    known = load_ontology().properties
    parts = {name: getattr(indicator, name) for name in ("measure", "value", "unit", "period", "comparison")}
    properties = [(_TYPE, _types("Indicator"))]
    properties.extend((ZM + name, [value_of(known[name], value)]) for name, value in parts.items() if value)
    if indicator.about:
        properties.append((ZM + "about", [Iri(thing_iri(indicator.about, base=base))]))
    source = Iri(document_iri(indicator.evidence.document, base=base))
    properties.append((_CONFIDENCE, [number(indicator.confidence)]))
    properties.append((_DERIVED, [source]))
    properties.append((EVIDENCE, [_evidence(indicator.evidence, base=base)]))
    return Node(indicator_iri(indicator.id, base=base), properties)


def analysis_node(analysis: Analysis, *, base: str = DEFAULT_BASE) -> Node:
    """One measure of one network, as it was stored."""
    properties: list[Statement] = [
        (_TYPE, [Iri(ZM + "Analysis")]),
        (ZM + "method", [Literal(analysis.method)]),
        (ZM + "things", [typed(str(analysis.things), "xsd:integer")]),
        (ZM + "links", [typed(str(analysis.links), "xsd:integer")]),
    ]
    for name, text in (("settings", analysis.settings), ("remark", analysis.notes)):
        if text:
            properties.append((ZM + name, [Literal(text)]))
    return Node(thing_iri(f"analysis/{analysis.id}", base=base), properties)


def score_node(score: Score, *, base: str = DEFAULT_BASE) -> Node:
    """What an analysis found for one thing."""
    properties: list[Statement] = [
        (_TYPE, [Iri(ZM + "Score")]),
        (ZM + "analysis", [Iri(thing_iri(f"analysis/{score.analysis.id}", base=base))]),
        (ZM + "scoreOf", [Iri(thing_iri(score.entity, base=base))]),
        (ZM + "score", [typed(f"{score.value:.9f}", "xsd:decimal")]),
    ]
    return Node(thing_iri(f"score/{score.analysis.id}/{score.entity}", base=base), properties)


def relation_property(relation: str, objects: Iterable[str], *, base: str = DEFAULT_BASE) -> Statement:
    """The plain triples of a thing with the things that it is in one relation to."""
    return ZM + relation, [Iri(thing_iri(object_, base=base)) for object_ in objects]


def _wikidata_item(code: str) -> str:
    """The item in Wikidata of a thing with an identifier; empty where none is known."""
    item = _ITEM.fullmatch(code)
    return item[1] if item else _provinces().get(code, "")


@cache
def _provinces() -> Mapping[str, str]:
    """Items in Wikidata by identifier."""
    lines = files("graph.export").joinpath("wikidata.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {f"gb2260:{code}": item for code, item, _ in rows}


@cache
def _types(kind: str) -> list[Term]:
    """Our classes, the most specific first, then the outside ones: some readers take the first type they know."""
    ontology = load_ontology()
    ours = [ZM + name for name in ontology.lineage(kind)]
    return [Iri(iri) for iri in (*ours, *ontology.outside_types(kind))]


def _labels(entity: Entity) -> list[Term]:
    return [chinese(entity.name), *([english(entity.english)] if entity.english else [])]


def _imprint(document: Document) -> Iterator[Statement]:
    """Who published what and when, where the article says so."""
    if document.title:
        yield expand("dcterms:title"), [chinese(document.title)]
    if document.date:
        yield expand("dcterms:date"), [date_literal(document.date)]
    if document.publisher:
        yield expand("dcterms:publisher"), [chinese(document.publisher)]
    if document.url:
        yield expand("dcterms:source"), [web_address(document.url)]


def _evidence(evidence: Evidence, *, base: str) -> Iri:
    return Iri(evidence_iri(evidence.document, evidence.start, evidence.end, base=base))


def _objects(terms: Iterable[Term]) -> list[Term]:
    """Each once, in the order given."""
    return list(dict.fromkeys(terms))

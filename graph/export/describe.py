"""Graph -> nodes: every triple that an export holds, grouped by subject, in the order of ids, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby, islice
from operator import itemgetter
from typing import TypeVar

from graph.document import Document
from graph.entity import Entity, Evidence, Fact, Indicator
from graph.export.terms import (
    DEFAULT_BASE,
    Iri,
    Literal,
    Node,
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
from graph.keep.measures import all_scores, read_analyses
from graph.keep.reader import Graph
from schema import ZM, load_ontology
from schema.prefixes import expand

_T = TypeVar("_T")
_PAGE = 500
_TYPE, _LABEL, _OTHER_LABEL = expand("rdf:type"), expand("skos:prefLabel"), expand("skos:altLabel")
_SUBJECT, _PREDICATE, _OBJECT = expand("rdf:subject"), expand("rdf:predicate"), expand("rdf:object")
_CONFIDENCE, _DERIVED, _EVIDENCE, _RULE = ZM + "confidence", expand("prov:wasDerivedFrom"), ZM + "evidence", ZM + "rule"
_SOURCE, _START, _END, _EXACT = expand("oa:hasSource"), expand("oa:start"), expand("oa:end"), expand("oa:exact")
_INTEGER = expand("xsd:integer")
_FACT_TYPES: list[Term] = [Iri(ZM + "Fact"), Iri(expand("rdf:Statement"))]
_EVIDENCE_TYPES: list[Term] = [Iri(ZM + "Evidence"), Iri(expand("oa:TextPositionSelector"))]
_ARTICLE = "document/"
_SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"
_ITEM = re.compile(r"wikidata:(Q[1-9]\d*)")
"""The one kind of identifier that is an IRI as well; codes of universities and most places are not."""


def describe_graph(graph: Graph, *, base: str = DEFAULT_BASE) -> Iterator[Node]:
    """Everything: things with their relations, facts, evidence, indicators, stored measures. No subject comes twice."""
    yield from _described_things(graph, base=base)
    for fact in graph.all_facts():
        yield fact_node(fact, base=base)
    for ids in _pages(graph.document_ids()):
        for evidence in graph.evidence_in(ids).values():
            yield from evidence_nodes(evidence, base=base)
    for indicator in graph.indicators():
        yield indicator_node(indicator, base=base)
    yield from _measures(graph, base=base)


def describe_with_evidence(graph: Graph, *, base: str = DEFAULT_BASE) -> Iterator[tuple[Node, list[Node]]]:
    """The same without evidence of its own: each node with that which supports it, with the rules that read it there.

    A span that supports several facts comes with each of them; all of them together are the triples of describe_graph.
    """
    for node in _described_things(graph, base=base):
        yield node, []
    for fact in graph.all_facts():
        yield fact_node(fact, base=base), list(evidence_nodes(fact.evidence, base=base))
    for indicator in graph.indicators():
        yield indicator_node(indicator, base=base), list(evidence_nodes([indicator.evidence], base=base))
    for node in _measures(graph, base=base):
        yield node, []


def describe_things(graph: Graph, *, base: str = DEFAULT_BASE) -> Iterator[Node]:
    """The default graph of the formats with named graphs: things and documents without what is said about them.

    Stored measures as well: no document says them.
    """
    for page in _pages(graph.all_entities()):
        yield from _thing_nodes(graph, page, base=base)
    yield from _unnamed_documents(graph, base=base)
    yield from _measures(graph, base=base)


def describe_documents(graph: Graph, *, base: str = DEFAULT_BASE) -> Iterator[tuple[str, Iterator[Node]]]:
    """For each document that says something its IRI and what it asserts.

    That is relations, facts with its evidence alone, evidence and indicators. All of them together with
    describe_things are the triples of describe_graph.
    """
    for ids in _pages(graph.document_ids()):
        facts, evidence = graph.facts_from(ids), graph.evidence_in(ids)
        measured = sorted(graph.indicators(documents=ids), key=lambda one: (one.evidence.document, one.id))
        indicators = {id_: list(group) for id_, group in groupby(measured, key=lambda one: one.evidence.document)}
        for id_ in ids:
            if evidence[id_]:
                nodes = _assertions(id_, facts[id_], evidence[id_], indicators.get(id_, []), base=base)
                yield document_iri(id_, base=base), nodes


def _assertions(
    document: str, facts: list[Fact], evidence: list[Evidence], indicators: list[Indicator], *, base: str
) -> Iterator[Node]:
    triples = sorted({(fact.subject, fact.relation, fact.object) for fact in facts})
    yield from (Node(iri, properties) for iri, properties in _relations(triples, base=base).items())
    yield from (fact_node(fact, document=document, base=base) for fact in facts)
    yield from evidence_nodes(evidence, base=base)
    yield from (indicator_node(indicator, base=base) for indicator in indicators)


def thing_node(entity: Entity, document: Document | None = None, *, base: str = DEFAULT_BASE) -> Node:
    """What a thing is called and what kind of thing it is; `document` is the article that the entity stands for."""
    properties = [(_TYPE, _types(entity.kind)), (_LABEL, _labels(entity))]
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


def fact_node(fact: Fact, *, document: str | None = None, base: str = DEFAULT_BASE) -> Node:
    """A fact with its qualifiers and evidence; with `document`, the evidence of that document alone."""
    evidence = [one for one in fact.evidence if document in (None, one.document)]
    sources = sorted({one.document for one in evidence})
    properties: list[tuple[str, list[Term]]] = [
        (_TYPE, _FACT_TYPES),
        (_SUBJECT, [Iri(thing_iri(fact.subject, base=base))]),
        (_PREDICATE, [Iri(ZM + fact.relation)]),
        (_OBJECT, [Iri(thing_iri(fact.object, base=base))]),
    ]
    if fact.qualifiers:
        known = load_ontology().qualifiers
        for name, value in sorted(fact.qualifiers.items()):
            properties.append((ZM + name, [value_of(known[name], value)]))
    properties.append((_CONFIDENCE, [number(fact.confidence)]))
    properties.append((_DERIVED, [Iri(document_iri(source, base=base)) for source in sources]))
    properties.append((_EVIDENCE, _objects(_evidence(one, base=base) for one in evidence)))
    return Node(fact_iri(fact.id, base=base), properties)


def evidence_nodes(evidence: Iterable[Evidence], *, base: str = DEFAULT_BASE) -> Iterator[Node]:
    """One node for each span; evidence of one span, read by several rules, must stand together."""
    for (document, start, end), group in groupby(evidence, key=_span):
        rules = list(group)
        properties: list[tuple[str, list[Term]]] = [
            (_TYPE, _EVIDENCE_TYPES),
            (_SOURCE, [Iri(document_iri(document, base=base))]),
            (_START, [Literal(str(start), _INTEGER)]),
            (_END, [Literal(str(end), _INTEGER)]),
            (_EXACT, [Literal(rules[0].quote)]),
            (_RULE, [Literal(rule) for rule in dict.fromkeys(one.rule for one in rules)]),
        ]
        yield Node(evidence_iri(document, start, end, base=base), properties)


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
    properties.append((_EVIDENCE, [_evidence(indicator.evidence, base=base)]))
    return Node(indicator_iri(indicator.id, base=base), properties)


def _described_things(graph: Graph, *, base: str) -> Iterator[Node]:
    """Things with their relations, then articles that are no thing."""
    for page in _pages(graph.all_entities()):
        relations = _relations(graph.triples(subjects=[entity.id for entity in page]), base=base)
        for node in _thing_nodes(graph, page, base=base):
            yield Node(node.iri, node.properties + relations.get(node.iri, []))
    yield from _unnamed_documents(graph, base=base)


def _measures(graph: Graph, *, base: str) -> Iterator[Node]:
    """Analyses, then scores: where `zhimai analyze --store` has stored some of this graph."""
    for analysis in read_analyses(graph):
        properties: list[tuple[str, list[Term]]] = [
            (expand("rdf:type"), [Iri(ZM + "Analysis")]),
            (ZM + "method", [Literal(analysis.method)]),
            (ZM + "things", [typed(str(analysis.things), "xsd:integer")]),
            (ZM + "links", [typed(str(analysis.links), "xsd:integer")]),
        ]
        for name, text in (("settings", analysis.settings), ("remark", analysis.notes)):
            if text:
                properties.append((ZM + name, [Literal(text)]))
        yield Node(thing_iri(f"analysis/{analysis.id}", base=base), properties)
    for score in all_scores(graph):
        yield Node(
            thing_iri(f"score/{score.analysis.id}/{score.entity}", base=base),
            [
                (expand("rdf:type"), [Iri(ZM + "Score")]),
                (ZM + "analysis", [Iri(thing_iri(f"analysis/{score.analysis.id}", base=base))]),
                (ZM + "scoreOf", [Iri(thing_iri(score.entity, base=base))]),
                (ZM + "score", [typed(f"{score.value:.9f}", "xsd:decimal")]),
            ],
        )


def _thing_nodes(graph: Graph, page: Sequence[Entity], *, base: str) -> Iterator[Node]:
    """The entities of a page; those that are articles with what is known of the article."""
    ids = [entity.id.removeprefix(_ARTICLE) for entity in page if entity.id.startswith(_ARTICLE)]
    articles = dict(zip(ids, graph.documents(ids), strict=True))
    reasons = _reasons(graph, [entity.id for entity in page])
    for entity in page:
        node = thing_node(entity, articles.get(entity.id.removeprefix(_ARTICLE)), base=base)
        if entity.id in reasons:
            node.properties.append((ZM + "resolvedBy", reasons[entity.id]))
        yield node


def _reasons(graph: Graph, ids: Sequence[str]) -> dict[str, list[Term]]:
    """Why names are one thing, for each thing that has several; sorted."""
    found: dict[str, set[str]] = {}
    for join in graph.joins(ids):
        if join.one == join.other:
            told = f"{join.rule} {join.weight:.2f}: {join.names[0]} = {join.names[1]}"
            found.setdefault(join.one, set()).add(told)
    return {id_: [Literal(told) for told in sorted(reasons)] for id_, reasons in found.items()}


def _unnamed_documents(graph: Graph, *, base: str) -> Iterator[Node]:
    """Articles that no entity stands for (no part of the build makes such): evidence must not point at nothing."""
    for ids in _pages(graph.document_ids()):
        known = graph.entities([_ARTICLE + id_ for id_ in ids])
        for document in graph.documents([id_ for id_, entity in zip(ids, known, strict=True) if entity is None]):
            assert document is not None
            entity = Entity(_ARTICLE + document.id, "Document", "Article", document.title or document.id)
            yield thing_node(entity, document, base=base)


def _relations(triples: Sequence[tuple[str, str, str]], *, base: str) -> dict[str, list[tuple[str, list[Term]]]]:
    """Sorted plain triples as properties by the IRI of their subject."""
    found: dict[str, list[tuple[str, list[Term]]]] = {}
    for (subject, relation), group in groupby(triples, key=itemgetter(0, 1)):
        objects: list[Term] = [Iri(thing_iri(object_, base=base)) for _, _, object_ in group]
        found.setdefault(thing_iri(subject, base=base), []).append((ZM + relation, objects))
    return found


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


def _imprint(document: Document) -> Iterator[tuple[str, list[Term]]]:
    """Who published what and when, where the article says so."""
    if document.title:
        yield expand("dcterms:title"), [chinese(document.title)]
    if document.date:
        yield expand("dcterms:date"), [date_literal(document.date)]
    if document.publisher:
        yield expand("dcterms:publisher"), [chinese(document.publisher)]
    if document.url:
        yield expand("dcterms:source"), [web_address(document.url)]


def _span(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.document, evidence.start, evidence.end


def _evidence(evidence: Evidence, *, base: str) -> Iri:
    return Iri(evidence_iri(evidence.document, evidence.start, evidence.end, base=base))


def _objects(terms: Iterable[Term]) -> list[Term]:
    """Each once, in the order given."""
    return list(dict.fromkeys(terms))


def _pages(values: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(values)
    while page := list(islice(rest, _PAGE)):
        yield page

"""Graph -> its parts in the order of writing, a page at a time, each in the form that is asked for: node or text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Protocol, TypeVar

from graph.entity import Entity, Evidence, Fact, Indicator
from graph.export.describe import (
    SPAN,
    analysis_node,
    evidence_node,
    fact_node,
    indicator_node,
    relation_property,
    score_node,
    seen_by,
    thing_node,
)
from graph.export.terms import Literal, Node, Statement, Term, document_iri, thing_iri
from graph.keep.measures import all_scores, read_analyses
from graph.keep.reader import Graph
from schema.ontology import ZM

_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)
_PAGE = 500
_DOCUMENTS = 50
"""Documents that are looked up at once: each has many facts."""
_ARTICLE = "document/"

Seen = tuple[str, str] | None
"""Dates of the first and the last document that says so; None where none of them has a date."""


class Form(Protocol[_T_co]):
    """What becomes of the parts of a graph: nodes, or the text of one format."""

    @property
    def base(self) -> str:
        """Beginning of the IRIs of things."""

    def node(self, node: Node) -> _T_co:
        """A thing, a relation that a document tells, or a measure."""

    def fact(self, fact: Fact, evidence: Sequence[Evidence], seen: Seen) -> _T_co:
        """A fact with its evidence, or with that of one document, and when it was first and last seen in any."""

    def span(self, evidence: Sequence[Evidence]) -> _T_co:
        """The words of one place in a text, with every rule that read them there."""

    def indicator(self, indicator: Indicator) -> _T_co:
        """A measured number."""


class Nodes:
    """The form of those who want terms and no text."""

    def __init__(self, base: str) -> None:
        self.base = base

    def node(self, node: Node) -> Node:
        return node

    def fact(self, fact: Fact, evidence: Sequence[Evidence], seen: Seen) -> Node:
        return fact_node(fact, evidence, seen=seen, base=self.base)

    def span(self, evidence: Sequence[Evidence]) -> Node:
        return evidence_node(evidence, base=self.base)

    def indicator(self, indicator: Indicator) -> Node:
        return indicator_node(indicator, base=self.base)


def walk_graph(graph: Graph, form: Form[_T]) -> Iterator[_T]:
    """Everything: things with their relations, facts, evidence, indicators, stored measures. No subject comes twice."""
    yield from walk_statements(graph, form)
    for ids in _pages(graph.document_ids(), _DOCUMENTS):
        for evidence in graph.evidence_in(ids).values():
            yield from _spans(evidence, form)
    yield from walk_numbers(graph, form)


def walk_statements(graph: Graph, form: Form[_T]) -> Iterator[_T]:
    """Things with their relations, then facts."""
    for page in _pages(graph.all_entities(), _PAGE):
        relations = _relations(graph.triples(subjects=[entity.id for entity in page]), base=form.base)
        for node in _thing_nodes(graph, page, base=form.base):
            node.properties.extend(relations.get(node.iri, ()))
            yield form.node(node)
    yield from map(form.node, _unnamed_documents(graph, base=form.base))
    dates = graph.document_dates()
    for fact in graph.all_facts():
        yield form.fact(fact, fact.evidence, seen_by(fact, dates))


def walk_numbers(graph: Graph, form: Form[_T]) -> Iterator[_T]:
    """Indicators, then stored measures."""
    yield from map(form.indicator, graph.indicators())
    yield from map(form.node, _measures(graph, base=form.base))


def walk_things(graph: Graph, form: Form[_T]) -> Iterator[_T]:
    """The default graph of the formats with named graphs: things and documents without what is said about them.

    Stored measures as well: no document says them.
    """
    for page in _pages(graph.all_entities(), _PAGE):
        yield from map(form.node, _thing_nodes(graph, page, base=form.base))
    yield from map(form.node, _unnamed_documents(graph, base=form.base))
    yield from map(form.node, _measures(graph, base=form.base))


def walk_documents(graph: Graph, form: Form[_T]) -> Iterator[tuple[str, Iterator[_T]]]:
    """For each document that says something its IRI and what it asserts.

    That is relations, facts with its evidence alone, evidence and indicators. All of them together with walk_things
    are the triples of walk_graph.
    """
    dates = graph.document_dates()
    for ids in _pages(graph.document_ids(), _DOCUMENTS):
        facts, evidence = graph.facts_from(ids), graph.evidence_in(ids)
        measured = sorted(graph.indicators(documents=ids), key=lambda one: (one.evidence.document, one.id))
        indicators = {id_: list(group) for id_, group in groupby(measured, key=lambda one: one.evidence.document)}
        for id_ in ids:
            if evidence[id_]:
                told = [(fact, seen_by(fact, dates)) for fact in facts[id_]]
                parts = _assertions(id_, told, evidence[id_], indicators.get(id_, ()), form)
                yield document_iri(id_, base=form.base), parts


def _assertions(
    document: str,
    facts: Sequence[tuple[Fact, Seen]],
    evidence: Sequence[Evidence],
    indicators: Sequence[Indicator],
    form: Form[_T],
) -> Iterator[_T]:
    triples = sorted({(fact.subject, fact.relation, fact.object) for fact, _ in facts})
    for iri, properties in _relations(triples, base=form.base).items():
        yield form.node(Node(iri, properties))
    for fact, seen in facts:
        yield form.fact(fact, [one for one in fact.evidence if one.document == document], seen)
    yield from _spans(evidence, form)
    yield from map(form.indicator, indicators)


def _spans(evidence: Iterable[Evidence], form: Form[_T]) -> Iterator[_T]:
    """Evidence of one span, read by several rules, stands together."""
    for _, rules in groupby(evidence, key=SPAN):
        yield form.span(list(rules))


def _measures(graph: Graph, *, base: str) -> Iterator[Node]:
    """Analyses, then scores: where `zhimai analyze --store` has stored some of this graph."""
    for analysis in read_analyses(graph):
        yield analysis_node(analysis, base=base)
    for score in all_scores(graph):
        yield score_node(score, base=base)


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
    for ids in _pages(graph.document_ids(), _PAGE):
        known = graph.entities([_ARTICLE + id_ for id_ in ids])
        for document in graph.documents([id_ for id_, entity in zip(ids, known, strict=True) if entity is None]):
            assert document is not None
            entity = Entity(_ARTICLE + document.id, "Document", "Article", document.title or document.id)
            yield thing_node(entity, document, base=base)


def _relations(triples: Sequence[tuple[str, str, str]], *, base: str) -> dict[str, list[Statement]]:
    """Sorted plain triples as properties by the IRI of their subject."""
    found: dict[str, list[Statement]] = {}
    for (subject, relation), group in groupby(triples, key=itemgetter(0, 1)):
        objects = [object_ for _, _, object_ in group]
        found.setdefault(thing_iri(subject, base=base), []).append(relation_property(relation, objects, base=base))
    return found


def _pages(values: Iterable[_T], size: int) -> Iterator[list[_T]]:
    rest = iter(values)
    while page := list(islice(rest, size)):
        yield page

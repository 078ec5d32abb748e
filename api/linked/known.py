"""Id of a thing, fact or indicator -> all that the graph knows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graph.document import Document
from graph.entity import Entity, Evidence, Fact, Indicator
from graph.export.describe import evidence_nodes, fact_node, indicator_node, seen_by, thing_node
from graph.export.terms import Iri, Node, Term, fact_iri, indicator_iri, thing_iri
from graph.keep.reader import Graph
from schema.ontology import ZM
from schema.prefixes import expand

_ARTICLE = "document/"


@dataclass(frozen=True, slots=True)
class Known:
    """What the graph knows of one id, with the names of everything in it."""

    id: str
    entity: Entity | None
    """None for a fact or an indicator."""
    document: Document | None
    """Where the thing is an article of the graph."""
    facts: tuple[Fact, ...]
    """Those in which it is subject or object, mentions last; of an article what it says."""
    indicators: tuple[Indicator, ...]
    """Those that describe it; of an article what it states."""
    things: Mapping[str, Entity]
    """The things at the ends of facts and indicators, by id."""
    documents: Mapping[str, Document]
    """The documents that evidence stands in, by Document.id."""
    is_partial: bool
    """True where there are more facts than were asked for."""


def look_up(graph: Graph, id_: str, *, limit: int) -> Known | None:
    """What is known of an id, with at most `limit` facts; None where it is not known."""
    kind, _, rest = id_.partition("/")
    if kind == "fact":
        facts = [fact for fact in graph.facts_by_id([rest]) if fact]
        return _known(graph, id_, facts, []) if facts else None
    if kind == "indicator":
        indicators = graph.indicators(ids=[rest])
        return _known(graph, id_, [], indicators) if indicators else None
    [entity] = graph.entities([id_])
    [document] = graph.documents([rest]) if kind == "document" else [None]
    if entity is None and document is not None:
        entity = Entity(id_, "Document", "Article", document.title or document.id)
    if entity is None:
        return None
    facts = graph.facts_of([id_], limit=limit + 1)[id_]
    indicators = graph.indicators(about=[id_])
    if document is not None:
        said = [fact for fact in graph.facts_from([rest])[rest] if fact.relation != "mentions"]
        facts = list({fact.id: fact for fact in (*said, *facts)}.values())
        indicators = graph.indicators(documents=[rest])
    known = _known(graph, id_, facts[:limit], indicators[:limit])
    return replace(known, entity=entity, document=document, is_partial=len(facts) > limit)


def _known(graph: Graph, id_: str, facts: list[Fact], indicators: list[Indicator]) -> Known:
    """Statements with the things and documents that they name."""
    ids = {end for fact in facts for end in (fact.subject, fact.object)}
    ids.update(indicator.about for indicator in indicators if indicator.about)
    evidence = [*(one for fact in facts for one in fact.evidence), *(indicator.evidence for indicator in indicators)]
    things = {thing.id: thing for thing in graph.entities(sorted(ids)) if thing}
    texts = {text.id: text for text in graph.documents(sorted({one.document for one in evidence})) if text}
    return Known(id_, None, None, tuple(facts), tuple(indicators), things, texts, is_partial=False)


def describe(known: Known, *, base: str) -> list[Node]:
    """The same as RDF: the thing first, its facts and indicators with their evidence, and the names of the others."""
    nodes = [*_thing_nodes(known, base=base)]
    dates = {text.id: text.date for text in known.documents.values() if text.date}
    nodes.extend(fact_node(fact, seen=seen_by(fact, dates), base=base) for fact in known.facts)
    nodes.extend(indicator_node(indicator, base=base) for indicator in known.indicators)
    nodes.extend(evidence_nodes(_sorted_evidence(known), base=base))
    return nodes


def topic(known: Known, address: str, *, base: str) -> Node:
    """What a document at an address says of itself: what it is about, and whether that is all."""
    kind, _, rest = known.id.partition("/")
    names = {"fact": fact_iri, "indicator": indicator_iri}
    iri = names[kind](rest, base=base) if kind in names else thing_iri(known.id, base=base)
    properties: list[tuple[str, list[Term]]] = [(expand("foaf:primaryTopic"), [Iri(iri)])]
    return Node(address, properties)


def _thing_nodes(known: Known, *, base: str) -> Iterator[Node]:
    """The thing in full, the others with names and classes; every relation with its subject."""
    relations: dict[str, dict[str, list[Term]]] = {}
    for subject, relation, object_ in sorted({(fact.subject, fact.relation, fact.object) for fact in known.facts}):
        objects = relations.setdefault(subject, {}).setdefault(ZM + relation, [])
        objects.append(Iri(thing_iri(object_, base=base)))
    things = dict(known.things)
    if known.entity is not None:
        things.pop(known.id, None)
        things = {known.id: known.entity, **things}
    for id_, entity in things.items():
        node = thing_node(entity, known.document if id_ == known.id else None, base=base)
        properties = node.properties if id_ == known.id else _names(node)
        yield Node(node.iri, [*properties, *relations.get(id_, {}).items()])


def _names(node: Node) -> list[tuple[str, list[Term]]]:
    shown = (expand("rdf:type"), expand("skos:prefLabel"))
    return [(predicate, objects) for predicate, objects in node.properties if predicate in shown]


def _sorted_evidence(known: Known) -> Iterable[Evidence]:
    """Each piece once, those of one span together."""
    found = {one for fact in known.facts for one in fact.evidence}
    found.update(indicator.evidence for indicator in known.indicators)
    return sorted(found, key=lambda one: (one.document, one.start, one.end, one.rule))

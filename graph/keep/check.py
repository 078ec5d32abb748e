"""Documents, entities, facts, indicators -> nothing, or a GraphError that names the first one that must not be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from graph.document import Document
from graph.entity import Entity, Evidence, Fact, Indicator
from graph.errors import GraphError
from graph.ontology import load_ontology
from schema import Ontology


def check_graph(
    documents: Mapping[str, Document],
    entities: Sequence[Entity],
    facts: Sequence[Fact],
    indicators: Sequence[Indicator],
) -> None:
    """Hold a graph to what is always true of one: the ontology rules, and every fact shows words that are there.

    Raises:
        GraphError: at the first fault, which is one of the program and not of the input.
    """
    for fault in find_faults(documents, entities, facts, indicators):
        raise GraphError(fault)


def find_faults(
    documents: Mapping[str, Document],
    entities: Sequence[Entity],
    facts: Sequence[Fact],
    indicators: Sequence[Indicator],
) -> Iterator[str]:
    """What is wrong with a graph, one line for each fault; nothing for a good one."""
    ontology = load_ontology()
    types = {entity.id: entity.type for entity in entities}
    yield from _chain(
        _repeated("entity", [entity.id for entity in entities]),
        _repeated("fact", [fact.id for fact in facts]),
        _repeated("indicator", [indicator.id for indicator in indicators]),
        _faults_of_entities(entities, ontology),
        (fault for fact in facts for fault in _fact_faults(fact, types, documents, ontology)),
        (fault for indicator in indicators for fault in _indicator_faults(indicator, types, documents)),
    )


def _chain(*parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        yield from part


def _repeated(what: str, ids: Sequence[str]) -> Iterator[str]:
    if len(set(ids)) == len(ids):
        return
    for id_, times in Counter(ids).items():
        for _ in range(1, times):
            yield f"{what} {id_} stands twice; ids must be unique"


def _faults_of_entities(entities: Sequence[Entity], ontology: Ontology) -> Iterator[str]:
    """Most things are like others: where there is nothing wrong with one of each sort, nothing is with any."""
    sorts = {(entity.type, entity.kind, *entity.attributes): entity for entity in entities}
    if all(map(attrgetter("name"), entities)) and not any(any(_entity_faults(one, ontology)) for one in sorts.values()):
        return
    for entity in entities:
        yield from _entity_faults(entity, ontology)


def _entity_faults(entity: Entity, ontology: Ontology) -> Iterator[str]:
    where = f"entity {entity.id}"
    if entity.type not in ontology.things:
        yield f"{where}: type '{entity.type}' is no top class of things; right would be {', '.join(ontology.things)}"
    elif entity.kind not in ontology.classes or ontology.classes[entity.kind].top != entity.type:
        right = ", ".join(ontology.kinds(entity.type))
        yield f"{where}: kind '{entity.kind}' is no class under {entity.type}; right would be {right}"
    if not entity.name:
        yield f"{where}: has no name"
    for name in sorted(entity.attributes.keys() - ontology.attributes.keys()):
        yield f"{where}: attribute '{name}' is not in the ontology; it has {', '.join(ontology.attributes)}"


def _fact_faults(
    fact: Fact, types: Mapping[str, str], documents: Mapping[str, Document], ontology: Ontology
) -> Iterator[str]:
    where = f"fact {fact.id}"
    for id_ in (fact.subject, fact.object):
        if id_ not in types:
            yield f"{where}: there is no entity {id_}"
            return
    if not ontology.admits(fact.relation, types[fact.subject], types[fact.object]):
        yield f"{where}: {types[fact.subject]} {fact.relation} {types[fact.object]} is not in the ontology"
    for name in sorted(fact.qualifiers.keys() - ontology.qualifiers.keys()):
        yield f"{where}: qualifier '{name}' is not in the ontology; it has {', '.join(ontology.qualifiers)}"
    if not fact.evidence:
        yield f"{where}: has no evidence"
    yield from _confidence_faults(where, fact.confidence)
    for evidence in fact.evidence:
        yield from _evidence_faults(where, evidence, documents)


def _indicator_faults(
    indicator: Indicator, types: Mapping[str, str], documents: Mapping[str, Document]
) -> Iterator[str]:
    where = f"indicator {indicator.id}"
    if indicator.about and indicator.about not in types:
        yield f"{where}: there is no entity {indicator.about}"
    yield from _confidence_faults(where, indicator.confidence)
    yield from _evidence_faults(where, indicator.evidence, documents)


def _confidence_faults(where: str, confidence: float) -> Iterator[str]:
    if not 0 <= confidence <= 1:
        yield f"{where}: confidence {confidence} is not between 0 and 1"


def _evidence_faults(where: str, evidence: Evidence, documents: Mapping[str, Document]) -> Iterator[str]:
    document = documents.get(evidence.document)
    span = f"{evidence.document}#char={evidence.start},{evidence.end}"
    if document is None:
        yield f"{where}: evidence {span}: there is no such document"
    elif not 0 <= evidence.start < evidence.end or document.text[evidence.start : evidence.end] != evidence.quote:
        yield f"{where}: evidence {span}: these words of the text are not “{evidence.quote}”"

"""schema/ontology.ttl -> Ontology: the classes, relations, qualifiers and attributes that a graph may use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

_T = TypeVar("_T")

ZM = "https://w3id.org/zhimai/ontology#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True, slots=True)
class Term:
    """What every term of the ontology has. Names are local names in the namespace ZM."""

    name: str
    labels: Mapping[str, str]
    """By language: zh, en."""
    comments: Mapping[str, str]
    """By language: zh, en."""
    example: str
    """A few Chinese words that show the term; empty where there are none."""


@dataclass(frozen=True, slots=True)
class Class(Term):
    """A class of things, facts, evidence or indicators."""

    parent: str | None
    """The next wider class; None for a top class."""
    top: str
    """The widest class: the class itself where it has no parent."""
    alignments: tuple[str, ...]
    """IRIs of the outside classes that this class itself names, sorted."""


@dataclass(frozen=True, slots=True)
class Relation(Term):
    """A property that a fact may state between two things."""

    domain: tuple[str, ...]
    """Top classes that a subject may have, sorted."""
    range: tuple[str, ...]
    """Top classes that an object may have, sorted."""
    qualifiers: tuple[str, ...]
    """Qualifiers that facts of this relation may carry, sorted."""
    symmetric: bool
    parents: tuple[str, ...]
    """Wider properties of the ontology, sorted: attended for spokeAt, organized for hosted."""
    alignments: tuple[str, ...]
    """IRIs of outside properties that say nearly the same, sorted."""
    inverse_alignments: tuple[str, ...]
    """IRIs of outside properties that say nearly the same from object to subject, sorted."""


@dataclass(frozen=True, slots=True)
class Property(Term):
    """Any other property of the ontology: a qualifier, an attribute, or a part of facts, evidence and indicators."""

    range: tuple[str, ...]
    """Datatype IRI, or the top classes of the objects; empty where several datatypes fit."""
    domain: tuple[str, ...]
    """Top classes of the subjects; empty where any will do."""
    is_object: bool
    """True where the values are things and not literals."""


@dataclass(frozen=True, slots=True)
class Ontology:
    """The whole vocabulary. Every mapping is by local name and in the order of names."""

    classes: Mapping[str, Class]
    relations: Mapping[str, Relation]
    qualifiers: Mapping[str, Property]
    """Literals on facts."""
    attributes: Mapping[str, Property]
    """Literals on things."""
    properties: Mapping[str, Property]
    """Everything that is not a relation: qualifiers, attributes, and the rest (evidence, confidence, measure …)."""
    things: tuple[str, ...]
    """The top classes of entities, sorted: what relations hold between."""

    def admits(self, relation: str, subject_type: str, object_type: str) -> bool:
        """True where the relation may hold between things of these top classes.

        >>> load_ontology().admits("holdsPost", "Person", "Organization")
        True
        >>> load_ontology().admits("holdsPost", "Organization", "Person")
        False
        """
        known = self.relations.get(relation)
        return known is not None and subject_type in known.domain and object_type in known.range

    def lineage(self, kind: str) -> tuple[str, ...]:
        """The class and its wider classes, the most specific first.

        >>> load_ontology().lineage("Law")
        ('Law', 'PolicyDocument', 'Policy')
        """
        found = [kind]
        while (parent := self.classes[found[-1]].parent) is not None:
            found.append(parent)
        return tuple(found)

    def outside_types(self, kind: str) -> tuple[str, ...]:
        """IRIs of the outside classes that a thing of this kind belongs to, sorted."""
        return tuple(sorted({iri for name in self.lineage(kind) for iri in self.classes[name].alignments}))

    def kinds(self, top: str) -> tuple[str, ...]:
        """The top class and every class below it, sorted."""
        return tuple(name for name, known in self.classes.items() if known.top == top)


@cache
def load_ontology() -> Ontology:
    """The ontology of this release; read once, in a few milliseconds."""
    return _Reader(files("schema").joinpath("ontology.ttl").read_bytes()).ontology()


class _Reader:
    """The triples of the ontology file, and the questions that loading asks of them."""

    def __init__(self, turtle: bytes) -> None:
        self.values: dict[tuple[object, str], list[object]] = {}
        for triple in parse(turtle, RdfFormat.TURTLE):
            self.values.setdefault((triple.subject, triple.predicate.value), []).append(triple.object)

    def ontology(self) -> Ontology:
        """Everything the file declares."""
        parents = {name: self.local(name, _RDFS + "subClassOf") for name in self.declared(_OWL + "Class")}
        relations = {name: self.relation(name) for name in self.declared(ZM + "Relation")}
        named = sorted({*self.declared(_OWL + "DatatypeProperty"), *self.declared(_OWL + "ObjectProperty")})
        properties = {name: self.property(name) for name in named if name not in relations}
        described = {name for relation in relations.values() for name in relation.domain + relation.range}
        return Ontology(
            classes=_frozen({name: self.class_(name, parents) for name in sorted(parents)}),
            relations=_frozen(relations),
            qualifiers=_frozen({name: properties[name] for name in self.declared(ZM + "Qualifier")}),
            attributes=_frozen({name: properties[name] for name in self.declared(ZM + "Attribute")}),
            properties=_frozen(properties),
            things=tuple(sorted(described)),
        )

    def declared(self, type_: str) -> list[str]:
        """Local names of our terms that are declared as `type_`, sorted."""
        metaclasses = {"Relation", "Qualifier", "Attribute"}
        return sorted(
            subject.value.removeprefix(ZM)
            for (subject, predicate), values in self.values.items()
            if predicate == _RDF + "type" and isinstance(subject, NamedNode) and NamedNode(type_) in values
            if subject.value.removeprefix(ZM) not in metaclasses
        )

    def class_(self, name: str, parents: Mapping[str, list[str]]) -> Class:
        top = name
        while parents[top]:
            top = parents[top][0]
        labels, comments, example = self.words(name)
        return Class(
            name, labels, comments, example, next(iter(parents[name]), None), top, self.outside(name, "subClassOf")
        )

    def relation(self, name: str) -> Relation:
        labels, comments, example = self.words(name)
        return Relation(
            name,
            labels,
            comments,
            example,
            domain=self.classes_of(name, "domain"),
            range=self.classes_of(name, "range"),
            qualifiers=tuple(self.local(name, ZM + "qualifier")),
            symmetric=NamedNode(_OWL + "SymmetricProperty") in self.of(name, _RDF + "type"),
            parents=tuple(self.local(name, _RDFS + "subPropertyOf")),
            alignments=self.outside(name, "closeMatch"),
            inverse_alignments=self.outside(name, "inverseMatch"),
        )

    def property(self, name: str) -> Property:
        labels, comments, example = self.words(name)
        return Property(
            name,
            labels,
            comments,
            example,
            range=self.classes_of(name, "range"),
            domain=self.classes_of(name, "domain"),
            is_object=NamedNode(_OWL + "ObjectProperty") in self.of(name, _RDF + "type"),
        )

    def of(self, name: str, predicate: str) -> list[object]:
        return self.values.get((NamedNode(ZM + name), predicate), [])

    def local(self, name: str, predicate: str) -> list[str]:
        """Values in our namespace, as sorted local names."""
        return sorted(
            value.value.removeprefix(ZM)
            for value in self.of(name, predicate)
            if isinstance(value, NamedNode) and value.value.startswith(ZM)
        )

    def outside(self, name: str, predicate: str) -> tuple[str, ...]:
        """Values in other namespaces, as sorted IRIs; `predicate` is a local name."""
        values = [value for space in (_RDFS, _SKOS, ZM) for value in self.of(name, space + predicate)]
        return tuple(sorted(v.value for v in values if isinstance(v, NamedNode) and not v.value.startswith(ZM)))

    def classes_of(self, name: str, predicate: str) -> tuple[str, ...]:
        """The classes of a domain or range, unions opened, sorted; local names of ours, IRIs of others."""
        found: list[str] = []
        for value in self.of(name, _RDFS + predicate):
            found.extend([value.value] if isinstance(value, NamedNode) else self.union(value))
        return tuple(sorted(iri.removeprefix(ZM) for iri in found))

    def union(self, node: object) -> Iterable[str]:
        """The members of an owl:unionOf list."""
        rest = self.values[node, _OWL + "unionOf"][0]
        while rest != NamedNode(_RDF + "nil"):
            first = self.values[rest, _RDF + "first"][0]
            assert isinstance(first, NamedNode)
            yield first.value
            rest = self.values[rest, _RDF + "rest"][0]

    def words(self, name: str) -> tuple[Mapping[str, str], Mapping[str, str], str]:
        """Labels and comments by language, and the example."""
        example = next((v.value for v in self.of(name, _SKOS + "example") if isinstance(v, Literal)), "")
        return self.by_language(name, "label"), self.by_language(name, "comment"), example

    def by_language(self, name: str, predicate: str) -> Mapping[str, str]:
        texts = [v for v in self.of(name, _RDFS + predicate) if isinstance(v, Literal)]
        return _frozen({str(text.language): text.value for text in texts})


def _frozen(mapping: Mapping[str, _T]) -> Mapping[str, _T]:
    return MappingProxyType(dict(mapping))

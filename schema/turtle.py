"""Turtle of the ontology -> Ontology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from schema.ontology import ZM, Class, Ontology, Property, Relation

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


def read_ontology(turtle: bytes) -> Ontology:
    """All that it declares."""
    return _Reader(turtle).ontology()


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
            classes={name: self.class_(name, parents) for name in sorted(parents)},
            relations=relations,
            qualifiers={name: properties[name] for name in self.declared(ZM + "Qualifier")},
            attributes={name: properties[name] for name in self.declared(ZM + "Attribute")},
            properties=properties,
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
        return {str(text.language): text.value for text in texts}

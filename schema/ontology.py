"""schema/ontology.ttl -> Ontology: the classes, relations, qualifiers and attributes that a graph may use."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct  # which reads annotations: left as they are, none is compiled a second time

ZM = "https://w3id.org/zhimai/ontology#"
FILE = Path(__file__).with_name("ontology.ttl")


class Term(Struct, frozen=True):
    """What every term of the ontology has. Names are local names in the namespace ZM."""

    name: str
    labels: Mapping[str, str]
    """By language: zh, en."""
    comments: Mapping[str, str]
    """By language: zh, en."""
    example: str
    """A few Chinese words that show the term; empty where there are none."""


class Class(Term, frozen=True):
    """A class of things, facts, evidence or indicators."""

    parent: str | None
    """The next wider class; None for a top class."""
    top: str
    """The widest class: the class itself where it has no parent."""
    alignments: tuple[str, ...]
    """IRIs of the outside classes that this class itself names, sorted."""


class Relation(Term, frozen=True):
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


class Property(Term, frozen=True):
    """Any other property of the ontology: a qualifier, an attribute, or a part of facts, evidence and indicators."""

    range: tuple[str, ...]
    """Datatype IRI, or the top classes of the objects; empty where several datatypes fit."""
    domain: tuple[str, ...]
    """Top classes of the subjects; empty where any will do."""
    is_object: bool
    """True where the values are things and not literals."""


class Ontology(Struct, frozen=True):
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
    from schema.turtle import read_ontology  # noqa: PLC0415 - who knows the ontology from before needs no parser

    return read_ontology(FILE.read_bytes())

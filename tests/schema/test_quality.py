"""The ontology as a careful publisher would want it: nothing contradicts itself, nothing is unnamed or unused."""

from __future__ import annotations

import re

import owlrl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from schema import ZM, load_ontology
from schema.prefixes import PREFIXES
from tests.conftest import ROOT

ONTOLOGY = load_ontology()
FILE = ROOT / "schema" / "ontology.ttl"
TEXT = rdflib.Namespace("http://example.org/")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
DECLARED = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(FILE)


def own_terms(vocabulary: rdflib.Graph) -> set[URIRef]:
    return {term for term in vocabulary.subjects() if isinstance(term, URIRef) and str(term).startswith(ZM)}


def test_no_class_and_no_relation_contradicts_itself(vocabulary: rdflib.Graph) -> None:
    """One thing of each class, one use of each relation: the closure by OWL 2 RL holds nothing impossible."""
    closure = rdflib.Graph()
    for triple in vocabulary:
        closure.add(triple)
    # The top classes are disjoint; shapes.ttl says so, here it is said to the reasoner.
    tops = [URIRef(ZM + name) for name in ONTOLOGY.things]
    for place, one in enumerate(tops):
        for other in tops[place + 1 :]:
            closure.add((one, OWL.disjointWith, other))
    for name in ONTOLOGY.classes:
        closure.add((TEXT[f"a-{name}"], RDF.type, URIRef(ZM + name)))
    for relation in ONTOLOGY.relations.values():
        for subject in relation.domain:
            for object_ in relation.range:
                one, other = TEXT[f"{relation.name}-{subject}"], TEXT[f"{relation.name}-{subject}-{object_}"]
                closure.add((one, RDF.type, URIRef(ZM + subject)))
                closure.add((other, RDF.type, URIRef(ZM + object_)))
                closure.add((one, URIRef(ZM + relation.name), other))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    assert sorted(str(message) for message in closure.objects(None, ERROR)) == []
    assert list(closure.subjects(RDF.type, OWL.Nothing)) == []


def test_a_contradiction_would_be_found(vocabulary: rdflib.Graph) -> None:
    closure = rdflib.Graph()
    for triple in vocabulary:
        closure.add(triple)
    closure.add((URIRef(ZM + "Person"), OWL.disjointWith, URIRef(ZM + "Event")))
    closure.add((TEXT.meeting, RDF.type, URIRef(ZM + "Conference")))
    closure.add((TEXT.meeting, URIRef(ZM + "holdsPost"), TEXT.body))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    assert list(closure.objects(None, ERROR))


def test_every_term_is_declared_and_named_in_both_languages(vocabulary: rdflib.Graph) -> None:
    for term in sorted(own_terms(vocabulary)):
        kinds = set(vocabulary.objects(term, RDF.type))
        assert kinds & set(DECLARED), f"{term} is not declared"
        for predicate in (RDFS.label, RDFS.comment):
            languages = sorted(str(text.language) for text in vocabulary.objects(term, predicate))
            assert languages == ["en", "zh"], (term, predicate)


def test_labels_are_no_two_the_same_among_terms_of_one_kind() -> None:
    for terms in (ONTOLOGY.classes, ONTOLOGY.relations, ONTOLOGY.qualifiers, ONTOLOGY.attributes):
        for language in ("zh", "en"):
            labels = [term.labels[language].casefold() for term in terms.values()]
            assert len(labels) == len(set(labels)), (language, sorted(labels))


def test_every_top_class_is_aligned_with_an_outside_one() -> None:
    assert all(ONTOLOGY.classes[name].alignments for name in ONTOLOGY.things)


def test_only_known_namespaces_are_used(vocabulary: rdflib.Graph) -> None:
    known = (*PREFIXES.values(), str(OWL), str(SKOS), "https://spdx.org/licenses/", ZM.rstrip("#"))
    for triple in vocabulary:
        for term in triple:
            assert not isinstance(term, URIRef) or str(term).startswith(known), term


def test_every_term_that_the_file_uses_is_declared_in_it(vocabulary: rdflib.Graph) -> None:
    used = {
        URIRef(ZM + name) for name in re.findall(r"\bzm:(\w+)", FILE.read_text("utf-8").partition("owl:Ontology")[2])
    }
    comments = {URIRef(ZM + name) for name in re.findall(r"#.*\bzm:(\w+)", FILE.read_text("utf-8"))}
    assert used - comments <= own_terms(vocabulary)

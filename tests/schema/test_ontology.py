"""The ontology says what vocabulary and annotators agreed on, in both languages."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from schema import load_ontology
from tests.conftest import ROOT

ONTOLOGY = load_ontology()
TERMS = [*ONTOLOGY.classes.values(), *ONTOLOGY.relations.values(), *ONTOLOGY.properties.values()]
GOLD = ROOT / ".." / "shared" / "gold" / "check.py"


def test_seven_top_classes_of_things() -> None:
    assert ONTOLOGY.things == ("Document", "Event", "Organization", "Park", "Person", "Place", "Policy")


def test_seventeen_relations_and_mentions() -> None:
    assert len(ONTOLOGY.relations) == 18
    assert "mentions" in ONTOLOGY.relations


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_term_is_explained_in_both_languages_with_an_example(term: object) -> None:
    assert sorted(term.labels) == sorted(term.comments) == ["en", "zh"]  # type: ignore[attr-defined]
    assert term.example  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("relation", "subject", "object_", "admitted"),
    [
        ("holdsPost", "Person", "Park", True),
        ("holdsPost", "Person", "Place", False),
        ("attended", "Organization", "Event", True),
        ("established", "Place", "Organization", True),
        ("issued", "Event", "Policy", True),
        ("issued", "Person", "Policy", False),
        ("locatedIn", "Organization", "Organization", True),
        ("mentions", "Document", "Document", True),
        ("mentions", "Person", "Document", False),
        ("organized", "Organization", "Event", False),
        ("coBuild", "Organization", "Park", False),
    ],
)
def test_admits_what_domain_and_range_allow(relation: str, subject: str, object_: str, admitted: bool) -> None:
    assert ONTOLOGY.admits(relation, subject, object_) is admitted


@pytest.mark.skipif(not GOLD.exists(), reason="no ../shared/gold/check.py beside the project")
def test_admits_every_relation_that_the_gold_may_hold() -> None:
    tree = ast.parse(GOLD.read_text("utf-8"))
    [signature] = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SIGNATURE"
    ]
    for relation, (subjects, objects) in signature.items():
        for subject in subjects:
            for object_ in objects:
                assert ONTOLOGY.admits(relation, subject, object_), (subject, relation, object_)


def test_speaking_is_attending_and_hosting_is_organizing() -> None:
    assert ONTOLOGY.relations["spokeAt"].parents == ONTOLOGY.relations["moderated"].parents == ("attended",)
    for name in ("hosted", "undertook", "coOrganized"):
        assert ONTOLOGY.relations[name].parents == ("organized",)


def test_only_signing_is_symmetric() -> None:
    assert [name for name, relation in ONTOLOGY.relations.items() if relation.symmetric] == ["signedWith"]


@pytest.mark.parametrize("name", ONTOLOGY.classes)
def test_no_outside_class_reads_as_another_top_class(name: str) -> None:
    top = ONTOLOGY.classes[name].top
    outside = {iri.replace("#", "/").rsplit("/", 1)[-1] for iri in ONTOLOGY.outside_types(name)}
    assert outside & set(ONTOLOGY.things) <= {top}


def test_qualifiers_of_relations_are_declared() -> None:
    for relation in ONTOLOGY.relations.values():
        assert set(relation.qualifiers) <= set(ONTOLOGY.qualifiers), relation.name


def test_rdflib_reads_the_file_too() -> None:
    triples = rdflib.Graph().parse(ROOT / "schema" / "ontology.ttl")
    assert (rdflib.URIRef("https://w3id.org/zhimai/ontology"), rdflib.RDF.type, rdflib.OWL.Ontology) in triples


def test_loading_does_without_rdflib() -> None:
    probe = "import sys; from schema import load_ontology; load_ontology(); print('rdflib' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", probe], cwd=ROOT, text=True).strip() == "False"


def test_ontology_is_found_beside_its_module() -> None:
    assert (Path(sys.modules["schema"].__path__[0]) / "ontology.ttl").is_file()

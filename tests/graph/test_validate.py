"""zhimai validate: what breaks the shapes is named in plain words; what is no RDF is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.validate import find_breaches, read_triples
from schema import ZM, load_ontology
from schema.shapes import make_shapes
from tests.conftest import ROOT, Run

HEAD = f"""\
@prefix zm: <{ZM}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix x: <http://example.org/> .
"""
NAMED = 'skos:prefLabel "名"@zh'

# A statement, and a part of what is said of it.
WRONG = {
    'x:a a zm:Person ; skos:prefLabel "Li"@en .': "skos:prefLabel — zm:PersonShape: exactly one prefLabel in Chinese",
    f'x:a a zm:Park ; {NAMED} ; skos:altLabel "Parc"@fr .': "the language has to be zh or en",
    f"x:a a zm:Person, zm:Place ; {NAMED} .": "zm:P",
    f"x:a a zm:Person ; {NAMED} ; zm:holdsPost x:b . x:b a zm:Event ; {NAMED} .": "a zm:Organization or zm:Park",
    f"x:a a zm:Event ; {NAMED} ; zm:spokeAt x:b . x:b a zm:Event ; {NAMED} .": "has to be a zm:Person",
    f"x:a a zm:Person ; {NAMED} ; zm:attended x:b . x:b a zm:Event ; {NAMED} .": "a plain triple has a fact",
    "x:a a zm:Fact .": "rdf:subject — zm:FactShape: at least 1 needed",
    "x:a a zm:Fact ; zm:confidence 2.0 .": 'zm:confidence → "2.0" — zm:FactShape: has to be 1.0 at most',
    'x:a a zm:Evidence ; oa:start 3 ; oa:end 9 ; oa:exact "三个字" .': "zm:EvidenceShape",
    "x:a a zm:Indicator .": "zm:IndicatorShape: at least 1 needed",
    "x:a a zm:Analysis .": "zm:method — zm:AnalysisShape: at least 1 needed",
    "x:a a zm:Score .": "zm:scoreOf — zm:ScoreShape: at least 1 needed",
    f'x:a a zm:Article, zm:Document ; {NAMED} ; dcterms:title "一"@zh, "二"@zh .': "at most 1 allowed",
}


@pytest.mark.parametrize(("turtle", "said"), WRONG.items(), ids=range(len(WRONG)))
def test_what_is_wrong_is_said(tmp_path: Path, turtle: str, said: str) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(HEAD + turtle, "utf-8")
    breaches = [str(breach) for breach in find_breaches(read_triples(path))]
    assert any(said in line for line in breaches), breaches


def test_command_names_each_breach_once_and_counts_them(zhimai: Run, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(HEAD + 'x:a a zm:Person ; skos:prefLabel "Li"@en .', "utf-8")
    found = zhimai("validate", path)
    assert found.returncode == 1
    assert found.stdout == (
        "http://example.org/a skos:prefLabel — zm:PersonShape: exactly one prefLabel in Chinese\n"
        f"{path}: 2 triples, 1 breach of the shapes\n"
    )


def test_export_of_the_samples_conforms(zhimai: Run) -> None:
    found = zhimai("validate", "exports/sample.ttl")
    assert (found.returncode, found.stdout.endswith("no breach of the shapes\n")) == (0, True)


def test_files_that_are_no_rdf_are_refused(tmp_path: Path) -> None:
    for name, content in (("a.ttl", "a b c"), ("a.jsonld", "{"), ("a.nt", "<a> <b> <c> ."), ("a.md", "# a")):
        path = tmp_path / name
        path.write_text(content, "utf-8")
        with pytest.raises(UsageError, match=name):
            read_triples(path)


def test_every_relation_has_a_shape() -> None:
    shapes = make_shapes(load_ontology())
    assert shapes == (ROOT / "schema" / "shapes.ttl").read_text("utf-8")
    for name in load_ontology().relations:
        assert f"zm:{name}Shape a sh:NodeShape" in shapes


def broken_ways() -> str:
    """One thing that is wrong for each shape of a class, a relation and an attribute."""
    ontology = load_ontology()
    lines = [f"x:class-{name} a zm:{name} ." for name in ontology.things]
    for name in ontology.relations:
        lines.append(f"x:subject-{name} a zm:Evidence ; zm:{name} x:object-{name} .")
    for name in ontology.attributes:
        lines.append(f"x:attribute-{name} zm:{name} x:no-literal, 'a'@fr, 'b'@de .")
    lines.append(f"x:article a zm:Article, zm:Document ; {NAMED} ; dcterms:title '一'@zh, '二'@zh .")
    lines.append("x:fact a zm:Fact . x:evidence a zm:Evidence . x:indicator a zm:Indicator .")
    lines.append("x:analysis a zm:Analysis . x:score a zm:Score .")
    return HEAD + "\n".join(lines)


def test_every_shape_has_something_that_breaks_it(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(broken_ways(), "utf-8")
    said = {rule for breach in find_breaches(read_triples(path)) for rule in re.findall(r"zm:(\w+Shape)", breach.rule)}
    shapes = set(re.findall(r"^zm:(\w+Shape) a sh:NodeShape", make_shapes(load_ontology()), re.MULTILINE))
    assert len(shapes) > 30
    assert shapes - said == set()

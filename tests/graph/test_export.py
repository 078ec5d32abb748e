"""Every format says the same, in the same bytes, to every reader we know of, and conforms to the shapes."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx
import pyoxigraph
import pyshacl
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rdflib.compare import isomorphic

import graph
from graph.document import Document
from graph.entity import Entity, Evidence, Fact, Indicator
from graph.export import FORMATS, thing_iri
from graph.export.describe import fact_node, seen_by
from graph.export.terms import fact_iri
from graph.keep.reader import Graph
from graph.keep.writer import write_graph
from schema import ZM, load_ontology
from tests.conftest import ROOT
from tests.graph.sample_graph import DOCUMENTS, ENTITIES, FACTS, INDICATORS, A, document, fact, write_sample

Exports = dict[str, bytes]
EXPORTED = rdflib.Namespace("https://w3id.org/zhimai/id/")
RDF_FORMATS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}

RDFLIB_READS_JSONLD = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
"""rdflib's parser of JSON-LD uses what rdflib deprecates."""


def export(opened: Graph, format_: str, **options: str) -> bytes:
    stream = io.BytesIO()
    FORMATS[format_].writer(opened, stream, **options)
    return stream.getvalue()


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    folder = tmp_path_factory.mktemp("kg")
    write_sample(folder)
    with graph.load(folder) as opened:
        return {name: export(opened, name) for name in FORMATS}


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "schema" / "shapes.ttl")


def triples(exports: Exports, format_: str) -> set[pyoxigraph.Triple]:
    return {quad.triple for quad in pyoxigraph.parse(exports[format_], RDF_FORMATS[format_])}


def of_odd_names(folder: Path) -> None:
    """A graph whose names hold all that formats trip over."""
    odd = 'C# & "引号" <角> 50% {x}|^`\\ 换\t行\x0b𠮷·’/..//?#[1]:~\'()*,;=.'
    text = f"{odd}\n{odd}发布{odd}。"
    article = replace(document(odd, "2024", text), url="https://例.example/a b?c=%zz#d#e")
    by_its_words = Evidence(article.id, 0, len(odd), odd, odd)
    things = (
        Entity(f"document/{article.id}", "Document", "Article", odd, (f"{odd}又",), odd, {"url": odd, "date": "去年"}),
        Entity(f"organization/{odd}", "Organization", "Organization", odd),
        Entity(f"policy/{odd}.", "Policy", "Law", odd, attributes={"date": "2024-02-30"}),
    )
    facts = (
        fact(1, things[1].id, "issued", things[2].id, by_its_words, qualifiers={"date": "2024-01-01/2024-01-03"}),
        fact(2, things[0].id, "mentions", things[1].id, by_its_words, qualifiers={"count": "2"}, confidence=0.333),
    )
    write_graph(folder, documents=[article], entities=things, facts=facts, indicators=(), ledger=(), meta={})


def test_every_format_with_named_graphs_says_what_turtle_says(exports: Exports) -> None:
    wanted = triples(exports, "turtle")
    assert len(wanted) > 300
    for format_ in ("trig", "nquads", "jsonld"):
        assert triples(exports, format_) == wanted, format_


def test_no_statement_is_written_twice(exports: Exports) -> None:
    for format_, kind in RDF_FORMATS.items():
        if format_ == "jsonld":  # evidence stands within each fact that it supports
            continue
        statements = list(pyoxigraph.parse(exports[format_], kind))
        assert len(statements) == len(set(statements)), format_


@pytest.mark.parametrize("format_", ["turtle", "trig", "nquads", "jsonld"])
def test_a_fact_tells_when_it_was_first_and_last_seen(exports: Exports, format_: str) -> None:
    """The post stands in articles of May and June, the talk in one of them."""
    day = pyoxigraph.NamedNode("http://www.w3.org/2001/XMLSchema#date")
    said = triples(exports, format_)
    for number, first, last in ((1, "2024-05-18", "2024-06-01"), (2, "2024-05-18", "2024-05-18")):
        seen = {
            (quad.predicate.value.removeprefix(ZM), quad.object)
            for quad in said
            if quad.subject == pyoxigraph.NamedNode(fact_iri(f"{number:016x}")) and "Seen" in quad.predicate.value
        }
        assert seen == {
            ("firstSeen", pyoxigraph.Literal(first, datatype=day)),
            ("lastSeen", pyoxigraph.Literal(last, datatype=day)),
        }


def test_a_fact_of_documents_without_a_date_was_seen_at_no_time() -> None:
    assert seen_by(FACTS[1], {}) is None
    node = fact_node(FACTS[1], seen=seen_by(FACTS[1], {"another document": "2024"}))
    assert not [predicate for predicate, _ in node.properties if predicate.endswith("Seen")]


def test_no_blank_node_anywhere(exports: Exports) -> None:
    for format_, kind in RDF_FORMATS.items():
        for quad in pyoxigraph.parse(exports[format_], kind):
            assert isinstance(quad.subject, pyoxigraph.NamedNode)
            assert isinstance(quad.object, pyoxigraph.NamedNode | pyoxigraph.Literal)


@RDFLIB_READS_JSONLD
def test_rdflib_and_oxigraph_read_the_same(exports: Exports) -> None:
    lines = pyoxigraph.serialize(triples(exports, "turtle"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    oxigraph = rdflib.Graph().parse(lines, format="nt")
    assert isomorphic(rdflib.Graph().parse(exports["turtle"], format="turtle"), oxigraph)
    assert isomorphic(rdflib.Graph().parse(exports["jsonld"], format="json-ld"), oxigraph)


def test_trig_and_nquads_hold_the_same_named_graphs(exports: Exports) -> None:
    trig, nquads = (
        set(pyoxigraph.parse(exports[name], RDF_FORMATS[name])) for name in ("trig", "nquads")
    )  # fmt: skip
    assert trig == nquads
    assert {quad.graph_name for quad in trig} == {
        pyoxigraph.DefaultGraph(),
        *(pyoxigraph.NamedNode(thing_iri(f"document/{known.id}")) for known in DOCUMENTS),
    }


def test_a_named_graph_holds_what_its_document_says_alone(exports: Exports) -> None:
    dataset = pyoxigraph.Store()
    dataset.load(exports["trig"], pyoxigraph.RdfFormat.TRIG)
    name = pyoxigraph.NamedNode(thing_iri(f"document/{A}"))
    statements = list(dataset.quads_for_pattern(None, None, None, name))
    sources = {str(s.object) for s in statements if str(s.predicate).endswith(("wasDerivedFrom>", "hasSource>"))}
    assert sources == {str(name)}
    assert not any(str(statement.predicate).endswith("prefLabel>") for statement in statements)
    hosted = pyoxigraph.NamedNode(ZM + "hosted")
    assert not list(dataset.quads_for_pattern(None, hosted, None, pyoxigraph.DefaultGraph()))


def test_types_are_written_out_ours_first(exports: Exports) -> None:
    types = "zm:University, zm:Organization, org:Organization, schema:CollegeOrUniversity, schema:Organization"
    assert f"organization:河东理工大学 a {types} ;\n" in exports["turtle"].decode()
    assert "park:海河科创园 a zm:Park, geo:Feature ;" in exports["turtle"].decode()


def test_a_reader_that_takes_the_first_known_type_is_right(exports: Exports) -> None:
    read = rdflib.Graph().parse(exports["turtle"], format="turtle")
    tops = load_ontology().things
    found: dict[str, str] = {}
    for subject, _, class_ in read.triples((None, rdflib.RDF.type, None)):
        local = str(class_).replace("#", "/").rsplit("/", 1)[-1]
        if local in tops:
            assert found.setdefault(str(subject), local) == local
    assert found == {thing_iri(entity.id): entity.type for entity in ENTITIES}


def test_a_fact_shows_its_words(exports: Exports) -> None:
    read = rdflib.Graph().parse(exports["turtle"], format="turtle")
    rows = read.query(
        """
        PREFIX zm: <https://w3id.org/zhimai/ontology#>
        PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?who ?title ?exact ?rule WHERE {
            ?fact rdf:predicate zm:holdsPost ; rdf:subject/skos:prefLabel ?who ; zm:former true ; zm:title ?title ;
                  zm:evidence [ oa:exact ?exact ; zm:rule ?rule ] .
        }"""
    )
    assert [tuple(map(str, row)) for row in rows] == [("李强", "局长", "原市科技局局长李强", "by-hand")]


def test_offsets_of_evidence_point_at_its_words(exports: Exports) -> None:
    read = rdflib.Graph().parse(exports["turtle"], format="turtle")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    texts = {thing_iri(f"document/{known.id}"): known.text for known in DOCUMENTS}
    for selector, exact in read.subject_objects(oa.exact):
        start, end = read.value(selector, oa.start).toPython(), read.value(selector, oa.end).toPython()
        document_iri, fragment = str(selector).split("#")
        assert fragment == f"char={start},{end}"
        assert texts[document_iri][start:end] == str(exact)


def test_an_article_carries_its_imprint(exports: Exports) -> None:
    read = rdflib.Graph().parse(exports["turtle"], format="turtle")
    article = EXPORTED[f"document/{A}"]
    assert str(read.value(article, rdflib.DCTERMS.date)) == "2024-05-18"
    assert read.value(article, rdflib.DCTERMS.publisher) == rdflib.Literal("河东日报", lang="zh")
    assert str(read.value(article, rdflib.DCTERMS.source)) == "https://example.org/新闻/1%20a"


def test_a_document_that_no_entity_stands_for_is_described(tmp_path: Path, shapes: rdflib.Graph) -> None:
    lone = document("", "", "无题一则。")
    write_graph(tmp_path, documents=[lone], entities=(), facts=(), indicators=(), ledger=(), meta={})
    with graph.load(tmp_path) as opened:
        read = opened.rdflib()
    assert read.value(EXPORTED[f"document/{lone.id}"], rdflib.SKOS.prefLabel) == rdflib.Literal(lone.id, lang="zh")
    assert pyshacl.validate(read, shacl_graph=shapes)[0]


def test_things_may_have_another_base_and_terms_not(tmp_path: Path) -> None:
    write_sample(tmp_path)
    with graph.load(tmp_path) as opened:
        text = export(opened, "nquads", base="urn:x-zhimai:").decode()
        assert "<urn:x-zhimai:person/周远> <https://w3id.org/zhimai/ontology#spokeAt>" in text
        assert "w3id.org/zhimai/id/" not in text
        other = list(pyoxigraph.parse(export(opened, "turtle", base="urn:x-zhimai:"), pyoxigraph.RdfFormat.TURTLE))
        assert len(other) == len(list(pyoxigraph.parse(export(opened, "turtle"), pyoxigraph.RdfFormat.TURTLE)))


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(*map(st.permutations, (DOCUMENTS, ENTITIES, FACTS, INDICATORS))))
def test_any_order_of_input_gives_the_same_bytes(
    tmp_path: Path, exports: Exports, shuffled: tuple[list[Document], list[Entity], list[Fact], list[Indicator]]
) -> None:
    content: Any = dict(zip(("documents", "entities", "facts", "indicators"), shuffled, strict=True))
    write_graph(tmp_path, **content, ledger=(), meta={})
    with graph.load(tmp_path) as opened:
        assert {name: export(opened, name) for name in FORMATS} == exports


@pytest.mark.parametrize("seed", ["0", "1"])
def test_any_hash_seed_gives_the_same_bytes(tmp_path: Path, exports: Exports, seed: str) -> None:
    write_sample(tmp_path)
    program = """
import sys, graph, graph.export
with graph.load(sys.argv[1]) as opened:
    for format_ in graph.export.FORMATS.values():
        format_.writer(opened, sys.stdout.buffer)
"""
    written = subprocess.check_output([sys.executable, "-c", program, tmp_path], cwd=ROOT, env={"PYTHONHASHSEED": seed})
    assert written == b"".join(exports.values())


@pytest.mark.parametrize("page", [1, 3])
def test_pages_do_not_show(tmp_path: Path, exports: Exports, page: int, monkeypatch: pytest.MonkeyPatch) -> None:
    write_sample(tmp_path)
    monkeypatch.setattr("graph.export.walk._PAGE", page)
    monkeypatch.setattr("graph.export.walk._DOCUMENTS", page)
    monkeypatch.setattr("graph.keep.reader._PAGE", page)
    with graph.load(tmp_path) as opened:
        assert {name: export(opened, name) for name in FORMATS} == exports


@RDFLIB_READS_JSONLD
def test_odd_names_come_back_from_every_format(tmp_path: Path) -> None:
    of_odd_names(tmp_path)
    with graph.load(tmp_path) as opened:
        written = {name: export(opened, name) for name in FORMATS}
        wanted = triples(written, "turtle")
        expected = {entity.name for entity in opened.all_entities()}
    labels = {t.object.value for t in wanted if t.predicate.value.endswith("#prefLabel")}
    assert labels == expected
    for format_ in ("trig", "nquads", "jsonld"):
        assert triples(written, format_) == wanted, format_
    for format_, name in (("turtle", "turtle"), ("jsonld", "json-ld")):
        assert len(rdflib.Graph().parse(written[format_], format=name)) == len(wanted)
    assert networkx.read_graphml(io.BytesIO(written["graphml"])).number_of_edges() == 2


def test_jsonld_needs_no_outside_context(exports: Exports) -> None:
    loaded = json.loads(exports["jsonld"])
    context = json.loads((ROOT / "schema" / "context.jsonld").read_text("utf-8"))
    assert loaded["@context"] == context["@context"]
    [person] = [node for node in loaded["@graph"] if node["id"].endswith("person/周远")]
    assert person["prefLabel"] == {"zh": "周远"}
    assert person["type"] == ["Person", "foaf:Person", "schema:Person"]


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize(("format_", "parser"), [("turtle", "turtle"), ("trig", "trig"), ("nquads", "nquads")])
def test_rapper_reads_it(tmp_path: Path, exports: Exports, format_: str, parser: str) -> None:
    of_odd_names(tmp_path)
    with graph.load(tmp_path) as opened:
        odd = export(opened, format_)
    for written in (exports[format_], odd):
        file = tmp_path / "graph"
        file.write_bytes(written)
        result = subprocess.run(["rapper", "-i", parser, "-c", file], capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr
        assert f"returned {len(list(pyoxigraph.parse(written, RDF_FORMATS[format_])))} triples" in result.stderr


def test_rdflib_graph_is_that_of_the_turtle_export(tmp_path: Path, exports: Exports) -> None:
    write_sample(tmp_path)
    with graph.load(tmp_path) as opened:
        assert isomorphic(opened.rdflib(), rdflib.Graph().parse(exports["turtle"], format="turtle"))


def test_graph_conforms_to_the_shapes(exports: Exports, shapes: rdflib.Graph) -> None:
    conforms, _, report = pyshacl.validate(rdflib.Graph().parse(exports["turtle"], format="turtle"), shacl_graph=shapes)
    assert conforms, report


def test_odd_graph_conforms_to_the_shapes(tmp_path: Path, shapes: rdflib.Graph) -> None:
    of_odd_names(tmp_path)
    with graph.load(tmp_path) as opened:
        conforms, _, report = pyshacl.validate(opened.rdflib(), shacl_graph=shapes)
    assert conforms, report


Break = Callable[[rdflib.Graph], object]
Z = rdflib.Namespace(ZM)
FACT, SPAN = EXPORTED[f"fact/{FACTS[4].id}"], EXPORTED[f"document/{A}#char=40,49"]
PERSON, PARK, PLACE = EXPORTED["person/周远"], EXPORTED["park/海河科创园"], EXPORTED["place/河东区"]
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (lambda g: g.remove((PERSON, rdflib.SKOS.prefLabel, None)), "prefLabel"),
        (lambda g: g.add((PERSON, rdflib.SKOS.prefLabel, rdflib.Literal("周圆", lang="zh"))), "prefLabel"),
        (lambda g: g.add((PERSON, rdflib.SKOS.altLabel, rdflib.Literal("Zhou", lang="de"))), "altLabel"),
        (lambda g: g.add((PARK, rdflib.RDF.type, Z.Place)), "NotConstraint"),
        (lambda g: g.add((PARK, Z.locatedIn, PERSON)), "OrConstraint"),
        (lambda g: g.add((PARK, Z.holdsPost, PLACE)), "holdsPost"),
        (lambda g: g.add((PARK, Z.partOf, PLACE)), "a fact that says why"),
        (lambda g: g.add((PERSON, Z.code, rdflib.Literal("120102"))), "OrConstraint"),
        (lambda g: g.add((PERSON, Z.spokeAt, PLACE)), "ClassConstraint"),
        (lambda g: g.remove((FACT, rdflib.RDF.subject, None)), "MinCount"),
        (lambda g: g.set((FACT, rdflib.RDF.predicate, Z.organized)), "InConstraint"),
        (lambda g: g.remove((None, Z.hosted, None)), "a plain triple as well"),
        (lambda g: g.set((FACT, Z.confidence, rdflib.Literal("1.5", datatype=rdflib.XSD.decimal))), "MaxInclusive"),
        (lambda g: g.remove((FACT, Z.evidence, None)), "MinCount"),
        (lambda g: g.remove((FACT, rdflib.PROV.wasDerivedFrom, None)), "MinCount"),
        (lambda g: g.add((FACT, Z.colour, rdflib.Literal("red"))), "Closed"),
        (lambda g: g.add((FACT, Z.former, rdflib.Literal("perhaps"))), "Datatype"),
        (lambda g: g.set((SPAN, OA.exact, rdflib.Literal("由大学主办"))), "as long as their offsets say"),
        (lambda g: g.set((SPAN, OA.start, rdflib.Literal(49))), "LessThan"),
        (lambda g: g.remove((SPAN, OA.hasSource, None)), "MinCount"),
        (lambda g: g.remove((None, Z.measure, None)), "MinCount"),
    ],
)
def test_broken_graph_does_not_conform(exports: Exports, shapes: rdflib.Graph, broken: Break, words: str) -> None:
    data = rdflib.Graph().parse(exports["turtle"], format="turtle")
    before = set(data)
    broken(data)
    assert set(data) != before
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes)
    assert not conforms
    assert words in report

"""A graph says of itself how much it holds, in which files, and how it was built; RDF 1.2 says what RDF 1.1 says."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from starlette.testclient import TestClient

import graph
from api.server import make_app
from graph.build import build
from graph.describe import DCAT, SPDX, VOID, count_graph, dataset_iri, find_distributions, write_description
from graph.entity import Entity
from graph.errors import UsageError
from graph.export import FORMATS, thing_iri
from graph.export.describe import thing_node
from graph.keep.reader import Graph
from tests.conftest import ROOT
from tests.graph.sample_graph import DOCUMENTS, write_sample

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DATASET = rdflib.URIRef(dataset_iri())
Void, Dcat, Spdx = rdflib.Namespace(VOID), rdflib.Namespace(DCAT), rdflib.Namespace(SPDX)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("described")
    write_sample(path)
    return path


def written(opened: Graph, name: str) -> bytes:
    stream = io.BytesIO()
    FORMATS[name].writer(opened, stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def described(folder: Path) -> rdflib.Graph:
    with graph.load(folder) as opened:
        return rdflib.Graph().parse(data=written(opened, "void"), format="turtle")


@pytest.fixture(scope="module")
def triples(folder: Path) -> set[pyoxigraph.Triple]:
    with graph.load(folder) as opened:
        return {quad.triple for quad in pyoxigraph.parse(written(opened, "turtle"), pyoxigraph.RdfFormat.TURTLE)}


def test_counts_are_those_of_the_export(folder: Path, triples: set[pyoxigraph.Triple]) -> None:
    with graph.load(folder) as opened:
        counts = count_graph(opened)
    assert counts.triples == len(triples)
    assert counts.subjects == len({str(triple.subject) for triple in triples})
    assert counts.properties == Counter(triple.predicate.value for triple in triples)
    types = [triple.object for triple in triples if triple.predicate.value == f"{RDF}type"]
    assert counts.classes == Counter(term.value for term in types if isinstance(term, pyoxigraph.NamedNode))
    assert counts.objects == sum(isinstance(triple.object, pyoxigraph.NamedNode) for triple in triples)


def test_every_class_and_property_has_its_partition(described: rdflib.Graph, triples: set[pyoxigraph.Triple]) -> None:
    assert described.value(DATASET, Void.triples).toPython() == len(triples)
    parts = {
        str(described.value(part, Void.property)): described.value(part, Void.triples).toPython()
        for part in described.objects(DATASET, Void.propertyPartition)
    }
    assert parts == Counter(triple.predicate.value for triple in triples)
    classes = set(described.objects(DATASET, Void.classPartition))
    assert len(classes) == described.value(DATASET, Void.classes).toPython()
    assert all(described.value(part, Void.entities) for part in classes)


def test_checksums_are_those_of_the_files(folder: Path, described: rdflib.Graph) -> None:
    with graph.load(folder) as opened:
        assert {one.name for one in find_distributions(opened)} == {"turtle", "trig", "nquads", "jsonld"}
        for file in described.objects(DATASET, Dcat.distribution):
            content = written(opened, str(described.value(file, rdflib.DCTERMS.title)))
            assert described.value(file, Dcat.byteSize).toPython() == len(content)
            checksum = described.value(described.value(file, Spdx.checksum), Spdx.checksumValue)
            assert str(checksum) == hashlib.sha256(content).hexdigest()


def test_build_names_its_inputs_and_no_time(folder: Path, described: rdflib.Graph) -> None:
    build = described.value(DATASET, rdflib.PROV.wasGeneratedBy)
    used = {str(document) for document in described.objects(build, rdflib.PROV.used)}
    assert used == {thing_iri(f"document/{known.id}") for known in DOCUMENTS}
    assert str(described.value(build, rdflib.PROV.wasAssociatedWith)).endswith("/software/0.1.0")
    assert not list(described.triples((None, rdflib.PROV.startedAtTime, None)))
    with graph.load(folder) as opened:
        assert written(opened, "void") == written(opened, "void")


def test_example_resources_are_things_of_the_graph(described: rdflib.Graph, triples: set[pyoxigraph.Triple]) -> None:
    subjects = {triple.subject.value for triple in triples if isinstance(triple.subject, pyoxigraph.NamedNode)}
    examples = {str(thing) for thing in described.objects(DATASET, Void.exampleResource)}
    assert len(examples) == 7
    assert examples <= subjects


def test_server_describes_its_dataset(folder: Path, triples: set[pyoxigraph.Triple]) -> None:
    with TestClient(make_app(folder)) as client:
        answer = client.get("/.well-known/void")
        assert answer.headers["Content-Type"].startswith("text/turtle")
        read = rdflib.Graph().parse(data=answer.content, format="turtle")
        assert read.value(DATASET, Void.triples).toPython() == len(triples)
        assert str(read.value(DATASET, Void.sparqlEndpoint)) == "http://testserver/sparql"
        other = client.get("/.well-known/void", headers={"Accept": "application/n-triples"})
        assert len(rdflib.Graph().parse(data=other.content, format="nt")) == len(read)
        assert client.get("/id/dataset").url.path == "/.well-known/void"


DCAT_RULES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass dcat:Dataset ;
    sh:property [ sh:path dcterms:title ; sh:minCount 1 ; sh:uniqueLang true ] ,
        [ sh:path dcterms:description ; sh:minCount 1 ; sh:uniqueLang true ] ,
        [ sh:path dcterms:identifier ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
        [ sh:path dcat:distribution ; sh:minCount 1 ; sh:class dcat:Distribution ] .
[] a sh:NodeShape ; sh:targetClass dcat:Distribution ;
    sh:property [ sh:path dcterms:title ; sh:minCount 1 ] ,
        [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
        [ sh:path dcat:accessService ; sh:class dcat:DataService ] ,
        [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:pattern "^https://www.iana.org/assignments/media-types/" ] ,
        [ sh:path dcat:byteSize ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ] ,
        [ sh:path spdx:checksum ; sh:maxCount 1 ; sh:class spdx:Checksum ] .
[] a sh:NodeShape ; sh:targetClass spdx:Checksum ;
    sh:property [ sh:path spdx:algorithm ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
        [ sh:path spdx:checksumValue ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:hexBinary ] .
[] a sh:NodeShape ; sh:targetClass dcat:DataService ;
    sh:property [ sh:path dcterms:title ; sh:minCount 1 ] ,
        [ sh:path dcat:endpointURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
        [ sh:path dcat:servesDataset ; sh:minCount 1 ; sh:class dcat:Dataset ] .
"""
"""What DCAT 3 says of the terms that we use, and that a distribution has an address, as DCAT-AP wants it."""


def dcat_problems(described: rdflib.Graph) -> str:
    conforms, _, text = pyshacl.validate(described, shacl_graph=rdflib.Graph().parse(data=DCAT_RULES, format="turtle"))
    return "" if conforms else text


def test_server_says_where_the_dataset_is_to_be_had(folder: Path) -> None:
    with TestClient(make_app(folder)) as client:
        read = rdflib.Graph().parse(data=client.get("/.well-known/void").content, format="turtle")
    [way] = read.objects(DATASET, Dcat.distribution)
    assert str(read.value(way, Dcat.accessURL)) == "http://testserver/sparql"
    assert read.value(read.value(way, Dcat.accessService), Dcat.servesDataset) == DATASET
    assert not dcat_problems(read)


def test_files_have_an_address_where_the_base_is_one_of_your_own(folder: Path, described: rdflib.Graph) -> None:
    stream = io.BytesIO()
    with graph.load(folder) as opened:
        FORMATS["void"].writer(opened, stream, base="https://example.org/id/")
    own = rdflib.Graph().parse(data=stream.getvalue(), format="turtle")
    assert {str(address) for address in own.objects(None, Dcat.accessURL)} == {"https://example.org/id/dataset"}
    assert not dcat_problems(own)
    assert not list(described.objects(None, Dcat.accessURL))  # nobody is said to serve the default base
    assert "accessURL" in dcat_problems(described)


def test_an_empty_graph_is_described_too(tmp_path: Path) -> None:
    from graph.keep.writer import write_graph  # noqa: PLC0415 - only here

    write_graph(tmp_path, documents=(), entities=(), facts=(), indicators=(), ledger=(), meta={})
    with graph.load(tmp_path) as opened:
        stream = io.BytesIO()
        write_description(opened, stream)
    assert list(pyoxigraph.parse(stream.getvalue(), pyoxigraph.RdfFormat.TURTLE))


def test_rdf12_reifies_exactly_the_triples_that_rdf11_states(folder: Path, triples: set[pyoxigraph.Triple]) -> None:
    with graph.load(folder) as opened:
        new = {q.triple for q in pyoxigraph.parse(written(opened, "rdf12"), pyoxigraph.RdfFormat.TURTLE)}
    reified = {t.subject: t.object for t in new if t.predicate.value == f"{RDF}reifies"}
    assert len(reified) == 12
    parts = {f"{RDF}{name}" for name in ("subject", "predicate", "object")}
    expected = set()
    for fact, triple in reified.items():
        assert isinstance(triple, pyoxigraph.Triple)
        assert triple in new, "the triple itself is stated too"
        for name, term in zip(("subject", "predicate", "object"), triple, strict=True):
            expected.add(pyoxigraph.Triple(fact, pyoxigraph.NamedNode(f"{RDF}{name}"), term))
    assert expected == {t for t in triples if t.predicate.value in parts}
    statement = pyoxigraph.NamedNode(f"{RDF}Statement")
    rest = {t for t in triples if t.predicate.value not in parts and t.object != statement}
    assert rest == {t for t in new if t.predicate.value != f"{RDF}reifies"}


def test_description_names_licence_and_rules(tmp_path: Path) -> None:
    news = tmp_path / "news.md"
    news.write_text("# 周远在天津讲话\n\n2024年5月18日，河东理工大学校长周远在天津市讲话。\n", "utf-8")
    rules = tmp_path / "own.tsv"
    rules.write_text("海河云图\tOrganization\tCompany\t\t\t\n", "utf-8")
    licence = "https://creativecommons.org/licenses/by/4.0/"
    hashes = set()
    for name, own in (("one", []), ("two", [rules])):
        build([news], tmp_path / name, license=licence, lexicons=own)
        with graph.load(tmp_path / name) as opened:
            read = rdflib.Graph().parse(data=written(opened, "void"), format="turtle")
        told = set(read.subject_objects(rdflib.DCTERMS.license))
        assert {str(known) for _, known in told} == {licence}
        assert len(told) == 5, "the dataset and its four files"
        [software] = read.subjects(rdflib.RDF.type, rdflib.PROV.SoftwareAgent)
        hashes.add(str(read.value(software, rdflib.DCTERMS.identifier)))
    assert len(hashes) == 2
    with pytest.raises(UsageError, match="no IRI of a licence"):
        build([news], tmp_path / "three", license="MIT")


def test_provinces_are_the_same_as_items_of_wikidata() -> None:
    beijing = Entity("place/北京市", "Place", "AdministrativeArea", "北京市", attributes={"code": "gb2260:110000"})
    same = dict(thing_node(beijing).properties)["http://www.w3.org/2002/07/owl#sameAs"]
    assert [term.value for term in same] == ["http://www.wikidata.org/entity/Q956"]
    names = {row.split("\t")[0]: row.split("\t")[4] for row in rows_of("lexicons/areas.tsv")}
    for code, item, name in (row.split("\t") for row in rows_of("export/wikidata.tsv")):
        assert names[name] == f"gb2260:{code}"
        assert item.startswith("Q")


def rows_of(table: str) -> list[str]:
    lines = (ROOT / "graph" / table).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]

"""Names of things lead to pages and data, the vocabulary and the texts to themselves."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph
import pytest
from starlette.testclient import TestClient

from api.server import make_app
from graph.export import thing_iri
from graph.export.terms import evidence_iri
from graph.keep.reader import Graph
from schema import ZM, load_ontology
from tests.graph.sample_graph import DOCUMENTS, ENTITIES, FACTS, INDICATORS, OPENING, A

FORMS = {
    "text/turtle": (".ttl", pyoxigraph.RdfFormat.TURTLE),
    "application/ld+json": (".jsonld", pyoxigraph.RdfFormat.JSON_LD),
    "application/n-triples": (".nt", pyoxigraph.RdfFormat.N_TRIPLES),
    "application/rdf+xml": (".rdf", pyoxigraph.RdfFormat.RDF_XML),
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("path", ["/id/person/周远", f"/id/person/{quote('周远')}"])
def test_a_browser_is_led_to_the_page(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": BROWSER}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/page/person/{quote('周远')}"
    assert answer.headers["Vary"] == "Accept"
    assert client.get(answer.headers["Location"]).headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("accept", FORMS)
def test_a_program_is_led_to_data_in_its_format(client: TestClient, accept: str) -> None:
    suffix, format_ = FORMS[accept]
    answer = client.get("/id/person/周远", headers={"Accept": accept}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(suffix)
    assert f'rel="alternate"; type="{accept}"' in answer.headers["Link"]
    data = client.get(answer.headers["Location"])
    assert data.headers["Content-Type"].split(";")[0] == accept
    triples = {quad.triple for quad in pyoxigraph.parse(data.content, format_)}
    person = pyoxigraph.NamedNode(thing_iri("person/周远"))
    post = pyoxigraph.Triple(
        person, pyoxigraph.NamedNode(ZM + "holdsPost"), pyoxigraph.NamedNode(thing_iri("organization/河东理工大学"))
    )
    assert post in triples
    assert any(triple.predicate.value.endswith("oa#exact") for triple in triples)
    topics = {triple.object for triple in triples if triple.predicate.value.endswith("primaryTopic")}
    assert topics == {person}


def test_every_form_of_data_says_the_same(client: TestClient) -> None:
    said = []
    for suffix, format_ in FORMS.values():
        parsed = pyoxigraph.parse(client.get(f"/data/organization/河东理工大学{suffix}").content, format_)
        said.append({quad.triple for quad in parsed if not quad.predicate.value.endswith("primaryTopic")})
    assert all(triples == said[0] for triples in said)
    assert len(said[0]) > 60


def test_who_does_not_care_gets_turtle_and_who_wants_a_picture_nothing(client: TestClient) -> None:
    assert client.get("/id/person/周远").headers["Content-Type"].startswith("text/turtle")
    refused = client.get("/id/person/周远", headers={"Accept": "image/png"})
    assert refused.status_code == 406
    assert "text/turtle" in refused.text


def test_everything_that_the_export_names_is_found(client: TestClient) -> None:
    ids = [entity.id for entity in ENTITIES]
    ids += [f"fact/{fact.id}" for fact in FACTS] + [f"indicator/{indicator.id}" for indicator in INDICATORS]
    for id_ in ids:
        path = thing_iri(id_, base="/id/")
        assert client.get(path, headers={"Accept": BROWSER}).status_code == 200, id_
        data = client.get(path, headers={"Accept": "application/n-triples"}).text
        assert f"<{thing_iri(id_)}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" in data


def test_an_unknown_name_is_said_to_be_unknown(client: TestClient) -> None:
    for path in (
        "/id/person/无此人",
        "/page/person/无此人",
        "/data/person/无此人.ttl",
        "/data/person/周远.png",
        "/id/fact/x",
    ):
        assert client.get(path).status_code == 404, path


def test_page_shows_each_fact_with_its_words_in_their_sentence(client: TestClient) -> None:
    page = client.get("/page/person/李强~市科技局").text
    assert "由河东理工大学主办。" not in page
    shown = re.sub(r"\s+", " ", page)
    assert "河东理工大学校长周远致辞，原市科技局局长<mark>李强主持</mark>。" in shown
    assert "<mark>原市科技局局长李强</mark>主持。" in shown
    start = OPENING.index("李强主持")
    assert f'href="/id/document/{A}#char={start},{start + 4}"' in page


def test_links_of_pages_lead_somewhere(client: TestClient) -> None:
    for path in ("/page/organization/河东理工大学", f"/page/document/{A}", "/page/fact/0000000000000001", "/ontology"):
        page = client.get(path, headers={"Accept": BROWSER}).text
        links = {html.unescape(link).split("#")[0] for link in re.findall(r'(?:href|src)="([^"#][^"]*)"', page)}
        assert len(links) > 3
        for link in sorted(links):
            assert client.get(link, headers={"Accept": BROWSER}).status_code == 200, (path, link)


def test_a_document_gives_the_text_that_offsets_count_in(client: TestClient) -> None:
    for fact in FACTS:
        for one in fact.evidence:
            address, fragment = evidence_iri(one.document, one.start, one.end, base="/id/").split("#char=")
            answer = client.get(address, headers={"Accept": "text/plain"})
            assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
            start, end = map(int, fragment.split(","))
            assert answer.text[start:end] == one.quote


def test_page_of_a_document_is_its_text_with_marks(client: TestClient) -> None:
    page = client.get(f"/page/document/{A}").text
    [shown] = re.findall(r'<div id="text"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert html.unescape(re.sub("<[^>]+>", "", shown)) == DOCUMENTS[0].text
    assert "<mark>海河科创园位于河东区</mark>" in shown


def test_vocabulary_is_a_page_and_data(client: TestClient) -> None:
    page = client.get("/ontology", headers={"Accept": BROWSER}).text
    ontology = load_ontology()
    for name in (*ontology.classes, *ontology.relations, *ontology.properties):
        assert page.count(f'id="{name}"') == 1, name
    counts = set()
    for accept, (_, format_) in FORMS.items():
        answer = client.get("/ontology", headers={"Accept": accept})
        assert answer.headers["Content-Type"].split(";")[0] == accept
        assert "Accept" in answer.headers["Vary"].split(", ")
        counts.add(len(list(pyoxigraph.parse(answer.content, format_))))
    assert len(counts) == 1
    assert client.get("/ontology", headers={"Accept": "image/png"}).status_code == 406


@pytest.fixture(scope="module")
def samples(sample_kg: Path) -> Iterator[TestClient]:
    with TestClient(make_app(sample_kg)) as client:
        yield client


def test_every_thing_of_the_sample_graph_has_a_page(samples: TestClient, sample_kg: Path) -> None:
    with Graph(sample_kg) as graph:
        ids = [entity.id for entity in graph.all_entities()][::7]
    for id_ in ids:
        page = samples.get(thing_iri(id_, base="/id/"), headers={"Accept": BROWSER})
        assert page.status_code == 200, id_

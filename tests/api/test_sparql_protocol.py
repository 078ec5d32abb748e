"""The query cases of the W3C's protocol suite (rdf-tests, sparql11/protocol), written anew; and what we add to them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from urllib.parse import urlencode

import pyoxigraph
import pytest
from starlette.testclient import TestClient

from graph.export import thing_iri
from tests.graph.sample_graph import A, B

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
JSON = {"Accept": "application/sparql-results+json"}

ANYTHING = "ASK {}"
FIRST, SECOND = (thing_iri(f"document/{id_}") for id_ in (A, B))
# What one document says: the other says nothing of it.
SAYS_FIRST = "?a <https://w3id.org/zhimai/ontology#hosted> ?b"
SAYS_SECOND = "?c <https://w3id.org/zhimai/ontology#authored> ?d"
BOTH = f"ASK {{ {SAYS_FIRST} . {SAYS_SECOND} }}"
BOTH_NAMED = f"ASK {{ GRAPH ?g {{ {SAYS_FIRST} }} GRAPH ?h {{ {SAYS_SECOND} }} }}"


def get(client: TestClient, headers: dict[str, str] | None = None, **parameters: object) -> Any:
    return client.get(f"/sparql?{urlencode(parameters, doseq=True)}", headers=headers or JSON)


def post(client: TestClient, **parameters: object) -> Any:
    return client.post("/sparql", content=urlencode(parameters, doseq=True), headers={**FORM, **JSON})


def post_direct(client: TestClient, query: str, **dataset: object) -> Any:
    """The query as the body, the dataset in the address."""
    address = f"/sparql?{urlencode(dataset, doseq=True)}"
    return client.post(address, content=query, headers={**DIRECT, **JSON})


def truth(answer: Any) -> bool:
    assert answer.status_code == 200, answer.text
    found: bool = answer.json()["boolean"]
    return found


# The suite's thirteen queries that are answered


def test_query_get(client: TestClient) -> None:
    assert truth(get(client, query=ANYTHING))


def test_query_post_form(client: TestClient) -> None:
    assert truth(post(client, query=ANYTHING))
    in_both = client.post(
        f"/sparql?{urlencode({'default-graph-uri': FIRST})}",
        content=urlencode({"query": f"ASK {{ {SAYS_FIRST} }}"}),
        headers={**FORM, **JSON},
    )
    assert truth(in_both), "the dataset may stand in the address"


def test_query_post_direct(client: TestClient) -> None:
    assert truth(client.post("/sparql", content=ANYTHING, headers={**DIRECT, **JSON}))


def test_query_dataset_default_graphs_get(client: TestClient) -> None:
    assert truth(get(client, query=BOTH, **{"default-graph-uri": [FIRST, SECOND]}))
    assert not truth(get(client, query=BOTH, **{"default-graph-uri": FIRST}))


def test_query_dataset_default_graphs_post(client: TestClient) -> None:
    for send in (post, post_direct):
        assert truth(send(client, query=BOTH, **{"default-graph-uri": [FIRST, SECOND]}))
        assert not truth(send(client, query=BOTH, **{"default-graph-uri": SECOND}))


def test_query_dataset_named_graphs_get(client: TestClient) -> None:
    assert truth(get(client, query=BOTH_NAMED, **{"named-graph-uri": [FIRST, SECOND]}))
    assert not truth(get(client, query=BOTH_NAMED, **{"named-graph-uri": FIRST}))


def test_query_dataset_named_graphs_post(client: TestClient) -> None:
    for send in (post, post_direct):
        assert truth(send(client, query=BOTH_NAMED, **{"named-graph-uri": [FIRST, SECOND]}))
        assert not truth(send(client, query=BOTH_NAMED, **{"named-graph-uri": SECOND}))


def test_query_dataset_full(client: TestClient) -> None:
    hidden = f"FILTER NOT EXISTS {{ GRAPH <{FIRST}> {{ ?x ?y ?z }} }}"
    query = f"ASK {{ {SAYS_FIRST} GRAPH <{SECOND}> {{ {SAYS_SECOND} }} {hidden} }}"
    for send in (get, post_direct):
        assert truth(send(client, query=query, **{"default-graph-uri": FIRST, "named-graph-uri": SECOND}))
    assert not truth(get(client, query=query))


def test_query_multiple_dataset(client: TestClient) -> None:
    """The dataset of the protocol wins over that of the query."""
    query = BOTH.replace("ASK", f"ASK FROM <{FIRST}>")
    assert truth(get(client, query=query, **{"default-graph-uri": [FIRST, SECOND]}))
    assert not truth(get(client, query=query))


def test_query_content_type_select(client: TestClient) -> None:
    answer = get(client, query="SELECT (1 AS ?value) {}")
    assert answer.headers["Content-Type"] == "application/sparql-results+json"
    assert answer.json()["head"]["vars"] == ["value"]


def test_query_content_type_ask(client: TestClient) -> None:
    answer = get(client, {"Accept": "application/sparql-results+xml"}, query=ANYTHING)
    assert answer.headers["Content-Type"] == "application/sparql-results+xml"
    assert "<boolean>true</boolean>" in answer.text


def test_query_content_type_describe(client: TestClient) -> None:
    answer = get(client, {"Accept": "application/rdf+xml"}, query="DESCRIBE <http://example.org/>")
    assert answer.headers["Content-Type"] == "application/rdf+xml"


def test_query_content_type_construct(client: TestClient) -> None:
    query = "CONSTRUCT { <a:s> <a:p> 1 } WHERE {}"
    answer = get(client, {"Accept": "text/turtle"}, query=query)
    assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert len(list(pyoxigraph.parse(answer.content, pyoxigraph.RdfFormat.TURTLE))) == 1


# The suite's seven that are refused


def test_bad_query_method(client: TestClient) -> None:
    answer = client.put("/sparql", params={"query": ANYTHING})
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


def test_bad_multiple_queries(client: TestClient) -> None:
    answer = get(client, query=[ANYTHING, "SELECT * {}"])
    assert answer.status_code == 400
    assert "one at a time" in answer.text


def test_bad_query_wrong_media_type(client: TestClient) -> None:
    answer = client.post("/sparql", content=ANYTHING, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415


def test_bad_query_missing_form_type(client: TestClient) -> None:
    answer = client.post("/sparql", content=urlencode({"query": ANYTHING}))
    assert answer.status_code == 415


def test_bad_query_missing_direct_type(client: TestClient) -> None:
    answer = client.post("/sparql", content=ANYTHING)
    assert answer.status_code == 415
    assert "application/sparql-query" in answer.text


def test_bad_query_non_utf8(client: TestClient) -> None:
    named = client.post(
        "/sparql",
        content=ANYTHING.encode("utf-16"),
        headers={"Content-Type": "application/sparql-query; charset=UTF-16"},
    )
    assert named.status_code == 415
    unnamed = client.post("/sparql", content=ANYTHING.encode("utf-16"), headers=DIRECT)
    assert unnamed.status_code == 400
    assert "UTF-8" in unnamed.text


def test_bad_query_syntax(client: TestClient) -> None:
    answer = get(client, query="ASK {")
    assert answer.status_code == 400
    assert answer.text.startswith("line 1, column 6: the query cannot be read from about here")
    assert post(client, query="ASK {").status_code == 400


# What the suite does not ask


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.7, text/html;q=0.1", "application/sparql-results+xml"),
        ("text/turtle, application/*;q=0.5", "application/sparql-results+json"),
        ("application/xml", "application/xml"),
    ],
)
def test_results_are_in_the_format_that_the_client_likes_most(client: TestClient, accept: str, media_type: str) -> None:
    answer = get(client, {"Accept": accept}, query="SELECT ?x { VALUES ?x { '刘' } }")
    assert answer.headers["Content-Type"] == media_type
    assert "Accept" in answer.headers["Vary"]
    assert "刘" in answer.text


def test_every_format_of_results_holds_the_same(client: TestClient) -> None:
    query = "SELECT ?name { ?x a zm:Person ; skos:prefLabel ?name } ORDER BY ?name"
    found = {}
    for media_type, format_ in (("json", "JSON"), ("xml", "XML")):
        answer = get(client, {"Accept": f"application/sparql-results+{media_type}"}, query=query)
        rows = pyoxigraph.parse_query_results(answer.content, getattr(pyoxigraph.QueryResultsFormat, format_))
        found[media_type] = [row["name"].value for row in rows]
    comma = get(client, {"Accept": "text/csv"}, query=query).text
    found["csv"] = [row["name"] for row in csv.DictReader(io.StringIO(comma))]
    tabs = get(client, {"Accept": "text/tab-separated-values"}, query=query).text
    found["tsv"] = [line.removeprefix('"').removesuffix('"@zh') for line in tabs.splitlines()[1:]]
    assert {tuple(names) for names in found.values()} == {("周远", "李强", "陈晓")}


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("text/turtle", "TURTLE"),
        ("application/n-triples", "N_TRIPLES"),
        ("application/ld+json", "JSON_LD"),
        ("application/rdf+xml", "RDF_XML"),
    ],
)
def test_graphs_are_in_the_format_that_the_client_likes_most(client: TestClient, accept: str, format_: str) -> None:
    query = "CONSTRUCT { ?s skos:prefLabel ?name } WHERE { ?s a zm:Person ; skos:prefLabel ?name }"
    answer = get(client, {"Accept": accept}, query=query)
    assert answer.headers["Content-Type"].split(";")[0] == accept
    triples = {quad.triple for quad in pyoxigraph.parse(answer.content, getattr(pyoxigraph.RdfFormat, format_))}
    assert {triple.object for triple in triples} == {
        pyoxigraph.Literal(name, language="zh") for name in ("周远", "李强", "陈晓")
    }


def test_a_format_that_is_not_there_is_said(client: TestClient) -> None:
    answer = get(client, {"Accept": "image/png"}, query=ANYTHING)
    assert answer.status_code == 406
    assert "application/sparql-results+json" in answer.text
    assert get(client, {"Accept": "text/csv"}, query="CONSTRUCT WHERE { ?s ?p ?o }").status_code == 406


def test_bare_get_describes_the_service(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "application/n-triples"})
    assert answer.headers["Content-Type"] == "application/n-triples"
    assert "<http://www.w3.org/ns/sparql-service-description#SPARQL11Query>" in answer.text
    assert "<http://testserver/sparql>" in answer.text
    assert client.get("/sparql").headers["Content-Type"] == "text/turtle; charset=utf-8"


def test_default_graph_holds_everything_once(client: TestClient) -> None:
    answer = get(client, query="SELECT (COUNT(*) AS ?n) { ?person zm:holdsPost ?body }")
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "2"


def test_named_graphs_are_the_documents_and_the_vocabulary(client: TestClient) -> None:
    answer = get(client, query="SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    names = {row["g"]["value"] for row in answer.json()["results"]["bindings"]}
    assert names == {FIRST, SECOND, "https://w3id.org/zhimai/ontology"}


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:s> <a:p> 1 }",
        "PREFIX a: <b:> DELETE WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/hostname>",
        "CLEAR ALL",
    ],
)
def test_updates_are_refused(client: TestClient, update: str) -> None:
    answer = get(client, query=update)
    assert answer.status_code == 400
    assert "takes queries only" in answer.text
    assert post(client, update=update).status_code == 400


def test_no_file_is_read(client: TestClient) -> None:
    answer = get(client, query="SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }")
    assert answer.json()["results"]["bindings"] == []


def test_a_graph_name_has_to_be_an_iri(client: TestClient) -> None:
    answer = get(client, query=ANYTHING, **{"default-graph-uri": "no iri"})
    assert answer.status_code == 400
    assert "default-graph-uri" in answer.text


def test_place_of_an_error_counts_lines(client: TestClient) -> None:
    answer = get(client, query="SELECT * WHERE {\n  ?s ?p }")
    assert answer.text == "line 2, column 10: the query cannot be read from about here\n"


def test_error_names_what_would_fit(client: TestClient) -> None:
    answer = get(client, query="SELECT ?x WHERE { ?x a ?y } ORDER ?x")
    assert answer.text.endswith("BY would fit\n")
    assert "Prefix not found" in get(client, query="ASK { ?x nix:y ?z }").text


def test_a_large_body_is_refused(client: TestClient) -> None:
    assert client.post("/sparql", content="#" * 300_000, headers=DIRECT).status_code == 413


def test_an_answer_that_the_client_has_is_not_sent_again(client: TestClient) -> None:
    first = get(client, query=ANYTHING)
    again = get(client, {**JSON, "If-None-Match": first.headers["ETag"]}, query=ANYTHING)
    assert again.status_code == 304
    assert get(client, {**JSON, "If-None-Match": first.headers["ETag"]}, query="ASK { ?s ?p ?o }").status_code == 200


def test_results_are_json_that_names_their_types(client: TestClient) -> None:
    query = "SELECT ?title ?former { ?fact zm:title ?title ; zm:former ?former }"
    [row] = json.loads(get(client, query=query).text)["results"]["bindings"]
    assert row["title"] == {"type": "literal", "value": "局长", "xml:lang": "zh"}
    assert row["former"]["datatype"] == "http://www.w3.org/2001/XMLSchema#boolean"

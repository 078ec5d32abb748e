"""Clients that others wrote ask the endpoint, and get what the graph holds."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, RDFXML, TURTLE, XML, SPARQLWrapper

from graph.keep.reader import Graph
from schema import ZM
from tests.interop.conftest import Node, wanted

NAMES = f"""
PREFIX zm: <{ZM}>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name WHERE {{ ?person zm:spokeAt ?event ; skos:prefLabel ?name }}
"""
PARKS = f"PREFIX zm: <{ZM}> CONSTRUCT {{ ?park a zm:Park }} WHERE {{ ?park a zm:Park }}"


@pytest.fixture(scope="module")
def speakers(sample_kg: Path) -> list[str]:
    """Sorted names of all who spoke, from the graph itself."""
    with Graph(sample_kg) as graph:
        people = {fact.subject for fact in graph.all_facts() if fact.relation == "spokeAt"}
        return sorted({entity.name for entity in graph.entities(sorted(people)) if entity})


@pytest.fixture(scope="module")
def parks(sample_kg: Path) -> int:
    with Graph(sample_kg) as graph:
        return graph.stats().types["Park"]


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_reads_rows(address: str, speakers: list[str], method: str) -> None:
    client = SPARQLWrapper(f"{address}/sparql")
    client.setMethod(method)
    client.setQuery(NAMES)
    client.setReturnFormat(JSON)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert len(speakers) > 10
    assert sorted(row["name"]["value"] for row in rows) == speakers
    client.setReturnFormat(XML)
    assert client.queryAndConvert().toxml().count("<result>") == len(speakers)
    client.setReturnFormat(CSV)
    assert sorted(client.queryAndConvert().decode().split()[1:]) == speakers


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # SPARQLWrapper uses it
@pytest.mark.parametrize("format_", [TURTLE, RDFXML])
def test_sparqlwrapper_reads_graphs_and_truth(address: str, parks: int, format_: str) -> None:
    client = SPARQLWrapper(f"{address}/sparql")
    client.setQuery(PARKS)
    client.setReturnFormat(format_)
    found = client.queryAndConvert()
    triples = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found, format="turtle")
    assert len(triples) == parks > 3
    client.setQuery(f"ASK {{ ?park a <{ZM}Park> }}")
    client.setReturnFormat(JSON)
    assert client.queryAndConvert()["boolean"] is True


def test_rdflib_store_reads_rows_and_triples(address: str, speakers: list[str], parks: int) -> None:
    remote = rdflib.Graph(store=SPARQLStore(f"{address}/sparql"))
    assert sorted(str(row[0]) for row in remote.query(NAMES)) == speakers
    assert len(list(remote.triples((None, rdflib.RDF.type, rdflib.URIRef(f"{ZM}Park"))))) == parks


def test_roqet_reads_rows(address: str, speakers: list[str]) -> None:
    command = [wanted("roqet", "rasqal-utils"), "-q", "-p", f"{address}/sparql", "-r", "csv", "-e", NAMES]
    lines = subprocess.run(command, capture_output=True, check=True).stdout.decode().splitlines()
    found = [re.sub(r"\\u([0-9A-F]{4})", lambda code: chr(int(code[1], 16)), line.strip('"')) for line in lines[1:]]
    assert sorted(found) == speakers


def test_comunica_reads_rows(node: Node, address: str, speakers: list[str]) -> None:
    assert sorted(json.loads(node("ask.mjs", f"{address}/sparql", NAMES))) == speakers

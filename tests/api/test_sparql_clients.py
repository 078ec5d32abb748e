"""Clients that others wrote, against a real server."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from api.sparql import worker
from api.sparql.store import build_store
from graph.keep import Graph
from schema import ZM

PERSON = rdflib.URIRef(ZM + "Person")


def test_rdflib_asks_the_endpoint(address: str) -> None:
    remote = rdflib.Graph(store=SPARQLStore(f"{address}/sparql"))
    assert len(list(remote.triples((None, rdflib.RDF.type, PERSON)))) == 3
    rows = remote.query(f"SELECT ?name {{ ?p a <{PERSON}> ; skos:prefLabel ?name }} ORDER BY ?name")
    assert [str(row[0]) for row in rows] == ["周远", "李强", "陈晓"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its time")
def test_a_worker_whose_server_is_gone_ends_by_itself(kg: Path, tmp_path: Path) -> None:
    with Graph(kg) as graph:
        build_store(graph, tmp_path / "store")
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    question = {"query": endless, "default": [], "named": [], "results": ["text/csv", "CSV"], "graphs": None}
    question |= {"prefixes": {}, "bytes": 1000, "seconds": 0.1}
    process = subprocess.Popen(
        [sys.executable, "-P", worker.__file__, str(tmp_path / "store"), "1000000000"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(question).encode() + b"\n")
    process.stdin.close()
    process.wait(timeout=100)
    assert process.returncode < 0

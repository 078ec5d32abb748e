"""The graph in NetworkX: typed nodes, keyed edges, evidence on them; GraphML brings it back."""

from __future__ import annotations

import io
import json
from pathlib import Path

import networkx
import pytest

import graph
from graph.export import FORMATS, thing_iri
from tests.graph.sample_graph import DOCUMENTS, ENTITIES, EVENT, FACTS, UNIVERSITY, write_sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kg")
    write_sample(path)
    return path


@pytest.fixture(scope="module")
def network(folder: Path) -> networkx.MultiDiGraph[str]:
    with graph.load(folder) as opened:
        return opened.networkx()


@pytest.fixture(scope="module")
def reread(folder: Path) -> networkx.MultiDiGraph[str]:
    stream = io.BytesIO()
    with graph.load(folder) as opened:
        FORMATS["graphml"].writer(opened, stream)
    stream.seek(0)
    return networkx.read_graphml(stream, force_multigraph=True, edge_key_type=str)


def test_nodes_carry_type_kind_and_names(network: networkx.MultiDiGraph[str]) -> None:
    assert list(network) == sorted(entity.id for entity in ENTITIES)
    assert network.nodes[UNIVERSITY] == {
        "type": "Organization",
        "kind": "University",
        "name": "河东理工大学",
        "english": "Hedong University of Technology",
        "aliases": ["河东理工"],
    }
    assert network.nodes["place/河东区"]["attribute_code"] == "120102"


def test_edges_are_keyed_by_fact_and_show_their_words(network: networkx.MultiDiGraph[str]) -> None:
    assert isinstance(network, networkx.MultiDiGraph)
    assert {key for *_, key in network.edges(keys=True)} == {fact.id for fact in FACTS}
    edge = network.edges["person/周远", EVENT, FACTS[1].id]
    assert edge["relation"] == "spokeAt"
    assert edge["qualifier_role"] == "致辞"
    [words] = edge["evidence"]
    texts = {document.id: document.text for document in DOCUMENTS}
    assert texts[words["document"]][words["start"] : words["end"]] == words["quote"] == "周远致辞"


def test_graphml_brings_nodes_edges_and_keys_back(
    network: networkx.MultiDiGraph[str], reread: networkx.MultiDiGraph[str]
) -> None:
    assert isinstance(reread, networkx.MultiDiGraph)
    assert list(reread) == list(network)
    assert list(reread.edges(keys=True)) == list(network.edges(keys=True))
    for id_, described in network.nodes(data=True):
        expected = {**described, "aliases": json.dumps(described["aliases"], ensure_ascii=False)}
        assert reread.nodes[id_] == {**expected, "iri": thing_iri(id_)}


def test_graphml_keeps_evidence_as_json(
    network: networkx.MultiDiGraph[str], reread: networkx.MultiDiGraph[str]
) -> None:
    for subject, object_, key, described in network.edges(keys=True, data=True):
        again = reread.edges[subject, object_, key]
        assert json.loads(again.pop("evidence")) == described["evidence"]
        assert again == {name: value for name, value in described.items() if name != "evidence"}

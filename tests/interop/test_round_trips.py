"""Every format of RDF, read by every reader: the canonical forms (RDFC-1.0) are the same."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, RdfFormat

from tests.conftest import ROOT
from tests.interop.conftest import Node, wanted

FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdf12": RdfFormat.TURTLE,
}


def canonical(quads: Iterable[pyoxigraph.Quad]) -> str:
    """The canonical form of a dataset."""
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def of_lines(lines: str | bytes) -> str:
    """The canonical form of N-Quads."""
    return canonical(pyoxigraph.parse(lines, RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def expected(files: dict[str, Path]) -> dict[str, str]:
    """The canonical form of each format, as Oxigraph reads it."""
    return {name: canonical(pyoxigraph.parse(path=path, format=FORMATS[name])) for name, path in files.items()}


def test_turtle_and_jsonld_are_one_graph(expected: dict[str, str]) -> None:
    assert expected["turtle"].count("\n") > 5000
    assert expected["jsonld"] == expected["turtle"]


def test_trig_and_nquads_are_one_dataset_and_hold_the_triples_of_turtle(expected: dict[str, str]) -> None:
    assert expected["trig"] == expected["nquads"]
    quads = pyoxigraph.parse(expected["nquads"], RdfFormat.N_QUADS)
    assert of_lines("".join(f"{quad.triple} .\n" for quad in quads)) == expected["turtle"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib uses what it deprecates
@pytest.mark.parametrize("format_", ["turtle", "trig", "nquads", "jsonld"])
def test_rdflib_reads_the_same(
    files: dict[str, Path], expected: dict[str, str], format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    dataset = rdflib.Dataset()
    name = {"jsonld": "json-ld"}.get(format_, format_)
    into = dataset if format_ in ("trig", "nquads") else dataset.default_graph
    into.parse(data=files[format_].read_bytes(), format=name)
    assert of_lines(dataset.serialize(format="nquads")) == expected[format_]


@pytest.mark.parametrize("format_", ["turtle", "trig", "nquads"])
def test_rapper_reads_the_same(files: dict[str, Path], expected: dict[str, str], format_: str) -> None:
    command = [wanted("rapper", "raptor2-utils"), "-q", "-i", format_, "-o", "nquads", files[format_]]
    done = subprocess.run(command, capture_output=True, check=True)
    assert of_lines(done.stdout) == expected[format_]


@pytest.mark.parametrize(
    ("format_", "media_type"),
    [
        ("turtle", "text/turtle"),
        ("trig", "application/trig"),
        ("nquads", "application/n-quads"),
        ("rdf12", "text/turtle"),
    ],
)
def test_n3js_reads_the_same(
    node: Node, files: dict[str, Path], expected: dict[str, str], format_: str, media_type: str
) -> None:
    assert of_lines(node("read.mjs", files[format_], media_type)) == expected[format_]


def test_jsonldjs_reads_the_same_and_frames_it_as_it_stands(
    node: Node, files: dict[str, Path], expected: dict[str, str]
) -> None:
    """The processor gives evidence the rules of all its facts; the export gives each fact the rules that read it."""
    read = json.loads(node("frame.mjs", files["jsonld"], ROOT / "schema" / "frame.jsonld"))
    assert of_lines(read["quads"]) == expected["jsonld"]
    written = json.loads(files["jsonld"].read_bytes())
    ours, theirs = ({one["id"]: one for one in found["@graph"]} for found in (written, read["framed"]))
    assert ours.keys() == theirs.keys()
    for id_, one in ours.items():
        for evidence, other in zip(evidence_of(one), evidence_of(theirs[id_]), strict=True):
            assert set(listed(evidence["rule"])) <= set(listed(other["rule"]))
            other["rule"] = evidence["rule"]
        assert unordered(one) == unordered(theirs[id_])


def evidence_of(one: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted(listed(one.get("evidence", [])), key=lambda evidence: evidence["id"])


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def unordered(value: Any) -> Any:
    """JSON without the order of lists and members, which JSON-LD does not mean."""
    if isinstance(value, dict):
        return {key: unordered(part) for key, part in sorted(value.items())}
    if isinstance(value, list):
        return sorted((unordered(part) for part in value), key=json.dumps)
    return value

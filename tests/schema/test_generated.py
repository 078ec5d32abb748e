"""Shapes and context are what the ontology makes of them, and stand where they can be found."""

from __future__ import annotations

import doctest
import importlib

import pytest
import rdflib

from schema import load_ontology
from schema.__main__ import generated
from tests.conftest import ROOT


@pytest.mark.parametrize("name", ["shapes.ttl", "context.jsonld", "frame.jsonld"])
def test_generated_file_is_fresh(name: str) -> None:
    written = (ROOT / "schema" / name).read_text("utf-8")
    assert written == generated(load_ontology())[name], "stale; run: python -m schema"


def test_shapes_are_turtle_with_a_shape_for_every_relation() -> None:
    shapes = rdflib.Graph().parse(ROOT / "schema" / "shapes.ttl")
    targets = {str(value) for value in shapes.objects(None, rdflib.SH.targetSubjectsOf)}
    assert targets >= {f"https://w3id.org/zhimai/ontology#{name}" for name in load_ontology().relations}


@pytest.mark.parametrize(
    "module", ["schema.ontology", "schema.prefixes", "graph.keep.names", "graph.export.terms", "graph.export.turtle"]
)
def test_examples_of_docstrings_run(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0

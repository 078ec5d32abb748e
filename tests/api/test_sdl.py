"""The files that are generated from the ontology and the types."""

from __future__ import annotations

from api.graphql.__main__ import SDL, VOCABULARY
from api.graphql.generate import make_vocabulary
from api.graphql.query import make_schema
from schema import load_ontology


def test_generated_files_are_up_to_date() -> None:
    assert VOCABULARY.read_text("utf-8") == make_vocabulary(load_ontology()), "run python -m api.graphql"
    assert SDL.read_text("utf-8") == make_schema().as_str() + "\n", "run python -m api.graphql"


def test_every_type_field_argument_and_value_has_a_description() -> None:
    shown = make_schema().introspect()["__schema"]
    types = [type_ for type_ in shown["types"] if not type_["name"].startswith("__") and type_["kind"] != "SCALAR"]
    lacking = [
        f"{type_['name']}.{part['name']}"
        for type_ in types
        for part in [*(type_["fields"] or ()), *(type_["enumValues"] or ())]
        for described in (part, *part.get("args", ()))
        if not described["description"]
    ]
    assert [*lacking, *(type_["name"] for type_ in types if not type_["description"])] == []

"""Ontology -> the source of api/graphql/vocabulary.py: the enums of the GraphQL schema."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schema import Ontology
from schema.ontology import Term

HEAD = '''"""The enums of the GraphQL schema. Generated from the ontology by `python -m api.graphql`: do not edit."""

# ruff: noqa: E501

from __future__ import annotations

from enum import Enum

import strawberry

from api.graphql.describe import value
'''


def make_vocabulary(ontology: Ontology) -> str:
    """The Python source of every enum, in the order of names."""
    kinds = [name for thing in ontology.things for name in ontology.kinds(thing)]
    return HEAD + "".join(
        (
            _enum("EntityType", "Top class of a thing.", [ontology.classes[name] for name in ontology.things]),
            _enum("EntityKind", "Most specific class of a thing.", [ontology.classes[name] for name in sorted(kinds)]),
            _enum("Relation", "How the subject of a fact is related to its object.", ontology.relations.values()),
        )
    )


def constant(name: str) -> str:
    """The name of an enum value.

    >>> constant("coOrganized"), constant("AdministrativeArea")
    ('CO_ORGANIZED', 'ADMINISTRATIVE_AREA')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()


def _enum(name: str, description: str, terms: Iterable[Term]) -> str:
    values = "".join(
        f"    {constant(term.name)} = value(\n"
        f"        {_quoted(term.name)},\n"
        f"        {_quoted(_description(term))},\n"
        "    )\n"
        for term in terms
    )
    return (
        f"\n\n@strawberry.enum(description={_quoted(description)})\n"
        f'class {name}(Enum):\n    """{description}"""\n\n{values}'
    )


def _description(term: Term) -> str:
    example = f" Example: {term.example}" if term.example else ""
    return f"{term.labels['zh']}. {term.comments['en']}{example}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

"""Schema and chance -> a valid query with its variables: any field, argument, alias, fragment and condition."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
)

from tests.graph.sample_graph import ENTITIES, EVENT, FACTS, UNIVERSITY

IDS = [*(entity.id for entity in ENTITIES), EVENT, UNIVERSITY, "fact/0000000000000001", "indicator/00000000000000a1"]
TEXTS = {
    "query": ["海河", "河", "河东", "hh", "zhou", "周远", "", "臺"],
    "name": ["周远", "河东理工大学", "查无此人", "title"],
    "after": [f"fact/{FACTS[2].id}", "nonsense"],
    "contains": ["校长", "局"],
}
DATES = ["2024", "2024-05", "2024-05-18", "2023", "2025", "2024-06-01", "nonsense"]


@dataclass
class QueryMaker:
    """Makes one query."""

    schema: GraphQLSchema
    chance: Random
    variables: dict[str, Any] = field(default_factory=dict)
    declared: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    names: int = 0

    def make(self) -> str:
        """The text of the query."""
        assert self.schema.query_type
        selection = self.selection(self.schema.query_type, 4)
        declared = f"({', '.join(self.declared)})" if self.declared else ""
        return f"query Q{declared} {selection} {' '.join(self.fragments)}"

    def selection(self, type_: GraphQLObjectType | GraphQLInterfaceType, depth: int) -> str:
        """Some fields of a type."""
        known = [name for name, one in type_.fields.items() if depth > 1 or is_leaf_type(get_named_type(one.type))]
        chosen = self.chance.sample(known, min(len(known), self.chance.randint(1, 4)))
        parts = [self.field(name, type_.fields[name], depth) for name in chosen]
        if self.chance.random() < 0.3:
            parts.insert(0, "__typename")
        if isinstance(type_, GraphQLInterfaceType) and depth > 1 and self.chance.random() < 0.7:
            narrow = self.chance.choice(self.schema.get_possible_types(type_))
            inner = self.selection(narrow, depth - 1)
            if self.chance.random() < 0.5:
                parts.append(f"... on {narrow.name}{self.condition()} {inner}")
            else:
                self.names += 1
                self.fragments.append(f"fragment f{self.names} on {narrow.name} {inner}")
                parts.append(f"...f{self.names}{self.condition()}")
        return "{ " + " ".join(parts or ["__typename"]) + " }"

    def field(self, name: str, known: GraphQLField, depth: int) -> str:
        """One field under an alias of its own, so that no two of one name have to agree."""
        self.names += 1
        given = {arg: self.value(arg, one) for arg, one in known.args.items() if self.is_given(arg, one)}
        arguments = f"({', '.join(f'{arg}: {value}' for arg, value in given.items())})" if given else ""
        alias = f"a{self.names}: " if depth < 4 and self.names < 25 else ""
        inner = get_named_type(known.type)
        below = ""
        if isinstance(inner, GraphQLObjectType | GraphQLInterfaceType):
            below = " " + self.selection(inner, depth - 1)
        return f"{alias}{name}{arguments}{self.condition()}{below}"

    def condition(self) -> str:
        """Sometimes @skip or @include, with a variable or without."""
        if self.chance.random() > 0.15:
            return ""
        value = "true" if self.chance.random() < 0.5 else self.variable("Boolean!", self.chance.random() < 0.5)
        return f" @{self.chance.choice(['skip', 'include'])}(if: {value})"

    def is_given(self, name: str, known: GraphQLArgument | GraphQLInputField) -> bool:
        """Whether an argument is written."""
        needed = isinstance(known.type, GraphQLNonNull) and known.default_value is not None and name in ("ids", "of")
        return needed or known.type.__class__ is GraphQLNonNull or self.chance.random() < 0.35

    def value(self, name: str, known: GraphQLArgument | GraphQLInputField) -> str:
        """A value for an argument: a literal, or a variable."""
        value = self.plain(name, known.type)
        if self.chance.random() < 0.4:
            return self.variable(str(known.type), value)
        return self.literal(known.type, value)

    def variable(self, type_: str, value: object) -> str:
        """A variable with this value."""
        self.names += 1
        name = f"v{self.names}"
        self.declared.append(f"${name}: {type_}")
        self.variables[name] = value
        return f"${name}"

    def plain(self, name: str, type_: GraphQLInputType) -> Any:
        """A value as JSON."""
        if isinstance(type_, GraphQLNonNull):
            return self.plain(name, type_.of_type)
        if isinstance(type_, GraphQLList):
            return [self.plain(name, type_.of_type) for _ in range(self.chance.randint(0, 3))]
        if isinstance(type_, GraphQLEnumType):
            return self.chance.choice(list(type_.values))
        if isinstance(type_, GraphQLInputObjectType):
            return {
                key: self.plain(key, one.type)
                for key, one in type_.fields.items()
                if isinstance(one.type, GraphQLNonNull) or self.chance.random() < 0.2
            }
        scalars = {
            "ID": lambda: self.chance.choice([*IDS, "person/nobody"]),
            "Int": lambda: self.chance.choice([0, 1, 2, 3, 5]),
            "Float": lambda: self.chance.choice([0.0, 0.8, 1.0]),
            "Boolean": lambda: self.chance.random() < 0.5,
            "String": lambda: self.chance.choice(TEXTS.get(name, DATES)),
        }
        return scalars[type_.name]()

    def literal(self, type_: GraphQLInputType, value: Any) -> str:
        """The value as GraphQL writes it."""
        if isinstance(type_, GraphQLNonNull):
            return self.literal(type_.of_type, value)
        if isinstance(type_, GraphQLList):
            return "[" + ", ".join(self.literal(type_.of_type, one) for one in value) + "]"
        if isinstance(type_, GraphQLInputObjectType):
            inner = (f"{key}: {self.literal(type_.fields[key].type, one)}" for key, one in value.items())
            return "{" + ", ".join(inner) + "}"
        return str(value) if isinstance(type_, GraphQLEnumType) else json.dumps(value, ensure_ascii=False)

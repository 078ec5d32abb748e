"""What a client gives for the variables of an operation -> their values, as graphql-core wants them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    VariableDefinitionNode,
    get_variable_values,
)
from graphql.execution.get_variable_signature import GraphQLVariableSignature, get_variable_signature
from graphql.execution.values import VariableValues, VariableValueSource

_Check = Callable[[object], bool]
LARGEST = 2**31 - 1


class Variables:
    """The variables of one operation. Values of plain types that are right as they are take a short way."""

    def __init__(self, schema: GraphQLSchema, definitions: Sequence[VariableDefinitionNode]) -> None:
        self.schema, self.definitions = schema, definitions
        self.plain: list[tuple[str, GraphQLVariableSignature, _Check]] = []
        for definition in definitions:
            signature = get_variable_signature(schema, definition)
            if not isinstance(signature, GraphQLError):
                self.plain.append((signature.name, signature, _check(signature.type)))

    def of(self, given: Mapping[str, Any]) -> VariableValues | None:
        """The values; None where one of them is wrong."""
        values = self._plain(given)
        if values is None:
            found = get_variable_values(self.schema, self.definitions, dict(given))
            values = found if isinstance(found, VariableValues) else None
        return values

    def _plain(self, given: Mapping[str, Any]) -> VariableValues | None:
        """The values, if all are given and right as they are."""
        sources: dict[str, VariableValueSource] = {}
        coerced: dict[str, Any] = {}
        for name, signature, is_right in self.plain:
            if name not in given or not is_right(value := given[name]):
                return None
            sources[name], coerced[name] = VariableValueSource(signature, value), value
        return VariableValues(sources, coerced)


def _check(type_: GraphQLInputType) -> _Check:
    """Whether a value of a type is right as it is; False also where only graphql-core can tell."""
    if isinstance(type_, GraphQLNonNull):
        inner = _check(type_.of_type)
        return lambda value: value is not None and inner(value)
    if isinstance(type_, GraphQLList):
        inner = _check(type_.of_type)
        return lambda value: value is None or (type(value) is list and all(map(inner, value)))
    if type_.name in ("ID", "String"):
        return lambda value: value is None or type(value) is str
    if type_.name == "Boolean":
        return lambda value: value is None or type(value) is bool
    if type_.name == "Int":
        return lambda value: value is None or (type(value) is int and abs(value) <= LARGEST)
    return lambda _: False

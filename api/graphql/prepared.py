"""Query that is valid -> its operations, each with what is worked out once: cost, plan."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
)
from graphql.execution.values import VariableValues

from api.graphql.collect import condition_variables
from api.graphql.cost import check_cost
from api.graphql.errors import BAD_USER_INPUT, VALIDATION_FAILED, ApiError, bad_input
from api.graphql.plan import Plan
from api.graphql.query import Schema
from api.graphql.variables import Variables
from api.graphql.waiting import NotPlanned

KEPT = 32
"""Costs, and plans, of one operation for different variables; more are worked out anew each time."""
LOOK_UPS = ("node", "nodes", "entity", "__typename")
"""Fields of the root that find things by id or name and read nothing else."""


class Operation:
    """One operation of a document."""

    def __init__(
        self,
        node: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
        conditions: tuple[str, ...],
    ) -> None:
        """conditions: variables that say which selections are left in."""
        self.node, self.fragments, self.conditions = node, fragments, conditions
        self.name = node.name.value if node.name else None
        self._sized = [definition.variable.name.value for definition in node.variable_definitions or ()]
        self._variables: Variables | None = None
        self._costs: dict[tuple[object, ...], int] = {}
        self._plans: dict[tuple[object, ...], Plan | None] = {}

    @property
    def is_query(self) -> bool:
        """True for a query, False for a subscription."""
        return self.node.operation is OperationType.QUERY

    @cached_property
    def is_short(self) -> bool:
        """True where it looks up things by their ids or names, and nothing at its root does more."""
        nodes = self.node.selection_set.selections
        return all(isinstance(node, FieldNode) and node.name.value in LOOK_UPS for node in nodes)

    def cost(self, schema: GraphQLSchema, given: Mapping[str, object], limit: int) -> int:
        """What it may cost with these variables: sizes of pages and lengths of lists count, and nothing else does.

        Raises:
            ApiError: more than the limit.
        """
        sizes = tuple([_size(given.get(name)) for name in self._sized])
        cost = self._costs.get(sizes)
        if cost is None:
            cost = check_cost(schema, self.node, self.fragments, given, limit)
            if len(self._costs) < KEPT:
                self._costs[sizes] = cost
        return cost

    def plan(self, schema: Schema, given: Mapping[str, Any]) -> tuple[Plan | None, VariableValues | None]:
        """The plan and the variables for it; None where there is none, or they have wrong values."""
        if self._variables is None:
            self._variables = Variables(schema.core, self.node.variable_definitions or ())
        variables = self._variables.of(given)
        if variables is None:
            return None, None
        key = tuple(variables.coerced.get(name) for name in self.conditions)
        if key not in self._plans:
            plan = self._made(schema, variables)
            if len(self._plans) >= KEPT:
                return plan, variables
            self._plans[key] = plan
        return self._plans[key], variables

    def _made(self, schema: Schema, variables: VariableValues) -> Plan | None:
        try:
            return Plan(schema, self.fragments, variables, self.node.selection_set)
        except (NotPlanned, GraphQLError):
            return None


class Prepared:
    """A document that is valid."""

    def __init__(self, document: DocumentNode) -> None:
        self.document = document
        nodes = document.definitions
        fragments = {node.name.value: node for node in nodes if isinstance(node, FragmentDefinitionNode)}
        known = [node for node in nodes if isinstance(node, OperationDefinitionNode)]
        conditions = condition_variables(document)
        self.operations = [Operation(node, fragments, conditions) for node in known]

    def operation(self, name: str | None, *, streamed: bool = False) -> Operation:
        """The operation that a request means.

        streamed: the answer is a stream of events, which may be a subscription's.

        Raises:
            ApiError: there is none of this name, the name is missing, or it is no query.
        """
        chosen = [known for known in self.operations if name is None or known.name == name]
        if len(chosen) != 1:
            names = ", ".join(known.name for known in self.operations if known.name)
            if not chosen:
                raise bad_input(f"the query has no operation {name!r}; it has {names or 'one without a name'}")
            raise bad_input(f"the query has several operations; operationName has to be one of {names}")
        kind = chosen[0].node.operation
        if kind is OperationType.SUBSCRIPTION:
            if not streamed:
                raise ApiError("a subscription is answered as text/event-stream; ask /graphql/stream", BAD_USER_INPUT)
            return chosen[0]
        if kind is not OperationType.QUERY:
            raise ApiError(
                f"this graph is for reading: it has queries and subscriptions, and no {kind.value}s", VALIDATION_FAILED
            )
        return chosen[0]


def _size(value: object) -> object:
    """What counts of a variable for the cost."""
    if isinstance(value, list):
        return "list", len(value)
    return value if isinstance(value, int) else None

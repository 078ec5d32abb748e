"""Operation and its variables -> how many fields the answer may have, page sizes multiplied down the tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    SelectionSetNode,
    TypeMetaFieldDef,
    VariableNode,
    get_named_type,
    is_introspection_type,
    is_list_type,
    value_from_ast_untyped,
)

from api.graphql.errors import bad_input, limit_exceeded

MAX_COST = 20_000
"""Fields of one answer. 100 things with 10 facts each, their evidence and its documents cost about 14,000."""
MAX_PAGE = 100
"""Things on one page, and ids in one list."""
USUAL_LENGTH = 2
"""Of a list without a page size: names, qualifiers, evidence."""
PAGES = {"first": MAX_PAGE, "maxNodes": 300}
"""Arguments that say how many things there are at most, with their limits."""
WEIGHTS = {
    ("Place", "contains"): 20,
    ("Query", "centrality"): 1000,
    ("Query", "neighbourhood"): 300,
    ("Query", "paths"): 1000,
}
"""Fields that look at much more than they show cost as much as so many others."""
ONCE = {
    ("SearchConnection", "facets"): 800,
    ("SearchConnection", "totalCount"): 100,
    ("TimelineConnection", "buckets"): 500,
    ("TimelineConnection", "totalCount"): 500,
}
"""The same, whatever the page size: they are about the whole list."""
LENGTHS = {
    ("Ranking", "nodes"): 1,
    ("Subgraph", "nodes"): 1,
    ("Subgraph", "edges"): 3,
    ("Path", "nodes"): 7,
    ("Path", "facts"): 6,
}
"""Of lists whose field above has a page size already, and of paths."""
INTROSPECTION_LENGTHS = {"types": 60, "fields": 10, "enumValues": 10, "possibleTypes": 7, "directives": 8}
INTROSPECTION_DISCOUNT = 10
"""So many fields about the schema, which are in memory, cost as much as one field of the graph."""

Fragments = Mapping[str, FragmentDefinitionNode]


def check_cost(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Fragments,
    variables: Mapping[str, object],
    limit: int = MAX_COST,
) -> int:
    """Give the cost of an operation that is valid. Variables need not be: the execution tells what is wrong with them.

    Raises:
        ApiError: a page or the whole is larger than it may be.
    """
    defaults = {
        definition.variable.name.value: value_from_ast_untyped(definition.default_value)
        for definition in operation.variable_definitions or ()
        if definition.default_value is not None
    }
    assert schema.query_type
    total = _Cost(fragments, {**defaults, **variables}, schema).of(operation.selection_set, schema.query_type)
    if total > limit:
        raise limit_exceeded(
            f"the answer may have up to {total} fields; the limit is {limit}: ask for smaller pages or fewer fields"
        )
    return total


@dataclass(frozen=True, slots=True)
class _Cost:
    fragments: Fragments
    variables: Mapping[str, object]
    schema: GraphQLSchema

    def of(self, selections: SelectionSetNode, parent: GraphQLNamedType) -> int:
        """The fields below one thing of a type, but for those that are about the whole list."""
        return sum(
            self.of_field(node, owner)
            for node, owner in self.fields(selections, parent)
            if (owner.name, node.name.value) not in ONCE
        )

    def once(self, selections: SelectionSetNode, parent: GraphQLNamedType) -> int:
        """The fields about the whole list that a connection is of."""
        return sum(ONCE.get((owner.name, node.name.value), 0) for node, owner in self.fields(selections, parent))

    def fields(
        self, selections: SelectionSetNode, parent: GraphQLNamedType
    ) -> Iterator[tuple[FieldNode, GraphQLNamedType]]:
        """Fields with the type that they are of, fragments written out."""
        for node in selections.selections:
            if isinstance(node, FieldNode):
                yield node, parent
            elif isinstance(node, FragmentSpreadNode):
                fragment = self.fragments[node.name.value]
                yield from self.fields(
                    fragment.selection_set, self.narrowed(fragment.type_condition.name.value, parent)
                )
            else:
                condition = node.type_condition  # type: ignore[attr-defined]  # nothing else can be selected
                narrow = self.narrowed(condition.name.value, parent) if condition else parent
                yield from self.fields(node.selection_set, narrow)  # type: ignore[attr-defined]

    def narrowed(self, name: str, parent: GraphQLNamedType) -> GraphQLNamedType:
        return self.schema.get_type(name) or parent

    def of_field(self, node: FieldNode, parent: GraphQLNamedType) -> int:
        """The field itself and all below it."""
        known = _field(node.name.value, parent)
        if known is None:  # __typename
            return 1
        length = self.length(node, known, parent)
        weight = WEIGHTS.get((parent.name, node.name.value), 1)
        if node.selection_set is None:
            return weight
        type_ = get_named_type(known.type)
        below = length * self.of(node.selection_set, type_)
        if is_introspection_type(type_) and not is_introspection_type(parent):
            below //= INTROSPECTION_DISCOUNT
        return weight + below + self.once(node.selection_set, type_)

    def length(self, node: FieldNode, known: GraphQLField, parent: GraphQLNamedType) -> int:
        """How many things a field gives at most, or may be taken to give."""
        for name, limit in PAGES.items():
            if name in known.args:
                return self.page(node, known, name, limit)
        if "ids" in known.args:
            return self.list_length(node)
        if (parent.name, node.name.value) in LENGTHS:
            return LENGTHS[parent.name, node.name.value]
        type_ = known.type.of_type if isinstance(known.type, GraphQLNonNull) else known.type
        if not is_list_type(type_) or parent.name.endswith("Connection"):
            return 1
        return INTROSPECTION_LENGTHS.get(node.name.value, 1) if is_introspection_type(parent) else USUAL_LENGTH

    def page(self, node: FieldNode, known: GraphQLField, name: str, limit: int) -> int:
        value = self.argument(node, name)
        if not isinstance(value, int):
            value = known.args[name].default_value
        assert isinstance(value, int)
        if value < 0:
            raise bad_input(f"{node.name.value}({name}: {value}): right is a number from 0 to {limit}")
        if value > limit:
            rest = "; ask for the rest with `after`" if "after" in known.args else ""
            raise limit_exceeded(f"{node.name.value}({name}: {value}) is a larger page than the limit of {limit}{rest}")
        return value

    def list_length(self, node: FieldNode) -> int:
        value = self.argument(node, "ids")
        length = len(value) if isinstance(value, list) else 1
        if length > MAX_PAGE:
            raise limit_exceeded(f"{node.name.value}(ids:) has {length} ids; the limit is {MAX_PAGE}")
        return length

    def argument(self, node: FieldNode, name: str) -> object:
        """The value of an argument as the client wrote it; None where it is not given."""
        for argument in node.arguments or ():
            if argument.name.value == name:
                value = argument.value
                if isinstance(value, VariableNode):
                    return self.variables.get(value.name.value)
                if isinstance(value, IntValueNode):
                    return int(value.value)
                if isinstance(value, ListValueNode):
                    return list(value.values)
        return None


def _field(name: str, parent: GraphQLNamedType) -> GraphQLField | None:
    if name == "__schema":
        return SchemaMetaFieldDef
    if name == "__type":
        return TypeMetaFieldDef
    if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
        known: GraphQLField | None = parent.fields.get(name)
        return known
    return None

"""Selection sets -> the fields that they ask of one type, by their names in the answer, fragments written out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLAbstractType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    visit,
)

CONDITIONS = ("skip", "include")


@dataclass(slots=True)
class Collector:
    """CollectFields of the specification, for one type of object."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    type: GraphQLObjectType
    seen: set[str] = field(default_factory=set)

    def collect(self, selections: Iterable[SelectionSetNode]) -> dict[str, list[FieldNode]]:
        """The fields in the order of the answer, each with every place where it stands."""
        found: dict[str, list[FieldNode]] = {}
        for selection_set in selections:
            for node in self.fields(selection_set):
                found.setdefault((node.alias or node.name).value, []).append(node)
        return found

    def fields(self, selection_set: SelectionSetNode) -> Iterator[FieldNode]:
        """The fields of one selection set, those of its fragments at their places."""
        for node in selection_set.selections:
            if not self.is_wanted(node):
                continue
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or self.applies(node.type_condition.name.value):
                    yield from self.fields(node.selection_set)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in self.seen:
                self.seen.add(node.name.value)
                fragment = self.fragments[node.name.value]
                if self.applies(fragment.type_condition.name.value):
                    yield from self.fields(fragment.selection_set)

    def applies(self, name: str) -> bool:
        """True where a fragment on the type of this name is for the objects."""
        condition = self.schema.get_type(name)
        if isinstance(condition, GraphQLAbstractType):
            return self.schema.is_sub_type(condition, self.type)
        return condition is self.type

    def is_wanted(self, node: SelectionNode) -> bool:
        """False where @skip or @include leaves a selection out."""
        return all(
            self.value(directive) is (directive.name.value == "include")
            for directive in node.directives or ()
            if directive.name.value in CONDITIONS
        )

    def value(self, directive: DirectiveNode) -> bool:
        """The value of `if`, which is the only argument, and Boolean in a valid query."""
        [argument] = directive.arguments or ()
        value = argument.value
        if isinstance(value, VariableNode):
            return bool(self.variables[value.name.value])
        assert isinstance(value, BooleanValueNode)
        return value.value


def condition_variables(document: DocumentNode) -> tuple[str, ...]:
    """Names of the variables that @skip and @include of a document depend on, sorted."""
    finder = _Conditions()
    visit(document, finder)
    return tuple(sorted(finder.names))


class _Conditions(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names = set[str]()

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        for argument in node.arguments or ():
            if node.name.value in CONDITIONS and isinstance(argument.value, VariableNode):
                self.names.add(argument.value.name.value)

"""Operation -> a plan, made once: what to call for each field of each class of objects, a whole level at a time.

graphql-core walks through an answer value by value. A plan goes through it level by level: it calls the same resolvers,
for all objects of a level in a row, and reads for all of them at once. It runs in one thread without an event loop.
Whatever a plan does not cover, and every request that has an error in it, is left to graphql-core.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice, repeat
from operator import attrgetter
from typing import Any, TypeVar, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLAbstractType,
    GraphQLEnumType,
    GraphQLField,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    SelectionSetNode,
    VariableNode,
    get_argument_values,
    get_named_type,
    is_specified_scalar_type,
)
from graphql.execution.values import VariableValues
from strawberry.types import get_object_definition
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from api.graphql.collect import Collector
from api.graphql.query import Schema
from api.graphql.reads import Loader, Reads
from api.graphql.waiting import Batch, Later, NotPlanned, settle, settle_later
from graph.keep.reader import Graph

_T = TypeVar("_T")
_Column = list[Any]
"""One value for each object of a level."""
_Complete = Callable[["Run", _Column], _Column]
"""Values of a field as resolvers give them -> the same as the answer has them."""
Step = Callable[["Run", _Column], _Column]
"""Objects -> the values of one of their fields, as the answer has them."""


@dataclass(slots=True)
class Info:
    """What resolvers get of the execution."""

    context: Reads


@dataclass(slots=True)
class Run:
    """One execution of a plan."""

    info: Info
    variables: VariableValues
    keywords: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Arguments of a field, by the identity of its step: worked out once for all objects."""


@dataclass(slots=True)
class Here:
    """Reads in this thread, at once."""

    graph: Graph
    known: Callable[[str], object]
    """What has been made under a name already; None where it has not."""

    async def ask(self, question: Callable[[Graph], _T], /) -> _T:
        """Call a function with the graph."""
        return question(self.graph)

    async def kept(self, name: str, _: Callable[[Graph], _T], /) -> _T:
        """What has been made; to make it is for the threads of the graph."""
        known = self.known(name)
        if known is None:
            raise NotPlanned(f"{name} has to be made first")
        return known  # type: ignore[return-value]  # what `make` gave

    def loader(self, read: Callable[[Graph, list[str]], list[_T]], /) -> Loader[_T]:
        """A loader whose reads are gathered by `settle`."""
        return Batch(self.graph, read)

    def later(self, loader: Loader[_T], /) -> Callable[[str], Later]:
        """Key -> what `settle_later` reads."""
        assert isinstance(loader, Batch)
        return partial(Later, loader)


class Plan:
    """How an operation is answered, for variables that leave the same selections in."""

    def __init__(
        self,
        schema: Schema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: VariableValues,
        selections: SelectionSetNode,
    ) -> None:
        """Make the plan.

        Raises:
            NotPlanned: there is something in the operation that no plan covers.
        """
        self.schema, self.core, self.fragments, self.variables = schema, schema.core, fragments, variables
        self._types: dict[type, GraphQLObjectType] = {}
        self._steps: dict[tuple[object, ...], Step] = {}
        self._shapes: dict[tuple[tuple[str, Step], ...], Shape] = {}
        assert self.core.query_type
        self.root = self.shape(self.core.query_type, [selections])

    def run(self, graph: Graph, known: Callable[[str], object], base: str, variables: VariableValues) -> dict[str, Any]:
        """The data of the answer.

        Raises:
            Exception: anything; graphql-core then finds out what to answer.
        """
        run = Run(Info(Reads(Here(graph, known), base=base)), variables)
        [data] = self.root.fill(run, [None])
        return data

    def shape(self, type_: GraphQLObjectType, selections: Sequence[SelectionSetNode]) -> Shape:
        """The fields of a type."""
        found = Collector(self.core, self.fragments, self.variables.coerced, type_).collect(selections)
        steps = {name: make_step(self, type_, nodes) for name, nodes in found.items()}
        return self._shapes.setdefault(tuple(steps.items()), Shape(steps))

    def once(self, key: tuple[object, ...], make: Callable[[], Step]) -> Step:
        """What was made for a key, or is made now."""
        if key not in self._steps:
            self._steps[key] = make()
        return self._steps[key]

    def type_of(self, class_: type) -> GraphQLObjectType:
        """The type that objects of a class are of."""
        known = self._types.get(class_)
        if known is None:
            definition = get_object_definition(class_)
            known = self.core.get_type(definition.name) if definition else None  # type: ignore[assignment]
            if not isinstance(known, GraphQLObjectType):
                raise NotPlanned(f"{class_} is of no type")
            self._types[class_] = known
        return known

    def names(self, _: Run, objects: _Column) -> _Column:
        """The names of the types of objects."""
        return [self.type_of(type(one)).name for one in objects]

    # Values as the answer has them

    def complete(self, type_: GraphQLOutputType, nodes: Sequence[FieldNode]) -> _Complete:
        """How values of a type are completed."""
        if isinstance(type_, GraphQLNonNull):
            return partial(_complete_present, self.complete(type_.of_type, nodes))
        if isinstance(type_, GraphQLList):
            return partial(_complete_lists, self.complete(type_.of_type, nodes))
        if isinstance(type_, GraphQLLeafType):
            return _complete_leaves(type_)
        selections = [node.selection_set for node in nodes if node.selection_set]
        if isinstance(type_, GraphQLObjectType) and not type_.interfaces:
            return partial(_complete_objects, self.shape(type_, selections))
        return Family(self, type_, selections).complete


class Shape:
    """The fields of a class of objects, in the order of the answer; classes whose fields are the same share it."""

    def __init__(self, steps: Mapping[str, Step]) -> None:
        self.names, self.steps = tuple(steps), tuple(steps.values())

    def fill(self, run: Run, objects: _Column) -> list[dict[str, Any]]:
        """The objects as the answer has them."""
        if not self.steps:  # @skip left nothing
            return [{} for _ in objects]
        columns = [step(run, objects) for step in self.steps]
        return list(map(dict, map(zip, repeat(self.names), zip(*columns, strict=True))))


class Family:
    """The fields of an interface, for each class of objects that turns up."""

    def __init__(self, plan: Plan, type_: GraphQLOutputType, selections: Sequence[SelectionSetNode]) -> None:
        self.plan, self.type, self.selections = plan, type_, selections
        self.shapes: dict[type, Shape | None] = {type(None): None}

    def shape(self, class_: type) -> Shape:
        """The fields of a class of objects."""
        found = self.plan.type_of(class_)
        if found is not self.type and not (
            isinstance(self.type, GraphQLAbstractType) and self.plan.core.is_sub_type(self.type, found)
        ):
            raise NotPlanned(f"{found} is no {self.type}")
        return self.plan.shape(found, self.selections)

    def complete(self, run: Run, values: _Column) -> _Column:
        """Objects of several classes: those of each shape in a row."""
        shapes = self.shapes
        classes = dict.fromkeys(map(type, values))
        for class_ in classes:
            if class_ not in shapes:
                shapes[class_] = self.shape(class_)
        found = dict.fromkeys(map(shapes.__getitem__, classes))
        if len(found) == 1 and (shape := next(iter(found))):
            return shape.fill(run, values)
        rows: _Column = [None] * len(values)
        for shape in filter(None, found):
            places = [place for place, value in enumerate(values) if shapes[type(value)] is shape]
            for place, row in zip(places, shape.fill(run, [values[place] for place in places]), strict=True):
                rows[place] = row
        return rows


def make_step(plan: Plan, parent: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Step:
    """What one field of a class does.

    Raises:
        NotPlanned: the field is about the schema, or resolved in a way that no plan knows.
    """
    name = nodes[0].name.value
    if name == "__typename":
        if parent is plan.core.query_type:  # there is no object of it
            return lambda _, objects: [parent.name] * len(objects)
        return plan.names
    known = parent.fields.get(name)
    definition = known.extensions.get("strawberry-definition") if known else None
    if known is None or not isinstance(definition, StrawberryField) or definition.extensions:
        raise NotPlanned(f"{parent}.{name} has a way of its own")
    resolver = definition.base_resolver
    call = resolver.wrapped_func if resolver else definition.python_name
    # Classes inherit fields: what is the same is made once.
    return plan.once((call, str(known.type), *map(id, nodes)), lambda: _resolved(plan, known, definition, nodes))


def _resolved(plan: Plan, known: GraphQLField, definition: StrawberryField, nodes: Sequence[FieldNode]) -> Step:
    """What a field does that has a resolver, or is an attribute."""
    complete = plan.complete(known.type, nodes)
    resolver = definition.base_resolver
    if resolver is None:
        get = attrgetter(definition.python_name)
        return lambda run, objects: complete(run, list(map(get, objects)))
    call = cast("Callable[..., Any]", resolver.wrapped_func)
    if not resolver.is_async and not definition.arguments and resolver.info_parameter is None:
        return lambda run, objects: complete(run, list(map(call, objects)))
    arguments = Arguments(plan.schema, known, definition, nodes[0])
    if resolver.is_async:
        return lambda run, objects: complete(run, _settled(call, objects, arguments.of(run)))
    return lambda run, objects: complete(run, _called(call, objects, arguments.of(run)))


def _settled(call: Callable[..., Coroutine[Any, None, Any]], objects: _Column, keywords: Mapping[str, Any]) -> _Column:
    return settle(call(one, **keywords) for one in objects)


def _called(call: Callable[..., Any], objects: _Column, keywords: Mapping[str, Any]) -> _Column:
    return settle_later([call(one, **keywords) for one in objects])


class Arguments:
    """The arguments of one field as its resolver takes them."""

    def __init__(self, schema: Schema, known: GraphQLField, definition: StrawberryField, node: FieldNode) -> None:
        assert definition.base_resolver
        self.schema, self.known, self.definition, self.node = schema, known, definition, node
        parameter = definition.base_resolver.info_parameter
        self.info = parameter.name if parameter else ""
        self.constant = None if _has_variables(node) else self.converted(None)
        self.plain = _plain(schema, known, definition, node)

    def of(self, run: Run) -> dict[str, Any]:
        """The arguments in one run."""
        found = run.keywords.get(id(self))
        if found is None:
            found = self.values(run.variables)
            if self.info:
                found[self.info] = run.info
            run.keywords[id(self)] = found
        return found

    def values(self, variables: VariableValues) -> dict[str, Any]:
        """The arguments with these variables."""
        if self.constant is not None:
            return dict(self.constant)
        if self.plain is not None:
            given = {name: variables.coerced.get(variable) for name, variable in self.plain}
            if None not in given.values():
                return given
        return self.converted(variables)

    def converted(self, variables: VariableValues | None) -> dict[str, Any]:
        """The arguments, enums and inputs as objects.

        Raises:
            GraphQLError: one has a wrong value.
        """
        values = get_argument_values(self.known, self.node, variables)
        schema = self.schema.schema_converter
        return convert_arguments(values, self.definition.arguments, schema.scalar_registry, self.schema.config)


def _plain(
    schema: Schema, known: GraphQLField, definition: StrawberryField, node: FieldNode
) -> list[tuple[str, str]] | None:
    """(name of an argument, of its variable), where all that are given are variables whose values are right as they
    are; the resolver has the defaults of the others.
    """
    names = {schema.config.name_converter.get_graphql_name(one): one.python_name for one in definition.arguments}
    found = list[tuple[str, str]]()
    for argument in node.arguments or ():
        name, value = argument.name.value, argument.value
        if not (isinstance(value, VariableNode) and is_specified_scalar_type(get_named_type(known.args[name].type))):
            return None
        found.append((names[name], value.name.value))
    return found


def _has_variables(node: object) -> bool:
    """True where a variable stands in the arguments of a field."""
    if isinstance(node, VariableNode):
        return True
    if isinstance(node, FieldNode):
        return any(_has_variables(argument.value) for argument in node.arguments or ())
    parts: Iterable[Any] = getattr(node, "values", None) or getattr(node, "fields", None) or ()
    return any(_has_variables(getattr(part, "value", part) if hasattr(part, "name") else part) for part in parts)


def _complete_present(complete: _Complete, run: Run, values: _Column) -> _Column:
    """Values of a type without null."""
    found = complete(run, values)
    if None in found:
        raise NotPlanned("null where there is none")
    return found


def _complete_lists(complete: _Complete, run: Run, values: _Column) -> _Column:
    """Lists: the values of all of them in a row."""
    flat = [one for value in values if value is not None for one in value]
    done = iter(complete(run, flat))
    return [None if value is None else list(islice(done, len(value))) for value in values]


def _complete_objects(shape: Shape, run: Run, values: _Column) -> _Column:
    """Objects of one class, or null."""
    if None not in values:
        return shape.fill(run, values)
    done = iter(shape.fill(run, [value for value in values if value is not None]))
    return [None if value is None else next(done) for value in values]


def _complete_leaves(type_: GraphQLLeafType) -> _Complete:
    """Scalars and enums. What is right as it is, and that is nearly all, does not go through graphql-core."""
    serialize = type_.serialize
    if isinstance(type_, GraphQLEnumType):
        # By identity: to hash a member of an enum takes several times as long.
        members = {id(member): serialize(member) for member in getattr(type_, "wrapped_cls", ())}
        return lambda _, values: [
            None if value is None else members.get(id(value)) or serialize(value) for value in values
        ]
    kind = {"String": str, "ID": str, "Boolean": bool, "Float": float, "Int": int}.get(type_.name)
    if kind is float:
        return lambda _, values: [
            value if value is None or (type(value) is float and math.isfinite(value)) else serialize(value)
            for value in values
        ]
    if kind is int:
        return lambda _, values: [
            value if value is None or (type(value) is int and abs(value) < 2**31) else serialize(value)
            for value in values
        ]
    return lambda _, values: [value if value is None or type(value) is kind else serialize(value) for value in values]

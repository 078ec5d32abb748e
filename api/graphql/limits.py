"""Query document -> itself, or one error that says which limit it breaks.

Everything here is linear in the size of the query with its fragments written out, and that size is limited first:
validation of a query that passes takes milliseconds, however hostile it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    parse,
)

from api.graphql.errors import ApiError, limit_exceeded

MAX_TOKENS = 2000
MAX_DEPTH = 12
"""Levels of fields, the root fields being the first."""
MAX_INTROSPECTION_DEPTH = 20
"""The same below __schema and __type: the usual introspection query needs 15."""
MAX_ALIASES = 30
MAX_REPEATS = 30
"""How often one field may stand in one selection, fragments written out."""
MAX_FIELDS = 3000
"""Fields of the query, fragments written out."""


def parse_within_limits(query: str) -> DocumentNode:
    """Parse a query and hold it to the limits on its size.

    Raises:
        GraphQLError: the query is no GraphQL.
        ApiError: the query breaks a limit.
    """
    try:
        document = parse(query, max_tokens=MAX_TOKENS, allow_empty_selection_sets=False)
    except RecursionError:
        raise _too_deep(MAX_DEPTH) from None
    except GraphQLError as error:
        if "nested too deeply" in error.message:
            raise _too_deep(MAX_DEPTH) from None
        if f"more than {MAX_TOKENS} tokens" in error.message:
            raise limit_exceeded(f"the query has more than {MAX_TOKENS} tokens, which is the limit") from None
        raise
    check_limits(document)
    return document


def check_limits(document: DocumentNode) -> None:
    """Hold every operation of a document to the limits, and every fragment that no operation uses.

    Raises:
        ApiError: the document breaks a limit.
    """
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    size = _Size(fragments)
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            size.check([(node.selection_set, frozenset())], depth=1, introspection=False)
    for name in [name for name in fragments if name not in size.used]:
        if name not in size.used:
            size.check([(fragments[name].selection_set, frozenset([name]))], depth=1, introspection=False)


_Selection = tuple[SelectionSetNode, frozenset[str]]
"""A selection set and the fragments around it: one that stands in itself is left to the validation."""


@dataclass(slots=True)
class _Size:
    """What a document has grown to so far, its fragments written out."""

    fragments: Mapping[str, FragmentDefinitionNode]
    fields: int = 0
    aliases: int = 0
    used: set[str] = field(default_factory=set)

    def check(self, selections: Sequence[_Selection], *, depth: int, introspection: bool) -> None:
        """Count the fields of selection sets that an answer merges into one, and go down."""
        merged: dict[str, list[tuple[FieldNode, frozenset[str]]]] = {}
        for node, around in self.fields_of(selections):
            self.count(node)
            merged.setdefault((node.alias or node.name).value, []).append((node, around))
        if merged:
            _check_depth(depth, introspection=introspection)
        for name, nodes in merged.items():
            if len(nodes) > MAX_REPEATS:
                raise limit_exceeded(
                    f"'{name}' stands {len(nodes)} times in one selection; the limit is {MAX_REPEATS} times"
                )
            inside = introspection or any(node.name.value in ("__schema", "__type") for node, _ in nodes)
            below = [(node.selection_set, around) for node, around in nodes if node.selection_set]
            self.check(below, depth=depth + 1, introspection=inside)

    def count(self, node: FieldNode) -> None:
        """Take one field more."""
        self.fields += 1
        self.aliases += node.alias is not None
        if self.aliases > MAX_ALIASES:
            raise limit_exceeded(f"the query has more than {MAX_ALIASES} aliases, which is the limit")
        if self.fields > MAX_FIELDS:
            raise limit_exceeded(
                f"the query has more than {MAX_FIELDS} fields with its fragments written out, which is the limit"
            )

    def fields_of(self, selections: Sequence[_Selection]) -> Iterator[tuple[FieldNode, frozenset[str]]]:
        """The fields of selection sets, inline fragments opened, with the fragments around each."""
        waiting, spreads = list(selections), Counter[str]()
        while waiting:
            selection_set, around = waiting.pop()
            for node in selection_set.selections:
                if isinstance(node, FieldNode):
                    yield node, around
                elif isinstance(node, InlineFragmentNode):
                    waiting.append((node.selection_set, around))
                elif isinstance(node, FragmentSpreadNode):
                    name = node.name.value
                    spreads[name] += 1
                    # A fragment that stands once more than its fields may is refused for its fields.
                    if name in self.fragments and name not in around and spreads[name] <= MAX_REPEATS + 1:
                        self.used.add(name)
                        waiting.append((self.fragments[name].selection_set, around | {name}))


def _check_depth(depth: int, *, introspection: bool) -> None:
    limit = MAX_INTROSPECTION_DEPTH if introspection else MAX_DEPTH
    if depth > limit:
        raise _too_deep(limit)


def _too_deep(limit: int) -> ApiError:
    return limit_exceeded(f"the query is nested too deep; the limit is {limit} levels of fields")

"""Request -> answer: parse, hold to the limits, validate, weigh, execute; each step answers for its own errors."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    validate,
)

from api.graphql.cost import MAX_COST, check_cost
from api.graphql.errors import (
    LIMIT_EXCEEDED,
    PARSE_FAILED,
    VALIDATION_FAILED,
    ApiError,
    bad_input,
    coded,
    executed,
    shown_to_client,
    too_slow,
)
from api.graphql.limits import parse_within_limits
from api.graphql.query import Schema, make_schema
from api.graphql.reads import Reads

MAX_ERRORS = 10
"""Of the validation; after these it stops."""
CACHED_QUERIES = 256
LONGEST_CACHED = 10_000
"""Characters; longer queries are prepared anew each time, so that the cache stays small."""
GRACE = 0.5
"""Seconds between the end of the reads and the end of a request that takes too long."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks."""

    query: str
    variables: Mapping[str, object] = field(default_factory=dict)
    operation: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the client gets."""

    data: object = None
    errors: tuple[Mapping[str, object], ...] = ()
    executed: bool = True
    """False where the request was refused before it was executed; `data` is left out then."""
    cost: int | None = None
    """Fields that the answer might have had; None where the request was refused before they were counted."""
    max_cost: int = MAX_COST

    def body(self) -> dict[str, object]:
        """The answer as JSON has it."""
        shown: dict[str, object] = {"errors": list(self.errors)} if self.errors else {}
        if self.executed:
            shown["data"] = self.data
        if self.cost is not None:
            shown["extensions"] = {"cost": {"requested": self.cost, "limit": self.max_cost}}
        return shown


class Answerer:
    """Answers requests. Parsing and validation of a query are done once and kept."""

    def __init__(self, *, max_cost: int = MAX_COST, max_seconds: float = 10.0) -> None:
        self.max_cost, self.max_seconds = max_cost, max_seconds
        self._schema: Schema = make_schema()
        self._prepare_cached = lru_cache(CACHED_QUERIES)(self._prepare)

    def prepare(self, query: str) -> DocumentNode | Answer:
        """The query, parsed and valid; or the answer that says why it is not."""
        return self._prepare_cached(query) if len(query) <= LONGEST_CACHED else self._prepare(query)

    async def answer(self, request: Request, reads: Reads) -> Answer:
        """Execute a request over the graph that `reads` reads."""
        document = self.prepare(request.query)
        if isinstance(document, Answer):
            return document
        variables = dict(request.variables)
        try:
            operation = find_operation(document, request.operation)
            fragments = {n.name.value: n for n in document.definitions if isinstance(n, FragmentDefinitionNode)}
            cost = check_cost(self._core, operation, fragments, variables, self.max_cost)
        except ApiError as error:
            return refused(error)
        try:
            # The reads of the graph end a little earlier: then the answer says which field took too long.
            async with asyncio.timeout(self.max_seconds + GRACE):
                result = await self._schema.answer(document, variables, request.operation, reads)
        except TimeoutError:
            return replace(refused(too_slow(self.max_seconds)), cost=cost, max_cost=self.max_cost)
        found = result.errors or []
        for defect in [known for known in found if not shown_to_client(known)]:
            _log.error("%s: %s", ".".join(map(str, defect.path or ())), defect, exc_info=defect.original_error)
        # Errors without a path are about the request: a variable has a wrong value, and nothing was executed.
        began = result.data is not None or any(known.path for known in found)
        errors = tuple(executed(known) for known in found)
        return Answer(result.data, errors, executed=began, cost=cost, max_cost=self.max_cost)

    @property
    def _core(self) -> GraphQLSchema:
        return self._schema._schema  # the way that strawberry's own integrations take to it

    def _prepare(self, query: str) -> DocumentNode | Answer:
        try:
            document = parse_within_limits(query)
        except ApiError as error:
            return refused(error)
        except GraphQLError as error:
            return Answer(errors=(coded(error, PARSE_FAILED),), executed=False)
        errors = validate(self._core, document, max_errors=MAX_ERRORS)
        if errors:
            return Answer(errors=tuple(coded(error, _validation_code(error)) for error in errors), executed=False)
        return document


def find_operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The operation of a document that a request means.

    Raises:
        ApiError: there is none of this name, the name is missing, or it is no query.
    """
    known = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    names = ", ".join(node.name.value for node in known if node.name)
    chosen = [node for node in known if name is None or (node.name and node.name.value == name)]
    if not chosen:
        raise bad_input(f"the query has no operation {name!r}; it has {names or 'one without a name'}")
    if len(chosen) > 1:
        raise bad_input(f"the query has several operations; operationName has to be one of {names}")
    if chosen[0].operation is not OperationType.QUERY:
        raise ApiError(
            f"this graph is for reading: it has queries, and no {chosen[0].operation.value}s", VALIDATION_FAILED
        )
    return chosen[0]


def refused(error: GraphQLError) -> Answer:
    """The answer to a request that is not executed."""
    return Answer(errors=(coded(error, VALIDATION_FAILED),), executed=False)


def _validation_code(error: GraphQLError) -> str:
    return LIMIT_EXCEEDED if error.message == "Maximum introspection depth exceeded" else VALIDATION_FAILED

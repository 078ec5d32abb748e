"""Request -> answer: parse, hold to the limits, validate, weigh, execute; each step answers for its own errors."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from graphql import DocumentNode, GraphQLError, validate

from api.current import Requested
from api.graphql.cost import MAX_COST
from api.graphql.errors import (
    LIMIT_EXCEEDED,
    PARSE_FAILED,
    VALIDATION_FAILED,
    ApiError,
    coded,
    executed,
    shown_to_client,
    too_slow,
)
from api.graphql.limits import parse_within_limits
from api.graphql.prepared import Operation, Prepared
from api.graphql.query import make_schema
from api.graphql.reads import Reads
from graph.keep.reader import Graph

MAX_ERRORS = 10
"""Of the validation; after these it stops."""
CACHED_QUERIES = 256
LONGEST_CACHED = 10_000
"""Characters; longer queries are prepared anew each time, so that the cache stays small."""
GRACE = 0.5
"""Seconds between the end of the reads and the end of a request that takes too long."""
HERE = 7000
"""Cost up to which a plan that looks up things by their ids runs in the event loop: to hand it to a thread takes longer
than most of them take, and the largest, 100 things with 10 facts each, takes some ten milliseconds."""


_log = logging.getLogger(__name__)


# Named tuples, unlike others: each request makes one of each, in a third of the time.


class Request(NamedTuple):
    """What a client asks."""

    query: str
    variables: Mapping[str, object] = MappingProxyType({})
    operation: str | None = None


class Answer(NamedTuple):
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
    """Answers requests. Parsing, validation and planning of a query are done once and kept."""

    def __init__(self, *, max_cost: int = MAX_COST, max_seconds: float = 10.0, plans: bool = True) -> None:
        """plans: False leaves everything to graphql-core."""
        self.max_cost, self.max_seconds, self.plans = max_cost, max_seconds, plans
        self.schema = make_schema()
        self._prepare_cached = lru_cache(CACHED_QUERIES)(self._prepare)

    def prepare(self, query: str) -> Prepared | Answer:
        """The query, parsed and valid; or the answer that says why it is not."""
        return self._prepare_cached(query) if len(query) <= LONGEST_CACHED else self._prepare(query)

    async def answer(self, request: Request, source: Requested) -> Answer:
        """Execute a request over the graph that `source` reads."""
        prepared = self.prepare(request.query)
        if isinstance(prepared, Answer):
            return prepared
        try:
            operation = prepared.operation(request.operation)
            cost = operation.cost(self.schema.core, request.variables, self.max_cost)
        except ApiError as error:
            return refused(error)
        plan = self._planned(operation, request.variables, source) if self.plans else None
        is_quick = cost <= HERE and operation.is_short
        if plan and is_quick and (data := source.here(plan)) is not None:
            return Answer(data, cost=cost, max_cost=self.max_cost)
        try:
            # The reads of the graph end a little earlier: then the answer says which field took too long.
            async with asyncio.timeout(self.max_seconds + GRACE):
                if plan and not is_quick and (data := await source.ask(plan)) is not None:
                    return Answer(data, cost=cost, max_cost=self.max_cost)
                return await self._executed(prepared.document, request, source, cost)
        except TimeoutError:
            return refused(too_slow(self.max_seconds))._replace(cost=cost, max_cost=self.max_cost)

    def _planned(
        self, operation: Operation, given: Mapping[str, object], source: Requested
    ) -> Callable[[Graph], dict[str, Any] | None] | None:
        """What gives the data by a plan, or None where anything is wrong; None where there is no plan."""
        plan, variables = operation.plan(self.schema, given)
        if plan is None or variables is None:
            return None

        def run(graph: Graph) -> dict[str, Any] | None:
            try:
                return plan.run(graph, source.known, source.base, variables)
            except Exception:  # graphql-core executes the request again, and tells or logs what is wrong
                return None

        return run

    async def _executed(self, document: DocumentNode, request: Request, source: Requested, cost: int) -> Answer:
        """The answer that graphql-core gives."""
        reads = Reads(source, base=source.base)
        result = await self.schema.answer(document, dict(request.variables), request.operation, reads)
        found = result.errors or []
        for defect in [known for known in found if not shown_to_client(known)]:
            _log.error("%s: %s", ".".join(map(str, defect.path or ())), defect, exc_info=defect.original_error)
        # Errors without a path are about the request: a variable has a wrong value, and nothing was executed.
        began = result.data is not None or any(known.path for known in found)
        errors = tuple(executed(known) for known in found)
        return Answer(result.data, errors, executed=began, cost=cost, max_cost=self.max_cost)

    def _prepare(self, query: str) -> Prepared | Answer:
        try:
            document = parse_within_limits(query)
        except ApiError as error:
            return refused(error)
        except GraphQLError as error:
            return Answer(errors=(coded(error, PARSE_FAILED),), executed=False)
        errors = validate(self.schema.core, document, max_errors=MAX_ERRORS)
        if errors:
            return Answer(errors=tuple(coded(error, _validation_code(error)) for error in errors), executed=False)
        return Prepared(document)


def refused(error: GraphQLError) -> Answer:
    """The answer to a request that is not executed."""
    return Answer(errors=(coded(error, VALIDATION_FAILED),), executed=False)


def _validation_code(error: GraphQLError) -> str:
    return LIMIT_EXCEEDED if error.message == "Maximum introspection depth exceeded" else VALIDATION_FAILED

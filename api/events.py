"""GraphQL -> server-sent events, as the client of npm graphql-sse reads them (distinct connections mode)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from typing import Any

import orjson
from graphql import ExecutionResult, subscribe
from starlette.responses import StreamingResponse

from api.current import CurrentGraph
from api.graphql.answer import Answer, Answerer, Request, refused
from api.graphql.errors import ApiError, executed
from api.graphql.prepared import Prepared
from api.graphql.subscription import Watched

EVENT_STREAM = "text/event-stream"
KEEP_ALIVE = 12.0
"""Seconds without an event, after which a comment is sent: proxies end a connection on which nothing comes."""
MOST = 100
"""Streams at a time."""
COMPLETE = b"event: complete\ndata: \n\n"


class EventStreams:
    """Answers requests one event after the other: a query with one, a subscription with as many as there are."""

    def __init__(self, current: CurrentGraph, answerer: Answerer, *, max_seconds: float) -> None:
        self.current, self.answerer, self.max_seconds = current, answerer, max_seconds
        self.open = 0

    @property
    def are_full(self) -> bool:
        """True where no more can be opened."""
        return self.open >= MOST

    def respond(self, request: Request) -> StreamingResponse:
        """The stream of a request."""
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self.stream(request), media_type=EVENT_STREAM, headers=headers)

    async def stream(self, request: Request) -> AsyncIterator[bytes]:
        """The events of a request, and the one that says that there are no more."""
        self.open += 1
        try:
            async with aclosing(_kept_alive(self.results(request))) as events:
                async for event in events:
                    yield event
            yield COMPLETE
        finally:
            self.open -= 1

    async def results(self, request: Request) -> AsyncGenerator[Mapping[str, object], None]:
        """The answers of a request."""
        prepared = self.answerer.prepare(request.query)
        if isinstance(prepared, Answer):
            yield prepared.body()
            return
        try:
            is_query = prepared.operation(request.operation, streamed=True).is_query
        except ApiError as error:
            yield refused(error).body()
            return
        if is_query:
            with self.current.use() as used:
                answer = await self.answerer.answer(request, used.reads(seconds=self.max_seconds))
            yield answer.body()
            return
        async for body in self.subscribed(prepared, request):
            yield body

    async def subscribed(self, prepared: Prepared, request: Request) -> AsyncIterator[Mapping[str, object]]:
        """The answers to a subscription."""
        async with aclosing(self.current.events()) as events:
            found: Any = subscribe(
                *(self.answerer.schema.core, prepared.document),
                context_value=Watched(events),
                variable_values=dict(request.variables),
                operation_name=request.operation,
            )
            if not isinstance(found, ExecutionResult | AsyncIterator):
                found = await found
            if isinstance(found, ExecutionResult):
                yield _answer(found, began=False).body()
                return
            async for result in found:
                yield _answer(result, began=True).body()


def _answer(result: ExecutionResult, *, began: bool) -> Answer:
    return Answer(result.data, tuple(executed(error) for error in result.errors or ()), executed=began)


async def _kept_alive(bodies: AsyncGenerator[Mapping[str, object], None]) -> AsyncGenerator[bytes, None]:
    """Answers as events; comments where none comes for a while."""
    waiting: asyncio.Future[Mapping[str, object]] | None = None
    try:
        while True:
            waiting = waiting or asyncio.ensure_future(anext(bodies))
            done, _ = await asyncio.wait({waiting}, timeout=KEEP_ALIVE)
            if not done:
                yield b":\n\n"
                continue
            try:
                body = waiting.result()
            except StopAsyncIteration:
                return
            finally:
                waiting = None
            yield b"event: next\ndata: " + orjson.dumps(body) + b"\n\n"
    finally:
        if waiting:
            waiting.cancel()
            await asyncio.wait({waiting})
        await bodies.aclose()

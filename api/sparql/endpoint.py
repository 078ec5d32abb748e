"""SPARQL 1.1 Protocol: queries by GET and POST, the service description, and the page for browsers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import replace
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from api.current import CurrentGraph, OpenGraph
from api.sparql.current import CurrentStore
from api.sparql.describe import service_description
from api.sparql.negotiate import GRAPHS, RESULTS, choose
from api.sparql.page import make_page
from api.sparql.pool import Answer, Limits, Query, QueryFailed
from api.sparql.remote import Remote, with_prefixes
from api.sparql.request import read_query
from graph.export import DEFAULT_BASE
from graph.export.turtle import all_prefixes

HTML = "text/html"
_VARY = {"Vary": "Accept"}

_log = logging.getLogger(__name__)


class SparqlEndpoint:
    """Answers GET and POST of /sparql."""

    def __init__(self, current: CurrentGraph, limits: Limits, *, remote: str = "") -> None:
        """remote: address of a store that is to answer in our place."""
        self.current = current
        self.store = CurrentStore(current.path, limits)
        self.remote = Remote(remote, limits) if remote else None

    async def handle(self, http: Request) -> Response:
        """The answer to a request, whatever it is."""
        try:
            return await self.respond(http)
        except QueryFailed as error:
            headers = {**_VARY, **({"Retry-After": "5"} if error.status == 503 else {})}
            return PlainTextResponse(f"{_message(error)}\n", error.status, headers)

    async def respond(self, http: Request) -> Response:
        """The answer to a request.

        Raises:
            QueryFailed: there is none.
        """
        if http.method != "POST" and _is_browser(http):
            with self.current.use() as used:
                return HTMLResponse(make_page(used), headers=_VARY)
        query = await read_query(http)
        with self.current.use() as used:
            if query is None:
                return await self.describe(http, used)
            if self.remote:
                prefixes = all_prefixes(used.graph.meta.get("base", DEFAULT_BASE))
                query = replace(query, text=with_prefixes(query.text, prefixes))
            pool = self.remote or await self.store.pool(used.graph)
        tag = _tag(pool.name, query)
        if http.method != "POST" and pool.name and tag in http.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={**_VARY, "ETag": tag})
        answer = await _while_connected(http, pool.ask(query))
        headers = {
            **_VARY,
            **({} if http.method == "POST" or not pool.name else {"ETag": tag, "Cache-Control": "no-cache"}),
        }
        return Response(answer.body, headers={**headers, "Content-Type": _content_type(answer.media_type)})

    async def describe(self, http: Request, used: OpenGraph) -> Response:
        """The service description, which answers a bare GET."""
        media_type = choose(http.headers.get("accept", ""), tuple(GRAPHS))
        if media_type is None:
            raise QueryFailed(406, "graph")
        documents = (await used.stats()).documents
        endpoint = str(http.url.replace(query="", fragment=""))
        body = service_description(endpoint, documents, media_type)
        return Response(body, headers={**_VARY, "Content-Type": _content_type(media_type)})

    async def close(self) -> None:
        """End the workers."""
        await self.store.close()


async def _while_connected(http: Request, asking: Coroutine[Any, Any, Answer]) -> Answer:
    """The answer; where the client goes away before it is there, its query is stopped."""
    asked = asyncio.create_task(asking)
    gone = asyncio.create_task(_disconnected(http))
    try:
        await asyncio.wait({asked, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not asked.done():
            raise QueryFailed(503, "the client went away")
        return asked.result()
    finally:
        for task in (asked, gone):
            if not task.done():
                task.cancel()
        await asyncio.wait({asked, gone})


async def _disconnected(http: Request) -> None:
    while (await http.receive())["type"] != "http.disconnect":
        pass


def _is_browser(http: Request) -> bool:
    """True where the client likes HTML better than all that a query is answered with."""
    offered = (*RESULTS, *GRAPHS, HTML)
    accept = http.headers.get("accept", "")
    return "html" in accept.lower() and choose(accept, (HTML, *offered)) == HTML


def _message(error: QueryFailed) -> str:
    if error.status != 406:
        return error.message
    offered = GRAPHS if error.message == "graph" else RESULTS
    return f"this is answered in {', '.join(offered)}; the Accept header names none of them"


def _content_type(media_type: str) -> str:
    """Text needs its encoding said; the others are UTF-8 by definition."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _tag(store: str, query: Query) -> str:
    """The same for the same answer: it depends on the store, the query and this release alone."""
    asked = sha256(repr((version("zhimai"), query)).encode()).hexdigest()[:16]
    return f'"{store}-{asked}"'

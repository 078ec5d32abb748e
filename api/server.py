"""Folder of a graph -> a web application: GraphQL, SPARQL, pages, health; and the server that runs it."""

from __future__ import annotations

import errno
import gc
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib.metadata import version
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from api.compression import make_compression
from api.current import CurrentGraph
from api.endpoint import GraphQLEndpoint
from api.graphql.query import make_schema
from api.headers import SecurityHeaders
from api.linked.dataset import DatasetPage
from api.linked.ontology import ontology
from api.linked.pages import LinkedData
from api.options import Options
from api.overview import make_overview
from api.sparql.endpoint import SparqlEndpoint
from api.sparql.pool import Limits
from api.template import render
from api.watch import Metrics, Watch, log_access
from api.workers import run_workers
from graph import load
from graph.errors import UsageError

GRACEFUL_SECONDS = 20
"""For requests in flight, when the server is told to end."""
GARBAGE = 20_000
"""New objects, after which the garbage collector looks for cycles: a large answer has as many."""


def make_app(graph_path: Path, *, limits: Limits | None = None, options: Options | None = None) -> Starlette:
    """The application over the graph in a folder; a rebuild of the graph is picked up at the next request.

    limits: what a SPARQL query may take, where the options do not say it.

    Raises:
        GraphError: the folder holds no graph.
    """
    options = options or Options(sparql=limits or Limits())
    current = CurrentGraph(graph_path)
    metrics = Metrics(current)
    pages = Pages(current)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await sparql.close()
        current.close()

    endpoint = GraphQLEndpoint(current, options, metrics)
    dataset = DatasetPage(current)
    linked = LinkedData(current)
    sparql = SparqlEndpoint(current, options.sparql, remote=options.sparql_store)
    app = Starlette(
        routes=[
            Route("/graphql", endpoint, methods=["GET", "POST"]),
            Route("/graphql/stream", endpoint, methods=["GET", "POST"]),
            Route("/", pages.home),
            Route("/schema.graphql", sdl),
            Route("/id/dataset", dataset.name),
            Route("/.well-known/void", dataset.handle),
            Route("/id/{id:path}", linked.thing),
            Route("/page/{id:path}", linked.page),
            Route("/data/{id:path}", linked.data),
            Route("/ontology", ontology),
            Route("/sparql", sparql.handle, methods=["GET", "POST"]),
            Route("/healthz", pages.health),
            Route("/metrics", metrics.page),
            Mount("/static", StaticFiles(packages=[("api", "static")])),
        ],
        middleware=make_middleware(options, metrics),
        exception_handlers={HTTPException: refuse, Exception: fail},
        lifespan=lifespan,
    )
    app.state.current = current
    return app


def make_middleware(options: Options, metrics: Metrics) -> list[Middleware]:
    """What every request passes, the outermost first."""
    stack = [Middleware(Watch, metrics=metrics, log=options.access_log), Middleware(SecurityHeaders)]
    if options.cors:
        headers = ["Content-Type", "If-None-Match"]
        stack.append(
            Middleware(
                CORSMiddleware,
                allow_origins=options.cors,
                allow_methods=["GET", "POST"],
                allow_headers=headers,
                expose_headers=["ETag"],
                max_age=86_400,
            )
        )
    return [*stack, make_compression()]


def serve(graph_path: Path, host: str, port: int, *, options: Options | None = None) -> None:
    """Serve the graph in a folder until Ctrl-C or a signal to end; requests in flight are answered first.

    port: 0 takes a free one.

    Raises:
        GraphError: the folder holds no graph.
        UsageError: the address cannot be listened on.
    """
    options = options or Options()
    load(graph_path).close()
    listening = _listen(host, port)
    address = f"[{host}]" if ":" in host else host
    print(f"{graph_path} is served on http://{address}:{listening.getsockname()[1]} (Ctrl-C ends it)", flush=True)
    with suppress(KeyboardInterrupt):
        if options.workers == 1:
            run(listening, graph_path, options)
        else:
            run_workers(partial(run, graph_path=graph_path, options=options), options.workers, listening)


def run(listening: socket.socket, graph_path: Path, options: Options) -> None:
    """Answer in this process until it is told to end."""
    if options.access_log:
        log_access()
    app = make_app(graph_path, options=options)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=GRACEFUL_SECONDS,
    )
    # What is there now stays to the end: the garbage collector need not look at it, now or again and again.
    gc.freeze()
    gc.set_threshold(GARBAGE)
    gc.enable()
    Server(config).run(sockets=[listening])


class Server(uvicorn.Server):
    """Tells those who wait for events when it is to end."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take a signal to end."""
        assert isinstance(self.config.app, Starlette)
        self.config.app.state.current.ending = True
        super().handle_exit(sig, frame)


class Pages:
    """What is served beside GraphQL."""

    def __init__(self, current: CurrentGraph) -> None:
        self.current = current

    async def home(self, _: Request) -> Response:
        """What the graph holds, and queries to click."""
        with self.current.use() as used:
            stats = await used.stats()
            overview = await used.kept("overview", lambda graph: make_overview(graph, stats))
        return HTMLResponse(render("home.html", overview=overview, version=version("zhimai")))

    async def health(self, _: Request) -> Response:
        """Which graph is served; for those who watch the server."""
        with self.current.use() as used:
            return JSONResponse({"status": "ok", "graph": used.graph.hash, "version": version("zhimai")})


async def sdl(_: Request) -> Response:
    """The GraphQL schema."""
    return PlainTextResponse(make_schema().as_str() + "\n")


async def refuse(_: Request, error: Exception) -> Response:
    """The answer where nothing is, or where something else is wanted."""
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.status_code} {error.detail}\n", error.status_code, error.headers)


async def fail(_: Request, error: Exception) -> Response:
    """The answer to a request on which the server failed; the log has the rest."""
    return PlainTextResponse("500 the server failed; its log says why\n", 500)


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens on an address."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.create_server(address[:2], family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise UsageError(f"port {port} on {host} is in use; choose another with --port") from None
        raise UsageError(f"cannot listen on {host}:{port}: {error}") from None
    # asyncio does this for sockets only that name their protocol; without it, an answer waits up to 40 ms on its way.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening

"""Request -> counters for Prometheus, and a line of the access log."""

from __future__ import annotations

import logging
import time
from functools import cache

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.current import CurrentGraph

_log = logging.getLogger("zhimai.access")
_PLACES = ("graphql", "sparql", "id", "page", "data", "ontology", "static", "healthz", "metrics", "schema.graphql")


class Metrics:
    """The counters of one server process, from its start on."""

    def __init__(self, current: CurrentGraph) -> None:
        self.current = current
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "zhimai_requests", "Requests answered.", ("place", "method", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "zhimai_request_seconds", "Time until a request was answered.", ("place",), registry=self.registry
        )
        self.errors = Counter("zhimai_graphql_errors", "GraphQL errors by code.", ("code",), registry=self.registry)
        self.cost = Histogram(
            "zhimai_graphql_cost",
            "Fields that a GraphQL answer might have had.",
            buckets=(10, 100, 1000, 5000, 20000),
            registry=self.registry,
        )
        self.of = cache(self._of)
        self.graph = Gauge("zhimai_graph", "Always 1; tells which graph is served.", ("hash",), registry=self.registry)

    def _of(self, place: str, method: str, status: int) -> tuple[Counter, Histogram]:
        """The counters of one kind of request; to look them up by their labels each time would take long."""
        return self.requests.labels(place, method, str(status)), self.seconds.labels(place)

    async def page(self, _: Request) -> Response:
        """The counters, as Prometheus reads them."""
        self.graph.clear()
        self.graph.labels(self.current.graph_hash).set(1)
        return Response(generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


def log_access() -> None:
    """Write the access log to standard error, a time before each line."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False


class Watch:
    """Counts every request and logs it; neither query nor address of a query is written down."""

    def __init__(self, app: ASGIApp, metrics: Metrics, *, log: bool) -> None:
        self.app, self.metrics, self.log = app, metrics, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and look at what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, size, started = 500, 0, time.perf_counter()

        async def watched(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            self.count(scope, status, size, time.perf_counter() - started)

    def count(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        """Take one request."""
        place = _place(scope["path"])
        method = scope["method"] if scope["method"] in ("GET", "HEAD", "POST", "OPTIONS") else "other"
        requests, times = self.metrics.of(place, method, status)
        requests.inc()
        times.observe(seconds)
        if self.log:
            client = scope["client"][0] if scope.get("client") else "-"
            line = "%s %s %r %d, %d bytes, %.1f ms"
            _log.info(line, client, method, scope["path"][:200], status, size, seconds * 1000)


def _place(path: str) -> str:
    """The part of the server that a path belongs to: few, whatever is asked for."""
    first = path.split("/")[1] if "/" in path else ""
    return f"/{first}" if first in _PLACES or not first else "other"

"""GraphQL over HTTP: https://graphql.github.io/graphql-over-http, and GraphiQL for browsers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from typing import Any, NamedTuple

import orjson
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.current import CurrentGraph
from api.events import EVENT_STREAM, MOST, EventStreams
from api.graphql.answer import Answer, Answerer, Request, refused
from api.graphql.errors import BAD_USER_INPUT, LIMIT_EXCEEDED, ApiError, code_of
from api.options import Options
from api.persisted import PersistedQueries
from api.template import render
from api.watch import Metrics

MAX_BODY = 100_000
"""Bytes of a request's body."""
JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
_PARAMETERS = "query, variables, operationName, extensions"
_TEXTS = ("query", "operationName", "documentId")
_VERSION = version("zhimai")
_ID = 200
"""Characters of the id of a query."""


class HttpError(Exception):
    """A request that is no GraphQL request."""

    def __init__(self, status: int, message: str, code: str = BAD_USER_INPUT) -> None:
        super().__init__(message)
        self.status, self.message, self.code = status, message, code


class Sent(NamedTuple):
    """What a client sent: a query, or the hash or id of one."""

    query: str | None
    name: str | None
    variables: Mapping[str, object]
    operation: str | None


class GraphQLEndpoint:
    """Answers GET and POST of /graphql."""

    def __init__(self, current: CurrentGraph, options: Options, metrics: Metrics) -> None:
        self.current, self.options, self.metrics = current, options, metrics
        self.answerer = Answerer(max_cost=options.max_cost, max_seconds=options.max_seconds)
        self.persisted = PersistedQueries(options.trusted)
        self.streams = EventStreams(current, self.answerer, max_seconds=options.max_seconds)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        response = await self.handle(HttpRequest(scope, receive))
        await response(scope, receive, send)

    async def handle(self, http: HttpRequest) -> Response:
        """The answer to a request, whatever it is."""
        reads_address = http.method in ("GET", "HEAD")
        accepted = read_accept(http)
        if reads_address and wants_page(accepted):
            return Response(render("graphiql.html"), media_type="text/html", headers={"Vary": "Accept"})
        media_type = GRAPHQL_JSON if GRAPHQL_JSON in accepted else JSON
        try:
            sent = read_parameters(http.query_params) if reads_address else await read_body(http)
        except HttpError as error:
            answer = self.counted(refused(ApiError(error.message, error.code)))
            return _json(answer, media_type, status=error.status, headers={})
        try:
            query = self.persisted.query(sent.query, sent.name)
        except ApiError as error:
            # 200 for the older media type, as for all that is GraphQL: clients send the query then.
            status = 200 if media_type == JSON else 400
            return _json(self.counted(refused(error)), media_type, status=status, headers={"Cache-Control": "no-store"})
        request = Request(query, sent.variables, sent.operation)
        if EVENT_STREAM not in accepted:
            return await self.respond(http, request, media_type)
        if self.streams.are_full:
            busy = ApiError(f"the server has {MOST} streams open, which is the limit; try again later", LIMIT_EXCEEDED)
            return _json(self.counted(refused(busy)), media_type, status=503, headers={"Retry-After": "10"})
        return self.streams.respond(request)

    def counted(self, answer: Answer) -> Answer:
        """The answer, once its errors and cost are in the metrics."""
        for error in answer.errors:
            self.metrics.errors.labels(code_of(error)).inc()
        if answer.cost is not None:
            self.metrics.cost.observe(answer.cost)
        return answer

    async def respond(self, http: HttpRequest, request: Request, media_type: str) -> Response:
        """Execute; an answer that the client has already is not sent again."""
        with self.current.use() as used:
            tag = "" if http.method == "POST" else _tag(used.graph.version, request, media_type)
            if tag and tag in _tags(read_header(http, b"if-none-match")):
                return Response(status_code=304, headers={"ETag": tag, "Vary": "Accept"})
            answer = self.counted(await self.answerer.answer(request, used.reads(seconds=self.options.max_seconds)))
        headers = {"ETag": tag, "Cache-Control": "no-cache"} if tag and not answer.errors else {}
        # The older media type has no way to tell a GraphQL error from one of a proxy: 200 for all that is GraphQL.
        status = 200 if answer.executed or media_type == JSON else 400
        return _json(answer, media_type, status=status, headers=headers)


def wants_page(accepted: Sequence[str]) -> bool:
    """True for a browser: it names HTML, and no JSON before it."""
    named = [part for part in accepted if part in ("text/html", JSON, GRAPHQL_JSON)]
    return named[:1] == ["text/html"]


def read_header(http: HttpRequest, name: bytes) -> str:
    """A header as it was sent; empty where it was not. To make an object of all headers takes several times as long."""
    for known, value in http.scope["headers"]:
        if known == name:
            return str(value, "latin-1")
    return ""


def read_accept(http: HttpRequest) -> list[str]:
    """The media types that the client names, in its order."""
    accepted = read_header(http, b"accept")
    return [part.split(";")[0].strip() for part in accepted.lower().split(",")] if accepted else []


async def read_body(http: HttpRequest) -> Sent:
    """The request in the body of a POST.

    Raises:
        HttpError: the body is too large, or is no GraphQL request.
    """
    content_type = read_header(http, b"content-type")
    if content_type != JSON:
        check_content_type(content_type)
    body, more = b"", True
    while more:
        message = await http.receive()
        if message["type"] == "http.disconnect":
            raise HttpError(400, "the connection ended before the body did")
        body, more = body + message.get("body", b""), message.get("more_body", False)
        if len(body) > MAX_BODY:
            raise HttpError(413, f"the body has more than {MAX_BODY} bytes, which is the limit", LIMIT_EXCEEDED)
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise HttpError(400, f"the body is no JSON: {error}") from None
    if isinstance(parsed, list):
        raise HttpError(400, "the body is a list; send one request at a time")
    if not isinstance(parsed, dict):
        raise HttpError(400, f"the body has to be a JSON object with {_PARAMETERS}")
    return make_request(parsed)


def check_content_type(content_type: str) -> None:
    """Take JSON in UTF-8.

    Raises:
        HttpError: it is something else.
    """
    kind, *parameters = [part.strip().lower() for part in content_type.split(";")]
    if kind != JSON:
        raise HttpError(415, f"POST takes {JSON}, and not {kind[:60] or 'a body without a content type'}")
    if any(part.startswith("charset=") and part.strip('charset="') not in ("utf-8", "utf8") for part in parameters):
        raise HttpError(415, f"POST takes {JSON} in UTF-8")


def read_parameters(parameters: Mapping[str, str]) -> Sent:
    """The request in the address of a GET.

    Raises:
        HttpError: the parameters are no GraphQL request.
    """
    given: dict[str, Any] = {name: parameters[name] for name in _TEXTS if name in parameters}
    if not given.get("operationName"):
        given.pop("operationName", None)
    for name in ("variables", "extensions"):
        if parameters.get(name):
            try:
                given[name] = orjson.loads(parameters[name])
            except orjson.JSONDecodeError as error:
                raise HttpError(400, f"{name} is no JSON: {error}") from None
    return make_request(given)


def make_request(given: Mapping[str, Any]) -> Sent:
    """A request from its parameters.

    Raises:
        HttpError: one of them has a wrong type.
    """
    query, operation, variables = given.get("query"), given.get("operationName"), given.get("variables")
    for name in ("variables", "extensions"):
        if given.get(name) is not None and not isinstance(given[name], dict):
            raise HttpError(400, f"{name} has to be a JSON object")
    named = _name(given)
    if not isinstance(query, str) and (query is not None or named is None):
        raise HttpError(400, "query is missing; it has to be a string, such as { stats { entities } }")
    if operation is not None and not isinstance(operation, str):
        raise HttpError(400, "operationName has to be a string")
    return Sent(query, named, variables or {}, operation)


def _name(given: Mapping[str, Any]) -> str | None:
    """The hash or id that a request gives of its query; None where it gives none.

    Raises:
        HttpError: it is no string, or not of version 1.
    """
    persisted = (given.get("extensions") or {}).get("persistedQuery")
    name = given.get("documentId")
    if persisted is not None:
        if not isinstance(persisted, dict) or persisted.get("version") != 1:
            raise HttpError(400, "persistedQuery has to be an object with version 1 and sha256Hash")
        name = persisted.get("sha256Hash")
    if name is None and persisted is None:
        return None
    if not isinstance(name, str) or not 0 < len(name) <= _ID:
        raise HttpError(400, f"sha256Hash and documentId have to be strings of at most {_ID} characters")
    return name


class _Json(Response):
    """An answer. Its headers are written as they are sent: to go the usual way takes as long as to look a thing up."""

    def __init__(self, body: bytes, status: int, media_type: str, headers: Mapping[str, str]) -> None:
        self.body, self.status_code, self.background = body, status, None
        self.raw_headers = [
            (b"content-type", _CONTENT_TYPES[media_type]),
            (b"content-length", b"%d" % len(body)),
            (b"vary", b"Accept"),
            *((name.lower().encode(), value.encode()) for name, value in headers.items()),
        ]


_CONTENT_TYPES = {media_type: f"{media_type}; charset=utf-8".encode() for media_type in (JSON, GRAPHQL_JSON)}


def _json(answer: Answer, media_type: str, *, status: int, headers: Mapping[str, str]) -> Response:
    return _Json(orjson.dumps(answer.body()), status, media_type, headers)


def _tag(graph_version: str, request: Request, media_type: str) -> str:
    """The same for the same answer: it depends on the graph, the request and this release alone.

    It is a weak one: the answer may be sent as it is or compressed.
    """
    parts = [_VERSION, media_type, request.query, request.variables, request.operation]
    asked = orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)
    return f'W/"{graph_version}-{sha256(asked).hexdigest()[:16]}"'


def _tags(given: str) -> list[str]:
    return [f"W/{tag.strip().removeprefix('W/')}" for tag in given.split(",")]

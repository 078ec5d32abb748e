"""GraphQL over HTTP: https://graphql.github.io/graphql-over-http, and GraphiQL for browsers."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from typing import Any

import orjson
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from api.current import CurrentGraph
from api.graphql.answer import Answer, Answerer, Request, refused
from api.graphql.errors import BAD_USER_INPUT, LIMIT_EXCEEDED, ApiError

MAX_BODY = 100_000
"""Bytes of a request's body."""
JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
_PARAMETERS = "query, variables, operationName, extensions"


class HttpError(Exception):
    """A request that is no GraphQL request."""

    def __init__(self, status: int, message: str, code: str = BAD_USER_INPUT) -> None:
        super().__init__(message)
        self.status, self.message, self.code = status, message, code


class GraphQLEndpoint:
    """Answers GET and POST of /graphql."""

    def __init__(self, current: CurrentGraph, page: str) -> None:
        """page: the HTML of GraphiQL."""
        self.current, self.page = current, page
        self.answerer = Answerer()

    async def handle(self, http: HttpRequest) -> Response:
        """The answer to a request, whatever it is."""
        if http.method in ("GET", "HEAD") and wants_page(http.headers):
            return Response(self.page, media_type="text/html", headers={"Vary": "Accept"})
        media_type = GRAPHQL_JSON if accepts(http.headers, GRAPHQL_JSON) else JSON
        try:
            request = read_parameters(http.query_params) if http.method in ("GET", "HEAD") else await read_body(http)
            return await self.respond(http, request, media_type)
        except HttpError as error:
            answer = refused(ApiError(error.message, error.code))
            return _json(answer, media_type, status=error.status, headers={})

    async def respond(self, http: HttpRequest, request: Request, media_type: str) -> Response:
        """Execute; an answer that the client has already is not sent again."""
        async with self.current.use() as used:
            tag = _tag(used.graph.hash, request, media_type)
            if http.method in ("GET", "HEAD") and tag in _tags(http.headers):
                return Response(status_code=304, headers={"ETag": tag, "Vary": "Accept"})
            answer = await self.answerer.answer(request, used.reads())
        headers = {} if http.method == "POST" or answer.errors else {"ETag": tag, "Cache-Control": "no-cache"}
        # The older media type has no way to tell a GraphQL error from one of a proxy: 200 for all that is GraphQL.
        status = 200 if answer.executed or media_type == JSON else 400
        return _json(answer, media_type, status=status, headers=headers)


def wants_page(headers: Headers) -> bool:
    """True for a browser: it names HTML, and no JSON before it."""
    wanted = [part.split(";")[0].strip() for part in headers.get("accept", "").lower().split(",")]
    named = [part for part in wanted if part in ("text/html", JSON, GRAPHQL_JSON)]
    return named[:1] == ["text/html"]


def accepts(headers: Headers, media_type: str) -> bool:
    """True where the client names this media type."""
    parts = (part.split(";")[0].strip().lower() for part in headers.get("accept", "").split(","))
    return media_type in parts


async def read_body(http: HttpRequest) -> Request:
    """The request in the body of a POST.

    Raises:
        HttpError: the body is too large, or is no GraphQL request.
    """
    kind, *parameters = [part.strip().lower() for part in http.headers.get("content-type", "").split(";")]
    if kind != JSON:
        raise HttpError(415, f"POST takes {JSON}, and not {kind[:60] or 'a body without a content type'}")
    if any(part.startswith("charset=") and part.strip('charset="') not in ("utf-8", "utf8") for part in parameters):
        raise HttpError(415, f"POST takes {JSON} in UTF-8")
    body = bytearray()
    try:
        async for chunk in http.stream():
            body += chunk
            if len(body) > MAX_BODY:
                raise HttpError(413, f"the body has more than {MAX_BODY} bytes, which is the limit", LIMIT_EXCEEDED)
    except ClientDisconnect:
        raise HttpError(400, "the connection ended before the body did") from None
    try:
        parsed = orjson.loads(bytes(body))
    except orjson.JSONDecodeError as error:
        raise HttpError(400, f"the body is no JSON: {error}") from None
    if isinstance(parsed, list):
        raise HttpError(400, "the body is a list; send one request at a time")
    if not isinstance(parsed, dict):
        raise HttpError(400, f"the body has to be a JSON object with {_PARAMETERS}")
    return make_request(parsed)


def read_parameters(parameters: Mapping[str, str]) -> Request:
    """The request in the address of a GET.

    Raises:
        HttpError: the parameters are no GraphQL request.
    """
    given: dict[str, Any] = {name: parameters[name] for name in ("query", "operationName") if name in parameters}
    if not given.get("operationName"):
        given.pop("operationName", None)
    for name in ("variables", "extensions"):
        if parameters.get(name):
            try:
                given[name] = orjson.loads(parameters[name])
            except orjson.JSONDecodeError as error:
                raise HttpError(400, f"{name} is no JSON: {error}") from None
    return make_request(given)


def make_request(given: Mapping[str, Any]) -> Request:
    """A request from its parameters.

    Raises:
        HttpError: one of them has a wrong type.
    """
    query, operation, variables = given.get("query"), given.get("operationName"), given.get("variables")
    if not isinstance(query, str):
        raise HttpError(400, "query is missing; it has to be a string, such as { stats { entities } }")
    if operation is not None and not isinstance(operation, str):
        raise HttpError(400, "operationName has to be a string")
    for name in ("variables", "extensions"):
        if given.get(name) is not None and not isinstance(given[name], dict):
            raise HttpError(400, f"{name} has to be a JSON object")
    return Request(query, variables or {}, operation)


def _json(answer: Answer, media_type: str, *, status: int, headers: Mapping[str, str]) -> Response:
    content_type = f"{media_type}; charset=utf-8"
    body = orjson.dumps(answer.body())
    return Response(body, status, headers={"Vary": "Accept", **headers}, media_type=content_type)


def _tag(graph_hash: str, request: Request, media_type: str) -> str:
    """The same for the same answer: it depends on the graph, the request and this release alone."""
    parts = [version("zhimai"), media_type, request.query, request.variables, request.operation]
    asked = orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)
    return f'"{graph_hash}-{sha256(asked).hexdigest()[:16]}"'


def _tags(headers: Headers) -> list[str]:
    return [tag.strip().removeprefix("W/") for tag in headers.get("if-none-match", "").split(",")]

"""HTTP request -> Query, by the SPARQL 1.1 Protocol."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import ClientDisconnect, Request

from api.sparql.negotiate import GRAPHS, RESULTS, choose
from api.sparql.pool import Query, QueryFailed
from api.sparql.refuse import refusal

MAX_BODY = 200_000
"""Bytes of a request's body."""
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"

Parameters = Sequence[tuple[str, str]]


async def read_query(http: Request) -> Query | None:
    """The query of a request; None for a bare GET.

    Raises:
        QueryFailed: the request holds no query, or none that may run.
    """
    parameters: list[tuple[str, str]] = _parsed(http.url.query)
    if http.method == "POST":
        kind, text = await _body(http)
        if kind == FORM:
            # The protocol lets a form hold everything; parameters of the address count as well.
            parameters += _parsed(text)
        elif any(name == "query" for name, _ in parameters):
            raise QueryFailed(400, "the query stands in the address and in the body; send it once")
        else:
            parameters.append(("query", text))
    elif not parameters:
        return None
    return make_query(parameters, http.headers.get("accept", ""))


def make_query(parameters: Parameters, accept: str) -> Query:
    """A query from its parameters and the Accept header.

    Raises:
        QueryFailed: they are no query, or none that may run.
    """
    texts = [value for name, value in parameters if name == "query"]
    if any(name == "update" for name, _ in parameters):
        raise QueryFailed(400, "this endpoint takes queries only, no updates")
    if len(texts) != 1:
        raise QueryFailed(400, "query is missing" if not texts else f"{len(texts)} queries; send one at a time")
    if reason := refusal(texts[0]):
        raise QueryFailed(400, reason)
    results, graphs = choose(accept, tuple(RESULTS)), choose(accept, tuple(GRAPHS))
    return Query(
        text=texts[0],
        default_graphs=_iris(parameters, "default-graph-uri"),
        named_graphs=_iris(parameters, "named-graph-uri"),
        results=(results, RESULTS[results]) if results else None,
        graphs=(graphs, GRAPHS[graphs]) if graphs else None,
    )


def _iris(parameters: Parameters, wanted: str) -> tuple[str, ...]:
    found = tuple(value for name, value in parameters if name == wanted)
    for iri in found:
        try:
            NamedNode(iri)
        except ValueError:
            raise QueryFailed(400, f"{wanted} is no absolute IRI: {iri[:200]!r}") from None
    return found


async def _body(http: Request) -> tuple[str, str]:
    """Media type and text of a POST."""
    kind, *options = (part.strip().lower() for part in http.headers.get("content-type", "").split(";"))
    if kind not in (FORM, DIRECT):
        given = kind[:60] or "a body without a content type"
        raise QueryFailed(415, f"POST takes {DIRECT} or {FORM}, and not {given}")
    if any(part.startswith("charset=") and part[8:].strip('"') not in ("utf-8", "utf8") for part in options):
        raise QueryFailed(415, "the body has to be in UTF-8")
    body = bytearray()
    try:
        async for chunk in http.stream():
            body += chunk
            if len(body) > MAX_BODY:
                raise QueryFailed(413, f"the body has more than {MAX_BODY:,} bytes, which is the limit")
    except ClientDisconnect:
        raise QueryFailed(400, "the connection ended before the body did") from None
    try:
        return kind, body.decode("utf-8")
    except UnicodeDecodeError:
        raise QueryFailed(400, "the body is not in UTF-8") from None


def _parsed(text: str) -> list[tuple[str, str]]:
    """The parameters of a form or an address."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=200)
    except UnicodeDecodeError:
        raise QueryFailed(400, "the parameters are not in UTF-8") from None
    except ValueError:
        raise QueryFailed(400, "there are more than 200 parameters, which is the limit") from None

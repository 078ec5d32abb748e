"""How a server is to run: what it may take, whom it lets in, what it tells of itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from api.graphql.cost import MAX_COST
from api.sparql.pool import Limits
from graph.errors import UsageError


@dataclass(frozen=True, slots=True)
class Options:
    """Options of a server; the defaults are those of `zhimai serve`."""

    cors: tuple[str, ...] = ()
    """Origins whose pages may ask, https://example.org; '*' are all."""
    max_cost: int = MAX_COST
    """Fields of one GraphQL answer."""
    max_seconds: float = 10.0
    """Of one GraphQL request."""
    trusted: Mapping[str, str] | None = None
    """Id -> query: with these, no other query is answered."""
    access_log: bool = False
    """One line for each request."""
    workers: int = 1
    """Processes that answer."""
    sparql: Limits = field(default_factory=Limits)
    """What a SPARQL query may take."""
    sparql_store: str = ""
    """Address of a SPARQL 1.1 endpoint that answers in the place of our own store."""


def read_trusted(path: Path) -> dict[str, str]:
    """Id -> query of a JSON object in a file, as Relay and GraphQL Code Generator write it; every query also under
    the SHA-256 of its text.

    Raises:
        UsageError: the file cannot be read, or is something else.
    """
    try:
        given = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise UsageError(f"{path}: is no JSON in UTF-8: {error}") from None
    if not isinstance(given, dict) or not all(isinstance(query, str) for query in given.values()):
        raise UsageError(f'{path}: has to be one JSON object, {{"id": "query", …}}')
    return {**given, **{hash_of(query): query for query in given.values()}}


def hash_of(query: str) -> str:
    """SHA-256 of a query's text, as persisted queries name it."""
    return sha256(query.encode("utf-8", "surrogatepass")).hexdigest()

"""Errors of the API: a message that says what would be right, and a code that a program can act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLError

PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
"""The query is no GraphQL."""
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
"""The query asks for what the schema does not have."""
BAD_USER_INPUT = "BAD_USER_INPUT"
"""An argument, a variable or the request itself has a wrong value."""
NOT_FOUND = "NOT_FOUND"
"""An id names nothing in the graph."""
PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
"""The server does not have the query of this hash or id: send the query itself."""
LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
"""The query asks for more than one request may."""
INTERNAL_SERVER_ERROR = "INTERNAL_SERVER_ERROR"
"""A defect of the server; the log says more than the answer."""

LONGEST_MESSAGE = 500
"""Characters; a message may repeat what the client sent, but not all of it."""


class ApiError(GraphQLError):
    """An error that is meant for the client, with its code."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message, extensions={"code": code})


def bad_input(message: str) -> ApiError:
    """A value that cannot be."""
    return ApiError(message, BAD_USER_INPUT)


def not_found(message: str) -> ApiError:
    """An id that names nothing."""
    return ApiError(message, NOT_FOUND)


def limit_exceeded(message: str) -> ApiError:
    """More than one request may ask for; the message says the limit."""
    return ApiError(message, LIMIT_EXCEEDED)


def too_slow(seconds: float | None = None) -> ApiError:
    """A request took longer than it may."""
    limit = "" if seconds is None else f" of {seconds:g} seconds"
    return limit_exceeded(f"this takes longer than the limit{limit}: ask for less, or under narrower conditions")


def coded(error: GraphQLError, code: str) -> dict[str, object]:
    """An error as the answer shows it: message, places, path, and a code; the error's own code goes before `code`."""
    own = error.original_error if isinstance(error.original_error, ApiError) else error
    shown: dict[str, object] = {"message": _shortened(error.message)}
    if error.locations:
        shown["locations"] = [location.formatted for location in error.locations]
    if error.path:
        shown["path"] = list(error.path)
    shown["extensions"] = {"code": code, **(own.extensions or {})}
    return shown


def code_of(shown: Mapping[str, Any]) -> str:
    """The code of an error as the answer shows it."""
    return str(shown["extensions"]["code"])


def shown_to_client(error: GraphQLError) -> bool:
    """False where an error of the execution is a defect of ours, whose details stay in the log."""
    return error.original_error is None or isinstance(error.original_error, GraphQLError | TimeoutError)


def executed(error: GraphQLError) -> dict[str, object]:
    """An error of the execution as the answer shows it."""
    if isinstance(error.original_error, TimeoutError):
        return coded(GraphQLError(too_slow().message, path=error.path), LIMIT_EXCEEDED)
    if shown_to_client(error):
        return coded(error, BAD_USER_INPUT)
    hidden = GraphQLError("the server failed to answer this field; its log says why", path=error.path)
    return coded(hidden, INTERNAL_SERVER_ERROR)


def _shortened(message: str) -> str:
    return message if len(message) <= LONGEST_MESSAGE else message[: LONGEST_MESSAGE - 1] + "…"

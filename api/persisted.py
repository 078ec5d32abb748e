"""Hash or id of a query -> the query: what clients sent before (APQ), or what the server was given (trusted)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from api.graphql.errors import BAD_USER_INPUT, PERSISTED_QUERY_NOT_FOUND, ApiError
from api.options import hash_of

KEPT = 1000
"""Queries that clients sent with their hash; the ones asked for last stay."""
LONGEST = 10_000
"""Characters of a query that is kept."""
NOT_FOUND = "PersistedQueryNotFound"
"""Clients compare this text: it has to stay."""


class PersistedQueries:
    """Gives the text of a query that a request only names."""

    def __init__(self, trusted: Mapping[str, str] | None = None) -> None:
        self.trusted = trusted
        self.kept: OrderedDict[str, str] = OrderedDict()

    def query(self, text: str | None, name: str | None) -> str:
        """The query of a request with this text, this hash or id, or both.

        Raises:
            ApiError: nothing has this name, the name is not that of the text, or the text is not trusted.
        """
        if self.trusted is not None:
            return self._trusted(self.trusted, text, name)
        if name is None:
            return text or ""
        if text is None:
            return self._recalled(name)
        if hash_of(text) != name.lower():
            raise ApiError("persistedQuery.sha256Hash is not the SHA-256 of the query", BAD_USER_INPUT)
        if len(text) <= LONGEST:
            self.kept[name.lower()] = text
            self.kept.move_to_end(name.lower())
            if len(self.kept) > KEPT:
                self.kept.popitem(last=False)
        return text

    def _recalled(self, name: str) -> str:
        if name.lower() not in self.kept:
            raise ApiError(NOT_FOUND, PERSISTED_QUERY_NOT_FOUND)
        self.kept.move_to_end(name.lower())
        return self.kept[name.lower()]

    @staticmethod
    def _trusted(trusted: Mapping[str, str], text: str | None, name: str | None) -> str:
        query = trusted.get(hash_of(text) if text is not None else name or "")
        if query is None and text is None:
            raise ApiError(NOT_FOUND, PERSISTED_QUERY_NOT_FOUND)
        if query is None:
            raise ApiError("this server answers the queries only that it was given with --trusted", BAD_USER_INPUT)
        return query

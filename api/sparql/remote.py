"""Queries -> answers of a SPARQL store elsewhere: how a graph larger than one machine is served."""

from __future__ import annotations

import asyncio
import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from api.sparql.pool import Answer, Limits, Query, QueryFailed
from graph.errors import UsageError

_DATASET = ("default-graph-uri", "named-graph-uri")


class Remote:
    """The store at an address, asked by POST; this side keeps to the same limits of time and size."""

    name = ""
    """None: the graph there may change at any time."""

    def __init__(self, address: str, limits: Limits) -> None:
        """Parameters of the address are sent with each query; its dataset with queries that name none themselves.

        Raises:
            UsageError: the address is no web address.
        """
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https"):
            raise UsageError(f"{address}: is no address of a store; right is for example http://127.0.0.1:7878/query")
        self.address, self.limits = parts._replace(query="", fragment="").geturl(), limits
        self.parameters = parse_qsl(parts.query, keep_blank_values=True)
        self._places = asyncio.Semaphore(limits.workers)

    async def ask(self, query: Query) -> Answer:
        """The answer to a query.

        Raises:
            QueryFailed: the store refuses it, takes too long, answers too much, or is not there.
        """
        async with self._places:
            return await asyncio.to_thread(self._ask, query)

    def _ask(self, query: Query) -> Answer:
        accept = ", ".join(dict.fromkeys(found[0] for found in (query.results, query.graphs) if found))
        if not accept:
            raise QueryFailed(406, "results")
        parameters = [("query", query.text)]
        parameters += [("default-graph-uri", iri) for iri in query.default_graphs]
        parameters += [("named-graph-uri", iri) for iri in query.named_graphs]
        own = query.default_graphs or query.named_graphs
        parameters += [(name, value) for name, value in self.parameters if not (own and name in _DATASET)]
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        request = urllib.request.Request(self.address, urlencode(parameters).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=self.limits.seconds) as answer:
                body = answer.read(self.limits.answer + 1)
                media_type = answer.headers.get_content_type()
        except urllib.error.HTTPError as error:
            with error:
                said = error.read(1000).decode("utf-8", "replace").strip()
            raise QueryFailed(error.code if error.code in (400, 406) else 503, said or "the store refused") from None
        except OSError as error:
            raise QueryFailed(503, f"the store does not answer: {getattr(error, 'reason', error)}") from None
        if len(body) > self.limits.answer:
            raise QueryFailed(503, f"the answer has more than {self.limits.answer:,} bytes; add a LIMIT")
        return Answer(media_type, body)


def with_prefixes(query: str, known: Mapping[str, str]) -> str:
    """A query with the known prefixes that it uses and does not declare, before its first line: the others keep theirs.

    >>> with_prefixes("ASK { ?s a zm:Park }", {"zm": "http://example.org/", "oa": "http://example.com/"})
    'PREFIX zm: <http://example.org/> ASK { ?s a zm:Park }'
    """
    used = set(re.findall(r"(?<![\w.-])([A-Za-z][\w-]*):", query))
    declared = set(re.findall(r"\bprefix\s+([\w.-]*):", query, re.IGNORECASE))
    missing = sorted((used & known.keys()) - declared)
    return "".join(f"PREFIX {name}: <{known[name]}> " for name in missing) + query

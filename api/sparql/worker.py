"""Questions on standard input -> answers on standard output: one process that may be killed at any moment.

It is started as a program, with the folder of a store and the bytes that it may take beside those that it has at the
start. Each question is a line of JSON, each answer a line of JSON with the length of the body that follows it. It knows
nothing of the rest of zhimai, so that it starts fast.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import time
from collections.abc import Mapping
from typing import Any, BinaryIO

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

Question = Mapping[str, Any]
Answer = tuple[dict[str, object], bytes]

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_CLASSES = re.compile(r"(?:, )?\[[^\]]*\](?:[\s|]*\[[^\]]*\])*|\| \[[^\]]*\]", re.DOTALL)

_NOT_HERE = ("SERVICE", "LATERAL")
"""What the grammar allows and this endpoint does not, or what is no part of SPARQL 1.1."""
_FEW = 8
"""So many expected words are worth showing."""


class TooLarge(Exception):
    """The answer has more bytes than allowed."""


class Bounded(io.BytesIO):
    """Bytes up to a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, data: Any, /) -> int:
        """Keep some more bytes.

        Raises:
            TooLarge: they are too many.
        """
        if self.tell() + len(data) > self.limit:
            raise TooLarge
        return super().write(data)


def main(folder: str, memory: int, questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until there are no more questions."""
    store = Store.read_only(folder)
    limit_memory(memory)
    for line in questions:
        question = json.loads(line)
        limit_time(question["seconds"])
        head, body = answer(store, question)
        answers.write(json.dumps({**head, "length": len(body)}).encode() + b"\n" + body)
        answers.flush()


def answer(store: Store, question: Question) -> Answer:
    """The answer to a query, or what is wrong with it."""
    try:
        return execute(store, question)
    except SyntaxError as error:
        return {"status": "syntax", "message": readable(str(error))}, b""
    except TooLarge:
        return {"status": "large"}, b""
    except MemoryError:
        return {"status": "memory"}, b""
    except (ValueError, OSError) as error:
        return {"status": "refused", "message": str(error)}, b""


def execute(store: Store, question: Question) -> Answer:
    """Run a query and write its results in the wanted format."""
    query, prefixes = question["query"], question["prefixes"]
    default: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(iri) for iri in question["default"]]
    named: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in question["named"]]
    if default or named:
        found = store.query(query, prefixes=prefixes, default_graph=default, named_graphs=named)
    else:
        found = store.query(query, prefixes=prefixes)
    output = Bounded(question["bytes"])
    is_graph = isinstance(found, QueryTriples)
    media_type, format_ = question["graphs" if is_graph else "results"] or ("", "")
    if not media_type:
        return {"status": "unacceptable", "kind": "graph" if is_graph else "results"}, b""
    if isinstance(found, QueryTriples):
        # A triple that follows from several solutions is one triple.
        serialize(dict.fromkeys(found), output, getattr(RdfFormat, format_), prefixes=prefixes)
    elif isinstance(found, QueryBoolean) and format_ in ("CSV", "TSV"):
        output.write(b"true" if found else b"false")  # neither format has a form for it; this is what others write
    else:
        assert isinstance(found, QueryBoolean | QuerySolutions)
        found.serialize(output, getattr(QueryResultsFormat, format_))
    return {"status": "ok", "type": media_type}, output.getvalue()


def readable(message: str) -> str:
    """A message of the parser with its place first, and without what its grammar calls things.

    >>> readable("error at 2:9: expected one of LATERAL, SERVICE, [_]")
    'line 2, column 9: the query cannot be read from about here'
    """
    found = _PLACE.fullmatch(message)
    if not found:
        return message
    line, column, wanted = found.groups()
    words = [word.strip(" ,|") for word in _CLASSES.sub("", wanted).split(", ")]
    sentence = next((word for word in words if " " in word), "")
    shown = [word for word in words if word not in ("", *_NOT_HERE)]
    reason = "the query cannot be read from about here"
    if sentence:
        reason = sentence
    elif shown and len(shown) <= _FEW:
        reason += f"; {' or '.join(shown)} would fit"
    return f"line {line}, column {column}: {reason}"


def limit_memory(more: int) -> None:
    """Take at most so many bytes more than now, where the system can hold a process to it (Linux)."""
    try:
        import resource  # noqa: PLC0415 - Windows has none

        with open("/proc/self/statm") as statm:  # noqa: PTH123 - pathlib would be one more import
            now = int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (ImportError, OSError):
        return
    resource.setrlimit(resource.RLIMIT_AS, (now + more, now + more))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: float) -> None:
    """End with the query where nobody is left to end it: the limit is that of the one who asks, with some more."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + 2 * seconds) + 2, most))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer)

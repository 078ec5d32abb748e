"""Queries -> answers, by worker processes that are killed when they take too long or too much."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from api.sparql import worker

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take."""

    seconds: float = 20.0
    """From the start of its run; it may wait as long for its turn."""
    memory: int = 1_000_000_000
    """Bytes of its process beside what opening the store takes. Only Linux holds it to this."""
    answer: int = 100_000_000
    """Bytes of its answer."""
    workers: int = 4
    """Queries that run at the same time."""


class QueryFailed(Exception):
    """A query without an answer; `status` is that of HTTP."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its dataset and the formats that its answer may have."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    results: tuple[str, str] | None = None
    """(media type, format) for SELECT and ASK; None where the client takes none."""
    graphs: tuple[str, str] | None = None
    """(media type, format) for CONSTRUCT and DESCRIBE."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of an answer."""

    media_type: str
    body: bytes


class Pool:
    """The workers over one store. A worker starts when it is needed and stays for the next query."""

    def __init__(self, store: Path, limits: Limits, prefixes: Mapping[str, str]) -> None:
        self.store, self.limits, self.prefixes = store, limits, dict(prefixes)
        self.name = store.name
        """The same for the same answers."""
        self._places = asyncio.Semaphore(limits.workers)
        self._idle: list[Process] = []
        self._closed = False

    async def ask(self, query: Query) -> Answer:
        """The answer to a query. Whoever stops waiting for it stops its worker.

        Raises:
            QueryFailed: the query is wrong, or has reached a limit.
        """
        try:
            async with asyncio.timeout(self.limits.seconds):
                await self._places.acquire()
        except TimeoutError:
            raise QueryFailed(503, "all workers are busy; try again in a moment") from None
        try:
            return await self._run(query)
        finally:
            self._places.release()

    async def close(self) -> None:
        """End the workers that are idle now; the others end when they have answered."""
        self._closed = True
        for process in self._idle:
            await _end(process)
        self._idle.clear()

    async def _run(self, query: Query) -> Answer:
        process = self._idle.pop() if self._idle else await self._start()
        healthy = False
        try:
            async with asyncio.timeout(self.limits.seconds):
                head, body = await _exchange(process, self._question(query))
            healthy = head["status"] != "memory"
            return _answer(head, body, self.limits)
        except TimeoutError:
            raise QueryFailed(
                503, f"the query took more than {self.limits.seconds:g} seconds, which is the limit"
            ) from None
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            # The store ends a process that gets no more memory; so may the system.
            raise QueryFailed(503, _memory_message(self.limits)) from None
        finally:
            if healthy and not self._closed:
                self._idle.append(process)
            else:
                await _end(process)

    async def _start(self) -> Process:
        command = (sys.executable, "-P", worker.__file__, str(self.store), str(self.limits.memory))
        return await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=asyncio.subprocess.DEVNULL
        )

    def _question(self, query: Query) -> bytes:
        question = {
            "query": query.text,
            "default": query.default_graphs,
            "named": query.named_graphs,
            "results": query.results,
            "graphs": query.graphs,
            "prefixes": self.prefixes,
            "bytes": self.limits.answer,
            "seconds": self.limits.seconds,
        }
        return json.dumps(question).encode() + b"\n"


async def _exchange(process: Process, question: bytes) -> tuple[dict[str, str], bytes]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(question)
    await process.stdin.drain()
    line = await process.stdout.readline()
    if not line:
        raise ConnectionError
    head = json.loads(line)
    return head, await process.stdout.readexactly(head["length"])


def _answer(head: Mapping[str, str], body: bytes, limits: Limits) -> Answer:
    status = head["status"]
    if status == "ok":
        return Answer(head["type"], body)
    if status == "unacceptable":
        raise QueryFailed(406, head["kind"])
    if status == "large":
        raise QueryFailed(503, f"the answer has more than {limits.answer:,} bytes, which is the limit; add a LIMIT")
    if status == "memory":
        raise QueryFailed(503, _memory_message(limits))
    raise QueryFailed(400, head["message"])


def _memory_message(limits: Limits) -> str:
    return f"the query took more than {limits.memory:,} bytes of memory, which is the limit"


async def _end(process: Process) -> None:
    """Kill a worker and wait until it is gone, even where the one who asks is being stopped meanwhile."""
    with suppress(ProcessLookupError):
        process.kill()
    if process.stdin is not None:
        process.stdin.close()
    await asyncio.shield(process.wait())

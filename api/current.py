"""Folder of a graph -> the graph as it is now: a rebuild is picked up between two requests."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

from strawberry.dataloader import DataLoader

from api.graphql.reads import Loader
from api.graphql.subscription import GraphEvent, GraphEventKind
from graph import load
from graph.errors import GraphError
from graph.keep import MEASURES
from graph.keep.lean import LeanGraph
from graph.keep.reader import FILE, Graph, Stats

_T = TypeVar("_T")
_File = tuple[int, int, int]

THREADS = 4
"""Reads of the database that run at the same time."""
ATTEMPTS = 5
"""To open a graph that is being replaced meanwhile."""
LOOKS = 0.3
"""Seconds between two looks at the folder, while someone waits for events."""
FRESH = 0.002
"""Seconds between two looks for requests: less than a rebuild takes, so that the first request behind one sees it."""
WRITTEN = "kg.db.part"
"""The file that a build writes, before it takes the place of the graph."""

_log = logging.getLogger(__name__)


class OpenGraph:
    """One graph, open in threads of its own: whoever began to read it goes on with it when it is replaced."""

    def __init__(self, path: Path) -> None:
        """Open the graph of a folder.

        Raises:
            GraphError: there is none, or it was replaced meanwhile.
        """
        self.graph = load(path)
        self.users = 0
        self.retired = False
        self._kept: dict[str, asyncio.Future[Any]] = {}
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="graph")
        try:
            self._open_in_every_thread()
        except GraphError:
            self.close()
            raise

    def __enter__(self) -> OpenGraph:
        self.users += 1
        return self

    def __exit__(self, *_: object) -> None:
        self.users -= 1
        if self.retired and not self.users:
            self.close()

    async def ask(self, question: Callable[[Graph], _T], /) -> _T:
        """Call a function with the graph, in one of its threads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, question, self.graph)

    async def kept(self, name: str, make: Callable[[Graph], _T], /) -> _T:
        """What `make` gives for the graph; made once, and to its end even if nobody waits for it any more."""
        known = self._kept.get(name)
        if known is None or (known.done() and (known.cancelled() or known.exception())):
            known = self._kept[name] = asyncio.ensure_future(self.ask(make))
        return await asyncio.shield(known)

    async def stats(self) -> Stats:
        """The counts of the graph; they take long, so they are made once."""
        return await self.kept("stats", Graph.stats)

    def known(self, name: str) -> object:
        """What `kept` has made under a name; None where it has not yet."""
        made = self._kept.get(name)
        return made.result() if made and made.done() and not made.cancelled() and not made.exception() else None

    def reads(self, *, seconds: float | None = None) -> Requested:
        """The reads of one request; they raise TimeoutError when so many seconds have passed."""
        deadline = None if seconds is None else time.monotonic() + seconds
        return Requested(self, LeanGraph(self.graph, deadline=deadline))

    def close(self) -> None:
        """End the threads and close the graph."""
        self._threads.shutdown()
        self.graph.close()

    def _open_in_every_thread(self) -> None:
        """A thread opens the file when it asks for the first time: let all do so now, while it is the same file."""
        together = Barrier(THREADS)

        def first() -> None:
            together.wait()
            self.graph.entities([])

        for opened in [self._threads.submit(first) for _ in range(THREADS)]:
            opened.result()


class Requested:
    """The reads of one request: in the threads of the graph, or all of them in one."""

    def __init__(self, used: OpenGraph, graph: Graph) -> None:
        self.used, self.graph = used, graph
        self.kept, self.known = used.kept, used.known
        self.base = used.graph.meta.get("base", "")

    async def ask(self, question: Callable[[Graph], _T], /) -> _T:
        """Call a function with the graph, in one of its threads."""
        return await self.used.ask(lambda _: question(self.graph))

    def here(self, question: Callable[[Graph], _T], /) -> _T:
        """Call a function with the graph in this thread: for what takes no longer than a change of threads."""
        return question(self.graph)

    def loader(self, read: Callable[[Graph, list[str]], list[_T]], /) -> DataLoader[str, _T]:
        """A loader whose reads are gathered in one turn of the event loop."""
        return DataLoader(load_fn=lambda keys: self.ask(lambda graph: read(graph, keys)))

    def later(self, loader: Loader[_T], /) -> Callable[[str], Awaitable[_T]]:
        """Key -> what a loader reads for it, to be awaited."""
        return loader.load


class CurrentGraph:
    """The graph that a folder holds now. For one event loop."""

    def __init__(self, path: Path) -> None:
        """Open the graph of a folder.

        Raises:
            GraphError: there is none.
        """
        self.path = path
        self._files = str(path / FILE), str(path / MEASURES)
        self.ending = False
        """True where the server is to end: whoever waits for events is told that there are no more."""
        self._failed = 0
        self._looked = 0.0
        self._file = self._look()
        self._open = self._opened()
        self._log_stale()

    @property
    def graph_hash(self) -> str:
        """Hash of the graph that the last request saw."""
        return self._open.graph.hash

    def use(self) -> OpenGraph:
        """The graph for one request, to be used in a `with`: it stays open until the request is done."""
        now = time.monotonic()
        if now > self._looked + FRESH:
            self._renew()
            self._looked = now
        return self._open

    async def events(self) -> AsyncGenerator[GraphEvent, None]:
        """Which graph is served, and then whatever happens to it, until the server ends."""
        kind: GraphEventKind | None = GraphEventKind.SERVED
        self._renew()
        served, failed, writes = self._open, self._failed, self._writes()
        while not self.ending:
            if kind:
                yield GraphEvent(kind=kind, hash=self._open.graph.hash)
            else:
                await asyncio.sleep(LOOKS)
            self._renew()
            kind = None
            if self._open is not served:
                kind, served = GraphEventKind.RELOADED, self._open
            elif self._failed != failed:
                kind, failed = GraphEventKind.FAILED, self._failed
            elif self._writes() != writes:
                writes = not writes
                kind = GraphEventKind.BUILDING if writes else None

    def close(self) -> None:
        """Close the graph."""
        self._open.close()

    def _writes(self) -> bool:
        return (self.path / WRITTEN).exists()

    def _renew(self) -> None:
        """Take the file that has replaced the one that is open; when that cannot be read, stay with this one."""
        file = self._look()
        if file is None or file == self._file:
            return
        self._file = file
        try:
            fresh = self._opened()
        except GraphError as error:
            _log.warning("%s; the graph from before is served on", error)
            self._failed += 1
            return
        old, self._open = self._open, fresh
        _log.info("%s: rebuilt; serving graph %s", self.path, fresh.graph.hash)
        self._log_stale()
        old.retired = True
        if not old.users:
            old.close()

    def _log_stale(self) -> None:
        if self._open.graph.has_stale_measures:
            _log.warning("%s: the stored measures are of another graph and not used; zhimai analyze --store", self.path)

    def _opened(self) -> OpenGraph:
        for _ in range(ATTEMPTS - 1):
            try:
                return OpenGraph(self.path)
            except GraphError:
                file = self._look()
                if file == self._file:
                    raise
                self._file = file
        return OpenGraph(self.path)

    def _look(self) -> tuple[_File, _File | None] | None:
        """What tells one graph, with the measures stored beside it, from another; None where there is none."""
        graph = _look_at(self._files[0])
        return None if graph is None else (graph, _look_at(self._files[1]))


def _look_at(file: str) -> _File | None:
    """What tells one file from another; None where there is none."""
    try:
        stat = os.stat(file)  # noqa: PTH116 - each request looks: a Path takes three times as long
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size

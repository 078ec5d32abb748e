"""Folder of a graph -> the pool over its store; a store that is stale is built anew beside the old one and swapped."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from api.sparql.pool import Limits, Pool, QueryFailed
from api.sparql.store import FOLDER, store_key
from graph.export import DEFAULT_BASE
from graph.export.turtle import all_prefixes
from graph.keep.reader import Graph

PATIENCE = 20.0
"""Seconds that a query waits for the first store; after that it is told to come again."""

_log = logging.getLogger(__name__)


class CurrentStore:
    """The store of the graph that a folder holds now. For one event loop."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """path: the folder of the graph; nothing is built before it is asked for."""
        self.path, self.limits = path, limits
        self._key = ""
        self._pool: Pool | None = None
        self._building: asyncio.Task[None] | None = None
        self._own: tempfile.TemporaryDirectory[str] | None = None

    async def pool(self, graph: Graph) -> Pool:
        """The workers over the store of a graph, or over the one from before while this one is being built.

        Raises:
            QueryFailed: the first store is not ready yet, or could not be built.
        """
        key = store_key(graph)
        if key != self._key and self._building is None:
            self._building = asyncio.create_task(self._renew(key, all_prefixes(graph.meta.get("base", DEFAULT_BASE))))
        if self._pool is None and self._building is not None:
            await asyncio.wait([self._building], timeout=PATIENCE)
        if self._pool is None and self._building is None:
            raise QueryFailed(500, "the SPARQL store of this graph could not be built; the log of the server says why")
        if self._pool is None:
            raise QueryFailed(503, "the SPARQL store of this graph is being built; try again in a moment")
        return self._pool

    @property
    def is_renewing(self) -> bool:
        """True while answers may come from the graph that was there before."""
        return self._building is not None

    async def close(self) -> None:
        """End the workers."""
        if self._building is not None:
            self._building.cancel()
            await asyncio.wait([self._building])
        if self._pool is not None:
            await self._pool.close()
        if self._own is not None:
            self._own.cleanup()

    async def _renew(self, key: str, prefixes: Mapping[str, str]) -> None:
        """Build the store where it is not there, and take it."""
        try:
            folder = self._place() / key
            if folder.is_dir() or await self._build(folder):
                old, self._pool, self._key = self._pool, Pool(folder, self.limits, prefixes), key
                # Queries that began on the old store end on it; it goes with the next change, or the next start.
                _remove_all_but(folder, *([old.store] if old is not None else []))
                if old is not None:
                    await old.close()
        finally:
            self._building = None

    async def _build(self, folder: Path) -> bool:
        """Build in a process of its own; True when the store is there."""
        command = (sys.executable, "-P", "-m", "api.sparql.store", str(self.path), str(folder))
        process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL)
        try:
            code = await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if code and not folder.is_dir():  # another server may have built it meanwhile
            _log.error("%s: the SPARQL store could not be built (exit code %s)", self.path, code)
        return folder.is_dir()

    def _place(self) -> Path:
        """Beside the graph; where that folder cannot be written, in one of our own."""
        beside = self.path / FOLDER
        with suppress(OSError):
            beside.mkdir(exist_ok=True)
        if beside.is_dir() and os.access(beside, os.W_OK):
            return beside
        if self._own is None:
            self._own = tempfile.TemporaryDirectory(prefix="zhimai-sparql-")
        return Path(self._own.name)


def _remove_all_but(*kept: Path) -> None:
    """Remove the stores of graphs from before."""
    for other in kept[0].parent.iterdir():
        if other not in kept and other.is_dir() and not other.name.endswith(".part"):
            shutil.rmtree(other, ignore_errors=True)

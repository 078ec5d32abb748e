"""A function over many items, in this process or in several; results come in the order of the items."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self, TypeVar

from graph.errors import ZhimaiError

Item = TypeVar("Item")
Result = TypeVar("Result")


class Workers:
    """Worker processes for the length of a `with` block; with `jobs=1` there are none and all runs right here."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool = _start_pool(jobs) if jobs > 1 else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=error is None, cancel_futures=True)

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield `function(item)` for each item, in the order of `items`.

        Raises what `function` raises, and ZhimaiError when a worker was killed.
        """
        if self._pool is None:
            yield from map(function, items)
            return
        chunk = max(1, min(16, len(items) // (self._jobs * 4)))
        try:
            yield from self._pool.map(function, items, chunksize=chunk)
        except BrokenProcessPool:
            raise ZhimaiError(
                "a worker process was killed, perhaps for want of memory; nothing was written; try a smaller --jobs"
            ) from None


def _start_pool(jobs: int) -> ProcessPoolExecutor:
    """Spawned, not forked: the same on every system, and safe beside the threads of a progress bar."""
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker)


def _start_worker() -> None:
    """Die without a word on Ctrl-C, and when the build itself is killed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

"""A function over many items, in this process or in several; results come in the order of the items."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from graph.errors import ZhimaiError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

BYTES_WORTH_A_WORKER = 500_000
"""A worker process takes about a second to start; less text than this is done sooner without it."""

_KILLED = "a worker process was killed, perhaps for want of memory; nothing was written; try a smaller --jobs"

Item = TypeVar("Item")
Result = TypeVar("Result")


class Workers:
    """Worker processes for the length of a `with` block, started when there is work that pays for them."""

    def __init__(self, jobs: int) -> None:
        """jobs: how many; 1 works in this process, 0 takes one per core when there is enough to do."""
        self._jobs = jobs
        self._started = 0
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=error is None, cancel_futures=True)

    def map(self, function: Callable[[Item], Result], items: Sequence[Item], *, size: int = 0) -> Iterator[Result]:
        """Yield `function(item)` for each item, in the order of `items`.

        size: of all items, in bytes; tells whether workers pay when nobody said how many to take.

        Raises what `function` raises, and ZhimaiError when a worker was killed.
        """
        wanted = self._wanted(len(items), size)
        if self._pool is None and wanted > 1:
            from graph.pool import start_pool  # noqa: PLC0415 - most builds change a few documents only

            self._pool, self._started = start_pool(wanted), wanted
        if self._pool is None or len(items) < 2:
            yield from map(function, items)
            return
        from graph.pool import BrokenExecutor, uninterrupted  # noqa: PLC0415 - see above

        chunk = max(1, min(16, len(items) // (self._started * 4)))
        try:
            with uninterrupted():
                results = self._pool.map(function, items, chunksize=chunk)
            yield from results
        except BrokenExecutor:
            raise ZhimaiError(_KILLED) from None

    def ask(self, function: Callable[[], Result]) -> Result | None:
        """What a function gives in one of the worker processes; None where there are none. Raises what `map` does."""
        if self._pool is None:
            return None
        from graph.pool import BrokenExecutor  # noqa: PLC0415 - see map

        try:
            return self._pool.submit(function).result()
        except BrokenExecutor:
            raise ZhimaiError(_KILLED) from None

    def _wanted(self, items: int, size: int) -> int:
        if self._jobs > 0:
            return min(self._jobs, items)
        return max(1, min(os.cpu_count() or 1, items, size // BYTES_WORTH_A_WORKER))

"""Coroutines that wait for reads of the graph -> their results, without an event loop: many reads are made in one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterable, Sequence
from typing import Any, Generic, TypeVar

from graph.keep.reader import Graph

_T = TypeVar("_T")


class NotPlanned(Exception):
    """A plan does not cover this: the request has to be executed the usual way."""


class Batch(Generic[_T]):
    """Keys that coroutines wait for, and what was read for keys before."""

    def __init__(self, graph: Graph, read: Callable[[Graph, list[str]], list[_T]]) -> None:
        self.graph, self.read = graph, read
        self.found: dict[str, _T] = {}
        self.wanted: dict[str, None] = {}

    async def load(self, key: str) -> _T:
        """What is read for a key."""
        if key not in self.found:
            self.wanted[key] = None
            await _Turn(self)
        return self.found[key]

    async def load_many(self, keys: Sequence[str]) -> list[_T]:
        """What is read for keys, in their order."""
        missing = [key for key in keys if key not in self.found]
        if missing:
            self.wanted.update(dict.fromkeys(missing))
            await _Turn(self)
        return [self.found[key] for key in keys]

    def fill(self) -> None:
        """Read for every key that is wanted."""
        keys = [key for key in self.wanted if key not in self.found]
        self.wanted.clear()
        if keys:
            self.found.update(zip(keys, self.read(self.graph, keys), strict=True))


class Later:
    """What a field wants of a batch, where it is nothing but a key: much cheaper than a coroutine."""

    __slots__ = ("batch", "key")

    def __init__(self, batch: Batch[Any], key: str) -> None:
        self.batch, self.key = batch, key
        batch.wanted[key] = None


class _Turn(Awaitable[None]):
    """Hands a batch to whoever runs the coroutine."""

    def __init__(self, batch: Batch[Any]) -> None:
        self.batch = batch

    def __await__(self) -> Generator[Batch[Any], None, None]:
        yield self.batch


def settle(coroutines: Iterable[Coroutine[Any, None, _T]]) -> list[_T]:
    """Run coroutines side by side until each has its result: whenever all of them wait, what they want is read.

    Raises:
        NotPlanned: one waits for something else.
    """
    # Types as annotations only: to write dict[int, _T]() takes longer than all else here.
    results: dict[int, _T] = {}
    running: Iterable[tuple[int, Coroutine[Any, None, _T]]] = enumerate(coroutines)
    while running:
        waiting: list[tuple[int, Coroutine[Any, None, _T]]] = []
        batches: dict[Batch[Any], None] = {}
        for place, coroutine in running:
            try:
                batches[coroutine.send(None)] = None
            except StopIteration as done:
                results[place] = done.value
            else:
                waiting.append((place, coroutine))
        for batch in batches:
            if not isinstance(batch, Batch):
                raise NotPlanned(f"a field waits for {batch!r}")
            batch.fill()
        running = waiting
    return [results[place] for place in range(len(results))]


def settle_later(values: list[Any]) -> list[Any]:
    """Values, those among them that are wanted for later read in one go."""
    batches = {value.batch for value in values if type(value) is Later}
    if not batches:
        return values
    for batch in batches:
        batch.fill()
    return [value.batch.found[value.key] if type(value) is Later else value for value in values]

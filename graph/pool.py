"""Worker processes that end without a word on Ctrl-C, and with the process that started them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager

__all__ = ["BrokenExecutor", "start_pool", "uninterrupted"]


def start_pool(jobs: int) -> ProcessPoolExecutor:
    """Spawned, not forked: the same on every system, and safe beside the threads of a progress bar."""
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until the workers are started: a half-started one would print what it misses."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


def _start_worker() -> None:
    """Die without a word on Ctrl-C, and when the build itself is killed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

"""Several processes that answer on one socket; when one ends, all end, and whoever watches may start them anew."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import wait
from types import FrameType


def run_workers(work: Callable[[socket.socket], None], count: int, listening: socket.socket) -> None:
    """Call `work` in `count` processes until one ends or this process is told to end; those in flight are answered.

    work: can be pickled.
    """
    context = get_context("spawn")
    processes = [context.Process(target=work, args=(listening,)) for _ in range(count)]
    usual = signal.signal(signal.SIGTERM, _end)
    try:
        for process in processes:
            process.start()
        wait([process.sentinel for process in processes])
    finally:
        signal.signal(signal.SIGTERM, usual)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()


def _end(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt

"""Work that makes no garbage, or makes it only at its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage: a graph in the making is all alive, and extraction leaves no cycles."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.freeze()  # and thawed, what was made meanwhile counts as old: it is not looked through at once
            gc.unfreeze()
            gc.enable()

"""Paths -> what changes below them: documents, judgements, a user's tables; by looking again and again."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.read.files import Signature

INTERVAL = 0.5
"""Seconds between two looks, at least."""
SETTLING = 0.2
"""Seconds in which nothing more must change: an editor that saves a file writes, renames and deletes."""
LONGEST = 5.0
"""Seconds to wait for that; who writes all the time gets a graph all the same."""

_REST = 20
"""Times as long as a look takes is waited before the next one: very many files take longer, and no more of a core."""

Files = Mapping[str, Signature]
"""What there is, by path."""


@dataclass(frozen=True, slots=True)
class Change:
    """Files that came, changed and went; paths as they were given, and what is below them; sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @classmethod
    def between(cls, before: Files, now: Files) -> Change:
        """What must happen to `before` to give `now`."""
        both = before.keys() & now.keys()
        return cls(
            tuple(sorted(now.keys() - both)),
            tuple(sorted(path for path in both if before[path] != now[path])),
            tuple(sorted(before.keys() - both)),
        )


def look(paths: Sequence[Path], *, but: Path) -> Files:
    """The files below the paths that are not hidden. A path that is not there is no error: it may come.

    but: a folder that is left out, that of the graph.
    """
    found: dict[str, Signature] = {}
    graph = os.path.realpath(but)
    for path in paths:
        if path.is_dir():
            found.update(_below(str(path), graph))
        elif path.is_file():
            found[str(path)] = Signature.of(path.stat())
    return found


def follow(paths: Sequence[Path], *, but: Path, known: Files, ended: Callable[[], bool]) -> Iterator[Files]:
    """Wait for changes until it is ended: each time one has settled, what there is now. known: what there was before.

    ended: whether to end, asked before each look.
    """
    took = 0.0
    while not ended():
        time.sleep(max(INTERVAL, _REST * took))
        begun = time.monotonic()
        now = look(paths, but=but)
        took = time.monotonic() - begun
        if now != known:
            known = _settled(paths, but, now)
            yield known


def _settled(paths: Sequence[Path], but: Path, now: Files) -> Files:
    latest = time.monotonic() + LONGEST
    while time.monotonic() < latest:
        time.sleep(SETTLING)
        again = look(paths, but=but)
        if again == now:
            break
        now = again
    return now


def _below(folder: str, left_out: str) -> Iterator[tuple[str, Signature]]:
    if os.path.realpath(folder) == left_out:
        return
    try:
        with os.scandir(folder) as entries:
            items = [item for item in entries if not item.name.startswith(".")]
    except OSError:
        return  # gone meanwhile, or not ours to read: the build tells
    for item in items:
        try:
            if item.is_dir(follow_symlinks=False):
                yield from _below(item.path, left_out)
            elif item.is_file():
                yield item.path, Signature.of(item.stat())
        except OSError:
            continue  # gone meanwhile

"""Paths that a user names -> the files to read, in an order that does not depend on the machine."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from graph.errors import UsageError
from graph.record import Record

SETTLED = 2_000_000_000
"""Nanoseconds. Some file systems tell two writes apart only where so much time lies between them."""


class SourceFile(Record):
    """One file to read."""

    path: Path
    name: str
    """Path relative to the folder that was given, with forward slashes; the file name for a file that was given."""


class Signature(NamedTuple):
    """What the system tells of a file without opening it; another one after every change."""

    modified: int
    """Nanoseconds."""
    changed: int
    """Nanoseconds; tells of a change also where `modified` was set back."""
    size: int
    number: int
    """Of the file in its file system: a file that took the place of another one has its own."""

    @classmethod
    def of(cls, stat: os.stat_result) -> Signature:
        """The signature in what os.stat says."""
        return cls(stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino)

    def is_settled(self) -> bool:
        """Whether a file that has this signature now gets another one by any change: it is not that fresh."""
        return max(self.modified, self.changed) < time.time_ns() - SETTLED


def find_files(paths: Sequence[Path]) -> list[SourceFile]:
    """The files below the given paths, sorted by name, each once. Hidden files and folders are skipped.

    The same folder at another place gives the same names.
    Raises UsageError for a path that does not exist and where there is nothing to read at all.
    """
    found: dict[str, SourceFile] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        for file, real in _walk(path) if path.is_dir() else [(SourceFile(path, path.name), str(path.resolve()))]:
            known = found.get(real)
            if known is None or file.name < known.name:
                found[real] = file
    if not found:
        where = ", ".join(str(path) for path in paths) or "no path was given"
        raise UsageError(f"nothing to read: {where}; name a file, or a folder with documents in it")
    return sorted(found.values(), key=lambda file: (file.name, str(file.path)))


def _walk(folder: Path, below: str = "") -> Iterator[tuple[SourceFile, str]]:
    """The files below a folder, each with its real path. What cannot be opened, and links to folders, are passed by."""
    try:
        with os.scandir(folder) as scanned:
            entries = list(scanned)
    except OSError:
        return
    real = str(folder.resolve())
    for entry in entries:
        path, name = folder / entry.name, below + entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, f"{name}/")
        elif path.is_file() if entry.is_symlink() else entry.is_file():
            real_path = path.resolve() if entry.is_symlink() else os.path.join(real, entry.name)  # noqa: PTH118 - of many
            yield SourceFile(path, name), str(real_path)

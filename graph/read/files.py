"""Paths that a user names -> the files to read, in an order that does not depend on the machine."""

import os
import time
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Self

from graph.errors import UsageError
from graph.record import Record

SETTLED = 2_000_000_000
"""Nanoseconds. Some file systems tell two writes apart only where so much time lies between them."""


class SourceFile(Record):
    """One file to read."""

    path: str
    """Of very many files: a Path takes as long to make as to look at the file."""
    name: str
    """Path relative to the folder that was given, with forward slashes; the file name for a file that was given."""


class Signature(Record):
    """What the system tells of a file without opening it; another one after every change."""

    modified: int
    """Nanoseconds."""
    changed: int
    """Nanoseconds; tells of a change also where `modified` was set back."""
    size: int
    number: int
    """Of the file in its file system: a file that took the place of another one has its own."""

    @classmethod
    def of(cls, stat: os.stat_result) -> Self:
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
        given = SourceFile(str(path), path.name), str(path.resolve())
        for file, real in _walk(str(path), given[1]) if path.is_dir() else [given]:
            known = found.get(real)
            if known is None or file.name < known.name:
                found[real] = file
    if not found:
        where = ", ".join(str(path) for path in paths) or "no path was given"
        raise UsageError(f"nothing to read: {where}; name a file, or a folder with documents in it")
    return sorted(found.values(), key=attrgetter("name", "path"))


def _walk(folder: str, real: str, below: str = "") -> Iterator[tuple[SourceFile, str]]:
    """The files below a folder, each with its real path. What cannot be opened, and links to folders, are passed by.

    real: path of the folder. below: what names begin with.
    """
    try:
        with os.scandir(folder) as scanned:
            entries = [entry for entry in scanned if not entry.name.startswith(".")]
    except OSError:
        return
    for entry in entries:
        name, real_path = below + entry.name, f"{real}{os.sep}{entry.name}"
        if entry.is_symlink():
            if os.path.isfile(entry.path):  # noqa: PTH113 - of many
                yield SourceFile(entry.path, name), os.path.realpath(entry.path)
        elif entry.is_dir():
            yield from _walk(entry.path, real_path, f"{name}/")
        elif entry.is_file():
            yield SourceFile(entry.path, name), real_path

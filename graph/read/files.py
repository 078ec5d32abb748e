"""Paths that a user names -> the files to read, in an order that does not depend on the machine."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UsageError


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read."""

    path: Path
    name: str
    """Path relative to the folder that was given, with forward slashes; the file name for a file that was given."""


def find_files(paths: Sequence[Path]) -> list[SourceFile]:
    """The files below the given paths, sorted by name, each once. Hidden files and folders are skipped.

    The same folder at another place gives the same names.
    Raises UsageError for a path that does not exist and where there is nothing to read at all.
    """
    found: dict[Path, SourceFile] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        for file, real in _walk(path) if path.is_dir() else [(SourceFile(path, path.name), path.resolve())]:
            known = found.get(real)
            if known is None or file.name < known.name:
                found[real] = file
    if not found:
        where = ", ".join(str(path) for path in paths) or "no path was given"
        raise UsageError(f"nothing to read: {where}; name a file, or a folder with documents in it")
    return sorted(found.values(), key=lambda file: (file.name, str(file.path)))


def _walk(folder: Path) -> Iterator[tuple[SourceFile, Path]]:
    """The files below a folder, each with its real path."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        here = Path(place)
        real, below = here.resolve(), here.relative_to(folder).as_posix()
        for name in names:
            path = here / name
            if not name.startswith(".") and path.is_file():
                source = SourceFile(path, name if below == "." else f"{below}/{name}")
                yield source, path.resolve() if path.is_symlink() else real / name

"""The program that runs -> hashes of its code and tables: what one program made is of no use to another one."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from graph.read.files import Signature
from graph.record import Record
from graph.versions import version

LIBRARIES = ("msgspec", "jieba", "rjieba", "ahocorasick_rs", "charset-normalizer", "opencc", "pypdfium2", "PyYAML")
"""That reading and extraction use."""
_SUFFIXES = (".py", ".tsv", ".txt", ".toml", ".ttl")
_LEFT_OUT = ("export", "evaluate", "samples")
"""Folders that no build uses."""
_SPELLING = ("names.py", "pinyin.py", "readings.py", "readings.tsv", "spellings.py")


class Program(Record):
    """What there is to say of a program, and how to see that it is still the same."""

    libraries: tuple[str, ...]
    """Versions of Python and of libraries."""
    sources: Mapping[str, Signature]
    """What its files were like; nothing where they were so fresh that they might have changed without a trace."""
    reading: bytes
    """Hash of all that reading and extraction depend on beside the input: code, tables, ontology, libraries."""
    resolution: bytes
    """Of all that resolution depends on beside what was extracted."""
    spelling: bytes
    """Of all that spellings depend on beside the names."""


_running: list[Program] = []
"""The program of this process."""


def running(known: Program | None) -> Program:
    """The program that runs. It is looked at once: who changes its files later does not change what runs.

    known: what it was in another process; if it is the same, no file is opened.
    """
    if not _running:
        _running.append(_look(known))
    return _running[0]


def _look(known: Program | None) -> Program:
    libraries = (sys.version, *(f"{name} {version(name)}" for name in LIBRARIES))
    found = dict(source for package in ("graph", "schema") for source in _below(files(package), package))
    sources = {name: Signature.of(item.stat()) for name, item in found.items() if isinstance(item, Path)}
    if len(sources) < len(found) or not all(signature.is_settled() for signature in sources.values()):
        sources = {}
    if sources and known and (known.libraries, known.sources) == (libraries, sources):
        return known
    read = {name: item.read_bytes() for name, item in found.items()}
    resolving = [name for name in read if name.startswith("graph/resolve/")]
    keeping = [name for name in read if name.startswith("graph/keep/")]
    return Program(
        *(libraries, sources),
        reading=_hash(read, read.keys() - {*resolving, *keeping}, *libraries),
        resolution=_hash(read, [*resolving, "graph/keep/rows.py"]),
        spelling=_hash(read, [name for name in keeping if name.endswith(_SPELLING)], sys.version),
    )


def _below(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.name.endswith(_SUFFIXES):
            yield f"{name}/{item.name}", item
        elif not item.name.startswith("_") and item.name not in _LEFT_OUT and item.is_dir():
            yield from _below(item, f"{name}/{item.name}")


def _hash(read: Mapping[str, bytes], names: Iterable[str], *versions: str) -> bytes:
    digest = sha256("\0".join(versions).encode())
    for name in sorted(names):
        digest.update(f"\0{name}\0{len(read[name])}\0".encode())
        digest.update(read[name])
    return digest.digest()

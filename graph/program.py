"""The program that runs -> hashes of its code and tables: what one program made is of no use to another one."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import schema
from graph.read.files import Signature
from graph.record import Record
from graph.versions import version

LIBRARIES = ("msgspec", "jieba", "rjieba", "ahocorasick_rs", "charset-normalizer", "opencc", "pypdfium2", "PyYAML")
"""That reading and extraction use."""
_SUFFIXES = (".py", ".tsv", ".txt", ".toml", ".ttl")
_LEFT_OUT = ("export", "evaluate", "samples")
"""Folders that no build uses."""
_PACKAGES = {"graph": Path(__file__).parent, "schema": Path(schema.__file__).parent}
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
    found = dict(source for name, folder in _PACKAGES.items() for source in _below(str(folder), name))
    sources = {name: Signature.of(os.stat(path)) for name, path in found.items()}  # noqa: PTH116 - of many
    if not all(signature.is_settled() for signature in sources.values()):
        sources = {}
    if sources and known and (known.libraries, known.sources) == (libraries, sources):
        return known
    read = {name: Path(path).read_bytes() for name, path in found.items()}
    resolving = [name for name in read if name.startswith("graph/resolve/")]
    keeping = [name for name in read if name.startswith("graph/keep/")]
    return Program(
        *(libraries, sources),
        reading=_hash(read, read.keys() - {*resolving, *keeping}, *libraries),
        resolution=_hash(read, [*resolving, "graph/keep/rows.py"]),
        spelling=_hash(read, [name for name in keeping if name.endswith(_SPELLING)], sys.version),
    )


def _below(folder: str, name: str) -> Iterator[tuple[str, str]]:
    """Name and path of each source."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_SUFFIXES):
                yield f"{name}/{entry.name}", entry.path
            elif not entry.name.startswith("_") and entry.name not in _LEFT_OUT and entry.is_dir():
                yield from _below(entry.path, f"{name}/{entry.name}")


def _hash(read: Mapping[str, bytes], names: Iterable[str], *versions: str) -> bytes:
    digest = sha256("\0".join(versions).encode())
    for name in sorted(names):
        digest.update(f"\0{name}\0{len(read[name])}\0".encode())
        digest.update(read[name])
    return digest.digest()

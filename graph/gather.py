"""Paths -> the rows of the documents below them; a file that did not change is not read again."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from graph.cache import Cache, Read
from graph.entity import LedgerEntry
from graph.errors import UsageError
from graph.garbage import uncollected
from graph.keep.rows import DocumentRow
from graph.progress import Progress
from graph.read import LARGEST, SourceFile, find_files, read_bytes, read_file
from graph.resolve.judgements import FILE as JUDGEMENTS
from graph.workers import Workers

SETTLED = 2_000_000_000
"""Nanoseconds. Some file systems tell two writes apart only where so much time lies between them."""


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


_Seen = tuple[Signature, str, Read]
"""What a file was like, its key in the cache, and what was read of it."""


class Gathered:
    """What was read of each file, for as long as the process lives; the cache keeps it for the next one."""

    def __init__(self) -> None:
        self._seen: dict[SourceFile, _Seen] = {}

    def read(
        self, files: Sequence[SourceFile], workers: Workers, cache: Cache, report: Progress, ledger: list[LedgerEntry]
    ) -> list[DocumentRow]:
        """The articles of all files; only files that are neither known here nor in the cache are read again."""
        before, self._seen = self._seen, {}
        found: dict[SourceFile, Read] = {}
        with uncollected():
            for file in files:
                known = self._known(file, before, cache)
                if known is not None:
                    found[file] = known
        missing = [file for file in files if file not in found]
        size = sum(file.path.stat().st_size for file in missing if file.path.exists())
        for done, (file, (signature, data, read)) in enumerate(
            zip(missing, workers.map(_read_one, missing, size=size), strict=True), len(found)
        ):
            report("reading", done, len(files))
            found[file] = read
            if data is not None:
                key = cache.file_key(data, file.name)
                cache.keep_read(key, read)
                self._keep(file, signature, key, read)
        documents: list[DocumentRow] = []
        for file in files:
            articles, notes = found[file]
            documents += articles
            ledger += notes
        report("reading", len(files), len(files))
        return documents

    def _known(self, file: SourceFile, before: Mapping[SourceFile, _Seen], cache: Cache) -> Read | None:
        """What is known of a file that did not change."""
        signature, seen = _signature(file), before.get(file)
        if seen is not None and seen[0] == signature:
            _, key, read = self._seen[file] = seen
            cache.need_read(key)
            return read
        data = _bytes(file, signature)
        if data is None:
            return None
        key = cache.file_key(data, file.name)
        known = cache.read(key)
        if known is not None:
            self._keep(file, signature, key, known)
        return known

    def _keep(self, file: SourceFile, signature: Signature | None, key: str, read: Read) -> None:
        """Remember a file, unless it is so fresh that it might change once more without another signature."""
        if signature is not None and max(signature.modified, signature.changed) < time.time_ns() - SETTLED:
            self._seen[file] = (signature, key, read)


def files_below(paths: Sequence[Path], out: Path) -> list[SourceFile]:
    """Files under `paths`, without judgements and those of the graph itself when it lies among the documents.

    Raises UsageError for a path that does not exist, and where there is nothing to read.
    """
    graph = out.resolve()
    real = lru_cache(None)(Path.resolve)  # of folders, which have many files
    inside = lru_cache(None)(lambda folder: graph in (real(folder), *real(folder).parents))
    files = [file for file in find_files(paths) if file.path.name != JUDGEMENTS and not inside(file.path.parent)]
    if not files:
        names = ", ".join(str(path) for path in paths)
        raise UsageError(f"nothing to read: {names}; zhimai reads Markdown, text, HTML, PDF and JSON Lines")
    return files


def each_once(documents: Iterable[DocumentRow], ledger: list[LedgerEntry]) -> list[DocumentRow]:
    """Documents in the order of their ids, each article once: the copy whose path sorts first stays."""
    kept: dict[str, DocumentRow] = {}
    for document in sorted(documents, key=lambda document: (document.id, document.source, document.part)):
        first = kept.setdefault(document.id, document)
        if first is not document:
            message = f"the same article as {first.source}; kept once"
            ledger.append(LedgerEntry("read", document.source, "duplicate", message, severity="skipped"))
    return list(kept.values())


def _signature(file: SourceFile) -> Signature | None:
    try:
        return Signature.of(file.path.stat())
    except OSError:
        return None


def _bytes(file: SourceFile, signature: Signature | None) -> bytes | None:
    """What is in a file; None where it cannot be opened, or is no article by its size: read_file says why."""
    if signature is None or signature.size > LARGEST:
        return None
    try:
        return file.path.read_bytes()
    except OSError:
        return None


def _read_one(file: SourceFile) -> tuple[Signature | None, bytes | None, Read]:
    signature = _signature(file)  # before its bytes: a change between the two shows later
    data = _bytes(file, signature)
    documents, notes = read_file(file) if data is None else read_bytes(data, file.name)
    return signature, data, ([DocumentRow.of(document) for document in documents], notes)

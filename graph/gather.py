"""Paths -> the rows of the documents below them; a file that did not change is not read again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from graph.cache import Cache, Digested, Read, States
from graph.entity import LedgerEntry
from graph.errors import UsageError
from graph.garbage import uncollected
from graph.keep.rows import DocumentRow
from graph.progress import Progress
from graph.read import LARGEST, SourceFile, find_files, read_bytes, read_file
from graph.read.files import Signature
from graph.resolve.judgements import FILE as JUDGEMENTS
from graph.workers import Workers

_Seen = tuple[str, Signature, bytes, Read]
"""The name of a file, what it was like, its key in the cache, and what was read of it."""
_Found = tuple[Signature | None, bytes | None, Read]
"""What a file was like if that was settled, what is in it if it could be opened, and what was read of it."""


class Gathered:
    """What was read of each file, for as long as the process lives; the cache keeps it for the next one."""

    def __init__(self) -> None:
        self._seen: dict[str, _Seen] = {}
        """By path."""

    def read(
        self, files: Sequence[SourceFile], workers: Workers, cache: Cache, report: Progress, ledger: list[LedgerEntry]
    ) -> list[Digested]:
        """The articles of all files; only files that are neither known here nor in the cache are read again."""
        before, self._seen = self._seen, {}
        with uncollected():
            states = {} if before else cache.states()
            found = [self._known(file, before, states, cache) for file in files]
        missing = [file for file, known in zip(files, found, strict=True) if known is None]
        size = sum(signature.size for file in missing if (signature := _signature(file)))
        results = zip(missing, workers.map(_read_one, missing, size=size), strict=True)
        documents: list[Digested] = []
        done = len(files) - len(missing)
        for known in found:
            articles, notes = known or self._keep(*next(results), cache)
            if known is None:
                report("reading", done, len(files))
                done += 1
            documents += articles
            ledger += notes
        cache.keep_states({path: seen[:3] for path, seen in self._seen.items()})
        report("reading", len(files), len(files))
        return documents

    def _known(self, file: SourceFile, before: Mapping[str, _Seen], states: States, cache: Cache) -> Read | None:
        """What is known of a file that did not change."""
        signature = _signature(file)
        seen = before.get(file.path)
        if seen is not None and seen[:2] == (file.name, signature):
            _, _, key, read = self._seen[file.path] = seen
            cache.need_read(key)
            return read
        key, settled = _key(file, signature, states, cache)
        known = cache.read(key) if key else None
        if known is not None and settled is not None:
            self._seen[file.path] = (file.name, settled, key, known)
        return known

    def _keep(self, file: SourceFile, found: _Found, cache: Cache) -> Read:
        """What was read of a file just now."""
        settled, data, read = found
        if data is not None:
            key = cache.file_key(data, file.name)
            cache.keep_read(key, read)
            if settled is not None:
                self._seen[file.path] = (file.name, settled, key, read)
        return read


def files_below(paths: Sequence[Path], out: Path) -> list[SourceFile]:
    """Files under `paths`, without judgements and those of the graph itself when it lies among the documents.

    Raises UsageError for a path that does not exist, and where there is nothing to read.
    """
    graph = out.resolve()
    inside = lru_cache(None)(lambda folder: graph in ((real := Path(folder).resolve()), *real.parents))
    found = ((file, *os.path.split(file.path)) for file in find_files(paths))
    files = [file for file, folder, name in found if name != JUDGEMENTS and not inside(folder)]
    if not files:
        names = ", ".join(str(path) for path in paths)
        raise UsageError(f"nothing to read: {names}; zhimai reads Markdown, text, HTML, PDF and JSON Lines")
    return files


def each_once(documents: Iterable[Digested], ledger: list[LedgerEntry]) -> list[Digested]:
    """Documents in the order of their ids, each article once: the copy whose path sorts first stays."""
    kept: dict[str, Digested] = {}
    for document in sorted(documents, key=lambda one: (one.row.id, one.row.source, one.row.part)):
        first = kept.setdefault(document.row.id, document)
        if first is not document:
            message = f"the same article as {first.row.source}; kept once"
            ledger.append(LedgerEntry("read", document.row.source, "duplicate", message, severity="skipped"))
    return list(kept.values())


def _key(file: SourceFile, signature: Signature | None, states: States, cache: Cache) -> tuple[bytes, Signature | None]:
    """What was read of a file is kept by, empty where it cannot be opened; and its signature if that is settled."""
    name, known, key = states.get(file.path, ("", None, b""))
    if name == file.name and known == signature:
        return key, known
    settled, data = _settled(signature), _bytes(file, signature)
    return cache.file_key(data, file.name) if data is not None else b"", settled


def _signature(file: SourceFile) -> Signature | None:
    try:
        return Signature.of(os.stat(file.path))  # noqa: PTH116 - of many
    except OSError:
        return None


def _settled(signature: Signature | None) -> Signature | None:
    """The signature of a file right now, unless it is so fresh that the file might change without getting another."""
    return signature if signature is not None and signature.is_settled() else None


def _bytes(file: SourceFile, signature: Signature | None) -> bytes | None:
    """What is in a file; None where it cannot be opened, or is no article by its size: read_file says why."""
    if signature is None or signature.size > LARGEST:
        return None
    try:
        return Path(file.path).read_bytes()
    except OSError:
        return None


def _read_one(file: SourceFile) -> _Found:
    signature = _signature(file)
    settled, data = _settled(signature), _bytes(file, signature)  # in this order: a change between the two shows later
    documents, notes = read_file(file) if data is None else read_bytes(data, file.name)
    return settled, data, ([Digested.of(DocumentRow.of(document)) for document in documents], notes)

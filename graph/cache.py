"""Files and documents that did not change -> what was read and extracted from them before: cache.db beside kg.db."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from msgspec import msgpack

from graph.claim import Extraction
from graph.entity import LedgerEntry
from graph.errors import GraphError
from graph.keep.rows import DocumentRow
from graph.keep.spellings import Spelling, Spellings
from graph.prepared import SAME_PYTHON, Prepared
from graph.read.files import Signature
from graph.resolve.facts import Statements
from graph.resolve.sketch import Sketch
from graph.versions import version

FILE = "cache.db"
_FORMAT = 5
_BATCH = 64
"""Items between two commits: a killed build loses at most so many."""
_SUFFIXES = (".py", ".tsv", ".txt", ".toml", ".ttl")
_NOT_READING = ("resolve", "keep", "export", "evaluate", "samples")
"""Folders of the package `graph` that neither reading nor extraction uses."""
_LIBRARIES = ("msgspec", "jieba", "rjieba", "ahocorasick_rs", "charset-normalizer", "opencc", "pypdfium2", "PyYAML")

_TABLE = f"""
    DROP TABLE IF EXISTS entries;
    CREATE TABLE entries (
        kind TEXT, key TEXT, checksum TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
    PRAGMA user_version = {_FORMAT};"""

_VALUES = "SELECT checksum, value FROM entries WHERE"
_ENTRIES = "SELECT key, checksum, value FROM entries WHERE"
_TOGETHER = ("file", "sketch", "statements")
"""Kinds of entries of which an update needs nearly all."""

Read = tuple[list[DocumentRow], list[LedgerEntry]]
States = dict[str, tuple[str, Signature, str]]
"""By path: the name of a file, what it was like, and the key of what was read of it."""

_DECODERS: dict[str, msgpack.Decoder[Any]] = {
    "file": msgpack.Decoder(Read),
    "extraction": msgpack.Decoder(Extraction),
    "sketch": msgpack.Decoder(Sketch),
    "statements": msgpack.Decoder(tuple[str, Statements]),
    "spellings": msgpack.Decoder(dict[str, dict[str, Spelling]]),
    "prepared": msgpack.Decoder(dict[str, bytes]),
    "states": msgpack.Decoder(States),
}
"""Of what each kind of entry is."""


class Cache:
    """What was read from files and extracted from documents, by the hash of all that it depends on.

    Every entry has a checksum; one that is damaged counts as missing, and so does a file that is no cache.
    """

    def __init__(self, folder: Path, *, tables: str = "") -> None:
        """Open the cache of the graph in `folder`. tables: hash of the user's lexicons and rules.

        Raises GraphError where it cannot be written.
        """
        self._path = folder / FILE
        self._program = sha256(f"{_program()}\0{tables}".encode()).hexdigest()
        self._used: set[tuple[str, str]] = set()
        self._unsaved = 0
        self._states: States = {}
        self._prepared = 0
        """How many prepared values are here."""
        self._loaded: dict[str, dict[str, tuple[str, bytes]]] = {}
        """By kind and key, where entries of a kind are read all at once: checksum and value, until they are asked."""
        try:
            self._connection = self._open_whole()
        except sqlite3.Error as error:
            raise self._error(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._connection.commit()
        finally:
            self._connection.close()

    def file_key(self, data: bytes, name: str) -> str:
        """Key of what is read from a file."""
        return sha256(b"file\0" + _program().encode() + name.encode() + b"\0" + data).hexdigest()

    def document_key(self, row: DocumentRow) -> str:
        """Key of what is extracted from a document."""
        parts = (row.authors, row.title, row.date, row.publisher, row.url, row.text, row.source)
        return sha256("\0".join(("document", self._program, *parts)).encode()).hexdigest()

    def read(self, key: str) -> Read | None:
        """The articles of a file and the notes on it; None for what is not here."""
        found: Read | None = self._get("file", key)
        return found

    def keep_read(self, key: str, read: Read) -> None:
        """Keep what was read."""
        self._put("file", key, read)

    def need_read(self, key: str) -> None:
        """Do not forget what was read, though this build does not ask for it."""
        self._used.add(("file", key))

    def states(self) -> States:
        """What files were like when the last build saw them; nothing where it read them otherwise."""
        self._states = self._get("states", _program()) or {}
        return self._states

    def keep_states(self, states: States) -> None:
        """Keep it for the next process."""
        self._used.add(("states", _program()))
        if states != self._states:
            self._put("states", _program(), states)
            self._states = states

    def extraction(self, key: str) -> Extraction | None:
        """What a document says; None for what is not here."""
        found: Extraction | None = self._get("extraction", key)
        return found

    def keep_extraction(self, key: str, extraction: Extraction) -> None:
        """Keep what was extracted."""
        self._put("extraction", key, extraction)

    def need_article(self, key: str) -> None:
        """Do not forget extraction and sketch of a document, though this build does not ask for them."""
        self._used.add(("extraction", key))
        self._used.add(("sketch", _resolution_key(key)))

    def sketch(self, key: str) -> Sketch | None:
        """The sketch of a document; None for what is not here."""
        found: Sketch | None = self._get("sketch", _resolution_key(key))
        return found

    def keep_sketch(self, key: str, sketch: Sketch) -> None:
        """Keep it."""
        self._put("sketch", _resolution_key(key), sketch)

    def statements(self, key: str, ids: Sequence[str]) -> Statements | None:
        """What a document stated of things with these ids, if that is what it stated last."""
        found = self._get("statements", _resolution_key(key))
        return found[1] if found is not None and found[0] == _told(ids) else None

    def keep_statements(self, key: str, ids: Sequence[str], statements: Statements) -> None:
        """Keep it."""
        self._put("statements", _resolution_key(key), (_told(ids), statements))

    def need_statements(self, key: str) -> None:
        """Do not forget what a document stated, though this build does not ask for it."""
        self._used.add(("statements", _resolution_key(key)))

    def spellings(self) -> Spellings:
        """What an earlier build found for its names; nothing where it was done otherwise."""
        known: Spellings = self._get("spellings", _spellings_key()) or {}
        return known

    def keep_spellings(self, spellings: Spellings) -> None:
        """Keep it for the next build."""
        self._put("spellings", _spellings_key(), spellings)

    def need_spellings(self) -> None:
        """Do not forget it."""
        self._used.add(("spellings", _spellings_key()))

    def prepared(self) -> Prepared:
        """What was prepared; nothing where that was another Python, or another version of zhimai."""
        known: Prepared = self._get("prepared", self._prepared_key()) or {}
        self._prepared = len(known)
        return known

    def keep_prepared(self, values: Prepared) -> None:
        """Keep it for the next process."""
        self._used.add(("prepared", self._prepared_key()))
        if len(values) > self._prepared:
            self._put("prepared", self._prepared_key(), values)
            self._prepared = len(values)

    def forget_unused(self) -> None:
        """A build is done. Drop what it did not ask for: what is left is what the graph was made of."""
        for entry in sorted(set(self._run("SELECT kind, key FROM entries")) - self._used):
            self._run("DELETE FROM entries WHERE kind = ? AND key = ?", *entry)
        self._commit()
        self._used.clear()
        self._loaded.clear()

    def _open_whole(self) -> sqlite3.Connection:
        """The cache; a new one where it is damaged: what was in it can be had again."""
        try:
            return self._open()
        except sqlite3.OperationalError:
            raise  # no damage: a full disk, a folder that cannot be written
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
        return self._open()

    def _open(self) -> sqlite3.Connection:
        """Raises sqlite3.DatabaseError for a file that is damaged or no database."""
        connection = sqlite3.connect(self._path)
        try:
            [(format_,)] = connection.execute("PRAGMA user_version").fetchall()
            if format_ != _FORMAT:
                connection.executescript(_TABLE)
            if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
                raise sqlite3.DatabaseError("damaged")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _prepared_key(self) -> str:
        return sha256(f"prepared\0{SAME_PYTHON}\0{self._program}".encode()).hexdigest()

    def _get(self, kind: str, key: str) -> Any:
        self._used.add((kind, key))
        entry = self._load(kind).pop(key, None)
        for checksum, value in [entry] if entry else self._run(f"{_VALUES} kind = ? AND key = ?", kind, key):
            if _checksum(value) == checksum:
                return _DECODERS[kind].decode(value)
        return None

    def _load(self, kind: str) -> dict[str, tuple[str, bytes]]:
        """What was kept of a kind whose entries are asked for one after the other: to read them together is faster."""
        known = self._loaded.get(kind)
        if known is None:
            rows = self._run(f"{_ENTRIES} kind = ?", kind) if kind in _TOGETHER else ()
            known = self._loaded[kind] = {key: (checksum, value) for key, checksum, value in rows}
        return known

    def _put(self, kind: str, key: str, value: object) -> None:
        self._used.add((kind, key))
        data = msgpack.encode(value)
        self._run("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", kind, key, _checksum(data), data)
        self._unsaved += 1
        if self._unsaved >= _BATCH:
            self._commit()

    def _commit(self) -> None:
        self._unsaved = 0
        try:
            self._connection.commit()
        except sqlite3.Error as error:
            raise self._error(error) from error

    def _run(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise self._error(error) from error

    def _error(self, error: sqlite3.Error) -> GraphError:
        return GraphError(f"{self._path}: the cache cannot be used ({error}); remove the file and build again")


def _checksum(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


@cache
def _program() -> str:
    """Hash of all that reading and extraction depend on beside the input: code, tables, ontology, libraries."""
    digest = sha256("\0".join((sys.version, *(f"{name} {version(name)}" for name in _LIBRARIES))).encode())
    for package in ("graph", "schema"):
        for name, content in _sources(files(package), package):
            digest.update(f"\0{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _told(ids: Sequence[str]) -> str:
    return _checksum("\0".join(ids).encode())


@cache
def _resolution() -> str:
    """Hash of all that resolution depends on beside what was extracted."""
    digest = sha256()
    for name, content in _sources(files("graph.resolve"), "resolve"):
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    digest.update(files("graph.keep").joinpath("rows.py").read_bytes())
    return digest.hexdigest()[:16]


def _resolution_key(key: str) -> str:
    return f"{key}-{_resolution()}"


@cache
def _spellings_key() -> str:
    """Hash of all that spellings depend on beside the names."""
    names = ("names.py", "pinyin.py", "readings.py", "readings.tsv", "spellings.py")
    sources = [files("graph.keep").joinpath(name).read_bytes() for name in names]
    return sha256(b"\0".join((b"spellings", sys.version.encode(), *sources))).hexdigest()


def _sources(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda one: one.name):
        if item.is_dir() and item.name not in _NOT_READING and not item.name.startswith("_"):
            yield from _sources(item, f"{name}/{item.name}")
        elif item.name.endswith(_SUFFIXES):
            yield f"{name}/{item.name}", item.read_bytes()

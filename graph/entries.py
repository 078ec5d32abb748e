"""Values of several kinds, by key -> one SQLite file, of which whatever is damaged counts as missing."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

from graph.errors import GraphError

_BATCH = 64
"""Items between two commits: a killed build loses at most so many."""
_PAGE = 32768
"""Bytes. What is kept of a document takes one page or two, and not a chain of small ones."""
_TABLE = "CREATE TABLE {} (key BLOB PRIMARY KEY, checksum INTEGER NOT NULL, value BLOB NOT NULL);"
"""Of each kind: who asks for one kind does not pass the others by."""

_Entry = tuple[Any, Any, Any]
"""Key, checksum and value, if they are not damaged."""


class Entries:
    """What was kept, and which of it is still needed.

    Every entry has a checksum: what is damaged, be it an entry, a page or the file, counts as missing.
    """

    def __init__(self, path: Path, *, kinds: Collection[str], together: Collection[str], form: int) -> None:
        """Open the file; make it anew where it is none, or one of another form.

        together: kinds of which nearly all is asked for, if anything: to read them at once is faster.

        Raises GraphError where it cannot be written.
        """
        self._path, self._kinds, self._together, self._form = path, kinds, together, form
        self._needed: dict[str, set[bytes]] = {kind: set() for kind in kinds}
        self._loaded: dict[str, dict[bytes, _Entry]] = {}
        """Of kinds that were read at once, what was not asked for yet."""
        self._unsaved = 0
        try:
            self._connection = self._open_whole()
        except sqlite3.Error as error:
            raise self._error(error) from error

    def close(self) -> None:
        """Save, and close the file."""
        try:
            self._connection.commit()
        finally:
            self._connection.close()

    def get(self, kind: str, key: bytes) -> bytes | None:
        """What was kept; None for nothing. It is needed from now on."""
        self._needed[kind].add(key)
        if kind in self._together and kind not in self._loaded:
            self._loaded[kind] = {entry[0]: entry for entry in self._run(f"SELECT * FROM {kind}")}
        entry = self._loaded.get(kind, {}).pop(key, None)
        for found in [entry] if entry else self._run(f"SELECT * FROM {kind} WHERE key = ?", key):
            if _is_whole(found) and found[0] == key:
                value: bytes = found[2]
                return value
        return None

    def all(self, kind: str) -> Iterator[tuple[bytes, bytes]]:
        """Keys and values of a kind, in any order."""
        for entry in self._run(f"SELECT * FROM {kind}"):
            if _is_whole(entry):
                yield entry[0], entry[2]

    def put(self, kind: str, key: bytes, value: bytes) -> None:
        """Keep it. It is needed from now on."""
        self._needed[kind].add(key)
        self._run(f"INSERT OR REPLACE INTO {kind} VALUES (?, ?, ?)", key, _checksum(key, value), value)
        self._unsaved += 1
        if self._unsaved >= _BATCH:
            self._commit()

    def need(self, kind: str, key: bytes) -> None:
        """Do not forget it, though nobody asks for it."""
        self._needed[kind].add(key)

    def forget(self) -> None:
        """Drop all that was not needed since this was last called."""
        for kind, needed in self._needed.items():
            for key in {key for (key,) in self._run(f"SELECT key FROM {kind}")} - needed:
                self._run(f"DELETE FROM {kind} WHERE key = ?", key)
            needed.clear()
        for entries in self._loaded.values():
            entries.clear()
        self._commit()

    def _open_whole(self) -> sqlite3.Connection:
        try:
            return self._open()
        except sqlite3.OperationalError:
            raise  # no damage: a full disk, a folder that cannot be written
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
        return self._open()

    def _open(self) -> sqlite3.Connection:
        """Raises sqlite3.DatabaseError for a file that is damaged, no database, or of another form."""
        connection = sqlite3.connect(self._path)
        try:
            [(tables,)] = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchall()
            [(form,)] = connection.execute("PRAGMA user_version").fetchall()
            if (tables, form) == (0, 0):
                made = "".join(map(_TABLE.format, self._kinds))
                connection.executescript(f"PRAGMA page_size = {_PAGE}; {made} PRAGMA user_version = {self._form};")
            elif (tables, form) != (len(self._kinds), self._form):
                raise sqlite3.DatabaseError("of another form")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _run(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that SQLite finds; in a new file where the old one turns out to be damaged."""
        try:
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._connection.close()
                self._path.unlink(missing_ok=True)
                self._connection = self._open()
                return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise self._error(error) from error

    def _commit(self) -> None:
        self._unsaved = 0
        try:
            self._connection.commit()
        except sqlite3.Error as error:
            raise self._error(error) from error

    def _error(self, error: sqlite3.Error) -> GraphError:
        return GraphError(f"{self._path}: the cache cannot be used ({error}); remove the file and build again")


def _checksum(key: bytes, value: bytes) -> int:
    return crc32(value, crc32(key))


def _is_whole(entry: _Entry) -> bool:
    key, checksum, value = entry
    return type(key) is type(value) is bytes and _checksum(key, value) == checksum

"""Files and documents that did not change -> what was read and extracted from them before: cache.db beside kg.db."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from msgspec import msgpack

from graph.claim import Extraction
from graph.entity import LedgerEntry
from graph.entries import Entries
from graph.keep.rows import DocumentRow
from graph.keep.spellings import Spelling, Spellings
from graph.prepared import SAME_PYTHON, Prepared, unpack
from graph.program import Program, running
from graph.read.files import Signature
from graph.record import Record
from graph.resolve.facts import Statements
from graph.resolve.sketch import Sketch

FILE = "cache.db"
_FORM = 6
_TOGETHER = ("file", "sketch", "statements")
"""Kinds of entries of which an update needs nearly all."""
_ONLY = b"only"
"""The key where there is one entry of a kind."""


class Digested(Record):
    """A document with the hash of all in it that extraction depends on: who knows the hash need not see the text."""

    row: DocumentRow
    digest: bytes

    @classmethod
    def of(cls, row: DocumentRow) -> Self:
        """The document with its hash."""
        parts = (row.authors, row.title, row.date, row.publisher, row.url, row.text, row.source)
        return cls(row, sha256("\0".join(parts).encode()).digest())


Read = tuple[list[Digested], list[LedgerEntry]]
"""The articles of a file, and the notes on it."""
States = dict[str, tuple[str, Signature, bytes]]
"""By path: the name of a file, what it was like, and the key of what was read of it."""

_DECODERS: dict[str, msgpack.Decoder[Any]] = {
    "program": msgpack.Decoder(Program),
    "states": msgpack.Decoder(tuple[bytes, States]),
    "file": msgpack.Decoder(Read),
    "extraction": msgpack.Decoder(Extraction),
    "sketch": msgpack.Decoder(Sketch),
    "statements": msgpack.Decoder(tuple[bytes, Statements]),
    "spellings": msgpack.Decoder(dict[str, dict[str, Spelling]]),
}
"""Of what each kind of entry is, but for what was prepared: nobody looks into that here."""


class Cache:
    """What was read from files and extracted from documents, by the hash of all that it depends on."""

    def __init__(self, folder: Path, *, tables: str = "") -> None:
        """Open the cache of the graph in `folder`. tables: hash of the user's lexicons and rules.

        Raises GraphError where it cannot be written.
        """
        self._entries = Entries(folder / FILE, kinds=(*_DECODERS, "prepared"), together=_TOGETHER, form=_FORM)
        self._known: Program | None = self._get("program", _ONLY)
        self._program = running(self._known)
        self._extracting = sha256(self._program.reading + tables.encode()).digest()
        self._preparing = sha256(self._extracting + SAME_PYTHON.encode()).digest()
        self._prepared: set[str] = set()
        """Names of values that are here."""
        self._preparations: list[bytes] = []
        """Keys of the entries that they are in."""
        self._states: States = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._entries.close()

    def file_key(self, data: bytes, name: str) -> bytes:
        """Key of what is read from a file."""
        return sha256(b"\0".join((self._program.reading, name.encode(), data))).digest()

    def document_key(self, document: Digested) -> bytes:
        """Key of what is extracted from a document."""
        return document.digest + self._extracting

    def read(self, key: bytes) -> Read | None:
        """The articles of a file and the notes on it; None for what is not here."""
        found: Read | None = self._get("file", key)
        return found

    def keep_read(self, key: bytes, read: Read) -> None:
        """Keep what was read."""
        self._put("file", key, read)

    def need_read(self, key: bytes) -> None:
        """Do not forget what was read, though this build does not ask for it."""
        self._entries.need("file", key)

    def states(self) -> States:
        """What files were like when the last build saw them; nothing where it read them otherwise."""
        reading, states = self._get("states", _ONLY) or (b"", {})
        self._states = states if reading == self._program.reading else {}
        return self._states

    def keep_states(self, states: States) -> None:
        """Keep it for the next process."""
        self._entries.need("states", _ONLY)
        if states != self._states:
            self._put("states", _ONLY, (self._program.reading, states))
            self._states = states

    def extraction(self, key: bytes) -> Extraction | None:
        """What a document says; None for what is not here."""
        found: Extraction | None = self._get("extraction", key)
        return found

    def keep_extraction(self, key: bytes, extraction: Extraction) -> None:
        """Keep what was extracted."""
        self._put("extraction", key, extraction)

    def need_article(self, key: bytes) -> None:
        """Do not forget extraction and sketch of a document, though this build does not ask for them."""
        self._entries.need("extraction", key)
        self._entries.need("sketch", key + self._program.resolution)

    def sketch(self, key: bytes) -> Sketch | None:
        """The sketch of a document; None for what is not here."""
        found: Sketch | None = self._get("sketch", key + self._program.resolution)
        return found

    def keep_sketch(self, key: bytes, sketch: Sketch) -> None:
        """Keep it."""
        self._put("sketch", key + self._program.resolution, sketch)

    def statements(self, key: bytes, ids: Sequence[str]) -> Statements | None:
        """What a document stated of things with these ids, if that is what it stated last."""
        found = self._get("statements", key + self._program.resolution)
        return found[1] if found is not None and found[0] == _told(ids) else None

    def keep_statements(self, key: bytes, ids: Sequence[str], statements: Statements) -> None:
        """Keep it."""
        self._put("statements", key + self._program.resolution, (_told(ids), statements))

    def need_statements(self, key: bytes) -> None:
        """Do not forget what a document stated, though this build does not ask for it."""
        self._entries.need("statements", key + self._program.resolution)

    def spellings(self) -> Spellings:
        """What an earlier build found for its names; nothing where it was done otherwise."""
        known: Spellings = self._get("spellings", self._program.spelling) or {}
        return known

    def keep_spellings(self, spellings: Spellings) -> None:
        """Keep it for the next build."""
        self._put("spellings", self._program.spelling, spellings)

    def need_spellings(self) -> None:
        """Do not forget it."""
        self._entries.need("spellings", self._program.spelling)

    def prepared(self) -> Prepared:
        """What was prepared; nothing where that was another Python, or another version of zhimai."""
        kept = [entry for entry in self._entries.all("prepared") if entry[0].startswith(self._preparing)]
        self._preparations = [key for key, _ in kept]
        known = {name: value for _, packed in kept for name, value in unpack(packed).items()}
        self._prepared = set(known)
        return known

    def keep_prepared(self, values: Prepared) -> None:
        """Keep it for the next process: one entry for all that this one has made."""
        made = {name: value for name, value in values.items() if name not in self._prepared}
        if made:
            self._preparations.append(self._preparing + len(self._prepared).to_bytes(4))
            self._entries.put("prepared", self._preparations[-1], msgpack.encode(made))
            self._prepared.update(made)
        for key in self._preparations:
            self._entries.need("prepared", key)

    def forget_unused(self) -> None:
        """A build is done. Drop what it did not ask for: what is left is what the graph was made of."""
        self._entries.need("program", _ONLY)
        if self._program != self._known:
            self._put("program", _ONLY, self._program)
            self._known = self._program
        self._entries.forget()

    def _get(self, kind: str, key: bytes) -> Any:
        value = self._entries.get(kind, key)
        return None if value is None else _DECODERS[kind].decode(value)

    def _put(self, kind: str, key: bytes, value: object) -> None:
        self._entries.put(kind, key, msgpack.encode(value))


def _told(ids: Sequence[str]) -> bytes:
    return sha256("\0".join(ids).encode()).digest()[:8]

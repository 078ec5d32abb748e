"""Files -> Documents: format and encoding by content, clean text, and a map from it back to the raw file.

Markdown with YAML front matter, plain text, HTML, PDF with a text layer, JSON Lines; UTF-8, UTF-16, GB18030, Big5.
What could not be read, and every choice that a reader of the file would not expect, is in the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.document import Document
from graph.entity import LedgerEntry
from graph.read.content import read_bytes
from graph.read.files import SourceFile, find_files

__all__ = ["SourceFile", "find_files", "read_bytes", "read_file", "read_paths"]

LARGEST = 200_000_000
"""Bytes. A larger file is left out; it is no article."""


def read_file(file: SourceFile) -> tuple[list[Document], list[LedgerEntry]]:
    """The articles of one file in reading order, and what has to be said about them. Never raises for bad content.

    For JSON Lines the runs of a document point into the decoded `text` field of its line, for PDF into the text of
    all pages (separated by a blank line), else into the decoded file.
    """
    try:
        path = Path(file.path)
        size = path.stat().st_size
        if size > LARGEST:
            message = (
                f"{file.name}: {size / 1e6:.0f} MB is more than one file may have ({LARGEST / 1e6:.0f} MB); split it"
            )
            return [], [LedgerEntry("read", file.name, "unreadable", message, "failed")]
        data = path.read_bytes()
    except OSError as error:
        return [], [
            LedgerEntry("read", file.name, "unreadable", f"{file.name}: cannot be opened: {error.strerror}", "failed")
        ]
    return read_bytes(data, file.name)


def read_paths(paths: Sequence[Path]) -> tuple[list[Document], list[LedgerEntry]]:
    """All articles below the paths, in the order of find_files. Raises UsageError as find_files does."""
    documents: list[Document] = []
    ledger: list[LedgerEntry] = []
    for file in find_files(paths):
        found, notes = read_file(file)
        documents += found
        ledger += notes
    return documents, ledger

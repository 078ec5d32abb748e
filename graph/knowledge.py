"""Lexicons and rules, those that are shipped and the user's own -> hashes that tell when they change.

What they say is not looked at: a build that has nothing to extract need not load it.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from graph.errors import RuleError, UsageError
from graph.prepared import prepared
from graph.record import Record
from schema.ontology import FILE as ONTOLOGY

GRAPH = Path(__file__).parent


class Tables(Record):
    """A user's own tables. Equal ones give equal extractors, also where a file has changed in between."""

    lexicons: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()
    contents: str = ""
    """Hash of what is in the files; empty without files."""

    @classmethod
    def of(cls, lexicons: Sequence[Path], rules: Sequence[Path]) -> Tables:
        """The tables as they are now. Raises UsageError or RuleError for a file that cannot be read."""
        texts = [read_table(path) for path in (*lexicons, *rules)]
        contents = sha256("\x00".join(texts).encode()).hexdigest() if texts else ""
        return cls(tuple(lexicons), tuple(rules), contents)


def rules_hash(own: Tables) -> str:
    """Sixteen hex digits over all that decides what is read from a text and is no code.

    That is the rules and lexicons that are shipped, the ontology, and the user's own tables.
    """
    return _rules_hash(own.contents)


@prepared(str)
def _rules_hash(contents: str) -> str:
    digest = sha256(contents.encode())
    folders = (GRAPH / "rules", GRAPH / "lexicons")
    shipped = [item for folder in folders for item in folder.iterdir() if item.name.endswith((".toml", ".tsv", ".txt"))]
    for item in (*sorted(shipped, key=lambda item: item.name), ONTOLOGY):
        digest.update(f"\0{item.name}\0".encode() + item.read_bytes())
    return digest.hexdigest()[:16]


def read_table(path: Path) -> str:
    """The text of a table. Raises UsageError or RuleError for a file that cannot be read."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise RuleError(f"{path.name}:{line}: is no UTF-8 text; save the file as UTF-8") from None
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or 'cannot be read'}") from None

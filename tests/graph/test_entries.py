"""Entries come back as they were kept, or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from graph.entries import Entries
from graph.errors import GraphError

KEYS = [bytes([65 + number]) * 32 for number in range(5)]


@contextmanager
def opened(path: Path, *, form: int = 1) -> Iterator[Entries]:
    entries = Entries(path, kinds=("one", "other"), together=("other",), form=form)
    try:
        yield entries
    finally:
        entries.close()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A file with an entry of both kinds for each key, the key being its value."""
    with opened(tmp_path / "cache.db") as entries:
        for key in KEYS:
            entries.put("one", key, key)
            entries.put("other", key, key)
    return tmp_path / "cache.db"


def known(path: Path, kind: str) -> list[bytes | None]:
    with opened(path) as entries:
        return [entries.get(kind, key) for key in KEYS]


@pytest.mark.parametrize("kind", ["one", "other"])
def test_what_was_kept_comes_back(kept: Path, kind: str) -> None:
    assert known(kept, kind) == KEYS
    with opened(kept) as entries:
        assert [entries.get(kind, KEYS[0]), entries.get(kind, KEYS[0]), entries.get(kind, b"")] == [*KEYS[:1] * 2, None]
        assert sorted(entries.all(kind)) == [(key, key) for key in KEYS]


@pytest.mark.parametrize("kind", ["one", "other"])
def test_only_what_is_needed_is_left(kept: Path, kind: str) -> None:
    with opened(kept) as entries:
        entries.get(kind, KEYS[0])
        entries.need(kind, KEYS[1])
        entries.put(kind, KEYS[2], b"new")
        entries.forget()
        assert dict(entries.all(kind)) == {KEYS[0]: KEYS[0], KEYS[1]: KEYS[1], KEYS[2]: b"new"}
        entries.forget()
        assert dict(entries.all(kind)) == {}


@pytest.mark.parametrize("kind", ["one", "other"])
@pytest.mark.parametrize("column", ["key", "checksum", "value"])
@pytest.mark.parametrize("damage", ["x'00'", "'text'", "7", "1.5"])
def test_an_entry_that_is_damaged_counts_as_missing(kept: Path, kind: str, column: str, damage: str) -> None:
    with closing(sqlite3.connect(kept)) as connection, connection:
        connection.execute(f"UPDATE {kind} SET {column} = {damage} WHERE rowid = 3")
    assert known(kept, kind) == [*KEYS[:2], None, *KEYS[3:]]


@pytest.mark.parametrize("kind", ["one", "other"])
def test_an_index_that_leads_astray_gives_no_other_entry(kept: Path, kind: str) -> None:
    data = kept.read_bytes()
    third, fourth = KEYS[2], KEYS[3]
    for key, right, wrong in ((third, b"\3", b"\4"), (fourth, b"\4", b"\3")):
        assert data.count(key + right) == 2  # of both kinds
        data = data.replace(key + right, key + wrong)
    kept.write_bytes(data)
    found = known(kept, kind)
    assert found in (KEYS, [*KEYS[:2], None, None, KEYS[4]])


@pytest.mark.parametrize("length", [0, 1, 99, 100, 40_000, 100_000])
def test_a_file_that_is_cut_off_is_made_anew(kept: Path, length: int) -> None:
    kept.write_bytes(kept.read_bytes()[:length])
    assert known(kept, "one") == [None] * 5
    with opened(kept) as entries:
        entries.put("one", KEYS[0], b"again")
    assert known(kept, "one") == [b"again", None, None, None, None]


def test_a_page_that_is_found_damaged_later_costs_the_file_and_no_more(kept: Path) -> None:
    with opened(kept) as entries:
        entries.put("other", b"large", bytes(200_000))
    data = bytearray(kept.read_bytes())
    data[-32768 * 2 : -32768] = b"\xff" * 32768
    kept.write_bytes(data)
    with opened(kept) as entries:
        assert entries.get("one", KEYS[0]) == KEYS[0]
        assert entries.get("other", b"large") is None
        entries.put("one", KEYS[1], b"again")
        assert dict(entries.all("one")) == {KEYS[1]: b"again"}


def test_entries_of_another_form_are_of_no_use(kept: Path) -> None:
    with opened(kept, form=2) as entries:
        assert list(entries.all("one")) == []


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "cache.db").mkdir()
    with pytest.raises(GraphError, match=r"cache\.db: the cache cannot be used .*; remove the file and build again"):
        Entries(tmp_path / "cache.db", kinds=("one",), together=(), form=1)

"""What a program made is kept for the same program only, and it is told from another one without opening its files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph import program
from graph.program import Program


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of a few files, which may be changed."""
    for name in (
        "extract.py",
        "rules/post.toml",
        "resolve/groups.py",
        "keep/rows.py",
        "keep/names.py",
        "samples/a.txt",
    ):
        path = tmp_path / "graph" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("one = 1\n", encoding="utf-8")
    monkeypatch.setattr(program, "_PACKAGES", {"graph": tmp_path / "graph"})
    monkeypatch.setattr("graph.read.files.SETTLED", 0)
    return tmp_path / "graph"


def look(known: Program | None = None) -> Program:
    return program._look(known)


def change(path: Path) -> None:
    """Another content, of the same size and the same time of modification."""
    times = path.stat()
    path.write_text("one = 2\n", encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def parts(one: Program, other: Program) -> set[str]:
    """In what two programs differ."""
    return {name for name in ("reading", "resolution", "spelling") if getattr(one, name) != getattr(other, name)}


def test_no_file_of_a_known_program_is_opened(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = look()
    monkeypatch.setattr(Path, "read_bytes", None)
    assert look(known) == known


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("extract.py", {"reading"}),
        ("rules/post.toml", {"reading"}),
        ("resolve/groups.py", {"resolution"}),
        ("keep/rows.py", {"resolution"}),
        ("keep/names.py", {"spelling"}),
        ("samples/a.txt", set()),
    ],
)
def test_a_change_of_a_file_is_seen_though_it_looks_as_old_and_as_large(
    sources: Path, name: str, changed: set[str]
) -> None:
    known = look()
    change(sources / name)
    assert parts(look(known), known) == changed


def test_files_that_come_and_go_are_seen(sources: Path) -> None:
    known = look()
    (sources / "new.py").write_text("", encoding="utf-8")
    more = look(known)
    (sources / "new.py").unlink()
    assert parts(more, known) == {"reading"}
    assert parts(look(more), known) == set()


def test_files_that_are_fresh_are_opened_again(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.read.files.SETTLED", 3_600_000_000_000)
    known = look()
    assert not known.sources
    opened: list[Path] = []
    read_bytes = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: (opened.append(self), read_bytes(self))[1])
    assert look(known) == known
    assert len(opened) == 5


def test_another_library_makes_another_program(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = look()
    monkeypatch.setattr(program, "version", lambda name: "9.9")
    assert parts(look(known), known) == {"reading"}

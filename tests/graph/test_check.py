"""zhimai check: a good graph keeps every promise, and each kind of damage is named."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from graph.check import check_kept
from tests.conftest import Run


@pytest.fixture
def kept(sample_kg: Path, tmp_path: Path) -> Path:
    """A graph to be damaged."""
    shutil.copytree(sample_kg, tmp_path / "kg")
    return tmp_path / "kg"


def test_the_sample_graph_keeps_every_promise(sample_kg: Path) -> None:
    assert [(check.name, check.faults) for check in check_kept(sample_kg) if check.faults] == []


@pytest.mark.parametrize(
    ("damage", "broken", "words"),
    [
        (
            "UPDATE evidence SET places = CAST(json_replace(places, '$[3]', '…') AS BLOB) WHERE fact = 1",
            "content",
            "these words of the text are",
        ),
        ("UPDATE facts SET relation = 'coBuilds' WHERE number = 1", "content", "is not in the ontology"),
        ("UPDATE entities SET kind = 'Planet' WHERE number = 1", "content", "kind 'Planet'"),
        ("UPDATE entities SET english = 'x' WHERE number = 1", "hash", "the content gives"),
        ("DELETE FROM joins", "joins", "nothing tells why it is called"),
        ("UPDATE names SET key = 'nothing' WHERE rank = 0", "search", "is not found under its name"),
        ("DELETE FROM facts WHERE number = 2", "file", "points at nothing"),
    ],
)
def test_damage_is_named(kept: Path, damage: str, broken: str, words: str) -> None:
    with closing(sqlite3.connect(kept / "kg.db")) as connection, connection:
        connection.execute(damage)
    found = {check.name: check.faults for check in check_kept(kept)}
    assert any(words in fault for fault in found[broken]), found


def test_exit_code_tells(zhimai: Run, kept: Path) -> None:
    good = zhimai("check", kept)
    assert (good.returncode, good.stderr) == (0, "")
    assert "fails" not in good.stdout
    with closing(sqlite3.connect(kept / "kg.db")) as connection, connection:
        connection.execute("DELETE FROM joins")
    bad = zhimai("check", kept)
    assert bad.returncode == 1
    assert "fails  joins" in bad.stdout


def test_evidence_that_cannot_be_read_is_one_clear_line(zhimai: Run, kept: Path) -> None:
    with closing(sqlite3.connect(kept / "kg.db")) as connection, connection:
        connection.execute("UPDATE evidence SET places = x'5b31' WHERE fact = 1")
    result = zhimai("check", kept)
    assert result.returncode == 2
    assert "the graph cannot be read" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_no_graph_is_one_clear_line(zhimai: Run, tmp_path: Path) -> None:
    result = zhimai("check", tmp_path)
    assert result.returncode == 2
    assert "this folder holds no graph" in result.stderr

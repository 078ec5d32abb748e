"""What was prepared in one process is as good in another."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import graph.prepared
from graph.cache import Cache
from graph.find.persons import _read_name_characters
from graph.lexicon import _shipped_fronts
from graph.ontology import load_ontology
from graph.prepared import pack, prepared, recall, unpack
from graph.relate.rules import _shipped_rules

TABLES = (load_ontology, _read_name_characters, _shipped_fronts, _shipped_rules)


@pytest.fixture(autouse=True)
def new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph.prepared, "_prepared", {})
    for load in TABLES:
        load.cache_clear()


@pytest.mark.parametrize("load", TABLES)
def test_tables_from_another_process_are_those_that_are_read(
    load: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = load()
    kept = unpack(pack())
    monkeypatch.setattr(graph.prepared, "_prepared", {})
    load.cache_clear()
    recall(kept)
    monkeypatch.setattr("graph.lexicon.read_lines", None)  # nothing is read any more
    monkeypatch.setattr("tomllib.loads", None)
    monkeypatch.setattr("schema.load_ontology", None)
    again = load()
    assert again == read
    assert again is not read


def test_value_is_made_once() -> None:
    made = []

    @prepared(int)
    def number() -> int:
        made.append(7)
        return 7

    assert (number(), number(), made) == (7, 7, [7])


def test_what_workers_prepared_is_kept(tmp_path: Path) -> None:
    """The next build compiles nothing that they compiled."""
    documents = tmp_path / "documents"
    documents.mkdir()
    for number in range(4):
        text = f"第{number}次座谈会\n\n天津大学教授周密出席会议并讲话，预算增长{number + 3}%。"
        (documents / f"{number}.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "kg"
    call = "import sys; from api.cli import main; main()"
    subprocess.run([sys.executable, "-c", call, "build", documents, "--out", out, "--jobs", "2"], check=True)
    with Cache(out) as cache:
        assert len(cache.prepared()) > 100

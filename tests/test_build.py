"""A build is all or nothing, one at a time, and says what it did."""

from __future__ import annotations

import gc
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from graph.build import build
from graph.errors import UsageError
from graph.extract import Extractor
from graph.keep.reader import Graph
from graph.read import read_paths
from tests.conftest import SAMPLES, Run, zhimai_command


def test_summary_counts_what_the_graph_holds(tmp_path: Path) -> None:
    summary = build([SAMPLES], tmp_path / "kg")
    with Graph(tmp_path / "kg") as graph:
        stats = graph.stats()
    assert (summary.documents, summary.failed, summary.skipped) == (stats.documents, 0, 0)
    assert dict(summary.entities) == dict(stats.types)
    assert dict(summary.facts) == dict(stats.relations)
    assert dict(summary.ledger) == dict(stats.ledger)
    assert summary.indicators == stats.indicators
    assert summary.hash == graph.hash


def test_progress_names_the_steps_and_never_passes_the_total(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    build([SAMPLES], tmp_path / "kg", progress=lambda *step: seen.append(step))
    assert list(dict.fromkeys(step for step, _, _ in seen)) == ["reading", "extracting", "resolving", "writing"]
    assert all(0 <= done <= total for _, done, total in seen)


def test_extraction_leaves_no_cycles() -> None:
    """A build looks for no garbage while it extracts: memory would grow with every document."""
    documents, _ = read_paths([SAMPLES])
    extractor = Extractor()
    for document in documents:  # what is loaded at first need may leave some
        extractor.extract(document)
    gc.collect()
    gc.disable()
    try:
        for document in documents:
            extractor.extract(document)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_build_looks_for_garbage_again_when_it_is_done(tmp_path: Path) -> None:
    build([SAMPLES / "signing.txt"], tmp_path / "kg", jobs=1)
    assert gc.isenabled()


def test_a_graph_among_the_documents_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("三地签约\n\n北京市与天津市签署合作协议。", encoding="utf-8")
    first = build([tmp_path], tmp_path / "kg")
    second = build([tmp_path], tmp_path / "kg")
    assert second.hash == first.hash
    assert second.problems == ()


def test_second_build_at_the_same_time_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kg").mkdir()
    with closing(sqlite3.connect(tmp_path / "kg" / "build.lock", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UsageError, match="another build is writing here"):
            build([SAMPLES], tmp_path / "kg")
    build([SAMPLES], tmp_path / "kg")


@pytest.mark.parametrize("delay", [0.2, 0.7, 1.2])
def test_a_killed_build_leaves_a_whole_graph(tmp_path: Path, sample_kg: Path, delay: float) -> None:
    """The one that was there or, where the new one was just put in its place, that."""
    (tmp_path / "old.txt").write_text("三地签约\n\n北京市与天津市签署合作协议。", encoding="utf-8")
    kg = tmp_path / "kg"
    old = build([tmp_path / "old.txt"], kg)
    before = (kg / "kg.db").read_bytes()
    killed = subprocess.Popen([*zhimai_command(), "build", SAMPLES, "--out", kg], stdout=subprocess.DEVNULL)
    time.sleep(delay)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    with Graph(sample_kg) as complete, Graph(kg) as graph:
        untouched = (kg / "kg.db").read_bytes() == before
        assert graph.hash == (old.hash if untouched else complete.hash)
    assert build([SAMPLES], kg).documents > 1


def test_ctrl_c_is_one_word(tmp_path: Path) -> None:
    command = [*zhimai_command(), "build", SAMPLES, "--out", tmp_path / "kg", "--jobs", "2"]
    stopped = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not (tmp_path / "kg" / "build.lock").exists() and stopped.poll() is None:
        time.sleep(0.05)
    stopped.send_signal(signal.SIGINT)
    _, errors = stopped.communicate(timeout=60)
    if stopped.returncode != 0:
        assert (stopped.returncode, errors) == (130, "zhimai: stopped\n")


def test_reader_that_goes_away_is_no_error(sample_kg: Path) -> None:
    command = f"'{zhimai_command()[0]}' export '{sample_kg}' --format nquads --output - | head -n 1"
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == 1


def test_show_gives_each_fact_its_words(zhimai: Run, sample_kg: Path) -> None:
    shown = zhimai("show", sample_kg, "刘桂平")
    assert shown.returncode == 0
    assert "person/刘桂平" in shown.stdout
    assert "九年协同再出发" in shown.stdout
    assert "“" in shown.stdout

"""zhimai build --watch follows its documents: every graph is that of a clean build, and every update has its line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from api.watching import until_told_to_end
from graph.build import build
from graph.watch import Change, follow, look
from tests.conftest import Run, zhimai_command

SIGNED = "三地签约\n\n北京市与天津市签署合作协议。"
MORE = f"{SIGNED}南开大学校长陈雨露出席。"


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Ctrl-C counts, here and in what is started, even in the background of a shell that ignores it."""
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, usual)


def test_files_that_come_change_and_go_are_told_apart(tmp_path: Path) -> None:
    for name in ("stays.txt", "changes.txt", "goes.txt", ".hidden"):
        (tmp_path / name).write_text("一", encoding="utf-8")
    graph = tmp_path / "kg"
    graph.mkdir()
    before = look([tmp_path], but=graph)
    (tmp_path / "changes.txt").write_text("一二", encoding="utf-8")
    (tmp_path / "goes.txt").unlink()
    (tmp_path / "comes.txt").write_text("一", encoding="utf-8")
    (tmp_path / ".hidden").write_text("一二", encoding="utf-8")
    (graph / "kg.db").write_text("a graph", encoding="utf-8")
    change = Change.between(before, look([tmp_path], but=graph))
    assert change == Change(*((str(tmp_path / f"{name}.txt"),) for name in ("comes", "changes", "goes")))


def test_a_file_that_takes_the_place_of_an_equal_one_is_a_change(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("一", encoding="utf-8")
        os.utime(tmp_path / name, (1, 1))
    before = look([tmp_path / "a.txt"], but=tmp_path / "kg")
    (tmp_path / "b.txt").replace(tmp_path / "a.txt")
    assert look([tmp_path / "a.txt"], but=tmp_path / "kg") != before


def test_the_graph_itself_is_not_watched_wherever_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一", encoding="utf-8")
    (tmp_path / "kg").mkdir()
    (tmp_path / "kg" / "kg.db").write_text("a graph", encoding="utf-8")
    found = look([tmp_path, tmp_path / "kg"], but=tmp_path / "kg")
    assert list(found) == [str(tmp_path / "a.txt")]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_whose_exception_is_lost_ends_the_watch_all_the_same(tmp_path: Path, number: signal.Signals) -> None:
    with until_told_to_end() as ended:
        with suppress(KeyboardInterrupt):  # as in a destructor
            signal.raise_signal(number)
        assert list(follow([tmp_path], but=tmp_path / "kg", known={}, ended=ended)) == []


@contextmanager
def watching(documents: Path, kg: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [*zhimai_command(), "build", str(documents), "--out", str(kg), "--watch", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "first.txt").write_text("周密谈数据\n\n南开大学教授周密认为数据要素要流动起来。", encoding="utf-8")
    return folder


def test_every_update_has_a_line_and_gives_a_clean_build(documents: Path, tmp_path: Path, zhimai: Run) -> None:
    kg = tmp_path / "kg"

    def is_clean() -> bool:
        build([documents], tmp_path / "clean")
        return (kg / "kg.db").read_bytes() == (tmp_path / "clean" / "kg.db").read_bytes()

    with watching(documents, kg) as process:
        while not line(process).startswith("hash"):
            pass
        assert process.stderr is not None
        assert process.stderr.readline() == f"zhimai: watching {documents}; Ctrl-C ends it\n"

        (documents / "signed.txt").write_text(SIGNED, encoding="utf-8")
        assert "signed.txt added: entities +" in (told := line(process))
        assert "; 2 documents, " in told
        assert is_clean()

        (documents / ".signed.tmp").write_text(MORE, encoding="utf-8")
        (documents / ".signed.tmp").replace(documents / "signed.txt")
        assert "signed.txt changed: entities +" in line(process)
        assert is_clean()

        (documents / "broken.pdf").write_bytes(bytes(range(256)) * 9)
        assert "broken.pdf added: the graph is the same" in line(process)
        assert process.stderr.readline().startswith("zhimai: failed: broken.pdf: ")

        (documents / "judgements.tsv").write_text("dropp\t陈雨露\n", encoding="utf-8")
        told = process.stderr.readline()
        assert told.startswith("zhimai: judgements.tsv added: judgements.tsv:1: verdict 'dropp' is unknown")
        (documents / "judgements.tsv").write_text("drop\t陈雨露\n", encoding="utf-8")
        assert "judgements.tsv added: entities +0 -1" in line(process)
        assert is_clean()

        (documents / "signed.txt").unlink()
        (documents / "broken.pdf").unlink()
        assert "broken.pdf and signed.txt removed: entities +0 -" in line(process)
        assert is_clean()

        other = zhimai("build", documents, "--out", kg)
        assert (other.returncode, other.stdout) == (2, "")
        assert "another build is writing here" in other.stderr

        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert process.stderr.read() == ""
    assert zhimai("build", documents, "--out", kg).returncode == 0


def test_json_is_a_line_for_each_graph_and_strict_counts_at_the_end(documents: Path, tmp_path: Path) -> None:
    with watching(documents, tmp_path / "kg", "--json", "--strict") as process:
        first = json.loads(line(process))
        assert first["documents"]["read"] == 1
        (documents / "broken.pdf").write_bytes(bytes(range(256)) * 9)
        second = json.loads(line(process))
        assert second["update"]["files"] == {"added": [str(documents / "broken.pdf")], "changed": [], "removed": []}
        assert second["update"]["facts"] == {"added": 0, "removed": 0, "changed": 0}
        assert (second["hash"], second["documents"]["failed"]) == (first["hash"], 1)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 1


def test_a_watch_that_cannot_begin_ends_with_one_line(tmp_path: Path, zhimai: Run) -> None:
    result = zhimai("build", tmp_path / "nowhere", "--out", tmp_path / "kg", "--watch")
    assert result.returncode == 2
    assert result.stderr == f"zhimai: {tmp_path / 'nowhere'}: no such file or folder\n"

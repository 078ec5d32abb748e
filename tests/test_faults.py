"""What goes wrong around a build never breaks a graph: kill -9, a full disk, readers while it is rebuilt.

ZHIMAI_KILLS=200 kills that many builds; without it only a few, spread over the length of a build.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

import pytest

from graph.build import build
from graph.check import check_kept
from graph.errors import GraphError, UsageError
from graph.keep.reader import Graph
from tests.conftest import SAMPLES, zhimai_command

KILLS = int(os.environ.get("ZHIMAI_KILLS", "3"))


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """The sample articles, in a folder that may be changed."""
    shutil.copytree(SAMPLES, tmp_path / "documents")
    return tmp_path / "documents"


def change(documents: Path, number: int) -> None:
    """Make the next build another one: an article changes, and another one comes or goes."""
    (documents / "changing.txt").write_text(f"三地签约\n\n北京市与天津市签署{number}项合作协议。", encoding="utf-8")
    lone = documents / "coming.txt"
    if number % 2:
        lone.write_text("两校共建\n\n天津大学与河北工业大学共建联合实验室。", encoding="utf-8")
    else:
        lone.unlink(missing_ok=True)


def started(documents: Path, kg: Path) -> subprocess.Popen[bytes]:
    command = [*zhimai_command(), "build", str(documents), "--out", str(kg), "--jobs", "1"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def faults(kg: Path) -> list[str]:
    return [fault for check in check_kept(kg) for fault in check.faults]


def test_killed_builds_leave_a_whole_graph(documents: Path, tmp_path: Path) -> None:
    kg = tmp_path / "kg"
    build([documents], kg, jobs=1)
    begun = time.monotonic()
    assert started(documents, kg).wait() == 0
    length = time.monotonic() - begun
    moments = random.Random(4)
    for number in range(KILLS):
        change(documents, number)
        shutil.rmtree(tmp_path / "clean", ignore_errors=True)
        new = build([documents], tmp_path / "clean", jobs=1).hash
        with Graph(kg) as graph:
            old = graph.hash
        if number % 3 == 0:
            (kg / "cache.db").unlink(missing_ok=True)  # so that some are killed while they extract
        running = started(documents, kg)
        time.sleep(moments.uniform(0.1, 1.1) * length)
        running.send_signal(signal.SIGKILL)
        running.wait()
        with Graph(kg) as graph:
            assert graph.hash in (old, new)
        assert faults(kg) == []
        if number % 2:
            assert build([documents], kg, jobs=1).hash == new
            assert (kg / "kg.db").read_bytes() == (tmp_path / "clean" / "kg.db").read_bytes()


def test_a_killed_watch_leaves_a_whole_graph(documents: Path, tmp_path: Path) -> None:
    kg = tmp_path / "kg"
    build([documents], kg, jobs=1)
    moments = random.Random(5)
    for number in range(KILLS):
        with Graph(kg) as graph:
            old = {graph.hash}
        command = [*zhimai_command(), "build", str(documents), "--out", str(kg), "--watch", "--json"]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert running.stdout is not None
        old.add(json.loads(running.stdout.readline())["hash"])
        change(documents, number)
        time.sleep(moments.uniform(0.5, 1.5))
        running.send_signal(signal.SIGKILL)
        running.communicate()
        new = build([documents], tmp_path / "clean", jobs=1).hash
        with Graph(kg) as graph:
            assert graph.hash in {*old, new}
        assert faults(kg) == []
    build([documents], kg, jobs=1)
    assert (kg / "kg.db").read_bytes() == (tmp_path / "clean" / "kg.db").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="sets a limit that only POSIX systems have")
@pytest.mark.parametrize("blocks", [8, 200])
def test_a_full_disk_is_one_clear_line_and_the_graph_stays(documents: Path, tmp_path: Path, blocks: int) -> None:
    kg = tmp_path / "kg"
    (tmp_path / "one.txt").write_text("三地签约\n\n北京市与天津市签署合作协议。", encoding="utf-8")
    old = build([tmp_path / "one.txt"], kg, jobs=1).hash
    limited = f"ulimit -f {blocks}; exec '{zhimai_command()[0]}' build '{documents}' --out '{kg}' --jobs 1"
    full = subprocess.run(["sh", "-c", limited], capture_output=True, text=True, check=False)
    assert full.returncode == 2
    assert full.stderr.startswith("zhimai: ")
    assert "cannot be" in full.stderr
    assert len(full.stderr.splitlines()) == 1
    with Graph(kg) as graph:
        assert graph.hash == old
    assert build([documents], kg, jobs=1).hash != old
    assert faults(kg) == []


def test_of_two_builds_at_once_one_is_told_to_wait_and_the_graph_is_whole(documents: Path, tmp_path: Path) -> None:
    """Both may finish, where the second begins when the first is done."""
    kg = tmp_path / "kg"
    clean = build([documents], tmp_path / "clean", jobs=1).hash
    command = [*zhimai_command(), "build", str(documents), "--out", str(kg), "--jobs", "1"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    ended = sorted((process.wait(), *process.communicate()) for process in both)
    assert ended[0][0] == 0
    code, _, said = ended[1]
    if code != 0:
        assert code == 2
        assert said == f"zhimai: {kg}: another build is writing here; wait for it or choose another --out\n"
    with Graph(kg) as graph:
        assert graph.hash == clean
    assert faults(kg) == []
    assert sorted(path.name for path in kg.iterdir()) == ["build.lock", "cache.db", "kg.db"]


def test_a_builder_that_only_looks_at_the_lock_keeps_nobody_out(documents: Path, tmp_path: Path) -> None:
    """As one does that comes at the same moment and is refused: of two at once, one builds."""
    kg = tmp_path / "kg"
    kg.mkdir()
    other = sqlite3.connect(kg / "build.lock", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN")
    other.execute("SELECT * FROM sqlite_master").fetchall()
    release = threading.Timer(0.05, other.rollback)
    release.start()
    try:
        assert build([documents], kg, jobs=1).documents > 0
    finally:
        release.join()
        other.close()


def test_builds_that_meet_in_one_process_are_kept_apart(documents: Path, tmp_path: Path) -> None:
    """The second one begins while the first extracts: it is refused for sure, and disturbs nothing."""
    kg = tmp_path / "kg"
    refused: list[str] = []

    def meet(step: str, done: int, total: int) -> None:
        if step == "extracting" and done == 1:
            with pytest.raises(UsageError, match="another build is writing here") as caught:
                build([documents], kg, jobs=1)
            refused.append(str(caught.value))

    first = build([documents], kg, jobs=1, progress=meet)
    assert len(refused) == 1
    assert first.hash == build([documents], tmp_path / "clean", jobs=1).hash
    assert faults(kg) == []


def test_a_reader_never_sees_a_mixture(documents: Path, tmp_path: Path) -> None:
    kg = tmp_path / "kg"
    hashes = {build([documents], kg, jobs=1).hash}
    stop = threading.Event()
    seen: set[str] = set()
    wrong: list[str] = []

    def read() -> None:
        while not stop.is_set():
            try:
                with Graph(kg) as graph:
                    stats = graph.stats()
                    if stats.facts != sum(1 for _ in graph.all_facts()):
                        wrong.append(graph.hash)
                    seen.add(graph.hash)
            except GraphError as error:
                if "rebuilt" not in str(error):
                    wrong.append(str(error))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(4):
            change(documents, number)
            hashes.add(build([documents], kg, jobs=1).hash)
    finally:
        stop.set()
        reader.join()
    assert wrong == []
    assert seen <= hashes

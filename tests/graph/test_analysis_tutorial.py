"""The tutorial, word for word: every command and snippet runs, in one folder, in order."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from api.cli import main
from tests.conftest import ROOT, SAMPLES

FOLDER = ROOT / "graph" / "analysis"
BLOCKS = re.findall(
    r"^```(sh|python)\n(.*?)^```$", (FOLDER / "tutorial.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
)
MADE = (
    "brokers.csv",
    "tables/facts.parquet",
    "circles.svg",
    "institute.png",
    "timeline.pdf",
    "report.html",
    "graph.gexf",
)


def test_the_tutorial_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(SAMPLES, tmp_path / "graph" / "samples")
    monkeypatch.chdir(tmp_path)
    for language, block in BLOCKS:
        capsys.readouterr()
        if language == "python":
            exec(compile(block, "tutorial.md", "exec"), {"__name__": "tutorial"})
            assert capsys.readouterr().out, block
            continue
        for line in block.splitlines():
            program, *arguments = shlex.split(line)
            assert program == ".venv/bin/zhimai"
            assert main(arguments) == 0, line
    assert [name for name in MADE if not (tmp_path / name).is_file()] == []


def test_the_tutorial_links_to_what_is_there() -> None:
    for name in ("tutorial.md", "measures.md"):
        links = re.findall(r"\]\(([^)]+)\)", (FOLDER / name).read_text("utf-8"))
        assert [link for link in links if "://" not in link and not (FOLDER / link).exists()] == []


def test_every_measure_is_explained() -> None:
    from graph.analysis.measures import MEASURES  # noqa: PLC0415 - one test needs it

    text = (FOLDER / "measures.md").read_text("utf-8")
    assert [measure for measure in MEASURES if measure not in text] == []

"""Same input, same bytes: whatever the order of files, the number of workers and the hash seed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Run
from tests.exports import FILES


def built(zhimai: Run, kg: Path, *arguments: object, **environment: str) -> dict[str, bytes]:
    """All exports of a build, by format."""
    result = zhimai("build", *arguments, "--out", kg, **environment)
    assert result.returncode == 0, result.stderr
    for format_ in FILES:
        result = zhimai("export", kg, "--format", format_, "--output", kg / format_, **environment)
        assert result.returncode == 0, result.stderr
    return {format_: (kg / format_).read_bytes() for format_ in FILES}


@pytest.fixture(scope="module")
def first(zhimai: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(zhimai, tmp_path_factory.mktemp("first") / "kg", SAMPLES, "--jobs", 1, PYTHONHASHSEED="1")


def test_workers_hash_seed_and_file_order_change_nothing(zhimai: Run, tmp_path: Path, first: dict[str, bytes]) -> None:
    files = sorted(SAMPLES.iterdir(), reverse=True)
    other = built(zhimai, tmp_path / "kg", *files, "--jobs", 2, PYTHONHASHSEED="4242")
    assert [format_ for format_ in FILES if other[format_] != first[format_]] == []


def test_the_place_of_the_documents_changes_nothing(zhimai: Run, tmp_path: Path, first: dict[str, bytes]) -> None:
    shutil.copytree(SAMPLES, tmp_path / "另一个 地方")
    other = built(zhimai, tmp_path / "kg", tmp_path / "另一个 地方", PYTHONHASHSEED="7")
    assert [format_ for format_ in FILES if other[format_] != first[format_]] == []


def test_the_same_article_twice_is_kept_once_and_noted(zhimai: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("三地签约\n\n北京市与天津市签署合作协议。", encoding="utf-8")
    result = zhimai("build", tmp_path, "--out", tmp_path / "kg", "--strict")
    assert result.returncode == 1
    assert "b.txt: the same article as a.txt" in result.stderr

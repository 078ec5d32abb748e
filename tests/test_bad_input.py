"""What users do wrong: one clear line each, the rest goes on, and the exit code says how it went."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

from tests.conftest import Run

GOOD = "三地签约\n\n10月8日，北京市人民政府与天津市人民政府在天津签署合作协议。\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with one good document, whose name is Chinese and has a blank."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "十月 新闻.txt").write_text(GOOD, encoding="utf-8")
    return folder


BAD_FILES = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 64,
    "yaml.md": "---\ntitle: [三地\n---\n今天签约。\n".encode(),
    "broken.pdf": b"%PDF-1.4\nnothing else",
    "lines.jsonl": b'{"id": "1", "text": \n',
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_named_in_one_line_and_the_rest_goes_on(zhimai: Run, news: Path, name: str) -> None:
    (news / name).write_bytes(BAD_FILES[name])
    result = zhimai("build", news, "--out", news.parent / "kg", "--json")
    assert result.returncode == 0
    summary = json.loads(result.stdout)
    assert summary["documents"]["read"] >= 1
    ledger = json.loads(zhimai("build", news, "--out", news.parent / "kg", "--json").stdout)["ledger"]
    assert any(entry["stage"] == "read" for entry in ledger)
    if summary["problems"]:
        assert name in result.stderr
        assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["empty.txt", "binary.txt", "broken.pdf"])
def test_strict_makes_a_bad_file_exit_code_one(zhimai: Run, news: Path, name: str) -> None:
    (news / name).write_bytes(BAD_FILES[name])
    assert zhimai("build", news, "--out", news.parent / "kg", "--strict").returncode == 1


def test_strict_with_good_files_is_exit_code_zero(zhimai: Run, news: Path) -> None:
    result = zhimai("build", news, "--out", news.parent / "kg", "--strict")
    assert (result.returncode, result.stderr) == (0, "")


def unusable(zhimai: Run, *arguments: object) -> str:
    """The one line that an unusable call gets."""
    result = zhimai(*arguments)
    assert result.returncode == 2, result.stdout
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1, result.stderr
    return result.stderr


def test_missing_path(zhimai: Run, tmp_path: Path) -> None:
    assert "missing" in unusable(zhimai, "build", tmp_path / "missing", "--out", tmp_path / "kg")


def test_folder_without_documents(zhimai: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "nothing to read" in unusable(zhimai, "build", tmp_path / "empty", "--out", tmp_path / "kg")


def test_out_that_is_a_file(zhimai: Run, news: Path) -> None:
    (news.parent / "kg").write_text("a letter")
    assert "is a file" in unusable(zhimai, "build", news, "--out", news.parent / "kg")


def test_base_that_is_no_iri(zhimai: Run, news: Path) -> None:
    assert "base" in unusable(zhimai, "build", news, "--out", news.parent / "kg", "--base", "things")


@pytest.mark.parametrize("command", [["show", "刘桂平"], ["export"], ["centrality"], ["serve"]])
def test_directory_that_is_no_graph(zhimai: Run, tmp_path: Path, command: list[str]) -> None:
    name, *rest = command
    assert "no graph" in unusable(zhimai, name, tmp_path, *rest)


def test_damaged_graph(zhimai: Run, tmp_path: Path) -> None:
    (tmp_path / "kg.db").write_bytes(b"this is no database" * 500)
    assert "kg.db" in unusable(zhimai, "show", tmp_path, "刘桂平")


def test_port_in_use(zhimai: Run, sample_kg: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert str(port) in unusable(zhimai, "serve", sample_kg, "--port", port)


def test_unknown_name_suggests_the_closest(zhimai: Run, sample_kg: Path) -> None:
    assert "刘桂平" in unusable(zhimai, "show", sample_kg, "刘贵平")


def test_export_to_a_folder_that_is_not_there(zhimai: Run, sample_kg: Path, tmp_path: Path) -> None:
    assert "missing" in unusable(zhimai, "export", sample_kg, "--output", tmp_path / "missing" / "graph.ttl")


@pytest.mark.parametrize(
    "call",
    [
        ["build"],
        ["build", "x"],
        ["build", "x", "--out", "kg", "--jobs", "0"],
        ["export", "kg", "--format", "docx"],
        ["serve", "kg", "--port", "70000"],
        ["centrality", "kg", "--top", "-3"],
        ["nonsense"],
        [],
    ],
    ids=" ".join,
)
def test_call_that_cannot_be_understood(zhimai: Run, call: list[str]) -> None:
    result = zhimai(*call)
    assert result.returncode == 2
    assert "usage: zhimai" in result.stderr


def test_a_very_long_text_is_read_like_any_other(zhimai: Run, news: Path) -> None:
    """ZHIMAI_SLOW=1 takes fifty megabytes, which take some minutes."""
    sentence = "三地的产业在码头上连成一体，企业在家门口就能谈业务。"
    megabytes = 50 if os.environ.get("ZHIMAI_SLOW") else 1
    (news / "long.txt").write_text(sentence * (megabytes * 1_000_000 // len(sentence.encode())), encoding="utf-8")
    result = zhimai("build", news, "--out", news.parent / "kg", "--json", timeout=1200)
    assert (result.returncode, result.stderr) == (0, "")
    summary = json.loads(result.stdout)
    assert summary["documents"]["read"] == 2
    assert summary["megabytes"] > 0.99 * megabytes

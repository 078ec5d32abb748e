"""Folders -> the files in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.read import find_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "2024" / ".drafts").mkdir(parents=True)
    for name in ("b.txt", "2024/a.txt", "2024/.hidden.txt", "2024/.drafts/c.txt"):
        (folder / name).write_text("南开大学", encoding="utf-8")
    return folder


def names(folder: Path) -> list[str]:
    return [file.name for file in find_files([folder])]


def test_files_below_a_folder_come_by_name_without_hidden_ones(folder: Path) -> None:
    assert names(folder) == ["2024/a.txt", "b.txt"]


def test_a_link_to_a_file_elsewhere_is_read_and_one_to_a_file_beside_it_is_not(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("天津大学", encoding="utf-8")
    (folder / "far.txt").symlink_to(tmp_path / "other.txt")
    (folder / "near.txt").symlink_to(folder / "b.txt")
    assert names(folder) == ["2024/a.txt", "b.txt", "far.txt"]


def test_links_to_folders_to_nothing_and_to_themselves_are_passed_by(folder: Path) -> None:
    (folder / "up").symlink_to(folder, target_is_directory=True)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    assert names(folder) == ["2024/a.txt", "b.txt"]

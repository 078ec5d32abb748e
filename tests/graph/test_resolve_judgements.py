"""judgements.tsv: what it may say, and what is wrong with a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import RuleError
from graph.resolve import find_judgements, read_judgements


def read(folder: Path, text: str) -> list[str]:
    file = folder / "judgements.tsv"
    file.write_text(text, encoding="utf-8")
    return [judgement.line for judgement in read_judgements([file])]


def test_lines_come_back_as_they_are_written(tmp_path: Path) -> None:
    lines = ["same\t天开园\t天开高教科创园\tthe site says so\t李静\t2024-05-20", "drop\t有关部门"]
    assert read(tmp_path, "# decided in May\n\n" + "\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("alike\t甲\t乙", "judgements.tsv:1: verdict 'alike' is unknown; use one of same, different"),
        ("same\t甲", "judgements.tsv:1: 'same' needs a second name"),
        ("drop", "judgements.tsv:1: the name is missing"),
        ("type\t甲\tPlanet", "judgements.tsv:1: 'Planet' is no class of the ontology"),
        ("same\t甲\t乙\t\t\t\t多", "judgements.tsv:1: has 7 columns"),
        (
            "same\t甲\t乙\nsame\t乙\t丙\ndifferent\t甲\t丙",
            r"tsv:3: .*甲 = 乙 \(judgements.tsv:1\), 乙 = 丙 \(judgements",
        ),
        ("different\t甲\t乙\nsame\t乙\t甲", "judgements.tsv:1: .*judgements.tsv:2"),
        ("different\t甲\t甲", "judgements.tsv:1: .*the same by their spelling"),
        ("name\t甲\t乙\nname\t甲\t丙", "judgements.tsv:2: the name of 甲 is 丙 here and 乙 in judgements.tsv:1"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        read(tmp_path, text)


def test_judgements_lie_beside_the_documents(tmp_path: Path) -> None:
    read(tmp_path, "drop\t有关部门")
    (tmp_path / "a.txt").write_text("标题", encoding="utf-8")
    assert find_judgements([tmp_path]) == find_judgements([tmp_path / "a.txt"]) == [tmp_path / "judgements.tsv"]
    inner = tmp_path / "other" / "inner"
    inner.mkdir(parents=True)
    assert find_judgements([tmp_path / "other"]) == []
    read(inner, "drop\t有关部门")
    assert find_judgements([tmp_path / "other"]) == [inner / "judgements.tsv"]

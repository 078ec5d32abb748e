"""Terms of office: from when and until when, as the words say, and what sources say differently of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.build import build
from graph.conflicts import find_conflicts
from graph.keep.reader import Graph
from tests.graph.extracted import extracted

HEAD = "---\ntitle: {title}\ndate: {date}\npublisher: 海河观察\n---\n{text}\n"


@pytest.mark.parametrize(
    ("text", "since", "until", "former"),
    [
        ("周文博2019年起任南开大学副校长。", "2019", "", False),
        ("王磊自2020年3月起担任天津市市长。", "2020-03", "", False),
        ("周文博2015年至2020年担任天津市科学技术局局长。", "2015", "2020", True),
        ("李向东2016年3月至6月担任河北工业大学校长。", "2016-03", "2016-06", True),
        ("孟凡舟于2021年卸任天津市科学技术局局长。", "", "2021", True),
        ("孟凡舟2021年不再担任天津市科学技术局局长。", "", "2021", True),
        ("赵明远担任河北省科学技术厅厅长（2016—2020年）。", "2016", "2020", True),
        ("孟凡舟二〇一八年至今任天津市科学技术局局长。", "2018", "", False),
        ("2023年4月，赵明远任天津大学校长。", "2023-04", "", False),
        ("2023年4月8日，赵明远出任天津大学校长。", "2023-04-08", "", False),
    ],
)
def test_the_words_tell_the_term(text: str, since: str, until: str, former: bool) -> None:
    extraction = extracted(text)
    [post] = [claim for claim in extraction.claims if claim.relation == "holdsPost"]
    told = post.qualifiers
    assert (told.get("validFrom", ""), told.get("validUntil", "")) == (since, until)
    assert ("former" in told) is former


@pytest.mark.parametrize(
    "text",
    [
        "2015年，时任天津市市长王磊出席论坛。",
        "2月2日，天津市市长王磊到社区调研。",
        "赵明远2020年获奖，现任天津大学校长。",
        "赵明远2020年13月起任天津大学校长。",
        "赵明远2020年至2016年任天津大学校长。",
        "2020年以来经济向好。天津大学校长赵明远任会议主席。",
    ],
)
def test_a_year_that_is_no_term(text: str) -> None:
    for claim in extracted(text).claims:
        assert not claim.qualifiers.keys() & {"validFrom", "validUntil"}


def test_the_words_of_the_fact_hold_its_dates() -> None:
    text = "天津市市长王磊到社区调研。王磊自2020年3月起担任天津市市长，此前任河北省科学技术厅厅长（2016—2020年）。"
    words = [text[c.start : c.end] for c in extracted(text).claims if c.relation == "holdsPost"]
    assert words == ["2020年3月起担任天津市市长", "河北省科学技术厅厅长（2016—2020年）"]


def conflicts(folder: Path, *articles: tuple[str, str]) -> list[tuple[str, str]]:
    for number, (date, text) in enumerate(articles):
        (folder / f"{number}.md").write_text(HEAD.format(title=f"第{number}篇", date=date, text=text), "utf-8")
    build([folder], folder.parent / "kg", jobs=1)
    with Graph(folder.parent / "kg") as graph:
        return [(conflict.kind, conflict.about) for conflict in find_conflicts(graph)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    return tmp_path / "articles"


def test_two_years_for_one_term_are_a_conflict(folder: Path) -> None:
    found = conflicts(
        folder,
        ("2024-03-01", "赵明远2019年起任天津大学校长。"),
        ("2024-04-01", "赵明远2020年起任天津大学校长。"),
    )
    assert found == [("terms", "赵明远 天津大学 校长")]


def test_who_follows_is_no_conflict(folder: Path) -> None:
    found = conflicts(
        folder,
        ("2024-03-01", "赵明远2015年至2020年担任天津大学校长。"),
        ("2024-04-01", "孟凡舟2020年起任天津大学校长。"),
    )
    assert found == []


def test_two_heads_in_the_same_years_are_a_conflict(folder: Path) -> None:
    found = conflicts(
        folder,
        ("2024-03-01", "赵明远2015年至2020年担任天津大学校长。"),
        ("2024-04-01", "孟凡舟2018年至2022年担任天津大学校长。"),
    )
    assert found == [("two holders", "天津大学 校长")]

"""zhimai why and zhimai review: reasons shown, doubts decided, decisions kept over a rebuild."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from graph.build import build
from graph.keep.reader import Graph
from tests.conftest import Run, zhimai_command

ARTICLES = {
    "1.md": "---\ntitle: 数据工作会议\ndate: 2024-03-04\n---\n天津市发展和改革委员会召开会议。"
    "市发改委主任孟凡舟出席并讲话。",
    "2.md": "---\ntitle: 实验室揭牌\ndate: 2024-03-05\n---\n天津大学教授周密出席揭牌仪式。",
    "3.md": "---\ntitle: 讲座\ndate: 2024-03-06\n---\n南开大学教授周密介绍了研究成果。",
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of documents."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def kg(news: Path) -> Path:
    """Their graph."""
    build([news], news.parent / "kg", jobs=1)
    return news.parent / "kg"


def review(kg: Path, news: Path, answers: str) -> str:
    command = [*zhimai_command(), "review", kg, "--documents", news, "--author", "李静", "--date", "2024-05-20"]
    done = subprocess.run(command, input=answers, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_why_shows_the_rule_its_weight_and_the_document(zhimai: Run, kg: Path) -> None:
    shown = zhimai("why", kg, "市发改委")
    assert shown.returncode == 0
    assert "organization/天津市发展和改革委员会" in shown.stdout
    assert "天津市发展和改革委员会 = 市发改委  short-form-in-document 0.80  — 数据工作会议" in shown.stdout


def test_why_shows_what_spoke_against(zhimai: Run, kg: Path) -> None:
    shown = zhimai("why", kg, "person/周密").stdout
    assert "周密 ≠ 周密  person-clues" in shown
    assert "(person/周密~南开大学)" in shown
    assert "against: posts at different universities" in shown
    [told] = json.loads(zhimai("why", kg, "person/周密", "--json").stdout)
    assert told["apart"][0]["against"] == "posts at different universities"


def test_an_answer_is_written_and_obeyed_by_the_next_build(kg: Path, news: Path) -> None:
    assert "1 of 1 decided" in review(kg, news, "s the same person says the school\n")
    written = (news / "judgements.tsv").read_text("utf-8")
    names = "周密~天津大学\t周密~南开大学"
    assert written == f"same\t{names}\tthe same person says the school\t李静\t2024-05-20\n"
    for _ in range(2):
        build([news], kg, jobs=1)
        with Graph(kg) as graph:
            assert [entity.id for entity in graph.named("周密")] == ["person/周密"]
    assert "0 of 0 decided" in review(kg, news, "")


def test_a_wrong_answer_is_asked_again_and_an_empty_one_changes_nothing(kg: Path, news: Path) -> None:
    assert "'x' is no answer" in review(kg, news, "x\n\n")
    assert not (news / "judgements.tsv").exists()


def test_the_list_asks_nothing(zhimai: Run, kg: Path, news: Path) -> None:
    shown = zhimai("review", kg, "--documents", news, "--list")
    assert "1/1  周密~天津大学  |  周密~南开大学  kept apart" in shown.stdout
    assert zhimai("review", kg, "--documents", news / "nowhere").returncode == 2


def test_a_wikidata_id_of_an_own_lexicon_is_exported_as_the_same_thing(zhimai: Run, news: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("天津大学\tOrganization\tUniversity\t\twikidata:Q1051560\n", encoding="utf-8")
    build([news], tmp_path / "kg", jobs=1, lexicons=[own])
    for format_ in ("turtle", "nquads", "jsonld"):
        shown = zhimai("export", tmp_path / "kg", "--format", format_).stdout
        assert "http://www.wikidata.org/entity/Q1051560" in shown
        assert shown.count("sameAs") == 1


def test_posts_of_an_official_who_moves_stand_in_the_order_of_time(zhimai: Run, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(
        "---\ntitle: 后来\ndate: 2025-01-09\n---\n天津市科学技术局局长孟凡舟到河北工业大学调研。", encoding="utf-8"
    )
    (tmp_path / "a.md").write_text(
        "---\ntitle: 先前\ndate: 2023-03-04\n---\n天津市发展和改革委员会主任孟凡舟出席会议。", encoding="utf-8"
    )
    build([tmp_path], tmp_path / "kg", jobs=1)
    shown = zhimai("why", tmp_path / "kg", "孟凡舟").stdout
    first, second = (
        shown.index("2023-03-04  天津市发展和改革委员会 主任"),
        shown.index("2025-01-09  天津市科学技术局 局长"),
    )
    assert first < second

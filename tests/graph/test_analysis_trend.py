"""Change over time: periods of facts, a measure in each, and two periods side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import graph
from api.cli import main
from graph.analysis.periods import dated_facts, is_between, period_of
from graph.analysis.selection import Selection
from graph.analysis.trend import compare, trend
from graph.document import Document
from graph.entity import Entity, Evidence, Fact
from graph.errors import UsageError
from graph.keep.reader import Graph
from graph.keep.writer import write_graph

TEXT = "海河大学与天河研究院共建海河实验室。"


def document(date: str) -> Document:
    return Document("", date, "", "", (), TEXT, f"{date}.txt", 0, "text", "utf-8", ())


FIRST, SECOND = document("2022-03-04"), document("2023-08-09")
THINGS = ("海河大学", "天河研究院", "海河实验室", "渤海研究院")


def built(number: int, partner: str, source: Document, **qualifiers: str) -> Fact:
    evidence = Evidence(source.id, 0, len(TEXT), TEXT, "cobuilt")
    ends = (f"organization/{partner}", "coBuilt", "organization/海河实验室")
    return Fact(f"{number:016x}", *ends, qualifiers, 0.9, (evidence,))


FACTS = (
    built(1, "海河大学", FIRST),
    built(2, "天河研究院", FIRST),
    built(3, "海河大学", SECOND, amount="1"),
    built(4, "渤海研究院", SECOND),
)


@pytest.fixture
def kg(tmp_path: Path) -> Iterator[Graph]:
    entities = [Entity(f"organization/{name}", "Organization", "Organization", name) for name in THINGS]
    write_graph(tmp_path, documents=(FIRST, SECOND), entities=entities, facts=FACTS, indicators=(), ledger=(), meta={})
    with graph.load(tmp_path) as opened:
        yield opened


def test_without_other_dates_that_of_the_article_counts(kg: Graph) -> None:
    assert next((one.dates, one.source) for one in dated_facts(kg)) == (("2022-03-04",), "publication")


def test_each_period_is_a_network_of_its_own(kg: Graph) -> None:
    found = trend(kg, "degree")
    assert (found.periods, found.links, found.undated) == (("2022", "2023"), (2, 2), 0)
    lines = {line.entity.name: line.values for line in found.lines}
    assert lines == {
        "海河实验室": (1.0, 1.0),
        "海河大学": (0.5, 0.5),
        "天河研究院": (0.5, None),
        "渤海研究院": (None, 0.5),
    }
    assert found.lines[0].entity.name == "海河实验室"


def test_quarters(kg: Graph) -> None:
    assert trend(kg, by="quarter").periods == ("2022-Q1", "2023-Q3")
    assert period_of("2023-12-31", "quarter") == "2023-Q4"


def test_two_periods_show_who_entered_who_left_and_what_was_built(kg: Graph) -> None:
    found = compare(kg, ("2022", "2022"), ("2023", "2023"))
    assert [change.entity.name for change in found.entered] == ["渤海研究院"]
    assert [change.entity.name for change in found.left] == ["天河研究院"]
    assert (found.rose, found.fell) == ((), ())
    assert [fact.id for fact in found.built] == [FACTS[3].id]


def test_a_selection_bounds_the_periods(kg: Graph) -> None:
    assert trend(kg, selection=Selection(since="2023")).periods == ("2023",)
    assert trend(kg, selection=Selection(relations=("issued",))).lines == ()


@pytest.mark.parametrize(
    ("date", "since", "until", "expected"),
    [
        ("2023-05-18", "2023-05", "2023-05", True),
        ("2023-05-18", "2023-06", "", False),
        ("2023", "2023-06", "", True),
        ("2023-05", "", "2022", False),
    ],
)
def test_a_coarse_date_is_in_a_period_that_it_may_lie_in(date: str, since: str, until: str, expected: bool) -> None:
    assert is_between(date, since, until) is expected


def test_the_command_line_prints_and_writes(kg: Graph, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trend", str(kg.path)]) == 0
    assert "pairs linked in 2022: 2, 2023: 2" in capsys.readouterr().out
    assert main(["trend", str(kg.path), "--compare", "2022", "2023-01..2023-12", "--json"]) == 0
    changes = json.loads(capsys.readouterr().out)
    assert [(row["change"], row["name"]) for row in changes][:2] == [("entered", "渤海研究院"), ("left", "天河研究院")]
    assert changes[-1]["name"] == "渤海研究院 coBuilt 海河实验室"
    assert main(["trend", str(kg.path), "--csv", str(tmp_path / "trend.csv")]) == 0
    assert (tmp_path / "trend.csv").read_text("utf-8-sig").splitlines()[0] == "id,name,kind,2022,2023"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["--by", "week"], "Choices: year, quarter, month"), (["--compare", "2022", "2023.."], "is no period")],
)
def test_a_wrong_call_is_one_line(
    kg: Graph, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["trend", str(kg.path), *arguments]) == 2
    assert message in capsys.readouterr().err


def test_what_is_no_date_is_refused(kg: Graph) -> None:
    with pytest.raises(UsageError, match="right is 2023"):
        compare(kg, ("2022", "2022"), ("soon", "2023"))

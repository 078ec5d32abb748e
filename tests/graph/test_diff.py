"""zhimai diff and zhimai conflicts: what changed between two graphs, and what the sources of one disagree about."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest

from graph.build import build
from graph.conflicts import find_conflicts, seen
from graph.diff import compare, write_patch
from graph.entity import Entity, Evidence, Fact
from graph.export import DEFAULT_BASE, write_turtle
from graph.keep.reader import Graph
from graph.keep.writer import write_graph
from tests.conftest import Run
from tests.graph.test_resolve import Article

OLD = {
    "a.txt": "三地签约\n\n北京市与天津市签署合作协议。",
    "b.txt": "校园新闻\n\n天津大学与河北工业大学共建联合实验室。",
}
NEW = {
    "a.txt": "三地签约\n\n北京市与河北省签署合作协议。",
    "c.txt": "研究院成立\n\n南开大学与天津医科大学共建海河健康研究院。",
}


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Before and after: a.txt was corrected, b.txt withdrawn, c.txt added."""
    place = tmp_path_factory.mktemp("diff")
    for name, articles in (("old", OLD), ("new", NEW)):
        (place / name).mkdir()
        for file, text in articles.items():
            (place / name / file).write_text(text, encoding="utf-8")
        build([place / name], place / f"{name}-kg", jobs=1)
    return place / "old-kg", place / "new-kg"


def test_documents_that_came_went_and_changed(graphs: tuple[Path, Path]) -> None:
    with Graph(graphs[0]) as old, Graph(graphs[1]) as new:
        found = compare(old, new)
    assert [(one.change, one.source) for one in found.documents] == [
        ("changed", "a.txt"), ("removed", "b.txt"), ("added", "c.txt"),
    ]  # fmt: skip


def test_every_fact_that_changed_names_its_document(graphs: tuple[Path, Path]) -> None:
    with Graph(graphs[0]) as old, Graph(graphs[1]) as new:
        found = compare(old, new)
    told = {(one.change, one.subject, one.relation, one.object): one.causes for one in found.facts}
    assert told["added", "南开大学", "coBuilt", "海河健康研究院"] == ("研究院成立",)
    assert [causes for (change, *_), causes in told.items() if change == "removed"].count(("校园新闻",)) >= 2
    assert all(causes for causes in told.values())


def test_a_graph_does_not_differ_from_itself(graphs: tuple[Path, Path]) -> None:
    with Graph(graphs[0]) as old, Graph(graphs[0]) as same:
        assert compare(old, same).empty


def test_the_patch_turns_the_one_into_the_other(graphs: tuple[Path, Path], tmp_path: Path) -> None:
    stores = []
    for path in graphs:
        store = pyoxigraph.Store()
        with Graph(path) as graph, (tmp_path / "out.ttl").open("wb") as stream:
            write_turtle(graph, stream, base=DEFAULT_BASE)
        store.load(path=str(tmp_path / "out.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
        stores.append(store)
    with Graph(graphs[0]) as old, Graph(graphs[1]) as new:
        stores[0].update("\n".join(write_patch(old, new)))
    assert set(stores[0]) == set(stores[1])


def test_the_command_line_tells_the_same(zhimai: Run, graphs: tuple[Path, Path]) -> None:
    text = zhimai("diff", *graphs)
    assert (text.returncode, text.stderr) == (1, "")
    assert "- document 校园新闻  (b.txt)" in text.stdout
    assert "    because of 研究院成立" in text.stdout
    assert {one["change"] for one in json.loads(zhimai("diff", *graphs, "--json").stdout)["facts"]} >= {"added"}
    assert zhimai("diff", *graphs, "--patch").stdout.startswith("DELETE DATA {\n")
    assert zhimai("diff", graphs[0], graphs[0]).returncode == 0


def fact(document: str, subject: str, relation: str, object_: str, **qualifiers: str) -> Fact:
    evidence = Evidence(document, 0, 1, "新", "made")
    return Fact(f"{document}{subject}{object_}", subject, relation, object_, qualifiers, 0.9, (evidence,))


@pytest.fixture
def disagreeing(tmp_path: Path) -> Path:
    """Two directors at one time, one who came later, and two founding years."""
    articles = [Article(f"新闻{number}", date=f"2024-0{number}-01").document for number in range(1, 5)]
    one, other, third, late = (article.id for article in articles)
    people = [Entity(f"person/{name}", "Person", "Person", name) for name in ("孟凡舟", "康志行", "白松涛")]
    bodies = [Entity(f"organization/{name}", "Organization", "Organization", name) for name in ("海河院", "渤海会")]
    facts = [
        fact(one, "person/孟凡舟", "holdsPost", "organization/海河院", title="院长"),
        fact(other, "person/康志行", "holdsPost", "organization/海河院", title="院长"),
        fact(late, "person/白松涛", "holdsPost", "organization/海河院", title="院长"),
        fact(one, "organization/渤海会", "established", "organization/海河院", date="1998"),
        fact(other, "organization/渤海会", "established", "organization/海河院", date="2001"),
    ]
    again = Evidence(third, 0, 1, "新", "made")
    first = facts[0]
    facts[0] = Fact(
        first.id, first.subject, first.relation, first.object, first.qualifiers, 0.9, (*first.evidence, again)
    )
    content = {"documents": articles, "entities": [*people, *bodies], "facts": facts, "indicators": (), "ledger": ()}
    write_graph(tmp_path / "kg", **content, meta={})  # type: ignore[arg-type]  # a mapping of all of them
    return tmp_path / "kg"


def test_both_sides_of_a_conflict_are_listed(disagreeing: Path) -> None:
    with Graph(disagreeing) as graph:
        found = {(one.kind, one.about): [side.says for side in one.sides] for one in find_conflicts(graph)}
    assert found == {("dates", "海河院"): ["1998", "2001"], ("two holders", "海河院 院长"): ["孟凡舟", "康志行"]}


def test_facts_are_first_and_last_seen_when_they_were_published(disagreeing: Path) -> None:
    with Graph(disagreeing) as graph:
        facts = graph.facts(subjects=["person/孟凡舟"])
        [span] = seen(graph, facts).values()
    assert (span.first, span.last) == ("2024-01-01", "2024-03-01")


def test_conflicts_are_printed_with_their_words(zhimai: Run, disagreeing: Path) -> None:
    shown = zhimai("conflicts", disagreeing)
    assert shown.returncode == 0
    assert "海河院: dates\n  1998  2024-01-01\n    “新”  — 新闻1" in shown.stdout
    assert "2 conflicts" in shown.stdout

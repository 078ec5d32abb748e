"""The report: one page, nothing from outside, tables and pictures, the same each time, safe with any name."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from api.cli import main
from graph.entity import Entity
from graph.keep.reader import Graph
from graph.keep.writer import write_graph
from graph.report.page import write_report


@pytest.fixture(scope="module")
def page(sample_kg: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("report") / "report.html"
    assert main(["report", str(sample_kg), "--out", str(out), "--title", "三地协同"]) == 0
    return out.read_text("utf-8")


class Tags(HTMLParser):
    """Collects what a page would load, and the text of headings."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.pictures = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("src", "href") and value:
                self.pictures += value.startswith("data:image/svg+xml;base64,")
                if not value.startswith("data:"):
                    self.loaded.append(value)


def test_the_page_loads_nothing_and_has_its_pictures(page: str) -> None:
    tags = Tags()
    tags.feed(page)
    assert tags.loaded == []
    assert tags.pictures == 5
    assert "url(" not in page
    assert "@import" not in page


def test_every_section_says_how_to_get_it_again(page: str) -> None:
    sections = re.findall(r"<section>.*?</section>", page, re.DOTALL)
    assert len(sections) == 7
    assert all("Again: <code>" in section for section in sections)


def test_tables_hold_the_figures(page: str) -> None:
    assert "<title>三地协同</title>" in page
    assert re.search(
        r'<td class="short">南开大学</td><td class="short">University</td><td class="number" data-value="0\.\d+">',
        page,
    )


def test_the_same_graph_gives_the_same_page_without_pictures(sample_graph: Graph) -> None:
    assert write_report(sample_graph) == write_report(sample_graph)


def test_names_cannot_break_out_of_the_page(tmp_path: Path) -> None:
    odd = Entity("person/x", "Person", "Person", "<script>alert(1)</script>")
    write_graph(tmp_path, documents=(), entities=[odd], facts=(), indicators=(), ledger=(), meta={})
    with Graph(tmp_path) as graph:
        page = write_report(graph, title="<b>")
    assert "<title>&lt;b&gt;</title>" in page
    assert "alert" not in page

"""Pictures: they hold the names, no label covers another, the same graph gives the same bytes."""

from __future__ import annotations

import re
from itertools import combinations
from math import dist
from pathlib import Path
from typing import Any

import pytest

from api.cli import main
from graph.analysis.extras import load_library
from graph.document import Document
from graph.entity import Entity, Evidence, Fact
from graph.keep.reader import Graph
from graph.keep.writer import write_graph
from graph.plot import canvas, charts, lettering, networks
from graph.plot.layout import Box, place_labels, place_things, spread

KINDS = {
    "ego": ("--name", "organization/南开大学"),
    "communities": (),
    "cobuilding": (),
    "timeline": (),
    "ranking": ("--measure", "degree"),
    "indicators": (),
}


@pytest.fixture(scope="module")
def font() -> str:
    return lettering.find_font()


def texts(figure: Any) -> list[str]:
    kind = load_library("matplotlib.text", needed_for="a test").Text
    return [found.get_text() for found in figure.findobj(kind) if found.get_text()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_from_the_command_line(sample_kg: Path, tmp_path: Path, font: str, kind: str) -> None:
    assert main(["plot", str(sample_kg), kind, *KINDS[kind], "--out", str(tmp_path / "picture.svg")]) == 0
    assert (tmp_path / "picture.svg").read_text("utf-8").rstrip().endswith("</svg>")


@pytest.mark.parametrize("suffix", [".svg", ".png"])  # .pdf as well; it takes long to cut the font
def test_the_same_graph_gives_the_same_picture(sample_graph: Graph, tmp_path: Path, font: str, suffix: str) -> None:
    for name in ("one", "two"):
        figure = networks.draw_communities(sample_graph, font=font, limit=25)
        canvas.save_figure(figure, tmp_path / f"{name}{suffix}", font=font)
    assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"two{suffix}").read_bytes()


def test_a_picture_names_what_it_shows(sample_graph: Graph, font: str) -> None:
    found = texts(networks.draw_ego(sample_graph, "organization/南开大学", font=font))
    assert found.count("南开大学") == 2
    assert {"Person", "Organization", "Event"} <= set(found)


def test_text_of_svg_is_outlines(sample_graph: Graph, tmp_path: Path, font: str) -> None:
    canvas.save_figure(charts.draw_timeline(sample_graph, font=font), tmp_path / "t.svg", font=font)
    svg = (tmp_path / "t.svg").read_text("utf-8")
    assert "<text" not in svg
    assert not re.search("http[^\"']*(font|css)", svg)


@pytest.mark.parametrize("size", [10, 500])
def test_no_disc_covers_another(size: int) -> None:
    box, radii = Box(60, 40, 1200, 900), [4.0 + place % 7 for place in range(size)]
    clique = [(one, two) for one in range(min(size, 30)) for two in range(one)]
    edges = [*clique, *((place, place // 9) for place in range(30, size))]
    places = spread(place_things(edges, [0] * size, box), radii, box)
    assert all(Box(x, y, x, y).is_inside(box) for x, y in places)
    for (one, r), (two, s) in combinations(zip(places, radii, strict=True), 2):
        assert dist(one, two) > r + s


def test_the_first_thing_has_its_label_in_a_crowd() -> None:
    around = [(400 + 12 * x, 300 + 12 * y) for x in range(-9, 10) for y in range(-9, 10) if (x, y) != (0, 0)]
    places = [(400.0, 300.0), *around]
    names = ["南开大学", *["学院"] * len(around)]
    labels = place_labels(places, [5.0] * len(places), names, [9.0] * len(places), Box(0, 0, 900, 640))
    assert labels[0].text == "南开大学"


def test_a_small_picture_of_communities_has_as_many_things_as_asked_for(sample_graph: Graph, font: str) -> None:
    figure = networks.draw_communities(sample_graph, font=font, limit=10)
    assert [text for text in texts(figure) if text.startswith("10 of ")]


@pytest.mark.parametrize("size", [10, 100])
def test_no_label_covers_another_or_a_thing(size: int) -> None:
    box = Box(0, 0, 900, 640)
    edges = [(place, place // 3) for place in range(1, size)]
    places = place_things(edges, [0] * size, Box(60, 40, 840, 600))
    assert all(Box(x, y, x, y).is_inside(box) for x, y in places)
    labels = place_labels(places, [6.0] * size, [f"第{place}研究院" for place in range(size)], [9.0] * size, box)
    assert len(labels) > size * 0.6
    rooms = [Box(one.x, one.y - 4, one.x + 30, one.y + 4) for one in labels]
    assert not [pair for pair in combinations(rooms, 2) if pair[0].overlaps(pair[1])]


def test_the_font_that_comes_with_zhimai_has_every_character_of_the_samples(sample_graph: Graph) -> None:
    words = "".join(name for entity in sample_graph.all_entities() for name in (entity.name, *entity.aliases))
    drawn = load_library("matplotlib.figure", needed_for="a test").Figure()
    drawn.text(0, 0, words)
    assert lettering.missing_characters(drawn, lettering.OWN) == ""


def test_characters_that_no_font_has_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rare = Entity("person/x", "Person", "Person", "张\U00030000")
    other = Entity("organization/y", "Organization", "Organization", "海河大学")
    document = Document("", "2024-01-01", "", "", (), "任校长。", "a.txt", 0, "text", "utf-8", ())
    fact = Fact("0" * 16, rare.id, "holdsPost", other.id, {}, 0.9, (Evidence(document.id, 0, 4, "任校长。", "post"),))
    kept = {"documents": [document], "entities": [rare, other], "facts": [fact], "indicators": (), "ledger": ()}
    write_graph(tmp_path, **kept, meta={})
    assert main(["plot", str(tmp_path), "ranking", "--out", str(tmp_path / "x.svg")]) == 0
    assert capsys.readouterr().err.startswith("note: no font here has \U00030000")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ego", "--out", "x.svg"), "--name NAME"),
        (("ego", "--name", "南开大学", "--out", "x.gif"), ".svg, .png, .pdf"),
        (
            ("communities", "--relations", "investedIn", "--since", "1990", "--until", "1991", "--out", "x.svg"),
            "choose others",
        ),
        (("indicators", "--measure", "不存在", "--out", "x.svg"), "with a period is in the graph"),
        (("timeline", "--font", "nothing.ttf", "--out", "x.svg"), "there is no such font file"),
    ],
)
def test_a_picture_that_cannot_be_is_one_line(
    sample_kg: Path, font: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    assert main(["plot", str(sample_kg), *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1

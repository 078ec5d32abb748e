"""The command line on good input: what it prints, for people and for programs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from graph.entity import Entity
from graph.keep.reader import Graph
from graph.keep.writer import write_graph
from tests.conftest import SAMPLES, Run

COMMANDS = ("build", "serve", "export", "show", "centrality", "demo")


@pytest.fixture
def two_of_one_name(tmp_path: Path) -> Path:
    """A graph with two persons called 周密."""
    people = [Entity(f"person/{id_}", "Person", "Person", "周密") for id_ in ("周密", "周密~南开大学")]
    write_graph(tmp_path / "kg", documents=[], entities=people, facts=[], indicators=[], ledger=[], meta={})
    return tmp_path / "kg"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_with_examples(zhimai: Run, command: str) -> None:
    shown = zhimai(command, "--help")
    assert shown.returncode == 0
    assert f"examples:\n  zhimai {command}" in shown.stdout
    assert command in zhimai("--help").stdout


def test_version(zhimai: Run) -> None:
    assert zhimai("version").stdout == zhimai("--version").stdout
    assert zhimai("version").stdout.startswith("zhimai 0.")


def test_build_prints_the_hash_that_the_graph_has(zhimai: Run, tmp_path: Path) -> None:
    built = zhimai("build", SAMPLES, "--out", tmp_path / "kg")
    assert (built.returncode, built.stderr) == (0, "")
    with Graph(tmp_path / "kg") as graph:
        assert graph.hash in built.stdout


def test_show_as_json_has_words_at_their_offsets(zhimai: Run, sample_kg: Path, sample_graph: Graph) -> None:
    [shown] = json.loads(zhimai("show", sample_kg, "刘桂平", "--json").stdout)
    assert shown["id"] == "person/刘桂平"
    evidence = [piece for fact in shown["facts"] for piece in fact["evidence"]]
    assert evidence
    for piece in evidence:
        [document] = sample_graph.documents([piece["document"]["id"]])
        assert document
        assert document.text[piece["start"] : piece["end"]] == piece["quote"]


def test_show_takes_an_id_too(zhimai: Run, sample_kg: Path) -> None:
    assert zhimai("show", sample_kg, "person/刘桂平").stdout == zhimai("show", sample_kg, "刘桂平").stdout


def test_show_lists_the_things_of_one_name(zhimai: Run, two_of_one_name: Path) -> None:
    shown = zhimai("show", two_of_one_name, "周密")
    assert shown.returncode == 0
    assert "person/周密  " in shown.stdout
    assert "person/周密~南开大学" in shown.stdout
    assert zhimai("show", two_of_one_name, "person/周密~南开大学").stdout.startswith("周密")


def test_export_writes_the_same_to_a_file_and_to_standard_output(zhimai: Run, sample_kg: Path, tmp_path: Path) -> None:
    printed = zhimai("export", sample_kg, "--format", "nquads", "--output", "-").stdout
    assert zhimai("export", sample_kg, "--format", "nquads", "--output", tmp_path / "graph.nq").returncode == 0
    assert (tmp_path / "graph.nq").read_text("utf-8") == printed


def test_base_of_the_build_is_that_of_the_export(zhimai: Run, tmp_path: Path) -> None:
    base = "https://data.example.org/id/"
    assert zhimai("build", SAMPLES / "seminar.md", "--out", tmp_path / "kg", "--base", base).returncode == 0
    turtle = zhimai("export", tmp_path / "kg").stdout
    assert base in turtle
    assert "w3id.org/zhimai/id/" not in turtle


def test_centrality_writes_a_table_that_spreadsheets_read(zhimai: Run, sample_kg: Path, tmp_path: Path) -> None:
    ranking = tmp_path / "ranking.csv"
    result = zhimai("centrality", sample_kg, "--measure", "degree", "--top", 5, "--csv", ranking)
    assert (result.returncode, result.stdout) == (0, "")
    assert ranking.read_bytes().startswith(b"\xef\xbb\xbf")
    with ranking.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 5
    assert rows[0]["name"] == "南开大学"
    assert float(rows[0]["degree"]) >= float(rows[4]["degree"])


def test_centrality_as_json_takes_only_the_types_asked_for(zhimai: Run, sample_kg: Path) -> None:
    ranking = json.loads(zhimai("centrality", sample_kg, "--type", "Person", "--top", 3, "--json").stdout)
    assert [row["type"] for row in ranking] == ["Person"] * 3

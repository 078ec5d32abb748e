"""zhimai analyze: tables, CSV, Parquet and JSON, the same each time."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet
import pytest

from tests.conftest import Run

FULL = ("--measures", "betweenness,pagerank,constraint", "--communities", "louvain")


def test_json_is_the_same_whatever_the_hash_seed(zhimai: Run, sample_kg: Path) -> None:
    first, second = (zhimai("analyze", sample_kg, *FULL, "--json", PYTHONHASHSEED=seed).stdout for seed in "12")
    assert first == second
    rows = json.loads(first)["rows"]
    assert [(-row["betweenness"], row["id"]) for row in rows] == sorted(
        (-row["betweenness"], row["id"]) for row in rows
    )


def test_csv_and_parquet_hold_the_same(zhimai: Run, sample_kg: Path, tmp_path: Path) -> None:
    result = zhimai(
        "analyze",
        sample_kg,
        *FULL,
        "--csv",
        tmp_path / "r.csv",
        "--parquet",
        tmp_path / "r.parquet",
        "--types",
        "Person",
    )
    assert result.returncode == 0
    rows = list(csv.DictReader((tmp_path / "r.csv").read_text("utf-8-sig").splitlines()))
    table = pyarrow.parquet.read_table(tmp_path / "r.parquet").to_pylist()
    assert [row["name"] for row in rows] == [row["name"] for row in table]
    assert {row["type"] for row in rows} == {"Person"}
    assert float(rows[0]["betweenness"]) == table[0]["betweenness"]


def test_a_projection_prints_a_table(zhimai: Run, sample_kg: Path) -> None:
    result = zhimai("analyze", sample_kg, "--project", "person-event", "--communities", "louvain", "--top", 3)
    assert (result.returncode, result.stderr) == (0, "")
    assert "communities by louvain, modularity" in result.stdout


@pytest.mark.parametrize("arguments", [("--measures", "fame"), ("--since", "May"), ("--project", "x")])
def test_a_wrong_call_is_one_line(zhimai: Run, sample_kg: Path, arguments: tuple[str, ...]) -> None:
    result = zhimai("analyze", sample_kg, *arguments)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1

"""Tables of a graph: typed columns, rows in the order of ids, the same in three libraries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import graph
from graph.analysis import extras
from graph.analysis.tables import KINDS
from graph.errors import UsageError
from graph.keep import Graph
from tests.graph.sample_graph import ENTITIES, FACTS, UNIVERSITY, write_sample

NAMES = ("entities", "facts", "evidence", "indicators", "documents")


@pytest.fixture
def kg(tmp_path: Path) -> Iterator[Graph]:
    write_sample(tmp_path)
    with graph.load(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("name", NAMES)
def test_the_three_libraries_hold_the_same(kg: Graph, name: str) -> None:
    pandas, polars, arrow = (getattr(kg.tables, name)(kind) for kind in KINDS)
    assert polars.to_arrow().to_pylist() == arrow.to_pylist()
    assert list(pandas.columns) == arrow.column_names
    assert len(pandas) == arrow.num_rows


def test_entities_come_in_the_order_of_ids_with_their_attributes(kg: Graph) -> None:
    rows = {row["id"]: row for row in kg.tables.entities("arrow").to_pylist()}
    assert list(rows) == sorted(entity.id for entity in ENTITIES)
    assert rows["place/河东区"]["code"] == "120102"
    assert rows[UNIVERSITY]["aliases"] == ["河东理工"]


def test_facts_name_their_ends_and_show_their_words(kg: Graph) -> None:
    rows = {row["id"]: row for row in kg.tables.facts("arrow").to_pylist()}
    row = rows[FACTS[0].id]
    assert (row["subject_name"], row["relation"], row["object_name"]) == ("周远", "holdsPost", "河东理工大学")
    assert (row["pieces"], row["title"], row["quote"]) == (2, "校长", "河东理工大学校长周远")


def test_numbers_are_numbers(kg: Graph) -> None:
    frame = kg.tables.indicators()
    assert frame["value"].sum() == pytest.approx(1214.5)
    assert str(kg.tables.facts("arrow").schema.field("confidence").type) == "double"
    assert str(kg.tables.documents("arrow").schema.field("date").type) == "date32[day]"


def test_evidence_stands_in_the_text_of_its_document(kg: Graph) -> None:
    texts = {one.id: one.text for one in kg.documents(kg.document_ids()) if one}
    for row in kg.tables.evidence("arrow").to_pylist():
        assert texts[row["document"]][row["start"] : row["end"]] == row["quote"]


def test_a_missing_library_says_how_to_get_it(kg: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "is_there", lambda name: name != "polars")
    with pytest.raises(UsageError, match=r'needs polars, which is missing; pip install "zhimai\[analysis\]"'):
        kg.tables.entities("polars")

"""Tables of a graph: typed columns, rows in the order of ids, the same in three libraries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import graph
from graph.analysis import extras
from graph.analysis.periods import first_day, last_day
from graph.analysis.tables import KINDS, As
from graph.errors import UsageError
from graph.keep.reader import Graph
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


def test_columns_have_the_types_of_the_ontology(kg: Graph) -> None:
    fields = kg.facts(as_="arrow").schema
    types = {name: str(fields.field(name).type).split("<")[0] for name in fields.names}
    assert (types["former"], types["settled"], types["count"]) == ("bool", "bool", "int64")
    assert (types["first_day"], types["last_day"]) == ("date32[day]", "date32[day]")
    assert (types["relation"], types["subject_type"]) == ("dictionary", "dictionary")
    dtypes = kg.facts(as_="pandas").dtypes.astype(str).to_dict()
    assert (dtypes["former"], dtypes["count"], dtypes["relation"]) == ("boolean", "Int64", "category")
    assert dtypes["first_day"].startswith("datetime64")


def test_days_are_those_that_the_dates_cover(kg: Graph) -> None:
    rows = {row["id"]: row for row in kg.tables.facts("arrow").to_pylist()}
    row = rows[FACTS[1].id]
    assert row["first_day"] == row["last_day"] == date.fromisoformat(row["date"])
    assert (first_day("2024"), last_day("2024-02"), last_day("2023-02")) == ("2024-01-01", "2024-02-29", "2023-02-28")


@pytest.mark.parametrize("kind", KINDS)
def test_entities_facts_and_indicators_are_tables_where_asked_so(kg: Graph, kind: As) -> None:
    for name in ("entities", "facts", "indicators"):
        table = getattr(kg, name)(as_=kind)
        assert type(table) is type(getattr(kg.tables, name)(kind))
        assert len(table) == len(getattr(kg.tables, name)("arrow"))
    assert len(kg.entities()) == len(ENTITIES)
    assert kg.facts() == list(FACTS)


def test_sql_asks_the_tables(kg: Graph) -> None:
    query = (
        "SELECT subject_name, object_name FROM facts JOIN entities ON entities.id = object WHERE kind = 'University'"
    )
    assert kg.sql(f"{query} AND relation = 'holdsPost'", as_="arrow").to_pylist() == [
        {"subject_name": "周远", "object_name": "河东理工大学"}
    ]
    assert kg.sql("SELECT count(*) AS n FROM scores")["n"].tolist() == [0]


def test_sparql_gives_typed_columns(kg: Graph) -> None:
    query = """SELECT ?name ?title ?confidence ?start WHERE {
        ?fact rdf:predicate zm:holdsPost ; rdf:subject/skos:prefLabel ?name ; zm:title ?title ;
            zm:confidence ?confidence ; zm:evidence/oa:start ?start } ORDER BY ?start LIMIT 1"""
    table = kg.sparql(query, as_="arrow")
    assert [str(field.type) for field in table.schema] == ["string", "string", "double", "int64"]
    assert table.to_pylist()[0]["name"] == "周远"
    assert kg.sparql("ASK { ?fact a zm:Fact }") is True


@pytest.mark.parametrize(
    ("language", "query", "message"),
    [
        ("sql", "SELEC 1", "syntax error.*tables: entities, facts"),
        ("sql", "SELECT * FROM read_csv('/etc/hostname')", "file system operations are disabled"),
        ("sql", "SELECT * FROM 'facts.parquet'", "SQL: "),
        ("sql", "SELECT nothing FROM facts", "nothing"),
        ("sparql", "SELECT ?x WHERE { ?x", "SPARQL: error at 1:"),
        ("sparql", "CONSTRUCT WHERE { ?s ?p ?o }", r"kg\.rdflib\(\) has those"),
        ("sparql", "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SPARQL: "),
    ],
)
def test_a_wrong_query_is_one_clear_line(kg: Graph, language: str, query: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        getattr(kg, language)(query)
    assert "\n" not in str(caught.value)


def test_evidence_stands_in_the_text_of_its_document(kg: Graph) -> None:
    texts = {one.id: one.text for one in kg.documents(kg.document_ids()) if one}
    for row in kg.tables.evidence("arrow").to_pylist():
        assert texts[row["document"]][row["start"] : row["end"]] == row["quote"]


def test_a_missing_library_says_how_to_get_it(kg: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "is_there", lambda name: name != "polars")
    with pytest.raises(UsageError, match=r'needs polars, which is missing; pip install "zhimai\[analysis\]"'):
        kg.tables.entities("polars")

"""Stored measures: they belong to their graph, which stays as it was, and exports carry them."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

import graph
from graph.analysis.ranking import rank
from graph.analysis.selection import Selection
from graph.analysis.storing import store_ranking
from graph.build import build
from graph.check import check_kept
from graph.errors import GraphError
from graph.export import FORMATS, thing_iri
from graph.keep.measures import all_scores, ranked_scores, read_analyses, read_scores
from graph.keep.reader import Graph
from graph.validate import find_breaches
from tests.conftest import SAMPLES, Run
from tests.graph.sample_graph import UNIVERSITY, write_sample

CENTRALITY = """
    PREFIX zm: <https://w3id.org/zhimai/ontology#>
    SELECT ?thing ?score WHERE {
        ?found zm:analysis/zm:method "betweenness" ; zm:scoreOf ?thing ; zm:score ?score
    } ORDER BY DESC(?score) ?thing LIMIT 1"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_sample(tmp_path / "kg")
    return tmp_path / "kg"


def store(folder: Path, **options: object) -> None:
    with graph.load(folder) as opened:
        ranking = rank(opened, measures=["betweenness", "degree"], communities="louvain", **options)  # type: ignore[arg-type]
        store_ranking(opened, ranking, **options)  # type: ignore[arg-type]


def broken(folder: Path) -> list[str]:
    """Promises that do not hold; the sample's names are not explained, which is no matter here."""
    return [check.name for check in check_kept(folder) if check.faults]


def exported(folder: Path, format_: str = "turtle") -> bytes:
    stream = io.BytesIO()
    with graph.load(folder) as opened:
        FORMATS[format_].writer(opened, stream)
    return stream.getvalue()


def test_the_graph_stays_as_it_was_and_storing_twice_gives_the_same_bytes(folder: Path) -> None:
    before, faults = (folder / "kg.db").read_bytes(), broken(folder)
    store(folder)
    first = (folder / "measures.db").read_bytes()
    store(folder)
    assert (folder / "measures.db").read_bytes() == first
    assert (folder / "kg.db").read_bytes() == before
    assert broken(folder) == faults


def test_what_was_stored_is_read_back(folder: Path) -> None:
    store(folder)
    with graph.load(folder) as opened:
        expected = {row.entity.id: row.values[0] for row in rank(opened, measures=["betweenness"]).rows}
        analyses = {analysis.id: analysis for analysis in read_analyses(opened)}
        assert list(analyses) == ["betweenness", "degree", "louvain"]
        assert "modularity" in analyses["louvain"].notes
        assert analyses["betweenness"].notes == ""
        [best] = ranked_scores(opened, analyses["betweenness"], limit=1)
        assert best.value == max(expected.values())
        scores = {score.analysis.method: score.value for score in read_scores(opened, [UNIVERSITY])[UNIVERSITY]}
        assert scores["betweenness"] == expected[UNIVERSITY]
        persons = ranked_scores(opened, analyses["degree"], types=["Person"])
        assert {score.entity.split("/")[0] for score in persons} == {"person"}


def test_other_settings_stand_beside_and_the_same_replace(folder: Path) -> None:
    store(folder)
    store(folder, selection=Selection(("holdsPost",), confidence=0.5))
    store(folder)
    with graph.load(folder) as opened:
        found = [(one.method, one.settings) for one in read_analyses(opened)]
    settings = "relations=holdsPost confidence=0.5"
    assert found == [(name, text) for name in ("betweenness", "degree", "louvain") for text in ("", settings)]


def test_turtle_carries_them_and_the_shapes_hold(folder: Path, tmp_path: Path) -> None:
    plain = exported(folder)
    store(folder)
    (tmp_path / "graph.ttl").write_bytes(exported(folder))
    assert exported(folder).startswith(plain)
    triples = rdflib.Graph().parse(tmp_path / "graph.ttl")
    [(thing, score)] = triples.query(CENTRALITY)  # type: ignore[misc]
    with graph.load(folder) as opened:
        [best] = rank(opened, measures=["betweenness"], top=1).rows
    assert (str(thing), float(score)) == (thing_iri(best.entity.id), best.values[0])
    assert find_breaches(triples) == []


def test_every_format_of_rdf_has_the_same_triples(folder: Path) -> None:
    store(folder)
    turtle = {quad.triple for quad in parse(exported(folder), RdfFormat.TURTLE)}
    for format_, known in (("trig", RdfFormat.TRIG), ("nquads", RdfFormat.N_QUADS), ("jsonld", RdfFormat.JSON_LD)):
        assert {quad.triple for quad in parse(exported(folder, format_), known)} == turtle, format_
    with graph.load(folder) as opened:
        assert len(opened.rdflib()) == len(turtle)


def test_after_a_rebuild_they_are_stale_and_it_is_said(zhimai: Run, tmp_path: Path) -> None:
    documents, kg = tmp_path / "news", tmp_path / "kg"
    shutil.copytree(SAMPLES, documents)
    build([documents], kg)
    plain = exported(kg)
    assert zhimai("analyze", kg, "--measures", "degree", "--store").stderr == "note: stored beside the graph: degree\n"
    assert exported(kg) != plain
    same = zhimai("build", documents, "--out", kg)
    assert (same.returncode, same.stderr) == (0, "")
    with graph.load(kg) as opened:
        assert opened.measures, "the same documents give the same graph, whose measures hold"
    (documents / "signing.txt").unlink()
    assert "measures.db is stale" in zhimai("build", documents, "--out", kg).stderr
    with graph.load(kg) as opened:
        assert (opened.measures, list(all_scores(opened))) == ("", [])
        assert opened.has_stale_measures
    export = zhimai("export", kg)
    assert "measures.db is stale" in export.stderr
    assert "zm:Score" not in export.stdout
    assert zhimai("check", kg).returncode == 0
    assert zhimai("analyze", kg, "--measures", "degree", "--store").stderr.endswith(
        "note: stored beside the graph: degree\n"
    )
    assert "zm:Score" in zhimai("export", kg).stdout


def test_a_changed_file_is_found_and_a_broken_one_is_one_line(folder: Path) -> None:
    store(folder)
    before = broken(folder)
    with sqlite3.connect(folder / "measures.db") as connection:
        connection.execute("UPDATE scores SET value = 7 WHERE entity = (SELECT min(entity) FROM scores)")
    connection.close()
    assert broken(folder) == [*before, "measures"]
    (folder / "measures.db").write_bytes(b"no database")
    with pytest.raises(GraphError, match="remove it, and store the measures again"):
        graph.load(folder)


def test_nobody_sees_a_mixture(folder: Path) -> None:
    with Graph(folder) as opened:
        assert opened.version == opened.hash
        store(folder)
        assert read_analyses(opened) == []
    with Graph(folder) as opened:
        assert opened.version == f"{opened.hash}-{opened.measures}"


def test_a_sample_says_its_error_where_it_is_stored(zhimai: Run, sample_kg: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_kg, tmp_path / "kg")
    call = ("--measures", "betweenness,degree", "--sample", 30, "--store", "--json")
    result = zhimai("analyze", tmp_path / "kg", *call)
    assert json.loads(result.stdout)["notes"][0].startswith("betweenness is estimated")
    with graph.load(tmp_path / "kg") as opened:
        found = {analysis.method: analysis for analysis in read_analyses(opened)}
    assert found["betweenness"].settings == "sample=30 seed=0"
    assert "within 0." in found["betweenness"].notes
    assert (found["degree"].settings, found["degree"].notes) == ("", "")

"""Graph: every question in batches, in a known order, from any thread."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import graph
from graph.errors import GraphError
from graph.keep.lean import LeanGraph
from graph.keep.reader import Graph
from graph.keep.writer import write_graph
from tests.graph.sample_graph import (
    DOCUMENTS,
    ENTITIES,
    EVENT,
    FACTS,
    INDICATORS,
    LEDGER,
    UNIVERSITY,
    A,
    B,
    write_sample,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("图 谱")
    write_sample(path)
    return path


@pytest.fixture
def opened(folder: Path) -> Iterator[Graph]:
    with graph.load(folder) as found:
        yield found


def ids(found: list[object]) -> list[str]:
    return [one.id for one in found]  # type: ignore[attr-defined]


def test_everything_comes_back_as_it_was(opened: Graph) -> None:
    by_id = sorted(ENTITIES, key=lambda entity: entity.id)
    assert list(opened.all_entities()) == by_id
    assert list(opened.all_facts()) == list(FACTS)
    assert opened.documents([B, A]) == [DOCUMENTS[1], DOCUMENTS[0]]
    assert opened.document_ids() == sorted([A, B])
    assert opened.indicators() == list(INDICATORS)
    assert sorted(opened.ledger(), key=str) == sorted(LEDGER, key=str)


def test_pages_are_joined_without_gaps(opened: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.keep.reader._PAGE", 5)
    assert list(opened.all_facts()) == list(FACTS)
    assert len(list(opened.all_entities())) == len(ENTITIES)


def test_stats_count_everything(opened: Graph) -> None:
    stats = opened.stats()
    assert (stats.documents, stats.entities, stats.facts, stats.indicators) == (2, 13, 12, 2)
    assert stats.types["Organization"] == 3
    assert stats.kinds["University"] == 1
    assert stats.relations["mentions"] == 3
    assert stats.ledger == {("admit", "skipped", "signature"): 1, ("read", "note", "encoding"): 1}


def test_batches_are_aligned_with_what_was_asked(opened: Graph) -> None:
    asked = ["person/周远", "person/无此人", UNIVERSITY, "person/周远"]
    assert [entity and entity.id for entity in opened.entities(asked)] == [asked[0], None, asked[2], asked[0]]
    assert [fact and fact.id for fact in opened.facts_by_id([FACTS[3].id, "ffff"])] == [FACTS[3].id, None]
    assert opened.documents(["no"]) == [None]
    assert opened.entities([]) == []


def test_more_ids_than_sqlite_has_variables(opened: Graph) -> None:
    many = [f"person/{number}" for number in range(40_000)]
    assert [entity for entity in opened.entities([*many, UNIVERSITY]) if entity] == opened.entities([UNIVERSITY])


def test_entity_ids_go_on_behind_the_last(opened: Graph) -> None:
    first = opened.entity_ids(types=["Person", "Place"], limit=3)
    rest = opened.entity_ids(types=["Person", "Place"], after=first[-1], limit=3)
    assert first + rest == ["person/周远", "person/李强~市科技局", "person/陈晓", "place/河东区", "place/海河会堂"]


def test_named_takes_aliases_and_puts_canonical_names_first(opened: Graph) -> None:
    assert ids(opened.named("河东")) == ["place/河东区"]
    assert ids(opened.named("海河数据（集团）有限公司")) == ["organization/海河数据(集团)有限公司"]
    assert opened.named("河东理工学") == []
    assert opened.named("Hedong University of Technology") == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("周远", "person/周远"),
        ("河东", "place/河东区"),
        ("河东理", UNIVERSITY),
        ("科创园", EVENT),
        ("海河科创园", "park/海河科创园"),
        ("“海河科创园”", "park/海河科创园"),
        ("晓", "person/陈晓"),
        ("hedong", UNIVERSITY),
        ("ＨＥＤＯＮＧ　university", UNIVERSITY),
        ("zy", "person/周远"),
        ("zhou yuan", "person/周远"),
        ("zhouy", "person/周远"),
        ("haihekechuangyuan", "park/海河科创园"),
        ("lq", "person/李强~市科技局"),
        ("河東理工大學", UNIVERSITY),
    ],
)
def test_search_finds_the_likeliest_first(opened: Graph, query: str, first: str) -> None:
    assert ids(opened.search(query))[0] == first


def test_pinyin_counts_from_the_beginning_of_a_name(opened: Graph) -> None:
    assert ids(opened.search("yuan")) == []


def test_search_goes_by_likeness_then_facts_then_id(opened: Graph) -> None:
    assert ids(opened.search("河东")) == ["place/河东区", UNIVERSITY, "policy/《河东区科创十条》"]


def test_search_keeps_to_types_and_limit(opened: Graph) -> None:
    assert ids(opened.search("海河", types=["Park", "Place"])) == ["park/海河科创园", "place/海河会堂"]
    assert len(opened.search("河", limit=2)) == 2


@pytest.mark.parametrize("query", ["", " ", "。", '"', "' OR 1", "河*东", "海区", "NEAR(河", "a" * 5000])
def test_search_of_what_is_no_name_finds_nothing_or_the_letters(opened: Graph, query: str) -> None:
    expected = ["place/河东区", UNIVERSITY, "policy/《河东区科创十条》"] if query == "河*东" else []
    assert ids(opened.search(query)) == expected


def test_search_needs_the_letters_in_one_name(opened: Graph) -> None:
    # 河东理工大学 and 海河 each lie in some name, 河东海 in none.
    assert opened.search("东海河") == []


def test_facts_meet_every_condition(opened: Graph) -> None:
    assert ids(opened.facts(subjects=[UNIVERSITY], relations=["hosted", "signedWith"])) == [FACTS[4].id, FACTS[7].id]
    assert ids(opened.facts(objects=[EVENT], subjects=["person/周远"])) == [FACTS[1].id]
    assert ids(opened.facts(relations=["mentions"], after=FACTS[9].id, limit=1)) == [FACTS[10].id]
    assert opened.facts(relations=[]) == opened.facts(subjects=[]) == []
    assert opened.facts() == list(FACTS)


def test_facts_go_on_behind_an_id_that_is_no_fact(opened: Graph) -> None:
    assert opened.facts(after="0000000000000002x", limit=1) == [FACTS[2]]


def test_facts_of_a_thing_end_with_mentions(opened: Graph) -> None:
    found = opened.facts_of([UNIVERSITY, "person/陈晓", "person/无"], limit=4)
    assert list(found) == [UNIVERSITY, "person/陈晓", "person/无"]
    assert found[UNIVERSITY] == [FACTS[0], FACTS[4], FACTS[7], FACTS[9]]
    assert found["person/陈晓"] == [FACTS[8]]
    assert found["person/无"] == []


def test_facts_of_a_thing_by_relation(opened: Graph) -> None:
    assert opened.facts_of([UNIVERSITY], limit=9, relations=["mentions"]) == {UNIVERSITY: [FACTS[9], FACTS[10]]}
    assert opened.facts_of([EVENT], limit=2) == {EVENT: [FACTS[1], FACTS[3]]}


@pytest.mark.parametrize("limit", [1, 2, 4, 9])
@pytest.mark.parametrize("relations", [None, ["mentions"], ["holdsPost", "spokeAt"]])
def test_the_view_of_a_request_finds_the_same_facts(opened: Graph, limit: int, relations: list[str] | None) -> None:
    asked = [UNIVERSITY, EVENT, "person/陈晓", "person/无"]
    expected = opened.facts_of(asked, limit=limit, relations=relations)
    found = LeanGraph(opened).facts_of(asked, limit=limit, relations=relations)
    assert found == {id_: [fact._replace(evidence=()) for fact in facts] for id_, facts in expected.items()}


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 9])
def test_facts_of_a_hub_are_found_alike(opened: Graph, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    asked = [UNIVERSITY, EVENT, "person/周远"]
    expected = opened.facts_of(asked, limit=limit)
    monkeypatch.setattr("graph.keep.reader._HUB", 3)
    assert opened.facts_of(asked, limit=limit) == expected


def test_facts_and_evidence_of_a_document(opened: Graph) -> None:
    found = opened.facts_from([B])[B]
    assert found == [FACTS[0], FACTS[8], FACTS[10], FACTS[11]]
    spans = [(one.start, one.rule) for one in opened.evidence_in([B])[B]]
    assert spans == sorted(spans)
    assert len(spans) == 6  # four facts, two indicators


def test_indicators_by_what_they_describe_and_who_says_it(opened: Graph) -> None:
    assert opened.indicators(about=["place/河东区"]) == [INDICATORS[0]]
    assert opened.indicators(documents=[A]) == []


def test_a_batch_needs_as_many_statements_as_one(opened: Graph) -> None:
    def statements(asked: list[str]) -> int:
        seen: list[str] = []
        opened._connection().set_trace_callback(seen.append)
        opened.entities(asked)
        opened.facts_of(asked, limit=20)
        opened._connection().set_trace_callback(None)
        return len(seen)

    assert statements([entity.id for entity in ENTITIES]) == statements([UNIVERSITY]) <= 8


def test_threads_share_a_graph(opened: Graph) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: opened.search("河东"), range(40)))
    assert all(one == found[0] for one in found)


def test_closing_closes_the_connections_of_every_thread(folder: Path) -> None:
    opened = graph.load(folder)
    other = threading.Thread(target=opened.stats)
    other.start()
    other.join()
    assert len(opened._connections) == 2
    opened.close()
    with pytest.raises(GraphError, match="closed"):
        opened.stats()


def test_a_rebuilt_graph_is_not_mixed_with_the_old(tmp_path: Path) -> None:
    write_sample(tmp_path)
    with graph.load(tmp_path) as opened:
        nothing = {"documents": (), "entities": (), "facts": (), "indicators": (), "ledger": ()}
        write_graph(tmp_path, **nothing, meta={})  # type: ignore[arg-type]
        assert opened.stats().entities == len(ENTITIES)
        with ThreadPoolExecutor(1) as pool, pytest.raises(GraphError, match="rebuilt"):
            pool.submit(opened.stats).result()


def test_a_graph_is_open_for_reading_only(opened: Graph) -> None:
    with pytest.raises(sqlite3.OperationalError):
        opened._connection().execute("DELETE FROM facts")


def test_a_folder_without_graph_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"holds no graph"):
        graph.load(tmp_path)
    with pytest.raises(GraphError, match=r"holds no graph"):
        graph.load(tmp_path / "missing")


@pytest.mark.parametrize(("content", "message"), [(b"", "format 0"), (b"not a database " * 100, "cannot be read")])
def test_a_file_that_is_no_graph_is_one_clear_line(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "kg.db").write_bytes(content)
    with pytest.raises(GraphError, match=message):
        graph.load(tmp_path)


def test_a_damaged_graph_is_one_clear_line(tmp_path: Path) -> None:
    write_sample(tmp_path)
    file = tmp_path / "kg.db"
    content = file.read_bytes()
    file.write_bytes(content[:8192] + b"\x99" * (len(content) - 8192))
    with pytest.raises(GraphError, match="cannot be read"), graph.load(tmp_path) as opened:
        opened.stats()
        list(opened.all_facts())


def test_a_graph_of_another_release_is_one_clear_line(tmp_path: Path) -> None:
    write_sample(tmp_path)
    connection = sqlite3.connect(tmp_path / "kg.db")
    connection.execute("PRAGMA user_version = 7")
    connection.close()
    with pytest.raises(GraphError, match="format 7"):
        graph.load(tmp_path)


def test_reading_ends_at_its_deadline(opened: Graph) -> None:
    endless = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(TimeoutError):
        LeanGraph(opened, deadline=time.monotonic() + 0.05).rows(endless)
    with pytest.raises(TimeoutError):
        LeanGraph(opened, deadline=time.monotonic() - 1).search("河东")
    assert opened.search("河东")

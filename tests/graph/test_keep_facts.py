"""Facts of a graph: in any order a page at a time, by relation, by document, with the indexes that are meant for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import graph
from graph.entity import Entity, Evidence, Fact
from graph.keep.finding import DATED, FactOrder, FactWhere, count_facts, find_facts
from graph.keep.hashed import GraphHash
from graph.keep.reader import Graph, of_relations
from graph.keep.writer import write_graph
from tests.graph.sample_graph import DOCUMENTS

DATES = ("", "2023", "", "2024-05", "2023", "", "2024-05-18", "")
ONE, OTHER = DOCUMENTS


def _facts() -> list[Fact]:
    """Posts with and without dates, of one document or of both, and what the documents mention."""
    said = Evidence(ONE.id, 3, 5, ONE.text[3:5], "made-up"), Evidence(ONE.id, 0, 2, ONE.text[:2], "made-up")
    words = (*said, Evidence(OTHER.id, 0, 2, OTHER.text[:2], "made-up"))
    facts = [
        Fact(f"{at:016x}", f"person/{at}", "holdsPost", "organization/甲", {"date": date} if date else {}, 0.9, words)
        for at, date in enumerate(DATES)
    ]
    for document, evidence in ((ONE, words[1:2]), (OTHER, words[2:])):
        ends = f"document/{document.id}", "mentions", "organization/甲"
        facts.append(Fact(f"{len(facts):016x}", *ends, {}, 0.8, evidence))
    return facts


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    folder = tmp_path_factory.mktemp("kg")
    entities = [
        *(Entity(f"document/{document.id}", "Document", "Article", document.title) for document in DOCUMENTS),
        *(Entity(f"person/{at}", "Person", "Person", str(at)) for at in range(len(DATES))),
        Entity("organization/甲", "Organization", "Organization", "甲"),
    ]
    write_graph(folder, documents=DOCUMENTS, entities=entities, facts=_facts(), indicators=(), ledger=(), meta={})
    with graph.load(folder) as kept:
        yield kept


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("size", [1, 3, 20])
def test_facts_by_date_come_page_by_page_with_those_without_one_as_the_earliest(
    opened: Graph, size: int, *, descending: bool
) -> None:
    found, after = list[str](), None
    while page := find_facts(opened, FactWhere(), order=FactOrder.DATE, descending=descending, after=after, limit=size):
        found += [fact.id for fact, _ in page]
        after = page[-1][1]
    by_date = sorted(_facts(), key=lambda fact: fact.qualifiers.get("date", ""), reverse=descending)  # stable
    assert found == [fact.id for fact in by_date]


def test_facts_since_a_year_are_those_with_such_a_date(opened: Graph) -> None:
    found = find_facts(opened, FactWhere(since="2024"), order=FactOrder.DATE)
    assert [fact.qualifiers["date"] for fact, _ in found] == ["2024-05", "2024-05-18"]


def test_mentions_are_counted_and_found_like_any_relation(opened: Graph) -> None:
    assert opened.stats().relations == {"holdsPost": len(DATES), "mentions": 2}
    for relations in (["mentions"], ["holdsPost"], ["holdsPost", "mentions"]):
        wanted = [fact.id for fact in _facts() if fact.relation in relations]
        assert [fact.id for fact in opened.facts(relations=relations)] == wanted
        assert len(opened.links(relations)) == count_facts(opened, FactWhere(relations=relations)) == len(wanted)


def test_a_document_states_what_it_has_words_for(opened: Graph) -> None:
    facts, evidence = opened.facts_from([ONE.id, OTHER.id]), opened.evidence_in([ONE.id, OTHER.id])
    for document in DOCUMENTS:
        own = [fact for fact in _facts() if any(one.document == document.id for one in fact.evidence)]
        assert [fact.id for fact in facts[document.id]] == [fact.id for fact in own]
        where = FactWhere(documents=[f"document/{document.id}"])
        assert [fact.id for fact, _ in find_facts(opened, where)] == [fact.id for fact in own]
    assert [(one.start, one.end) for one in evidence[ONE.id]] == [(0, 2), (3, 5)]
    assert [(one.document, one.start) for one in facts[OTHER.id][0].evidence] == sorted(
        [(ONE.id, 0), (ONE.id, 3), (OTHER.id, 0)]
    )


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (f"SELECT number FROM facts WHERE {of_relations(['hosted'])} ORDER BY number", "facts_by_relation"),
        ("SELECT 1 FROM facts WHERE subject = 1 AND relation = 'hosted'", "facts_by_subject"),
        (f"SELECT {FactOrder.DATE.value} AS day FROM facts WHERE {DATED} ORDER BY day DESC", "facts_by_date"),
    ],
)
def test_a_query_uses_the_index_that_is_meant_for_it(opened: Graph, sql: str, index: str) -> None:
    values = ["hosted"] * sql.count("?")
    plan = [row[-1] for row in opened.rows(f"EXPLAIN QUERY PLAN {sql}", *values)]
    assert any(index in step for step in plan), plan
    assert not any("TEMP B-TREE" in step for step in plan), plan


def test_the_hash_does_not_depend_on_how_many_values_are_added_at_once() -> None:
    values = [*range(40), "甲", 0.5]
    hashes = set()
    for size in (1, 7, 15, 16, 42):
        hashed = GraphHash()
        for start in range(0, len(values), size):
            hashed.add("facts", values[start : start + size])
        hashes.add(str(hashed))
    assert len(hashes) == 1

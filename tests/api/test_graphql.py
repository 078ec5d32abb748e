"""What the GraphQL schema gives, field by field, over the small graph."""

from __future__ import annotations

import pytest

from tests.api.conftest import Ask
from tests.graph.sample_graph import DOCUMENTS, EVENT, FACTS, UNIVERSITY, A, B


def test_entity_by_name_shows_facts_with_their_words(ask: Ask) -> None:
    answer = ask(
        """{ entity(name: "周远", type: PERSON) { __typename id iri name kind facts(relation: HOLDS_POST) { nodes {
        relation relationLabel(lang: EN) title former confidence object { id } qualifiers { name value }
        evidence { quote start end rule sentence document { id title date publisher format text } } } } } }"""
    )
    entity = answer["data"]["entity"]
    assert (entity["__typename"], entity["id"], entity["kind"]) == ("Person", "person/周远", "PERSON")
    assert entity["iri"] == "https://w3id.org/zhimai/id/person/周远"
    [fact] = entity["facts"]["nodes"]
    assert (fact["relation"], fact["relationLabel"], fact["title"]) == ("HOLDS_POST", "holds post", "校长")
    assert (fact["former"], fact["object"]["id"]) == (False, UNIVERSITY)
    assert fact["qualifiers"] == [{"name": "title", "value": "校长"}]
    assert {evidence["document"]["id"] for evidence in fact["evidence"]} == {f"document/{A}", f"document/{B}"}
    for evidence in fact["evidence"]:
        assert evidence["document"]["text"][evidence["start"] : evidence["end"]] == evidence["quote"]
        assert evidence["quote"] in evidence["sentence"]
        assert evidence["document"]["publisher"] == "河东日报"


def test_search_finds_two_characters_and_keeps_to_types(ask: Ask) -> None:
    answer = ask('{ search(query: "河东", types: [PLACE]) { nodes { name ... on Place { code } } } }')
    assert answer["data"]["search"]["nodes"] == [{"name": "河东区", "code": "120102"}]


def test_search_goes_on_behind_a_cursor(ask: Ask) -> None:
    query = """query($after: String) { search(query: "海河", first: 2, after: $after) { nodes { id }
        pageInfo { hasNextPage endCursor } } }"""
    found, after, more = [], None, True
    while more:
        page = ask(query, after=after)["data"]["search"]
        found += [node["id"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    everything = ask('{ search(query: "海河") { nodes { id } } }')["data"]["search"]["nodes"]
    assert len(found) > 3
    assert found == [node["id"] for node in everything]


def test_facts_go_on_behind_a_cursor(ask: Ask) -> None:
    query = """query($after: String) { facts(first: 5, after: $after) { edges { cursor node { id } }
        pageInfo { hasNextPage hasPreviousPage endCursor } } }"""
    found, after, pages = [], None, []
    while not pages or pages[-1]["hasNextPage"]:
        page = ask(query, after=after)["data"]["facts"]
        found += [edge["node"]["id"] for edge in page["edges"]]
        pages.append(page["pageInfo"])
        after = page["pageInfo"]["endCursor"]
    assert found == [f"fact/{fact.id}" for fact in FACTS]
    assert [page["hasPreviousPage"] for page in pages] == [False, True, True]


def test_facts_of_an_entity_go_on_behind_a_cursor(ask: Ask) -> None:
    query = """query($after: String, $id: ID!) { node(id: $id) { ... on Entity { facts(first: 2, after:
        $after) { nodes { id } pageInfo { hasNextPage endCursor } } } } }"""
    first = ask(query, id=EVENT)["data"]["node"]["facts"]
    second = ask(query, id=EVENT, after=first["pageInfo"]["endCursor"])["data"]["node"]["facts"]
    expected = [f"fact/{fact.id}" for fact in FACTS if EVENT in (fact.subject, fact.object)]
    assert [node["id"] for node in first["nodes"] + second["nodes"]] == expected
    assert (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (True, False)


def test_facts_meet_every_condition(ask: Ask) -> None:
    answer = ask(
        """query($s: ID, $o: ID) { facts(subject: $s, relation: HOSTED, object: $o) { nodes { subject
            { id } object { id } } } }""",
        s=UNIVERSITY,
        o=EVENT,
    )
    assert answer["data"]["facts"]["nodes"] == [{"subject": {"id": UNIVERSITY}, "object": {"id": EVENT}}]


def test_facts_of_an_entity_hold_mentions_only_if_asked(ask: Ask) -> None:
    answer = ask(
        """query($id: ID!) { node(id: $id) { ... on Entity { facts { nodes { relation } } all:
            facts(relation: MENTIONS) { nodes { relation } } mentionedIn { title } } } }""",
        id=UNIVERSITY,
    )["data"]["node"]
    assert "MENTIONS" not in {node["relation"] for node in answer["facts"]["nodes"]}
    assert [node["relation"] for node in answer["all"]["nodes"]] == ["MENTIONS", "MENTIONS"]
    assert [document["title"] for document in answer["mentionedIn"]] == [known.title for known in DOCUMENTS]


def test_neighbours_come_once_each_and_as_many_as_asked(ask: Ask) -> None:
    query = 'query($first: Int!) { entity(name: "河东理工大学") { neighbours(first: $first) { name __typename } } }'
    names = [node["name"] for node in ask(query, first=10)["data"]["entity"]["neighbours"]]
    assert names == ["周远", "海河科创园开园仪式", "海河数据(集团)有限公司"]
    assert len(ask(query, first=2)["data"]["entity"]["neighbours"]) == 2


def test_document_shows_what_it_mentions(ask: Ask) -> None:
    answer = ask(
        "query($id: ID!) { node(id: $id) { ... on Document { date url authors mentions { name } } } }",
        id=f"document/{B}",
    )
    document = answer["data"]["node"]
    assert document["date"] == "2024-06-01"
    assert document["mentions"] == [{"name": "河东理工大学"}, {"name": "《河东区科创十条》"}]


def test_indicators_say_what_they_describe(ask: Ask) -> None:
    answer = ask(
        """{ indicators(about: "place/河东区") { nodes { id measure value unit period about { name }
            evidence { quote } } } }"""
    )
    assert answer["data"]["indicators"]["nodes"] == [
        {
            "id": "indicator/00000000000000a1",
            "measure": "地区生产总值",
            "value": "1204.5",
            "unit": "亿元",
            "period": "2023",
            "about": {"name": "河东区"},
            "evidence": {"quote": "地区生产总值为1204.5亿元"},
        }
    ]


def test_every_id_leads_back_to_its_thing(ask: Ask) -> None:
    ids = [EVENT, "fact/0000000000000001", "person/nobody", "indicator/00000000000000a2", f"document/{A}"]
    answer = ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)
    found = [node["id"] if node else None for node in answer["data"]["nodes"]]
    assert found == [EVENT, "fact/0000000000000001", None, "indicator/00000000000000a2", f"document/{A}"]


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/zhimai/id/person/周远",
        "https://w3id.org/zhimai/id/person/%E5%91%A8%E8%BF%9C",
    ],
)
def test_iri_is_an_id_too(ask: Ask, iri: str) -> None:
    assert ask("query($id: ID!) { node(id: $id) { id } }", id=iri)["data"]["node"] == {"id": "person/周远"}


def test_label_in_english_falls_back_to_chinese(ask: Ask) -> None:
    query = '{ a: entity(name: "河东理工") { label(lang: EN) } b: entity(name: "周远") { label(lang: EN) } }'
    data = ask(query)["data"]
    assert (data["a"]["label"], data["b"]["label"]) == ("Hedong University of Technology", "周远")


def test_stats_count_everything(ask: Ask) -> None:
    stats = ask("{ stats { documents entities facts indicators types { type count } ledger { stage reason count } } }")
    assert {key: stats["data"]["stats"][key] for key in ("documents", "entities", "facts", "indicators")} == {
        "documents": 2,
        "entities": 13,
        "facts": 12,
        "indicators": 2,
    }
    assert {"type": "PERSON", "count": 3} in stats["data"]["stats"]["types"]
    assert {"stage": "admit", "reason": "signature", "count": 1} in stats["data"]["stats"]["ledger"]


def test_unknown_name_is_null(ask: Ask) -> None:
    assert ask('{ entity(name: "查无此人") { id } node(id: "person/查无此人") { id } }')["data"] == {
        "entity": None,
        "node": None,
    }

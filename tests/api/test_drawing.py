"""What is drawn: neighbourhoods, subgraphs, paths and timelines over the small graph."""

from __future__ import annotations

import pytest

from tests.api.conftest import Ask
from tests.graph.sample_graph import EVENT, UNIVERSITY

COMPANY = "organization/海河数据(集团)有限公司"


def test_neighbourhood_is_flat_and_says_what_it_leaves_out(ask: Ask) -> None:
    query = """query($most: Int!, $depth: Int!) {
        neighbourhood(of: ["person/李强~市科技局"], depth: $depth, maxNodes: $most) {
        truncated nodes { id } edges { id source target relation fact { evidence { quote } } } } }"""
    near = ask(query, most=10, depth=1)["data"]["neighbourhood"]
    assert [node["id"] for node in near["nodes"]] == ["person/李强~市科技局", EVENT, "organization/市科技局"]
    assert near["truncated"] is False
    assert near["edges"][1] == {
        "id": f"fact/{4:016x}",
        "source": "person/李强~市科技局",
        "target": EVENT,
        "relation": "MODERATED",
        "fact": {"evidence": [{"quote": "李强主持"}]},
    }
    far = ask(query, most=4, depth=2)["data"]["neighbourhood"]
    assert [node["id"] for node in far["nodes"]][3] == UNIVERSITY
    assert far["truncated"] is True


def test_neighbourhood_keeps_to_relations_and_types(ask: Ask) -> None:
    query = f"""{{ neighbourhood(of: ["{EVENT}"], relations: [HOSTED, SPOKE_AT, HELD_AT], types: [PERSON, PLACE]) {{
        nodes {{ id }} edges {{ relation }} }} }}"""
    drawn = ask(query)["data"]["neighbourhood"]
    assert {node["id"] for node in drawn["nodes"]} == {EVENT, "person/周远", "place/海河会堂"}
    assert [edge["relation"] for edge in drawn["edges"]] == ["SPOKE_AT", "HELD_AT"]


def test_subgraph_has_the_facts_between_the_things(ask: Ask) -> None:
    query = f"""{{ subgraph(ids: ["{UNIVERSITY}", "person/周远", "nothing"]) {{
        nodes {{ id }} edges {{ relation }} truncated }} }}"""
    assert ask(query)["data"]["subgraph"] == {
        "nodes": [{"id": UNIVERSITY}, {"id": "person/周远"}],
        "edges": [{"relation": "HOLDS_POST"}],
        "truncated": False,
    }


def test_paths_are_given_shortest_first_with_their_facts(ask: Ask) -> None:
    query = f"""{{ paths(from: "person/李强~市科技局", to: "{COMPANY}", maxLength: 6) {{ truncated paths {{
        length nodes {{ name }} facts {{ relation sentence }} }} }} }}"""
    found = ask(query)["data"]["paths"]
    assert ([path["length"] for path in found["paths"]], found["truncated"]) == ([3, 4], False)
    names = [node["name"] for node in found["paths"][0]["nodes"]]
    assert names == ["李强", "海河科创园开园仪式", "河东理工大学", "海河数据(集团)有限公司"]
    assert [fact["relation"] for fact in found["paths"][0]["facts"]] == ["MODERATED", "HOSTED", "SIGNED_WITH"]


def test_paths_stop_at_the_number_asked_for_and_say_so(ask: Ask) -> None:
    query = f"""{{ paths(from: "person/李强~市科技局", to: "{COMPANY}", maxLength: 6, first: 1) {{
        truncated paths {{ length }} }} }}"""
    assert ask(query)["data"]["paths"] == {"truncated": True, "paths": [{"length": 3}]}
    short = ask(query.replace("maxLength: 6", "maxLength: 2"))
    assert short["data"]["paths"] == {"truncated": False, "paths": []}


def test_timeline_goes_by_date_and_counts(ask: Ask) -> None:
    query = """query($after: String) { timeline(first: 1, after: $after, bucket: MONTH) {
        totalCount buckets { key count }
        nodes { date thing { id } fact { relation } } pageInfo { hasNextPage endCursor } } }"""
    first = ask(query)["data"]["timeline"]
    second = ask(query, after=first["pageInfo"]["endCursor"])["data"]["timeline"]
    assert first["buckets"] == [{"key": "2024-05", "count": 2}]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (2, True)
    assert first["nodes"] == [{"date": "2024-05-18", "thing": {"id": EVENT}, "fact": None}]
    assert second["nodes"] == [{"date": "2024-05-18", "thing": None, "fact": {"relation": "HELD_AT"}}]
    assert second["pageInfo"]["hasNextPage"] is False


def test_timeline_of_a_thing_between_two_dates(ask: Ask) -> None:
    query = """query($from: String) { timeline(where: {about: ["person/周远"]}, from: $from, to: "2024") {
        totalCount nodes { thing { id } } } }"""
    assert ask(query)["data"]["timeline"] == {"totalCount": 1, "nodes": [{"thing": {"id": EVENT}}]}
    assert ask(query, **{"from": "2024-06"})["data"]["timeline"]["totalCount"] == 0


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ('{ neighbourhood(of: ["x"], depth: 4) { truncated } }', "BAD_USER_INPUT", "right is a number from 1 to 3"),
        ('{ neighbourhood(of: ["x"], maxNodes: 301) { truncated } }', "LIMIT_EXCEEDED", "the limit of 300"),
        (
            '{ neighbourhood(of: ["x"], maxNodes: 300) { nodes { id facts(first: 50) { nodes { id } } } } }',
            "LIMIT_EXCEEDED",
            "the limit is 20000",
        ),
        ('{ paths(from: "a", to: "b") { truncated } }', "NOT_FOUND", "no thing of this graph has the id 'a'"),
        ('{ paths(from: "a", to: "b", maxLength: 7) { truncated } }', "BAD_USER_INPUT", "from 1 to 6"),
        ('{ timeline(from: "soon") { totalCount } }', "BAD_USER_INPUT", "right is 2024"),
    ],
)
def test_wrong_drawing_gets_one_clear_error(ask: Ask, query: str, code: str, words: str) -> None:
    [error] = ask(query)["errors"]
    assert error["extensions"]["code"] == code
    assert words in error["message"]


def test_centrality_ranks_things_of_a_class_in_the_whole_network(ask: Ask) -> None:
    query = "{ centrality(measure: DEGREE, types: [PERSON], first: 2) { things links nodes { value entity { id } } } }"
    found = ask(query)["data"]["centrality"]
    assert (found["things"], found["links"]) == (11, 9)
    assert found["nodes"] == [
        {"value": 0.2, "entity": {"id": "person/周远"}},
        {"value": 0.2, "entity": {"id": "person/李强~市科技局"}},
    ]
    assert ask(query)["data"]["centrality"] == found

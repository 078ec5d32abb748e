"""Search, lists under conditions, typed relations: what they give over the small graph."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.server import make_app
from graph.entity import Entity
from graph.keep.writer import write_graph
from tests.api.conftest import Ask
from tests.graph.sample_graph import DOCUMENTS, ENTITIES, EVENT, FACTS, UNIVERSITY, B, evidence, fact

PARK = "park/海河科创园"
NO_CURSOR = "BAD_USER_INPUT", "no cursor of this list"


def write(cursor: str) -> str:
    """A cursor as a client might make one up."""
    return urlsafe_b64encode(cursor.encode()).decode()


@pytest.mark.parametrize(
    ("query", "first", "highlight"),
    [
        ("远", "周远", {"name": "周远", "start": 1, "end": 2}),
        ("zy", "周远", {"name": "周远", "start": 0, "end": 2}),
        ("hai he hui t", "海河会堂", {"name": "海河会堂", "start": 0, "end": 4}),
        ("河東理工", "河东理工大学", {"name": "河东理工大学", "start": 0, "end": 4}),
        ("数据集团", "海河数据(集团)有限公司", {"name": "海河数据(集团)有限公司", "start": 2, "end": 7}),
    ],
)
def test_search_shows_where_a_name_matches(ask: Ask, query: str, first: str, highlight: dict[str, object]) -> None:
    page = ask(
        "query($q: String!) { search(query: $q) { edges { node { name } highlights { name start end } } } }", q=query
    )
    [edge, *_] = page["data"]["search"]["edges"]
    assert edge["node"]["name"] == first
    assert edge["highlights"][0] == highlight


def test_search_counts_all_that_it_found(ask: Ask) -> None:
    query = """{ search(query: "河", first: 1, where: {types: [ORGANIZATION, PARK, EVENT]}) { totalCount nodes { id }
        facets(fields: [TYPE, YEAR]) { field buckets { key label count } } } }"""
    page = ask(query)["data"]["search"]
    assert (page["totalCount"], len(page["nodes"])) == (4, 1)
    assert page["facets"] == [
        {
            "field": "TYPE",
            "buckets": [
                {"key": "Organization", "label": "机构", "count": 2},
                {"key": "Event", "label": "事件", "count": 1},
                {"key": "Park", "label": "园区", "count": 1},
            ],
        },
        {"field": "YEAR", "buckets": [{"key": "2024", "label": "2024", "count": 1}]},
    ]


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ("{types: [PERSON]}", ["person/周远", "person/李强~市科技局", "person/陈晓"]),
        ("{kinds: [EVENT, VENUE]}", [EVENT, "place/海河会堂"]),
        ("{hasFact: {end: SUBJECT, where: {relations: [HOLDS_POST], former: true}}}", ["person/李强~市科技局"]),
        (
            '{hasFact: {where: {qualifiers: {name: "title", contains: "校长"}}}}',
            [UNIVERSITY, "person/周远"],
        ),
        ('{since: "2024-05", until: "2024-05", types: [EVENT]}', [EVENT]),
        ('{since: "2025"}', []),
        ("{leastFacts: 5}", [UNIVERSITY]),
        (f'{{mentionedIn: ["document/{B}"], types: [POLICY]}}', ["policy/《河东区科创十条》"]),
    ],
)
def test_things_meet_every_condition(ask: Ask, where: str, ids: list[str]) -> None:
    page = ask(f"{{ entities(where: {where}) {{ totalCount nodes {{ id }} }} }}")["data"]["entities"]
    assert [node["id"] for node in page["nodes"]] == ids
    assert page["totalCount"] == len(ids)


@pytest.mark.parametrize("field", ["FACTS", "NAME", "ID", "DATE", "RELEVANCE"])
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
def test_pages_in_any_order_make_the_whole_list(ask: Ask, field: str, direction: str) -> None:
    query = f"""query($first: Int!, $after: String) {{ entities(first: $first, after: $after,
        orderBy: {{field: {field}, direction: {direction}}}) {{ nodes {{ id }}
        pageInfo {{ hasNextPage endCursor }} }} }}"""
    whole = [node["id"] for node in ask(query, first=100)["data"]["entities"]["nodes"]]
    found, after, more = list[str](), None, True
    while more:
        page = ask(query, first=3, after=after)["data"]["entities"]
        found += [node["id"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert len(found) == 13
    assert found == whole


def test_cursor_holds_in_a_graph_that_was_rebuilt_with_more_things(tmp_path: Path) -> None:
    query = """query($after: String) { entities(first: 3, after: $after, orderBy: {field: NAME}) {
        nodes { name } pageInfo { endCursor } } }"""

    def page(client: TestClient, after: str | None) -> dict[str, Any]:
        body = {"query": query, "variables": {"after": after}}
        found: dict[str, Any] = client.post("/graphql", json=body).json()["data"]["entities"]
        return found

    content: dict[str, Any] = {"documents": DOCUMENTS, "facts": FACTS, "indicators": (), "ledger": (), "meta": {}}
    write_graph(tmp_path, entities=ENTITIES, **content)
    with TestClient(make_app(tmp_path)) as client:
        cursor = page(client, None)["pageInfo"]["endCursor"]
        before = page(client, cursor)["nodes"]
        write_graph(tmp_path, entities=[*ENTITIES, Entity("place/一河", "Place", "Place", "一河")], **content)
        assert page(client, None)["nodes"][0] == {"name": "《河东区科创十条》"}
        assert page(client, cursor)["nodes"] == before


def test_typed_relations_name_what_they_lead_to(ask: Ask) -> None:
    query = f"""{{
        person: entity(name: "李强") {{ ... on Person {{
            posts {{ totalCount nodes {{ title former organization {{ name }} fact {{ id }} }} }}
            events {{ nodes {{ relation role event {{ name date }} }} }} }} }}
        event: node(id: "{EVENT}") {{ ... on Event {{
            speakers {{ totalCount nodes {{ role person {{ name }} }} }}
            participants {{ nodes {{ participant {{ name }} }} }}
            hosts {{ edges {{ node {{ name }} fact {{ relation sentence }} }} }} places {{ nodes {{ name }} }} }} }}
        body: node(id: "{UNIVERSITY}") {{ ... on Organization {{
            events {{ totalCount nodes {{ name date }} }} posts {{ nodes {{ title person {{ name }} }} }}
            parks {{ totalCount }} }} }}
        park: node(id: "{PARK}") {{ ... on Park {{ places {{ nodes {{ name }} }} builders {{ totalCount }} }} }}
        place: entity(name: "河东区") {{ relations {{ relation asSubject asObject }} ... on Place {{
            contains(depth: 2) {{ totalCount nodes {{ name }} }} }} }}
    }}"""
    data = ask(query)["data"]
    assert data["person"]["posts"] == {
        "totalCount": 1,
        "nodes": [
            {"title": "局长", "former": True, "organization": {"name": "市科技局"}, "fact": {"id": f"fact/{3:016x}"}}
        ],
    }
    opening = {"name": "海河科创园开园仪式", "date": "2024-05-18"}
    assert data["person"]["events"]["nodes"] == [{"relation": "MODERATED", "role": None, "event": opening}]
    assert data["event"]["speakers"] == {"totalCount": 1, "nodes": [{"role": "致辞", "person": {"name": "周远"}}]}
    assert [node["participant"]["name"] for node in data["event"]["participants"]["nodes"]] == ["周远", "李强"]
    [host] = data["event"]["hosts"]["edges"]
    assert (host["node"]["name"], host["fact"]["relation"]) == ("河东理工大学", "HOSTED")
    assert "由河东理工大学主办" in host["fact"]["sentence"]
    assert data["event"]["places"]["nodes"] == [{"name": "海河会堂"}]
    assert data["body"]["events"] == {"totalCount": 1, "nodes": [opening]}
    assert data["body"]["posts"]["nodes"] == [{"title": "校长", "person": {"name": "周远"}}]
    assert data["body"]["parks"] == {"totalCount": 0}
    assert data["park"] == {"places": {"nodes": [{"name": "河东区"}]}, "builders": {"totalCount": 0}}
    assert data["place"]["contains"] == {"totalCount": 1, "nodes": [{"name": "海河科创园"}]}
    assert {"relation": "LOCATED_IN", "asSubject": 0, "asObject": 1} in data["place"]["relations"]


def test_facts_meet_conditions_in_an_order(ask: Ask) -> None:
    query = f"""{{ facts(where: {{about: ["{EVENT}"], confidence: 0.8}},
        orderBy: {{field: CONFIDENCE, direction: DESC}}, first: 2) {{
        totalCount nodes {{ relation confidence firstSeen lastSeen conflicts {{ id }} }} }} }}"""
    page = ask(query)["data"]["facts"]
    assert page["totalCount"] == 4
    seen = {"firstSeen": "2024-05-18", "lastSeen": "2024-05-18", "conflicts": []}
    assert page["nodes"] == [
        {"relation": "MODERATED", "confidence": 1.0, **seen},
        {"relation": "SPOKE_AT", "confidence": 0.9, **seen},
    ]


def test_a_post_tells_since_when_and_until_when_it_was_held(tmp_path: Path) -> None:
    """What the text says of the post, beside when articles said it; null where it says nothing."""
    words = evidence(DOCUMENTS[0], "河东理工大学校长周远")
    held = fact(
        99, "person/周远", "holdsPost", UNIVERSITY, words,
        qualifiers={"title": "教务长", "validFrom": "2015-03", "validUntil": "2019"},
    )  # fmt: skip
    since = fact(98, "person/周远", "holdsPost", UNIVERSITY, words, qualifiers={"title": "院长", "validFrom": "2020"})
    content: dict[str, Any] = {"indicators": (), "ledger": (), "meta": {}}
    write_graph(tmp_path, documents=DOCUMENTS, entities=ENTITIES, facts=[*FACTS, held, since], **content)
    query = """{ entity(name: "周远") { facts(relation: HOLDS_POST) { nodes {
        title validFrom validUntil firstSeen } } } }"""
    with TestClient(make_app(tmp_path)) as client:
        posts = client.post("/graphql", json={"query": query}).json()["data"]["entity"]["facts"]["nodes"]
    told = {post["title"]: (post["validFrom"], post["validUntil"], post["firstSeen"]) for post in posts}
    assert told == {
        "校长": (None, None, "2024-05-18"),
        "教务长": ("2015-03", "2019", "2024-05-18"),
        "院长": ("2020", None, "2024-05-18"),
    }


def test_facts_that_cannot_both_hold_name_each_other(tmp_path: Path) -> None:
    words = evidence(DOCUMENTS[0], "河东理工大学校长周远")
    past = fact(99, "person/周远", "holdsPost", UNIVERSITY, words, qualifiers={"title": "校长", "former": "true"})
    other = fact(98, "person/周远", "holdsPost", UNIVERSITY, words, qualifiers={"title": "教授", "former": "true"})
    content: dict[str, Any] = {"indicators": (), "ledger": (), "meta": {}}
    write_graph(tmp_path, documents=DOCUMENTS, entities=ENTITIES, facts=[*FACTS, past, other], **content)
    query = '{ entity(name: "周远") { facts(relation: HOLDS_POST) { nodes { id conflicts { id } } } } }'
    with TestClient(make_app(tmp_path)) as client:
        nodes = client.post("/graphql", json={"query": query}).json()["data"]["entity"]["facts"]["nodes"]
    found = {node["id"]: [known["id"] for known in node["conflicts"]] for node in nodes}
    present, gone = f"fact/{1:016x}", f"fact/{99:016x}"
    assert found == {present: [gone], f"fact/{98:016x}": [], gone: [present]}


def test_indicators_meet_conditions(ask: Ask) -> None:
    query = '{ indicators(where: {measure: "生产总值", unit: "亿元"}) { totalCount nodes { measure value unit } } }'
    page = ask(query)["data"]["indicators"]
    assert page["totalCount"] == len(page["nodes"]) == 1
    assert page["nodes"][0]["value"] == "1204.5"


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ('{ entities(where: {since: "May"}) { totalCount } }', "BAD_USER_INPUT", "right is 2024, 2024-05 or"),
        ('{ entities(after: "WyJ4Il0") { nodes { id } } }', "BAD_USER_INPUT", "no cursor of this list"),
        *(
            (f'{{ entities(after: "{write(cursor)}", orderBy: {{field: FACTS}}) {{ nodes {{ id }} }} }}', *NO_CURSOR)
            for cursor in ('["FACTS asc",9223372036854775808,"a"]', '["FACTS asc","\\ud800","a"]', "[" * 50_000)
        ),
        ('{ entities(after: "é") { nodes { id } } }', "BAD_USER_INPUT", "no cursor of this list"),
        (
            '{ facts(where: {qualifiers: {name: "x", contains: "y"}}) { totalCount } }',
            "BAD_USER_INPUT",
            "there is no 'x'; there are",
        ),
        (
            '{ entity(name: "河东区") { ... on Place { contains(depth: 9) { totalCount } } } }',
            "BAD_USER_INPUT",
            "right is a number from 1 to 4",
        ),
        (
            "{ entities(where: {hasFact: [{}, {}, {}, {}, {}, {}]}) { totalCount } }",
            "LIMIT_EXCEEDED",
            "has 6 conditions",
        ),
    ],
)
def test_wrong_condition_gets_one_clear_error(ask: Ask, query: str, code: str, words: str) -> None:
    [error] = ask(query)["errors"]
    assert error["extensions"]["code"] == code
    assert words in error["message"]

"""Other people's clients and fuzzers against a real server."""

from __future__ import annotations

import pytest
import schemathesis
from gql import Client, gql
from gql.transport.requests import RequestsHTTPTransport
from hypothesis import given, settings

from api.graphql.__main__ import SDL
from api.graphql.errors import INTERNAL_SERVER_ERROR
from api.graphql.query import make_schema

EXAMPLES = 15
"""Queries for each field of the root."""
FIELDS = sorted(make_schema().core.query_type.fields)  # type: ignore[union-attr]  # there are queries


def test_gql_checks_queries_against_the_schema_and_answers_them(address: str) -> None:
    transport = RequestsHTTPTransport(f"{address}/graphql", timeout=10)
    with Client(transport=transport, fetch_schema_from_transport=True) as client:
        query = gql("query($n: String!) { entity(name: $n) { id facts { nodes { relation evidence { quote } } } } }")
        query.variable_values = {"n": "周远"}
        entity = client.execute(query)["entity"]
    assert entity["id"] == "person/周远"
    assert entity["facts"]["nodes"][0]["evidence"][0]["quote"] == "河东理工大学校长周远"


@pytest.mark.parametrize("field", FIELDS)
def test_what_schemathesis_makes_up_never_fails_the_server(address: str, field: str) -> None:
    schema = schemathesis.graphql.from_path(SDL)
    schema.config.update(base_url=f"{address}/graphql")

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None)
    @given(case=schema["Query"][field].as_strategy())
    def check(case: schemathesis.Case) -> None:
        response = case.call()
        assert response.status_code < 500, response.text
        assert INTERNAL_SERVER_ERROR not in response.text, response.text

    check()

"""A query that is answered by a plan has, byte for byte, the answer that graphql-core gives."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.current import OpenGraph
from api.graphql.answer import Answer, Answerer, Request
from tests.api.generated_queries import QueryMaker
from tests.graph.sample_graph import EVENT, UNIVERSITY

pytestmark = pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
"""graphql-core leaves behind an error what waits beside it."""

QUERIES = 150


class Compared:
    """Two ways to answer, and how often graphql-core had to answer for a plan."""

    def __init__(self, path: Path) -> None:
        self.graph = OpenGraph(path)
        self.planned, self.usual = Answerer(), Answerer(plans=False)
        self.left = 0
        executed = self.planned._executed

        async def counted(*arguments: Any) -> Answer:
            self.left += 1
            return await executed(*arguments)

        self.planned._executed = counted  # type: ignore[method-assign]  # it only counts

    def check(self, query: str, variables: Mapping[str, object]) -> dict[str, Any]:
        """The answer, which has to be the same both ways."""
        request = Request(query, variables)

        async def answers() -> list[bytes]:
            both = [await way.answer(request, self.graph.reads(seconds=10)) for way in (self.planned, self.usual)]
            return [orjson.dumps(answer.body()) for answer in both]

        one, other = asyncio.run(answers())
        assert one == other, query
        shown: dict[str, Any] = orjson.loads(one)
        return shown


@pytest.fixture(scope="module")
def compared(kg: Path) -> Iterator[Compared]:
    both = Compared(kg)
    yield both
    both.graph.close()
    gc.collect()  # while the warnings of this module are still expected


def test_generated_queries_have_the_same_answers_both_ways(compared: Compared) -> None:
    schema = compared.planned.schema.core
    right, left = 0, compared.left

    @settings(max_examples=QUERIES, deadline=None, database=None, derandomize=True)
    @given(st.integers(0, 10**9))
    def check(seed: int) -> None:
        nonlocal right
        maker = QueryMaker(schema, Random(seed))
        query = maker.make()
        right += "errors" not in compared.check(query, maker.variables)

    check()
    # An error, and what is made once for a graph, are for graphql-core; all else is for plans.
    assert right > QUERIES / 3
    assert compared.left - left < 0.7 * QUERIES


QUERY = """query Q($ids: [ID!]!, $first: Int = 2, $more: Boolean!, $lang: Language = EN) {
    nodes(ids: $ids) { __typename id ...thing @include(if: $more) ... on Person { posts(first: $first) { nodes {
        title organization { label(lang: $lang) } } edges { cursor } totalCount pageInfo { hasNextPage } } } }
    search(query: "河", first: $first) { totalCount edges { highlights { name start end } node { id } } }
    timeline(where: {about: $ids}) { buckets { key count } nodes { date thing { name } fact { id } } }
    neighbourhood(of: $ids) { nodes { ...thing } edges { id source target relation } truncated }
}
fragment thing on Entity { name kind facts(first: $first) { nodes { relation confidence former
    subject { id } object { id } evidence { quote sentence document { title date } } conflicts { id } firstSeen } }
    mentionedIn { title } neighbours(first: 2) { name } relations { relation asSubject } }"""


@pytest.mark.parametrize("more", [True, False])
def test_what_front_ends_ask_is_answered_by_a_plan(compared: Compared, *, more: bool) -> None:
    left = compared.left
    for first in (1, 2):
        answer = compared.check(QUERY, {"ids": ["person/周远", EVENT, UNIVERSITY, "x"], "more": more, "first": first})
        assert ("name" in answer["data"]["nodes"][0]) is more
    assert compared.left == left


@pytest.mark.parametrize(
    ("query", "variables", "words"),
    [
        ('{ facts(subject: "person/x") { nodes { id } } stats { facts } }', {}, "no thing of this graph"),
        ("query($f: Int!) { facts(first: $f) { nodes { id } } }", {"f": "5"}, "Int cannot represent"),
        (
            "query($f: [Relation!]) { timeline(where: {relations: $f}) { totalCount } }",
            {"f": ["HOLD"]},
            "does not exist",
        ),
        ("{ __schema { queryType { name } } __typename }", {}, "queryType"),
    ],
)
def test_what_no_plan_covers_is_answered_all_the_same(
    compared: Compared, query: str, variables: dict[str, object], words: str
) -> None:
    left = compared.left
    assert words in str(compared.check(query, variables))
    assert compared.left == left + 1

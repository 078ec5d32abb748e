"""GraphQL says why names are one thing."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from api.server import make_app
from graph.build import build

ARTICLE = "数据工作会议\n\n天津市发展和改革委员会召开会议。市发改委主任孟凡舟出席并讲话。"
QUERY = """{ node(id: "organization/天津市发展和改革委员会") {
    ... on Organization { resolvedBy { names same rule weight support against things } } } }"""


def test_reasons_come_with_the_thing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "kg", jobs=1)
    with TestClient(make_app(tmp_path / "kg")) as client:
        answer = client.post("/graphql", json={"query": QUERY}).json()
    [told] = [one for one in answer["data"]["node"]["resolvedBy"] if "市发改委" in one["names"]]
    assert told["things"] == ["organization/天津市发展和改革委员会"] * 2
    assert (told["same"], told["rule"], told["weight"]) == (True, "short-form-in-document", 0.8)
    assert len(told["support"]) == 12
    assert told["against"] == ""

"""The pages for people: the first page and GraphiQL."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from api.server import make_app
from graph.keep.writer import write_graph
from tests.graph.sample_graph import DOCUMENTS, ENTITIES, FACTS, INDICATORS

JSON = "application/json"


def test_first_page_says_what_the_graph_holds_and_its_queries_answer_with_evidence(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "<strong>13</strong> things" in page.text
    links = re.findall(r'class="example" href="([^"]+)"', page.text)
    assert len(links) == 3
    for link in links:
        answer = client.get(link.replace("&amp;", "&"), headers={"Accept": JSON}).json()
        assert "errors" not in answer
        assert re.search(r'"quote": "[^"]+"', json.dumps(answer, ensure_ascii=False)), unquote(link)


def test_queries_of_the_first_page_answer_on_the_sample_graph_too(sample_kg: Path) -> None:
    with TestClient(make_app(sample_kg)) as client:
        links = re.findall(r'class="example" href="([^"]+)"', client.get("/").text)
        assert len(links) == 3
        for link in links:
            answer = client.get(link, headers={"Accept": JSON}).text
            assert '"quote":"' in answer
            assert "errors" not in answer


def test_every_link_of_the_first_page_leads_somewhere(client: TestClient) -> None:
    page = client.get("/").text
    for link in re.findall(r'(?:href|src)="([^"]+)"', page):
        assert client.get(link, headers={"Accept": "text/html"}).status_code == 200, link
        if "query=" in link:
            assert "errors" not in client.get(link, headers={"Accept": JSON}).json()


def test_browser_gets_graphiql_from_this_server_alone(client: TestClient) -> None:
    page = client.get("/graphql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.headers["Content-Type"].startswith("text/html")
    assert "://" not in page.text
    parts = re.findall(r'(?:href|src)="([^"]+)"', page.text)
    assert len(parts) == 7
    for part in parts:
        assert client.get(part).status_code == 200
    assert "url(http" not in client.get("/static/graphiql.min.css").text
    assert "@import" not in client.get("/static/graphiql.min.css").text


def test_names_in_documents_cannot_break_the_page(tmp_path: Path) -> None:
    entities = [e._replace(name=f"<script>alert('{e.name}')</script>\"}}") for e in ENTITIES]
    content = {"documents": DOCUMENTS, "entities": entities, "facts": FACTS, "indicators": INDICATORS}
    write_graph(tmp_path, **content, ledger=(), meta={})  # type: ignore[arg-type]
    with TestClient(make_app(tmp_path)) as client:
        page = client.get("/").text
        assert "<script" not in page
        for link in re.findall(r'class="example" href="([^"]+)"', page):
            assert "errors" not in client.get(link, headers={"Accept": JSON}).json()


@pytest.mark.parametrize(
    "path", ["/static", "/static/", "/static/../server.py", "/static/%2e%2e/server.py", "/nothing"]
)
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["X-Content-Type-Options"] == "nosniff"

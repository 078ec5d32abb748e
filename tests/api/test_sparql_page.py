"""The query page: it stands alone, knows the vocabulary and the examples, and works in a browser."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from schema import load_ontology
from schema.examples import load_examples

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


def page_of(client: TestClient) -> str:
    answer = client.get("/sparql", headers=BROWSER)
    assert answer.headers["Content-Type"].startswith("text/html")
    return answer.text


def test_editor_begins_with_a_query_that_is_easy_to_read(client: TestClient) -> None:
    [text] = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page_of(client), re.DOTALL)
    assert "zm:spokeAt" in html.unescape(text)


def test_page_is_made_of_this_server_alone(client: TestClient) -> None:
    parts = re.findall(r'(?:href|src)="([^"]+)"', page_of(client))
    assert len(parts) == 9
    for part in parts:
        assert part.startswith("/")
        assert client.get(part, headers=BROWSER).status_code == 200, part


def test_page_knows_every_term_and_every_example(client: TestClient) -> None:
    [found] = re.findall(r'<script id="data" type="application/json">(.*?)</script>', page_of(client), re.DOTALL)
    data = json.loads(found)
    ontology = load_ontology()
    names = {term["name"] for term in data["terms"]}
    assert {f"zm:{name}" for name in (*ontology.classes, *ontology.relations, *ontology.properties)} <= names
    assert {name.split(":")[0] for name in names} <= set(data["prefixes"])
    assert {example["query"] for example in data["examples"]} == {example.text for example in load_examples()}


def test_form_works_without_scripts(client: TestClient) -> None:
    answer = client.post("/sparql", data={"query": "ASK {}"}, headers=BROWSER)
    assert answer.status_code == 200
    assert "<boolean>true</boolean>" in answer.text


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize(
    ("query", "seen"),
    [
        (
            "SELECT ?person ?name { ?person a zm:Person ; skos:prefLabel ?name }",
            ["3 rows", "周远", 'href="/id/person/'],
        ),
        ("SELECT * {\n  ?s ?p }", ["line 2, column 10: the query cannot be read", "wrong-line"]),
        ("CONSTRUCT { ?s a zm:Park } { ?s a zm:Park }", ["park:海河科创园 ", "jsonld"]),
    ],
)
def test_browser_shows_rows_graphs_and_places_of_errors(
    address: str, tmp_path: Path, query: str, seen: list[str]
) -> None:
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}"]
    command += ["--virtual-time-budget=8000", "--dump-dom", f"{address}/sparql#query={quote(query)}"]
    shown = html.unescape(subprocess.run(command, capture_output=True, text=True, timeout=120, check=False).stdout)
    for words in seen:
        assert words in shown, shown[-3000:]

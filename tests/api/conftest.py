"""What the tests of the API share: a small graph, the application over it, and a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.server import make_app
from tests.graph.sample_graph import write_sample
from tests.serving import serving

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the small graph; read it, do not change it."""
    path = tmp_path_factory.mktemp("api") / "kg"
    write_sample(path)
    return path


@pytest.fixture(scope="session")
def client(kg: Path) -> Iterator[TestClient]:
    with TestClient(make_app(kg)) as client:
        yield client


@pytest.fixture(scope="session")
def ask(client: TestClient) -> Ask:
    """POST a query; gives the whole answer."""

    def ask(query: str, **variables: object) -> dict[str, Any]:
        answer: dict[str, Any] = client.post("/graphql", json={"query": query, "variables": variables}).json()
        return answer

    return ask


@pytest.fixture(scope="session")
def address(kg: Path) -> Iterator[str]:
    """Address of a real server."""
    with serving(kg) as found:
        yield found

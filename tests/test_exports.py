"""exports/ holds the graph of the sample articles, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.export import FORMATS
from tests.exports import EXPORTS, FILES, export_all


@pytest.fixture(scope="module")
def exported(sample_kg: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    export_all(sample_kg, folder)
    return folder


@pytest.mark.parametrize("name", FILES.values())
def test_export_equals_the_committed_file(exported: Path, name: str) -> None:
    same = (exported / name).read_bytes() == (EXPORTS / name).read_bytes()
    assert same, f"exports/{name} is stale: run `make exports`, look at the difference, commit it"


def test_every_format_has_its_file() -> None:
    assert sorted(FILES) == sorted(FORMATS)
    assert sorted(FILES.values()) == sorted(path.name for path in EXPORTS.iterdir())

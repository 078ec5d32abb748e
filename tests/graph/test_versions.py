"""Versions of installed packages."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

import graph.versions
from graph.program import LIBRARIES
from graph.versions import version


@pytest.mark.parametrize("package", ["zhimai", *LIBRARIES])
def test_version_is_that_of_the_metadata(package: str) -> None:
    assert version(package) == metadata.version(package)


def test_first_folder_on_the_path_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, folder in enumerate(("one", "two"), 1):
        (tmp_path / folder / f"Some_Package-{number}.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr("sys.path", [str(tmp_path / "none"), str(tmp_path / "one"), str(tmp_path / "two")])
    graph.versions._installed.cache_clear()
    try:
        assert version("some.package") == "1.0"
        with pytest.raises(metadata.PackageNotFoundError):
            version("no-such-package")
    finally:
        graph.versions._installed.cache_clear()

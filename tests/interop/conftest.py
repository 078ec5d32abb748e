"""What the tests with other people's tools share: the sample graph in every format, a server over it, and the tools.

A tool that is not there is said, and its tests are skipped. `make tools` installs those that come from npm.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.export import FORMATS
from graph.keep.reader import Graph
from tests.conftest import ROOT
from tests.serving import serving

HERE = Path(__file__).parent
MODULES = ROOT / "build" / "interop"
"""Where `make tools` has npm install."""

Node = Callable[..., str]


def wanted(program: str, package: str) -> str:
    """Path of a program; its tests are skipped where it is missing."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed (Debian: {package})")
    return found


@pytest.fixture(scope="session")
def files(sample_kg: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample graph in each format of RDF, by the format's name."""
    folder = tmp_path_factory.mktemp("formats")
    found = {}
    with Graph(sample_kg) as graph:
        for name in ("turtle", "trig", "nquads", "jsonld", "rdf12"):
            found[name] = folder / f"sample{FORMATS[name].suffix}"
            with found[name].open("wb") as stream:
                FORMATS[name].writer(graph, stream)
    return found


@pytest.fixture(scope="session")
def address(sample_kg: Path) -> Iterator[str]:
    """Address of a real server of the sample graph."""
    with serving(sample_kg) as found:
        yield found


@pytest.fixture(scope="session")
def node() -> Node:
    """Run a script of this folder with Node.js; gives what it prints."""
    program = Path(sys.executable).with_name("node")
    if not program.exists() or not (MODULES / "node_modules").is_dir():
        pytest.skip("N3.js, jsonld.js and Comunica are not installed; `make tools` installs them where npm is reached")

    def run(script: str, *arguments: object) -> str:
        shutil.copy(HERE / script, MODULES)
        command = [program, MODULES / script, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run

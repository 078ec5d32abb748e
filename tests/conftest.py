"""What many tests need: the command line as users run it, and the graph of the sample articles."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from graph.keep.reader import Graph

# A loaded machine is no fault of the code: no time limit for an example.
settings.register_profile("zhimai", deadline=None)
settings.load_profile("zhimai")

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "graph" / "samples"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def zhimai_command() -> list[str]:
    """The installed `zhimai`, as a user calls it."""
    return [str(Path(sys.executable).with_name("zhimai"))]


@pytest.fixture(scope="session")
def zhimai() -> Run:
    """Run `zhimai` with arguments; no traceback may show, whatever happens."""

    def run(*arguments: object, timeout: float = 120, **environment: str) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(
            [*zhimai_command(), *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, **environment},
            timeout=timeout,
            check=False,
        )
        assert "Traceback" not in result.stderr, result.stderr
        return result

    return run


@pytest.fixture(scope="session")
def sample_kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Directory of the graph of the sample articles; read it, do not change it."""
    from api.commands.demo import LICENSE  # noqa: PLC0415 - as the next line
    from graph.build import build  # noqa: PLC0415 - tests of one part need not load the others

    kg = tmp_path_factory.mktemp("samples") / "kg"
    build([SAMPLES], kg, license=LICENSE)
    return kg


@pytest.fixture
def sample_graph(sample_kg: Path) -> Iterator[Graph]:
    """The graph of the sample articles, open."""
    with Graph(sample_kg) as graph:
        yield graph

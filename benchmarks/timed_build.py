"""One `zhimai build`, and a last line with the seconds of its resolution: what update.py runs, and nothing more.

python benchmarks/timed_build.py DOCUMENTS KG
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import api.cli
import graph.build


def main(documents: str, kg: str) -> None:
    """Build, tell."""
    resolution = timed_resolution()
    code = api.cli.main(["build", documents, "--out", kg, "--jobs", "1"])
    print(resolution(), flush=True)
    api.cli.leave(code)


def timed_resolution() -> Callable[[], float]:
    """Let resolution be timed from now on; gives what it took so far."""
    usual = getattr(graph.build.resolve, "usual", graph.build.resolve)
    taken = 0.0

    def timed(*articles: Any, **options: Any) -> Any:
        nonlocal taken
        begun = time.process_time()
        try:
            return usual(*articles, **options)
        finally:
            taken += time.process_time() - begun

    timed.usual = usual  # type: ignore[attr-defined]  # not to be timed twice
    graph.build.resolve = timed
    return lambda: taken


if __name__ == "__main__":
    main(*sys.argv[1:])

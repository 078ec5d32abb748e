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

RESOLUTION = "seconds of resolution:"


def time_resolution(tell: Callable[[float], None]) -> None:
    """Have the processor time of each resolution told."""
    usual = graph.build.resolve

    def timed(*articles: Any, **options: Any) -> Any:
        begun = time.process_time()
        found = usual(*articles, **options)
        tell(time.process_time() - begun)
        return found

    graph.build.resolve = timed


if __name__ == "__main__":
    time_resolution(lambda seconds: print(RESOLUTION, seconds, file=sys.stderr))
    sys.exit(api.cli.main())

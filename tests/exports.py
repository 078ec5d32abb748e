"""The sample articles in every export format -> exports/: python -m tests.exports."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from api.cli import main

ROOT = Path(__file__).parent.parent
EXPORTS = ROOT / "exports"

FILES = {
    "turtle": "sample.ttl",
    "trig": "sample.trig",
    "nquads": "sample.nq",
    "jsonld": "sample.jsonld",
    "graphml": "sample.graphml",
}


def export_all(kg: Path, folder: Path) -> None:
    """Write a graph to `folder` in every format, through the command line."""
    folder.mkdir(parents=True, exist_ok=True)
    for format_, name in FILES.items():
        code = main(["export", str(kg), "--format", format_, "--output", str(folder / name)])
        assert code == 0, format_


if __name__ == "__main__":
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as work:
        kg = Path(work) / "kg"
        assert main(["build", "graph/samples", "--out", str(kg)]) == 0
        export_all(kg, EXPORTS)

"""The sample articles -> exports/ in every format, and the excerpts that README.md shows: python -m tests.exports."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from pathlib import Path

from api.cli import main
from api.commands.demo import LICENSE

ROOT = Path(__file__).parent.parent
EXPORTS = ROOT / "exports"
README = ROOT / "README.md"

FILES = {
    "turtle": "sample.ttl",
    "trig": "sample.trig",
    "nquads": "sample.nq",
    "jsonld": "sample.jsonld",
    "rdf12": "sample.rdf12.ttl",
    "void": "sample.void.ttl",
    "graphml": "sample.graphml",
    "gexf": "sample.gexf",
    "pajek": "sample.net",
    "cytoscape": "sample.cyjs",
}

SHOWN = "刘桂平"
"""The person whom the README shows."""


def export_all(kg: Path, folder: Path) -> None:
    """Write a graph to `folder` in every format, through the command line."""
    folder.mkdir(parents=True, exist_ok=True)
    for format_, name in FILES.items():
        code = main(["export", str(kg), "--format", format_, "--output", str(folder / name)])
        assert code == 0, format_


def with_excerpts(readme: str, kg: Path, turtle: str) -> str:
    """The README with its Turtle and its output of `zhimai show` as this graph gives them."""
    readme = _with_block(readme, "turtle", turtle_excerpt(turtle))
    return _with_block(readme, "text", shown(kg))


def turtle_excerpt(turtle: str) -> str:
    """The first post of the person: the fact and the evidence, as they stand in the export."""
    blocks = turtle.split("\n\n")
    fact = next(block for block in blocks if f"rdf:subject person:{SHOWN} ;\n    rdf:predicate zm:holdsPost ;" in block)
    [selector] = re.findall(r"zm:evidence (<[^>]+>) \.", fact)
    evidence = next(block for block in blocks if block.startswith(f"{selector} a "))
    return f"{fact}\n\n{evidence}\n"


def shown(kg: Path) -> str:
    """What `zhimai show` prints of the person."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        assert main(["show", str(kg), SHOWN]) == 0
    return output.getvalue()


def _with_block(readme: str, language: str, content: str) -> str:
    pattern = rf"^```{language}\n.*?^```$"
    return re.sub(pattern, lambda _: f"```{language}\n{content}```", readme, flags=re.MULTILINE | re.DOTALL)


if __name__ == "__main__":
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as work:
        graph = Path(work) / "kg"
        assert main(["build", "graph/samples", "--out", str(graph), "--license", LICENSE]) == 0
        export_all(graph, EXPORTS)
        turtle_text = (EXPORTS / FILES["turtle"]).read_text("utf-8")
        README.write_text(with_excerpts(README.read_text("utf-8"), graph, turtle_text), encoding="utf-8")

"""zhimai demo: the sample articles of the package -> a graph, served."""

from __future__ import annotations

import argparse
from importlib.resources import as_file, files
from pathlib import Path

from api.commands import Commands, add_command, serve
from api.commands.build import build_with_progress, summary_text

LICENSE = "https://spdx.org/licenses/MIT"
"""Of the sample articles."""

EXAMPLES = """\
examples:
  zhimai demo                             build into ./kg and serve on http://127.0.0.1:8000
  zhimai demo --out sample --port 9000
  zhimai demo --build-only                build, print the summary, serve nothing
"""


def add(commands: Commands) -> None:
    """Describe `zhimai demo`."""
    parser = add_command(commands, "demo", does="build and serve the sample articles", examples=EXAMPLES)
    parser.add_argument(
        "--out", metavar="DIR", type=Path, default=Path("kg"), help="directory of the graph (default: kg)"
    )
    parser.add_argument("--build-only", action="store_true", help="build the graph, do not serve it")
    serve.add_address(parser)
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Build the samples, then serve them."""
    with as_file(files("graph") / "samples") as samples:
        summary = build_with_progress([samples], call.out, license=LICENSE)
    print(summary_text(summary))
    if call.build_only:
        return 0
    call.graph = call.out
    return serve.run(call)

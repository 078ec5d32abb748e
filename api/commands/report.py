"""zhimai report: a graph -> one page that a colleague opens without anything installed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from api.commands import Commands, add_command
from api.commands.analyze import show_progress
from graph.errors import UsageError
from graph.keep.reader import Graph

EXAMPLES = """\
examples:
  zhimai report kg --out report.html
  zhimai report kg --out report.html --title "京津冀协同创新，2024年上半年"

Key persons, key bodies, brokers, communities, what was built, a timeline and measured numbers: tables that sort,
pictures, and the command behind each. The page loads nothing from the network. Without matplotlib it has no pictures.
"""


def add(commands: Commands) -> None:
    """Describe `zhimai report`."""
    parser = add_command(commands, "report", does="write one page with key figures and pictures", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="report.html")
    parser.add_argument("--title", metavar="TEXT", default="", help="heading (default: name of the directory)")
    parser.add_argument(
        "--font", metavar="FILE", type=Path, help="a font file (default: the font that comes with zhimai)"
    )
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Compute, draw, write."""
    from graph.report.page import write_report  # noqa: PLC0415 - networkx takes long to import

    font, notes = _font(call.font)
    for note in notes:
        print(f"note: {note}", file=sys.stderr)
    with Graph(call.graph) as graph, show_progress(7) as progress:
        page = write_report(graph, title=call.title, font=font, notes=notes, progress=progress)
    call.out.write_text(page, encoding="utf-8")
    return 0


def _font(file: Path | None) -> tuple[str, tuple[str, ...]]:
    """A font, or none and why there are no pictures."""
    from graph.plot.lettering import find_font  # noqa: PLC0415

    try:
        return find_font(file), ()
    except UsageError as error:
        if file is not None:
            raise
        return "", (f"no pictures: {error}",)

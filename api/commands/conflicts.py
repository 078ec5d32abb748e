"""zhimai conflicts: a graph -> what its sources disagree about."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands import Commands, add_command
from graph.keep.reader import Graph

if TYPE_CHECKING:
    from graph.conflicts import Conflict, Seen

EXAMPLES = """\
examples:
  zhimai conflicts kg
  zhimai conflicts kg --json

Lists two holders of one post at one time, dates of founding, places of an event, and values of one measure. The graph
keeps both sides; the dates are those of publication, first and last.
"""


def add(commands: Commands) -> None:
    """Describe `zhimai conflicts`."""
    parser = add_command(commands, "conflicts", does="list what the sources disagree about", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Find and print them."""
    from graph.conflicts import find_conflicts  # noqa: PLC0415 - the other commands need not load it

    with Graph(call.graph) as graph:
        found = find_conflicts(graph)
    if call.json:
        print(json.dumps([asdict(conflict) for conflict in found], ensure_ascii=False, indent=2))
        return 0
    for conflict in found:
        for line in as_text(conflict):
            print(line)
    print(f"{len(found)} conflict{'' if len(found) == 1 else 's'}")
    return 0


def as_text(conflict: Conflict) -> Iterator[str]:
    """Lines for people."""
    yield f"{conflict.about}: {conflict.kind}"
    for side in conflict.sides:
        yield f"  {side.says}  {_span(side.seen)}".rstrip()
        for quote, title in side.quotes[:3]:
            yield f"    “{' '.join(quote.split())}”  — {title}"


def _span(seen: Seen) -> str:
    return seen.first if seen.first == seen.last else f"{seen.first} to {seen.last}"

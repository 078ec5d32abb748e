"""zhimai diff: two graphs -> what is new, gone and changed, with the documents that caused it."""

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
    from graph.diff import Difference

EXAMPLES = """\
examples:
  zhimai diff kg-of-monday kg               what has changed since
  zhimai diff kg-of-monday kg --json
  zhimai diff kg-of-monday kg --patch       a SPARQL update: DELETE DATA, INSERT DATA, in the syntax of Turtle

Exit code 0 when the two are the same, 1 when they differ. To compare before and after, copy the folder first.
"""
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def add(commands: Commands) -> None:
    """Describe `zhimai diff`."""
    parser = add_command(commands, "diff", does="tell what has changed between two graphs", examples=EXAMPLES)
    parser.add_argument("old", metavar="OLD", type=Path, help="directory of a graph")
    parser.add_argument("new", metavar="NEW", type=Path, help="directory of another graph")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print JSON")
    how.add_argument("--patch", action="store_true", help="print an update that turns the one into the other")
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Compare and print."""
    from graph.diff import compare, write_patch  # noqa: PLC0415 - the exports take long to load

    with Graph(call.old) as old, Graph(call.new) as new:
        difference = compare(old, new)
        if call.patch:
            lines: Iterator[str] = write_patch(old, new)
        elif call.json:
            lines = iter([json.dumps(asdict(difference), ensure_ascii=False, indent=2)])
        else:
            lines = as_text(difference)
        for line in lines:
            print(line)
    return 0 if difference.empty else 1


def as_text(difference: Difference) -> Iterator[str]:
    """Lines for people: documents, things, facts."""
    for document in difference.documents:
        yield f"{_SIGNS[document.change]} document {document.title or document.source}  ({document.source})"
    for entity in difference.entities:
        yield f"{_SIGNS[entity.change]} {entity.id}" + "".join(f"\n    {what}" for what in entity.what)
    for fact in difference.facts:
        what = "  ".join(fact.what)
        yield f"{_SIGNS[fact.change]} {fact.subject} {fact.relation} {fact.object}  {what}".rstrip()
        yield "    because of " + ("; ".join(fact.causes) or "what names are taken for")
    counts = [len(part) for part in (difference.documents, difference.entities, difference.facts)]
    yield f"{counts[0]} documents, {counts[1]} things and {counts[2]} facts differ"

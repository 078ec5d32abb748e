"""zhimai check: a graph -> which of its promises hold."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from api.commands import Commands, add_command

EXAMPLES = """\
examples:
  zhimai check kg
  zhimai check kg --json

Exit code 0 when every promise holds, 1 when one does not.
"""


def add(commands: Commands) -> None:
    """Describe `zhimai check`."""
    parser = add_command(commands, "check", does="check that a graph keeps its promises", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Check, print a line for each promise and one for each fault."""
    from graph.check import check_kept  # noqa: PLC0415 - the ontology takes long to load

    checks = check_kept(call.graph)
    if call.json:
        print(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=2))
    else:
        for check in checks:
            print(f"{'fails' if check.faults else 'holds'}  {check.name:<9} {check.promise} ({check.checked} checked)")
            for fault in check.faults:
                print(f"         {fault}")
    return 1 if any(check.faults for check in checks) else 0

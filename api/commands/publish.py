"""zhimai publish: a graph -> a SPARQL 1.1 store elsewhere."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from api.commands import Commands, add_command

EXAMPLES = """\
examples:
  zhimai publish kg --to http://127.0.0.1:7878/store                     Oxigraph
  zhimai publish kg --to http://127.0.0.1:3030/kg/data                   Fuseki
  zhimai publish kg --to http://example.org/store --update http://example.org/update

The graph goes to the store in batches; the last step makes it the default graph. Each document becomes a named graph.
A call that was stopped goes on where it stopped.
"""


def add(commands: Commands) -> None:
    """Describe `zhimai publish`."""
    parser = add_command(commands, "publish", does="bring a graph into a SPARQL store", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    parser.add_argument("--to", metavar="URL", required=True, help="address of the store's Graph Store Protocol")
    parser.add_argument("--update", metavar="URL", default="", help="where it takes updates (default: guessed)")
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Publish, and say how far it is."""
    from graph.keep import Graph  # noqa: PLC0415 - the other commands start without the store
    from graph.publish import Target, publish, state_file  # noqa: PLC0415

    target = Target(call.to, update=call.update)
    with Graph(call.graph) as graph:
        done = publish(graph, target, state_file(call.graph, call.to), tell=lambda line: print(line, file=sys.stderr))
    print(f"{call.graph} is in {call.to}: {done.documents:,} named graphs; graph {done.hash} is the default graph")
    return 0

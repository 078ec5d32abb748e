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
  zhimai publish kg --to http://127.0.0.1:8890/sparql-graph-crud --graph https://example.org/kg   Virtuoso
  zhimai publish kg --to http://example.org/store --update http://example.org/update --header @token.txt

The graph goes to the store in batches; the last step makes it the default graph. Each document becomes a named graph.
A call that was stopped goes on where it stopped. Where the default graph of a store is all its graphs together, give
the graph a name: --graph. More about stores: api/sparql/stores.md
"""


def add(commands: Commands) -> None:
    """Describe `zhimai publish`."""
    parser = add_command(commands, "publish", does="bring a graph into a SPARQL store", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    parser.add_argument("--to", metavar="URL", required=True, help="address of the store's Graph Store Protocol")
    parser.add_argument("--update", metavar="URL", default="", help="where it takes updates (default: guessed)")
    parser.add_argument(
        "--graph", metavar="IRI", dest="graph_name", default="", help="become this named graph, not the default graph"
    )
    parser.add_argument(
        "--header",
        metavar="LINE",
        action="append",
        default=[],
        help="send this with each request, 'Authorization: Bearer …'; @FILE reads it from a file",
    )
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Publish, and say how far it is."""
    from graph.keep.reader import Graph  # noqa: PLC0415 - the other commands start without the store
    from graph.publish import Target, publish, state_file  # noqa: PLC0415

    headers = dict(_header(line) for line in call.header)
    target = Target(call.to, update=call.update, graph=call.graph_name, headers=headers)
    with Graph(call.graph) as graph:
        done = publish(graph, target, state_file(call.graph, target), tell=lambda line: print(line, file=sys.stderr))
    place = f"<{call.graph_name}>" if call.graph_name else "the default graph"
    print(f"{call.graph} is in {call.to}: {done.documents:,} named graphs; graph {done.hash} is {place}")
    return 0


def _header(line: str) -> tuple[str, str]:
    """A header of HTTP from 'Name: value', or from the first line of a file."""
    from graph.errors import UsageError  # noqa: PLC0415 - as above

    given = line
    if line.startswith("@"):
        path = Path(line[1:])
        try:
            given = path.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise UsageError(f"--header {line}: cannot be read as text") from None
    name, colon, value = given.partition(":")
    if not colon or not name.strip() or not given.isprintable():
        # What stands in a file is nobody's to see.
        raise UsageError(f"--header {line}: is no header; right is for example 'Authorization: Bearer abc'")
    return name.strip(), value.strip()

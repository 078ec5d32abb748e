"""zhimai export: a graph -> a file in a format of others."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from api.commands import Commands, add_command, tell_stale
from graph.errors import UsageError
from graph.export import DEFAULT_BASE, FOLDERS, FORMATS
from graph.keep.reader import Graph

EXAMPLES = """\
examples:
  zhimai export kg --format turtle --output graph.ttl    for linked-data tools
  zhimai export kg --format trig --output graph.trig     a named graph for each document
  zhimai export kg --format graphml --output graph.graphml    for Gephi, Cytoscape, NetworkX
  zhimai export kg --format gexf --output graph.gexf     for Gephi: places, communities, dates
  zhimai export kg --format parquet --output tables      a folder; csv (Gephi) and neo4j are folders as well
  zhimai export kg --format nquads --output - | sort | head   to standard output

The same graph gives the same bytes.
"""


def add(commands: Commands) -> None:
    """Describe `zhimai export`."""
    parser = add_command(commands, "export", does="write a graph in another format", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    parser.add_argument(
        "--format", choices=(*FORMATS, *FOLDERS), default="turtle", help="format (default: %(default)s)"
    )
    parser.add_argument(
        "--output", metavar="FILE", default="-", help="file, or folder; - for standard output, the default"
    )
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Write the export."""
    if call.format in FOLDERS:
        return _write_folder(call)
    writer = FORMATS[call.format].writer
    with Graph(call.graph) as graph:
        tell_stale(graph)
        base = graph.meta.get("base", DEFAULT_BASE)
        if call.output == "-":
            writer(graph, sys.stdout.buffer, base=base)
            sys.stdout.buffer.flush()
        else:
            with Path(call.output).open("wb") as stream:
                writer(graph, stream, base=base)
    return 0


def _write_folder(call: argparse.Namespace) -> int:
    if call.output == "-":
        raise UsageError(f"{call.format} is several files; say where to: --output FOLDER")
    with Graph(call.graph) as graph:
        FOLDERS[call.format](graph, Path(call.output), base=graph.meta.get("base", DEFAULT_BASE))
    return 0

"""zhimai validate: an RDF file -> what in it breaks the shapes of the vocabulary."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.commands import Commands, add_command

EXAMPLES = """\
examples:
  zhimai validate graph.ttl      any Turtle that uses the vocabulary, also one that zhimai did not write
  zhimai validate export.nq      N-Triples, N-Quads, TriG, JSON-LD and RDF/XML too

Exit codes: 0 nothing is wrong, 1 something is, 2 the file cannot be read.
"""


def add(commands: Commands) -> None:
    """Describe `zhimai validate`."""
    parser = add_command(commands, "validate", does="hold an RDF file against the shapes", examples=EXAMPLES)
    parser.add_argument("file", metavar="FILE", type=Path, help="the file; its ending says the format")
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Print a line for each thing that is wrong, and how many there are."""
    from graph.validate import find_breaches, read_triples  # noqa: PLC0415 - rdflib takes long to import

    triples = read_triples(call.file)
    breaches = find_breaches(triples)
    for breach in breaches:
        print(breach)
    found = "no breach" if not breaches else f"{len(breaches)} breach{'es' if len(breaches) > 1 else ''}"
    print(f"{call.file}: {len(triples):,} triples, {found} of the shapes")
    return 1 if breaches else 0

"""zhimai centrality: a graph -> the things that matter most in it."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from api.commands import Commands, add_command, count
from graph.entity import Entity
from graph.keep.reader import Graph

EXAMPLES = """\
examples:
  zhimai centrality kg                                      by PageRank
  zhimai centrality kg --measure betweenness --top 10       who stands between the others
  zhimai centrality kg --measure degree --type Person       persons only; their values come from the whole graph
  zhimai centrality kg --top 100 --csv ranking.csv          a table for a spreadsheet

measures: degree, in-degree, out-degree, pagerank, betweenness, closeness, eigenvector. Mentions do not count.
"""


def add(commands: Commands) -> None:
    """Describe `zhimai centrality`."""
    parser = add_command(commands, "centrality", does="rank the things of a graph", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    parser.add_argument("--measure", default="pagerank", help="see below (default: %(default)s)")
    parser.add_argument("--top", metavar="N", type=count, default=20, help="how many (default: %(default)s)")
    parser.add_argument("--type", metavar="TYPE", action="append", default=[], help="only this type; may be repeated")
    parser.add_argument("--csv", metavar="FILE", type=Path, help="write a CSV file instead of printing a table")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Rank, and print or write the ranking."""
    from graph.centrality import centrality  # noqa: PLC0415 - networkx takes long to import

    with Graph(call.graph) as graph:
        ranking = centrality(graph, call.measure, top=call.top, types=call.type)
    if call.csv:
        _write_csv(call.csv, call.measure, ranking)
    if call.json:
        print(json.dumps([_row(call.measure, *ranked) for ranked in ranking], ensure_ascii=False, indent=2))
    elif not call.csv:
        Console(highlight=False).print(_table(call.measure, ranking))
    return 0


def _row(measure: str, entity: Entity, value: float) -> dict[str, object]:
    return {"id": entity.id, "name": entity.name, "type": entity.type, "kind": entity.kind, measure: round(value, 9)}


def _write_csv(path: Path, measure: str, ranking: Sequence[tuple[Entity, float]]) -> None:
    """With a byte order mark: without it, spreadsheet programs take Chinese for something else."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, ["id", "name", "type", "kind", measure])
        writer.writeheader()
        writer.writerows(_row(measure, *ranked) for ranked in ranking)


def _table(measure: str, ranking: Sequence[tuple[Entity, float]]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(justify="right")
    table.add_column("name", style="bold", overflow="fold")
    table.add_column("type")
    table.add_column(measure, justify="right")
    for rank, (entity, value) in enumerate(ranking, 1):
        table.add_row(str(rank), entity.name, entity.kind, f"{value:.6f}")
    return table

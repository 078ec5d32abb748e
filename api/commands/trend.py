"""zhimai trend: a graph -> how a measure changed by year, quarter or month, and what differs between two periods."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from api.commands import Commands, add_command, count
from api.commands.analyze import add_selection, names, show_progress, write_csv
from graph.errors import UsageError
from graph.keep.reader import Graph

if TYPE_CHECKING:
    from graph.analysis.trend import Comparison, Trend

EXAMPLES = """\
examples:
  zhimai trend kg                                              share of others linked with, by year
  zhimai trend kg --measure pagerank --by quarter --types Person
  zhimai trend kg --compare 2022 2023                          who rose, who entered, what was built
  zhimai trend kg --compare 2022-01..2022-06 2022-07..2022-12 --types Organization
  zhimai trend kg --by quarter --csv trend.csv

A fact belongs to its own date, else to that of its event, else to those of its articles; without one, it does
not count. Every period is a network of its own: what a thing has in a period with few articles says little.
"""


def add(commands: Commands) -> None:
    """Describe `zhimai trend`."""
    parser = add_command(commands, "trend", does="see how things changed over time", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    parser.add_argument("--measure", default="degree", help="a measure of zhimai analyze (default: %(default)s)")
    parser.add_argument("--by", default="year", help="year, quarter or month (default: %(default)s)")
    parser.add_argument(
        "--compare", metavar="PERIOD", nargs=2, help="two periods instead, such as 2022 or 2022-01..2022-06"
    )
    parser.add_argument("--types", metavar="TYPES", type=names, default=(), help="list only these, by comma")
    add_selection(parser)
    parser.add_argument("--top", metavar="N", type=count, default=20, help="rows (default: %(default)s)")
    parser.add_argument("--csv", metavar="FILE", type=Path, help="write a CSV file")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Compute, then print or write."""
    from graph.analysis.selection import Selection  # noqa: PLC0415 - networkx takes long to import
    from graph.analysis.trend import compare, trend  # noqa: PLC0415

    selection = Selection(call.relations, call.within, call.confidence, call.since, call.until)
    options = {"types": call.types, "selection": selection, "top": call.top}
    with Graph(call.graph) as graph:
        if call.compare:
            before, after = (_bounds(period) for period in call.compare)
            compared = compare(graph, before, after, call.measure, **options)
            ends = sorted({end for fact in compared.built for end in (fact.subject, fact.object)})
            known = {entity.id: entity.name for entity in graph.entities(ends) if entity}
            _write(call, list(_changes(compared, known)))
        else:
            with show_progress(None) as progress:
                found = trend(graph, call.measure, by=call.by, progress=progress, **options)
            _write(call, list(_lines(found)))
            if not call.json:
                print(_note(found), file=sys.stderr if call.csv else sys.stdout)
    return 0


def _bounds(period: str) -> tuple[str, str]:
    first, dots, last = period.partition("..")
    if dots and not (first and last):
        raise UsageError(f"{period!r} is no period; right is 2022 or 2022-01..2022-06")
    return first, last or first


def _lines(found: Trend) -> Iterator[dict[str, object]]:
    for line in found.lines:
        row: dict[str, object] = {"id": line.entity.id, "name": line.entity.name, "kind": line.entity.kind}
        yield row | dict(zip(found.periods, line.values, strict=True))


def _changes(compared: Comparison, known: dict[str, str]) -> Iterator[dict[str, object]]:
    for what in ("rose", "fell", "entered", "left"):
        for change in getattr(compared, what):
            row = {"change": what, "id": change.entity.id, "name": change.entity.name, "kind": change.entity.kind}
            yield row | {"before": change.before, "after": change.after}
    for fact in compared.built:
        name = f"{known[fact.subject]} {fact.relation} {known[fact.object]}"
        yield {"change": "built", "id": fact.id, "name": name, "kind": fact.relation, "before": None, "after": None}


def _note(found: Trend) -> str:
    links = ", ".join(f"{period}: {number}" for period, number in zip(found.periods, found.links, strict=True))
    return f"{found.measure}; pairs linked in {links or 'no period'}; {found.undated} facts without date do not count"


def _write(call: argparse.Namespace, rows: Sequence[dict[str, object]]) -> None:
    if call.csv:
        write_csv(call.csv, list(rows[0]) if rows else ["id", "name", "kind"], list(rows))
    if call.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not call.csv:
        Console(highlight=False).print(_table(rows))


def _table(rows: Sequence[dict[str, object]]) -> Table:
    table = Table(box=None, pad_edge=False)
    columns = [column for column in (rows[0] if rows else {"name": ""}) if column != "id"]
    for column in columns:
        table.add_column(column, overflow="fold", justify="left" if column in ("change", "name", "kind") else "right")
    for row in rows:
        table.add_row(*(_cell(row[column]) for column in columns))
    return table


def _cell(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else "" if value is None else str(value)

"""zhimai analyze: a graph -> key things, brokers and communities, as a table or a file."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from api.commands import Commands, add_command, count, tell_stale
from graph.keep.reader import Graph

if TYPE_CHECKING:
    from graph.analysis.ranking import Ranking

EXAMPLES = """\
examples:
  zhimai analyze kg                                                        by PageRank
  zhimai analyze kg --measures betweenness,constraint --types Person      brokers among persons
  zhimai analyze kg --project person-event --communities louvain          who meets whom
  zhimai analyze kg --project organization-cobuilt --measures degree      who builds with whom
  zhimai analyze kg --since 2023 --until 2023-06 --csv ranking.csv        a table for a spreadsheet
  zhimai analyze kg --measures betweenness --sample 500                   an estimate, with its error
  zhimai analyze kg --measures pagerank,betweenness --communities louvain --store     for GraphQL and exports

measures: degree, in-degree, out-degree, pagerank, betweenness, closeness, eigenvector, coreness, constraint.
communities: louvain, leiden, components.
projections: person-event, person-organization, organization-person, organization-event, organization-cobuilt.
Mentions do not count unless --relations names them. The same graph gives the same result; ties go by id.

--store keeps the values of every thing in measures.db beside the graph, which itself is not changed. They belong to
this graph: after a rebuild that changed it they are not used, and said to be stale, until they are stored anew.
"""


def add(commands: Commands) -> None:
    """Describe `zhimai analyze`."""
    parser = add_command(commands, "analyze", does="find key things, brokers and communities", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    parser.add_argument(
        "--measures", metavar="NAMES", type=names, help="see below, by comma; the first orders (default: pagerank)"
    )
    parser.add_argument("--communities", metavar="METHOD", default="", help="see below")
    parser.add_argument("--types", metavar="TYPES", type=names, default=(), help="list only these, by comma")
    add_selection(parser)
    parser.add_argument("--project", metavar="NAME", default="", help="link things by what they share; see below")
    parser.add_argument("--top", metavar="N", type=count, help="rows (default: 20 on the screen, all in files)")
    parser.add_argument("--engine", default="auto", help="auto, networkx, rustworkx or igraph (default: %(default)s)")
    parser.add_argument("--sample", metavar="N", type=count, help="estimate betweenness from N things' shortest paths")
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="of what is random (default: %(default)s)")
    parser.add_argument("--csv", metavar="FILE", type=Path, help="write a CSV file")
    parser.add_argument("--parquet", metavar="FILE", type=Path, help="write a Parquet file")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--store", action="store_true", help="keep the values beside the graph; see below")
    parser.set_defaults(run=run)


def add_selection(parser: argparse.ArgumentParser) -> None:
    """The options that choose a part of the graph."""
    parser.add_argument("--relations", metavar="NAMES", type=names, help="facts of these only, by comma")
    parser.add_argument("--within", metavar="TYPES", type=names, default=(), help="links between these types only")
    parser.add_argument("--confidence", metavar="C", type=float, default=0.0, help="facts of at least so much")
    parser.add_argument("--since", metavar="DATE", default="", help="facts of this day, month or year, or later")
    parser.add_argument("--until", metavar="DATE", default="", help="facts of this day, month or year, or earlier")


def names(text: str) -> tuple[str, ...]:
    """Read the value of an option that takes names, with commas between."""
    return tuple(name for part in text.split(",") if (name := part.strip()))


def run(call: argparse.Namespace) -> int:
    """Compute, then print or write."""
    from graph.analysis.ranking import rank  # noqa: PLC0415 - networkx takes long to import
    from graph.analysis.selection import Selection  # noqa: PLC0415
    from graph.analysis.storing import store_ranking  # noqa: PLC0415

    selection = Selection(call.relations, call.within, call.confidence, call.since, call.until)
    measures = ("pagerank",) if call.measures is None and not call.communities else call.measures or ()
    in_file = call.csv or call.parquet or call.json
    with Graph(call.graph) as graph, show_progress(len(measures) + 1 + bool(call.communities)) as progress:
        tell_stale(graph)
        ranking = rank(
            graph,
            measures=measures,
            communities=call.communities,
            types=call.types,
            selection=selection,
            projection=call.project,
            engine=call.engine,
            sample=call.sample,
            seed=call.seed,
            top=call.top or (None if in_file else 20),
            progress=progress,
        )
        if call.store:
            chosen = {"selection": selection, "projection": call.project, "sample": call.sample, "seed": call.seed}
            stored = store_ranking(graph, ranking, **chosen)
    _write(call, ranking)
    if call.store:
        print(f"note: stored beside the graph: {', '.join(analysis.id for analysis in stored)}", file=sys.stderr)
    return 0


def _write(call: argparse.Namespace, ranking: Ranking) -> None:
    if call.csv:
        write_csv(call.csv, ["id", "name", "type", "kind", *_columns(ranking)], list(ranking.records()))
    if call.parquet:
        write_parquet(call.parquet, list(ranking.records()))
    if call.json:
        head = {"things": ranking.things, "links": ranking.links, "notes": list(ranking.notes)}
        print(json.dumps({**head, "rows": list(ranking.records())}, ensure_ascii=False, indent=2))
    elif call.csv or call.parquet:
        for note in ranking.notes:
            print(f"note: {note}", file=sys.stderr)
    else:
        console = Console(highlight=False)
        console.print(_table(ranking))
        console.print(f"{ranking.things} things, {ranking.links} links", style="dim")
        for note in ranking.notes:
            console.print(f"note: {note}", soft_wrap=True)


def write_csv(path: Path, columns: Sequence[str], records: Sequence[dict[str, object]]) -> None:
    """With a byte order mark: without it, spreadsheet programs take Chinese for something else."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows(records)


def write_parquet(path: Path, records: Sequence[dict[str, object]]) -> None:
    """Write records as a table with typed columns. Raises UsageError where pyarrow is missing."""
    from graph.analysis.extras import load_library  # noqa: PLC0415

    arrow = load_library("pyarrow", needed_for="--parquet")
    parquet = load_library("pyarrow.parquet", needed_for="--parquet")
    parquet.write_table(arrow.Table.from_pylist(records), path)


def _columns(ranking: Ranking) -> list[str]:
    return [*ranking.measures, *(["community"] if ranking.communities else [])]


def _table(ranking: Ranking) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(justify="right")
    table.add_column("name", style="bold", overflow="fold")
    table.add_column("type")
    for column in _columns(ranking):
        table.add_column(column, justify="right")
    for number, row in enumerate(ranking.rows, 1):
        community = [str(row.community)] if ranking.communities else []
        values = [f"{value:.6f}" for value in row.values]
        table.add_row(str(number), row.entity.name, row.entity.kind, *values, *community)
    return table


@contextmanager
def show_progress(steps: int | None) -> Iterator[Callable[[str], None]]:
    """A bar on the screen while it lasts; nothing where standard error is no screen. None: nobody knows how many."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=steps)
        begun = False

        def tell(step: str) -> None:
            nonlocal begun
            bar.update(task, description=step, advance=1 if begun else 0)
            begun = True

        yield tell

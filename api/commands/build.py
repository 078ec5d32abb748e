"""zhimai build: files and folders -> a graph, and a summary of what was done."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands import Commands, add_command, count, tell_stale
from api.terminal import columns_of_terminal
from graph.entity import LedgerEntry
from graph.garbage import uncollected
from graph.keep import MEASURES
from schema.prefixes import DEFAULT_BASE

if TYPE_CHECKING:
    from graph.build import Summary

EXAMPLES = """\
examples:
  zhimai build ~/news --out kg                      every document below a folder
  zhimai build page.html notes.pdf --out kg         any mix of files and folders
  zhimai build ~/news --out kg --jobs 4             on four cores
  zhimai build ~/news --out kg --lexicon own.tsv --rules own.toml     with own names and own rules
  zhimai build ~/news --out kg --strict --json      for scripts: exit code 1 when something was left out
  zhimai build ~/news --out kg --watch              keep the graph up to date while you write, until Ctrl-C

Reads Markdown with front matter, plain text, HTML, PDF with a text layer, and JSON Lines with the keys id, title,
date, publisher, url and text; in UTF-8, UTF-16, GB18030 or Big5. The same documents give the same graph, byte for
byte. A build that is stopped leaves the graph that was there before, and the next one does only what is left. Names are
joined or kept apart as judgements.tsv says, where one lies with the documents: see `zhimai review`.

With --watch, files that come, change and go are in the graph a second later. A line says which, and what that did:
entities that came (+) and went (-), facts as well, and facts with other evidence (~). What cannot be read is told; a
table with a fault leaves the graph as it was until it is right. `zhimai serve kg` beside it serves each new graph by
itself, and no other build can write there meanwhile. Ctrl-C and SIGTERM end it with exit code 0, or 1 with --strict
where the last graph left something out.
"""


def add(commands: Commands) -> None:
    """Describe `zhimai build`."""
    parser = add_command(commands, "build", does="build a graph from documents", examples=EXAMPLES)
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a document, or a folder of documents")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="directory of the graph")
    parser.add_argument(
        "--jobs", metavar="N", type=count, default=0, help="worker processes (default: one per core for much text)"
    )
    parser.add_argument(
        "--base", metavar="IRI", default=DEFAULT_BASE, help="beginning of the IRIs of things (default: %(default)s)"
    )
    parser.add_argument(
        "--license", metavar="IRI", default="", help="licence of the graph, for its description (default: none is told)"
    )
    parser.add_argument("--strict", action="store_true", help="exit code 1 when anything failed or was skipped")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON; with --watch a line for each")
    parser.add_argument(
        "--watch", action="store_true", help="stay, and build again whenever documents, judgements or tables change"
    )
    add_tables(parser)
    parser.set_defaults(run=run)


def add_tables(parser: argparse.ArgumentParser) -> None:
    """The options --lexicon and --rules, which `zhimai evaluate` and `zhimai explain` have too."""
    parser.add_argument(
        "--lexicon", metavar="FILE", type=Path, action="append", default=[], help="own names; may be repeated"
    )
    parser.add_argument(
        "--rules", metavar="FILE", type=Path, action="append", default=[], help="own rules; may be repeated"
    )


def run(call: argparse.Namespace) -> int:
    """Build, print the summary, name what was left out; with --watch do so again at every change."""
    with uncollected():  # of modules, which are no garbage
        from graph.build import Builder  # noqa: PLC0415 - other commands start faster without the readers and lexicons

    options = {"base": call.base, "license": call.license, "lexicons": call.lexicon, "rules": call.rules}
    with Builder(call.paths, call.out, jobs=call.jobs, **options) as builder:
        call.builder = builder  # which the process need not take down before it ends
        if call.watch:
            from api.watching import watch  # noqa: PLC0415 - most builds are done once

            tables = [*call.lexicon, *call.rules]
            tell = partial(_tell, call)
            summary = watch(builder, call.paths, out=call.out, tables=tables, tell=tell, as_json=call.json)
        else:
            with _progress_bar() as report:
                summary = builder.build(progress=report)
            _tell(call, summary)
    return 1 if call.strict and summary.problems else 0


def _tell(call: argparse.Namespace, summary: Summary) -> None:
    if call.json:
        indent = None if call.watch else 2  # a line for each graph
        print(json.dumps(summary_as_json(summary), ensure_ascii=False, indent=indent), flush=True)
    else:
        print(summary_text(summary), flush=True)
    for problem in summary.problems:
        print_problem(problem)
    if (call.out / MEASURES).exists():
        from graph.keep.reader import Graph  # noqa: PLC0415 - a build writes a graph and reads none

        with Graph(call.out) as graph:
            tell_stale(graph)


def build_with_progress(
    paths: Sequence[Path],
    out: Path,
    *,
    jobs: int = 0,
    base: str = DEFAULT_BASE,
    license: str = "",
    lexicons: Sequence[Path] = (),
    rules: Sequence[Path] = (),
) -> Summary:
    """Build; show a progress bar when standard error is a terminal."""
    from graph.build import build  # noqa: PLC0415 - the other commands start faster without the readers and lexicons

    with _progress_bar() as report:
        return build(paths, out, jobs=jobs, progress=report, base=base, license=license, lexicons=lexicons, rules=rules)


def print_problem(entry: LedgerEntry) -> None:
    """One line on standard error; what was read names its file itself."""
    message = entry.message if entry.message.startswith(entry.source) else f"{entry.source}: {entry.message}"
    print(f"zhimai: {entry.severity}: {message}", file=sys.stderr)


def summary_text(summary: Summary) -> str:
    """The summary as people read it, as wide as their terminal: what, how many, and details."""
    notes = {f"{stage}/{reason}": count for (stage, _, reason), count in summary.ledger.items()}
    rows = (
        ("documents", str(summary.documents), f"{summary.failed} failed, {summary.skipped} skipped"),
        ("entities", str(sum(summary.entities.values())), _listed(summary.entities)),
        ("facts", str(sum(summary.facts.values())), _listed(summary.facts)),
        ("indicators", str(summary.indicators), ""),
        ("ledger", str(sum(summary.ledger.values())), _listed(notes)),
        ("seconds", f"{summary.seconds:.1f}", f"{summary.megabytes:.2f} MB of text"),
        ("hash", "", summary.hash),
    )
    wide = max(len(number) for _, number, _ in rows)
    width = columns_of_terminal() - 1
    return "\n".join(
        textwrap.fill(detail, width, initial_indent=front, subsequent_indent=" " * len(front)) or front.rstrip()
        for what, number, detail in rows
        for front in (f"{what:<12}{number:>{wide}}  ",)
    )


def summary_as_json(summary: Summary) -> dict[str, object]:
    """The summary as programs read it."""
    return {
        "hash": summary.hash,
        "documents": {"read": summary.documents, "failed": summary.failed, "skipped": summary.skipped},
        "entities": dict(summary.entities),
        "facts": dict(summary.facts),
        "indicators": summary.indicators,
        "ledger": [
            {"stage": stage, "severity": severity, "reason": reason, "count": count}
            for (stage, severity, reason), count in summary.ledger.items()
        ],
        "problems": [
            {
                "source": problem.source,
                "severity": problem.severity,
                "reason": problem.reason,
                "message": problem.message,
            }
            for problem in summary.problems
        ],
        "megabytes": round(summary.megabytes, 6),
        "seconds": round(summary.seconds, 3),
    }


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


@contextmanager
def _progress_bar() -> Iterator[Callable[[str, int, int], None] | None]:
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - scripts need no bar
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda step, done, total: progress.update(task, description=step, completed=done, total=total)

"""zhimai evaluate: annotated documents -> how good extraction is on them, and what it got wrong."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from api.commands import Commands, add_command, count
from api.commands.build import add_tables, print_problem

if TYPE_CHECKING:
    from graph.evaluate import Report

EXAMPLES = """\
examples:
  zhimai evaluate gold/ articles/                               scores per type and per relation, and calibration
  zhimai evaluate gold/ articles/ --page errors.html            every error in its sentence, to read in a browser
  zhimai evaluate gold/ articles/ --lexicon own.tsv             what an own lexicon changes
  zhimai evaluate gold/ articles/ --min entities=0.85 relations=0.65    for scripts: exit code 1 when F1 is lower

The gold folder holds one JSON file for each annotated document: its file name ("doc"), the entities with their types
and names, the relations between them. Only the documents that it annotates are built. Intervals come from drawing the
documents again and again with replacement; with few documents they are wide.
"""
GROUPS = ("entities", "relations")


def add(commands: Commands) -> None:
    """Describe `zhimai evaluate`."""
    parser = add_command(commands, "evaluate", does="score extraction on annotated documents", examples=EXAMPLES)
    parser.add_argument("gold", metavar="GOLD_DIR", type=Path, help="folder of gold files, one .json for each document")
    parser.add_argument("documents", metavar="DOCS", type=Path, help="folder of the documents")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--page", metavar="FILE", type=Path, help="write the errors as an HTML page")
    parser.add_argument(
        "--min", metavar="GROUP=F1", nargs="+", type=_bar, default=[], help="exit code 1 when an F1 is lower"
    )
    parser.add_argument(
        "--samples", metavar="N", type=count, default=1000, help="draws for the intervals (default: %(default)s)"
    )
    add_tables(parser)
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Evaluate, print the scores, write the page."""
    from graph.evaluate import evaluate, render_page  # noqa: PLC0415 - readers and lexicons take long to load

    report = evaluate(call.gold, call.documents, lexicons=call.lexicon, rules=call.rules, samples=call.samples)
    if call.page:
        call.page.write_text(render_page(report), "utf-8")
    if call.json:
        print(json.dumps(as_json(report), ensure_ascii=False, indent=2))
    else:
        console = Console(highlight=False)
        for part in as_text(report):
            console.print(part)
    for problem in report.problems:
        print_problem(problem)
    missed = list(below(report, dict(call.min)))
    for line in missed:
        print(f"zhimai: {line}", file=sys.stderr)
    return 1 if missed else 0


def as_text(report: Report) -> Iterator[Table | str]:
    """What people read: scores, then calibration."""
    scores = Table(box=None, pad_edge=False)
    scores.add_column("")
    for name in ("right", "wrong", "missed", "P", "R", "F1", "95 % of F1"):
        scores.add_column(name, justify="right")
    for (group, kind), score in report.scores.items():
        low, high = score.f1_interval
        figures = (f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}", f"{low:.2f}–{high:.2f}")
        counts = (str(score.right), str(score.wrong), str(score.missed))
        scores.add_row(f"{group} {kind}", *counts, *figures, style="bold" if kind == "all" else "")
    yield scores
    yield ""
    bands = Table(box=None, pad_edge=False)
    bands.add_column("confidence")
    for name in ("facts", "right", "share right"):
        bands.add_column(name, justify="right")
    for band in report.calibration:
        share = f"{band.share:.2f}" if band.facts else "–"
        last = band is report.calibration[-1]
        bands.add_row(f"{band.low:.1f}–{band.high:.1f}", str(band.facts), str(band.right), share, style="bold" * last)
    yield bands
    yield ""
    entities, relations = (report.f1(group) for group in GROUPS)
    yield f"{len(report.sources)} documents; entities F1 {entities:.3f}, relations F1 {relations:.3f}"


def as_json(report: Report) -> dict[str, object]:
    """The same for programs, with every error."""
    from graph.evaluate.scores import as_json as scores_as_json  # noqa: PLC0415 - see run

    return {
        "documents": len(report.sources),
        "scores": scores_as_json(report.scores),
        "calibration": [
            {
                "low": band.low,
                "high": band.high,
                "facts": band.facts,
                "right": band.right,
                "share": round(band.share, 4),
                "mean": round(band.mean, 4),
            }
            for band in report.calibration
        ],
        "errors": [
            {
                "group": one.group,
                "kind": one.kind,
                "result": one.result,
                "what": one.what,
                "note": one.note,
                "confidence": one.confidence,
                "documents": list(one.documents),
                "spots": [
                    {"document": spot.document, "start": spot.start, "end": spot.end, "rule": spot.rule}
                    for spot in one.spots
                ],
            }
            for one in report.outcomes
            if one.result != "right"
        ],
    }


def below(report: Report, bars: Mapping[str, float]) -> Iterator[str]:
    """A line for each group that is below its bar."""
    for group, bar in bars.items():
        reached = report.f1(group)
        if reached < bar:
            yield f"{group} F1 {reached:.3f} is below {bar:.3f}"


def _bar(text: str) -> tuple[str, float]:
    group, _, value = text.partition("=")
    try:
        bar = float(value)
    except ValueError:
        bar = -1.0
    if group not in GROUPS or not 0 <= bar <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no bar; right is for example entities=0.85 or relations=0.65")
    return group, bar

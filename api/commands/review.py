"""zhimai review: a graph -> its doubtful pairs of names one by one, and a person's decisions in judgements.tsv."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from api.commands import Commands, add_command, count
from graph.errors import UsageError
from graph.keep.reader import Graph

if TYPE_CHECKING:
    from graph.resolve.doubts import Doubt

EXAMPLES = """\
examples:
  zhimai review kg --documents ~/news                    writes ~/news/judgements.tsv
  zhimai review kg --documents ~/news --author 李静 --limit 20
  zhimai review kg --documents ~/news --list             print the pairs and ask nothing

For each pair answer s (the same thing), d (different things), or nothing to go on; q ends. A reason may follow:
"s the park's site says so". The next build of the documents obeys.
"""
_ANSWERS = {"s": "same", "d": "different"}


def add(commands: Commands) -> None:
    """Describe `zhimai review`."""
    parser = add_command(commands, "review", does="decide about doubtful pairs of names", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    parser.add_argument(
        "--documents", metavar="DIR", type=Path, required=True, help="folder of the documents: holds judgements.tsv"
    )
    parser.add_argument("--author", metavar="NAME", default="", help="who decides")
    parser.add_argument("--date", metavar="DATE", default="", help="when (default: today)")
    parser.add_argument("--limit", metavar="N", type=count, default=50, help="pairs at most (default: %(default)s)")
    parser.add_argument("--list", action="store_true", help="print the pairs and ask nothing")
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Walk through the pairs; each answer is on the disk before the next question."""
    from graph.resolve.doubts import find_doubts  # noqa: PLC0415 - the name converter takes time to load
    from graph.resolve.judgements import FILE, Judgement, check_judgements, read_judgements  # noqa: PLC0415

    if not call.documents.is_dir():
        raise UsageError(f"{call.documents}: no such folder; right is the folder of the documents")
    file = call.documents / FILE
    judged = list(read_judgements([file])) if file.exists() else []
    console = Console(highlight=False)
    with Graph(call.graph) as graph:
        doubts = find_doubts(graph, judged)[: call.limit]
        written = 0
        for number, doubt in enumerate(doubts, 1):
            for line in as_text(graph, doubt, number, len(doubts)):
                console.print(line, soft_wrap=True)
            if call.list:
                continue
            answer = _ask()
            if answer is None:
                break
            verdict, reason = answer
            if verdict:
                day = call.date or date.today().isoformat()
                judgement = Judgement(verdict, *doubt.names, reason, call.author, day, f"{FILE}:answer {number}")
                check_judgements([*judged, judgement])
                judged.append(judgement)
                _append(file, judgement.line)
                written += 1
    if not call.list:
        print(f"{written} of {len(doubts)} decided, in {file}; build the documents again to apply them")
    return 0


def _ask() -> tuple[str, str] | None:
    """(verdict, reason), an empty verdict for no answer, None to end."""
    while True:
        try:
            answer, _, reason = input("s same, d different, Enter next, q end: ").strip().partition(" ")
        except EOFError:
            return None
        if answer == "q":
            return None
        if not answer or answer in _ANSWERS:
            return _ANSWERS.get(answer, ""), reason.strip()
        print(f"{answer!r} is no answer")


def _append(file: Path, line: str) -> None:
    """Add a line; a last line without its end gets one."""
    before = file.read_bytes() if file.exists() else b""
    end = b"" if not before or before.endswith(b"\n") else b"\n"
    with file.open("ab") as stream:
        stream.write(end + line.encode() + b"\n")


def as_text(graph: Graph, doubt: Doubt, number: int, total: int) -> Iterator[Text]:
    """The pair, what was decided and why, and what is known of each."""
    join = doubt.join
    decided = "taken for one" if join.one == join.other else "kept apart"
    yield Text()
    yield Text.assemble(f"{number}/{total}  ", (f"{doubt.names[0]}  |  {doubt.names[1]}", "bold"), f"  {decided}")
    told = [f"{join.rule} {join.weight:.2f}", join.support, f"against: {join.against}" if join.against else ""]
    yield Text("  " + "  ".join(part for part in told if part))
    for id_ in dict.fromkeys((join.one, join.other)):
        for fact in graph.facts_of([id_], limit=3)[id_]:
            quote = " ".join(fact.evidence[0].quote.split())[:80] if fact.evidence else ""
            yield Text(f"    {id_}: {fact.relation}  “{quote}”", style="dim")

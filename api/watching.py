"""zhimai build --watch: a graph that follows its documents, with a line for each update."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from api.commands.build import print_problem, summary_as_json
from graph.build import Builder, Summary
from graph.entity import LedgerEntry
from graph.errors import ZhimaiError
from graph.keep.rows import FactRow
from graph.resolve.judgements import FILE as JUDGEMENTS
from graph.watch import Change, follow, look

SHOWN = 3
"""Files that a line names for each kind of change; of more it tells how many."""


@dataclass(frozen=True, slots=True)
class Update:
    """One update: which files changed, and what that did to the graph."""

    files: Change
    entities: tuple[int, int]
    """How many came and went."""
    facts: tuple[int, int, int]
    """How many came, went, and have other evidence or another confidence."""
    summary: Summary

    def as_text(self) -> str:
        """One line."""
        what = "the graph is the same"
        if any((*self.entities, *self.facts)):
            changed = f" ~{self.facts[2]}" if self.facts[2] else ""
            what = "entities +{} -{}, facts +{} -{}".format(*self.entities, *self.facts[:2]) + changed
        count = f"{self.summary.documents} document{'s' * (self.summary.documents != 1)}"
        return f"{_named(self.files)}: {what}; {count}, {self.summary.seconds:.2f} s"

    def as_json(self) -> dict[str, object]:
        """The summary of the graph as it is now, and what changed."""
        entities = dict(zip(("added", "removed"), self.entities, strict=True))
        facts = dict(zip(("added", "removed", "changed"), self.facts, strict=True))
        update = {"files": asdict(self.files), "entities": entities, "facts": facts}
        return {"update": update, **summary_as_json(self.summary)}


def watch(
    builder: Builder,
    paths: Sequence[Path],
    *,
    out: Path,
    tables: Sequence[Path],
    tell: Callable[[Summary], None],
    as_json: bool,
) -> Summary:
    """Build, then build again after every change, until Ctrl-C or SIGTERM; the last summary.

    tables: the user's lexicons and rules, which are watched as well. tell: prints the first summary and its problems.

    Raises what the first build raises; what goes wrong later is told, and tried again after the next change.
    """
    watched = [*paths, *tables, *(path.parent / JUDGEMENTS for path in paths if not path.is_dir())]
    built = look(watched, but=out)
    summary = builder.build()
    tell(summary)
    with until_told_to_end() as ended:
        print(f"zhimai: watching {', '.join(map(str, paths))}; Ctrl-C ends it", file=sys.stderr, flush=True)
        graph = _Graph.of(builder)
        for now in follow(watched, but=out, known=built, ended=ended):
            files = Change.between(built, now)
            try:
                after = builder.build()
            except (ZhimaiError, OSError) as error:
                _print_error(error, files, as_json=as_json)
                continue
            before, graph, told = graph, _Graph.of(builder), summary.problems
            built, summary = now, after
            _print(Update(files, *before.compare(graph), summary), as_json=as_json)
            _print_problems(summary, told)
    return summary


@dataclass(frozen=True, slots=True)
class _Graph:
    """What a graph holds, to be compared with the next one."""

    entities: frozenset[str]
    facts: Mapping[str, FactRow]
    """By id."""

    @classmethod
    def of(cls, builder: Builder) -> _Graph:
        """The graph that a builder wrote last."""
        resolved = builder.resolved
        if resolved is None:
            return cls(frozenset(), {})
        return cls(frozenset(entity.id for entity in resolved.entities), {row[0]: row for row in resolved.facts})

    def compare(self, now: _Graph) -> tuple[tuple[int, int], tuple[int, int, int]]:
        """Entities and facts that came and went, and facts that changed."""
        old, new = self.facts, now.facts
        both = old.keys() & new.keys()
        changed = sum(old[id_] != new[id_] for id_ in both)
        entities = len(now.entities - self.entities), len(self.entities - now.entities)
        return entities, (len(new) - len(both), len(old) - len(both), changed)


@contextmanager
def until_told_to_end() -> Iterator[Callable[[], bool]]:
    """Ctrl-C and SIGTERM end what is done within, at any moment: a build leaves the graph that was there before.

    Yields whether one of them has come: what a signal raises is lost where it meets a destructor.
    """
    came: list[int] = []

    def end(number: int, _: object) -> None:
        came.append(number)
        raise KeyboardInterrupt

    told = [number for number in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(number) != signal.SIG_IGN]
    usual = {number: signal.signal(number, end) for number in told}
    try:
        with suppress(KeyboardInterrupt):
            yield lambda: bool(came)
    finally:
        for number, handler in usual.items():
            signal.signal(number, handler)


def _named(files: Change) -> str:
    """Files by their names, a few of each kind: 'a.txt changed, b.txt and 4 more added'."""
    parts = []
    for what, paths in (("changed", files.changed), ("added", files.added), ("removed", files.removed)):
        names = [Path(path).name for path in paths]
        if len(names) > SHOWN + 1:
            names = [*names[:SHOWN], f"{len(names) - SHOWN} more"]
        if names:
            parts.append(f"{' and '.join([', '.join(names[:-1]), names[-1]] if names[1:] else names)} {what}")
    return ", ".join(parts) or "changed and changed back"


def _print(update: Update, *, as_json: bool) -> None:
    if as_json:
        print(orjson.dumps(update.as_json()).decode(), flush=True)
    else:
        print(f"{time.strftime('%H:%M:%S')}  {update.as_text()}", flush=True)


def _print_error(error: ZhimaiError | OSError, files: Change, *, as_json: bool) -> None:
    """The graph stays as it was; what was changed is built with the next change."""
    message = str(error)
    if as_json:
        print(orjson.dumps({"update": {"files": asdict(files)}, "error": message}).decode(), flush=True)
    print(f"zhimai: {_named(files)}: {message}; the graph stays as it was", file=sys.stderr, flush=True)


def _print_problems(summary: Summary, told: Sequence[LedgerEntry]) -> None:
    """Those that were not told before."""
    known = set(told)
    for problem in summary.problems:
        if problem not in known:
            print_problem(problem)

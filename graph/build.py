"""Files -> kg.db and a summary: read, extract, resolve, keep; all or nothing, and only what changed is done again."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain
from operator import attrgetter
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Self

from graph.articles import Article, Articles, load_extractor, new_statements
from graph.cache import Cache
from graph.entity import LedgerEntry
from graph.errors import UsageError
from graph.garbage import uncollected
from graph.gather import Gathered, each_once, files_below
from graph.keep.check import check_graph
from graph.keep.rows import DocumentRow, fact_of
from graph.keep.spellings import Spellings, differences, spell_names
from graph.keep.writer import Written, write_rows
from graph.knowledge import Tables, rules_hash
from graph.prepared import all_prepared, pack, recall, unpack
from graph.progress import Progress, report_nothing
from graph.record import Record
from graph.resolve import Resolved, find_judgements, read_judgements, resolve
from graph.resolve.facts import add_up
from graph.versions import version
from graph.workers import Workers
from schema.prefixes import DEFAULT_BASE

LOCK = "build.lock"
"""The file that a builder holds."""
GLANCE = 0.2
"""Seconds to wait for the lock: of two builders that come at the same moment, each may else keep out the other."""

FEW = 0.01
"""Of the names of a graph: to spell so many takes less time than to keep what is known of all."""


class Summary(Record):
    """What a build did."""

    documents: int
    """Articles in the graph."""
    failed: int
    """Files that could not be read and articles that could not be extracted."""
    skipped: int
    """Files and articles that were left out on purpose: duplicates, formats that are not read."""
    entities: Mapping[str, int]
    """By top class, sorted by name."""
    facts: Mapping[str, int]
    """By relation, sorted by name."""
    indicators: int
    ledger: Mapping[tuple[str, str, str], int]
    """By stage, severity and reason, sorted."""
    problems: tuple[LedgerEntry, ...]
    """The ledger entries behind `failed` and `skipped`, sorted."""
    megabytes: float
    """Clean text, as UTF-8, in units of 1,000,000 bytes."""
    seconds: float
    hash: str
    """Of the graph: two builds with the same hash hold the same graph."""


def build(
    paths: Sequence[Path],
    out: Path,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    base: str = DEFAULT_BASE,
    license: str = "",
    lexicons: Sequence[Path] = (),
    rules: Sequence[Path] = (),
    judgements: Sequence[Path] = (),
) -> Summary:
    """Build the graph of all documents under `paths` into the directory `out` and say what was done.

    The result depends on the documents alone: not on the order of `paths`, nor on `jobs`, nor on what `out` held
    before. `out` is changed in one step at the end; a build that is stopped earlier leaves the graph that was there,
    and what it had extracted in `out`/cache.db, where the next build finds it.

    jobs: worker processes; 1 works in this process, 0 takes one per core when there is enough text to pay for them.
    base: beginning of every IRI of a thing; ends with '/' or '#'.
    license: IRI of the licence that the graph is published under; kept for its description.
    lexicons, rules: tables of the user's own, beside the shipped ones; their order counts where they contradict.
    judgements: files of decisions on names, beside every judgements.tsv that lies with the documents.

    Raises UsageError for a path that does not exist, paths without any document, an `out` that cannot be a directory,
    and an `out` that another build is writing; RuleError for a fault in a table or contradicting judgements.
    """
    with Builder(
        paths, out, jobs=jobs, base=base, license=license, lexicons=lexicons, rules=rules, judgements=judgements
    ) as builder:
        return builder.build(progress=progress)


class Builder:
    """Builds one graph again and again, and keeps at hand what it has read, extracted and resolved.

    Every graph is that of a clean build of what the documents are now. The folder is held from the first build on: no
    other builder can write there. To be used in a `with`.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        out: Path,
        *,
        jobs: int = 1,
        base: str = DEFAULT_BASE,
        license: str = "",
        lexicons: Sequence[Path] = (),
        rules: Sequence[Path] = (),
        judgements: Sequence[Path] = (),
    ) -> None:
        """See build. Raises UsageError for a base or a licence that is none."""
        _check_base(base)
        _check_license(license)
        self.resolved: Resolved | None = None
        """What the last build wrote."""
        self._paths, self._out, self._jobs = paths, out, jobs
        self._meta = {"base": base, "version": version("zhimai"), **({"license": license} if license else {})}
        self._lexicons, self._rules, self._judgements = lexicons, rules, judgements
        self._own: Tables | None = None
        self._folder = ExitStack()
        """Holds the folder of the graph."""
        self._tables = ExitStack()
        """Holds the cache, which is another one when the user's tables change."""
        self._gathered = Gathered()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._tables.close()
        finally:
            self._folder.close()

    def build(self, *, progress: Progress | None = None) -> Summary:
        """Build the graph of what the documents are now. Raises what the function `build` does."""
        started = perf_counter()
        report = progress or report_nothing
        own = Tables.of(self._lexicons, self._rules)
        if own.contents:
            load_extractor(own)  # a fault in a table shows at once, before anything is read
        judged = read_judgements([*find_judgements(self._paths), *self._judgements])
        files = files_below(self._paths, self._out)
        self._open(own)
        ledger: list[LedgerEntry] = []
        with Workers(self._jobs) as workers:
            found = each_once(self._gathered.read(files, workers, self._cache, report, ledger), ledger)
            with uncollected():
                articles = self._articles.of(found, workers, report=report, ledger=ledger)
            if (packed := workers.ask(pack)) is not None:
                recall(unpack(packed))
        with uncollected():
            report("resolving", 0, 1)
            resolved = resolve(articles, judgements=judged)
            _check_new(articles, resolved)
            ledger += resolved.ledger
            ledger.sort(key=_ledger_order)
            report("writing", 0, 1)
            documents = [article.row for article in articles]
            written = write_rows(
                self._out,
                documents=documents,
                entities=resolved.entities,
                facts=resolved.facts,
                indicators=resolved.indicators,
                ledger=ledger,
                meta={**self._meta, "rules": rules_hash(own)},
                joins=resolved.joins,
                spellings=self._spell(resolved),
            )
            self.resolved = resolved
            for article in articles:
                article.settle()
        self._cache.keep_prepared(all_prepared())
        self._cache.forget_unused()
        return _summary(documents, resolved, ledger, written, seconds=perf_counter() - started)

    def _open(self, own: Tables) -> None:
        """Hold the folder and the cache; anew where someone has removed them, or where tables have changed."""
        if self._own is None or not (self._out / LOCK).exists():
            self._tables.close()
            self._folder.close()
            self._own = None
            self._gathered = Gathered()
            self._folder.enter_context(_locked(self._out))
        if own != self._own:
            self._tables.close()
            self._cache = self._tables.enter_context(Cache(self._out, tables=own.contents))
            self._articles = Articles(own, self._cache)
            self._spellings = self._kept = self._cache.spellings()
            recall(self._cache.prepared())
            self._own = own

    def _spell(self, resolved: Resolved) -> Spellings:
        """Spellings of all names. What is known is not worked out again; a few others are not worth to be kept."""
        self._spellings = spell_names(resolved.entities, self._spellings)
        if differences(self._spellings, self._kept) > FEW * sum(map(len, self._spellings.values())):
            self._cache.keep_spellings(self._spellings)
            self._kept = self._spellings
        self._cache.need_spellings()
        return self._spellings


def _check_new(articles: Iterable[Article], resolved: Resolved) -> None:
    """Hold what the last build did not know to what is always true of a graph."""
    new = new_statements(articles)
    told = set(chain.from_iterable(resolved.ids[row.id] for row, _ in new))
    check_graph(
        {row.id: row.document() for row, _ in new},
        [entity for entity in resolved.entities if entity.id in told],
        [fact_of(row) for row in add_up((statements, resolved.ids[row.id]) for row, statements in new)],
        [row.indicator() for _, statements in new for row in statements.indicators],
    )


def _check_base(base: str) -> None:
    if not base.startswith(("http://", "https://", "urn:")) or not base.endswith(("/", "#", ":")) or " " in base:
        raise UsageError(f"base {base!r} is no beginning of an IRI; right is for example {DEFAULT_BASE}")


def _check_license(license_: str) -> None:
    if license_ and (not license_.startswith(("http://", "https://")) or re.search(r'[\s<>"{}|^`\\]', license_)):
        example = "https://creativecommons.org/licenses/by/4.0/"
        raise UsageError(f"license {license_!r} is no IRI of a licence; right is for example {example}")


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Hold `out` for one build. A lock of SQLite works on every system and ends with its process, even a killed one."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(out / LOCK, timeout=GLANCE, isolation_level=None)
    except FileExistsError:
        raise UsageError(f"{out}: is a file; --out takes a directory") from None
    except (OSError, sqlite3.OperationalError) as error:
        raise UsageError(f"{out}: cannot write here ({error})") from None
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise UsageError(f"{out}: another build is writing here; wait for it or choose another --out") from None
        yield
    finally:
        lock.close()


def _ledger_order(entry: LedgerEntry) -> tuple[str, str, int, int, str, str, str]:
    return (entry.stage, entry.source, entry.start, entry.end, entry.reason, entry.message, entry.severity)


def _summary(
    documents: Sequence[DocumentRow],
    resolved: Resolved,
    ledger: Sequence[LedgerEntry],
    written: Written,
    *,
    seconds: float,
) -> Summary:
    failed = [entry for entry in ledger if entry.severity == "failed"]
    skipped = [entry for entry in ledger if entry.severity == "skipped" and entry.stage == "read"]
    return Summary(
        documents=len(documents),
        failed=len(failed),
        skipped=len(skipped),
        entities=_counted(map(attrgetter("type"), resolved.entities)),
        facts=written.facts,
        indicators=len(resolved.indicators),
        ledger=dict(sorted(Counter((entry.stage, entry.severity, entry.reason) for entry in ledger).items())),
        problems=(*failed, *skipped),
        megabytes=sum(len(document.text.encode()) for document in documents) / 1e6,
        seconds=seconds,
        hash=written.hash,
    )


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))

"""Files -> kg.db and a summary: read, extract, resolve, keep; all or nothing, and only what changed is done again."""

from __future__ import annotations

import gc
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from graph.cache import Cache, Read
from graph.claim import Extraction
from graph.document import Document
from graph.entity import LedgerEntry
from graph.errors import UsageError
from graph.keep.check import check_graph
from graph.keep.pinyin import Pinyin, spell_names
from graph.keep.rows import DocumentRow
from graph.keep.writer import write_rows
from graph.knowledge import Tables, rules_hash
from graph.lexicon import Lexicon
from graph.read import LARGEST, SourceFile, find_files, read_bytes, read_file
from graph.resolve import Resolved, find_judgements, read_judgements, resolve
from graph.resolve.facts import Statements, add_up, state
from graph.resolve.judgements import FILE as JUDGEMENTS
from graph.resolve.sketch import Sketch, make_sketch
from graph.workers import Workers
from schema.prefixes import DEFAULT_BASE

if TYPE_CHECKING:
    from graph.extract import Extractor

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how many are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Summary:
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
    started = perf_counter()
    report = progress or _report_nothing
    _check_base(base)
    _check_license(license)
    own = Tables.of(lexicons, rules)
    if own.contents:
        _extractor(own)  # a fault in a table shows at once, before anything is read
    judged = read_judgements([*find_judgements(paths), *judgements])
    files = _files(paths, out)
    ledger: list[LedgerEntry] = []
    with _locked(out), Cache(out, tables=own.contents) as cache:
        with Workers(jobs) as workers:
            documents = _once(_read(files, workers, cache, report, ledger), ledger)
            with _uncollected():
                articles = _articles(documents, own, workers, cache, report=report, ledger=ledger)
        with _uncollected():
            report("resolving", 0, 1)
            resolved = resolve(articles, judgements=judged, lexicon=_lexicon(own))
            _check_new(articles, resolved)
            ledger += resolved.ledger
            ledger.sort(key=_ledger_order)
            report("writing", 0, 1)
            documents = [article.row for article in articles]
            graph_hash = write_rows(
                out,
                documents=documents,
                entities=resolved.entities,
                facts=resolved.facts,
                indicators=resolved.indicators,
                ledger=ledger,
                meta={
                    "base": base,
                    "version": version("zhimai"),
                    "rules": rules_hash(own),
                    **({"license": license} if license else {}),
                },
                joins=resolved.joins,
                pinyin=_spell(resolved, cache),
            )
    return _summary(documents, resolved, ledger, seconds=perf_counter() - started, graph_hash=graph_hash)


class _Article:
    """An article of which no more is taken from the cache than is asked."""

    def __init__(self, row: DocumentRow, key: str, sketch: Sketch, own: Tables, cache: Cache) -> None:
        self.row = row
        self.sketch = sketch
        self.extraction: Extraction | None = None
        """Where it was extracted just now."""
        self.new: Statements | None = None
        """What it states, where the last build did not know it."""
        self.key = key
        self._own = own
        self._cache = cache

    def whole(self) -> tuple[Document, Extraction]:
        """See graph.resolve.Article."""
        document = self.row.document()
        extraction = self.extraction or self._cache.extraction(self.key) or _extractor(self._own).extract(document)
        return document, extraction

    def state(self, ids: Sequence[str]) -> Statements:
        """See graph.resolve.Article."""
        known = self._cache.statements(self.key, ids)
        if known is not None:
            return known
        self.new = state(*self.whole(), ids)
        self._cache.keep_statements(self.key, ids, self.new)
        return self.new


def _check_new(articles: Iterable[_Article], resolved: Resolved) -> None:
    """Hold what the last build did not know to what is always true of a graph."""
    new = [(article.row, article.new) for article in articles if article.new]
    check_graph(
        {row.id: row.document() for row, _ in new},
        resolved.entities,
        [row.fact() for row in add_up(statements for _, statements in new)],
        [row.indicator() for _, statements in new for row in statements.indicators],
    )


def _report_nothing(step: str, done: int, total: int) -> None:
    """The progress of a caller who does not ask for it."""


def _check_base(base: str) -> None:
    if not base.startswith(("http://", "https://", "urn:")) or not base.endswith(("/", "#", ":")) or " " in base:
        raise UsageError(f"base {base!r} is no beginning of an IRI; right is for example {DEFAULT_BASE}")


def _check_license(license_: str) -> None:
    if license_ and (not license_.startswith(("http://", "https://")) or re.search(r'[\s<>"{}|^`\\]', license_)):
        example = "https://creativecommons.org/licenses/by/4.0/"
        raise UsageError(f"license {license_!r} is no IRI of a licence; right is for example {example}")


def _files(paths: Sequence[Path], out: Path) -> list[SourceFile]:
    """Files under `paths`, without judgements and those of the graph itself when it lies among the documents."""
    graph = out.resolve()
    real = lru_cache(None)(Path.resolve)  # of folders, which have many files
    files = [
        file
        for file in find_files(paths)
        if file.path.name != JUDGEMENTS and graph not in (real(file.path.parent), *real(file.path.parent).parents)
    ]
    if not files:
        names = ", ".join(str(path) for path in paths)
        raise UsageError(f"nothing to read: {names}; zhimai reads Markdown, text, HTML, PDF and JSON Lines")
    return files


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Hold `out` for one build. A lock of SQLite works on every system and ends with its process, even a killed one."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(out / "build.lock", timeout=0, isolation_level=None)
    except FileExistsError:
        raise UsageError(f"{out}: is a file; --out takes a directory") from None
    except (OSError, sqlite3.OperationalError) as error:
        raise UsageError(f"{out}: cannot write here ({error})") from None
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        raise UsageError(f"{out}: another build is writing here; wait for it or choose another --out") from None
    finally:
        lock.close()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage: a graph in the making is all alive, and extraction leaves no cycles."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.freeze()  # and thawed, what was made meanwhile counts as old: it is not looked through at once
            gc.unfreeze()
            gc.enable()


def _read(
    files: Sequence[SourceFile], workers: Workers, cache: Cache, report: Progress, ledger: list[LedgerEntry]
) -> list[DocumentRow]:
    """The articles of all files; only files that are not in the cache are read again."""
    found: dict[SourceFile, Read] = {}
    with _uncollected():
        for file in files:
            data = _bytes(file)
            known = cache.read(cache.file_key(data, file.name)) if data is not None else None
            if known is not None:
                found[file] = known
    missing = [file for file in files if file not in found]
    size = sum(file.path.stat().st_size for file in missing if file.path.exists())
    for done, (file, (data, read)) in enumerate(
        zip(missing, workers.map(_read_one, missing, size=size), strict=True), len(found)
    ):
        report("reading", done, len(files))
        found[file] = read
        if data is not None:
            cache.keep_read(cache.file_key(data, file.name), read)
    documents: list[DocumentRow] = []
    for file in files:
        articles, notes = found[file]
        documents += articles
        ledger += notes
    report("reading", len(files), len(files))
    return documents


def _bytes(file: SourceFile) -> bytes | None:
    """What is in a file; None where it cannot be opened, or is no article by its size: read_file says why."""
    try:
        return file.path.read_bytes() if file.path.stat().st_size <= LARGEST else None
    except OSError:
        return None


def _read_one(file: SourceFile) -> tuple[bytes | None, Read]:
    data = _bytes(file)
    documents, notes = read_file(file) if data is None else read_bytes(data, file.name)
    return data, ([DocumentRow.of(document) for document in documents], notes)


def _once(documents: Iterable[DocumentRow], ledger: list[LedgerEntry]) -> list[DocumentRow]:
    """Documents in the order of their ids, each article once: the copy whose path sorts first stays."""
    kept: dict[str, DocumentRow] = {}
    for document in sorted(documents, key=lambda document: (document.id, document.source, document.part)):
        first = kept.setdefault(document.id, document)
        if first is not document:
            message = f"the same article as {first.source}; kept once"
            ledger.append(LedgerEntry("read", document.source, "duplicate", message, severity="skipped"))
    return list(kept.values())


def _articles(
    documents: Sequence[DocumentRow],
    own: Tables,
    workers: Workers,
    cache: Cache,
    *,
    report: Progress,
    ledger: list[LedgerEntry],
) -> list[_Article]:
    """The documents that can be extracted, in their order; what is in the cache is not extracted again."""
    known = cache.sketches()
    found = {row.id: _known(row, own, cache, known) for row in documents}
    missing = [row for row in documents if found[row.id] is None]
    results = workers.map(partial(_extract_one, own), missing, size=sum(len(row.text) * 3 for row in missing))
    for done, (row, result) in enumerate(zip(missing, results, strict=True), len(documents) - len(missing)):
        report("extracting", done, len(documents))
        if isinstance(result, LedgerEntry):
            ledger.append(result)
            continue
        key = cache.document_key(row)
        cache.keep_extraction(key, result)
        found[row.id] = _article(row, key, result, own, cache)
    report("extracting", len(documents), len(documents))
    articles = [article for article in found.values() if article is not None]
    sketches = {article.key: article.sketch for article in articles}
    if sketches.keys() != known.keys():
        cache.keep_sketches(sketches)
    return articles


def _known(row: DocumentRow, own: Tables, cache: Cache, sketches: Mapping[str, Sketch]) -> _Article | None:
    """The article of a document, from what the cache has of it."""
    key = cache.document_key(row)
    if key in sketches:
        cache.need(key)
        return _Article(row, key, sketches[key], own, cache)
    extraction = cache.extraction(key)
    return _article(row, key, extraction, own, cache) if extraction is not None else None


def _article(row: DocumentRow, key: str, extraction: Extraction, own: Tables, cache: Cache) -> _Article:
    article = _Article(row, key, make_sketch(row.document(), extraction), own, cache)
    article.extraction = extraction
    return article


def _spell(resolved: Resolved, cache: Cache) -> Pinyin:
    """Pinyin of all names; the cache is complete with it."""
    known = cache.pinyin()
    pinyin = spell_names(resolved.entities, known)
    if pinyin != known:
        cache.keep_pinyin(pinyin)
    cache.forget_unused()
    return pinyin


@lru_cache(1)
def _lexicon(own: Tables) -> Lexicon:
    """Known names, for resolution: loaded without an extractor, which a build of known documents does not need."""
    return Lexicon.load(own.lexicons)


@lru_cache(4)
def _extractor(own: Tables) -> Extractor:
    """One for each process, made at its first document: lexicons take longer to load than an article to read."""
    from graph.tables import make_extractor  # noqa: PLC0415 - a build of known documents does without

    return make_extractor(lexicons=own.lexicons, rules=own.rules)


def _extract_one(own: Tables, row: DocumentRow) -> Extraction | LedgerEntry:
    extractor = _extractor(own)
    try:
        return extractor.extract(row.document())
    except Exception as error:  # one article that trips a rule must not cost the other ten thousand: it is listed
        message = f"extraction failed, which is a defect of zhimai ({type(error).__name__}: {error})"
        return LedgerEntry("find", row.source, "defect", message, severity="failed")


def _ledger_order(entry: LedgerEntry) -> tuple[str, str, int, int, str, str, str]:
    return (entry.stage, entry.source, entry.start, entry.end, entry.reason, entry.message, entry.severity)


def _summary(
    documents: Sequence[DocumentRow],
    resolved: Resolved,
    ledger: Sequence[LedgerEntry],
    *,
    seconds: float,
    graph_hash: str,
) -> Summary:
    failed = [entry for entry in ledger if entry.severity == "failed"]
    skipped = [entry for entry in ledger if entry.severity == "skipped" and entry.stage == "read"]
    return Summary(
        documents=len(documents),
        failed=len(failed),
        skipped=len(skipped),
        entities=_counted(entity.type for entity in resolved.entities),
        facts=_counted(fact.relation for fact in resolved.facts),
        indicators=len(resolved.indicators),
        ledger=dict(sorted(Counter((entry.stage, entry.severity, entry.reason) for entry in ledger).items())),
        problems=(*failed, *skipped),
        megabytes=sum(len(document.text.encode()) for document in documents) / 1e6,
        seconds=seconds,
        hash=graph_hash,
    )


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))

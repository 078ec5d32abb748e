"""Rows of documents -> articles, extracted or known from before; no more of them is at hand than is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from graph.cache import Cache, Digested
from graph.claim import Extraction
from graph.document import Document
from graph.entity import LedgerEntry
from graph.keep.rows import DocumentRow
from graph.knowledge import Tables
from graph.lexicon import Lexicon
from graph.progress import Progress
from graph.resolve.facts import Statements, state
from graph.resolve.sketch import Sketch, make_sketch
from graph.workers import Workers

if TYPE_CHECKING:
    from graph.extract import Extractor


class Article:
    """An article of which no more is taken from the cache than is asked."""

    def __init__(self, row: DocumentRow, key: bytes, sketch: Sketch, own: Tables, cache: Cache) -> None:
        self.row = row
        self.sketch = sketch
        self.key = key
        self.new: Statements | None = None
        """What it states, where the last build did not know it."""
        self._extraction: Extraction | None = None
        """Where it was extracted just now."""
        self._stated: tuple[Sequence[str], Statements] | None = None
        """What it stated last, and of which things."""
        self._own = own
        self._cache = cache

    @classmethod
    def of(cls, row: DocumentRow, key: bytes, extraction: Extraction, own: Tables, cache: Cache) -> Article:
        """The article of which this was extracted."""
        article = cls(row, key, make_sketch(row.document(), extraction, load_lexicon(own)), own, cache)
        article._extraction = extraction
        return article

    @property
    def lexicon(self) -> Lexicon:
        """See graph.resolve.Article."""
        return load_lexicon(self._own)

    def whole(self) -> tuple[Document, Extraction]:
        """See graph.resolve.Article."""
        document = self.row.document()
        extraction = self._extraction or self._cache.extraction(self.key) or load_extractor(self._own).extract(document)
        return document, extraction

    def state(self, ids: Sequence[str]) -> Statements:
        """See graph.resolve.Article."""
        if self._stated is not None and self._stated[0] == ids:
            self._cache.need_statements(self.key)
            return self._stated[1]
        known = self._cache.statements(self.key, ids)
        if known is None:
            known = self.new = state(*self.whole(), ids)
            self._cache.keep_statements(self.key, ids, known)
        self._stated = ids, known
        return known

    def settle(self) -> None:
        """The graph is written: forget what only its making needed."""
        self.new = self._extraction = None


class Articles:
    """The articles of the last build, for as long as the process lives; the cache keeps them for the next one."""

    def __init__(self, own: Tables, cache: Cache) -> None:
        self._own = own
        self._cache = cache
        self._known: dict[bytes, Article] = {}

    def of(
        self, documents: Sequence[Digested], workers: Workers, *, report: Progress, ledger: list[LedgerEntry]
    ) -> list[Article]:
        """The documents that can be extracted, in their order; what is known is not extracted again."""
        rows = [document.row for document in documents]
        keys = list(map(self._cache.document_key, documents))
        found = {row.id: self._find(row, key) for row, key in zip(rows, keys, strict=True)}
        missing = [(row, key) for row, key in zip(rows, keys, strict=True) if found[row.id] is None]
        size = sum(len(row.text) * 3 for row, _ in missing)
        results = workers.map(partial(_extract, self._own), [row for row, _ in missing], size=size)
        for done, ((row, key), result) in enumerate(zip(missing, results, strict=True), len(keys) - len(missing)):
            report("extracting", done, len(documents))
            if isinstance(result, LedgerEntry):
                ledger.append(result)
                continue
            self._cache.keep_extraction(key, result)
            found[row.id] = article = Article.of(row, key, result, self._own, self._cache)
            self._cache.keep_sketch(key, article.sketch)
        report("extracting", len(documents), len(documents))
        articles = [article for article in found.values() if article is not None]
        self._known = {article.key: article for article in articles}
        return articles

    def _find(self, row: DocumentRow, key: bytes) -> Article | None:
        """The article of a document, from what is known of it."""
        article = self._known.get(key)
        if article is not None and article.row == row:
            self._cache.need_article(key)
            return article
        sketch = self._cache.sketch(key)
        if sketch is not None:
            self._cache.need_article(key)
            return Article(row, key, sketch, self._own, self._cache)
        extraction = self._cache.extraction(key)
        if extraction is None:
            return None
        article = Article.of(row, key, extraction, self._own, self._cache)
        self._cache.keep_sketch(key, article.sketch)
        return article


@lru_cache(1)
def load_lexicon(own: Tables) -> Lexicon:
    """Known names, for sketches: loaded without an extractor, which known documents do not need."""
    return Lexicon.load(own.lexicons)


@lru_cache(4)
def load_extractor(own: Tables) -> Extractor:
    """One for each process, made at its first document: lexicons take longer to load than an article to read."""
    if not own.contents:
        from graph.extract import Extractor  # noqa: PLC0415 - a build of known documents does without

        return Extractor()
    from graph.tables import make_extractor  # noqa: PLC0415 - and few have tables of their own

    return make_extractor(lexicons=own.lexicons, rules=own.rules)


def _extract(own: Tables, row: DocumentRow) -> Extraction | LedgerEntry:
    extractor = load_extractor(own)
    try:
        return extractor.extract(row.document())
    except Exception as error:  # one article that trips a rule must not cost the other ten thousand: it is listed
        message = f"extraction failed, which is a defect of zhimai ({type(error).__name__}: {error})"
        return LedgerEntry("find", row.source, "defect", message, severity="failed")


def new_statements(articles: Iterable[Article]) -> list[tuple[DocumentRow, Statements]]:
    """What the last build did not know, with the document of each."""
    return [(article.row, article.new) for article in articles if article.new]

"""Article: one document of a graph as resolution asks of it; what is not asked need not be at hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

from graph.claim import Extraction
from graph.document import Document
from graph.lexicon import Lexicon
from graph.resolve.facts import Statements, state
from graph.resolve.sketch import Sketch, make_sketch


class Article(Protocol):
    """One document and what was extracted from it."""

    @property
    def sketch(self) -> Sketch:
        """What identity needs to know of it."""

    @property
    def lexicon(self) -> Lexicon:
        """Known names, by which it is sketched."""

    def whole(self) -> tuple[Document, Extraction]:
        """All of it."""

    def state(self, ids: Sequence[str]) -> Statements:
        """What it states of the things that its entities became."""


class Whole:
    """An article that is at hand. lexicon: known names; the shipped ones by default."""

    def __init__(self, document: Document, extraction: Extraction, lexicon: Lexicon | None = None) -> None:
        self._document = document
        self._extraction = extraction
        self.lexicon = lexicon or Lexicon.load()

    @cached_property
    def sketch(self) -> Sketch:
        """See Article."""
        return make_sketch(self._document, self._extraction, self.lexicon)

    def whole(self) -> tuple[Document, Extraction]:
        """See Article."""
        return self._document, self._extraction

    def state(self, ids: Sequence[str]) -> Statements:
        """See Article."""
        return state(self._document, self._extraction, ids)

"""Articles with their extractions -> one graph of canonical entities and facts."""

from __future__ import annotations

from graph.resolve.article import Article, Whole
from graph.resolve.judgements import Judgement, find_judgements, read_judgements
from graph.resolve.resolve import Resolved, resolve

__all__ = ["Article", "Judgement", "Resolved", "Whole", "find_judgements", "read_judgements", "resolve"]

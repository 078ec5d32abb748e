"""Extractions of all documents -> one graph of canonical entities and facts."""

from __future__ import annotations

from graph.resolve.judgements import Judgement, find_judgements, read_judgements
from graph.resolve.resolve import Resolved, resolve

__all__ = ["Judgement", "Resolved", "find_judgements", "read_judgements", "resolve"]

"""Extractions of all documents -> one graph of canonical entities and facts."""

from __future__ import annotations

from graph.resolve.resolve import Resolved, resolve

__all__ = ["Resolved", "resolve"]

"""The graph at rest: one SQLite file, written whole and read in batches."""

from graph.keep.reader import Graph, Stats
from graph.keep.writer import write_graph

__all__ = ["Graph", "Stats", "write_graph"]

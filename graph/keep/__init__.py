"""The graph at rest: one SQLite file, written whole and read in batches; and measures of it in one beside it."""

MEASURES = "measures.db"
"""What was measured in the graph, where something was stored: see graph.keep.measures."""

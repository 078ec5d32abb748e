"""Graph -> a folder of Parquet files, one a table: entities, facts, evidence, indicators, documents."""

from __future__ import annotations

from pathlib import Path

from graph.analysis.extras import load_library
from graph.analysis.tables import Tables
from graph.keep.reader import Graph
from schema.prefixes import DEFAULT_BASE

TABLES = ("entities", "facts", "evidence", "indicators", "documents")


def write_parquet(graph: Graph, folder: Path, *, base: str = DEFAULT_BASE) -> None:
    """Write the tables of graph.analysis.tables; one release of pyarrow gives the same bytes for the same graph.

    Raises:
        UsageError: pyarrow is not installed.
    """
    parquet = load_library("pyarrow.parquet", needed_for="Parquet")
    folder.mkdir(parents=True, exist_ok=True)
    tables = Tables(graph)
    for name in TABLES:
        parquet.write_table(getattr(tables, name)("arrow"), folder / f"{name}.parquet")

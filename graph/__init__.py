"""zhimai: Chinese news in, a knowledge graph out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.keep.reader import Graph

__all__ = ["load"]


def load(path: Path | str) -> Graph:
    """Open the graph in a folder, for reading; close it, or use it in a `with`.

    Raises:
        GraphError: there is no graph, it is of another version, or its file is damaged.
    """
    from graph.keep.reader import Graph  # noqa: PLC0415 - importing a part of graph should not load the store

    return Graph(path)

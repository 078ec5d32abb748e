"""Name of an optional library -> the library, or one clear line on how to get it."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from graph.errors import UsageError

_EXTRA = {"matplotlib": "plot", "igraph": "igraph"}
"""The extra of zhimai that brings a library; all others come with `analysis`."""


def is_there(name: str) -> bool:
    """True where the library is installed. Does not import it."""
    return find_spec(name) is not None


def load_library(name: str, *, needed_for: str) -> Any:
    """The library, imported.

    Raises:
        UsageError: it is not installed; the message says what to type.
    """
    if not is_there(name.partition(".")[0]):
        library = name.partition(".")[0]
        extra = _EXTRA.get(library, "analysis")
        raise UsageError(f'{needed_for} needs {library}, which is missing; pip install "zhimai[{extra}]" brings it')
    return import_module(name)

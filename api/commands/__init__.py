"""The commands of zhimai, one module each: `add` describes it to argparse, `run` does it and returns the exit code."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, TypeAlias

from api.terminal import Help

if TYPE_CHECKING:
    from graph.keep.reader import Graph

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What `add` adds to."""


def add_command(commands: Commands, name: str, *, does: str, examples: str) -> argparse.ArgumentParser:
    """Add a command that `zhimai --help` lists with `does`, and whose own --help ends with examples."""
    return commands.add_parser(
        name,
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        epilog=examples,
        formatter_class=Help,
    )


def count(text: str) -> int:
    """Read the value of an option that counts something: 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no count; right is 1 or more")
    return int(text)


def tell_stale(graph: Graph) -> None:
    """Say so where measures are stored beside a graph that are those of another one."""
    if graph.has_stale_measures:
        print(
            f"note: {graph.path / 'measures.db'} is stale: it was measured in another graph than {graph.hash}, and is "
            f"not used; zhimai analyze {graph.path} … --store measures anew",
            file=sys.stderr,
        )

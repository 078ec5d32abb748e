"""The commands of zhimai, one module each: `add` describes it to argparse, `run` does it and returns the exit code."""

from __future__ import annotations

import argparse
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What `add` adds to."""


def add_command(commands: Commands, name: str, *, does: str, examples: str) -> argparse.ArgumentParser:
    """Add a command that `zhimai --help` lists with `does`, and whose own --help ends with examples."""
    return commands.add_parser(
        name,
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def count(text: str) -> int:
    """Read the value of an option that counts something: 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no count; right is 1 or more")
    return int(text)

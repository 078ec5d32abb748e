"""How wide the terminal is, and help of that width: asked without shutil, which loads three compressors."""

from __future__ import annotations

import os
import sys
from argparse import RawDescriptionHelpFormatter


def columns_of_terminal() -> int:
    """As COLUMNS says, else as the terminal of the output is; 80 where there is none."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


class Help(RawDescriptionHelpFormatter):
    """Help of a command, as wide as the terminal; its description and its examples keep their lines."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=columns_of_terminal() - 2)

"""How far a build is, told to whoever asked for it."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how many are done, and how many there are."""


def report_nothing(step: str, done: int, total: int) -> None:
    """The progress of a caller who does not ask for it."""

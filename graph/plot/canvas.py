"""Drawing -> file: a figure, colours that everyone can tell apart, and the same bytes each time."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from graph.analysis.extras import load_library
from graph.errors import UsageError
from graph.plot.lettering import families

FORMATS = (".svg", ".png", ".pdf")

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
"""Okabe and Ito 2008: told apart with any kind of colour blindness."""
GREY = "#999999"
INK = "#222222"


@contextmanager
def drawing(font: str) -> Iterator[None]:
    """Settings for everything that is drawn and saved inside; those of the caller come back."""
    matplotlib = load_library("matplotlib", needed_for="a picture")
    settings = {
        "font.family": families(font),
        "axes.unicode_minus": False,
        "svg.fonttype": "path",  # outlines: shown everywhere alike, whatever fonts there are
        "svg.hashsalt": "zhimai",
        "pdf.fonttype": 42,
        "text.color": INK,
        "axes.edgecolor": GREY,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")  # told once: lettering.missing_characters
        yield


def new_figure(width: float, height: float) -> Any:
    """An empty figure of so many points."""
    return load_library("matplotlib.figure", needed_for="a picture").Figure(figsize=(width / 72, height / 72))


def save_figure(figure: Any, path: Path, *, font: str, dpi: int = 150) -> None:
    """Write the figure in the format that the suffix says, without date and name of the program.

    Raises:
        UsageError: another suffix than .svg, .png and .pdf.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UsageError(f"{path}: pictures are {', '.join(FORMATS)}; the suffix says which")
    nothing = {".svg": {"Date": None, "Creator": None}, ".png": {"Software": None}}
    pdf = {"CreationDate": None, "Producer": None, "Creator": None}
    with drawing(font):
        figure.savefig(path, dpi=dpi, metadata=nothing.get(suffix, pdf))


def to_svg(figure: Any, *, font: str) -> bytes:
    """The figure as SVG."""
    stream = BytesIO()
    with drawing(font):
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def text_width(text: str, size: float) -> float:
    """About how many points a line takes: a Chinese character is as wide as it is high, a Latin one about half.

    Quotation marks, dashes and dots are Chinese in our font.
    """
    return sum(1.0 if ord(character) > 0x2000 else 0.58 for character in text) * size


def short(text: str, length: int = 14) -> str:
    """The text, or its beginning with an ellipsis.

    >>> short("学习贯彻党的二十大精神推动京津冀协同发展走深走实研讨会")
    '学习贯彻党的二十大精神推动…'
    """
    return text if len(text) <= length else f"{text[: length - 1]}…"

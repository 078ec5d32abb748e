"""File of a font, or none -> families in which every Chinese character is looked for, and what none of them has."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from graph.analysis.extras import load_library
from graph.errors import UsageError

OWN = "Noto Sans SC zhimai"
"""Comes with zhimai: some 14,000 characters, so that pictures are the same on every machine."""
_FILE = Path(__file__).with_name("fonts") / "NotoSansSC-zhimai.otf"

_INSTALLED = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans CJK JP",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "SimHei",
    "SimSun",
    "Heiti TC",
    "STHeiti",
    "Arial Unicode MS",
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
    "Droid Sans Fallback",
    "LXGW WenKai",
)
"""Asked for the characters that are too rare for our own font, where they are installed."""


def find_font(file: Path | None = None) -> str:
    """Name of the family of a font file, or of the font that comes with zhimai.

    Raises:
        UsageError: the file is no font.
    """
    if file is None:
        _add(_FILE)
        return OWN
    if not file.is_file():
        raise UsageError(f"{file}: there is no such font file")
    try:
        return _add(file)
    except RuntimeError as error:
        raise UsageError(f"{file}: is no font that matplotlib reads (TrueType and OpenType are)") from error


def families(font: str) -> list[str]:
    """The font, then the others that are asked for characters which it does not have."""
    find_font()
    known = set(_manager().get_font_names())
    return list(dict.fromkeys((font, OWN, *(family for family in _INSTALLED if family in known), "DejaVu Sans")))


def missing_characters(figure: Any, font: str) -> str:
    """The characters of a figure that no font here has, sorted; a picture shows boxes for them."""
    texts = figure.findobj(load_library("matplotlib.text", needed_for="a picture").Text)
    there = {character for text in texts for character in text.get_text() if character.isprintable()}
    for family in families(font):
        there -= _characters(_manager().findfont(family))
    return "".join(sorted(there))


def _manager() -> Any:
    return load_library("matplotlib.font_manager", needed_for="a picture").fontManager


@lru_cache
def _add(file: Path) -> str:
    _manager().addfont(str(file))
    properties = load_library("matplotlib.font_manager", needed_for="a picture").FontProperties
    return str(properties(fname=str(file)).get_name())


@lru_cache
def _characters(file: str) -> frozenset[str]:
    font = load_library("matplotlib.ft2font", needed_for="a picture").FT2Font(file)
    return frozenset(map(chr, font.get_charmap()))

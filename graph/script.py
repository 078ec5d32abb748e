"""Document -> the same document in simplified characters, character for character, so that every offset stays.

What is read from an article in traditional script is read in simplified characters; its words stay as they were.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from graph.document import Document
from graph.regex import regex

if TYPE_CHECKING:
    from opencc import OpenCC

TRADITIONAL = 0.05
"""An article in which so many Chinese characters are none of GB 2312 is in traditional script. In a simplified one it
is less than one in a hundred: rare characters of names."""
_USUAL = "國學會來時為這個們與發開"
"""Characters that simplified print does not have."""
_LONG = 400
"""Characters of a text that has some of the usual ones if it is in traditional script."""
_HAN = regex(r"[\u4e00-\u9fff]+")
_BOTH = frozenset("坏麴麽醣覆薹藉菸袷摺於榘捱沈拚彷像後徵夥吒哩俱么乾")
"""Characters of GB 2312 that traditional print has as well and that mean another one there, alone or in some words."""
_MARKS = str.maketrans("「」『』〈〉", "“”‘’《》")
"""Quotation marks of traditional print, and those that mean the same in simplified print."""


def in_simplified(document: Document) -> Document:
    """The document as it would be printed in simplified characters; the document itself where it is so printed."""
    if not is_traditional(document.text):
        return document
    return replace(
        document,
        title=_same_length(document.title),
        publisher=_same_length(document.publisher),
        authors=tuple(_same_length(author) for author in document.authors),
        text="\n".join(_same_length(line) for line in document.text.split("\n")),
    )


def is_traditional(text: str) -> bool:
    """Whether a text is in traditional script.

    >>> is_traditional("南開大學與天津大學簽署合作協議"), is_traditional("喆教授到南开大学讲学，谈经济与社会")
    (True, False)
    """
    if len(text) > _LONG and not any(one in text for one in _USUAL):
        return False
    characters = "".join(_HAN.findall(text))
    simplified = len(characters.encode("gb2312", "ignore")) / 2
    return bool(characters) and len(characters) - simplified >= TRADITIONAL * len(characters)


def simplify(text: str) -> str:
    """A text in simplified characters; words decide between characters that several fall into one for (乾坤, 乾燥)."""
    return text if text.isascii() or _is_plain(text) else str(_converter().convert(text))


def _is_plain(text: str) -> bool:
    """Whether no character of a text is a traditional one, nor rare: nearly all names are so."""
    try:
        text.replace("·", "").replace("—", "").encode("gb2312")
    except UnicodeEncodeError:
        return False
    return _BOTH.isdisjoint(text)


def _same_length(text: str) -> str:
    """A line in simplified characters and marks, as long as it was."""
    simple = simplify(text)
    if len(simple) != len(text):
        simple = "".join(one if len(one) == 1 else old for old, one in ((c, simplify(c)) for c in text))
    return simple.translate(_MARKS)


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC  # noqa: PLC0415 - takes longer to load than a simplified article to read

    return OpenCC("t2s")

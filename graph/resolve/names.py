"""Name -> the keys under which spellings and official short forms of it meet."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from graph.regex import regex
from graph.script import simplify
from graph.spelling import short_key, squeeze

BODIES = ("Organization", "Park")
"""Types whose names have official short forms."""

DOUBLED = regex(r"([省市区县])\1(?=[委政人])")
"""A level that a place and a short form both have: 天津市 and 市委宣传部."""


def simplified(name: str) -> str:
    """In full or half width as NFKC has it, and in simplified characters.

    >>> simplified("天津濱海（ＡＩ）")
    '天津滨海(AI)'
    """
    normal = unicodedata.normalize("NFKC", name)
    return simplify(normal)


@lru_cache(200_000)
def spelling_key(name: str) -> str:
    """What two spellings of one name share: quotation marks, dashes, blanks, width and script do not count.

    >>> spelling_key("滨海—中关村“科技园”") == spelling_key("濱海-中關村科技園")
    True
    """
    normal = simplified(name)
    return squeeze(normal) or normal or name


@lru_cache(200_000)
def official_key(type_: str, name: str) -> str:
    """What a full name and its official short forms share; a branch keeps its own.

    >>> official_key("Organization", "天津市发展和改革委员会") == official_key("Organization", "天津市发改委")
    True
    """
    if type_ not in BODIES:
        return spelling_key(name)
    normal = DOUBLED.sub(r"\1", simplified(name))
    key = short_key(normal) or spelling_key(name)
    return f"{key}/分" if squeeze(normal).endswith("分中心") else key


@lru_cache(200_000)
def is_simplified(name: str) -> bool:
    """Whether a name has no traditional character."""
    return simplify(name) == name

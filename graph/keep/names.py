"""Name -> search key and the bigrams of a key."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import add

REMEMBERED = 2**16
"""Names whose keys are remembered: a graph that is written again has nearly the same ones."""
_NO_LETTER = re.compile(r"[\W_]+")


@lru_cache(REMEMBERED)
def search_key(name: str) -> str:
    """Letters and digits only, NFKC, lower case: what two spellings of one name share.

    >>> search_key("“ＡＩ+制造”论坛")
    'ai制造论坛'
    """
    key = unicodedata.normalize("NFKC", name).lower()
    return key if key.isalnum() else _NO_LETTER.sub("", key)


def bigrams(key: str) -> list[str]:
    """Every two neighbouring characters of a key, each once, sorted; the character itself where there is only one.

    >>> bigrams("南开区")
    ['南开', '开区']
    """
    return sorted({key[at : at + 2] for at in range(max(1, len(key) - 1))} - {""})


def index_terms(key: str) -> str:
    """What the index holds of a key: its characters and bigrams, each once, sorted, blanks between.

    >>> index_terms("南开区")
    '区 南 南开 开 开区'
    """
    return " ".join(sorted({*key, *map(add, key, key[1:])}))

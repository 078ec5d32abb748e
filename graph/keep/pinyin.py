"""Names -> what people type for them on a Latin keyboard: their pinyin in full, and the initials."""

from __future__ import annotations

from graph.keep.names import search_key
from graph.keep.readings import syllables
from graph.regex import regex

LONGEST = 40
"""Characters; longer names are titles, which nobody types so."""
_HAN = regex(r"[\u3400-\u9fff]")
SURNAMES = {
    "万俟": ("mo", "qi"),
    "乐": ("yue",),
    "仇": ("qiu",),
    "区": ("ou",),
    "华": ("hua",),
    "单": ("shan",),
    "宁": ("ning",),
    "尉迟": ("yu", "chi"),
    "曾": ("zeng",),
    "朴": ("piao",),
    "查": ("zha",),
    "澹台": ("tan", "tai"),
    "燕": ("yan",),
    "盖": ("ge",),
    "缪": ("miao",),
    "翟": ("zhai",),
    "解": ("xie",),
    "逄": ("pang",),
    "长孙": ("zhang", "sun"),
    "任": ("ren",),
}
"""Surnames that are read otherwise than the same character in other words."""


def pinyin_keys(name: str, *, is_person: bool = False) -> tuple[str, ...]:
    """Full pinyin without tones and initials, as search keys; nothing for a name without Chinese, or a long one.

    >>> pinyin_keys("重庆大学")
    ('chongqingdaxue', 'cqdx')
    >>> pinyin_keys("曾小明", is_person=True)
    ('zengxiaoming', 'zxm')
    """
    if len(name) > LONGEST or not _HAN.search(name):
        return ()
    key = search_key(name)
    read = list(syllables(key))
    surname = next((known for known in (key[:2], key[:1]) if is_person and known in SURNAMES), "")
    read[: len(surname)] = SURNAMES.get(surname, ())
    return "".join(read), "".join(syllable[0] for syllable in read)

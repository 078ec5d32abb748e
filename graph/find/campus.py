"""Document -> the university or school in whose own news it stands, which 我校 and 校党委 mean."""

from __future__ import annotations

from collections.abc import Iterable

from graph.document import Document
from graph.lexicon import Hit
from graph.regex import regex

_CAMPUS = regex(
    r"(?P<name>.*(?:大学|学院|学校|中学))(?:新闻网|新闻中心|校报|官网|官微|官方网站|党委宣传部|宣传部|融媒体中心)?$"
)
_OURS = regex(r"我校|本校|(?<![\u4e00-\u9fff])校(?:党委|领导)")
_QUOTED = regex(r"“[^”]*”")


def find_campus(document: Document, hits: Iterable[Hit]) -> str:
    """Its name; empty for news of anybody else.

    Where nobody is named as publisher, a text that says 我校 is of the university that it names first.
    """
    published = _CAMPUS.fullmatch(document.publisher)
    if published:
        return published.group("name")
    if document.publisher or not _OURS.search(_QUOTED.sub("", document.text)):
        return ""
    return next((hit.entry.name for hit in hits if hit.entry.kind == "University" and not hit.weak), "")

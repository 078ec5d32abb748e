"""Text -> names in credits: （记者 甲 乙 通讯员 丙）, 文：丁 图：戊 编辑：己.

A credit names its persons by their place in it, so that surnames count which no table has.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.regex import regex

_ROLE = (
    "(?:本报|本台|本网|见习|实习|特约|首席|总台|央视|学生|校园|驻站|一线)*(?:记者|通讯员)|实习生|摄影(?:记者)?|摄像|作者|编辑|责任编辑|责编|执行编辑|校对|审校|审核|初审|复审|终审|核稿|"
    "一审|二审|三审|撰稿|撰文|供稿|供图|文字|图片|图文|文图|文|图|摄|整理|采写|监制|编审|统筹|翻译|策划|排版|主播|出品|制图|海报"
)
_ROLES = f"(?:{_ROLE})(?:[、/／]?(?:{_ROLE}))*"
_ITEM = r"[\u4e00-\u9fff]{2,4}(?:[·•][\u4e00-\u9fff]{2,8})?"
_GAP = r"(?:[ 　]+|[、，,/／|丨][ 　]*|[ 　]*[和与][ 　]*)"
_MARK = regex(r"[:：/／|丨文图](?:(?<![文图])[ \t　]*|(?<=[文图])(?P<blank>[ 　])(?![ \t　]*[:：/／|丨]))")
"""What ends a label: a mark, or the blank behind one without a mark (文/图 甲)."""
_LABEL = regex(rf"(?:(?<=[（(【\[\n 　，,、；;|丨/／])|^)(?:{_ROLES}|文[/／]图|图[/／]文)$")
_LABELLED_END = regex(r"[）)】\]\n。；;]")
_REPORTERS = regex(
    rf"(?:记者|通讯员|实习生|摄影(?:记者)?|作者)[ 　\n]+(?P<names>{_ITEM}(?:{_GAP}{_ITEM}){{0,12}})(?=[ 　]*(?:[）)\n】]|$|报道|摄|{_ROLE}))"
)
_MEDIUM = regex(r"(?:^|[^\u4e00-\u9fff])(?:[\u4e00-\u9fff]{2,12}(?:报|网|社|台|客户端)?)?$")
"""What may stand before a reporter: nothing, or where he works."""
_BRACKETED = regex(r"[（(【](?P<inner>[^（）()【】\n]{0,40}(?:记者|通讯员)[ 　]*[^（）()【】]{2,90})[）)】]")
_WORD = regex(r"[\u4e00-\u9fff·•]+")
_PLACE_OF_WORK = regex(
    r"(?:[报社台网讯院部处系局学团心室馆会办端司厂]|记者|通讯员|摄影|报道|实习生?|见习|作者|编辑|校对|来源|天津|北京|河北|综合|本报|本台|新媒体|公众号|学校|大学|一审|二审|三审|[到了在的是等])$"
)
_ROLE_WORD = regex(f"(?:{_ROLE})(?=.)|(?:{_ROLE})$")


def find_credits(text: str) -> Iterator[tuple[int, int]]:
    """Spans of names in text order within each form of credit; spans may come twice."""
    labels = [
        (label.start() + max(0, start - 16), mark.end())
        for mark in _MARK.finditer(text)
        for start in [mark.start() + (mark["blank"] is not None)]
        if (label := _LABEL.search(text[max(0, start - 16) : start].rstrip(" \t　")))
        and (mark["blank"] is None or "/" in label.group())
    ]
    for index, (_, start) in enumerate(labels):
        limit = min(start + 60, labels[index + 1][0] if index + 1 < len(labels) else len(text))
        stop = _LABELLED_END.search(text, start, limit)
        yield from _items(text, start, stop.start() if stop else limit)
    for match in _BRACKETED.finditer(text) if "记者" in text or "通讯员" in text else ():
        yield from _items(text, *match.span("inner"), roles=True)
    for match in _REPORTERS.finditer(text):
        if _MEDIUM.search(text[max(0, match.start() - 16) : match.start()]):
            yield from _items(text, *match.span("names"))


def _items(text: str, start: int, end: int, *, roles: bool = False) -> Iterator[tuple[int, int]]:
    """Words of a stretch that are names: two or three characters, four behind a dot or of a compound surname.

    roles: the stretch holds the roles as well, so that a name stands only behind one.
    """
    named = not roles
    for word in _WORD.finditer(text, start, end):
        first = word.start()
        if roles:
            role = None
            for role in _ROLE_WORD.finditer(text, first, word.end()):
                named = True
                first = role.end()
            if role is None and not named:
                continue
        size = word.end() - first
        name = text[first : word.end()]
        if named and (2 <= size <= 3 or (size >= 4 and regex("[·•]").search(name))) and not _PLACE_OF_WORK.search(name):
            yield first, word.end()

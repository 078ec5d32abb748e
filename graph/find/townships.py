"""Reading -> towns, villages and streets behind a known area: 三门县的|平岗村、芹溪村, 达孜区|德庆镇; their committees
before a post: 宝山村党委|书记.

The tables hold areas down to the county; what lies below shows by its place in the sentence and its last character.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.claim import Mention
from graph.find.reading import Reading
from graph.regex import regex

_LEVEL = r"(?:街道办事处|街道|镇|乡|村)"
_NAME = (
    rf"[\u4e00-\u9fff]{{1,4}}?(?:[\u4e00-\u9fff]{{1,3}}族){{0,2}}{_LEVEL}(?![长民委级庄落支干官里愁土亲音域党政居镇])"
)
_FIRST = regex(rf"的?(?P<name>{_NAME})")
_NEXT = regex(rf"(?:、|和|与)(?P<name>{_NAME})")
_COMMON = regex(
    r"[的在与和及、等是为将已由对乡村镇各多个新本该此全两三几农]|(?:美丽|城|特色|重点|所有|当地|有关|示范|先进|中心|部分)$|市域"
)
_OF_A_PEOPLE = regex("[\u4e00-\u9fff]{2,3}族(?=$|[乡镇村])")
"""What names a township of a people: 延和|朝鲜族|乡."""
_GOVERNED = regex(r"(?:人民)?政府|党委|卫生院|中心校|中学|小学|商会")
"""What makes a body of the town's name."""
_COMMITTEE = regex(r"(?:村|社区|镇|乡|街道)(?:党委|党工委|党总支|党支部|村?委会|居委会)(?=副?书记|副?主任|委员)")
"""The committee of a village, quarter or town before one of its posts, without the name of the place."""
_PEOPLE = regex("[\u4e00-\u9fff]{2,3}族$")
"""Of what people the township is: 延和|朝鲜族|乡."""
_STEM = regex(r"(?:(?<=[，。、；：\n（“ 　镇乡县市区道由和与对据从])|^)[\u4e00-\u9fff]{1,4}$")
_NO_STEM = regex("上述|部分|所有|有关|这些|那个|这个|全")


def find_village_committees(reading: Reading) -> Iterator[Mention]:
    """Mentions in text order."""
    text = reading.text
    for match in _COMMITTEE.finditer(text):
        people = _PEOPLE.search(text, max(0, match.start() - 4), match.start())
        last = people.start() if people else match.start()
        stem = _STEM.search(text, max(0, last - 4), last)
        if stem is None or _NO_STEM.match(stem.group()) or (_COMMON.search(stem.group()) and not people):
            continue
        start, end = stem.start(), match.end()
        if reading.is_free(start, end):
            yield Mention(start, end, "Organization", "GovernmentBody", text[start:end], "village-committee", 0.85)


def find_townships(reading: Reading) -> Iterator[Mention]:
    """Mentions in text order, behind areas first and then through lists."""
    text = reading.text
    for area in list(reading.mentions):
        if area.type != "Place" or area.kind != "AdministrativeArea":
            continue
        match = _FIRST.match(text, area.end)
        while match is not None:
            start, end = match.span("name")
            mention = _mention(reading, start, end)
            if mention is None:
                break
            yield mention
            below = _FIRST.match(text, end) if text[end - 1] in "镇乡" else None
            match = below or _NEXT.match(text, end)


def _mention(reading: Reading, start: int, end: int) -> Mention | None:
    name = reading.text[start:end]
    body = name.endswith("街道办事处")
    stem = regex(rf"{_LEVEL}$").sub("", name)
    if (
        not stem
        or (
            _COMMON.search(stem[:-1] if regex("[^农乡新]{1,3}村").fullmatch(stem) else stem)
            and not _OF_A_PEOPLE.search(stem)
        )
        or not reading.is_free(start, end)
        or end not in reading.starts
    ):
        return None
    if _GOVERNED.match(reading.text, end):
        return None
    if body:
        return Mention(start, end, "Organization", "GovernmentBody", name, "behind-area", 0.85)
    return Mention(start, end, "Place", "Place", name, "behind-area", 0.8)

"""Text -> companies that carry no 公司: before a company's post, in lists of companies, by a trade word at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.claim import Mention
from graph.find.reading import Reading
from graph.lexicon import Lexicon, word_set
from graph.regex import regex
from graph.shortform import find_brand

_TRADE = (
    "科技|医疗|生物|制药|药业|智能|机器人|能源|半导体|电气|重工|动力|资本|创投|医药|航天|电子|通信|软件|网络|传媒|文旅|地产|置业|物流|食品|乳业|钢铁|化学|"
    "材料|光电|显示|汽车|新材|智驾|集团|股份|控股|实业|乳业|酒业|矿业|重卡|商用车|云|证券|基金|期货|信托|保险|餐饮|服饰|家居|家电|电器|型材|数科|智造"
)
_POST = "董事长|副董事长|总经理|副总经理|首席执行官|CEO|创始人|联合创始人|总裁|副总裁|高级副总裁|执行总裁|首席技术官|首席运营官|掌门人|董事会秘书|中国区|大中华区|员工|工程师团队|相关负责人"
_POSTS = regex(_POST)
_TRADES = regex(
    rf"(?:{_TRADE})(?=[、，。和与及（]|等|董事长|总经理|创始人|CEO|首席|副总|联合创始|总裁|相关负责人|在|已|签|领投|跟投|参投|独家投资)"
)
_BEFORE = "，、。；：（“\n由与和及自从业司的"
"""What may stand before a company's name."""
_SEAT = regex(r"[（(][\u4e00-\u9fff]{2,6}[）)](?=(?:股份)?(?:有限)?公司$)")
"""Where a company is registered, inside its name."""
_FORM = regex("股份|集团|控股|有限|公司")
"""What a company's short name leaves out."""
_NAME = regex(r"[\u4e00-\u9fffA-Za-z]+$")
_LIST = regex(r"(?:[\u4e00-\u9fffA-Za-z\d\-·]{2,10}、){1,12}[\u4e00-\u9fffA-Za-z\d\-·]{2,10}$")
_OF_COMPANIES = regex(
    r"等(?:近|约|超)?(?:\d+|多|一批|众多|[一二三四五六七八九十百]+)?(?:余|多)?(?:家)?[\u4e00-\u9fff]{0,10}?(?:企业|公司|车企|药企|央企|巨头|品牌|厂商)"
)
_BRACKETED = regex(r"（[\u4e00-\u9fff]{2,6}）[\u4e00-\u9fff]{2,16}?(?:有限公司|公司|合伙企业)")
_BEFORE_BRACKET = regex(
    r"(?:(?<![\u4e00-\u9fff）])[由与据从向对在]?|(?<=[^自]由))(?P<name>(?:(?!由)[\u4e00-\u9fff]){2,8})$"
)
_VERB = regex(
    r"[是的在了为将把被有与和及对向从于由等让使着过得地兼]|推动|推进|发展|建设|打造|加快|支持|服务|聚焦|围绕|深化|通过|实现|进行|表示|介绍|负责|任命|担任|出任|创办|兼任|[他她它我你其该]"
)


def find_companies(reading: Reading) -> Iterator[Mention]:
    """Mentions in no order; spans that touch another mention are left out, except those in brackets' place names."""
    text = reading.text
    for match in _BRACKETED.finditer(text):
        front = _BEFORE_BRACKET.search(text, max(0, match.start() - 9), match.start())
        if front:
            start, end = front.start("name"), match.end()
            yield Mention(start, end, "Organization", "Company", text[start:end], "company-with-place", 0.9)
    for match in _POSTS.finditer(text):
        start = _start(text, match.start(), 2, 9)
        if start >= 0 and text[start] not in "一二三四五六七八九十两" and _plausible(reading, start, match.start()):
            name = text[start : match.start()]
            yield Mention(start, match.start(), "Organization", "Company", name, "company-before-post", 0.78)
    for match in _TRADES.finditer(text):
        start = _start(text, match.start(), 1, 4)
        if start >= 0 and match.end() - start >= 4 and _plausible(reading, start, match.end()):
            name = text[start : match.end()]
            yield Mention(start, match.end(), "Organization", "Company", name, "company-by-trade", 0.78)
    for match in _OF_COMPANIES.finditer(text):
        listed = _LIST.search(text, max(0, match.start() - 140), match.start())
        at = listed.start() if listed else 0
        for item in listed.group().split("、") if listed else ():
            if _plausible(reading, at, at + len(item)):
                yield Mention(at, at + len(item), "Organization", "Company", item, "company-in-list", 0.75)
            at += len(item) + 1


def find_brands(reading: Reading, lexicon: Lexicon) -> Iterator[Mention]:
    """A company's coined front alone means the company (海纳克 for 海纳克密封技术集团), where one company has it."""
    text = reading.text
    owners: dict[str, dict[str, Mention]] = {}
    for mention in reading.mentions:
        if mention.type == "Organization" and mention.kind == "Company" and mention.reason != "lexicon":
            brand = find_brand(_SEAT.sub("", mention.name))
            if brand and not lexicon.find(brand) and not regex(r"[（(]分|分公司|总部").search(mention.name):
                owners.setdefault(brand, {})[mention.name] = mention
    for brand, companies in sorted(owners.items()):
        at = text.find(brand)
        while at >= 0:
            found = _called(text, brand, at, companies)
            end = at + len(brand)
            if found is not None:
                start, end = found[0], found[1]
                inner = reading.starting_at(start)
                free = inner.end if inner is not None and inner.type == "Place" and inner.end <= at else start
                if reading.is_free(free, end) and start in reading.starts and end in reading.starts:
                    yield Mention(start, end, "Organization", "Company", found[2], "brand", 0.8)
            at = text.find(brand, end)


def _called(text: str, brand: str, at: int, companies: Iterable[str]) -> tuple[int, int, str] | None:
    """Span and name of the company that a brand at an offset means, with what else of the name stands beside it.

    翊铂|新材 means 西安翊铂新材料股份有限公司; 沧州|德润康宁 tells one of two companies of one brand.
    """
    named = list(companies)
    found = []
    for name in named:
        front, _, behind = name.partition(brand)
        start = at - len(front) if front and text.startswith(front, at - len(front)) else at
        if len(named) > 1 and start == at:
            continue
        end, stop = at + len(brand), _FORM.search(behind)
        tail = behind[: stop.start()] if stop else behind
        while tail and text.startswith(tail[0], end):
            end, tail = end + 1, tail[1:]
        found.append((start, end, name))
    return found[0] if len(found) == 1 else None


def _start(text: str, end: int, least: int, most: int) -> int:
    """Where a name that ends at an offset starts: behind a mark or a word such as 由, nearest first; -1 for nowhere."""
    for start in range(end - least, max(-1, end - most - 1), -1):
        if start < 0 or not _NAME.match(text, start, end):
            return -1
        if start == 0 or text[start - 1] in _BEFORE:
            return start
    return -1


def _plausible(reading: Reading, start: int, end: int) -> bool:
    name = reading.text[start:end]
    generic = word_set("company-generic")
    if not reading.is_free(start, end) or name in generic or _VERB.search(name) or len(name) < 2:
        return False
    words = [w for w in reading.words[reading.sentence_at(start)] if w.start < end and w.end > start]
    if words and (words[0].start != start or words[-1].end != end):
        return False
    if all(w.text in generic or w.tag[0] in "vdap" for w in words):
        return False
    if len(words) == 1 and words[0].tag in ("n", "v", "a", "vn", "d", "b", "l", "t", "m", "i", "nr"):
        return False
    if not any(len(w.text) == 1 or w.tag in ("nz", "nt", "nr", "ns", "x", "eng", "nrt", "nrfg") for w in words):
        return False
    trade = regex(rf"(?:{_TRADE})$").search(name)
    stem = name[: trade.start()] if trade else name
    return bool(stem) and stem not in generic and not all(w.text in generic for w in words[:-1] or words)

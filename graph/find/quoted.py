"""Text -> policies, publications, newspapers, events and programmes by the marks around their names (《》, “”)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from graph.claim import Mention
from graph.find.names import Head, load_heads
from graph.lexicon import Lexicon
from graph.regex import regex

_TITLED = regex(r"《([^《》\n]{2,80}(?:《[^《》\n]{1,40}》[^《》\n]{0,40})?)》")
_QUOTED = regex(r"“([^“”\n]{2,60})”")
_POLICY = regex(
    r"(?:规划|纲要|意见|方案|办法|条例|规定|通知|[^书用说方语想看做写魔]法|计划|措施|指南|决定|公告|章程|协定|公约|准则|细则|清单|政策|行动|倡议|宣言|若干|决议|规则|"
    r"指引|标准|规范|要点|分工|任务|十条|\d+条|框架|目录|批复|部署|大纲|守则|民法典|宪法|协议书?|备忘录|承诺书|责任书)"
    r"(?:（[^（）]*）|\([^()]*\))*$"
)
_LAW = regex(
    r"^(?!中国共产党).*(?:(?<![办方做书看想])法|法典|(?<!工作)条例)(?:[（(][^（）()]*修[订正][^（）()]*[）)])?$"
)
"""A law or a regulation that a people's congress or a government made; the Party's rules are none."""
_AGREEMENT = regex(r"(?:协议书?|备忘录|合同|承诺书|责任书|倡议书|意向书)(?:（[^（）]*）)*$")
_MEDIA = regex(r"(?:日报|晚报|早报|时报|商报|青年报|都市报|经济报|科学报|教育报|文汇报|晨报|周刊|新闻联播)$")
_JOURNAL_BEHIND = regex(
    r"(?:[（(][A-Za-z &:.]{2,60}[）)]|(?:、?《[^《》]{1,40}》)*等[\u4e00-\u9fff]{0,8}(?=期刊|刊物|杂志))?(?:刊物|杂志|期刊|学刊|编辑部|(?:上|中|在线|正式)*(?:发表|刊发|刊登|刊载)|20\d\d年第)"
)
_JOURNAL_BEFORE = regex(
    r"(?:期刊|杂志|刊物|(?:发表|刊发|刊登|刊载)[在于])(?:、?《[^《》]{1,40}》(?:[（(][^（）()]{2,60}[）)])?(?:和|与|以及|及)?)*$"
)
"""What stands around the title of a journal: 发表于《甲》《乙》; 《丙》（Abc）杂志."""
_HOUSE = regex(r"杂志社|期刊社|编辑部|报社")
"""What publishes the journal whose title it follows."""
_JOURNAL_END = regex(r"(?:学报|学刊|Journal|Letters)$")
_LATIN_NAME = "[A-Z][A-Za-z&]+(?:[ :]{1,2}[A-Za-z&]+){0,7}"
_LATIN_JOURNAL_LED = regex(rf"{_LATIN_NAME}(?=[\s_*]*(?:[，。（(（]|上|杂志|期刊|在线|20\d\d))")
_LATIN_JOURNAL = regex(
    rf"{_LATIN_NAME}(?=[\s_*]*(?:[（(][^（）()]{{2,40}}[）)])?(?:[\u4e00-\u9fff]{{2,8}})?(?:期刊|杂志|刊物))"
)
_CAPITAL = regex("[A-Z](?=[A-Za-z&])")
_LEADS_TO_JOURNAL = ("期刊", "杂志", "刊物", "在", "于")
_AROUND_LATIN = " \t\n\r\u3000_*"
_PRINTED = regex(r"期刊|杂志|刊物|发表|刊发|刊登")
_PAPER = regex(r"(?:以|题为|名为|(?:论文|综述)(?:题为)?)“(?P<name>[^“”\n]{8,200})”(?P<named>为题)?")
"""A paper by its title: 以“…”为题发表, 题为“…”的论文."""
_PAPER_AFTER = regex(r"[^。；]{0,40}?(?:发表|刊发|刊登|在线|期刊|杂志)|的?(?:[\u4e00-\u9fff]{0,6})(?:论文|文章|综述)")
_TALK = regex(r"报告|演讲|讲座|发言|授课|讲话|主题")
_PROGRAMME = regex(r"^[^与和的为]+(?:行动|计划|工程|倡议|新政)$")
_PROGRAMME_ENDS = "动划程议政"
_SCHEME = regex(r"^[^，。；：]{4,24}(?:方案|办法|细则|意见)$|^[\u4e00-\u9fff]{0,12}[一二三四五六七八九十\d]{1,3}条$")
_SCHEME_ENDS = "案法则见条"
_DRAWN_UP = regex(r"(?:制定|制订|出台|印发|推出|发布|编制|落实|作为|修订|实施)(?:了|的)?(?:新版)?$")
_PROGRAMME_AFTER = regex(r"(?:专项|重大|系列|三年)?(?:行动计划|行动方案|行动|计划|工程|战略|倡议|规划)(?![部局院者])")
_INSTALMENT = regex(r"第[一二三四五六七八九十百\d]+(?:讲|场|期|次)(?=[^，。；]{0,20}(?:举行|举办|开讲|召开|开展|主讲))")
"""What makes a quoted series one event of it: “团团大讲堂”第二十七讲在…开讲."""
_FOUNDED = regex(r"(?:今日|今天|日前|近日|当天)?(?:正式|宣布)?成立|理事|委员|成员|主任委员")
"""What follows a forum that is a body of people: “…50人论坛”正式成立."""
_EXHIBITION = regex(r"(?:[联特巡画影书]展|展览|作品展|成果展|文物展|艺术展|摄影展|图片展|主题展|专题展)$")
_SHOWN = regex(r"[^，。；]{0,16}(?:开展|开幕|展出|举行|举办|启幕|亮相|拉开)")
_LABORATORY = regex(
    r"“[^“”，。；\n]{3,24}”(?:教育部|国家|全国|省部共建|[\u4e00-\u9fff]{2,3}[省市])(?:级)?"
    r"(?:重点实验室|工程研究中心|工程技术研究中心|协同创新中心|前沿科学中心)"
)
"""A laboratory whose field stands in quotation marks: “智能系统安全”教育部重点实验室."""
_OWNER = regex(r"[\u4e00-\u9fff]{2,8}大学$")
"""The university that such a laboratory may be named after."""
_PAIRED = regex(r"委、(?P<government>[省市县区](?:人民)?政府)")
"""The government that stands beside its Party committee: 廊坊市委、|市政府."""
_ROOM = regex(
    r"[在于到](?P<room>(?:[\u4e00-\u9fff]{1,5}楼|\d{1,2}教|[一二三四五六七八九十]+教)(?:[A-Z]\d{2,4}|\d{3,4}|[一二三四五六七八九十]+楼[\u4e00-\u9fff]{0,6}?(?:会议室|报告厅|大厅))(?:教室|会议室|报告厅|室)?)"
)


_NUMBERED_BLOCK = regex(r"教(?<=[\d一二三四五六七八九十]教)")
"""A building that a room may be in, besides a 楼."""


def find_quoted(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Mentions in no order; they may overlap those of other finders and then win."""
    heads = load_heads()
    for match in _TITLED.finditer(text):
        yield _titled(text, match, lexicon)
    for match in _QUOTED.finditer(text):
        inner = match.group(1)
        known = lexicon.get(inner)
        after = _PROGRAMME_AFTER.match(text, match.end())
        if known is not None and known.type == "Policy":
            yield Mention(match.start(), match.end(), "Policy", known.kind, inner, "lexicon", 0.95)
        elif after and len(inner) <= 14 and not regex(r"[，。；：]").search(inner):
            name = text[match.start() : after.end()]
            yield Mention(match.start(), after.end(), "Policy", "Programme", name, "quoted-programme", 0.75)
        elif (
            inner[-1] in _PROGRAMME_ENDS
            and _PROGRAMME.search(inner)
            and 3 <= len(inner) <= 16
            and not regex(r"[，。；：]").search(inner)
        ):
            yield Mention(match.start(), match.end(), "Policy", "Programme", inner, "quoted-programme", 0.75)
        elif (
            inner[-1] in _SCHEME_ENDS
            and _SCHEME.match(inner)
            and _DRAWN_UP.search(text, max(0, match.start() - 8), match.start())
        ):
            yield Mention(match.start(), match.end(), "Policy", "PolicyDocument", inner, "quoted-scheme", 0.75)
        elif _is_body(text, match, heads):
            head = heads[_body_tail(inner, heads)]
            yield Mention(match.start(), match.end(), head.type, head.kind, inner, f"head:{head.text}", 0.8)
        elif inner.endswith("论坛") and _FOUNDED.match(text, match.end()):
            yield Mention(match.start(), match.end(), "Organization", "SocialOrganization", inner, "head:论坛", 0.8)
        elif series := _INSTALMENT.match(text, match.end()):
            name = text[match.start() : series.end()]
            yield Mention(match.start(), series.end(), "Event", "Conference", name, "instalment", 0.85)
        elif len(inner) >= 5 and inner[-1] in "展览" and _EXHIBITION.search(inner) and _SHOWN.match(text, match.end()):
            yield Mention(match.start(), match.end(), "Event", "Event", inner, "quoted-exhibition", 0.85)
        elif len(inner) >= 6 and any(inner.endswith(h) and heads[h].type == "Event" for h in _tails(inner, heads)):
            yield Mention(match.start(), match.end(), "Event", "Conference", inner, "quoted-event", 0.85)
    if _PRINTED.search(text):
        yield from _printed(text)
    for match in _LABORATORY.finditer(text):
        owner = _OWNER.search(text, max(0, match.start() - 10), match.start())
        start, end = owner.start() if owner else match.start(), match.end()
        yield Mention(start, end, "Organization", "ResearchInstitute", text[start:end], "quoted-laboratory", 0.82)
    for match in _PAIRED.finditer(text):
        name, (start, end) = match.group("government"), match.span("government")
        yield Mention(start, end, "Organization", "GovernmentBody", name, "head:政府", 0.85)
    for match in _ROOM.finditer(text) if "楼" in text or _NUMBERED_BLOCK.search(text) else ():
        yield Mention(*match.span("room"), "Place", "Venue", match.group("room"), "room", 0.8)


def _printed(text: str) -> Iterator[Mention]:
    """Journals in Latin letters, and papers by their titles."""
    until = 0
    for capital in _CAPITAL.finditer(text):
        start = capital.start()
        if start < until:
            continue
        led = text[max(0, start - 8) : start].rstrip(_AROUND_LATIN).endswith(_LEADS_TO_JOURNAL)
        match = led and _LATIN_JOURNAL_LED.match(text, start)
        told = match or _LATIN_JOURNAL.match(text, start)
        if told:
            until = told.end()
            if until - start > 4 and (not match or _PRINTED.search(text, max(0, start - 12), until + 48)):
                yield Mention(start, until, "Organization", "MediaOrganization", told.group(), "journal", 0.82)
    for match in _PAPER.finditer(text):
        after = _PAPER_AFTER.match(text, match.end())
        plain = text[match.start()] == "以" and not match.group("named")
        if after and not plain and not _TALK.search(after.group()):
            start, end = match.start("name") - 1, match.end("name") + 1
            yield Mention(start, end, "Document", "Publication", match.group("name"), "titled-paper", 0.82)


def _tails(inner: str, heads: Mapping[str, object]) -> list[str]:
    return [inner[-size:] for size in range(2, min(7, len(inner))) if inner[-size:] in heads]


def _body_tail(inner: str, heads: Mapping[str, Head]) -> str:
    """The longest head of a body or a park that a quotation ends with; empty for none."""
    tails = [inner[-size:] for size in range(min(7, len(inner) - 2), 1, -1)]
    return next((tail for tail in tails if tail in heads and heads[tail].type in ("Organization", "Park")), "")


def _is_body(text: str, match: re.Match[str], heads: Mapping[str, Head]) -> bool:
    """Whether a quotation is the name of a body that is set up there (共建“智能计算联合创新中心”)."""
    inner = match.group(1)
    if len(inner) < 6 or regex(r"[，。；：！？《》]").search(inner) or len(_body_tail(inner, heads)) < 2:
        return False
    around = text[max(0, match.start() - 12) : match.start()] + "|" + text[match.end() : match.end() + 10]
    return regex(r"共建|组建|成立|设立|揭牌|挂牌|加入|发起|创建|筹建|打造").search(around) is not None


def _titled(text: str, match: re.Match[str], lexicon: Lexicon) -> Mention:
    inner = match.group(1)
    start, end = match.span()
    heads = load_heads()
    for size in range(6, 1, -1):
        following = text[end : end + size]
        if following in heads and heads[following].type == "Event":
            return Mention(
                start, end + size, "Event", heads[following].kind, text[start : end + size], "titled-event", 0.85
            )
    known = lexicon.get(inner)
    if known is not None and known.type in ("Organization", "Policy"):
        return Mention(start, end, known.type, known.kind, known.name, "lexicon", 0.95)
    if _MEDIA.search(inner):
        return Mention(start, end, "Organization", "MediaOrganization", inner, "titled-newspaper", 0.9)
    house = _HOUSE.match(text, end)
    if house:
        name = inner + house.group()
        return Mention(start, house.end(), "Organization", "MediaOrganization", name, "titled-journal", 0.85)
    if _is_journal(text, match):
        return Mention(start, end, "Organization", "MediaOrganization", inner, "titled-journal", 0.85)
    if _AGREEMENT.search(inner):
        return Mention(start, end, "Document", "Publication", inner, "titled-agreement", 0.8)
    if _POLICY.search(inner):
        kind = "Law" if _LAW.search(inner) else "PolicyDocument"
        return Mention(start, end, "Policy", kind, inner, "titled-policy", 0.9)
    return Mention(start, end, "Document", "Publication", inner, "titled-publication", 0.85)


def _is_journal(text: str, match: re.Match[str]) -> bool:
    """Whether a title in 《》 is that of a journal, for what it ends with or for the words around it."""
    if len(match.group(1)) > 24:
        return False
    if _JOURNAL_END.search(match.group(1)):
        return True
    before = text[max(0, match.start() - 80) : match.start()]
    return _JOURNAL_BEFORE.search(before) is not None or (
        _JOURNAL_BEHIND.match(text, match.end()) is not None
        and before.endswith(("在", "于", "由", "、", "》", "，", "与", "和"))
    )

"""Text -> plans and programmes that stand in the text without marks: 印发某省某规划, 推进顶尖学科引领计划、骨干学科提升计划."""

from __future__ import annotations

from collections.abc import Iterator

from graph.claim import Mention
from graph.regex import regex

_VERB = "(?:印发|出台|发布|颁布|实施|制定|编制|审议通过|通过|落实|推出)"
_ISSUED = regex(
    rf"{_VERB}{_VERB}*(?:了|并实施|实施)?(?:新一轮)?(?P<name>[\u4e00-\u9fff“”（）()\d—\-年、]{{4,36}}?"
    r"(?:行动方案|实施方案|工作方案|行动计划|实施意见|指导意见|若干措施|实施办法|管理办法|专项规划|发展规划|空间规划|总体规划|协同规划|条例|规划纲要|三年行动))(?=[，。；、》的]|$)"
)
_ENDING = (
    r"(?:支持|引领|提升|激励|创新|培养|培育|训练|资助|奖励|人才|研发|振兴|扶持|帮扶|接力|倍增|领航|集聚|引进|领军|攀登|卓越)(?:计划|工程)"
    r"|(?:提升|专项|攻坚|振兴|培育|治理|整治|清朗|倍增|帮扶|扶贫|示范)行动|强[校省市县区院]战略"
)
_NAME = rf"[\u4e00-\u9fff]{{2,14}}?(?:{_ENDING})"
_CARRIED_OUT = regex(
    r"(?:实施|推进|启动|入选|获批|列入|纳入|承担|推出|设立|依托|对|持续|项目和|是|深入|坚持|执行|参与|组织|开展|制定)"
    rf"(?:了|的|新一轮)?(?P<list>{_NAME}(?:[、和与及]{_NAME})*)(?=[，。；、和与及等（的入”项将中，]|$)"
)
"""A programme that somebody carries out, or takes part in."""
_ITEM = regex(_NAME)
_VERBS = regex(
    "^(?:实施|推进|启动|入选|获批|列入|纳入|承担|推出|设立|全面|持续|深入|大力|学校|组织|开展|国家的|一项|了)+"
)
_UNNAMED = regex(r"[的了是在把将为]|工作|有关|相关|系列|各类|一批|[这该此各]|进行|以|等")
_LEAST = 7
"""Characters of a programme's name that is not in quotation marks."""


def find_programmes(text: str) -> Iterator[Mention]:
    """Mentions in no order; one may cover another."""
    for match in _ISSUED.finditer(text):
        yield Mention(*match.span("name"), "Policy", "PolicyDocument", match.group("name"), "plan-after-issue", 0.7)
    for match in _CARRIED_OUT.finditer(text):
        for item in _ITEM.finditer(text, *match.span("list")):
            lead = _VERBS.match(item.group())
            start = item.start() + (lead.end() if lead else 0)
            name = text[start : item.end()].lstrip("、和与及")
            if len(name) >= _LEAST and not _UNNAMED.search(name):
                yield Mention(
                    item.end() - len(name), item.end(), "Policy", "Programme", name, "programme-carried-out", 0.7
                )

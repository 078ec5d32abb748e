"""Document -> the launch that it opens with and that has no name of its own: “X实验室”正式启动, 甲与乙签署协议.

It is an event only where someone takes part in it by name.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.corefer import Entities
from graph.regex import regex
from graph.relate.masked import BODY, Masked, P, mask
from graph.relate.occasion import Occasion
from graph.relate.references import Recall
from graph.segment import Sentence

_LAUNCH = "启动|启用|开工|开业|开园|开馆|投用|投产|通车|开通|揭牌|挂牌|揭幕|成立|奠基|封顶|竣工|首发|首航|首飞|起航|开航|上线|签约|签署|签订|牵手|携手|落户|入驻|交付|下线|合龙|开街|开镇|发车|首映|授牌|捐赠"
_TOLD = regex(_LAUNCH)
_SIGNED = regex("签约|签署|签订|牵手|携手")
_PRESENT = regex(
    rf"{P}[^。；]{{0,40}}?(?:出席|致辞|见证|共同(?:启动|揭牌|揭幕|签署|签约|按下|触摸|推杆|为)|(?:代表[^，。；]{{0,8}})(?:签署|签约|签订)|主持(?!人|研究|完成)|宣布[^，。；]{{0,12}}(?:启动|成立|开工|启用|开|投产)|参加(?:仪式|活动|签约|揭牌|启动)|(?:签约|揭牌|启动|活动|开工)(?:仪式|现场)?上)"
)
"""Words that put a person at what is launched."""
_AT = regex(rf"[在于][^，。；{P}{BODY[1:-1]}]{{0,4}}(?P<where>{BODY})[^，。；{P}]{{0,8}}(?:{_LAUNCH})")
_NEAR = 4
"""In how many paragraphs from the top those present are looked for."""


def find_launch(entities: Entities) -> tuple[Sentence, Occasion] | None:
    """The launch that the title tells of, with the sentence that tells of it first."""
    title = entities.reading.document.title.split(" ")[0]
    told = _TOLD.search(title)
    if told is None or not 6 <= len(title) <= 44:
        return None
    head = [s for s in entities.reading.sentences if entities.reading.depth(s.start) <= _NEAR]
    masked = [(sentence, mask(entities, sentence, Recall())) for sentence in head]
    if not any(_PRESENT.search(one.text) for _, one in masked):
        return None
    kind = "Signing" if _SIGNED.match(told.group()) else "Opening"
    for sentence, one in masked:
        if sentence.start >= len(entities.reading.document.title) and _TOLD.search(one.text):
            start, end = one.span(0, len(one.text))
            return sentence, Occasion(title, kind, (), tuple(_places(one)), start, end, told.group())
    return None


def _places(masked: Masked) -> Iterator[int]:
    """Where the sentence says that it was."""
    for match in _AT.finditer(masked.text):
        yield from (entity for _, entity in masked.entities(*match.span("where"), BODY))

"""Masked sentence -> who spoke at, moderated or attended which event."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.corefer import Entities
from graph.regex import regex
from graph.relate.contests import find_contest_parties
from graph.relate.delegations import find_delegations
from graph.relate.masked import SIGNS, Masked, P, T, leaves_bracket
from graph.relate.rules import CITED, Candidate
from graph.relate.slots import PEOPLE

E = SIGNS["Event"]
_STOP = regex(r"[。；\ue001]")
_BEHIND = regex(r"(?:了|并)?[^，。；]{0,20}\ue006")
_AND_ALSO = regex(r"[^，。；\ue001]{0,4}(?:和|与|及|、|暨)[^，。；\ue001]{0,14}")
"""What stands between two events that one verb takes: 先后出席了甲论坛|和厦门市组织的|乙座谈会."""
_BEFORE = regex(r"(?:[^，。；、\ue002]{0,4}[上中，]|现场|期间)")
_GAP = f"[^。；{P}]"
_OTHERS_COME = "会见|会晤|接见|会谈|来华|来京|前来|应邀来|[同与]来"
"""Words of a meeting: what follows says why the guest, who is named behind, has come (会见来华|出席博览会的总统乙)."""
_SPOKE = (
    r"(?:作|做|致|发表)(?:了|题为)?[^，。；\ue001]{0,24}?(?:报告|演讲|发言|讲座|辞|讲话|分享|推介|总结|交流|主旨|介绍|汇报|点评|致辞|宣讲|解读)|致辞|致欢迎辞|致词|讲话|发言|主旨演讲|主题演讲|"
    r"[对就][^。；\ue001]{0,40}(?:进行|作|做)了?[^，。；\ue001]{0,10}(?:说明|总结|讲解|解读|介绍|点评|汇报|阐述)|进行了?[^，。；\ue001]{0,8}(?:主题|主旨|专题)?(?:报告|讲座|演讲|宣讲)|"
    r"谈了体会|畅谈|阐述|展开论述|论述了|阐释|谈到|分享经验|交流心得|分享的|表态|现场演示|现场推介|回答了?[^，。；]{0,12}提问|作报告|汇报了|宣讲|主讲|讲授|分享了|演讲|专题辅导|致[^，。；\ue001]{0,5}[词辞]|讲[^，。；\ue001]{0,16}(?:党课|团课|思政课|第一课)|(?:作|做)[^，。；\ue001]{0,30}(?:党课|团课|思政课)|视频贺辞|视频致辞|围绕[^。；\ue001]{0,40}(?:分享|交流|讲解|阐述|介绍|解读|发言|对谈|对话|作|展开)|以[^。；\ue001]{0,50}为题|作为[^，。；]{0,6}代表[^，。；]{0,6}发言"
)
_SPEAKS = regex(
    "报告|演讲|发言|讲座|辞|讲话|分享|推介|总结|交流|主旨|介绍|汇报|点评|宣讲|解读|词|说明|讲解|阐述|体会|畅谈|展开|论述|阐释|谈|心得|表态|演示|提问|主讲|讲授|辅导|课|对话|作|以"
)
"""A sentence without one of these tells of no speech."""
_ROLES = (
    ("主旨", "keynote"), ("主题报告", "keynote"), ("特邀报告", "keynote"), ("致辞", "address"), ("致欢迎", "address"), ("致词", "address"),
    ("致开幕", "address"), ("总结", "summary"), ("圆桌", "round table"), ("报告", "report"), ("演讲", "talk"), ("讲座", "lecture"), ("主讲", "lecture"),
    ("讲话", "speech"), ("汇报", "report"), ("发言", "statement"), ("推介", "presentation"), ("介绍", "presentation"), ("分享", "presentation"),
    ("点评", "comment"), ("宣讲", "lecture"),
)  # fmt: skip
_PEOPLE = f"(?P<subject>{PEOPLE})"
_SPEECH = regex(_PEOPLE + f"(?:{_GAP}{{0,60}}?)(?P<verb>{_SPOKE})")
_MODERATED = regex(
    _PEOPLE
    + f"(?:[^，。；{P}]{{0,12}})(?:共同|分别|受邀)?(?:主持|担任[^，。；]{{0,8}}主持|担任[^，。；]{{0,10}}(?:执行|分会场?|大会|会议|论坛)主席)(?!人|研究|编写|完成|承担|国家|了?[^，。；]{{0,8}}(?:项目|课题|工作的|制定))"
)
_MODERATED_BY = regex(r"由(?:[^，。；\ue001]{0,10})" + _PEOPLE + r"(?:共同|分别)?主持(?!人|研究)")
_ATTENDED = regex(
    _PEOPLE
    + f"(?:(?:(?!{_OTHERS_COME}){_GAP}){{0,24}}?)(?:一同|随同|出席|参加|与会|参会|列席|见证[^，。；]{{0,2}}揭牌|见证|到会|到场|来到[^，。；]{{0,4}}(?:现场|会场)|聆听|旁听|观摩|陪同|莅临|应邀参加|受邀参加|参与(?!起草|编写|编制|研究|建设|制定)|共聚一堂|齐聚|展开[^，。；]{{0,4}}(?:讨论|对话|研讨)|宣布[^，。；]{{0,12}}(?:开工|开幕|启动|开园|开馆|成立|开始|启用|放归|[起启首]航|发车|开赛|开机|开业|通车|投产|开镰|开渔|出征|闭幕)|为[^，。；]{{0,14}}(?:发车|鸣枪|发令|开球|剪彩|揭幕|点睛)|进行[^，。；]{{0,8}}(?:研讨|讨论|交流)|参加了|会谈|座谈|调研|考察|揭牌|宣读|签约|签字|(?<!年)签署|主礼|到贺|参观了?(?=[^，。；]{{0,6}}\ue006))"
)
_TAKES_PART = regex(
    r"一同|来到|随同|出席|参加|与会|参会|列席|见证|到会|到场|聆听|旁听|观摩|陪同|莅临|参与|共聚|齐聚|展开|宣布|发车|鸣枪|发令|开球|剪彩|揭幕|点睛|进行|会谈|座谈|调研|考察|揭牌|宣读|签约|签字|签署|主礼|到贺|参观"
)
_BODY_TAKES_PART = regex(r"参加|出席|参会|与会|参与")
"""Sentences without one of these words tell of nobody, or of no body, that takes part."""
_SAYING = r"指出|表示|强调|说|认为|介绍|谈到|提出|介绍说|要求|提到|宣布(?![^，。；]{0,16}(?:开[工幕园馆业赛机镰渔]|放归|[起启首]航|发车|通车|投产|出征|闭幕|启[动用幕]|成立|揭牌|正式))|呼吁|回顾|阐述|汇报|通报|补充道|勉励|寄语|希望|建议|倡议|充分肯定|高度肯定|高度评价|看来，|如是说|坦言|直言|列举|推介(?!会|活动)|讲述|总结了|部署|解读|点评|讲解|祝贺|欢迎|感谢|致谢|期待|叮嘱|嘱咐|号召|带领[^，。；]{0,10}学习"
_SAYS = regex(_SAYING)
"""A sentence without one of these quotes nobody."""
_SAID = regex(
    _PEOPLE
    + rf"(?:[^，。；\ue001]{{0,14}})?(?:在[^，。；\ue001]{{0,14}}(?:中|时|上|后))?(?:[^，。；\ue001]{{0,6}})(?:{_SAYING})"
)
_THERE = regex(f"在[^，。；]{{0,14}}{E}(?:现场)?[上中]")
"""An event at which what is said is set in the same words: 甲在|论坛上|表示."""
_ABSENT = regex(r"没有|未能|未(?=出席|参加|到会|能)|缺席|无法|不能|拒绝")
_CITED_SPEECH = regex(r"(?:的)?(?:精神|和?(?:重要)?指示|要求|原文|内容|中关于)")
"""Words behind 讲话 where it is studied, not given."""
_SPEECH_NOUN = regex(f"(?:[{T}\ue009]|的|系列)(?:重要|系列)*讲话$")
"""A speech that is spoken of, not given: 甲书记|“七一”重要讲话."""
_INVITED = regex(
    f"邀请(?:到)?(?:了)?[^。；{P}]{{0,30}}?"
    + _PEOPLE
    + r"(?:[^。；\ue001]{0,16}(?P<talk>作|做|主讲|授课|讲授|分享|担任主讲))?"
)
_OFFICERS = r"(?:的?(?:党政|相关|有关|主要|部门|师生|领导|班子|学生|教师|分管)*(?:负责同志|代表|领导|全体(?:人员|成员|教师|师生|教职工|党员)|[\ue008])\ue008?)?"
_BODIES_ATTENDED = regex(
    rf"(?P<subject>[\ue002](?:[（(][^（）]{{1,12}}[）)])?(?:{_OFFICERS}(?:[，、]?(?:以及|和|与|及)|、|，)[\ue002](?:[（(][^（）]{{1,12}}[）)])?)*)"
    r"(?:等[^，。；\ue001\ue008]{0,20})?(?:的[^，。；\ue001-\ue009]{0,8}\ue002?)?(?:[^，。；\ue001-\ue009]{0,12}\ue008+){0,3}(?:[^，。；\ue001-\ue009]{0,20})(?:受邀参加|应邀参加|参加|出席|参会|与会|联合参与|参与(?!起草|编写|编制|研究|建设|制定))"
)
_BODIES_SPOKE = regex(
    r"(?:^|(?<=[，。；：])|会上，)(?P<subject>\ue002(?:(?:、|和|与|及|以及|，)\ue002)*)(?:等[^，。；\ue001-\ue009]{0,8})?(?:的?(?:代表|负责人|负责同志|\ue008))*(?:分别|先后|依次|还)?"
    r"(?:围绕[^，。；\ue001]{0,20})?(?:作|做)了?[^，。；\ue001-\ue009]{0,10}(?:发言|汇报|推介|表态)"
)
"""Bodies that had their say at an event: 甲厅、乙局等单位作了交流发言."""


_ATTENDING = regex(
    f"(?:出席|参加|列席|参与)(?:了)?[^，。；{P}]{{0,14}}的(?:还有|有|还包括|包括)?(?:[^，。；{P}]{{0,30}}?)" + _PEOPLE
)
"""Those who take part stand behind: 出席仪式的有甲、乙; 列席会议的市民代表丙."""
_CHAIRING = regex(f"主持(?:了)?{E}的[^，。；{P}]{{0,20}}" + _PEOPLE)
_SPEECH_AT = regex(f"(?P<subject>{P})[\ue008同志]{{0,4}}在{E}上(?:的|所?作的?|发表的?)(?:重要)?(?:讲话|致辞|演讲|报告)")
"""A speech that is cited still was given: 学习贯彻甲在乙会议上的讲话精神."""
_DISCUSSED = regex(_PEOPLE + f"(?:[^。；{P}]{{0,120}}?)展开[^，。；{P}]{{0,6}}(?:讨论|对话|研讨|交流)")
_SENT = regex(r"鼓励|引导|指导|支持|组织|要求|号召|帮助|吸引|邀请|资助|\ue006")
"""A body that sends others, or an event between it and 参加: the body itself takes no part."""
_AT_EVENT = regex(
    r"了?(?:[，。；、]|$|并|本次|此次|会议|会见|座谈|活动|研讨|仪式|揭牌|讨论|交流|[^，。；]{0,24}\ue006)"
)
"""What follows 参加 where it is an event that a body takes part in, and no trial or project."""
_HE_TOOK_PART = regex(
    f"(?:(?:^|[，。；])(?:他|她)|^曾|^先后)[^。；{P}]{{0,30}}?(?:参加|出席|参与|荣获|获得|摘得|夺得|斩获|获|做客){E}(?:(?:和|与|及|、){E})*(?!的?(?:组织|筹备))"
)

_ROLL_ENDS = regex(r"(?:出席|参加|参会|与会|到会|列席|到场聆听|到场)(?:了)?(?!的|者|单位|方|人员|代表)")
_DOES = regex(
    r"指出|表示|强调|介绍|认为|主持|致辞|讲话|发言|总结|举行|举办|召开|开展|组织|邀请|欢迎|感谢|祝贺|由|对|会见|签|来到|围绕|通过|获|说|前往|赴|学习|鼓励|引导|指导|支持|要求|号召|了(?!解)|是|曾|将|拟"
)
"""A clause with one of these is no item of a list of those who take part."""
_SENDS = regex(
    r"(?:[、和及与]?[^，。；、\ue001\ue008]{0,8}\ue002|、[^，。；、\ue001-\ue009]{2,8})*(?:等[^，。；、\ue001]{0,6})?(?:的?(?:相关|有关|主要|部分|全体|各)*(?:负责人|负责同志|领导|领导班子|人员|成员|代表|师生|教师|教职工|学生|专家|党员)|\ue008)(?![^，。；]{0,24}\ue001)"
)
"""What stands behind a body of which some take part: 党委宣传部|全体人员."""


_BYLINE = regex(f"[（(][^（）()]{{0,8}}(?:记者|通讯员|{T})[/ 　：:]?{P}[^（）()]*[）)]")
"""Who wrote the article, at its start: they took no part in what it tells."""


def _read_roll(masked: Masked, event: int) -> Iterator[Candidate]:
    """All who are named in the list before a verb that ends it: 校长甲，党委常委乙、丙，各学院院长，丁部全体人员参会."""
    text = masked.text
    for match in _ROLL_ENDS.finditer(text):
        first = max(text.rfind(stop, 0, match.start()) for stop in "。；：") + 1
        done = max((found.end() for found in _DOES.finditer(text, first, match.start())), default=first)
        if done > first:
            first = text.find("，", done, match.start()) + 1
        if first == 0 and done:
            continue
        named = masked.entities(first, match.start(), P + "\ue002")
        if wrote := _BYLINE.search(text, first, match.start()):
            named = [(at, who) for at, who in named if at >= wrote.end()]
        if not any(text[at] == P for at, _ in named) or CITED.search(text[first : named[0][0]]):
            continue
        inside = _events_of(masked, match, event)
        start, end = masked.span(first, match.end())
        for at, who in named:
            person = text[at] == P
            if not person and not (_SENDS.match(text, at + 1) and _LISTED.search(text[first:at])):
                continue
            for target in inside:
                rule, confidence = ("roll", 0.82) if person else ("roll-of-bodies", 0.66)
                yield Candidate(who, "attended", target, start, end, rule, confidence, {})


_LISTED = regex(r"(?:^|[，、和及与])$")


def find_attendance(masked: Masked, entities: Entities, event: int, *, person: int = -1) -> Iterator[Candidate]:
    """Candidates of one sentence.

    `event` is the event that the passage is set at, `person` whom 他 or 她 means there; -1 for none.
    """
    text = masked.text
    if event < 0 and E not in text:
        return
    yield from _himself(masked, person)
    if P not in text and "\ue002" not in text:
        return
    if "主持" in text:
        for pattern in (_MODERATED_BY, _MODERATED):
            for match in pattern.finditer(text):
                yield from _each(masked, match, "moderated", event, rule="moderated", confidence=0.9)
    for match in _SPEECH.finditer(text) if P in text and _SPEAKS.search(text) else ():
        if _CITED_SPEECH.match(text, match.end()) or _SPEECH_NOUN.search(text, match.start(), match.end()):
            continue
        verb = match.group("verb") + text[match.end() : match.end() + 2]
        role = next((role for word, role in _ROLES if word in verb), "")
        yield from _each(
            masked, match, "spokeAt", event, rule="spoke", confidence=0.9, qualifiers={"role": role} if role else {}
        )
    if _TAKES_PART.search(text):
        for match in _ATTENDED.finditer(text):
            yield from _each(masked, match, "attended", event, rule="attended", confidence=0.85)
        yield from _read_roll(masked, event)
    yield from _chairs(masked, entities.text, event)
    yield from find_contest_parties(masked, entities, event)
    yield from find_delegations(masked, event)
    if E in text and "的" in text:
        for pattern, relation, rule in (
            (_ATTENDING, "attended", "attending"),
            (_CHAIRING, "moderated", "chairing"),
            (_SPEECH_AT, "spokeAt", "speech-at"),
        ):
            for match in pattern.finditer(text):
                yield from _told(masked, match, relation, event, rule=rule, confidence=0.85)
    for match in _AWARDED.finditer(text) if _AWARDS.search(text) else ():
        yield from _each(masked, match, "attended", event, rule="awarded", confidence=0.76)
    for match in _HONOURED.finditer(text) if "上，" in text or "现场，" in text else ():
        yield from _each(masked, match, "attended", event, rule="honoured", confidence=0.74)
    for match in _LED.finditer(text) if "下" in text else ():
        yield from _each(masked, match, "attended", event, rule="led", confidence=0.74)
    if "邀请" in text:
        for match in _INVITED.finditer(text):
            yield from _each(
                masked, match, "spokeAt" if match.group("talk") else "attended", event, rule="invited", confidence=0.7
            )
    for match in _SAID.finditer(text) if _SAYS.search(text) else ():
        there = _THERE.search(text, match.end("subject"), match.end()) is not None
        yield from _each(
            masked,
            match,
            "spokeAt",
            event,
            rule="said-there" if there else "said",
            confidence=0.78 if there else 0.72,
            qualifiers={"role": "statement"},
            ahead=False,
        )
    if "展开" in text:
        for match in _DISCUSSED.finditer(text):
            yield from _each(masked, match, "attended", event, rule="discussed", confidence=0.8)
    for match in _BODIES_SPOKE.finditer(text) if "\ue002" in text and _SPEAKS.search(text) else ():
        yield from _each(masked, match, "attended", event, rule="bodies-spoke", confidence=0.74, signs="\ue002")
    for match in _BODIES_ATTENDED.finditer(text) if _BODY_TAKES_PART.search(text) else ():
        if _SENT.search(text, match.end("subject"), match.end()) or not _AT_EVENT.match(text, match.end()):
            continue
        yield from _each(masked, match, "attended", event, rule="bodies-attended", confidence=0.7, signs="\ue002")


_AWARDS = regex("颁发|颁奖|授牌|授旗|佩戴|献花|赠送|致送|赠予|授予|合影")
_AWARDED = regex(
    rf"(?P<subject>{PEOPLE}[^，。；{P}]{{0,10}}(?:为|向|给|与)[^。；]{{0,60}}?)(?:颁发|颁奖|授牌|授旗|佩戴|献花|赠送|致送|赠予|授予|合影)"
)
"""Who hands something over at an event, and who receives it: 甲为乙、丙颁发聘书."""
_HONOURED = regex(
    rf"^(?:[^，。；{P}]{{0,6}}(?:会|式|典礼|论坛|活动|{E})(?:开幕式)?上|现场)，[^。；]{{0,80}}?(?P<subject>{PEOPLE})[^，。；{P}]{{0,10}}(?:受聘|获聘|被聘|获颁|接受聘书|领取)"
)
"""Who is given an office or an honour there: 开幕式上，甲受聘为特聘科普大使."""
_LED = regex(f"在[^，。；{P}]{{0,16}}(?P<subject>{P}(?:、{P})*){T}*(?:的)?(?:带领|率领|陪同)下")
"""Who leads those that take part: 在队长甲的带领下."""


def _himself(masked: Masked, person: int) -> Iterator[Candidate]:
    """Events in which 他 or 她 took part or won."""
    for match in _HE_TOOK_PART.finditer(masked.text) if person >= 0 and E in masked.text else ():
        start, end = masked.span(*match.span())
        for _, event in masked.entities(*match.span(), E):
            yield Candidate(person, "attended", event, start, end, "pronoun-attended", 0.72, {})


def _told(
    masked: Masked, match: re.Match[str], relation: str, event: int, *, rule: str, confidence: float
) -> Iterator[Candidate]:
    """Who took part in the event that the match itself names, else in the one at hand."""
    named = masked.entities(*match.span(), E)
    target = named[0][1] if named else event
    start, end = masked.span(*match.span())
    if target >= 0:
        for _, person in masked.entities(*match.span("subject"), P):
            yield Candidate(person, relation, target, start, end, rule, confidence, {})


def _each(
    masked: Masked,
    match: re.Match[str],
    relation: str,
    event: int,
    *,
    rule: str,
    confidence: float,
    qualifiers: dict[str, str] | None = None,
    signs: str = P,
    ahead: bool = True,
) -> Iterator[Candidate]:
    targets = _events_of(masked, match, event, ahead=ahead)
    if not targets:
        return
    if leaves_bracket(masked.text, match.end("subject"), match.end()):
        return
    doubt = "negated" if _ABSENT.search(masked.text, match.end("subject"), match.end()) else ""
    if CITED.search(masked.text[max(0, match.start() - 8) : match.start()]):
        return
    start, end = masked.span(*match.span())
    for _, person in masked.entities(*match.span("subject"), signs):
        for target in targets:
            yield Candidate(person, relation, target, start, end, rule, confidence, dict(qualifiers or {}), doubt)


_CHAIRED = regex(rf"{PEOPLE}[^，。；{P}]{{0,6}}(?:共同|分别)?担任[^，。；{P}]{{0,10}}{T}")
"""Who holds an office of the event itself: 甲和乙共同担任本次沙龙执行主席."""


def _chairs(masked: Masked, document: str, event: int) -> Iterator[Candidate]:
    """Those who chair the event at hand or a session of it, by their office there."""
    for match in _CHAIRED.finditer(masked.text) if event >= 0 and "担任" in masked.text else ():
        start, end = masked.span(*match.span())
        if _CHAIR.search(document, start, end) and (named := masked.entities(match.start(), match.end(), P)):
            for _, person in named:
                yield Candidate(person, "moderated", event, start, end, "chairs", 0.8, {})


_CHAIR = regex(r"(?:会议|论坛|沙龙|大会|分会场?|研讨会|年会|峰会|专场|会场)[^，。；]{0,6}(?:主席|召集人|主持人)$")


def _events_of(masked: Masked, match: re.Match[str], event: int, *, ahead: bool = True) -> list[int]:
    """The event inside the match, else those right behind it, else the one before it, else the one at hand.

    ahead: whether what stands behind the match counts.
    """
    text = masked.text
    known = "subject" in match.re.groupindex
    inside = [entity for _, entity in masked.entities(match.end("subject") if known else match.start(), match.end(), E)]
    if inside:
        return inside[-1:]
    stop = _STOP.search(text, match.end())
    limit = min(stop.start() if stop else len(text), match.end() + 24)
    behind = masked.entities(match.end(), limit, E) if ahead else []
    if behind and _BEHIND.match(text, match.end()):
        last = behind[0][0]
        found = [behind[0][1]]
        for at, entity in masked.entities(last + 1, min(len(text), last + 40), E):
            if not _AND_ALSO.fullmatch(text, last + 1, at):
                break
            found.append(entity)
            last = at
        return found
    before = masked.entities(max(0, match.start() - 14), match.start("subject") if known else match.start(), E)
    if before and _BEFORE.match(text, before[-1][0] + 1):
        return [before[-1][1]]
    return [event] if event >= 0 else []

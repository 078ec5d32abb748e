"""Masked sentence -> who took part in a contest or a review: contestants, winners, teams, judges, panels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.corefer import Entities
from graph.regex import regex
from graph.relate.masked import SIGNS, Masked, O, P, T, leaves_bracket
from graph.relate.rules import CITED, Candidate
from graph.relate.slots import PEOPLE

E = SIGNS["Event"]
_PRIZE = r"(?:名列|位列|排名|收获|荣获|获得|摘得|夺得|斩获|捧得|赢得|揽获|喜获|喜摘|勇夺|包揽|问鼎|获评|获|夺)"
_RANK = r"[^，。；\ue001]{0,16}?(?:奖|冠军|亚军|季军|金牌|银牌|铜牌|第[一二三四五六七八](?:名|(?=[，。；]))|佳绩|认定|晋级|夺冠)"
_TOOK_PRIZE = regex(
    "名列|位列|排名|收获|荣获|获得|摘得|夺得|斩获|捧得|赢得|获[^悉批]|喜摘|勇夺|包揽|问鼎|夺[冠金银魁]|晋级|脱颖而出"
)
"""Sentences without one of these tell of nobody that won."""
_WON = regex(
    rf"(?P<subject>{PEOPLE})(?:[^。；{P}{E}]{{0,24}}{E}[^。；{P}]{{0,16}}|[^。；{P}]{{0,24}}){_PRIZE}"
    rf"[^，。；{P}]{{0,14}}(?:奖|冠军|金牌|银牌|铜牌|名|佳绩)"
)
_WON_CLAUSE = regex(rf"(?<=[，；。：])(?P<subject>[^，；。：]*{P}[^，；。：]*?){_PRIZE}{_RANK}")
"""A clause that says whose work won: 甲同学的论文《…》（乙指导）获一等奖."""
_WINNING_BODIES = regex(
    rf"(?:^|[，；。：]|由|来自|其中)(?P<subject>{O}(?:(?:、|和|与|及|以及){O})*)(?!选送|推荐|报送|申报)"
    rf"(?:的?(?:等)?[\d一二三四五六七八九十两]*[支个所家组名位](?:队伍|代表队|团队|战队|高校|学校|中学|单位|企业)?|(?:参赛)?(?:代表队|队伍|团队|战队|队|学子|选手|师生))?"
    rf"(?:在[^，。；{P}{O}]{{0,24}}{E}[中上里]?，?)?(?:(?:分别|最终|成功|共|还|又|均|一举|凭借[^，。；]{{2,24}})+)?{_PRIZE}(?!批|悉|知){_RANK}"
)
_ASIDE = regex("[（(][^（）()]*[）)]")
_HELPERS = regex(rf"(?:指导|导师|辅导|领导|校长|书记|主任)[^，。；{P}]{{0,6}}$|由[^，。；{P}]{{0,16}}$")
"""Words before a person in a clause about a prize who is not the winner."""
_JUDGED = regex(
    rf"(?P<subject>{PEOPLE})[^。；{P}]{{0,24}}?(?:担任|受邀作为|作为|任)(?!组长|首席)[^，。；{P}]{{0,14}}?"
    r"(?:评委|评审|裁判|点评嘉宾|颁奖嘉宾|专家评审|与谈人|主讲嘉宾|主讲人|见证人)(?!会|委员会)"
)
_TEAM = regex(
    rf"(?:队|队伍|团队|小组|参赛选手|参赛队员)(?:分别|主要)?(?:由|成员(?:有|为|包括|是)?)(?P<subject>[^。；]{{0,40}}?{PEOPLE})(?:(?!指导)[^。；{P}]){{0,12}}(?:组成|参赛|构成|领衔)"
)
_ROLES = regex(
    rf"(?:队|队伍|团队|小组)(?:分别|主要)?由(?P<subject>[^。；]{{0,40}}?{P}(?:[^。；]{{0,24}}担任[^。；]{{1,16}})+)"
)
"""What each of a team does in a contest: 代表队由甲担任检方律师，乙担任辩方律师."""
_SEVERAL = rf"(?P<subject>{O}(?:(?:、|，|和|与|及|以及){O})*)"
_RIVALS = (
    regex(rf"(?:对阵|迎战|战胜|击败|力克|险胜)(?:了)?[^，。；{E}]{{0,6}}?{_SEVERAL}"),
    regex(
        rf"[与和同]{_SEVERAL}(?:等[^，。；{P}]{{0,16}})?(?:同台|同场|展开)[^，。；]{{0,6}}(?:竞技|角逐|较量|对决|比拼|切磋)"
    ),
    regex(rf"{_SEVERAL}(?:共|分别|各)?派出[^，。；{P}{E}]{{0,12}}(?:参加|参赛|出战|出征|参与)"),
)
"""Whom a team meets in a contest, and who sends one."""
_MEETS = regex("对阵|迎战|战胜|击败|力克|险胜|同台|同场|角逐|派出")
_COMPOSED = f"(?=由|的?成员|的?组长|包括|有|{T})"
_PANELS = regex(
    f"专家组{_COMPOSED}|{T}组(?<!{O}{T}组)(?=的?成员)|{T}组(?=由|的?组长|包括|有|{T})|评审组|评委|答辩委员会|评议组|验收组|论证组|评审专家"
)
_PANEL = regex(f"(?:{_PANELS.pattern})[^。；]{{0,80}}{P}")
_LED_PANEL = regex(
    rf"以[^，。；{P}]{{0,24}}(?P<subject>{P}){T}*(?:同志|先生|女士)?为(?:[^，。；{P}{T}]{{0,10}}(?:{T}|组长)){{1,2}}"
)
"""Who heads the panel, named before it: 以天津商业大学副校长甲为组长的专家组."""
_SITS = regex(f"组长|成员|组成|担任|任|{T}")
_CONTESTANTS = ("选手", "队员", "获奖者", "参赛者")
_MEMBER = regex(r"(?:成员|队员|团员|组员|队长|团长|志愿者)(?:[\u4e00-\u9fff]{2,3}、)*$")
"""What stands before one of those who make up a team (实践团成员|甲、乙)."""
_PRACTICE = regex("实践|支教|寻访|志愿服务")
"""What students in teams do over the holidays."""
_CONTEST = regex(r"赛(?:总?决赛)?(?:（[^（）]*）|\([^()]*\))?$|运动会|奥林匹克")
"""The end of a contest's name."""
_STOP_SENTENCE = regex("[。；]")


def find_contest_parties(masked: Masked, entities: Entities, event: int) -> Iterator[Candidate]:
    """Candidates of one sentence; `event` is the event at hand, -1 for none."""
    text = masked.text
    if _TOOK_PRIZE.search(text):
        yield from _winners(masked, entities, event)
    yield from _panel(masked, entities.text, event)
    yield from _contestants(masked, entities.text, event, entities.drafts[event].name if event >= 0 else "")
    if event >= 0 and P in text:
        if "任" in text or "作为" in text:
            for match in _JUDGED.finditer(text):
                yield from _named(masked, match, event, "judge", 0.78)
        if "由" in text and is_contest(entities, event):
            for pattern in (_TEAM, _ROLES):
                for match in pattern.finditer(text):
                    yield from _named(masked, match, event, "team", 0.76)
    if event >= 0 and O in text and _MEETS.search(text) and is_contest(entities, event):
        for pattern in _RIVALS:
            for match in pattern.finditer(text):
                yield from _named(masked, match, event, "rival", 0.74, signs=O)


def is_contest(entities: Entities, event: int) -> bool:
    """Whether the event at hand is a contest, by its name or by what the document says is done there."""
    return event >= 0 and (_CONTEST.search(entities.drafts[event].name) is not None or "参赛" in entities.text)


def _named(
    masked: Masked, match: re.Match[str], event: int, rule: str, confidence: float, *, signs: str = P
) -> Iterator[Candidate]:
    """Everyone in the slot `subject` attended the event that the match names, else the one at hand."""
    named = masked.entities(*match.span(), E)
    start, end = masked.span(*match.span())
    for _, party in masked.entities(*match.span("subject"), signs):
        yield Candidate(party, "attended", named[0][1] if named else event, start, end, rule, confidence, {})


def _panel(masked: Masked, document: str, event: int) -> Iterator[Candidate]:
    """Those who sit on the panel of an evaluation take part in the event at hand."""
    text = masked.text
    if event < 0:
        return
    match = _PANEL.search(text) if _PANELS.search(text) else None
    if match and _SITS.search(match.group()):
        start, end = masked.span(*match.span())
        stop = _STOP_SENTENCE.search(text, match.end())
        for _, person in masked.entities(match.start(), stop.start() if stop else len(text), P):
            yield Candidate(person, "attended", event, start, end, "panel", 0.74, {})
    for match in _LED_PANEL.finditer(text) if "以" in text and "组长" in document else ():
        if "组长" in masked.original(*match.span(), document):
            yield from _named(masked, match, event, "panel", 0.76)


def _contestants(masked: Masked, text: str, event: int, name: str) -> Iterator[Candidate]:
    """Those whom the text calls contestants, or members of a team of students, take part in the event at hand."""
    practice = event >= 0 and _PRACTICE.search(name) is not None
    for at, person in masked.entities(0, len(masked.text), P) if event >= 0 else ():
        start, end = masked.span(at, at + 1)
        if practice and _MEMBER.search(text, max(0, start - 30), start):
            yield Candidate(person, "attended", event, start - 2, end, "member-of-team", 0.72, {})
        if text.endswith(_CONTESTANTS, 0, start):
            yield Candidate(person, "attended", event, start - 2, end, "contestant", 0.7, {})


def _winners(masked: Masked, entities: Entities, event: int) -> Iterator[Candidate]:
    """Who won a prize at an event that the sentence names, or at the contest at hand, took part in it."""
    text = masked.text
    at_hand = [(0, event)] if is_contest(entities, event) else []
    told: set[tuple[int, int]] = set()
    for pattern, rule in ((_WON, "won"), (_WON_CLAUSE, "won-with-work")):
        for match in pattern.finditer(text):
            if rule != "won" and not at_hand:
                continue
            events = masked.entities(max(0, match.start() - 24), match.end(), E) or at_hand
            if not events or CITED.search(text[max(0, match.start() - 8) : match.start()]):
                continue
            if leaves_bracket(text, match.end("subject"), match.end()) and _credits(masked, match, entities.text):
                continue
            start, end = masked.span(*match.span())
            for at, person in masked.entities(*match.span("subject"), P):
                fact = (person, events[-1][1])
                if fact in told or (rule != "won" and _is_helper(text, *match.span("subject"), at)):
                    continue
                told.add(fact)
                yield Candidate(
                    person, "attended", events[-1][1], start, end, rule, 0.78 if rule == "won" else 0.75, {}
                )
    for match in _WINNING_BODIES.finditer(text) if O in text and (at_hand or E in text) else ():
        named = [(at, one) for at, one in masked.entities(*match.span(), E) if is_contest(entities, one)]
        start, end = masked.span(*match.span())
        for _, body in masked.entities(*match.span("subject"), O):
            for _, contest in (named or at_hand)[-1:]:
                yield Candidate(body, "attended", contest, start, end, "won-by-bodies", 0.74, {})


def _credits(masked: Masked, match: re.Match[str], document: str) -> bool:
    """Whether the bracket that the persons stand in names who wrote the report or who taught the winners."""
    opened = masked.text.rfind("（", 0, match.start() + 1)
    return opened < 0 or _CREDIT.search(masked.original(opened, match.end("subject"), document)) is not None


_CREDIT = regex("记者|通讯员|供稿|摄影|指导")


def _is_helper(text: str, start: int, end: int, at: int) -> bool:
    """Whether a person named in what won is a tutor or stands in an aside."""
    if any(aside.start() < at < aside.end() for aside in _ASIDE.finditer(text, start, end)):
        return True
    return (
        _HELPERS.search(text, start, at) is not None
        or regex(f"{T}*(?:指导|带领|率领)").match(text[at + 1 : end]) is not None
    )

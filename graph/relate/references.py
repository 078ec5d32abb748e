"""Words that point back -> what they mean: 该公司, 这家医院, 联盟由…, 双方, 两校, 我市, 该书, 论文第一作者.

`Recall` keeps the bodies and documents that the sentences before have named. A pointing word means the last of them that its head
agrees with, and nothing where none agrees: 该公司 is never a university.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from graph.corefer import Entities
from graph.record import Record
from graph.regex import regex
from graph.segment import Sentence

O, K, L, D = "\ue002", "\ue003", "\ue004", "\ue007"  # noqa: E741
_BODIES = (O, K, L)
Signs = Mapping[int, tuple[int, str, int]]
"""Start of a span -> its end, its sign, its entity (-1 for a post or a quotation)."""

_KINDS = {
    "校": "University",
    "大学": "University",
    "学校": "University",
    "公司": "Company",
    "企业": "Company",
    "集团": "Company",
}
"""Heads that a kind of body agrees with."""
_ENDS = {
    "集团": ".*集团.*",     "院": "院", "所": "所", "中心": "中心", "局": "局", "厅": "厅", "委": "委|委员会", "会": "会", "社": "社", "馆": "馆", "厂": "厂",
    "机构": "", "单位": "", "平台": "平台|中心|实验室", "联盟": "联盟", "基地": "基地", "实验室": "实验室", "医院": "医院", "研究院": "研究院",
    "研究所": "研究所", "学院": "(?<!科)学院", "协会": "协会", "学会": "学会", "基金会": "基金会", "联合体": "联合体", "研究中心": "中心",
    "银行": "银行", "共同体": "共同体", "港": "港", "区": "区", "载体": "园|城|区|基地|中心|谷|港|载体", "园区": "园|城|区|港|谷|基地", "园": "园|城|区|港|谷", "基金": "基金", "枢纽": "枢纽", "子公司": "公司",
    "产业园": "园|城|区|港|谷", "科技园": "园|城|区|港|谷", "站": "站", "试验站": "试验站", "院区": "院区", "校区": "校区", "联合实验室": "实验室",
}  # fmt: skip
"""Heads that the end of a name agrees with."""
_SCHOOL_HEADS = ("校", "学校", "大学")
_UNIVERSITY = regex(".{2,12}?大学(?=[\u4e00-\u9fff]{2})(?!附属|校)")
"""The university that a school's name starts with: 甲大学|化学学院."""
_HEADS = "|".join(sorted((*_KINDS, *_ENDS), key=len, reverse=True))
_THAT = regex(
    rf"[该此这](?:(?<=[该此])(?P<a>{_HEADS})(?![\u4e00-\u9fff]{{0,1}}区)"
    rf"|(?<=这)(?:一|[家座所个处间支])(?:[^，。；：由位坐的]{{0,10}}?)(?P<b>{_HEADS})(?=由|位|坐|设|是|已|，|于|在|的|自|落|将|总|目))"
)
_ACTS = "(?=由|旗下|所属|下属|下设|秘书处|去年|今年|参股|控股|先后|\\d{4}年|落地|位于|坐落|设在|已?于|旨在|依托|落户|正式|首任|首届|首批成员|成立|现有|目前|与|和|[又还已]与|联合|牵头)"
_BARE = regex(
    "(?:"
    + "|".join(
        f"{head}(?<![^，。；：“\\s年月日]{head})"
        for head in (
            "联盟", "实验室", "研究院", "研究中心", "园区", "基地", "平台", "协会", "学会", "公司", "集团", "医院", "联合体", "共同体",
            "中心", "学院", "基金会", "学校", "院区",
            "试验站",
        )
    )
    + f"){_ACTS}|企业(?<![^，。；：“\\s年月日]企业)(?=与|和|同|联合|先后)"
    + "|园区(?<=(?:落户|入驻|走进|进驻|迁入|位于)园区)|园区(?<![^，。；：“\\s]园区)(?=(?:相关)?负责人)"
)  # fmt: skip
"""A head that begins a clause: 联盟由…, and 落户园区."""
_SCHOOL_ACTS = regex(
    r"(?<![^，。；：\s日])学院(?=[\u4e00-\u9fff])(?![的与和及等派士路党团学师教院书领班负有相各全广内里中外老校系科副主综办行在是为由一二三两所本研])"
)
"""A bare 学院 that begins a clause of a text with one school only."""
_THIS = regex(r"^这(?:家|座|所|个|处|间)(?=由|总|占|以|集|位|坐|于)")
"""Without a head: what the sentence before was about."""
_A_WORK = "(?:研究报告|报告|书(?!记|院|店|画|香)|教材|论文|文章|著作|蓝皮书|皮书|白皮书|指南|专著|丛书|教程|案例|文(?=由|的?(?:第一|通讯)))(?!会)"
_WRITTEN = "(?=由|系|的?(?:共同|并列|独立)?(?:第一|通讯)|的?(?:编写|写作|主编|作者))"
_WORK = regex(
    f"该{_A_WORK}|此{_A_WORK}|这(?:一|[本篇份部]){_A_WORK}|"
    + "(?:"
    + "|".join(
        f"{work}(?<![^，。；：\n]{work})"
        for work in ("报告", "教材", "论文", "文章", "本文", "著作", "蓝皮书", "白皮书", "专著", "丛书", "全书")
    )
    + f"){_WRITTEN}"
)
"""What means the document named last."""
BOTH = regex(
    r"双方(?<!代表双方)|三方(?<!代表三方)|两校|两院|两地(?=签|共建|联合)|两家(?:公司|企业|单位|医院)|三校|三家单位"
)
"""A sentence with one of these may tell of bodies that it does not name."""
_OF_A_PAPER = regex(r"(?:战略)?(?:合作)?(?:框架)?(?:协议|备忘录|合同|意向)")
"""What makes 三方 the kind of an agreement."""
_HOME = regex(r"[我全本](?P<level>省|市|区|县)(?=与|和|同|联合|共建|成立|设立|印发|出台|发布|投资|签)")
_JOINED = regex(
    r"(?:[（(][^（）()]*[）)])?(?:与|和|同|跟|及|以及|、|携手|联手|牵手|联合|会同|，?(?:又|还|并)?分别(?:与|和|同)|，?与|(?:[^，。；]{0,6})会见(?:了)?(?:来访的|前来访问的)?)"
    r"[^，。；、与和同]{0,6}"
)
"""Words between two partners."""


class Recall(Struct):
    """What the sentences before have named, the latest last."""

    bodies: list[tuple[str, int]] = field(default_factory=list)
    """Sign and entity of each body."""
    _named: list[tuple[str, Signs]] = field(default_factory=list)
    """The text, and the mentions of each of the last sentences."""
    subject: tuple[tuple[str, int], ...] | None = None
    """What the last sentence of the paragraph was about; empty where that was no body, None where it had no subject."""
    paragraph: int = -1
    work: int = -1
    """The document that the last sentence with one starts with, else the one it names last; -1 for none."""

    @property
    def partners(self) -> list[tuple[tuple[str, int], ...]]:
        """Bodies that the last sentences named together: 甲与乙."""
        return [chain for text, signs in self._named for chain in find_chains(text, signs)]

    def turn_to(self, sentence: Sentence) -> None:
        """A new paragraph has a new subject."""
        if sentence.paragraph != self.paragraph:
            self.paragraph, self.subject = sentence.paragraph, None

    def note(self, text: str, signs: Signs) -> None:
        """Keep what a sentence of a text has named."""
        works: list[int] = []
        first = ""
        for start in sorted(signs):
            _, sign, entity = signs[start]
            first = first or sign
            if sign in _BODIES:
                self.bodies.append((sign, entity))
            elif sign == D:
                works.append(entity)
        if works:
            self.work = works[0 if first == D else -1]
        self._named = [*self._named[-2:], (text, signs)]
        del self.bodies[:-60]


class Reference(Record):
    """A span that means one or more things named elsewhere."""

    start: int
    end: int
    bodies: tuple[tuple[str, int], ...]
    """Sign and entity of each."""


def find_references(entities: Entities, sentence: Sentence, signs: Signs, recall: Recall) -> Iterator[Reference]:
    """References of a sentence whose mentions are `signs` (start -> end, sign, entity)."""
    text = entities.text[sentence.start : sentence.end]
    for school in entities.only_school if "学院" in text and entities.campus else ():
        for match in _SCHOOL_ACTS.finditer(text):
            yield Reference(sentence.start + match.start(), sentence.start + match.end(), ((O, school),))
    that = _THAT.finditer(text) if "该" in text or "此" in text or "这" in text else ()
    for match in sorted((*that, *_BARE.finditer(text)), key=re.Match.start):
        begin = sentence.start + match.start()
        head = match.group(match.lastgroup or 0)
        known = [*recall.bodies, *_bodies_before(signs, begin)]
        body = _last_that_agrees(entities, head, known, either=text.startswith("这", match.start()))
        if body is not None:
            yield Reference(begin, sentence.start + match.end(), (body,))
    this = _THIS.match(text) if recall.bodies else None
    if this:
        last = next((body for body in reversed(recall.bodies) if body[0] in (O, K)), None)
        if last is not None:
            yield Reference(sentence.start, sentence.start + this.end(), (last,))
    told = recall.work >= 0 or any(sign == D for _, sign, _ in signs.values())
    for match in _WORK.finditer(text) if told else ():
        begin = sentence.start + match.start()
        works = [signs[start][2] for start in sorted(signs) if signs[start][1] == D and start < begin]
        work = works[-1] if works else recall.work
        if work >= 0:
            yield Reference(begin, sentence.start + match.end(), ((D, work),))
    for match in BOTH.finditer(text) if "两" in text or "双" in text or "三" in text else ():
        begin = sentence.start + match.start()
        if any(end == begin for end, _, _ in signs.values()):
            continue  # 甲、乙、丙|三家单位
        if _OF_A_PAPER.match(text, match.end()):
            continue  # 签订|三方|合作协议
        before = {start: sign for start, sign in signs.items() if start < begin}
        partners = _partners(entities, match.group(), sentence, before, recall)
        if partners:
            yield Reference(begin, sentence.start + match.end(), partners)
    for match in _HOME.finditer(text) if entities.home and not entities.campus else ():
        if entities.home.endswith(match.group("level")):
            place = (L, entities.add("Place", "Place", entities.home))
            yield Reference(sentence.start + match.start(), sentence.start + match.end(), (place,))


def _bodies_before(signs: Signs, end: int) -> Iterator[tuple[str, int]]:
    """Sign and entity of each body that a sentence names before an offset, in order."""
    return ((signs[start][1], signs[start][2]) for start in sorted(signs) if start < end and signs[start][1] in _BODIES)


def find_chains(text: str, signs: Signs) -> list[tuple[tuple[str, int], ...]]:
    """Bodies of a sentence that are named together, in text order: 甲与乙, 甲、乙、丙; posts and names between are passed over."""
    chains: list[list[tuple[str, int]]] = []
    last = -1
    others: list[tuple[int, int]] = []
    for start in sorted(signs):
        end, sign, entity = signs[start]
        if sign not in _BODIES:
            others.append((start, end))
            continue
        between = _without(text, last, start, others) if last >= 0 else ""
        if last >= 0 and _JOINED.fullmatch(between):
            chains[-1].append((sign, entity))
        else:
            chains.append([(sign, entity)])
        last, others = end, []
    return [tuple(dict.fromkeys(chain)) for chain in chains if len(set(chain)) > 1]


def _without(text: str, start: int, end: int, cut: Iterable[tuple[int, int]]) -> str:
    """The words of a span but for the spans cut out."""
    pieces = []
    for first, last in cut:
        pieces.append(text[start:first])
        start = last
    return "".join((*pieces, text[start:end]))


def _partners(
    entities: Entities, word: str, sentence: Sentence, before: Signs, recall: Recall
) -> tuple[tuple[str, int], ...]:
    """The bodies that 双方 or 两校 means: those named together last, else the last two universities for 两校."""
    size = 3 if word.startswith("三") else 2
    for chain in reversed([*recall.partners, *find_chains(entities.text, before)]):
        if len(chain) == size and (word[-1] != "校" or all(_is_school(entities, entity) for _, entity in chain)):
            return chain
    if word != "两校":
        return ()
    named = [(before[start][1], before[start][2]) for start in sorted(before)]
    schools = dict.fromkeys(
        (sign, entity)
        for sign, entity in reversed([*recall.bodies, *named])
        if sign == O and _is_school(entities, entity)
    )
    latest = tuple(schools)[:2]
    return latest[::-1] if len(latest) == 2 and not _one_in_other(entities, latest) else ()


def _is_school(entities: Entities, index: int) -> bool:
    return regex(r"大学$|(?:职业|师范|医|工|工业|理工|技术|科技)学院$").search(entities.drafts[index].name) is not None


def _one_in_other(entities: Entities, bodies: tuple[tuple[str, int], ...]) -> bool:
    one, two = (entities.drafts[entity].name for _, entity in bodies)
    return one.startswith(two) or two.startswith(one)


def _last_that_agrees(
    entities: Entities, head: str, known: list[tuple[str, int]], *, either: bool
) -> tuple[str, int] | None:
    """The last body that a head agrees with; for 这家… the last body of all where none agrees."""
    if head == "集团":  # a company that is called a group comes before others
        groups = [body for body in known if any("集团" in name for name in entities.drafts[body[1]].names)]
        known = groups or known
    for sign, entity in reversed(known):
        draft = entities.drafts[entity]
        if sign == L and head not in ("港", "馆"):
            continue
        if head == "学院" and entities.campus and not draft.name.startswith(entities.publisher):
            continue
        if head in _SCHOOL_HEADS and draft.kind == "University" and (whole := _UNIVERSITY.match(draft.name)):
            return sign, entities.add("Organization", "University", whole.group())
        if head in _KINDS:
            if draft.kind == _KINDS[head] or draft.name.endswith(head):
                return sign, entity
        elif regex(f"(?:{_ENDS[head]})$").search(draft.name) and (sign == K) >= (
            head in ("园", "园区", "产业园", "科技园")
        ):
            return sign, entity
    return next((body for body in reversed(known) if body[0] == O), None) if either else None

"""Mentions of one document -> its entities: which names, short forms and pronouns mean the same thing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache

from msgspec import Struct, field

from graph.claim import Mention
from graph.dates import find_date
from graph.find.names import load_heads
from graph.find.reading import Reading
from graph.fullname import OURS, FullNames
from graph.lexicon import Lexicon, words
from graph.regex import regex
from graph.segment import Sentence
from graph.shortform import find_candidates, is_contraction
from graph.spelling import short_key, squeeze

_DEFINITION = regex(
    r"[（(](?:以下)?(?:统一)?(?:简称|下称|又称|也称|英文简称)[：:为]?[“\"《]?([^”\"》）)“《\n]{2,16})[”\"》]?[）)]"
)
_OPENED = regex("[（(]")
_TELLING = 5
"""Characters from which on the tail of a name that starts with a place is telling."""
_BRACKETED = regex(r"[（(]([\u4e00-\u9fff]{2,6})[）)]")
"""A company's short name right behind it: 某地种业股份有限公司（某地种业）."""
_SECOND_NAME = regex(r"[（(](?<=[院所心局馆部台].)[\u4e00-\u9fff]{4,24}[院所心局馆部台][）)]")
"""A body's second name right behind the first."""
_LATIN_ALIAS = regex(r"[（(]([A-Za-z][A-Za-z\d\-]{1,9})[）)]")
_NAMED_AFTER = regex(r"(.{2,4}[省市])")
"""The city or province that a body's name starts with."""
_DEPARTMENT = regex(
    r"(?:[部处室系科办组]|学院|研究[院所]|中心|团委|党委|工会|实验室|医院|委员会|支部|分公司|分行|编辑部|基地|工作站)$"
)
"""How the name of a part of a body ends."""
_FRONT = regex(r".{2,8}?(?:集团|[一二三四五六]院|医院|公司)(?=.{2})")
"""A front of a department's name that may be a short form of its body's (沈鼓集团|技术中心)."""
_BACKGROUND = regex(
    r"(?:党的|中国共产党第)?[一二三四五六七八九十]+(?:大|次全国代表大会|届.{1,4}中全会|届中央委员会.*全体会议)|全国两会|中央.{2,4}会议"
)
"""Congresses that news refers to rather than reports on."""
_HELD_IN_TITLE = regex(r"[”」》]?(?:举行|召开|举办|在|开幕|成功|圆满|顺利|闭幕|启动|落幕|启幕)")
_PART_OF_EVENT = regex(
    r"的?(?:平行|分论坛|子论坛|系列|配套|(?:召开|举行|举办)?期间|重要)|[^，。；]{0,4}(?:开幕|闭幕)[一二三四五六七八九十\d]+周年"
)
_HELD_BEHIND = regex(
    r"[”」》]?(?:(?:开幕式|现场|期间)?上[，,]|[^，。；]{0,22}(?:举行|举办|召开|开幕|启幕|落幕|闭幕|闭会|收官|揭幕|启动|正式开|落下帷幕|拉开))"
)
_HELD_AT = regex(r"[”」》]?(?:[在于][^，。；]{2,22})?(?:成功|圆满|隆重|顺利)?(?:举行|举办|召开|开幕)")
_HELD_BEFORE = regex(
    r"(?:举行|举办|召开|开展|主办|承办|出席|参加|做客)(?:了|的)?[^，。；]{0,12}$|(?:作|做|带来)(?:了)?(?:题为|主题为|以)$"
)
_STUDIED_BEFORE = regex(r"(?:传达|贯彻|落实|学习)(?:了|学习)?$")
_STUDIED_BEHIND = regex(r"[^，。；]{0,16}精神")
_MEANWHILE = regex(r"[”」》]?(?:召开|举行|举办)?(?:期间|之际|前夕)")
"""What follows an event that only says when another was: 海河论坛|召开期间."""
_TITLE_LABEL = regex(r"^(?:【[^【】]*】)+")
_TALK_IN_TITLE = regex(
    r"(?:作|做|讲授|开展|带来|主讲|讲|上)[^，。；]{0,24}(?:报告|讲座|党课|团课|思政课|第一课|政策”课|宣讲)(?!会|团|[一-鿿]*团队)|[来到]校[^，。]{0,8}(?:讲学|授课|交流|座谈)|做客"
    r"|宣讲[^，。；]{2,30}精神|向[^，。；]{2,16}宣讲"
)
"""A title that tells of a talk without a name."""
_NO_OCCASION = regex(r"反响|热议|获奖|荣获|获评|入选|发布|公布|案例|侧记|系列|深学")
CAMPUS_WORDS = (*OURS, "该校")
POINTERS = ("本次", "此次", "本届", "该", "这次", "这场", "当天的", "整场", "此")
"""What stands before a bare word that means the event at hand: 此次|论坛."""
EVENT_WORDS = regex(
    r"(研讨会|座谈会|论坛|峰会|大会|年会|会议|推进会|交流会|推介会|博览会|发布会|报告会|宣讲会|协商会|备课会|讲座|"
    r"仪式|典礼|开幕式|闭幕式|活动|沙龙|培训班|启动会|论证会|对接会|讲坛|比赛|大赛|展会|会上|会谈|会见|调研|签约仪式|漫谈|决赛|学术报告|工作会(?!议)|评审会|评估会|总结会|动员会|运动会|工作营|揭牌仪式|"
    r"学习会|见面会|特展|展览(?!馆)|赛事|盛会|洽谈会)"
)


@cache
def _bare_event() -> re.Pattern[str]:
    """An event without a name of its own where the words around say that it is held."""
    bare = "|".join(words("bare-events"))
    held_only = "|".join((*words("bare-events"), *words("held-events")))
    after = rf"(?:举行|举办|召开|出席|参加|主持)(?:了|的)?[^，。；]{{0,10}}?(?P<a>{bare})(?=[，。；并]|上|$)"
    return regex(
        rf"{after}|(?P<b>{held_only})(?=由|上，|上[说表介致指讲，]|现场|[在于][^，。]{{1,20}}(?:举行|举办|召开)|举行|举办|召开|结束后)"
    )


_HOLDS = regex(
    r"(?:[（(][^（）()\n]{1,8}[）)]|\d{1,4}[年月日]|至|[今昨][天日]|上午|下午|晚上?|日前|近日|近期|[在于][^，。；\n]{1,14}?|专门|组织|联合|正式|，)*(?:举行|召开|举办)(?:了)?(?:有关|专题)?"
)
"""What stands between a body and the bare name of what it holds."""
_OWN_MEETING = regex(
    r"(?:召开|举行)(?:了)?(?P<name>(?:第[一二三四五六七八九十百\d]+次|[一二三四五六七八九十]+届[一二三四五六七八九十]+次|党组|常务|党委|主任|主席|班子|（?扩大）?|全体|专题|工作|学习|部署|视频|紧急|例行)*(?:会议|例会|全会|常委会))(?=[，。；：\s（]|$)"
)
"""A meeting that is called after the body that holds it."""


def _by_character(names: Mapping[int, str], characters: Iterable[str]) -> dict[str, list[int]]:
    """Each of some characters -> the keys of the names that hold it, in order."""
    holding: dict[str, list[int]] = {character: [] for character in characters}
    wanted = holding.keys()
    for key, name in names.items():
        for character in wanted & set(name):
            holding[character].append(key)
    return holding


def _matches_at(places: Iterable[int], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches of a pattern that start at one of some places, none within another."""
    done = 0
    for place in places:
        if place >= done and (match := pattern.match(text, place)):
            done = match.end()
            yield match


def surface(text: str, mention: Mention) -> str:
    """The words of a mention, without the marks of a title."""
    return " ".join(text[mention.start : mention.end].split()).strip("《》〈〉")


class Draft(Struct):
    """An entity of the document while its names are being gathered."""

    type: str
    kind: str
    name: str
    names: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    mentions: list[Mention] = field(default_factory=list)
    parent: str = ""
    """Name of the body that it is part of, where its own name says so."""
    known: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    english: str = ""


class Entities:
    """The entities of one document; index 0 is the document itself."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        document = reading.document
        self.reading = reading
        self.text = reading.text
        self.lexicon = lexicon
        self.drafts: list[Draft] = [Draft("Document", "Article", document.title or document.source)]
        self.of_mention: dict[int, int] = {}
        """Start of a mention -> entity."""
        self.by_name: dict[tuple[str, str], int] = {}
        self.publisher = reading.campus or document.publisher
        self.campus = bool(reading.campus)
        self.main_event = -1
        self.home = self._home()
        self.full_names = FullNames(reading, lexicon, publisher=self.publisher, campus=self.campus, home=self.home)
        self._gather()
        self._define()
        self._merge()
        self._find_short_forms()
        self._expand_owners()
        self._choose_event()
        self._date_events()

    # -- gathering ---------------------------------------------------------------------------------------------

    @cached_property
    def only_school(self) -> tuple[int, ...]:
        """The one school that the news of its university names; empty where it names none, or several."""
        schools = tuple(
            index
            for index, draft in enumerate(self.drafts)
            if draft.mentions
            and draft.kind == "University"
            and draft.name.endswith("学院")
            and draft.name != self.publisher
        )
        return schools if len(schools) == 1 else ()

    def _home(self) -> str:
        """Name of the place that 市 and 省 mean in this document: the first city, else province, that it names."""
        counts: Counter[str] = Counter()
        for mention in self.reading.mentions:
            if (
                mention.type == "Place"
                and mention.reason == "lexicon"
                and mention.name.endswith(("省", "市", "自治区"))
            ):
                counts[mention.name] += 1
        for mention in self.reading.mentions:
            if mention.type == "Organization":
                found = _NAMED_AFTER.match(mention.name)
                if found and self.lexicon.get(found.group(1)):
                    counts[found.group(1)] += 1
        return counts.most_common(1)[0][0] if counts else ""

    def _gather(self) -> None:
        met: dict[tuple[str, str], int] = {}
        """Class and name -> entity, but for bodies: what these mean depends on where they stand."""
        for mention in self.reading.mentions:
            index = met.get((mention.type, mention.name), -1)
            if index < 0:
                index = self._entity_for(mention)
                if mention.type != "Organization":
                    met[mention.type, mention.name] = index
            draft = self.drafts[index]
            draft.mentions.append(mention)
            draft.names[surface(self.text, mention)] += 1
            self.of_mention[mention.start] = index

    def _entity_for(self, mention: Mention) -> int:
        name, type_ = mention.name, mention.type
        known = self.lexicon.get(name) if mention.reason == "lexicon" else None
        parent = ""
        if type_ == "Organization" and known is None:
            name, parent = self.full_names.of(mention)
            entry = self.lexicon.get(name)
            if entry is not None and entry.type == type_:
                known, name = entry, entry.name
        key = (type_, short_key(name) if type_ in ("Organization", "Park") else squeeze(name))
        index = self.by_name.get(key)
        if index is None:
            index = len(self.drafts)
            self.by_name[key] = index
            draft = Draft(type_, mention.kind, name, parent=parent, known=known is not None)
            if known is not None:
                draft.english = known.english
                for alias in (known.name, *known.aliases):
                    draft.names[alias] += 0
                    self.by_name.setdefault((type_, squeeze(alias)), index)
                if known.identifier:
                    draft.attributes["code"] = known.identifier
            self.drafts.append(draft)
        draft = self.drafts[index]
        if not draft.known and len(name) > len(draft.name):
            draft.names[draft.name] += 0
            draft.name = name
        return index

    # -- joining -----------------------------------------------------------------------------------------------

    def _define(self) -> None:
        """Short forms that the text itself defines: 天开高教科创园（简称“天开园”）."""
        defined: list[tuple[str, int]] = []
        opened = [match.start() for match in _OPENED.finditer(self.text)]
        for pattern in (_DEFINITION, _LATIN_ALIAS):
            for match in _matches_at(opened, pattern, self.text):
                at = match.start()
                quoted = self.text[at - 1 : at] in ("”", "》")
                mention = self.reading.ending_at(at) or (self.reading.ending_at(at - 1) if quoted else None)
                alias = match.group(1).strip()
                if mention is None and pattern is _DEFINITION:
                    index = self._body_inside(at)
                    if index >= 0:
                        defined.append((alias, index))
                if mention is None or mention.type in ("Person", "Place"):
                    continue
                defined.append((alias, self.of_mention[mention.start]))
        for match in _matches_at(opened, _BRACKETED, self.text):
            mention = self.reading.ending_at(match.start())
            if mention is not None and mention.name.endswith("公司") and _has_in_order(mention.name, match.group(1)):
                defined.append((match.group(1), self.of_mention[mention.start]))
        for keep, second in self._second_names(opened):
            self._join(keep, second)
        for alias, index in defined:
            draft = self.drafts[index]
            draft.names[alias] += 1
            other = self.by_name.get((draft.type, squeeze(alias)))
            if other is not None and other != index:
                self._join(index, other)
            self.by_name[draft.type, squeeze(alias)] = index
            self._find_alias(alias, index)

    def _second_names(self, opened: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Bodies with a second name in brackets behind the first: 国家气象中心（中央气象台）, 甲学院（乙学院）."""
        for match in _matches_at(opened, _SECOND_NAME, self.text):
            first, second = self.reading.ending_at(match.start()), self.reading.starting_at(match.start() + 1)
            if (
                first is not None
                and second is not None
                and first.type == second.type == "Organization"
                and second.end == match.end() - 1
                and "公司" not in second.name
                and first.kind == second.kind
            ):
                yield self.of_mention[first.start], self.of_mention[second.start]

    def _body_inside(self, end: int) -> int:
        """The body that the name of an event starts with, up to a definition in it (甲大学（简称“甲大”）校庆大会); -1 for none."""
        event = self.reading.covering(end, end + 1)
        if event is None or event.type != "Event":
            return -1
        name = self.text[event.start : end]
        heads = load_heads()
        head = next((heads[name[-n:]] for n in range(min(8, len(name)), 1, -1) if name[-n:] in heads), None)
        if head is None or head.type != "Organization" or len(name) <= len(head.text):
            return -1
        return self.add("Organization", head.kind, name)

    def _find_alias(self, alias: str, index: int, reason: str = "defined-short-form") -> None:
        draft = self.drafts[index]
        at = self.text.find(alias)
        while at >= 0:
            end = at + len(alias)
            if self._may_take(at, end):
                self._forget(at)
                draft.names[alias] += 1
                mention = Mention(at, end, draft.type, draft.kind, draft.name, reason, 0.95)
                self.reading.add(mention)
                draft.mentions.append(mention)
                self.of_mention[at] = index
            at = self.text.find(alias, end)

    def _may_take(self, start: int, end: int) -> bool:
        """Whether a short form may stand there: in free text, or over a place that it starts with (平陆运河|集团)."""
        first = self.reading.starting_at(start)
        inner = first.end if first is not None and first.type == "Place" and first.end < end else start
        return self.reading.is_free(inner, end)

    def _forget(self, start: int) -> None:
        """Take the mention that starts there, if any, from its entity."""
        index = self.of_mention.get(start)
        if index is not None:
            self.drafts[index].mentions = [m for m in self.drafts[index].mentions if m.start != start]

    def _join(self, keep: int, drop: int) -> None:
        if keep == drop:
            return
        kept, dropped = self.drafts[keep], self.drafts[drop]
        kept.names.update(dropped.names)
        kept.names[dropped.name] += 0
        kept.mentions.extend(dropped.mentions)
        for mention in dropped.mentions:
            if self.of_mention.get(mention.start) == drop:
                self.of_mention[mention.start] = keep
        for key, index in self.by_name.items():
            if index == drop:
                self.by_name[key] = keep
        kept.parent = kept.parent or dropped.parent
        dropped.mentions = []
        dropped.names = defaultdict(int)

    def _merge(self) -> None:
        """A tail of a fuller name means the fuller one where what it leaves out is a place or a known body."""
        owners = {
            squeeze(name)
            for draft in self.drafts[1:]
            if draft.type in ("Organization", "Place")
            for name in (draft.name, *draft.names)
        }
        for type_ in ("Organization", "Park", "Place", "Policy"):
            names = {i: squeeze(d.name) for i, d in enumerate(self.drafts) if i and d.type == type_ and d.mentions}
            by_end: dict[str, list[int]] = {}
            for index, name in names.items():
                by_end.setdefault(name[-3:], []).append(index)
            for short, tail in names.items():
                draft = self.drafts[short]
                if not draft.mentions or draft.known or len(tail) < 4 - (type_ == "Park"):
                    continue
                longer = [
                    i
                    for i in by_end[tail[-3:]]
                    if names[i].endswith(tail)
                    and names[i] != tail
                    and self.drafts[i].mentions
                    and (self._is_prefix(names[i][: -len(tail)], owners) or self._is_telling(tail, type_))
                ]
                if len(longer) == 1:
                    self._join(longer[0], short)
        self._merge_contractions()
        self._merge_policies()

    def _is_telling(self, tail: str, type_: str) -> bool:
        """Whether the tail of a body's name says enough without what stands before: 太湖|实验室."""
        front = self.lexicon.longest_front(tail) if type_ == "Organization" and len(tail) >= _TELLING else None
        return front is not None and front.entry.type == "Place"

    def _merge_policies(self) -> None:
        """The name of a policy with its remark ((试行), (2023年本)) means the same as without."""
        bare = {
            i: regex(r"[（(][^（）()]*[）)]$").sub("", draft.name)
            for i, draft in enumerate(self.drafts)
            if draft.type == "Policy" and draft.mentions
        }
        called: dict[str, list[int]] = {}
        for index, name in bare.items():
            called.setdefault(name, []).append(index)
        for short, name in bare.items():
            size = len(self.drafts[short].name)
            longer = (i for i in called[name] if self.drafts[i].mentions and len(self.drafts[i].name) > size)
            if self.drafts[short].mentions and (long := next(longer, None)) is not None:
                self._join(long, short)

    def _merge_contractions(self) -> None:
        """A contraction of a single fuller name of the document means the fuller one (力土学院, 金砖基地)."""
        bare = self._bare_names("Organization", "Park")
        holding = _by_character(bare, [name[0] for name in bare.values() if name])
        for short, name in bare.items():
            draft = self.drafts[short]
            if draft.known or not draft.mentions or len(name) < 4:
                continue
            fuller = [
                i
                for i in holding[name[0]]
                if self.drafts[i].mentions and self.drafts[i].type == draft.type and is_contraction(name, bare[i])
            ]
            if (one := self._one_of(fuller)) >= 0:
                self._join(one, short)

    def _one_of(self, fuller: list[int]) -> int:
        """The one body that all the others of a list are parts of by their names; -1 where there is none."""
        if not fuller:
            return -1
        shortest = min(fuller, key=lambda i: (len(self.drafts[i].name), i))
        own = all(self.drafts[i].name.startswith(self.drafts[shortest].name) for i in fuller)
        return shortest if own else -1

    def _find_short_forms(self) -> None:
        """Contractions and brands that no finder took for names mean the one fuller name of the document they fit."""
        bare = self._bare_names("Organization")
        spans = list(find_candidates(self.text))
        holding = _by_character(bare, [self.text[start] for start, _ in spans])
        for start, end in spans:
            name = self.text[start:end]
            if not holding[name[0]] or start not in self.reading.starts or not self._may_take(start, end):
                continue
            fuller = [i for i in holding[name[0]] if is_contraction(name, bare[i]) or self._is_tail(name, bare[i])]
            if (one := self._one_of(fuller)) >= 0:
                self._find_alias(name, one, "contraction")

    def _bare_names(self, *types: str) -> dict[int, str]:
        """Names of the mentioned entities of those classes without their university, by entity."""
        mentioned = ((i, d) for i, d in enumerate(self.drafts) if i and d.type in types and d.mentions)
        return {i: squeeze(self._without_owner(draft.name)) for i, draft in mentioned}

    def _expand_owners(self) -> None:
        """A department behind a short form of its body belongs to the body of the full name (国丝|技术部)."""
        owners = {
            alias: draft.name
            for draft in self.drafts[1:]
            if draft.type == "Organization" and draft.mentions
            for alias in draft.names
            if len(alias) > 1 and alias != draft.name and not draft.name.startswith(alias)
        }
        bodies = [d.name for d in self.drafts[1:] if d.type == "Organization" and d.mentions]
        for index, draft in enumerate(self.drafts):
            if draft.type != "Organization" or draft.known or not draft.mentions:
                continue
            length = next((n for n in range(len(draft.name) - 2, 1, -1) if draft.name[:n] in owners), 0)
            owner = owners.get(draft.name[:length], "")
            if not length and (front := _FRONT.match(draft.name)):
                length, fuller = front.end(), [n for n in bodies if _is_called_short(front.group(), n)]
                owner = fuller[0] if len(fuller) == 1 else ""
            if not owner or draft.name.startswith(owner) or not _DEPARTMENT.search(draft.name, length):
                continue
            name = owner + draft.name[length:]
            other = self.by_name.setdefault((draft.type, short_key(name)), index)
            draft.names[draft.name] += 0
            draft.name = name
            if other != index and self.drafts[other].mentions:
                self._join(other, index)

    def _is_tail(self, name: str, full: str) -> bool:
        """Whether a name leaves out nothing but the place that the fuller one starts with (海螺集团)."""
        entry = self.lexicon.get(full.removesuffix(name)) if full.endswith(name) else None
        return entry is not None and entry.type == "Place"

    def _without_owner(self, name: str) -> str:
        """A department's name without its university's."""
        return name.removeprefix(self.publisher) if self.campus and name != self.publisher else name

    def _is_prefix(self, prefix: str, owners: Container[str]) -> bool:
        """Whether a name leaves out no more than a known name, or one of the document's bodies and places (甲大学附属|乙医院)."""
        prefix = prefix.removesuffix("附属") or prefix
        known = self.lexicon.get(prefix) is not None or prefix in (
            "中国",
            "中共",
            "国家",
            "全国",
            self.full_names.short,
        )
        return known or prefix in owners

    # -- events ------------------------------------------------------------------------------------------------

    def _choose_event(self) -> None:
        """Join the names of one event, and choose the event that the document reports on."""
        events = [i for i, d in enumerate(self.drafts) if d.type == "Event" and d.mentions]
        for position, index in enumerate(events):
            for other in events[:position]:
                if self.drafts[other].mentions and self.drafts[index].mentions and self._same_event(other, index):
                    longer = len(squeeze(self.drafts[index].name)) > len(squeeze(self.drafts[other].name))
                    if longer:
                        self.drafts[other].names[self.drafts[other].name] += 0
                        self.drafts[other].name = self.drafts[index].name
                    self._join(other, index)
        reported = [i for i in events if self.drafts[i].mentions and not self.is_background(i)]
        whole = [i for i in reported if not _is_session(self.drafts[i].name)]
        ranked = [(self._weight(i), -i) for i in whole or reported]
        if ranked and max(ranked)[0] >= 4:
            self.main_event = -max(ranked)[1]
            self._join_sessions(events)
        else:
            self._find_bare_event()

    def _join_sessions(self, events: Sequence[int]) -> None:
        """A parallel session of the event that is reported on is no event of its own."""
        main = self.drafts[self.main_event]
        if _is_session(main.name):
            return
        for index in events:
            draft = self.drafts[index]
            if index == self.main_event or not draft.mentions or draft.mentions[0].start < main.mentions[0].start:
                continue
            if _PARALLEL.search(draft.name) or (_is_session(draft.name) and main.name.endswith("会议")):
                self._join(self.main_event, index)

    def _weight(self, index: int) -> float:
        """How much speaks for an event being the one that the document reports on; 4 is enough."""
        mentions = sorted(self.drafts[index].mentions, key=lambda m: m.start)
        length = len(self.reading.document.title)
        weight = len(mentions) * 0.5
        if mentions[0].start < length:
            held = _HELD_IN_TITLE.match(self.text, mentions[0].end)
            weight += 7 if held or _HELD_BEFORE.search(self.text[: mentions[0].start]) else 4
        body = next((m for m in mentions if m.start > length), None)
        first = body or mentions[0]
        if body is not None and self._paragraph(body) <= 2:
            around = self.text[body.end : body.end + 40]
            before = self.text[max(0, body.start - 30) : body.start]
            if _PART_OF_EVENT.match(around):
                weight -= 4
            elif _HELD_BEHIND.match(around):
                weight += 5
            if _STUDIED_BEFORE.search(before) or _STUDIED_BEHIND.match(around):
                weight -= 6
            if _HELD_BEFORE.search(before):
                weight += 4
            weight += 1
        elif any(_HELD_AT.match(self.text, m.end) for m in mentions if m.start > length):
            weight += 3.5
        elif self._paragraph(first) > 3:
            weight -= 2
        return weight

    def _paragraph(self, mention: Mention) -> int:
        return self.reading.depth(mention.start)

    def _find_bare_event(self) -> None:
        """A report whose event has no name of its own calls it 揭牌仪式 or 新闻发布会."""
        for match in _bare_event().finditer(self.text, 0, 800):
            start, end = match.span("a") if match.start("a") >= 0 else match.span("b")
            if start > 700:
                break
            if not self.reading.is_free(start, end) or self._is_named(self.text[start:end], start):
                continue
            name = self.text[start:end]
            host = self._host_before(start)
            self.main_event = self._add_bare_event(start, end, f"{host}{name}", "bare-event")
            if title := self._told_in_title(name):
                self.drafts[self.main_event].names[title] += 0
            return
        self._find_own_meeting()

    def _find_own_meeting(self) -> None:
        """A body that the document opens with meets: 某市委常委会召开|会议."""
        for match in _OWN_MEETING.finditer(self.text, 0, 700):
            start, end = match.span("name")
            host = self._host_before(start)
            if host and self.reading.is_free(start, end) and self.reading.depth(start) <= 1:
                self.main_event = self._add_bare_event(start, end, f"{host}{match.group('name')}", "own-meeting")
                return

    def _add_bare_event(self, start: int, end: int, name: str, reason: str) -> int:
        """The event that a bare word means, under a name made for it."""
        word = self.text[start:end]
        kind = load_heads()[word].kind if word in load_heads() else "Conference"
        mention = Mention(start, end, "Event", kind, name, reason, 0.7)
        self.reading.add(mention)
        index = self._entity_for(mention)
        self.drafts[index].mentions.append(mention)
        self.drafts[index].names[word] += int(len(word) > 2)
        self.of_mention[start] = index
        return index

    def _host_before(self, start: int) -> str:
        """Name of the body that holds what is named at an offset: |国务院新闻办公室|今天举行新闻发布会."""
        sentence = self.reading.sentences[self.reading.sentence_at(start)]
        bodies = [m for m in self.reading.mentions_in(sentence.start, start) if m.type == "Organization"]
        if not bodies or not _HOLDS.fullmatch(self.text, bodies[-1].end, start):
            return ""
        before = self.text[max(sentence.start, bodies[-1].start - 1) : bodies[-1].start]
        return "" if before and before in "与和同、及在由" else self.drafts[self.of_mention[bodies[-1].start]].name

    def take_title(self) -> None:
        """Where nothing else is reported and the title tells of a talk, its words are the name of the event."""
        if self.main_event < 0 and (title := self._told_in_title("")):
            self.main_event = self.add("Event", "Conference", title)

    def _told_in_title(self, word: str) -> str:
        """The title where it tells of a talk, a lesson or the event of a word (胡教授来校做专题|讲座); else nothing."""
        title = _TITLE_LABEL.sub("", self.reading.document.title)
        if len(title) > 40 or _NO_OCCASION.search(title):
            return ""
        return title if (word and word in title) or _TALK_IN_TITLE.search(title) else ""

    def _is_named(self, bare: str, start: int) -> bool:
        """Whether a bare word (讲座) means an event that the document names (“翱翔名家讲坛”第128讲)."""
        paragraph = self.reading.depth(start)
        events = [i for i, draft in enumerate(self.drafts) if draft.type == "Event" and not self.is_background(i)]
        mentions = [mention for i in events for mention in self.drafts[i].mentions]
        return any(
            m.name.endswith(bare)
            or (m.start < start and self._paragraph(m) == paragraph and not _MEANWHILE.match(self.text, m.end))
            for m in mentions
        )

    def is_background(self, index: int) -> bool:
        """Whether an event is one that news refers to rather than reports on (党的二十大)."""
        draft = self.drafts[index]
        return draft.type == "Event" and _BACKGROUND.fullmatch(draft.name) is not None and not self._is_news(draft)

    def _is_news(self, draft: Draft) -> bool:
        """Whether the title itself says that an event is held."""
        length = len(self.reading.document.title)
        return any(m.start < length and _HELD_IN_TITLE.match(self.text, m.end) for m in draft.mentions)

    def _same_event(self, a: int, b: int) -> bool:
        first = min(m.start for m in self.drafts[a].mentions)
        one, two = (self._in_full(self.drafts[index].name) for index in (a, b))
        return is_same_event((one, two), in_title=first < len(self.reading.document.title))

    def _in_full(self, name: str) -> str:
        """The name of an event with the full form of a known short one: 第二届|进博会."""
        front = _ORDINAL.match(name)
        entry = self.lexicon.get(name[front.end() :]) if front else None
        return front.group() + entry.name if front and entry is not None and entry.type == "Event" else name

    def _date_events(self) -> None:
        """The day of each event, from the sentences that name it first."""
        body = len(self.reading.document.title)
        for index, draft in enumerate(self.drafts):
            if draft.type != "Event" or not draft.mentions or draft.known:
                continue
            starts = [m.start for m in draft.mentions if m.start > body] or [draft.mentions[0].start]
            sentence = self.reading.sentences[self.reading.sentence_at(min(starts))]
            first = next((s for s in self.reading.sentences if s.start > body), sentence)
            for stretch in (sentence, first) if index == self.main_event else (sentence,):
                if self.date_event(index, stretch):
                    break

    def date_event(self, index: int, stretch: Sentence) -> bool:
        """Give an event the day that a sentence names first; False where it names none."""
        day, precision = find_date(self.text[stretch.start : stretch.end], self.reading.document.date)
        if day:
            self.drafts[index].attributes.update({"date": day, "datePrecision": precision})
        return bool(day)

    # -- asking ------------------------------------------------------------------------------------------------

    def add(self, type_: str, kind: str, name: str, *, parent: str = "") -> int:
        """Index of the entity of that name, made if the document has none."""
        key = (type_, short_key(name) if type_ in ("Organization", "Park") else squeeze(name))
        index = self.by_name.get(key)
        if index is None:
            index = len(self.drafts)
            entry = self.lexicon.get(name)
            known = entry is not None and entry.type == type_
            draft = Draft(
                type_, entry.kind if known and entry else kind, entry.name if known and entry else name, parent=parent
            )
            if known and entry:
                draft.known, draft.english = True, entry.english
                draft.names.update(dict.fromkeys((entry.name, *entry.aliases), 0))
                if entry.identifier:
                    draft.attributes["code"] = entry.identifier
            self.drafts.append(draft)
            self.by_name[key] = index
        self.drafts[index].names[name] += 0
        return index

    def at(self, start: int) -> int | None:
        """Index of the entity mentioned at an offset."""
        return self.of_mention.get(start)

    def aliases(self, index: int) -> tuple[str, ...]:
        """Every other name, sorted."""
        draft = self.drafts[index]
        others = draft.names.keys() - {draft.name, ""}
        return tuple(sorted(others)) if others else ()


_ORDINAL = regex(r"第[一二三四五六七八九十百\d]+[次届期讲场]")
_BARE_SESSION = regex(r"第[一二三四五六七八九十百\d]+[次届](?:会议|论坛|大会|峰会|年会|活动|比赛|大赛|赛事|研讨会)")
"""A session of an event by nothing but its number: 第六届会议."""
_PARALLEL = regex(r"(?:分论坛|平行论坛|子论坛|分会场?|圆桌论坛|圆桌会议|圆桌对话|平行会议|主题论坛)$")
"""The end of the name of a session that runs beside others."""
_NUMBERED_SESSION = regex(r"(?:第[一二三四五六七八九十\d]+次)?全体会议")


def _is_session(name: str) -> bool:
    """Whether a name is that of a part of an event."""
    return _PARALLEL.search(name) is not None or _NUMBERED_SESSION.fullmatch(name) is not None


_AROUND_EVENT = regex(r"组委会|组织委员会|筹备|筹委会|新闻发布|发布会|主办|承办|工作|推介|宣讲|动员|总结|表彰")
"""What makes a name that starts with an event's the name of another (X大赛|组委会会议)."""
_QUOTED_PART = regex(r"“[^“”]+”|《[^《》]+》")


def is_same_event(names: tuple[str, str], *, in_title: bool) -> bool:
    """Whether two names of one document mean one event; `in_title` where the first stands in its title."""
    ordinals, others = (_ordinals(name) for name in names)
    if any(_BARE_SESSION.fullmatch(name) for name in names) and not ordinals.isdisjoint(others):
        return True
    if ordinals and others and ordinals.isdisjoint(others):
        return False
    one, two = (squeeze(name).replace("党代会", "党员代表大会") for name in names)
    short, long = sorted((one, two), key=len)
    if long.startswith(short) and _AROUND_EVENT.match(long, len(short)):
        return False
    if long.endswith(short) or (long.startswith(short) and len(short) >= 6):
        return True
    halves = [half for half in long.split("暨") if half != long and len(half) >= 6]
    if any(half.endswith(short) or short.endswith(half) for half in halves):
        return True
    if short in long and len(short) >= 0.5 * len(long):
        return True
    tail = next((size for size in range(len(short)) if short[-size - 1] != long[-size - 1]), len(short))
    if tail >= 5 and (len(short) - tail <= 2 or in_title):
        return True
    if _is_core(*(_core(name) for name in names)):
        return True
    quoted, also = (_quoted_parts(name) for name in names)
    if _is_called(quoted, *names) or _is_called(also, *reversed(names)):
        return True
    if not set(quoted).isdisjoint(also):
        one, two = (_unquoted(name) for name in names)
    alike_at_end = in_title and one[-2:] == two[-2:] and len(short) >= 6
    return _are_similar(one, two, 0.5 if alike_at_end else 0.72)


@lru_cache(maxsize=4096)
def _core(name: str) -> str:
    """A name without its number, its theme in quotation marks and the words for its last stage."""
    bare = _ORDINAL.sub("", _unquoted(name))
    return regex(r"^(?:19|20)\d\d年?度?|(?:活动|总?决赛|开幕式|闭幕式)$").sub("", bare)


def _is_core(one: str, two: str) -> bool:
    """Whether two names without their numbers and themes are the same (第35届天津市科技周活动, 天津市科技周)."""
    return one == two and len(one) >= 5


def _is_called(quoted: Sequence[str], brief: str, name: str) -> bool:
    """Whether the brief name is hardly more than its quotation, which the other holds too (“核立”|漫谈)."""
    return bool(quoted) and f"“{quoted[0][1:-1]}”" in name and len(_unquoted(brief)) <= 6


def _are_similar(one: str, two: str, least: float) -> bool:
    """Whether two names share so much of their length, in pieces of one order. Most do not: their characters tell at once."""
    common, total = sum(map(set(two).__contains__, one)), len(one) + len(two)
    if total and 2.0 * common / total < least:
        return False
    from difflib import SequenceMatcher  # noqa: PLC0415 - few articles have two names that are so alike

    return not total or SequenceMatcher(None, one, two).ratio() >= least


@lru_cache(maxsize=4096)
def _ordinals(name: str) -> frozenset[str]:
    return frozenset(_ORDINAL.findall(name))


@lru_cache(maxsize=4096)
def _quoted_parts(name: str) -> tuple[str, ...]:
    return tuple(_QUOTED_PART.findall(name))


@lru_cache(maxsize=4096)
def _unquoted(name: str) -> str:
    """A name without its quotations, squeezed."""
    return squeeze(_QUOTED_PART.sub("", name))


def _is_called_short(front: str, name: str) -> bool:
    """Whether the front of a department's name means a body: a contraction of its name, or the tail of a hospital's."""
    return is_contraction(front, squeeze(name)) or (len(front) >= 4 and front.endswith("医院") and name.endswith(front))


def _has_in_order(name: str, short: str) -> bool:
    """Whether a name has all the characters of a shorter one, in their order."""
    rest = iter(name)
    return all(character in rest for character in short)

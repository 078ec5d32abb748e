"""Sentence -> mentions of bodies, parks, places and events, by the last word of the name (its head).

From a head the name is followed to the left, word by word, until a boundary: a function word, a verb that takes the
name as its object, punctuation. Known names count as one word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Set
from functools import cache, lru_cache
from operator import attrgetter

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from graph.claim import Mention
from graph.find.reading import BRACKETS, QUOTES, Reading
from graph.lexicon import Hit, lexicon_folder, read_lines, read_sections, read_words, word_set
from graph.prepared import prepared
from graph.record import Record
from graph.regex import regex
from graph.segment import Word

MAX_NAME = 46
_LONGEST_HEAD = 8
_CONSULTATIVE = "中国人民政治协商会议"
"""What the committees of a place's 政协 are named with before the place."""
ANCHOR_WORDS = frozenset(
    [
        "深港",
        "粤港澳",
        "粤港",
        "川渝",
        "成渝",
        "沪苏",
        "苏浙",
        "津冀",
        "京冀",
        "京津",
        "沪宁",
        "长三角",
        "珠三角",
        "海峡",
        "两岸",
        "中外",
        "中俄",
        "中德",
        "中法",
        "中英",
        "中美",
        "中日",
        "中韩",
        "中新",
        "中欧",
        "中意",
        "中国—东盟",
        "金砖",
        "中国",
        "国家",
        "全国",
        "中华",
        "中央",
        "中共",
        "国际",
        "世界",
        "全球",
        "亚洲",
        "东盟",
        "联合国",
        "省",
        "市",
        "县",
        "校",
        "京津冀",
        "中",
        "国务院",
        "共青团",
        "民盟",
        "民革",
        "民进",
        "民建",
        "农工党",
        "致公党",
        "台盟",
    ]
)
JOINERS = frozenset(["和", "与", "及", "暨"])
DASHES = "·—－-–―•~～&＆+＋/"
_REPORTED = regex(
    r"举行|举办|召开|开讲|主讲|讲授|作(?:了)?题为|开幕|闭幕|启幕|落幕|开启|圆满|承办|主办|出席|参加|开展|结束|会上|启动|受邀|应邀|仪式上|论坛上|现场|致辞|主持|典礼上"
)


class Head(Record):
    """The last word of a name, and what it names."""

    text: str
    type: str
    kind: str
    needs: str


Unit = Word
"""A word, or a known name taken as one."""


@prepared(dict[str, Head])
def load_heads() -> dict[str, Head]:
    """All heads by their text."""
    heads = {}
    for _, line in read_lines(lexicon_folder() / "heads.tsv"):
        text, type_, kind, needs = line.split("\t")
        heads[text] = Head(text, type_, kind, needs)
    for _, line in read_lines(lexicon_folder() / "events.tsv"):
        text, kind, needs = line.split("\t")
        heads[text] = Head(text, "Event", kind, needs)
    return heads


@cache
def _not_before() -> dict[str, re.Pattern[str]]:
    """Head -> what must not follow it."""
    rows = (line.split("\t") for _, line in read_lines(lexicon_folder() / "not_before.tsv"))
    return {head: regex(followers) for head, followers in rows}


@cache
def _head_automaton() -> tuple[AhoCorasick, tuple[Head, ...]]:
    """The automaton, and the head that each of its numbers means."""
    heads = sorted((head for text, head in load_heads().items() if len(text) <= _LONGEST_HEAD), key=lambda h: h.text)
    return AhoCorasick([head.text for head in heads]), tuple(heads)


@cache
def _joined_event() -> re.Pattern[str]:
    """The second half of an event's name (开园仪式|暨首批企业入驻签约活动)."""
    heads = sorted((text for text, head in load_heads().items() if head.type == "Event"), key=len, reverse=True)
    stop = r"(?=[，。；、）”\n在于上中的将]|$|举|召|\d|圆满|顺利|成功|开幕|启)"
    return regex(rf"暨[\u4e00-\u9fff\dA-Za-z“”《》]{{2,30}}?(?:{'|'.join(heads)}){stop}")


@lru_cache(maxsize=1)
def _heads_by_end(text: str) -> dict[int, list[Head]]:
    """Offset -> the heads that end there, the longest first, in text order; kept for the second run over the same text."""
    automaton, heads = _head_automaton()
    found: dict[int, list[Head]] = {}
    last = -1
    for index, _, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if end == last:
            found[end].append(heads[index])
        else:
            found[end] = [heads[index]]
            last = end
    return found


def head_ends(text: str) -> Iterable[int]:
    """Where the last word of a name may end, in order."""
    return _heads_by_end(text)


@cache
def _held_last() -> AhoCorasick:
    """Finds what ends the name of an event only where the words around hold it (召开|工作例会)."""
    return AhoCorasick(
        sorted(word_set("held-heads")), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )


def event_ends(text: str) -> Iterator[tuple[int, Head]]:
    """(end, longest head) of each stretch that ends like the name of an event, in order."""
    for end, (head, *_) in _heads_by_end(text).items():
        if head.type == "Event" and len(head.text) > 1:
            yield end, head


def held_ends(text: str) -> Iterator[tuple[int, Head]]:
    """(end, head) of each stretch that may end the name of an event where the words around hold it, in order."""
    heads, bodies = _heads_by_end(text), word_set("bodies-that-meet")
    for _, start, end in _held_last().find_matches_as_indexes(text):
        longest = heads[end][0] if end in heads else None
        if longest is not None and len(longest.text) > 1 and longest.text not in ("议会", "评议会"):
            continue
        if not any(text[end - size : end] in bodies for size in (2, 3, 4)):
            word = text[start:end]
            yield end, Head(word, "Event", "Conference" if word == "会" else "Event", "held")


@cache
def _vocabulary() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    titles = frozenset(read_sections("titles.txt")["core"])
    return read_words("boundaries.txt"), read_words("generic.txt"), titles


_OWNERS = (
    "大学",
    "学院",
    "研究院",
    "研究所",
    "公司",
    "集团",
    "中心",
    "委员会",
    "科学院",
    "协会",
    "学会",
    "医院",
    "总局",
)
_DISCIPLINE = regex(
    r"(?:学|工程|语|技术|建筑|管理|经济|会计|金融|艺术|设计|体育|音乐|教育|中文|历史|法律|新闻|传播|计算机|自动化|机械|电子|美术|舞蹈|戏剧)$"
)
"""What stands before 系 where it is a department, and not a strain or a cell line."""
_SCHOOLS = frozenset("核法商医文理工农林药艺音美体")
"""Single characters that name a school (文|学院)."""
_COUNTED = regex(
    r"\d+(?:余|多)?[所个家](?!研究)|[一二两三四五六七八九十]+(?:个|家)|[校院业]\d+$|各(?!族|国)|其他|各省|各部|上述|所有|严格|历届|新一届|全体|——"
)
"""What tells that a phrase counts bodies and names none."""
_HONOUR = regex(
    r"红旗|样板|标杆|先进|优秀|十佳|百强|文明(?!办|委|研究|学院|中心)|模范|最美|五好|满意|示范(?:党支部|支部|岗|校$|学校|学院|高校|单位)|达标"
)
"""What stands in the name of an honour that reads like a body's: 天津市五四红旗团委."""
_PARTY_HONOUR = regex(r"党建(?:工作)?(?:样板|标杆|示范)|样板(?:党)?支部")
"""What always is one."""
_PARTY = regex(r"民[革盟建进]|农工党|致公党|九三学社|台盟")
_COINED = regex(r"新(?:能源|材料|媒体|闻|药|工科|农科|文科|型)|未来技术|现代(?!化)|当代|古代")
"""Words that start like an adjective and do not leave it (新|媒体部)."""
_NOUNS_BEFORE = {
    "组织": ("联合会", "委员会", "联盟", "协会"),
    "学习": ("委员会",),
    "联合": ("有限", "股份"),
    "共建": ("协同", "国家", "重点"),
    "转型": ("升级基金",),
}
"""Words that are verbs elsewhere, and what they stand before inside a name (世界工程|组织|联合会)."""
_SINGLE = regex("[\u4e00-\u9fff]$")
_LETTERS = regex("[A-Z]{2,}$")
_PURPOSES = frozenset(["推进", "推动", "促进", "加强", "落实", "支持", "建设", "深化", "加快"])
_TASK_FORCES = frozenset(["领导小组", "工作领导小组", "领导小组办公室", "指挥部", "工作组", "工作专班", "专班"])
"""Bodies that are named after their task (某省|推进|京津冀协同发展工作领导小组)."""
_OF_A_YEAR = regex(r"\d年")
"""What stands at the start of a batch, and of no body (2022|年度教育基地)."""
_AWARDED = regex(r"(?:获评|评为|荣获|获得|获|授予|命名为|认定为|入选)(?:了)?(?:为)?[“「]?$")
_FOUNDED = ("成立", "成立了", "组建", "组建了", "发起成立")
"""What right before a 联盟 tells that its name starts there."""
_NEWLY_FOUNDED = ("成立了", "组建了", "创办了", "设立了", "开办了")
"""What right before a 中心 or a 学校 tells that its name starts there."""
_TEAMS = ("实践团", "实践队", "服务队", "宣讲团", "志愿", "暑期", "社会实践", "小分队", "支教")
"""What teams are named with behind the quotation of their aim."""
_OF_MANY = ("高校", "高等学校", "学校", "学院", "党支部", "党委", "师生", "大学", "幼儿园")
"""What there are many of: 新时代|高校|学生会 names none."""
_OFFICE_BEHIND = regex(
    r"$|[^\u4e00-\u9fff]|[和与及等的在获副处主举召组开联负相全领党直与对为共承协将向近今、供青教按根则还也已是到于党]|一行|工作|教师|老师|科"
)
"""What may stand behind a bare office that ends with 处, and not behind a place where something is (有信仰处|见功力)."""
_COINED_HEADS = ("集团", "海关", "街道办事处", "镇政府", "党工委", "管委会", "产业基金", "投资基金", "母基金")
"""Heads before which a coined word is enough of a name."""
_SUBJECTS = ("n", "nz", "ns", "j")
"""Tags of what schools are named after."""
_MINISTRIES = frozenset(["教育部", "农业农村部", "自然资源部", "工信部", "科技部", "国家卫健委"])
_OF_MINISTRIES = frozenset(["重点实验室", "工程中心", "研究中心", "工程研究中心", "前沿科学中心", "科学中心"])
"""Heads before which a ministry stands inside a name, behind its field: 智慧农业|教育部工程中心."""
_CUT_FRONT = regex("[从在由与对向和为据]中[铁建交车石船核冶粮信国化航]$")
"""A word such as 从中 that is cut where a company's name starts with its second character: 从|中铁…局."""
_SHORT_PLACES = "京津冀沪渝川蜀黔滇粤桂琼港澳闽台浙苏皖赣鲁豫晋湘鄂陕甘宁青新藏蒙辽吉黑深穗中佛莞珠厦杭甬锡常宁汉长蓉成贵昆济唐保雄廊张承沧衡"
_JOINED_PLACES = regex(f"(?:(?<![\u4e00-\u9fff])|(?<=[由在与和的为是了称建立]))[{_SHORT_PLACES}]{{2,4}}$")
"""Short names of places side by side that a name starts with: 京雄保|心血管专科联盟."""
_CUT_WORDS = frozenset(["儿科", "妇科", "眼科", "骨科", "文科", "理科", "工科", "农科", "医科", "学科"])
"""Words whose last character may look like the start of a head: 儿|科学院."""
_SIDE = regex("(?:^|[，。、：由和与及在的])[东西南北](?=$)")
"""A side of a country that its university or state is named after: 东|哈萨克斯坦."""
_OF_THE_DICTIONARY = ("医院", "中学", "小学", "博物馆", "博物院", "图书馆", "美术馆")
"""Heads of which the dictionary has whole names as one word (北京积水潭医院)."""
_WHOLE_NAME = regex("(?!第|人民|中心|附属|中医|民办|公立|综合|省级|市级)[\u4e00-\u9fff]{4,}")
_HAN = regex("[\u4e00-\u9fff]")
_VERB = regex("[\u4e00-\u9fff]{2,4}")
_LATIN = regex(r"[A-Za-z\d]+$")
_VAGUE = regex(
    "两地|三地|四地|各地|多地|各级|有关|相关|建设中国式|世界一流|重要人才|特色化|(?:一流|特色|标杆|高等)$|特色社会主义$"
)
"""What stands in no name."""
_FORMER_PART = regex("(?<=大学)原(?=[\u4e00-\u9fff]{2,}[系院所室处部])")
"""A word inside the name of a part that is no more: 甲大学|原|中文系."""
_ONE_OF_THEM = regex("[一二两三几多数每][次场个][\u4e00-\u9fff]{0,4}")
"""What before the head of an event names none: 一次重要|会议."""
_COUNT_BEHIND = regex(r"[”]?\d+[个家所](?=[、，。；\s]|$)")
"""How many there are of what the words before it are the kind of: 天津市重点实验室|3个."""
_COUNT_BEFORE = regex(r"\d[支个家名项]")
"""The end of a number and its measure, which start no name: 50|支志愿者服务队."""
_ANCHORING = regex(r"[A-Za-z]{2,}|第|20\d\d$")
"""Words that tell which one is meant: letters, ordinals, years."""
_FUNCTION_TAGS = ("r", "uj", "ul", "y", "e", "o", "p")
_DEPENDENT = frozenset(["自", "级", "继续", "利用", "建设", "年", "月", "日", "政协", _CONSULTATIVE])
"""Words that stand inside a name beside some words only."""
_NUMBERING = regex(r"[A-Za-z\d第]")
_NATIONAL = ("中国", "国家", "全国")
_LOCAL = regex(r"[省市县](?!域|级|场|内|外|直|区)|校(?!企|园|地|内|外|际|友)")
"""Fronts that tell whose body it is: 市, 校."""
_IN_PART = regex(r"\w+?(?:校区|[一-鿿][镇乡]$)")
"""Fronts that tell in which part of a university or a county it is: …校区, …镇."""
_TRADE_ZONE = regex("自贸|自由贸易|试验区")
"""What makes a 片区 a zone rather than a part of a town."""
_LOOSE = regex(r"[和与及多各所家位]|[省市县区]属")
"""What stands before a hospital that has no name (三家医院, 市属医院)."""
_COUNTS_LANDMARKS = regex(
    r"[座条处个片块道级进入到至]$|^[一二两三四五六七八九十几多各这那该此本某每全沿过有去处座至]|^[大小新老高中][型级]?$|的"
)
"""What stands before a reservoir, quay or scenic area that is not named (一座水库, 沿线景区)."""
_NUMBERED = regex(r"(?<![省市县区乡镇地”\d])\d+$|第\d+研究$")
"""What before 所 is the number of an institute, and not of schools in a place."""
_NUMBER = regex(r"\d+(?:\.\d+)?")
_END = attrgetter("end")


def units_of(words: list[Word], hits: list[Hit], text: str) -> list[Unit]:
    """Words of a sentence with known names (given in order) as single units."""
    if not hits:
        return words
    units: list[Unit] = []
    at = index = 0
    while index < len(words):
        word = words[index]
        while at < len(hits) and hits[at].end <= word.start:
            at += 1
        until = bisect_right(words, hits[at].start, index, key=_END) if at < len(hits) else len(words)
        if until > index:
            units += words[index:until]
            index = until
            continue
        hit = hits[at]
        if not units or units[-1].end <= hit.start:
            if word.start < hit.start:
                units.append(Unit(word.start, hit.start, text[word.start : hit.start], "x", ""))
            units.append(Unit(hit.start, hit.end, text[hit.start : hit.end], "n", hit.entry.type))
        if word.end > hit.end and (at + 1 >= len(hits) or hits[at + 1].start >= word.end):
            units.append(Unit(hit.end, word.end, text[hit.end : word.end], "x", ""))
        index += 1
    return units


@lru_cache(maxsize=1 << 14)
def _is_ordinary(word: str, tag: str) -> bool:
    """Whether a word that is no known name may stand inside a name whatever stands beside it: `_plain` looks at the others."""
    boundaries, _, titles = _vocabulary()
    return not (
        not word[0].isalnum()
        or word[0].isdigit()
        or word in boundaries
        or word in titles
        or word in JOINERS
        or word in _DEPENDENT
        or word in word_set("prose-verbs")
        or word in word_set("kinds-of-company")
        or tag == "i"
        or (len(word) > 2 and word[:2] in boundaries)
        or (len(word) == 1 and tag in _FUNCTION_TAGS)
    )


class NameFinder:
    """Finds names by their heads in one document."""

    def __init__(self, reading: Reading, hits: list[Hit], *, campus: bool, ends: Set[int] | None = None) -> None:
        """ends: where to look for the ends of names; everywhere where it is None."""
        self.reading = reading
        self.text = reading.text
        self.hits = hits
        self.campus = campus
        self.boundaries, self.generic, self.titles = _vocabulary()
        self.heads = load_heads()
        self.not_before, self.not_heads = _not_before(), word_set("not-heads")
        self.ending = _heads_by_end(reading.text)
        self.ends = self.ending.keys() if ends is None else ends

    def find(self) -> Iterator[Mention]:
        """Mentions in sentence order; those that overlap are left to the caller (longer first wins)."""
        starts = [hit.start for hit in self.hits]
        ends = self.ends
        for index in sorted({self.reading.sentence_at(end - 1) for end in ends}):
            words, sentence = self.reading.words[index], self.reading.sentences[index]
            first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            units = units_of(words, self.hits[first:last], self.text)
            for position, unit in enumerate(units):
                if unit.end in ends:
                    head = self._head_at(units, position)
                    mention = self._name(units, position, head) if head is not None else None
                    if mention is not None:
                        yield mention

    def _head_at(self, units: list[Unit], position: int) -> Head | None:
        unit = units[position]
        heads = self.ending.get(unit.end)
        if heads is None or unit.known or unit.text in self.not_heads:
            return None
        if len(heads[0].text) < 3 and self.text[max(0, unit.end - 2) : unit.end] in self.not_heads:
            return None
        start = units[max(0, position - 5)].start
        for head in heads:
            size = len(head.text)
            if size > unit.end - start or self.text.endswith(head.text * 2, 0, unit.end):
                continue  # 宣传部|部|长江涛
            if size > len(unit.text) and not self._starts_a_word(units, position, unit.end - size):
                continue
            if self.campus and head.text == unit.text == "医学院":
                continue  # 医|学院 of the university itself
            rest = unit.text[:-size] if size <= len(unit.text) else "x"
            if (rest or unit.text) in self.boundaries and not (
                (head.text == "学院" and rest in _SCHOOLS)
                or (head.text == "学校" and self._is_of_a_school(units, position))
            ):
                continue
            wrong = self.not_before.get(head.text)
            if wrong and wrong.match(self.text, unit.end):
                return None
            if head.text == "所" and not _NUMBERED.search(self.text, start, unit.end - 1):
                continue
            return head
        return None

    def _starts_a_word(self, units: list[Unit], position: int, start: int) -> bool:
        """Whether a head of several words is not cut out of a longer one in front (儿|科学院 of 儿科|学院)."""
        first = next(k for k in range(position, -1, -1) if units[k].start <= start)
        return units[first].start == start or len(units[first].text) == 1 or units[first].text not in _CUT_WORDS

    def _is_of_a_school(self, units: list[Unit], position: int) -> bool:
        """Whether a 学校 is the last word of a school's name, and not what a school calls itself (南京外国语|学校)."""
        k = position - 1
        while k >= 0 and not units[k].known and units[k].tag in _SUBJECTS and units[k].text not in self.generic:
            k -= 1
        return 0 <= k < position - 1 and (units[k].known == "Place" or units[k].text in ANCHOR_WORDS)

    def _left(self, units: list[Unit], position: int, head: Head) -> int:
        """Index of the first unit of the name that ends at `position`."""
        first = position
        while first > 0 and units[first].start > units[position].end - len(head.text):
            first -= 1
        k = first - 1
        least = units[position].end - MAX_NAME
        while k >= 0 and units[k].start >= least:
            unit = units[k]
            if not unit.known and _is_ordinary(unit.text, unit.tag):
                first = k
                k -= 1
                continue
            step = self._step(units, k, first, head)
            if step is None:
                break
            taken, goes_on = step
            first = taken if taken >= 0 else first
            if not goes_on:
                break
            k = (taken if taken >= 0 else k) - 1
        return first

    def _step(self, units: list[Unit], k: int, first: int, head: Head) -> tuple[int, bool] | None:
        """(first unit that now belongs to the name, whether to go on left of it), or None where the name starts after k.

        The first is -1 for a blank that is passed over.
        """
        unit = units[k]
        event = head.type == "Event"
        if event and self._beside_joiner(units, k, first):
            return k, True
        if unit.known in ("Organization", "Place", "Park", "Policy"):
            doctrine = unit.text == "中国" and self.text.startswith(("特色", "式"), unit.end)
            return k, k > 0 and (doctrine or self._before_known(units, k - 1, head))
        if unit.text == _CONSULTATIVE or (unit.text == "政协" and not event):
            return k, False
        if unit.text in QUOTES:
            opened = self._quoted(units, k, event=event)
            return (opened, True) if opened >= 0 else None
        if unit.text in BRACKETS:
            opened = self._bracketed(units, k)
            return (opened, True) if opened >= 0 else None
        if unit.text in DASHES:
            apart = not k or units[k - 1].text in "，。、；：" or (unit.text in "/／" and self._ends_name(units, k - 1))
            return None if apart else (k, True)
        if unit.text in JOINERS:
            return (k, True) if self._joins(units, k, first, head) else None
        if unit.text == " " and event and k and _LATIN.match(units[k - 1].text):
            return -1, True
        if unit.text == " " and k and _LETTERS.match(units[k - 1].text) and _LETTERS.match(units[k + 1].text):
            return k, True
        return (k, True) if self._plain(units, k, head) else None

    def _beside_joiner(self, units: list[Unit], k: int, first: int) -> bool:
        """Whether a verb stands inside an event's name: at its 暨 (聘任|暨|首次|会议) or right before its 仪式 (入驻|仪式)."""
        unit = units[k]
        if unit.known or not _VERB.fullmatch(unit.text):
            return False
        if (k and units[k - 1].text == "暨") or units[k + 1].text == "暨":
            return True
        return first == k + 1 and units[first].text == "仪式" and unit.text not in word_set("holding")

    def _plain(self, units: list[Unit], k: int, head: Head) -> bool:
        """Whether a word that is neither known nor marked may stand inside a name."""
        unit = units[k]
        event = head.type == "Event"
        if unit.text == "自" and self.text.startswith("贸", unit.end):
            return True  # 自|贸港
        if unit.text == "级" and k and units[k - 1].text.isdigit():
            return False  # 2021级|医学院
        if self._verb_inside(units, k):
            return True
        if not event and (unit.text in word_set("prose-verbs") or (unit.tag == "i" and len(unit.text) == 4)):
            return False
        if unit.text == "建设" and not event and (head.kind == "University" or self._builds_there(units, k)):
            own = head.kind == "University" and units[k + 1].text == head.text
            return own or units[k + 1].text in ("工程", "管理", "与", "和")
        if self._is_boundary(unit, event=event) and not self._inside_unknown(units, k, head):
            return False
        if head.kind == "Company" and self._is_kind_of_company(units, k):
            return False
        if unit.text in self.titles and not self._title_inside(units, k):
            return False
        if unit.text[0].isdigit() and _NUMBER.fullmatch(unit.text):
            return self._number_inside(units, k, event=event)
        if unit.text in ("年", "月", "日"):
            return event and unit.text == "年"
        return not (unit.tag in _FUNCTION_TAGS and len(unit.text) == 1 and unit.text not in "中何本")

    def _verb_inside(self, units: list[Unit], k: int) -> bool:
        """Whether a verb of prose is a word of the name here: 发掘与|利用|重点实验室, 继续|教育学院."""
        if units[k].text == "继续":
            return self.text.startswith("教育", units[k].end)
        return k > 0 and units[k].text == "利用" and units[k - 1].text in JOINERS

    def _is_kind_of_company(self, units: list[Unit], k: int) -> bool:
        """Whether a word says what kind of company the place behind it starts the name of (入驻企业|广西某某公司)."""
        behind = units[k + 1]
        return units[k].text in word_set("kinds-of-company") and (behind.known == "Place" or behind.tag == "ns")

    def _builds_there(self, units: list[Unit], k: int) -> bool:
        """Whether 建设 is what is done in the place before it (将在昝岗片区|建设|中试基地)."""
        if k == 0 or not units[k - 1].text.endswith(("区", "城", "市", "内", "园", "县", "镇", "港")):
            return False
        start = units[k].start
        return regex(r"[在于][^，。；]{2,16}$").search(self.text[max(0, start - 18) : start]) is not None

    def _quoted(self, units: list[Unit], k: int, *, event: bool) -> int:
        """First unit of a quotation that ends at k and may stand inside a name; -1 for none."""
        opened = -1 if units[k].text == "】" else self._opening(units, k, QUOTES[units[k].text])
        if opened < 0 or (units[k].text == "》" and not event):
            return -1
        inner = self.text[units[opened].end : units[k].start]
        team = self.text.startswith(_TEAMS, units[k].end)
        long = not event and (len(inner) > 24 or ("，" in inner and not team))
        return -1 if long or regex(r"[。！？；]").search(inner) else opened

    def _bracketed(self, units: list[Unit], k: int) -> int:
        """First unit of a short bracket that ends at k and may stand inside a name; -1 for none."""
        opened = self._opening(units, k, BRACKETS[units[k].text])
        if opened <= 0 or units[k].end - units[opened].start > 14:
            return -1
        if regex("记者|通讯员").search(self.text[units[opened].start : units[k].start]):
            return -1
        before = units[opened - 1].text
        blank = " " in self.text[units[opened].start : units[k].end]
        return -1 if blank or before in self.boundaries or not before[0].isalnum() else opened

    def _before_known(self, units: list[Unit], k: int, head: Head) -> bool:
        """Whether a name may start before a known name in it (中国（天津）…, 浙江省台州市…, 国家超级计算天津中心)."""
        unit = units[k]
        if unit.text == "”" and head.type == "Organization" and units[k + 1].known == "Organization":
            return False
        if (
            unit.known
            or unit.text in ANCHOR_WORDS
            or unit.text in DASHES
            or (head.type == "Event" and unit.text.startswith("第"))
            or unit.text in (_CONSULTATIVE, "政协", "驻", "驻华", "”", "）", ")", "和", "与", "暨", "年", "届")
            or _LATIN.match(unit.text)
        ):
            return True
        if (unit.tag == "ns" or unit.text == "附属") and k and units[k - 1].known in ("Organization", "Place"):
            return True
        if head.text in word_set("branch-heads") and self._head_at(units, k) is not None:
            return True
        if head.kind == "Company" or head.text in word_set("branch-heads"):
            j = k
            while (
                j >= 0
                and k - j < 4
                and units[j].text not in self.boundaries
                and regex(r"[\u4e00-\u9fffA-Z]").match(units[j].text)
            ):
                if units[j].known == "Place" and head.kind == "Company" and 2 <= units[k].end - units[j + 1].start <= 4:
                    return True  # 天津|天开|西青科创发展有限公司
                if (
                    units[j].known
                    or units[j].text in JOINERS
                    or units[j].tag[0] in "dpcrumt"
                    or len(units[j].text) > 2
                    or units[j].text in self.titles
                ):
                    break
                j -= 1
            short = self.text[units[j + 1].start : units[k].end] if j < k else ""
            stop = j < 0 or units[j].text in self.boundaries or units[j].text in JOINERS
            if 2 <= len(short) <= 4 and (stop or not units[j].text[0].isalnum()):
                return True
        if units[k + 1].text in _MINISTRIES and head.text in _OF_MINISTRIES and unit.tag[0] == "n":
            joined = k > 0 and units[k - 1].text in JOINERS
            return not joined and unit.text not in self.boundaries and unit.text not in self.titles
        if unit.text in ("支援", "对口支援") and head.text in ("指挥部", "前方指挥部"):
            return True
        if unit.text in _PURPOSES and head.text in _TASK_FORCES and k:
            return units[k - 1].known in ("Organization", "Place") or units[k - 1].text in ANCHOR_WORDS
        for j in range(k, max(-1, k - 5), -1):
            if units[j].text in ("国家", "中国"):
                return True
            if units[j].text in self.boundaries or not units[j].text[0].isalnum() or units[j].tag[0] in "vdpcru":
                return False
        return False

    def _is_boundary(self, unit: Unit, *, event: bool) -> bool:
        word = unit.text
        if not word[0].isalnum():
            return True
        if word in self.boundaries:
            if word == "可" and self.text.startswith(("持续", "再生"), unit.end):
                return False
            if word == "持续" and self.text[unit.start - 1 : unit.start] == "可":
                return False
            if word == "学习" and self.text[unit.start - 2 : unit.start] in ("机器", "深度", "强化", "迁移"):
                return False
            if word == "共建" and not self.text.startswith(("部", "省", "校", "市"), unit.start - 1):
                return True
            if word in _NOUNS_BEFORE and not event and self.text.startswith(_NOUNS_BEFORE[word], unit.end):
                return False
            inside = event and word in ("主办", "承办") and self.text.startswith(("承办", "单位"), unit.end)
            return not inside
        return len(word) > 2 and word[:2] in self.boundaries and unit.tag[0] in "vilz"

    def _opening(self, units: list[Unit], k: int, mark: str) -> int:
        for j in range(k - 1, max(-1, k - 40), -1):
            if units[j].text == mark:
                return j
        return -1

    def _inside_unknown(self, units: list[Unit], k: int, head: Head) -> bool:
        """Whether a one-character word that could be a function word stands in a stretch the dictionary does not know.

        The brand of a company may end with it (荣程新|能|科技集团).
        """
        unit = units[k]
        if len(unit.text) != 1 or unit.text in word_set("function-characters") or not _HAN.match(unit.text):
            return False
        if head.kind == "Company" and k and _SINGLE.match(units[k - 1].text) and units[k - 1].text not in JOINERS:
            return units[k - 1].text not in word_set("function-characters")
        return (
            k + 1 < len(units)
            and len(units[k + 1].text) == 1
            and units[k + 1].text not in word_set("function-characters")
            and bool(_HAN.match(units[k + 1].text))
        )

    def _plain_start(self, units: list[Unit], first: int, position: int) -> int:
        """Where a bare department's name starts: at its first noun (感谢|管理学院), or at a verb that names it (招生|就业处).

        -1 where the words before the noun tell that it names none: 36|所, 各级|党校, 重要|智库.
        """
        k = first
        while k < position:
            unit = units[k]
            if unit.known or unit.text in word_set("naming-verbs") or _COINED.match(self.text, unit.start):
                break
            if unit.text == "新" and units[k + 1].text == "时代":
                return -1 if units[k + 2].text in _OF_MANY else k
            if unit.text in word_set("which-one") or (unit.tag == "m" and units[k + 1].text != "世纪"):
                return -1
            if unit.text not in word_set("acting-verbs") and unit.text != "级":
                if unit.tag[0] not in "vdaprmtcuz" or unit.tag in ("vn", "an", "ad"):
                    break
                if units[k + 1].text in JOINERS or units[k + 1].tag == "zg" or unit.tag == "m":
                    break
            k += 1
        return k

    def _title_inside(self, units: list[Unit], k: int) -> bool:
        following = self.text[units[k].end : units[k].end + 4]
        if units[k].text in word_set("soft-titles"):
            return True
        return following.startswith(
            ("协会", "学院", "联合会", "大会", "论坛", "工作站", "工作室", "沙龙", "流动站", "事务所", "之家", "服务中心",
             "服务队", "发展中心", "活动中心", "报告会", "联盟", "俱乐部", "培训", "座谈会", "会议", "联席", "代表大会", "教育",
             "职业", "就业", "创新", "创业", "事务", "资助", "社团", "心理", "权益", "素质", "技能", "优秀", "网络", "研修", "业务",
             "风采", "年度")
        )  # fmt: skip

    def _number_inside(self, units: list[Unit], k: int, *, event: bool) -> bool:
        before = units[k - 1].text if k else ""
        after = units[k + 1].text if k + 1 < len(units) else ""
        if before.endswith("第") or after in ("号", "所", "中学", "小学", "届", "G", "研究所", "世纪"):
            return True
        if after == "级" and len(units[k].text) == 4:
            return bool(k and units[k - 1].known == "Organization")
        if event:
            return len(units[k].text) == 4 or before in ("“",) or after in ("人", "届", "年")
        return bool(before and regex(r"[A-Za-z\-]+$").match(before)) or bool(regex(r"[A-Za-z]").match(after))

    def _joins(self, units: list[Unit], k: int, first: int, head: Head) -> bool:
        """Whether a 和 or 与 stands inside the name (城市与区域研究院), not between two (甲大学和乙大学)."""
        if k == 0 or head.type in ("Park", "Place"):
            return False
        left = units[k - 1]
        word = units[k].text
        if word == "暨":
            return head.type == "Event"
        coined = word == "和" and head.kind == "Company" and len(left.text) == 1 and _SINGLE.match(left.text)
        if coined and (k == 1 or units[k - 2].text in "，、。：“（"):
            return True  # 众|和|海水淡化工程有限公司
        if head.type == "Event" and self._event_head_at(left):
            return False
        if left.known or (units[k + 1].known == "Organization" and head.type != "Event"):
            return head.type == "Event" and "仪式" in head.text
        if left.text in self.boundaries or not left.text[0].isalnum() or left.text in self.titles:
            return False
        if head.type != "Event" and (
            self._ends_name(units, k - 1) or (head.text == "部" and left.text[-1] in "科部处室")
        ):
            return False
        start = self._left(units, k, Head("", "x", "", ""))
        if start == k or (left.tag == "nr" and not start < k - 2):
            return False
        between = units[k + 1 : first + 1]
        if between and between[0].known in ("Organization", "Place") and not units[start].known:
            return False
        anchored = any(u.known or u.text in ANCHOR_WORDS for u in units[start:k])
        listed = (
            start > 1
            and units[start - 1].text == "、"
            and units[start - 2].text not in self.titles
            and self._head_at(units, start - 2) is None
        )
        if left.text in ("高校", "院校", "企业", "机构", "单位", "部门"):
            return False
        brief = (
            self.campus
            and len(self.text[units[start].start : left.end]) <= 6
            and not listed
            and units[k + 1].tag != "ns"
        )
        return anchored or brief or self._founded_here(units[start].start, head)

    def _ends_name(self, units: list[Unit], k: int) -> bool:
        """Whether a name may end at a unit: it ends like one and is more than the head (基地|与|实验室|管理处)."""
        head = self._head_at(units, k)
        bare = head is not None and units[k].text == head.text and (k == 0 or not units[k - 1].text[0].isalnum())
        return head is not None and not bare

    def _event_head_at(self, unit: Unit) -> bool:
        """Whether a unit ends like the name of an event of its own (天津市大学生运动会|和|CUBA篮球赛)."""
        tails = (self.heads.get(unit.text[-size:]) for size in range(2, 7))
        return any(head is not None and head.type == "Event" and head.needs == "name" for head in tails)

    def _name(self, units: list[Unit], position: int, head: Head) -> Mention | None:
        end = units[position].end
        first = self._left(units, position, head)
        head_start = end - len(head.text)
        if units[first].start >= head_start:
            return None
        if head.needs in ("place-direct", "ns"):
            while first < position and units[first + 1].start < head_start:
                first += 1
        start = max(units[first].start, self._trim(units, first, position, head_start))
        while first < position and units[first].start < start:
            first += 1
        if start >= head_start:
            return None
        modifier = self.text[start:head_start]
        inside = [u for u in units[first : position + 1] if u.start < head_start]
        if self.campus and inside and not self._is_anchored(inside, modifier) and head.type == "Organization":
            first = self._plain_start(units, first, position)
            if first < 0:
                return None
            start = units[first].start
            if start >= head_start:
                return None
            modifier = self.text[start:head_start]
            if modifier.startswith("大学") and not modifier.startswith("大学生"):
                return None
            inside = [u for u in units[first : position + 1] if u.start < head_start]
        if head.kind == "Company" and _CUT_FRONT.search(self.text, max(0, start - 2), start + 1):
            start -= 1
            modifier = self.text[start:head_start]
        if units[first].known == "Place" and _SIDE.search(self.text, max(0, start - 2), start):
            start -= 1
            modifier = self.text[start:head_start]
        behind_place = start > 0 and self.text[start - 1] in _SHORT_PLACES and head.type in ("Organization", "Park")
        if behind_place and not units[first].known:
            joined = _JOINED_PLACES.search(self.text, max(0, start - 5), start)
            start = joined.start() if joined else start
            modifier = self.text[start:head_start]
        if not self._satisfies(head, inside, modifier, start, units[position].tag):
            return None
        if head.type == "Organization" and (self._is_honour(start, end) or _OF_A_YEAR.match(self.text, start - 1)):
            return None
        if head.type == "Organization":
            start = self._body_start(inside, start, end)
            if start < 0:
                return None
        type_, kind = head.type, head.kind
        if head.text == "论坛" and regex(r"[”」]?(?:正式)?(?:成立|理事|委员|秘书长|成员)").match(
            self.text[end : end + 8]
        ):
            type_, kind = "Organization", "SocialOrganization"
        if head.text == "片区" and not _TRADE_ZONE.search(self.text):
            type_, kind = "Place", "Region"
        if type_ == "Event":
            joined = _joined_event().match(self.text, end) if self.text.startswith("暨", end) else None
            end = joined.end() if joined else end
        name = self.text[start:end]
        if len(name) < 3 and head.needs != "village":
            return None
        return Mention(start, end, type_, kind, _clean(name), f"head:{head.text}", 0.85)

    def _body_start(self, inside: list[Unit], start: int, end: int) -> int:
        """Where the name of a body starts, behind verbs and years of study; -1 where the words count bodies."""
        if _COUNT_BEHIND.match(self.text, end) or _COUNT_BEFORE.match(self.text, start - 1):
            return -1
        while len(inside) > 1 and inside[0].text in word_set("acting-verbs"):
            start = inside[1].start
            inside = inside[1:]
        studied = self.text.startswith("级", start) and self.text[start - 1 : start].isdigit()
        return start + 1 if studied else start  # 2021级|计算机学院

    def _is_honour(self, start: int, end: int) -> bool:
        """Whether a name is that of an honour (获评“江苏省党建工作样板支部”)."""
        if _HONOUR.search(self.text, start, end) is None:
            return False
        if _PARTY_HONOUR.search(self.text, start, end):
            return True
        around = self.text[max(0, start - 8) : start]
        quoted = around.endswith(("“", "「")) or self.text[end : end + 1] in "”」"
        return quoted or _AWARDED.search(around) is not None or self.text.startswith(("称号", "荣誉"), end)

    def _trim(self, units: list[Unit], first: int, position: int, head_start: int) -> int:
        """Offset at which the name starts: at its anchor when only verbs and adverbs stand before it."""
        k = first
        while k < position:
            unit = units[k]
            if unit.known or unit.text in ANCHOR_WORDS or unit.text in QUOTES.values():
                break
            led = unit.tag[0] in "vdpcrmqt" and not _NUMBERING.match(unit.text)
            if led and any(u.known or u.text in _NATIONAL for u in units[k + 1 : position] if u.start < head_start):
                k += 1
                continue
            if (unit.tag[0] in "dpcrquy" and unit.tag != "r") or unit.text in JOINERS or unit.text in DASHES:
                k += 1
                continue
            break
        return units[k].start

    def _satisfies(self, head: Head, inside: list[Unit], modifier: str, start: int, tag: str) -> bool:
        needs = head.needs
        if not inside or not modifier.strip() or (head.type == "Organization" and self.text[start - 1 : start] == "各"):
            return False
        specific = [u for u in inside if u.known or (u.text not in self.generic and not u.text.isdigit())]
        anchored = self._is_anchored(inside, modifier)
        direct = inside[-1].known
        if head.text in word_set("branch-heads") and len(inside) == 1 and direct == "Place":
            return False
        if head.type == "Event" and not anchored and not any(u.text in QUOTES for u in inside):
            plain = self._is_plain(inside[0]) or _ONE_OF_THEM.fullmatch(modifier) is not None
            if plain or len(modifier) < 4 or sum(u.text not in self.generic for u in inside) < 2:
                return (
                    needs == "report"
                    and len(modifier) >= 2
                    and not plain
                    and bool(specific)
                    and self._reported_here(start)
                )
        if head.type == "Organization" and modifier[-1] in "和及与" and len(head.text) < 4:
            return False
        brief = head.text == "处" and not anchored and (len(modifier) < 3 or modifier[-1] == "查")
        if brief and not _OFFICE_BEHIND.match(self.text, start + len(modifier) + 1):
            return False
        if head.text == "系" and not (_DISCIPLINE.search(modifier) or regex(r"[大学]学院?").search(modifier)):
            return False
        if head.text == "部" and modifier[-1] in "一二三四五六七八九十":
            return False
        if _names_none(modifier) or (len(inside) == 1 and modifier in self.generic):
            return False
        plain_units = [u for u in inside if not u.known and u.text not in QUOTES and u.text not in ANCHOR_WORDS]
        if (
            needs == "anchor"
            and plain_units
            and all(u.text in self.generic for u in plain_units)
            and head.text in word_set("loose-heads")
        ):
            return False
        if head.type == "Place" and (modifier.startswith("全国") or modifier[-1] in "两三四五六七八九十"):
            return False
        if needs == "name" and head.text == "学院" and self.campus:
            return modifier not in word_set("no-school") and (len(modifier) >= 2 or modifier in _SCHOOLS)
        if needs == "name":
            return bool(specific) and len(modifier) >= 2
        if needs in ("anchor", "parent") and bool(specific) and len(modifier) >= 3 and self._founded_here(start, head):
            return True
        if needs == "anchor":
            if head.kind == "Company" and len(inside) == 1 and len(modifier) >= 2 and tag in ("nt", "nz"):
                return True
            whole = len(inside) == 1 and inside[0].end > start + len(modifier)
            if head.type == "Organization" and whole and tag == "nt" and len(modifier) >= 4:
                return True  # 太原卫星|发射中心
            if head.text in _OF_THE_DICTIONARY and whole and _WHOLE_NAME.fullmatch(modifier):
                return True
            return bool(anchored and (specific or len(inside) > 1)) or (
                bool(specific) and self._stands_alone(head, inside, modifier)
            )
        if needs == "landmark":
            if self.text[start - 1 : start] == "至" or "A级" in modifier:
                return False
            return bool(anchored and (specific or len(inside) > 1)) or self._is_landmark(inside, modifier)
        if needs == "anchor-strong":
            return anchored and bool(inside[0].known) and len(modifier) >= 4 and len(modifier) <= 14
        if needs == "anchor-short":
            return anchored and len(modifier) <= 6 and bool(inside[0].known) and len(inside) > 1
        if needs == "place":
            if inside[0].text in ("团", "共青团") and len(inside) > 1:
                return inside[1].known == "Place"
            return bool(inside[0].known) or bool(regex(r"[省市县区州](?!域|级|场|内|外|直|区)").match(modifier))
        if needs == "parent":
            owned = inside[0].known == "Organization" or (
                anchored and any(len(h) > 1 and h in modifier for h in _OWNERS)
            )
            office = (
                self.campus
                and head.type == "Organization"
                and (head.text != "基地" or any(u.text in QUOTES for u in inside))
                and (specific or (head.text == "处" and len(modifier) > 3))
            )
            return (owned or bool(office)) and len(modifier) >= 2
        if needs == "parent-named":
            own = [u for u in inside if not u.known and u.text not in self.generic and u.text not in JOINERS]
            return inside[0].known == "Organization" and len("".join(u.text for u in own)) >= 4
        if needs == "owned":
            return inside[0].known == "Organization" and len(inside) == 1
        if needs == "party":
            return _PARTY.match(modifier) is not None
        if needs == "parent-park":
            return inside[0].known in ("Park", "Organization") and len(modifier) >= 4
        if needs == "place-direct":
            coined = inside[0].tag == "ns" or (head.text == "运河" and inside[0].tag[0] == "n")
            return len(inside) == 1 and (direct == "Place" or (coined and len(modifier) >= 2))
        if needs == "ns":
            return len(inside) == 1 and inside[0].tag == "ns" and not inside[0].known and len(modifier) >= 2
        if needs == "quoted":
            return inside[-1].text in QUOTES
        if needs == "digits":
            return regex(r"\d|[中我]国\d").match(modifier) is None
        if needs == "venue":
            return len(modifier) >= 2
        if needs == "village":
            return direct == "Place" or (2 <= len(modifier) <= 3 and len(inside) == 1 and inside[0].tag == "ns")
        if needs == "anchor-report":
            return (
                anchored
                and len(modifier) >= 6
                and ((modifier.startswith("第") and "届" in modifier[:6]) or self._held(start + len(modifier)))
            )
        if needs == "report":
            sentence = self.reading.sentences[self.reading.sentence_at(start)]
            return bool(specific) and bool(_REPORTED.search(self.text, sentence.start, sentence.end))
        return False

    def _is_plain(self, unit: Unit) -> bool:
        """Whether a word does or describes something, and names nothing."""
        return unit.tag[0] in "vdrp" and unit.tag != "vn" and len(unit.text) > 1

    def _stands_alone(self, head: Head, inside: list[Unit], modifier: str) -> bool:
        """Whether words that are neither known nor an anchor make a name with this head: they are coined, or the campus's."""
        if head.text == "纪念馆" and any(u.tag in ("nz", "nt", "nrt") for u in inside):
            return True
        coined = self._is_coined(inside, modifier)
        if coined and (head.text in _COINED_HEADS or head.text.endswith(("园", "城", "保税区", "综保区", "开发区"))):
            return True
        if coined and head.text == "医院" and len(modifier) <= 4:
            return not _LOOSE.search(modifier)
        if coined and head.text == "片区" and len(modifier) == 2:
            return True
        if head.text == "校区":
            named = 2 <= len(modifier) <= 4 and modifier[-1] not in "一二两三四五六七八九十各"
            return self.campus and named
        return self.campus and head.type == "Organization" and self._campus_head(head)

    def _is_anchored(self, inside: list[Unit], modifier: str) -> bool:
        """Whether the words before a head tell whose or which one it is."""
        if modifier[:1] in "省市县校" and _LOCAL.match(modifier):
            return True
        if (modifier[-1:] in "镇乡" or "校区" in modifier) and _IN_PART.match(modifier):
            return True
        if inside and inside[0].tag == "ns" and len(inside[0].text) > 2:
            return True
        for unit in inside:
            text = unit.text
            if unit.known in ("Organization", "Place", "Park", "Policy") or text in ANCHOR_WORDS or text in QUOTES:
                return True
            if (text[0] < "\x80" or text[0] == "第") and _ANCHORING.match(text):
                return True
        return False

    def _is_coined(self, inside: list[Unit], modifier: str) -> bool:
        """Whether the words before a head hold one that the dictionary does not know, or knows as a name (东疆|保税区)."""
        first = inside[0]
        coined = any(
            (len(u.text) == 1 and u.text not in word_set("function-characters") and "一" <= u.text <= "鿿")
            or u.tag in ("nz", "nt", "ns", "nrt")
            or (u.tag == "nr" and len(u.text) > 2)
            for u in inside
        )
        return coined and 2 <= len(modifier) <= 10 and not (first.tag[0] in "dpcr" and len(first.text) > 1)

    def _is_landmark(self, inside: list[Unit], modifier: str) -> bool:
        """Whether the words before a head are coined, and none of them counts, points or is said of many (王快|水库)."""
        if not 2 <= len(modifier) <= 8 or _COUNTS_LANDMARKS.search(modifier):
            return False
        plain = any(u.text in self.generic or (len(u.text) > 1 and u.tag[0] in "mrdpcuatvf") for u in inside)
        named = len(inside) == 1 and inside[0].tag == "nr" and len(inside[0].text) == 2
        return not plain and (named or self._is_coined(inside, modifier))

    def _held(self, end: int) -> bool:
        """Whether the words right behind a name say that it was held (…活动在津举行)."""
        return bool(
            regex(r".{0,2}[”]?(?:[^，。；]{0,16})(?:举行|举办|启动|开幕|落幕|开启|圆满)").match(
                self.text[end : end + 30]
            )
        )

    def _founded_here(self, start: int, head: Head) -> bool:
        """Whether the words around a name say that it is set up or unveiled (共建中药新药联合实验室)."""
        if head.type not in ("Organization", "Park"):
            return False
        before = self.text[max(0, start - 8) : start]
        if head.text in word_set("loose-heads"):
            return before.endswith(_FOUNDED if head.text == "联盟" else _NEWLY_FOUNDED)
        return bool(
            regex(
                r"(?:共建|组建|成立|设立|揭牌|挂牌|筹建|创建|建立|建设|全称是|名为)(?:了|的|全国首个|首个)?[“]?$"
            ).search(
                before,
            )
        )

    def _reported_here(self, start: int) -> bool:
        """Whether the words right before a name say that it is held (举办青年论坛)."""
        return bool(
            regex(r"(?:举行|举办|召开|开展|主办)(?:了)?[^，。；]{0,6}$").search(self.text[max(0, start - 10) : start])
        )

    def _campus_head(self, head: Head) -> bool:
        return head.text in (
            "中心", "研究室", "教研室", "教学部", "教研部", "校区", "工会", "团委", "学生会", "实验中心", "仿真中心", "工作室", "服务中心",
            "技术中心", "研究基地", "重点实验室", "联合实验室", "创新中心", "工程中心", "处", "部", "系", "党支部", "办公室", "党总支", "校友会", "书院",
        )  # fmt: skip


@lru_cache(maxsize=4096)
def _names_none(modifier: str) -> bool:
    """Whether words before a head stand in no name, or count bodies."""
    return _VAGUE.search(modifier) is not None or _COUNTED.search(modifier) is not None


def _clean(name: str) -> str:
    bare = _FORMER_PART.sub("", name) if "大学原" in name else name
    return " ".join(bare.split())

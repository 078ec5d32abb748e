"""Sentence -> mentions of bodies, parks, places and events, by the last word of the name (its head).

From a head the name is followed to the left, word by word, until a boundary: a function word, a verb that takes the
name as its object, punctuation. Known names count as one word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from graph.claim import Mention
from graph.find.reading import BRACKETS, QUOTES, Reading
from graph.lexicon import Hit, lexicon_folder, read_lines, read_sections, read_words
from graph.segment import Word

MAX_NAME = 46
ANCHOR_WORDS = frozenset("深港 粤港澳 粤港 川渝 成渝 沪苏 苏浙 津冀 京冀 京津 沪宁 长三角 珠三角 海峡 两岸 中外 中俄 中德 中法 中英 中美 中日 中韩 中新 中欧 中意 中国—东盟 金砖 中国 国家 全国 中华 中央 中共 国际 世界 全球 亚洲 东盟 联合国 省 市 县 校 京津冀 中 国务院".split())
JOINERS = frozenset("和 与 及 暨".split())
DASHES = "·—－-–―•~～&＆+＋/"
_REPORTED = re.compile(r"举行|举办|召开|开幕|闭幕|启幕|落幕|开启|圆满|承办|主办|出席|参加|开展|结束|会上|启动|受邀|应邀|仪式上|论坛上|现场|致辞|主持|典礼上")


@dataclass(frozen=True, slots=True)
class Head:
    """The last word of a name, and what it names."""

    text: str
    type: str
    kind: str
    needs: str


class Unit(NamedTuple):
    """A word, a known name, or a bracketed or quoted stretch taken as one."""

    start: int
    end: int
    text: str
    tag: str
    known: str
    """Top class of a known name, 'quote' or 'bracket'; empty for a plain word."""


@cache
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
def _head_automaton() -> AhoCorasick:
    return AhoCorasick(sorted(load_heads()))


def _head_ends(text: str) -> list[int]:
    """Offsets at which a head ends, in order."""
    return sorted({end for _, _, end in _head_automaton().find_matches_as_indexes(text, overlapping=True)})


@cache
def _vocabulary() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    titles = frozenset(read_sections("titles.txt")["core"])
    return read_words("boundaries.txt"), read_words("generic.txt"), titles


_SOFT_TITLES = frozenset("专家 代表 学者 校友 学生 研究生 博士 硕士 教师 院士 本科生 硕士生 博士生 大学生 居民 市民 农民 村民 工人 科学家 企业家 志愿者 工程师 律师 医师 医生 作家 博士后 记者 编辑 教练 运动员 科学 干事 理事 秘书 指挥 顾问 策划 摄影 成员".split())
_NO_SCHOOL = frozenset("二级 相关 有关 所在 各 职业 高等 兄弟 部分 多个 其他 有关职能部门及相关 相关职能部门及 承办 主办 参赛 全校 校内 牵头 地方 独立 本 我 该 两 三 重点 职能部门和".split())
_FUNCTION = frozenset("由在于对向从把被让将为以并而且或是有了着过的到至与和及等其该各本此这那我你他她它也还又再都已曾正均说称据按经随则却才就因月日年说")
_OWNERS = ("大学", "学院", "研究院", "研究所", "公司", "集团", "中心", "委员会", "科学院", "协会", "学会", "医院", "总局")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LOOSE = frozenset("智库 学校 工作站 党支部 支部 工作室 联盟 共同体 基地 中心 片区 示范区 功能区 广场 公园 社区".split())
_BRANCHES = frozenset("分院 分中心 中心 基地 分公司 分会 办事处 总部 分行 支行 研究基地 教研室 创新中心".split())
NOT_HEADS = frozenset(
    "全部 内部 干部 局部 东部 西部 南部 北部 中部 外部 本部 一部 各部 上部 下部 俱乐部 大部 部分 四处 各处 到处 好处 处处 长处 "
    "用处 难处 益处 坏处 之处 此处 何处 深处 关系 体系 联系 一系 派系 水系 谱系 上司 布局 格局 结局 大局 全局 开局 "
    "时局 僵局 当局 政局 破局 大厅 客厅 餐厅 门厅 展厅 舞厅 大办 举办 主办 承办 协办 创办 开办 筹办 兴办 合办 联办 督办 "
    "申办 村委 主委 常委 编委 评委 场所 厕所 住所 处所 农村 乡村 新村 村 乡 镇 城镇 乡镇 小镇 老乡 家乡 故乡 城乡 部署 签署 "
    "中小学 大中小学 公办 民办 停办 快办 通办 包办 查办 交办 代办 转办 布署 双核 全系 生态系 美丽乡村".split()
)
_WRONG_NEXT = {
    "团委": re.compile(r"(?:学生)?(?:常务)?副?书记|委员"),
    "党支部": re.compile(r"(?:学生)?副?书记|委员"),
    "党总支": re.compile(r"副?书记|委员"),
    "支部": re.compile(r"副?书记|委员"),
    "党委": re.compile(r"(?:常务)?副?书记|委员|常委|成员|领导|会|统一|政府|宣传部|组织部|统战部|高度|理论"),
    "中心": re.compile(r"城区|城市|任务|工作|思想|环节|位置|地位|组(?!织)|化|镇|村|小学|地带|区域|学习|线|点"),
    "集团": re.compile(r"化|军"),
    "大学": re.compile(r"生|城(?!市)|本科|学历"),
    "中学": re.compile(r"生"),
    "小学": re.compile(r"生"),
    "委员会": re.compile(r"议"),
    "公司": re.compile(r"法(?!院)|治理|制"),
    "社区": re.compile(r"治理|居民|工作|服务|文化|教育|建设"),
    "科技": re.compile(r"[^，、。与和（(”公集有股]"),
    "股份": re.compile(r"[^，、。与和（(”公集有]"),
    "保险": re.compile(r"[^，、。与和（(”公集有股]"),
    "控股": re.compile(r"[^，、。与和（(”公集有股东]"),
    "人大": re.compile(r"代表|附"),
    "会议": re.compile(r"室|中心|精神"),
    "开发区": re.compile(r"管委会"),
    "学院": re.compile(r"派"),
    "政府": re.compile(r"工作|部门|采购|投资|引导"),
    "部": re.compile(r"共|长(?=[、，])|门|署|分|队|委|级|属|件|位|落|长城"),
    "系": re.compile(r"列|统|数|好"),
    "处": re.compile(r"于|在|理|置|长(?!处)"),
    "局": re.compile(r"部|面|势|长|限"),
    "司": re.compile(r"机|法|令|长|马"),
    "办": re.compile(r"公|理|学|法|事|成|好|案|会|赛|实|展"),
    "委": re.compile(r"员|托|派|任|书"),
    "所": re.compile(r"有|在|以|需|长|谓|属"),
    "厅": re.compile(r"长|局|堂"),
    "村": re.compile(r"民|庄|委|级|落|镇|支|干|官|里"),
    "镇": re.compile(r"长|村|民|域|党|政|干"),
    "乡": re.compile(r"村|镇|土|亲|愁|长|音"),
    "总部": re.compile(r"经济"),
    "示范区": re.compile(r"域"),
    "会堂": re.compile(r"^$"),
}


def units_of(words: list[Word], hits: list[Hit], text: str) -> list[Unit]:
    """Words of a sentence with known names (given in order) as single units."""
    units: list[Unit] = []
    at = 0
    for word in words:
        while at < len(hits) and hits[at].end <= word.start:
            at += 1
        hit = hits[at] if at < len(hits) else None
        if hit and hit.start < word.end:
            if not units or units[-1].end <= hit.start:
                if word.start < hit.start:
                    units.append(Unit(word.start, hit.start, text[word.start : hit.start], "x", ""))
                units.append(Unit(hit.start, hit.end, text[hit.start : hit.end], "n", hit.entry.type))
            if word.end > hit.end and (at + 1 >= len(hits) or hits[at + 1].start >= word.end):
                units.append(Unit(hit.end, word.end, text[hit.end : word.end], "x", ""))
            continue
        units.append(Unit(word.start, word.end, word.text, word.tag, ""))
    return units


class NameFinder:
    """Finds names by their heads in one document."""

    def __init__(self, reading: Reading, hits: list[Hit], *, campus: bool, within: Container[int] | None = None) -> None:
        """within: indexes of the sentences to look at; all where it is None."""
        self.reading = reading
        self.text = reading.text
        self.hits = hits
        self.campus = campus
        self.boundaries, self.generic, self.titles = _vocabulary()
        self.heads = load_heads()
        self.within = within
        self.ends = _head_ends(reading.text)
        self.end_set = frozenset(self.ends)

    def find(self) -> Iterator[Mention]:
        """Mentions in sentence order; those that overlap are left to the caller (longer first wins)."""
        starts = [hit.start for hit in self.hits]
        for index, words in enumerate(self.reading.words):
            if self.within is not None and index not in self.within:
                continue
            sentence = self.reading.sentences[index]
            if bisect_left(self.ends, sentence.start) == bisect_right(self.ends, sentence.end):
                continue
            first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            units = units_of(words, self.hits[first:last], self.text)
            for position, unit in enumerate(units):
                head = self._head_at(units, position)
                if head is not None:
                    mention = self._name(units, position, head)
                    if mention is not None:
                        yield mention

    def _head_at(self, units: list[Unit], position: int) -> Head | None:
        unit = units[position]
        if unit.known or unit.end not in self.end_set or unit.text in NOT_HEADS:
            return None
        if self.text[max(0, unit.end - 2) : unit.end] in NOT_HEADS:
            return None
        start = units[max(0, position - 5)].start
        tail = self.text[start : unit.end]
        for size in range(min(8, len(tail)), 0, -1):
            head = self.heads.get(tail[-size:])
            if head is None or (size <= len(unit.text) and (unit.text[:-size] or unit.text) in self.boundaries):
                continue
            wrong = _WRONG_NEXT.get(head.text)
            if wrong and wrong.match(self.text, unit.end):
                return None
            if head.text == "所" and not re.search(r"\d$|第\d+研究$", self.text[start : unit.end - 1]):
                continue
            return head
        return None

    def _left(self, units: list[Unit], position: int, head: Head) -> int:
        """Index of the first unit of the name that ends at `position`."""
        event = head.type == "Event"
        first = position
        while first > 0 and units[first].start > units[position].end - len(head.text):
            first -= 1
        k = first - 1
        while k >= 0:
            unit = units[k]
            if units[position].end - unit.start > MAX_NAME:
                break
            if unit.known in ("Organization", "Place", "Park", "Policy"):
                doctrine = unit.text == "中国" and self.text.startswith(("特色", "式"), unit.end)
                first = k
                k -= 1
                if k >= 0 and not doctrine and not self._before_known(units, k, head):
                    break
                continue
            if unit.text in QUOTES:
                if unit.text == "】":
                    break
                opened = self._opening(units, k, QUOTES[unit.text])
                if opened < 0 or (unit.text == "》" and not event):
                    break
                inner = self.text[units[opened].end : unit.start]
                if re.search(r"[。！？；]", inner) or (not event and (len(inner) > 24 or "，" in inner)):
                    break
                first = opened
                k = opened - 1
                continue
            if unit.text in BRACKETS:
                opened = self._opening(units, k, BRACKETS[unit.text])
                if opened <= 0 or unit.end - units[opened].start > 14 or not re.match(r"\w", units[opened - 1].text):
                    break
                if units[opened - 1].text in self.boundaries or " " in self.text[units[opened].start : unit.end]:
                    break
                first = opened
                k = opened - 1
                continue
            if unit.text in DASHES or (len(unit.text) == 1 and unit.text in DASHES):
                if k == 0 or units[k - 1].text in "，。、；：":
                    break
                first = k
                k -= 1
                continue
            if unit.text in JOINERS:
                if not self._joins(units, k, first, head):
                    break
                first = k
                k -= 1
                continue
            if unit.text == " " and event and k and re.match(r"[\dA-Za-z]+$", units[k - 1].text):
                k -= 1
                continue
            if self._is_boundary(unit, event=event) and not self._inside_unknown(units, k):
                break
            if unit.text in self.titles and not self._title_inside(units, k):
                break
            if unit.text[0].isdigit() and _NUMBER.fullmatch(unit.text):
                if not self._number_inside(units, k, event=event):
                    break
            elif unit.text in ("年", "月", "日") and not (event and unit.text == "年"):
                break
            elif unit.tag in ("r", "uj", "ul", "y", "e", "o", "p") and len(unit.text) == 1 and unit.text not in "中何本":
                break
            first = k
            k -= 1
        return first

    def _before_known(self, units: list[Unit], k: int, head: Head) -> bool:
        """Whether a name may start before a known name in it (中国（天津）…, 浙江省台州市…, 国家超级计算天津中心)."""
        unit = units[k]
        if (
            unit.known
            or unit.text in ANCHOR_WORDS
            or unit.text in DASHES
            or unit.text in ("驻", "驻华", "”", "）", ")", "和", "与", "暨", "年", "届")
            or re.match(r"[A-Za-z\d]+$", unit.text)
        ):
            return True
        if head.text in _BRANCHES and self._head_at(units, k) is not None:
            return True
        if head.kind == "Company" or head.text in _BRANCHES:
            j = k
            while j >= 0 and k - j < 4 and units[j].text not in self.boundaries and re.match(r"[\u4e00-\u9fffA-Z]", units[j].text):
                if units[j].known or units[j].tag[0] in "dpcrumt" or len(units[j].text) > 2 or units[j].text in self.titles:
                    break
                j -= 1
            short = self.text[units[j + 1].start : units[k].end] if j < k else ""
            if 2 <= len(short) <= 4 and (j < 0 or units[j].text in self.boundaries or not units[j].text[0].isalnum()):
                return True
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
            inside = event and word in ("主办", "承办") and self.text.startswith(("承办", "单位"), unit.end)
            return not inside
        return len(word) > 2 and word[:2] in self.boundaries and unit.tag[0] in "vilz"

    def _opening(self, units: list[Unit], k: int, mark: str) -> int:
        for j in range(k - 1, max(-1, k - 40), -1):
            if units[j].text == mark:
                return j
        return -1

    def _inside_unknown(self, units: list[Unit], k: int) -> bool:
        """Whether a one-character word that could be a function word stands in a stretch the dictionary does not know."""
        unit = units[k]
        if len(unit.text) != 1 or unit.text in _FUNCTION or not re.match(r"[\u4e00-\u9fff]", unit.text):
            return False
        return k + 1 < len(units) and len(units[k + 1].text) == 1 and units[k + 1].text not in _FUNCTION and bool(
            re.match(r"[\u4e00-\u9fff]", units[k + 1].text)
        )

    def _plain_start(self, units: list[Unit], first: int, position: int) -> int:
        """A bare department's name starts with its first noun (感谢|管理学院)."""
        k = first
        while k < position and units[k].tag[0] in "vdaprmtcuz" and units[k].tag not in ("vn", "an", "ad") and not units[k].known:
            k += 1
        return k

    def _title_inside(self, units: list[Unit], k: int) -> bool:
        following = self.text[units[k].end : units[k].end + 4]
        if units[k].text in _SOFT_TITLES:
            return True
        return following.startswith(
            ("协会", "学院", "联合会", "大会", "论坛", "工作站", "工作室", "沙龙", "流动站", "事务所", "之家", "服务中心",
             "服务队", "发展中心", "活动中心", "报告会", "联盟", "俱乐部", "培训", "座谈会", "会议", "联席", "代表大会", "教育")
        )  # fmt: skip

    def _number_inside(self, units: list[Unit], k: int, *, event: bool) -> bool:
        before = units[k - 1].text if k else ""
        after = units[k + 1].text if k + 1 < len(units) else ""
        if before.endswith("第") or after in ("号", "所", "中学", "小学", "届", "G", "研究所"):
            return True
        if event:
            return len(units[k].text) == 4 or before in ("“",) or after in ("人", "届", "年")
        return bool(before and re.match(r"[A-Za-z\-]+$", before)) or bool(re.match(r"[A-Za-z]", after))

    def _joins(self, units: list[Unit], k: int, first: int, head: Head) -> bool:
        """Whether a 和 or 与 stands inside the name (城市与区域研究院), not between two (甲大学和乙大学)."""
        if k == 0 or head.type in ("Park", "Place"):
            return False
        left = units[k - 1]
        word = units[k].text
        if word == "暨":
            return head.type == "Event"
        if left.known or (units[k + 1].known == "Organization" and head.type != "Event"):
            return head.type == "Event" and "仪式" in head.text
        if left.text in self.boundaries or not left.text[0].isalnum() or left.text in self.titles:
            return False
        if self._head_at(units, k - 1) is not None and head.type != "Event":
            return False
        start = self._left(units, k, Head("", "x", "", ""))
        if start == k:
            return False
        between = [u for u in units[k + 1 : first + 1]]
        if between and between[0].known in ("Organization", "Place") and not units[start].known:
            return False
        anchored = any(u.known or u.text in ANCHOR_WORDS for u in units[start:k])
        return anchored or (self.campus and len(self.text[units[start].start : left.end]) <= 6)

    def _name(self, units: list[Unit], position: int, head: Head) -> Mention | None:
        end = units[position].end
        first = self._left(units, position, head)
        start = max(units[first].start, self._trim(units, first, position))
        while first < position and units[first].start < start:
            first += 1
        head_start = end - len(head.text)
        if start > head_start:
            return None
        modifier = self.text[start:head_start]
        inside = [u for u in units[first : position + 1] if u.start < head_start]
        if self.campus and not inside[:1] == [] and not self._is_anchored(inside, modifier) and head.type == "Organization":
            first = self._plain_start(units, first, position)
            start = units[first].start
            if start >= head_start:
                return None
            modifier = self.text[start:head_start]
            inside = [u for u in units[first : position + 1] if u.start < head_start]
        if not self._satisfies(head, inside, modifier, start, units[position].tag):
            return None
        type_, kind = head.type, head.kind
        if head.text == "论坛" and re.match(r"[”」]?(?:正式)?(?:成立|理事|委员|秘书长|成员)", self.text[end : end + 8]):
            type_, kind = "Organization", "SocialOrganization"
        name = self.text[start:end]
        if len(name) < 3 and head.needs != "village":
            return None
        return Mention(start, end, type_, kind, _clean(name), f"head:{head.text}", 0.85)

    def _trim(self, units: list[Unit], first: int, position: int) -> int:
        """Offset at which the name starts: at its anchor when only verbs and adverbs stand before it."""
        k = first
        while k < position:
            unit = units[k]
            if unit.known or unit.text in ANCHOR_WORDS or unit.text in QUOTES.values():
                break
            anchor = next(
                (j for j in range(k + 1, position) if units[j].known or units[j].text in ("中国", "国家", "全国")), None
            )
            if anchor is not None and unit.tag[0] in "vdpcrmqt" and not re.match(r"[A-Za-z\d第]", unit.text):
                k += 1
                continue
            if unit.tag[0] in "dpcrquy" and unit.tag != "r" or unit.text in JOINERS or unit.text in DASHES:
                k += 1
                continue
            break
        return units[k].start

    def _satisfies(self, head: Head, inside: list[Unit], modifier: str, start: int, tag: str) -> bool:
        needs = head.needs
        if not inside or not modifier.strip():
            return False
        specific = [u for u in inside if u.known or (u.text not in self.generic and not u.text.isdigit())]
        anchored = self._is_anchored(inside, modifier)
        direct = inside[-1].known
        if head.text in _BRANCHES and len(inside) == 1 and direct == "Place":
            return False
        if head.type == "Event" and not anchored and not any(u.text in QUOTES for u in inside):
            plain = inside[0].tag[0] in "vdrp" and inside[0].tag not in ("vn",) and len(inside[0].text) > 1
            if plain or len(modifier) < 4 or sum(u.text not in self.generic for u in inside) < 2:
                return needs == "report" and len(modifier) >= 2 and not plain and bool(specific) and self._reported_here(start)
        if re.search(r"[两三四各多]地|各级|有关|相关|建设中国式", modifier) or (len(inside) == 1 and modifier in self.generic):
            return False
        plain_units = [u for u in inside if not u.known and u.text not in QUOTES and u.text not in ANCHOR_WORDS]
        if needs == "anchor" and plain_units and all(u.text in self.generic for u in plain_units) and head.text in _LOOSE:
            return False
        if needs == "name" and head.text == "学院" and self.campus:
            return modifier not in _NO_SCHOOL and (len(modifier) >= 2 or modifier in "核法商医文理工农")
        if needs == "name":
            return bool(specific) and len(modifier) >= 2
        if needs in ("anchor", "parent") and bool(specific) and len(modifier) >= 3 and self._founded_here(start, head):
            return True
        if needs == "anchor":
            if head.kind == "Company" and len(inside) == 1 and len(modifier) >= 2 and tag in ("nt", "nz"):
                return True
            if anchored and (specific or len(inside) > 1):
                return True
            return self.campus and bool(specific) and head.type == "Organization" and self._campus_head(head)
        if needs == "anchor-strong":
            return anchored and bool(inside[0].known) and len(modifier) >= 4 and len(modifier) <= 14
        if needs == "anchor-short":
            return anchored and len(modifier) <= 6 and bool(inside[0].known) and len(inside) > 1
        if needs == "place":
            return bool(inside[0].known) or bool(re.match(r"[省市县区州](?!域|级|场|内|外|直)", modifier))
        if needs == "parent":
            owned = inside[0].known == "Organization" or (anchored and any(len(h) > 1 and h in modifier for h in _OWNERS))
            return (owned or (self.campus and bool(specific) and head.type == "Organization")) and len(modifier) >= 2
        if needs == "parent-park":
            return inside[0].known in ("Park", "Organization") and len(modifier) >= 4
        if needs == "place-direct":
            return direct == "Place" and len(inside) == 1
        if needs == "ns":
            return len(inside) == 1 and inside[0].tag == "ns" and not inside[0].known and len(modifier) >= 2
        if needs == "quoted":
            return inside[-1].text in QUOTES
        if needs == "digits":
            return True
        if needs == "venue":
            return len(modifier) >= 2
        if needs == "village":
            return direct == "Place" or (2 <= len(modifier) <= 3 and len(inside) == 1 and inside[0].tag == "ns")
        if needs == "anchor-report":
            return anchored and len(modifier) >= 6 and (modifier.startswith("第") and "届" in modifier[:6] or self._held(start + len(modifier)))
        if needs == "report":
            sentence = self.reading.sentences[self.reading.sentence_at(start)]
            return bool(specific) and bool(_REPORTED.search(self.text, sentence.start, sentence.end))
        return False

    def _is_anchored(self, inside: list[Unit], modifier: str) -> bool:
        return any(
            u.known in ("Organization", "Place", "Park", "Policy")
            or u.text in ANCHOR_WORDS
            or re.match(r"[A-Za-z]{2,}|第|20\d\d$", u.text)
            or u.text in QUOTES
            for u in inside
        ) or bool(re.match(r"[省市县](?!域|级|场|内|外|直)|校(?!企|园|地|内|外|际|友)", modifier))

    def _held(self, end: int) -> bool:
        """Whether the words right behind a name say that it was held (…活动在津举行)."""
        return bool(re.match(r".{0,2}[”]?(?:[^，。；]{0,16})(?:举行|举办|启动|开幕|落幕|开启|圆满)", self.text[end : end + 30]))

    def _founded_here(self, start: int, head: Head) -> bool:
        """Whether the words around a name say that it is set up or unveiled (共建中药新药联合实验室)."""
        if head.type not in ("Organization", "Park"):
            return False
        before = self.text[max(0, start - 8) : start]
        return bool(re.search(r"(?:共建|组建|成立|设立|揭牌|挂牌|筹建|创建|建立|建设)(?:了|的|全国首个|首个)?[“]?$", before))

    def _reported_here(self, start: int) -> bool:
        """Whether the words right before a name say that it is held (举办青年论坛)."""
        return bool(re.search(r"(?:举行|举办|召开|开展|主办)(?:了)?[^，。；]{0,6}$", self.text[max(0, start - 10) : start]))

    def _campus_head(self, head: Head) -> bool:
        return head.text in (
            "中心", "研究室", "教研室", "教学部", "教研部", "校区", "工会", "团委", "学生会", "实验中心", "仿真中心", "工作室", "服务中心",
            "技术中心", "研究基地", "重点实验室", "联合实验室", "创新中心", "工程中心", "处", "部", "系", "党支部", "办公室", "党总支", "校友会",
        )  # fmt: skip


def _clean(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip()

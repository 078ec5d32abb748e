"""Entities of one document -> its measurements: what was measured, value, unit, period, comparison, and of whom.

What is in front of the number decides the rule:

| rule | example | measure, value, unit, comparison |
|---|---|---|
| reached | 港口吞吐量突破2329万标准箱，同比增长3% | 吞吐量, 2329, 万标准箱, 突破；同比增长3% |
| listed | 新增注册企业128家 | 注册企业, 128, 家 |
| counted | 共建6家国家重点实验室 | 国家重点实验室, 6, 家 |
| changed | 工业增加值同比下降3.2% | 工业增加值, -3.2, %, 同比下降 |
| risen | 参与人次从2.4万增至4.1万 | 参与人次, 4.1, 万, 从2.4万增至 |
| share | 外贸占全市的46.5% | 外贸占全市, 46.5, % |
| shared-out | A省、B市观众分别占22%、12% | one for A省, one for B市 |
| circle | 0.5到1小时通勤圈 | 通勤圈, 0.5, 小时, 0.5到1小时 |
| present | 40余人参会 | 参会, 40, 人, 余 |

`value` is a plain decimal; 万 and 亿 stay in `unit`. What makes it inexact (超, 近, 约, 余, 多, 以上, 不足; the
words of a range, whose lower end is the value) stands first in `comparison`, then the comparisons in the words of the
text, with ； between. Plans and targets (到2030年…, 拟, 预计) are left out, and so are ages, dates, ordinals and lists.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from msgspec import Struct

from graph.claim import Measurement, Mention
from graph.corefer import Entities
from graph.measure.numbers import Number, find_numbers
from graph.measure.periods import find_period
from graph.measure.phrases import load_words, phrase_before, phrase_behind, scope_pattern
from graph.measure.subjects import Subjects
from graph.regex import regex
from graph.segment import Sentence, Word

__all__ = ["find_measurements"]

_CLAUSE = regex(r"[，；：:。！？!?;…\n]|—(?<=——)|,(?![0-9]{3}(?![0-9]))")
"""Behind each match a clause starts."""
_LINK = regex(
    r"(?:已经|已|现已|累计|共计|总共|共有|共|合计|总计|现有|现|仍|还|均|各|皆|都|也|又|再|约|近|逾|超出|超过|超|突破|高达|多达|达到|达成|达"
    r"|接近|仅为|仅有|仅|只有"
    r"|增加到|增加至|增长到|增长至|增至|升至|上升到|上升至|提升到|提升至|提高到|提高至|扩大到|扩大至|扩展到|降至|降到"
    r"|下降到|下降至|减至|减少到|压缩到|压缩至|缩短到|缩短至|跃升至|攀升至"
    r"|稳定在|保持在|维持在|控制在|不足|不到|不少于|不低于|至少|将近|大约|上|过|为|是|有|了|："
    r"|平均|一举|首次|历史性|成功|分别|依次|达|至|到|的|[ 　\n])+$"
)
_CHANGE = regex(
    r"(?P<words>(?:同比|环比|年均|比上年|逆势|大幅|累计|实际|名义|分别|平均|又|净|约|再|均|可比|每年)*"
    r"(?P<verb>增长|增加|增|提升|提高|上升|上涨|涨|扩大|攀升|下降|减少|下跌|回落|降低|缩减|收窄|缩短|降|减|翻|增幅|增速|涨幅|降幅)"
    r"(?:了|达到|达|超过|超|突破|近|约|逾|为|[ 　])*)$"
)
_FALL = ("下降", "减少", "下跌", "回落", "降低", "缩减", "收窄", "缩短", "降", "减", "降幅")
_BASE = regex(r"(?:比|较|相比|相较)[^，。；,;、]{1,24}$")
_SHARE = regex(
    r"(?P<words>(?:合计|总共|约|仅|共|总)?占(?:比(?:例|重)?"
    r"|(?P<whole>(?:[^，。；,;占0-9]|“[^”]*”){0,24}?)(?:的)?(?:比重|比例|份额|比)?))$"
)
_RISE = regex(
    r"(?P<words>[从由](?P<old>[^，。；,;从由]{1,24}?)(?:快速|迅速|逐步|大幅|跃|稳步)?"
    r"(?:增加到|增长到|增至|升至|增长至|增加至|提升到|提升至|提高到|提高至|扩大到|扩大至|降至|降到|下降到|下降至|减至"
    r"|减少到|压缩到|压缩至|缩短到|缩短至|跃升至|攀升至|上升到|上升至|发展到|变为|变成|到))$"
)
_PLAN = regex(
    r"拟(?<!即拟)|计划(?!单列|投资项目|项目|生)|预计|力争|有望|争取|目标|规划建设(?<!《规划建设)"
    r"|将(?<!已将)(?!军|[^，。；]{1,12}(?:压缩|缩短|由|降))|未来|下一步"
    r"|要(?<![主重需首紧纲简必次]要)(?!素|求|闻|道|点|领|地|塞|件|么|目|约)"
    r"|可达|旨在|届时|明年|如果|只有|设置|原则上|每人|最高(?!峰|法|检|人民|水平|级)|不超过|上限|标准为"
    r"|到(?<!截至到)(?<!截止到)(?<![达增]到)(?:20\d\d年|本世纪|“十)|确保|需要?(?=\d)|应"
)
_AIMS = ("目标", "计划", "规划", "力争")
_TARGET = regex(
    rf"(?:^|[，。；,;：])[^，。；,;]{{0,12}}?(?<!截至)(?<!截止)到20\d\d年|(?:{'|'.join(_AIMS)})[^，。；]{{0,6}}[，：]"
)
_IS_AIM = regex(r"[^，。；]{0,10}目标")
"""Behind a number: it is an aim."""
_VERB = (
    "(?:净|约|分别)?(?:增长|增加|增|提升|提高|上升|上涨|扩大|下降|减少|下跌|回落|降低|缩减|收窄|降|减|多|少|翻|高出|涨)"
)
_MANY = (
    r"(?:了|达到|达|超过|超|突破|近|约|逾|为|至|[ 　\n])*(?:[0-9０-９][0-9０-９,，.．]{0,14}[ 　\n]?"
    r"(?:[余多]?[百千]?(?:万亿|[万亿])?[余多]?[ 　\n]?(?:个百分点|百分点|[%％‰倍]|(?:标准箱|千瓦时|平方米|吨|人次"
    r"|[元美欧家个项条人名件位篇天小时分钟公里米辆台张吨户例]{1,2})))(?:[余多]|左右|以上)?"
    r"|[一二三四五六七八九十两近]+[成倍番]多?|翻[一两二三]番)"
)
_NEXT = regex(
    rf"[，,、]?[ 　\n]?[（(]?(?P<words>(?:"
    rf"其?(?:(?:同比|环比|年均|逆势|大幅|实际|名义|平均|可比口径)[ 　\n]?){{1,3}}{_VERB}?"
    rf"|其?(?:增幅|增速|涨幅|降幅)"
    rf"|(?:比|较)[^，。；,;]{{1,24}}?{_VERB}|(?:累计|逆势|大幅|快速)?增长){_MANY})"
)
NOBODY = -3
"""Owner of a measure of the whole country or world where the document does not name it."""
_GIVEN = regex(r"(?:获批|获得|荣获|获|入选|承担|申报|立项|列入|授予|斩获)$")
"""Before a name that stands in an award or a project: it gives it and does not hold it."""
_CIRCLE = regex(r"(?:通勤|交通|生活|经济|出行|高铁|都市|服务|救援|飞行|物流)圈")
_AGE = regex(r"年龄|岁|高龄|享年|第$")
_TOTAL = regex(r"(?<=.)(?:总投资|总额|投资总额|总面积|签约额|合同额).*$")
_GOES_ON = regex(r"[^，。；、\d]{1,4}的(?!是)")
_REST = regex(r"年(?!均|产)|[百千万亿]*以上")
"""Between a number and the name of another measure."""
_COUNTER = regex(r"[一二三四五六七八九十两\d]{1,3}[个家项座名所颗台]")
_NO_WORD = regex(r"[\d\W_]+")
_TAKES_TIME = regex(r"(?:时间|时长|寿命|工期|周期|用时|车程|耗时|时延|天数|里程|期限|日照|时效)$")
_GENERIC_TAIL = regex(r"(?:的|等|之|了|和|与|及|、)+$")


class _Found(Struct):
    """A measurement while its sentence is being read."""

    measure: str
    number: Number
    value: str
    words: list[str]
    """Mark and comparisons."""
    period: str
    about: int
    start: int
    end: int
    rule: str
    confidence: float

    def finish(self) -> Measurement:
        comparison = "；".join(dict.fromkeys(word for word in self.words if word))
        return Measurement(
            self.measure, self.value, self.number.unit, self.period, comparison, self.about, self.start, self.end,
            self.rule, round(min(0.97, max(0.3, self.confidence)), 2),
        )  # fmt: skip


def find_measurements(entities: Entities) -> Iterator[Measurement]:
    """Measurements in text order, `about` an index into `entities.drafts`. Linear in the text."""
    reading = entities.reading
    numbers = [number for number in find_numbers(entities.text) if reading.is_free(number.start, number.start + 1)]
    subjects = Subjects(entities)
    by_sentence = {
        at: list(group) for at, group in groupby(numbers, key=lambda number: reading.sentence_at(number.start))
    }
    counted = {reading.sentences[at].paragraph for at in by_sentence}
    for at, sentence in enumerate(reading.sentences[: max(by_sentence, default=-1) + 1]):
        mentions = subjects.enter(sentence)
        if at in by_sentence:
            reader = _SentenceReader(entities, subjects, sentence, reading.words[at], mentions)
            for found in reader.read(by_sentence[at]):
                subjects.last = found.about if found.about >= 0 else subjects.last
                yield found.finish()
        subjects.leave(sentence, mentions, topical=sentence.paragraph in counted)


@cache
def _vague_ends() -> tuple[str, ...]:
    """Words that a measure without meaning of its own ends with."""
    return tuple(word for word in load_words()["vague"] if len(word) > 1)


@cache
def _light_words() -> tuple[str, ...]:
    """Verbs that are no part of the name of a measure (实现|产值)."""
    return tuple(sorted(load_words()["light"]))


@cache
def _presence() -> re.Pattern[str]:
    """Words for taking part, as they stand behind a number of people."""
    return regex("|".join(sorted(load_words()["presence"])))


class _SentenceReader:
    """Reads the numbers of one sentence."""

    def __init__(
        self, entities: Entities, subjects: Subjects, sentence: Sentence, words: list[Word], mentions: list[Mention]
    ) -> None:
        self.entities, self.subjects, self.sentence, self.words, self.mentions = (
            entities,
            subjects,
            sentence,
            words,
            mentions,
        )
        self.text = entities.text
        stretch = self.text[sentence.start : sentence.end]
        self.clauses = [sentence.start, *(sentence.start + m.end() for m in _CLAUSE.finditer(stretch))]
        self.found: list[_Found] = []
        aims = "到20" in stretch or any(word in stretch for word in _AIMS)
        self.target = aims and _TARGET.search(stretch) is not None

    def read(self, numbers: list[Number]) -> list[_Found]:
        """What the numbers measure, in text order."""
        done = 0
        for position, number in enumerate(numbers):
            if number.start < done or self._in_title(number):
                continue
            following = numbers[position + 1] if position + 1 < len(numbers) else None
            floor = self._clause_of(number.start)
            if not self.text[floor : number.start].strip() and self.text[floor - 1 : floor] in (":", "："):
                floor = self._clause_of(floor - 1)
            before = self._before(floor, numbers, position)
            if self._is_plan(floor, number) or _AGE.search(before[-8:]):
                continue
            shared = self._read_list(number, numbers, position, floor)
            if shared:
                self.found += shared
                done = shared[-1].end
                continue
            one = self._read_one(number, floor, before, following)
            if one is not None:
                one.end = self._compare(one, one.end)
                done = one.end
                self.found.append(one)
        return self.found

    def _in_title(self, number: Number) -> bool:
        """Whether it stands in 《》 or in a short “”, which is a name."""
        quote = self.text.rfind("“", max(self.sentence.start, number.start - 12), number.start)
        closing = self.text.find("”", quote, quote + 18) if quote >= 0 else -1
        if closing >= number.start:
            return True
        opening = self.text.rfind("《", max(self.sentence.start, number.start - 60), number.start)
        return opening >= 0 and self.text.rfind("》", opening, number.start) < 0

    def _is_plan(self, floor: int, number: Number) -> bool:
        ceiling = number.end + 12
        words = self.text[floor : number.start]
        return self.target or bool(_PLAN.search(words)) or _IS_AIM.match(self.text, number.end, ceiling) is not None

    def _before(self, floor: int, numbers: list[Number], position: int) -> str:
        """The words of the clause before the number, from behind the number before it in a list with 、."""
        start = numbers[position].start
        if position:
            other = numbers[position - 1].end
            comma = self.text.rfind("、", other, start) if other > floor else -1
            if comma >= 0:
                floor = comma + 1
            elif other > floor:
                floor = other
        return self.text[floor:start]

    # -- one number ------------------------------------------------------------------------------------------------

    def _read_one(self, number: Number, floor: int, before: str, following: Number | None) -> _Found | None:
        start = number.start - len(before)
        for read in (self._risen, self._changed, self._share, self._circle):
            found = read(number, start, before)
            if found is not None:
                return found
        if number.group in ("count", "people"):
            found = self._counted(number, following) or self._present(number)
            return found or (None if self._goes_on(number) else self._reached(number, start, before))
        if number.group == "share":
            return self._reached(number, start, before)
        return self._reached(number, start, before) or self._weighed(number, following)

    def _goes_on(self, number: Number) -> bool:
        """Whether a noun follows that the number counts, though it names nothing measured (3种方式)."""
        if self.text.startswith("等", number.end):
            return False
        end = phrase_behind(self.text, self.words, number.end, self._ceiling(number.end))
        return self.text[number.end : number.end + 1] == "的" or end > number.end

    def _risen(self, number: Number, start: int, before: str) -> _Found | None:
        clause = self._clause_of(number.start)
        match = _RISE.search(
            self.text[clause : number.start - len(number.mark if before.endswith(number.mark) else "")]
        )
        if match is None or not regex(r"[0-9一二三四五六七八九十百千两]").search(match["old"]):
            return None
        end = clause + match.start()
        name = self._name(clause, end)
        if name is None:
            return self._carried(number, clause + match.start(), "risen", match["words"])
        return self._make(number, *name, "risen", confidence=0.85, words=[match["words"]])

    def _changed(self, number: Number, start: int, before: str) -> _Found | None:
        match = _CHANGE.search(before)
        if match is None or (number.group in ("time",) and "缩短" not in match["verb"]):
            return None
        end = start + match.start()
        base = _BASE.search(self.text[start:end])
        words = match["words"].strip()
        tail = match["verb"] if match["verb"] in ("增速", "增幅", "涨幅", "降幅") else ""
        if base:
            words = base.group() + words
            end = start + base.start()
        name = self._name(start, end)
        if name is None:
            return self._carried(number, end, "changed", words)
        first, measure, owner = name
        found = self._make(number, first, measure + tail, owner, "changed", confidence=0.88, words=[words])
        if match["verb"] in _FALL[:-1] and found is not None:
            found.value = "-" + found.value
        return found

    def _carried(self, number: Number, start: int, rule: str, words: str) -> _Found | None:
        """A change that names no measure: it compares the measurement before it in the sentence."""
        if self.found and rule == "changed" and self.found[-1].rule != "changed":
            last = self.found[-1]
            if number.start - last.end < 30:
                last.words.append(self.text[start : number.end].replace("\n", ""))
                last.end = number.end
        return None

    def _share(self, number: Number, start: int, before: str) -> _Found | None:
        if number.group != "share" or "占" not in before:
            return None
        link = _LINK.search(before)
        end = start + (link.start() if link else len(before))
        match = _SHARE.search(self.text[start:end])
        if match is None:
            return None
        share = start + match.start()
        words = regex(r"^(?:约|仅)").sub("", match["words"]).rstrip("的")
        name = self._name(start, share)
        if name is not None:
            first, measure, owner = name
            return self._make(number, first, measure + words, owner, "share", confidence=0.88)
        if self.found and not words.startswith(("合计", "总")) and number.start - self.found[-1].end < 24:
            last = self.found[-1]
            found = self._make(number, share, regex("占").split(last.measure)[0] + words, -1, "share", confidence=0.84)
            if found is not None:
                found.about, found.period = last.about, found.period or last.period
            return found
        if words.startswith("合计"):
            found = self._make(number, share, words, -1, "share", confidence=0.75)
            if found is not None:
                found.about = -1
            return found
        if words == "占" or len(words) < 3 or len(words) > 20:
            return None
        return self._make(number, share, words, -1, "share", confidence=0.75)

    def _circle(self, number: Number, start: int, before: str) -> _Found | None:
        if number.group != "time":
            return None
        match = _CIRCLE.match(self.text, number.end)
        if match is None or ("到" not in number.mark and "至" not in number.mark and "-" not in number.mark):
            return None
        return self._make(number, number.start, match.group(), -1, "circle", confidence=0.8, end=match.end())

    def _counted(self, number: Number, following: Number | None) -> _Found | None:
        """N家X: the name stands behind."""
        if self.text[number.end : number.end + 1] in "，。、；,;）)\n：等" or number.group == "bare":
            return None
        begin = number.end + (self.text[number.end : number.end + 1] in " 　")
        ceiling = self._ceiling(begin)
        if following is not None:
            ceiling = min(ceiling, following.start)
        end = phrase_behind(self.text, self.words, begin, ceiling)
        name = _GENERIC_TAIL.sub("", self.text[begin:end])
        end = begin + len(name)
        total = _TOTAL.search(name)
        if total and following is not None:
            end = begin + total.start()
            name = self.text[begin:end]
        if not self._is_name(name) or self._is_vague(name):
            return None
        if "的" not in name and _GOES_ON.match(self.text, end, min(end + 6, ceiling)):
            return None
        if (
            len(number.value) == 1
            and not number.mark
            and not number.unit.startswith(("万", "亿"))
            and self._is_small(number)
        ):
            return None
        first = self._word_at(begin)
        if number.unit.endswith("人") and first and (first.tag == "v" or first.text in load_words()["stop"]):
            return None
        start = self._verb_before(number.start)
        floor = self._clause_of(number.start)
        own = start == number.start and phrase_before(self.text, self.words, floor, start) < start
        confidence = 0.84 - (0.02 if number.group == "people" else 0) - (0.06 if len(name) < 3 else 0)
        found = self._make(number, start, name, -1, "counted", confidence=confidence, end=end)
        if found is not None and own and not any(floor <= mention.start < start for mention in self.mentions):
            found.about = -1
        if found is not None and number.group == "people" and found.about >= 0:
            self._prefer_event(found, end)
        return found

    def _weighed(self, number: Number, following: Number | None) -> _Found | None:
        """22万吨铁矿砂, 1000万元经费: the name stands behind an amount."""
        if (
            number.group not in ("money", "size", "bare")
            or self.text[number.end : number.end + 1] in "，。、；,;）)\n：的"
        ):
            return None
        ceiling = self._ceiling(number.end)
        end = phrase_behind(self.text, self.words, number.end, min(ceiling, following.start if following else ceiling))
        name = _GENERIC_TAIL.sub("", self.text[number.end : end])
        if not self._is_name(name) or self._is_vague(name) or len(name) > 12:
            return None
        return self._make(number, number.start, name, -1, "weighed", confidence=0.75, end=number.end + len(name))

    def _is_small(self, number: Number) -> bool:
        """Whether a count below ten is written in Chinese numerals: too often a figure of speech."""
        return not self.text[number.start].isdecimal()

    def _reached(self, number: Number, start: int, before: str) -> _Found | None:
        """X达N单位, X为N, X N家: the name stands in front."""
        link = _LINK.search(before)
        end = start + (link.start() if link else len(before))
        linked = bool(link and link.group().strip())
        words = link.group() if link else ""
        name = self._name(start, end, lists="均" in words or "都" in words)
        amount = self._amount(start, end) if number.group in ("money", "size", "bare", "people", "count") else None
        if amount is not None and (name is None or len(amount[1]) > len(name[1])):
            name = amount
        if name is None and not self.text[start:end].strip("，,、 \n") and regex("[达为至]").search(words):
            return self._again(number, start)
        if name is None or self._is_vague(name[1]):
            return None
        whole = self.entities.reading.starting_at(name[0])
        if (
            whole is not None
            and whole.end - whole.start == len(name[1])
            and (number.group == "money" or whole.reason == "lexicon")
        ):
            return None
        if words.rstrip().endswith("的") or (number.unit == "条" and not linked):
            return None
        if not linked and number.group in ("share", "time", "bare"):
            return None
        if number.group == "time" and not _TAKES_TIME.search(name[1]):
            return None
        if (
            self.text[number.end : number.end + 1] == "的"
            and number.group in ("money", "size", "count", "people")
            and not linked
        ):
            return None
        rule, confidence = ("reached", 0.9) if linked else ("listed", 0.86)
        return self._make(number, *name, rule, confidence=confidence)

    def _again(self, number: Number, start: int) -> _Found | None:
        """突破800亿元，达到810亿元: the same measure once more."""
        last = self.found[-1] if self.found else None
        if last is None or last.number.unit != number.unit or number.start - last.end > 8:
            return None
        found = self._make(number, start, last.measure, -1, "reached", confidence=0.86)
        if found is not None:
            found.about = last.about
        return found

    def _amount(self, start: int, end: int) -> tuple[int, str, int] | None:
        """A verb or adjective that is a measure by itself: 投资40亿元, 直径3厘米."""
        for size in (6, 5, 4, 3, 2, 1):
            tail = self.text[end - size : end]
            if end - size >= start and tail in load_words()["amount"]:
                return end - size, tail, -1
        return None

    def _present(self, number: Number) -> _Found | None:
        """40余人参会: those who took part."""
        if number.group != "people":
            return None
        match = _presence().match(self.text, number.end, number.end + 2)
        if match is None:
            return None
        found = self._make(number, number.start, match.group(), -1, "present", confidence=0.8, end=number.end + 2)
        if found is not None:
            self._prefer_event(found, number.end)
        return found

    def _prefer_event(self, found: _Found, end: int) -> None:
        """Those who take part describe the event."""
        ahead = self.text[end : end + 10]
        event = self.entities.main_event
        if event >= 0 and any(word in regex("[，。；]").split(ahead)[0] for word in load_words()["presence"]):
            found.about = event

    # -- lists -----------------------------------------------------------------------------------------------------

    def _read_list(self, number: Number, numbers: list[Number], position: int, floor: int) -> list[_Found]:
        """A、B的X分别为N、M: as many names as numbers."""
        clause = self.text[floor : number.start]
        if "分别" not in clause:
            return []
        group = [number]
        for other in numbers[position + 1 :]:
            if self.text[group[-1].end : other.start].strip() not in ("、", "和", "及", "，", "与"):
                break
            group.append(other)
        at = floor + clause.rfind("分别")
        names = self._enumerated(at, len(group))
        tail = self.text[at : number.start]
        share = "占" in tail
        if len(group) < 2:
            return []
        if names:
            end = names[-1].end
            rest = regex("[，,；;]").split(self.text[end:at])[0]
            name = rest.lstrip("的两三等地省市 ").strip()
            name = regex(r"位居|居|排|均|共|同比|[已]").split(name)[0]
            if share:
                name += "占比"
            elif _CHANGE.search(tail):
                pass
            if not self._is_name(name):
                return []
            result = []
            change = _CHANGE.search(regex(r"^分别").sub("", tail))
            for mention, one in zip(names, group, strict=True):
                words = [change["words"]] if change else []
                found = self._make(one, names[0].start, name, -1, "shared-out", confidence=0.85, words=words)
                if found is not None:
                    found.about = self.entities.of_mention.get(mention.start, -1)
                    if change and change["verb"] in _FALL:
                        found.value = "-" + found.value
                    result.append(found)
            return result
        parts = regex("[、和与及]").split(self.text[floor:at])
        if len(parts) != len(group):
            return []
        return self._measures_listed(floor, at, parts, group, tail)

    def _measures_listed(self, floor: int, at: int, parts: list[str], group: list[Number], tail: str) -> list[_Found]:
        result = []
        change = _CHANGE.search(regex(r"^分别").sub("", tail))
        place = floor
        for part, one in zip(parts, group, strict=True):
            name = self._name(place, place + len(part.rstrip()))
            place += len(part) + 1
            if name is None:
                return []
            words = [change["words"]] if change else []
            found = self._make(one, *name, "shared-out", confidence=0.84, words=words)
            if found is None:
                return []
            if change and change["verb"] in _FALL:
                found.value = "-" + found.value
            result.append(found)
        return result

    def _enumerated(self, at: int, count: int) -> list[Mention]:
        """The last `count` names before `at` that stand side by side (A、B)."""
        run: list[Mention] = []
        for mention in self.entities.reading.mentions_in(max(self.sentence.start, at - 80), at):
            joined = run and self.text[run[-1].end : mention.start] in ("、", "和", "与", "及", "，")
            run = [*run, mention] if joined else [mention]
        return run if len(run) == count and at - run[-1].end <= 20 else []

    # -- parts -----------------------------------------------------------------------------------------------------

    def _name(self, floor: int, end: int, *, lists: bool = False) -> tuple[int, str, int] | None:
        """(start, measure, entity of a name in front of it or -1) of the noun phrase that ends at `end`."""
        while end > floor and self.text[end - 1] in " 　\n“”（(的":
            if self.text[end - 1] == "”" and "“" in self.text[floor:end]:
                break
            end -= 1
        if lists:
            floor = self._clause_of(end - 1)
        start = phrase_before(self.text, self.words, floor, end, lists=lists)
        owner = -1
        while True:
            mention = self.entities.reading.starting_at(start)
            if (
                mention is None
                or mention.end >= end
                or mention.type not in ("Place", "Organization", "Park", "Event", "Person")
            ):
                break
            if mention.kind == "GovernmentBody" or _GIVEN.search(
                self.text[max(floor, mention.start - 4) : mention.start]
            ):
                break
            if self.text[mention.end] in "）”、和与及内外":
                break
            if mention.type != "Person":
                owner = self.entities.of_mention.get(mention.start, -1)
            start = mention.end
            while start < end and self.text[start] in "的 　":
                start += 1
        covered = self.entities.reading.covering(start, start + 1) if start < end else None
        if covered is not None and covered.start < start and covered.end < end:
            owner = self.entities.of_mention.get(covered.start, -1)
            start = covered.end
        if start < end and self.text[start - 1 : start].isdigit():
            rest = _REST.match(self.text, start, end)
            start = rest.end() if rest else start
        counter = _COUNTER.match(self.text, start, end)
        start = counter.end() if counter else start
        if self.text.startswith(_light_words(), start, end):
            size = next(len(word) for word in _light_words() if self.text.startswith(word, start, end))
            start += size if size + 1 < end - start else 0
        scope = scope_pattern().match(self.text, start, end)
        if scope and scope.end() < end - 1:
            start = scope.end()
            if scope.group() in ("全国", "我国", "全球") and owner < 0:
                owner = self.entities.by_name.get(("Place", "中国"), NOBODY) if scope.group() != "全球" else NOBODY
            while start < end and self.text[start] in "的 ":
                start += 1
        name = self.text[start:end].replace("\n", "")
        name = name.strip(" 　")
        return (start, name, owner) if self._is_name(name) else None

    def _is_name(self, name: str) -> bool:
        if name in load_words()["amount"]:
            return True
        return 2 <= len(name) <= 32 and not _NO_WORD.fullmatch(name) and name.count("“") == name.count("”")

    def _is_vague(self, name: str) -> bool:
        return name in load_words()["vague"] or name.endswith(_vague_ends())

    def _verb_before(self, start: int) -> int:
        """Start of the verb right before the number (新增|9家), else of the number."""
        word = self._word_before(start)
        return word.start if word is not None and word.text in load_words()["verb"] else start

    def _clause_of(self, offset: int) -> int:
        """Start of the clause that holds an offset, at most 150 characters before it."""
        at = bisect_right(self.clauses, offset) - 1
        return max(self.clauses[max(0, at)], offset - 150)

    def _ceiling(self, offset: int) -> int:
        """End of the clause that holds an offset."""
        at = bisect_right(self.clauses, offset)
        return self.clauses[at] if at < len(self.clauses) else self.sentence.end

    def _word_at(self, offset: int) -> Word | None:
        """The word of the sentence that starts at an offset."""
        return self.entities.reading.by_start.get(offset) if offset < self.sentence.end else None

    def _word_before(self, offset: int) -> Word | None:
        """The word that ends at an offset."""
        at = bisect_left(self.words, offset, key=lambda word: word.start) - 1
        return self.words[at] if at >= 0 and self.words[at].end == offset else None

    def _make(
        self, number: Number, start: int, measure: str, owner: int, rule: str, *,
        confidence: float, end: int = 0, words: list[str] | None = None,
    ) -> _Found | None:  # fmt: skip
        measure = "".join(measure.split())
        about, change = (
            (max(-1, owner), 0.02)
            if owner != -1
            else self.subjects.find(self.sentence, self.mentions, self.clauses, start)
        )
        if number.group != "people" and change < 0 and about >= 0 and self.entities.drafts[about].type == "Event":
            about = -1
        date = self.entities.reading.document.date
        period = find_period(self.text[max(self.sentence.start, number.start - 150) : number.start], date)
        told = [word.replace("\n", "").strip() for word in words or ()]
        marks = [*([] if any(word.endswith(number.mark) for word in told) else [number.mark]), *told]
        return _Found(
            measure, number, number.value, marks, period, about, min(start, number.start), max(end, number.end), rule,
            confidence + change,
        )  # fmt: skip

    def _compare(self, found: _Found, end: int) -> int:
        """End of the comparisons that follow, which are added to it."""
        for _ in range(3):
            match = _NEXT.match(self.text, end, self.sentence.end)
            if match is None:
                return end
            found.words.append(regex(r"\s").sub("", match["words"]))
            end = match.end("words")
            if self.text[end : end + 1] in "）)" and self.text[end : end + 1]:
                end += 1
        return end

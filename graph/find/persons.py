"""Reading -> persons: a surname, characters that names are made of, and what stands around them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Container, Iterator
from functools import cache
from itertools import repeat

from ahocorasick_rs import AhoCorasick, Implementation
from msgspec.structs import replace

from graph.claim import Mention
from graph.find.credits import find_credits
from graph.find.foreign import find_composed, find_dotted, find_latin, find_transliterated
from graph.find.reading import Reading
from graph.lexicon import by_character, lexicon_folder, read_lines, read_sections, word_set, words
from graph.prepared import prepared
from graph.regex import regex

HAN = regex(r"[\u4e00-\u9fff〇]")
_TWO_HAN = regex("[\u4e00-\u9fff]{2}")
_LINE_END = regex("\n")
_NAMES_ALONE = regex(r"(?m)[^\S\n]*((?:[\u4e00-\u9fff]{2,4}[ 　、])*[\u4e00-\u9fff]{2,4})[^\S\n]*$")
_BYLINE = regex(
    r"(?:记者|通讯员|摄影|作者|编辑|责编|校对|撰稿|供稿|文字|图片|摄|文|图|摄像|实习生|主持人|供图|审核|监制|责任编辑|编审|整理|采写|撰文|文/图|图/文|讯(?=\s))[\s:：/|丨]*$"
)
_OFFICES_ABROAD = (
    "总统", "首相", "总理", "外长", "外交部长", "外交大臣", "国务卿", "国王", "女王", "王储", "大公", "防长", "财长", "议长",
)  # fmt: skip
"""Posts of other countries: a name written by sound right behind needs little else to speak for it."""
_BYLINE_ENDS = frozenset("者员影作辑编对稿字片摄文图像生人核制理写讯 \t\n　:：/|丨")
"""Last characters of what _BYLINE matches."""
_TITLES_AFTER = (
    "副教授", "助理教授", "特聘", "讲席", "教授", "院士", "研究员", "副研究员", "博士", "硕士", "老师", "同志", "先生", "女士", "主任", "书记", "校长", "院长", "司长", "部长", "局长",
    "所长", "处长", "会长", "主席", "董事长", "总经理", "总裁", "市长", "省长", "县长", "区长", "秘书长", "同学", "医生", "律师", "讲师", "助教", "工程师", "大使", "总统", "总理",
    "首相", "记者", "摄", "说", "表示", "指出", "强调", "介绍", "认为", "理事长", "副校长", "副院长", "副主任", "副书记", "副局长", "副处长", "副部长", "副所长", "副会长", "副厅长", "副司长", "副市长", "副县长",
    "副区长", "副镇长", "副总", "副站长", "副科长", "副馆长", "副秘书长", "副主席", "厅长", "镇长", "乡长", "行长", "总工程师", "高级工程师", "副董事长", "站长", "队长", "科长", "馆长", "园长", "经理", "警官", "高级", "推广研究员", "农艺师", "主治", "辅导员", "教练", "护士", "法官", "检察官", "等", "论文《",
)  # fmt: skip
"""Titles and forms of address, and verbs of saying, that stand right behind a name."""
_GIVEN_AND = regex(
    r"和(?:教授|院士|先生|女士|同志|研究员|老师)(?![们团、和与])|[和为](?:说(?!明|服|法)|表示|介绍(?!信)|指出|认为|告诉|坦言|强调|透露|解释|回忆|补充|直言)"
)
"""A 和 or 为 that is the last character of a given name, since a form of address or a verb of saying stands right behind it
(饶子和院士, 于景和说)."""
_ROSTER = regex(
    r"(?m)[^\S\n]*(?P<name>[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]{2,5}[·•][\u4e00-\u9fff]{2,8})[ 　\t]+(?P<post>[^\n，。；：]{4,40}?)[^\S\n]*$"
)
_GROUPED = regex(
    r"(?m)[^\S\n]*[^\n：:，。；]{2,24}[：:][ 　]*(?P<names>[\u4e00-\u9fff]{2,4}(?:[（(][^（）()\n]{1,8}[）)])?(?:[、 　]+[\u4e00-\u9fff]{2,4}(?:[（(][^（）()\n]{1,8}[）)])?)*)[^\S\n]*$"
)
_GROUPED_NAME = regex(r"[\u4e00-\u9fff]{2,4}(?=[（(、 　]|$)(?![^（(\n]*[）)])")
"""A name of a list and no remark on one (女, 回族)."""
_LEADING = (
    "由", "与", "和", "及", "以及", "请", "邀请", "是", "为", "据", "的", "随", "对", "向", "跟", "同", "给", "会见", "授予", "聘任", "选举", "陪同",
)  # fmt: skip
"""Words that may lead to a person right behind them."""
_LEADING_ENDS = frozenset(word[-1] for word in _LEADING)
_BEFORE = dict.fromkeys("\n。；！？、", 2.5) | dict.fromkeys("，：", 2.0)
"""What ends a clause or an item -> how much it speaks for a name behind it."""
_NEAR_ENDS = "（( 　一"
"""What stands before a name that a bracket opens, or that a blank or a 之一 parts from its post."""
_STRONG_ENDS = _BYLINE_ENDS | frozenset("的（(")
"""What stands before a name that its left side alone can prove."""
_GROUPS = 3
"""Lines of names behind labels from which on a document has a list of members."""
_TENURE = regex(
    r"[自于从]?[\d〇零一二三四五六七八九]{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起|至|到|—|－|–|-|任|担任|出任|就任|接任|当选|卸任|离任|不再|辞去|转任|调任|升任)"
)
"""What follows a name: when its bearer took or left a post (周文博2019年起任)."""
_TAKES = regex("(?:任|担任|出任|当选)(?:为|首任|首位)?")
"""What stands between a name and a post that its bearer took."""
_TAKES_ENDS = frozenset("任选为位")
_LONGEST_TAKES = 4
_YEAR = regex(r"年(?<=[\d〇零一二三四五六七八九]{4}年)")
_ANY_SURNAME = "林"
"""Stands for a surname that no table has, where all else speaks for a name: common, and rare as a word."""
_NOUN_TAGS = frozenset("ngzq")
"""Parts of speech that a character has which may be a rare surname: nouns, measures, and what is a word only in others."""
_COUNTED = regex(r"\d{1,3}[位名]")
"""What stands behind the last name of a list: how many they are (李响|6位专家)."""
_SPEAKS = 1.0
"""What `_left` gives at least where the words before a name speak for one."""
_POST_VERBS = "任当担出"
"""First characters of 任, 担任, 当选, 出任."""
_TENURE_STARTS = frozenset("自于从0123456789〇零一二三四五六七八九")
_STOPS = frozenset("，。；）)\n 　：:（(【】”’！？《")
"""What ends a clause, or opens or closes brackets."""
_NEXT_WORK = regex("《[^《》]{2,40}》[、，；][\u4e00-\u9fff]{2,4}《")
"""A work and the name before the next."""
_ONE_BEFORE = regex("的[\u4e00-\u9fff]{2,3}、$")
"""A name that the body before it sends, in a list."""
_NOT_GIVEN = {
    "曾": "作任在经是获说对于为被参",
    "来": "川渝津京沪冀鲁豫晋陕甘辽吉皖苏浙赣湘粤桂琼黔滇藏青宁新蒙台港澳校院华司访",
}
"""Surnames that are words as well -> what stands behind them where they are (曾任, 总书记|来川)."""
_ALONE = regex(r"[\u4e00-\u9fff]{2,4}(?:[、\s][\u4e00-\u9fff]{2,4})*[）)]\s*(?:\n|$)")
"""Names alone in brackets at the end of a paragraph."""
_PLACES = regex(r"等(?:地(?!方)|[^，。]{0,2}(?:乡镇|区县|县区|县市|市县|省份|城市|省市|国家|村庄))")
"""What ends a list of places."""
_DEFINED = regex("简称[为：:]?[“「]([^”」]{2,4})[”」]")
"""A short name that the text gives to something, and that starts with a surname (马研会理事长)."""
_SAYING = ("说", "表示", "介绍", "认为", "指出", "坦言", "告诉")
_LIST_STOP = "，。；：、！？）)（( 　\n”“》《…—-/|"


class _Scores(dict[str, float]):
    """How name-like characters are at one place of a name. Each is looked up when it is first asked for."""

    def __init__(self, characters: str, scores: bytes) -> None:
        self._characters = characters
        self._scores = memoryview(scores).cast("d")

    def __missing__(self, character: str) -> float:
        at = self._characters.find(character)
        score = self[character] = self._scores[at] if at >= 0 else -3.0
        return score


class NameCharacters:
    """How name-like characters are, by place in the name."""

    def __init__(self, surname: dict[str, float], given: str, middle: bytes, last: bytes) -> None:
        """given: characters of given names, of which the last two are the scores."""
        self.surname = surname
        self._middle = _Scores(given, middle)
        self._last = _Scores(given, last)

    def score(self, name: str) -> float | None:
        """Log odds of a string being a Chinese personal name; None where its surname is none."""
        size = 2 if len(name) > 2 and name[:2] in self.surname else 1
        head = self.surname.get(name[:size])
        if head is None:
            return None
        given = name[size:]
        if len(given) not in (1, 2) or not ("一" <= given[0] <= "鿿" and "一" <= given[-1] <= "鿿"):
            return None
        last = self._last[given[-1]]
        if len(given) == 1:
            return head + last
        return head + self._middle[given[0]] + last


@cache
def load_name_characters() -> NameCharacters:
    """The shipped table."""
    return NameCharacters(*_read_name_characters())


@prepared(tuple[dict[str, float], str, bytes, bytes])
def _read_name_characters() -> tuple[dict[str, float], str, bytes, bytes]:
    surname: dict[str, float] = {}
    given: list[str] = []
    middle, last = array("d"), array("d")
    for _, line in read_lines(lexicon_folder() / "name_characters.tsv"):
        character, first, second, third = line.split("\t")
        if first != ".":
            surname[character] = float(first)
        if second != ".":
            given.append(character)
            middle.append(float(second))
            last.append(float(third))
    return surname, "".join(given), middle.tobytes(), last.tobytes()


@cache
def _following() -> frozenset[str]:
    """First characters of what follows a name."""
    firsts = {word[0] for word in (*words("after-name"), *read_sections("titles.txt")["core"])}
    return frozenset(firsts | set(_LIST_STOP) | set("的特讲副同先女论，：:【】“《助等在自一二12"))


@cache
def _openings_behind() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """First character -> the titles that stand behind a name, and the words that follow one, which begin with it."""
    titles, after = by_character(_TITLES_AFTER, 0), by_character(words("after-name"), 0)
    return {first: (titles.get(first, ()), after.get(first, ())) for first in titles.keys() | after.keys()}


@cache
def _says() -> tuple[str, ...]:
    """Words that follow names and seldom other nouns."""
    return tuple(word for word in words("after-name") if len(word) > 1 or word in "说称在率")


@cache
def _telling() -> frozenset[str]:
    """First characters of what speaks so much for a name before it that nothing else need do so; and 《, of a work."""
    verbs = {first for first, (says, _) in _openings_behind().items() if says}
    return frozenset((*verbs, *_POST_VERBS, *_TENURE_STARTS, "（", "(", "《"))


@cache
def _titles_after() -> AhoCorasick:
    """Finds every title that stands behind a name."""
    return AhoCorasick(_TITLES_AFTER, implementation=Implementation.ContiguousNFA)


@cache
def _pointing_ends() -> frozenset[str]:
    """Last characters of words that point at a person."""
    return frozenset(word[-1] for word in words("pointing"))


@cache
def _surnames() -> re.Pattern[str]:
    """Places where a name may start that the characters around it support: what may stand before names, and then what
    follows them or what points at them.
    """
    firsts = "".join(sorted(_first_characters()))
    pointing = _STRONG_ENDS | _pointing_ends()
    leading = pointing | _BEFORE.keys() | _LEADING_ENDS | set(_NEAR_ENDS)
    following, strong, before = (re.escape("".join(sorted(ends))) for ends in (_following(), pointing, leading))
    return regex(
        rf"[{firsts}](?<![^{before}](?s:.))(?=[\u4e00-\u9fff])(?:(?=(?s:.{{1,3}})[{following}])|(?<=[{strong}].))"
    )


@cache
def _first_characters() -> frozenset[str]:
    """Characters that a name may start with."""
    return frozenset(name[0] for name in load_name_characters().surname) - frozenset("和与等都也还及并")


class PersonFinder:
    """Finds persons in the parts of a reading that no mention covers."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.characters = load_name_characters()
        self.after = words("after-name")
        self.following = _following()
        self.telling = _telling()
        self.pointing, self.pointing_ends = words("pointing"), _pointing_ends()
        self.openings = _openings_behind()
        self.not_names = word_set("not-names")
        self.title_ends = {end for _, end in reading.titles}
        self.title_starts = {start for start, _ in reading.titles}
        self.defined = set(_DEFINED.findall(self.text)) if "简称" in self.text else set()
        self.rights: dict[int, float] = {}
        self.line_starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def _is_free(self, start: int, end: int) -> bool:
        """Whether a name may stand here: no mention, or only a place's name inside it (书记|王东海, 朱广平, 市委书记|南宫驰)."""
        if self.reading.is_free(start, end):
            return True
        other = self.reading.covering(start, end)
        if other is None or other.type != "Place" or not (start <= other.start and other.end <= end):
            return False
        behind_post, short = start in self.title_ends, self.text[other.start : other.end] != other.name
        return (behind_post and short) if start == other.start else behind_post or short

    def _listed(self, start: int, end: int) -> bool:
        """Whether an item beside this one in a list could be a name as well."""
        text = self.text
        before = regex(r"([\u4e00-\u9fff]{2,4})、$").search(text[max(0, start - 5) : start])
        behind = regex(r"、([\u4e00-\u9fff]{2,4})(?=[、，。；）)和等])").match(text[end : end + 6])
        items = [found.group(1) for found in (before, behind) if found]
        return any(
            self.characters.score(item[-3:]) is not None or self.characters.score(item[-2:]) is not None
            for item in items
        )

    def _tag(self, start: int, end: int, otherwise: str = "") -> str:
        """Part of speech of the dictionary word of several characters that a span is exactly."""
        word = self.reading.by_start.get(start)
        return word.tag if word is not None and word.end == end and end - start > 1 else otherwise

    def _is_inside(self, offset: int) -> bool:
        """Whether an offset lies inside a word."""
        return offset not in self.reading.starts

    def find(self) -> list[Mention]:
        """Persons in text order, without overlap: first those that their surroundings prove, then the same names elsewhere."""
        found: dict[int, Mention] = {}
        for start, end, reason, confidence in self._proven():
            if start not in found or found[start].confidence < confidence:
                found[start] = Mention(start, end, "Person", "Person", self.text[start:end], reason, confidence)
        chosen = _without_overlap(sorted(found.values(), key=lambda m: (-m.confidence, m.start)))
        chosen = self._lists(chosen)
        names = sorted({m.name for m in chosen}, key=len, reverse=True)
        chosen = [self._completed(mention, names) for mention in chosen]
        names = sorted({m.name for m in chosen}, key=len, reverse=True)
        covered = bytearray(len(self.text))
        for mention in chosen:
            covered[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
        for name in names:
            at = self.text.find(name)
            while at >= 0:
                end = at + len(name)
                if not any(covered[at:end]) and self.reading.is_free(at, end) and self._plausible_again(at, end):
                    chosen.append(Mention(at, end, "Person", "Person", name, "same-name", 0.9))
                    covered[at:end] = b"\x01" * len(name)
                at = self.text.find(name, end)
        return sorted(chosen, key=lambda m: m.start)

    def _completed(self, mention: Mention, names: Container[str]) -> Mention:
        """A name that lost its last character where the document proves the longer one (饶子|和课题组, 韩布|兴紧盯)."""
        name = mention.name + self.text[mention.end : mention.end + 1]
        if name in names:
            return replace(mention, end=mention.end + 1, name=name)
        return mention

    def _plausible_again(self, start: int, end: int) -> bool:
        tag = self._tag(start, end)
        if tag and not tag.startswith("nr"):
            return self._left(start) + self._right(end) >= 3
        return not (self._is_inside(start) and (start - 1 not in self.title_ends))

    def _proven(self) -> Iterator[tuple[int, int, str, float]]:
        yield from self._author_lines()
        yield from self._rosters()
        yield from self._groups()
        text = self.text
        surname = self.characters.surname
        for start, end in find_credits(text):
            if self.reading.is_free(start, end):
                tag = self._tag(start, end, "nr")
                if tag.startswith("nr") or self.characters.score(text[start:end]) is not None:
                    yield start, end, "credit", 0.95
        for start, until in find_dotted(text, self._ends_at, self.title_ends):
            runs_over = until - start > 6 and self._tag(until - 2, until) == "v"  # 叶尔扎提·努尔兰|夺走
            end = until - 2 if runs_over else until
            if self.reading.is_free(start, end):
                yield start, end, "foreign-name", 0.985
        for start, end in find_latin(text, self.title_ends):
            if self.reading.is_free(start, end):
                yield start, end, "foreign-name", 0.9
        for start, end in find_composed(text):
            if self.reading.is_free(start, end):
                yield start, end, "foreign-name", 0.985 if start in self.title_ends else 0.85
        for start in self._starts():
            left = self._left(start)
            following = self.following if left >= _SPEAKS or text[start - 1] == "的" else self.telling
            if left < -1 or (left < 5 and following.isdisjoint(text[start + 2 : start + 5])):
                continue
            best: tuple[float, int, str] | None = None
            double = text[start : start + 2] in surname and not text.startswith(self.after, start + 2)
            for size in (4, 3, 2) if double else (3, 2):
                if left < 5 and text[start + size : start + size + 1] not in following:
                    continue
                candidate = self._candidate(start, start + size, left)
                if (
                    candidate
                    and (best is None or candidate[0] > best[0])
                    and not (best and self._right(best[1]) >= 1.5 and not text.startswith(self.after, start + size))
                ):
                    best = (candidate[0], start + size, candidate[1])
            if best:
                yield start, best[1], best[2], min(0.98, 0.6 + best[0] / 40)
        for _, start in self.reading.titles:
            end = find_transliterated(text, start)
            abroad = text.endswith(_OFFICES_ABROAD, 0, start)
            if (
                end - start >= 3
                and self.reading.is_free(start, end)
                and self._right(end) >= (1.5 if abroad else 2.5 if end - start >= 4 else 3)
                and (abroad or end - start >= 4 or self.characters.score(text[start:end]) is None)
            ):
                yield start, end, "foreign-name", 0.75

    def _starts(self) -> list[int]:
        """Offsets in free text where a name may start, in order: behind a post, or at a word that looks like a surname
        and that something before it or behind it speaks for.
        """
        text, taken = self.text, self.reading.taken
        behind_body = {m.end for m in self.reading.mentions if m.type in ("Organization", "Park")}
        before_title = {end - size for end in self._told_behind() for size in (2, 3, 4)}
        firsts = _first_characters()
        found = {start for start in behind_body | before_title if text[start : start + 1] in firsts}
        found.update(match.start() for match in _surnames().finditer(text))
        found &= self.reading.starts
        behind_title = [e for e in self.title_ends if text[e : e + 1] in firsts or self._is_short_noun(e)]
        found.update(end for end in behind_title if _TWO_HAN.match(text, end))
        return sorted(start for start in found if not taken[start] or self._is_free(start, start + 3))

    def _is_short_noun(self, start: int) -> bool:
        """Whether a noun of one character, which may be a rare surname, starts at an offset."""
        word = self.reading.by_start.get(start)
        return word is not None and word.end == start + 1 and word.tag[:1] in _NOUN_TAGS

    def _told_behind(self) -> set[int]:
        """Ends of names, if names stand there, whose bearers' posts follow: all that `_right` takes for sure, and more."""
        text = self.text
        ends = {start for _, start, _ in _titles_after().find_matches_as_indexes(text, overlapping=True)}
        for year in _YEAR.finditer(text):
            ends.update((year.start() - 4, year.start() - 5))
        for start in self.title_starts:
            if text[start - 1] in _TAKES_ENDS:
                ends.update(range(start - _LONGEST_TAKES, start))
        for mark in "（(":
            at = text.find(mark)
            while at >= 0:
                ends.add(at)
                at = text.find(mark, at + 1)
        return ends

    def _ends_at(self, offset: int) -> bool:
        """Whether a post, a body or a country ends at an offset."""
        mention = self.reading.ending_at(offset)
        return offset in self.title_ends or (
            mention is not None and (mention.type != "Place" or self.text[offset - 1] in "国省市县区州")
        )

    def _candidate(self, start: int, end: int, left: float) -> tuple[float, str] | None:
        text = self.text
        if end > len(text):
            return None
        right = self.rights.get(end)
        if right is None:
            right = self.rights[end] = self._right(end)
        beside = text[end : end + 1] == "《" or text[start - 1 : start] == "的"
        if beside and right < 5 and left <= 3 and self._is_parallel(start, end):
            right = 5
        if left + right < 4:
            return None
        name = text[start:end]
        score = self.characters.score(name)
        if score is None and left == 7 and self._is_unknown(start, end) and text.startswith(_says(), end):
            score = self.characters.score(_ANY_SURNAME + name[1:])
        if score is None or not self._is_free(start, end):
            return None
        if end - start == 2 and _GIVEN_AND.match(text, end):
            return None
        if end - start == 4 and self._tag(end - 2, end) == "v" and text.startswith(self.after, end - 2):
            return None
        if name[0] == "向" and not self._is_inside(end) and self._is_surname(start, end):
            pass
        elif (
            score is None
            or name[1:] in ("先生", "女士", "同志", "教授", "院士", "博士", "学生", "老师", "同学", "书记")
            or (name[0] in "向从于同由" and (self._tag(start + 1, end) or self._is_inside(end)))
            or (name in self.not_names and not (left >= 7 and text.startswith(_SAYING, end)))
            or name in self.defined
            or name[0] in "和与等都也还及并向"
            or (name[-1] in "副原前站县镇村乡省们的了" and not (name[-1] == "前" and text[end : end + 1] in "说表"))
            or (name[-1] in "说称" and len(name) == 3 and text[end : end + 1] in ("，", "：", "“"))
        ):
            return None
        if name[-1] in "自于从" and _TENURE.match(text, end):
            return None
        if len(name) == 2 and name[1] in _NOT_GIVEN.get(name[0], ""):
            return None
        if left == right == 2.5 and self.text[start - 1] == "、" and not self._listed(start, end):
            return None
        tag = self._tag(start, end)
        if tag in ("d", "ad", "c") or self._opens_phrase(start, end):
            return None
        if tag:
            score += 2 if tag.startswith("nr") else -9
        elif self._is_inside(start):
            score -= 3 if left >= 6 else 8
        if self._is_inside(end) and not tag:
            score -= 2.5 if end in self.title_starts else 5 if right >= 4 else 7
        if end - start > 2 and not self._tag(start, start + 2, "nr").startswith("nr"):
            score -= 3
        if end - start > 2 and not self._tag(end - 2, end, "nr").startswith("nr"):
            score -= 1.5
        if end - start == 2:
            score += 1.0
        if end - start == 4:
            score += 2.0
        if end - start == 3 and score < 4 and not self._tag(start, start + 2, "nr").startswith("nr"):
            score -= 3
        context = left + right
        if (
            left < 6
            and right < 4
            and (
                not self._tag(start, start + 2, "nr").startswith("nr")
                or not self._tag(end - 2, end, "nr").startswith("nr")
            )
        ):
            return None
        if name[-1] in "和为" and _GIVEN_AND.match(text, end - 1):
            score += 4
        total = score + context
        needed = 9.0 if context < 7 else 6.0 if context < 8.5 else 3.0
        if right >= 5 and left >= 1:
            needed = 5.0
        if context < 4 or total < needed:
            return None
        return total, "title-before-name" if left >= 6 else "name-before-verb" if right >= 4 else "name-in-list"

    def _is_unknown(self, start: int, end: int) -> bool:
        """Whether a span starts with a noun of one character and no word of prose goes on behind it (院长|刀志强)."""
        return (
            self._is_short_noun(start)
            and not self._is_function_word(start)
            and end in self.reading.starts
            and not any(self._is_function_word(k) for k in range(start + 1, end))
        )

    def _is_function_word(self, start: int) -> bool:
        """Whether a word of one character that no name holds starts at an offset."""
        word = self.reading.by_start.get(start)
        return word is not None and word.end == start + 1 and self.text[start] in word_set("function-characters")

    def _opens_phrase(self, start: int, end: int) -> bool:
        """Whether a span is the front of a fixed phrase (明确|指出)."""
        word = self.reading.by_start.get(start)
        return word is not None and word.end > end and word.end - start > 3 and not word.tag.startswith("nr")

    def _is_parallel(self, start: int, end: int) -> bool:
        """Whether a name stands in a row of names that are all told of alike (甲大学的张三、乙大学的李四; 张三《…》、李四《…》)."""
        text, last, first = self.text, self.text[start - 1 : start], self.text[end : end + 1]
        if first == "《" and last in ("、", "；", "，"):
            return text[start - 2 : start - 1] == "》" or _NEXT_WORK.match(text, end) is not None
        if last != "的":
            return False
        body = self.reading.ending_at(start - 1)
        if body is None or body.type != "Organization":
            return False
        other = self.reading.starting_at(end + 1) if first == "、" else None
        return (other is not None and other.type == "Organization") or (
            _ONE_BEFORE.search(text, max(0, body.start - 5), body.start) is not None
        )

    def _is_surname(self, start: int, end: int) -> bool:
        """Whether a 向 starts a name, and is not the word for towards (秘书长向东海; ，向明昭陪同)."""
        before = self.text[start - 1 : start]
        if end - start == 2:
            return start in self.title_ends and self._right(end) >= 4
        return start - (before == "的") in self.title_ends or (
            before in "，。；、\n" and self._right(end) >= 4 and not self._tag(start + 1, end)
        )

    def _left(self, start: int) -> float:
        """How much what stands before a name speaks for one."""
        text = self.text
        if start in self.title_ends:
            return 7
        if not start:
            return 2.5
        last = text[start - 1]
        if last in _BYLINE_ENDS and _BYLINE.search(text, max(0, start - 8), start):
            return 7
        if last in _BEFORE:
            return _BEFORE[last]
        if (
            last in "（("
            and text[max(0, start - 9) : start - 1].rstrip(" 　")[-1:] in ("。", "”", "！", "？")
            and _ALONE.match(text, start)
        ):
            return 7
        if start - 1 in self.title_ends and last in " 　的":
            return 5 if last == "的" else 6
        if last in "（( 　":
            return 1.5
        if last == "一" and start - 2 in self.title_ends and text[start - 2] == "之":
            return 6
        if last in self.pointing_ends and text.endswith(self.pointing, 0, start):
            return 5
        if self.reading.taken[start - 1 - (last == "的")]:
            mention = self.reading.ending_at(start - (last == "的"))
            if mention is not None and mention.type in ("Organization", "Park"):
                return 3.0
        if last in _LEADING_ENDS and text.endswith(_LEADING, 0, start):
            return 1.5
        return -2 if self._is_inside(start) else -0.5

    def _right(self, end: int) -> float:
        """How much what stands behind a name speaks for one."""
        text = self.text
        if end >= len(text):
            return 2
        first = text[end]
        if first == "等" and _PLACES.match(text, end, end + 6):
            return -4
        if first == "和" and text[end + 1 : end + 2] in ("，", "。", "；", "、", "）"):
            return -4
        if first == "、":
            return 2.5
        if first in "0123456789" and _COUNTED.match(text, end):
            return 2.5
        opening = self.openings.get(first)
        if opening and text.startswith(opening[0], end) and text[end + 2 : end + 3] != "们":
            return 5
        if first in _POST_VERBS and (took := _TAKES.match(text, end)) is not None and took.end() in self.title_starts:
            return 5
        if first in _TENURE_STARTS and _TENURE.match(text, end):
            return 5
        if first in "（(":
            closed = text.find("）" if first == "（" else ")", end, end + 40)
            if closed in self.title_ends and closed - end > 5:
                return 5
            return max(1.5, self._right(closed + 1)) if closed > 0 else 1.5
        if first in _STOPS:
            return 1.5
        if opening and text.startswith(opening[1], end):
            return 4
        if end not in self.reading.starts:
            return -4
        return -1 if self.reading.tag_at(end)[:1] in ("v", "d", "t") else -2 if self._tag(end, end + 2) else -4

    def _lists(self, chosen: list[Mention]) -> list[Mention]:
        """Names between 、 of a list that holds a proven name (何运平、曹和家、万鼎) are names too; so are bylines' A B C."""
        text = self.text
        starts, ends = {m.start for m in chosen}, {m.end for m in chosen}
        covered = bytearray(len(text))
        for mention in chosen:
            covered[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
        queue = list(chosen)
        result = list(chosen)
        while queue:
            mention = queue.pop()
            for start, end in (self._next_item(mention.end), self._previous_item(mention.start)):
                if start < 0 or covered.find(1, start, end) >= 0 or not self._is_free(start, end):
                    continue
                name = text[start:end]
                score = self.characters.score(name)
                tag = self._tag(start, end)
                between = start - 1 in ends and end + 1 in starts  # 李华军、陆军、徐青
                if (
                    score is None
                    or ((name in self.not_names or (tag and not tag.startswith("nr"))) and not between)
                    or (score < 0.5 and not self._rare(start, end))
                ):
                    continue
                new = Mention(start, end, "Person", "Person", name, "name-in-list", 0.88)
                starts.add(start)
                ends.add(end)
                covered[start:end] = b"\x01" * (end - start)
                result.append(new)
                queue.append(new)
        return result

    def _rare(self, start: int, end: int) -> bool:
        """Whether the dictionary knows no word inside: names of rare characters."""
        return not any(self._is_inside(k) for k in range(start, end + 1))

    def _lines_like(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches at the starts of lines."""
        return filter(None, map(pattern.match, repeat(self.text), self.line_starts))

    def _author_lines(self) -> Iterator[tuple[int, int, str, float]]:
        """Lines that hold nothing but names."""
        for match in self._lines_like(_NAMES_ALONE):
            if match.end() - match.start() > 24 or match.start() == 0:
                continue
            items = list(regex(r"[\u4e00-\u9fff]+").finditer(match.group(1)))
            scores = [self.characters.score(item.group()) for item in items]
            tags = [self._tag(match.start(1) + i.start(), match.start(1) + i.end(), "nr") for i in items]
            if (
                all(score is not None and score > -6 for score in scores)
                and all(tag.startswith("nr") for tag in tags)
                and (len(items) > 1 or (scores[0] or 0) > 0)
            ):
                for item in items:
                    start = match.start(1) + item.start()
                    if self.reading.is_free(start, start + len(item.group())):
                        yield start, start + len(item.group()), "author-line", 0.9

    def _rosters(self) -> Iterator[tuple[int, int, str, float]]:
        """Names at the start of lines that end with a post (马润泽 数学科学学院2020级本科生)."""
        for match in self._lines_like(_ROSTER):
            if match.end("post") in self.title_ends and match.group("name") not in self.not_names:
                yield match.start("name"), match.end("name"), "roster", 0.92

    def _groups(self) -> Iterator[tuple[int, int, str, float]]:
        """Names that fill lines behind a label, in three lines or more (教育界：张三、李四（女）)."""
        lines: list[list[tuple[int, int]]] = []
        for match in self._lines_like(_GROUPED):
            items = [m.span() for m in _GROUPED_NAME.finditer(self.text, *match.span("names"))]
            scores = [self.characters.score(self.text[start:end]) for start, end in items]
            if scores and all(score is not None and score > -2 for score in scores):
                lines.append(items)
        if len(lines) >= _GROUPS:
            for start, end in (span for line in lines for span in line):
                if self._tag(start, end, "nr").startswith("nr") and self.reading.is_free(start, end):
                    yield start, end, "roster", 0.92

    def _next_item(self, end: int) -> tuple[int, int]:
        text = self.text
        if text[end : end + 1] not in ("、", " ", "　") or end + 2 > len(text):
            return -1, -1
        start = end + 1
        for size in (3, 2, 4):
            stop = start + size
            if stop > len(text) or not all(HAN.match(c) for c in text[start:stop]):
                continue
            if self.characters.score(text[start:stop]) is None:
                continue
            after = text[stop : stop + 4]
            if not after or after[0] in _LIST_STOP or after.startswith(self.after) or after.startswith(_TITLES_AFTER):
                return start, stop
        return -1, -1

    def _previous_item(self, start: int) -> tuple[int, int]:
        text = self.text
        if start < 3 or text[start - 1] not in ("、", " ", "　"):
            return -1, -1
        stop = start - 1
        for size in (3, 2, 4):
            begin = stop - size
            if begin < 0 or not all(HAN.match(c) for c in text[begin:stop]):
                continue
            if self.characters.score(text[begin:stop]) is None:
                continue
            before = text[begin - 1 : begin]
            if not before or before in _LIST_STOP or begin in self.title_ends:
                return begin, stop
        return -1, -1


def _without_overlap(mentions: list[Mention]) -> list[Mention]:
    """The first of each group that overlaps, in the given order of preference."""
    chosen: list[Mention] = []
    covered: set[int] = set()
    for mention in mentions:
        span = range(mention.start, mention.end)
        if covered.isdisjoint(span):
            covered.update(span)
            chosen.append(mention)
    return chosen

"""Name of a body as the text has it -> its full name: what the document leaves out is put back.

市科技局 gets its city, 资源学院 the university that publishes or where the career at hand is spent, 规划处 its bureau.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from graph.claim import Mention
from graph.find.offices import REASON as CAMPUS_OFFICE
from graph.find.reading import Reading
from graph.lexicon import Lexicon, word_set
from graph.regex import regex

OURS = ("我校", "学校", "本校")
"""What a university calls itself in its own texts."""
_LOCAL = regex(r"^(省|市|区|县|自治区|州|我省|我市|全市|全省)(?=[^域级内外直场])")
_PARTY = regex(r"^(民[革盟建进]|农工党|致公党|九三学社|台盟|共青团|团)([省市区县])(?=委)")
_LEAGUE = regex(r"^团(?=[^省市区县]{2,6}[省市区县]委$)")
_CAREER = regex(
    r"(?:先后在|历任|曾任|现任|时任|任职于|毕业于|就读于|调入|调至|担任|(?<![\u4e00-\u9fff])在|获)[^，。；：！？]{0,24}$"
)
"""What of somebody's career stands before a department."""
_ZONE_COMMITTEE = regex(r"(.{1,6}?区|园区)(管委会|党工委)")
"""The committee of a zone."""
_OF_THE_ZONE = regex("(?:新|园|高新|经开|开发|示范|合作|港|片)区(?:管委会|党工委)")
"""The committee of the zone that the text is about."""
_OF_ONE_AT_HAND = regex(
    r"(?:学院|校区|医院|集团|研究院)(?=[\u4e00-\u9fff]{2,10}$)|院(?=团委|工会|党委|党总支|学生会|直)"
)
"""How the name of a part starts whose body has been named before: 学院|学风建设部."""
_COMMITTEES = regex(r"政法委|纪委|组织部|宣传部|统战部|办公厅|教育工委|团工委")
_INTERNATIONAL = regex("国际[\u4e00-\u9fff]{0,8}(?:处|部|办|学院|办公室)")
"""A department of a university for what is international."""
_BESIDE = 24
"""Characters within which the post before in a list stands."""
_SCHOOL = regex("(?:学院|书院)$")
"""How a school of a university ends, which may be called with the university's short name (南开|某某书院)."""
_MINISTRY = regex("教育部|农业农村部|自然资源部|科技部")
"""What inside a name tells that a ministry runs it."""
_BARE_LAB = 5
"""Characters beyond which the bare name of a laboratory tells which one it is."""
_OF_THE_PARTY = regex("^(?=(?:组织|宣传|统战|学工|研工|教工|教师工作|学生工作|研究生工作)部$)")
"""What the name of an office of a university's Party committee starts with when 党委 is left out."""
_OFFICE = regex(
    r"(?<!总)[部处室系科办]$|学院$|研究[院所]$|中心$|团委$|工会$|党委$|实验室$|医院$|办公室$|委员会$|支部$|基金会$|学生会$|协会$|馆$|[团社队]$"
)
"""How a body ends that a university's own text names without its university."""
_DEPARTMENT = regex("(?<!医)[部处系科]$|(?<!科)学院$|中心$|(?:办公|实验)室$|[^究学]所$|研究院$|研究所$|团委$|工会$")
"""How a department of a body ends."""
_NO_DEPARTMENTS = regex(f"{_DEPARTMENT.pattern}|[会盟联委社]$")
"""How a body ends that has no departments of its own: one that is a department, and those of members."""
_THAT_ONE = regex("该(?P<head>[校院所局厅段行馆]|大学|学院|公司|集团|企业|中心|医院)$")
_THAT_ENDS = {"校": "大学|学院", "院": "(?<!学)院", "局": "局(?:集团有限公司)?", "企业": "公司|集团"}
"""How the name ends of the body that a 该校 or 该局 means."""
_WARD = regex("[^大学院处局]{1,8}(?:外科|内科|麻醉科|儿科|骨科|眼科|感染科|急诊科|医学科|肿瘤科)")
"""A department of a hospital without its hospital."""
_OURS = regex(r"校(?=[\u4e00-\u9fff]{2})(?!友|区|园|企|际|地|外|内)")
"""校 for the university itself: 校团委."""
_OF_ALL = regex(
    r"中[国美德法英日韩俄欧意澳新加巴]|国家|全国|中华|中央|世界|国际|亚洲|第|“|[A-Za-z]|共青团|民[革盟建进]"
)
"""Fronts of names that stand for themselves."""
_UNIVERSITY = regex("大学(?!生)")
_HOSPITAL = regex(".{2,30}?医院(?!管理|集团|协会)")
_OUTSIDE = regex("大学|公司|集团|政府")
"""What no body of a university has in its name."""


class FullNames:
    """Full names of the bodies of one document."""

    def __init__(self, reading: Reading, lexicon: Lexicon, *, publisher: str, campus: bool, home: str) -> None:
        """home: name of the place that 市 and 省 mean where the text before names none."""
        self.reading = reading
        self.text = reading.text
        self.lexicon = lexicon
        self.publisher = publisher
        self.short = regex(r"大学$|学院$").sub("", publisher) if campus else ""
        self.campus = campus
        self.home = home
        self._fuller: dict[tuple[str, str], str] = {}
        """Type and name -> what `_longer` found."""
        self._places: dict[str, list[tuple[int, str]]] = {}
        """Level -> start and name of its places."""

    def of(self, mention: Mention) -> tuple[str, str]:
        """(full name, name of the body that it is part of; empty where its own name does not say so)."""
        name = mention.name
        local = _LOCAL.match(name)
        if local:
            return self._local(name, local, mention), ""
        if party := _PARTY.match(name):
            place = self._place_for(party.group(2), mention.start)
            return (party.group(1) + place + name[party.end() :] if place else name).replace("共青团", "团"), ""
        if self.campus and _OURS.match(name):
            return self.publisher + name[1:], self.publisher
        if generic := _OF_ONE_AT_HAND.match(name):
            owner = self._last_that_ends(generic.group(), mention)
            if owner or generic.group() != "校区":
                return owner + name[generic.end() if owner else 0 :], owner
        if owner := self._that_one_before(mention):
            return owner + name, owner
        if mention.reason == "body-before-post":
            return self._before_post(name, mention)
        if _OF_THE_ZONE.fullmatch(name) and (of_zone := self._of_zone(name, mention)):
            return of_zone, ""
        if _WARD.fullmatch(name) and not self._anchored(name):
            owner = self._bureau_before(name, mention)
            if owner:
                return owner + name, owner
        if self.short and name.startswith(self.short):
            rest = name.removeprefix(self.short)
            bare = len(rest) > _BARE_LAB and _SCHOOL.search(rest) and self.text.count(rest) > self.text.count(name)
            return (self.publisher + rest, self.publisher) if bare and "大学" not in rest else (name, "")
        if (
            mention.reason.startswith(("head:", CAMPUS_OFFICE))
            and self.campus
            and not _UNIVERSITY.search(name)
            and not self._anchored(name)
        ):
            if (
                mention.kind == "ResearchInstitute"
                and len(name) > _BARE_LAB
                and (full := self._longer_lab(name, mention))
            ):
                return full, ""
            owner = self._university(mention)
            if owner:
                return owner + _OF_THE_PARTY.sub("党委", name), owner
        return name, ""

    def _that_one_before(self, mention: Mention) -> str:
        """The body that a 该校, 该院 or 该公司 right before one of its departments means; empty for none."""
        start = mention.start
        that = _THAT_ONE.search(self.text, max(0, start - 4), start)
        if that is None or not _OFFICE.search(mention.name) or self._anchored(mention.name):
            return ""
        if self.campus and that.group("head") == "校":
            return ""
        ends = _THAT_ENDS.get(that.group("head"), that.group("head"))
        for other in reversed(self.reading.mentions_in(0, start)):
            if other.type == "Organization" and other.end <= start:
                whole = re.match(f".*(?:{ends})", self.of(other)[0])
                if whole and len(whole.group()) > len(that.group("head")) + 1:
                    return whole.group()
        return ""

    def _last_that_ends(self, head: str, mention: Mention) -> str:
        """The body named last before one of its parts that is called by a bare head (学院|团委, 校区|党委)."""
        for other in reversed(self.reading.mentions_in(0, mention.start)):
            if other.type not in ("Organization", "Place") or other.name.endswith("科学院"):
                continue
            if other.name.endswith(("学院", "研究院") if head == "院" else head) and other.name != head:
                return self.of(other)[0] if other.type == "Organization" else other.name
        return ""

    def _local(self, name: str, local: re.Match[str], mention: Mention) -> str:
        full = self._longer(name, mention)
        if full:
            return full
        place = self._place_for(local.group(1), mention.start)
        if not place:
            return name
        rest = name[local.end() :]
        if place.endswith(local.group(1)[-1]) and rest.startswith("委"):
            return place + rest
        return place + (local.group(1)[-1] + rest if rest.startswith("委") else rest)

    def _university(self, mention: Mention) -> str:
        """The university whose department a university's own text names by its bare name; empty for none."""
        before = self.text[max(0, mention.start - 3) : mention.start]
        if before.endswith("该校"):
            return self._named_before(mention, 0) or self.publisher
        if before.endswith(OURS):
            return self.publisher
        if mention.reason != CAMPUS_OFFICE and mention.reason.removeprefix("head:") not in word_set("departments"):
            return ""
        if self._is_beside_outsider(mention):
            return ""
        if _MINISTRY.search(mention.name) and any(end == mention.start - 1 for _, end in self.reading.titles):
            return ""  # a guest's next post: 某中心主任、|智慧农业教育部工程中心|主任
        if school := self._school_beside(mention):
            return school
        sentence = self.reading.sentences[self.reading.sentence_at(mention.start)]
        if _CAREER.search(self.text, sentence.start, mention.start):
            return self._named_before(mention, sentence.start) or self.publisher
        return self.publisher

    def _school_beside(self, mention: Mention) -> str:
        """The school of the post before, where one at a department follows (甲学院院长乙，|丙系|主任丁)."""
        if not mention.name.endswith(("系", "教研室")) or self.text[mention.start - 1] not in "，、":
            return ""
        posts = {begin for begin, _ in self.reading.titles}
        near = self.reading.mentions_in(max(0, mention.start - _BESIDE), mention.start)
        before = next((m for m in reversed(near) if m.type == "Organization" and m.end <= mention.start), None)
        if before is None or not before.name.endswith("学院") or before.end not in posts or mention.end not in posts:
            return ""
        return "" if "。" in self.text[before.end : mention.start] else self.of(before)[0]

    def _is_beside_outsider(self, mention: Mention) -> bool:
        """Whether a list names another university's body right before (加州大学洛杉矶分校和|斯克里普斯研究所)."""
        other = self.reading.ending_at(mention.start - 1)
        if other is None or other.type != "Organization" or self.text[mention.start - 1] not in "、和与及":
            return False
        return "大学" in other.name and not other.name.startswith((self.publisher, self.short))

    def _named_before(self, mention: Mention, since: int) -> str:
        """The academy or other university named last in a stretch before a mention, with nobody named in between."""
        for other in reversed(self.reading.mentions_in(since, mention.start)):
            if since and other.type == "Person":
                return ""
            if other.type == "Organization" and regex(r"大学$|科学院$|理工学院$").search(other.name):
                return other.name if other.name != self.publisher else ""
        return ""

    def _of_zone(self, name: str, mention: Mention) -> str:
        """The committee of a zone whose full name stands before it (新区|管委会); empty for none."""
        zone = _ZONE_COMMITTEE.fullmatch(name)
        if zone is None:
            return ""
        for other in self.reading.mentions_in(0, mention.start):
            whole = regex("(?:管委会|党工委)$").sub("", self.text[other.start : other.end])
            if other.type != "Person" and whole.endswith(zone.group(1)) and whole != zone.group(1):
                return whole + zone.group(2)
        return ""

    def _before_post(self, name: str, mention: Mention) -> tuple[str, str]:
        """A body that the words before a post name: tail of a longer name, or department of the body named last."""
        full = self._longer(name, mention)
        if full:
            return full, ""
        if of_zone := self._of_zone(name, mention):
            return of_zone, ""
        if not self.campus and _COMMITTEES.fullmatch(name):
            committees = [m for m in self.reading.mentions if m.end <= mention.start and m.name.endswith("委")]
            return (committees[-1].name + name, "") if committees else (name, "")
        if self._anchored(name) or mention.kind == "Company":
            return name, ""
        if _DEPARTMENT.search(name) and (holder := self._holder_before(mention.start)):
            return holder + name, holder
        if (
            self.campus
            and not _OUTSIDE.search(name)
            and mention.kind in ("University", "Organization")
            and _OFFICE.search(name)
        ):
            return self.publisher + name, self.publisher
        if regex(r"[司处科室]$|外科$|内科$").search(name) and len(name) <= 12:
            owner = self._bureau_before(name, mention)
            shared = next((size for size in range(len(name) - 1, 1, -1) if owner.endswith(name[:size])), 0)
            return owner + name[shared:], owner
        return name, ""

    def _holder_before(self, start: int) -> str:
        """The body of the post before that of one of its departments (甲大学副校长、|医学部主任); empty for none."""
        posts = {end: begin for begin, end in self.reading.titles}
        while self.text[start - 1] in "、兼" and start - 1 in posts:
            start = posts[start - 1]
            body = self.reading.ending_at(start)
            if body is not None:
                departs = body.type == "Organization" and not _NO_DEPARTMENTS.search(body.name)
                return self.of(body)[0] if departs else ""
        return ""

    def _bureau_before(self, name: str, mention: Mention) -> str:
        """The bureau, or hospital, named last before one of its departments; empty for none."""
        ward = name.endswith("科")
        for other in reversed(self.reading.mentions_in(0, mention.start)):
            if other.type != "Organization":
                continue
            hospital = _HOSPITAL.match(other.name) if ward else None
            if hospital:
                return hospital.group()
            if not ward and other.reason != "body-before-post" and regex(r"[部局委厅院]$|委员会$").search(other.name):
                return other.name
        return ""

    def _anchored(self, name: str) -> bool:
        """Whether a name starts with a known name or a word such as 中国: nothing is left out before it."""
        front = self.lexicon.longest_front(name)
        if self.campus and _INTERNATIONAL.fullmatch(name):
            return False
        if front is not None and not front.weak and not (self.campus and front.entry.type == "Person"):
            return True
        return _OF_ALL.match(name) is not None

    def _longer(self, name: str, mention: Mention) -> str:
        """Another name of the document that ends in this one (天津市政协 for 市政协)."""
        key = (mention.type, name)
        if key not in self._fuller:
            others = (m.name for m in self.reading.mentions if m.type == mention.type)
            self._fuller[key] = next((other for other in others if other != name and other.endswith(name)), "")
        return self._fuller[key]

    def _longer_lab(self, name: str, mention: Mention) -> str:
        """A fuller name of the same laboratory or institute (黑龙江|智媒体实验室), not one of another university's."""
        if mention.kind != "ResearchInstitute" or len(name) <= _BARE_LAB:
            return ""
        full = self._longer(name, mention)
        return "" if regex("大学|科学院").search(full) else full

    def _place_for(self, level: str, before: int) -> str:
        """The nearest place of that level named before an offset, else the first behind, else the document's home."""
        level = level[-1]
        if level not in self._places:
            self._places[level] = list(self._places_of(level))
        places = self._places[level]
        if places:
            return places[max(0, bisect_right(places, before, key=itemgetter(0)) - 1)][1]
        return self.home if self.home.endswith(level) else ""

    def _places_of(self, level: str) -> Iterator[tuple[int, str]]:
        """(start, name) of each place of a level, and of each place of it that a body is named after."""
        named_after = regex(rf"(?:中共)?([^省市区县]{{2,7}}{level})")
        for mention in self.reading.mentions:
            if mention.type == "Place" and mention.name.endswith(level) and len(mention.name) <= 8:
                yield mention.start, mention.name
            elif mention.type == "Organization":
                found = named_after.match(mention.name)
                if found and self.lexicon.get(found.group(1)):
                    yield mention.start, found.group(1)

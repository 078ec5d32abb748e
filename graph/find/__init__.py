"""Document -> mentions: known names, names in marks, names by their heads, persons."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice, pairwise
from operator import attrgetter

from msgspec.structs import replace

from graph.claim import Mention
from graph.document import Document
from graph.find.bodies import find_bodies_before_posts
from graph.find.campus import find_campus
from graph.find.companies import find_brands, find_companies
from graph.find.landmarks import find_landmarks
from graph.find.lists import find_listed_bodies
from graph.find.names import MAX_NAME, NameFinder, head_ends
from graph.find.occasions import find_occasions, is_occasion, trim_occasion
from graph.find.offices import find_offices
from graph.find.persons import PersonFinder
from graph.find.programmes import find_programmes
from graph.find.quoted import find_quoted
from graph.find.reading import Reading
from graph.find.titles import find_titles, title_pattern
from graph.find.townships import find_townships, find_village_committees
from graph.find.venues import find_short_areas, find_venues
from graph.lexicon import Entry, Hit, Lexicon, word_set
from graph.regex import regex

_BELOW = regex(r"[镇乡村堂楼厅阁]|街道|[大东西南北中]?路(?![径演线上网况易])|[大东西南北]?道(?![路上德教理])|大街")
"""What makes a county's name the name of something smaller (德庆|镇, 秀山|堂)."""
_ACTS = regex(
    r"(?:[、和与][^，。；]{2,40})?(?:等[^，。；]{0,8})?(?:联合|共同)?(?:主办|承办|协办|举办|提供支持)|与[^，。；]{2,20}(?:签|共建|合作)|"
    r"(?:党委)?副?(?:馆长|院长|书记)|(?:研究)?馆员|[技学宣社保]\S{1,3}部|(?:相关)?负责人|工作人员|积极参[加与]|荣?获(?:表彰|评|得)"
)
"""What follows a museum that acts."""
_IN_NATURE = regex(r"[湾河江湖潭峡峪沟坝岭峰寺塔泉溪桥岛](?![北南东西省市])")
"""What makes a county's short name the front of a water, a valley or a temple: 青龙|湾."""
_TRADE = regex(r"船务|汽车|集团|控股|股份|科技|证券|电子|药业|实业|制药|重工|精神")
"""What makes a county's name a company's (福田|汽车)."""
_QUARTERS = ("西北", "东北", "西南", "东南", "华北")
"""Regions that behind a place are a side of it: 广汉市|西北."""
_IN_DOTTED = regex("[\u4e00-\u9fff]{1,2}[·•‧・][\u4e00-\u9fff]")
"""What makes a weak name the front of a person's name written by sound: 玉山|江·艾海提."""
_DOCTRINE = regex(r"新时代|思想|理论(?!家)|主义|[生经法强外文][态济治军交化]\S{0,2}思想")
_LISTED = regex(r"[、，。；）]|等|和|与|以及|$")
"""What follows a place in a list."""
_ZONE = regex(
    r"高新(?:技术产业开发)?区|经开区|(?:经济)?(?:技术)?开发区|综合?保(?:税)?区|保税港?区|自贸|产业[园港]|科[技学创]城|工业园|物流园|新城|港区"
)
"""What makes a name that may be a word a place: 东丽|高新区."""
_BEFORE_PLACE = regex(r"(?:[在到赴于从、和与及]|来自|前往|位于|抵达|落户|走进|深入)$")


_GOES_ON = regex(r"[一-鿿“](?<![的在与和及、等于为是将已由对])")
"""What may follow a body whose department the words behind name."""
_ONE_NAME = regex(
    r"(?:[^，。；：、！？\n“《‘「『（(【】]|“[^”\n]*”|《[^》\n]*》|‘[^’\n]*’|「[^」\n]*」|『[^』\n]*』|[（(][^）)\n]*[）)])*"
)
"""What a name may go on with: all but marks outside of quotations and brackets."""
_HEADED = frozenset("院校部局厅处市县省镇区会行所社站馆队团组")
"""What a 长 behind makes a post of: 校|长宁 names no place."""


def read_mentions(document: Document, lexicon: Lexicon) -> Reading:
    """The reading of a document with all its mentions."""
    reading = Reading.of(document)
    text = reading.text
    hits = _with_neighbours(lexicon.find(text), reading)
    reading.titles = find_titles(text, reading.starts)
    reading.campus = find_campus(document, hits)
    campus = bool(reading.campus)
    reading.lay([Mention(h.start, h.end, h.entry.type, h.entry.kind, h.entry.name, "lexicon", 0.95) for h in hits])
    marked = [*find_quoted(text, lexicon), *find_programmes(text)]
    for mention in sorted(marked, key=lambda m: (m.end - m.start, m.start)):
        reading.add(mention)
    named = NameFinder(reading, hits, campus=campus).find()
    for mention in sorted(named, key=lambda m: (m.end - m.start, m.start)):
        other = reading.covering(mention.start, mention.end)
        if other is not None and other.start <= mention.start and mention.end <= other.end:
            if other.reason != "lexicon" or (other.start, other.end) != (mention.start, mention.end):
                continue
            if other.reason == "lexicon":
                continue
        if mention.type == "Event" and not is_occasion(text, mention.start, mention.end):
            continue
        if other is not None and other.reason.startswith("titled") and mention.type != "Event":
            continue
        if mention.type == "Event":
            reading.add(trim_occasion(mention, text))
        else:
            placed = mention.kind in ("Venue", "Place")
            reading.add(_without_areas(mention, hits, text) if placed else mention)
    _find_departments(reading, hits, campus=campus)
    _join_branches(reading)
    _join_zones(reading, lexicon)
    if campus:
        _take_short_publisher(reading, regex(r"大学$|学院$").sub("", reading.campus))
        for mention in list(find_offices(reading)):
            reading.add(mention)
    _find_acting_venues(reading)
    _find_occasions(reading)
    for mention in [*find_venues(reading), *find_short_areas(text)]:
        reading.add(mention)
    _find_tails(reading)
    _find_small_places(reading)
    for mention in find_companies(reading):
        if mention.reason == "company-with-place" or reading.is_free(mention.start, mention.end):
            reading.add(mention)
    for mention in list(find_brands(reading, lexicon)):
        reading.add(mention)
    reading.titles = list(_free_titles(reading))
    persons = PersonFinder(reading).find()
    starts = {mention.start for mention in persons}
    for mention in find_bodies_before_posts(reading, starts):
        reading.add(mention)
    _find_again(reading)
    for mention in persons:
        reading.add(mention)
    for mention in sorted(find_listed_bodies(reading), key=lambda m: m.start):
        reading.add(mention)
    return reading


def _find_small_places(reading: Reading) -> None:
    """Towns, villages, waters and stations that stand in no table, and committees of villages."""
    for mention in (*find_townships(reading), *find_village_committees(reading)):
        reading.add(mention)
    for mention in list(find_landmarks(reading)):
        reading.add(mention)


def _find_departments(reading: Reading, hits: list[Hit], *, campus: bool) -> None:
    """Names that start with a body found before them (河北省人社厅|职业能力建设处): the finder runs again, knowing it."""
    bodies = [
        Hit(m.start, m.end, Entry(m.name, m.type, m.kind, (), (), "", ""), False)
        for m in reading.mentions
        if m.type in ("Organization", "Park") and m.reason.startswith(("head:", "lexicon"))
    ]
    covered = bytearray(len(reading.text))
    for body in bodies:
        covered[body.start : body.end] = b"\x01" * (body.end - body.start)
    others = [hit for hit in hits if covered.find(1, hit.start, hit.end) < 0]
    known = sorted([*bodies, *others], key=lambda hit: hit.start)
    departments = NameFinder(reading, known, campus=False, ends=_ends_behind(bodies, reading)).find()
    for mention in sorted(departments, key=lambda m: (m.end - m.start, m.start)):
        if mention.type != "Organization":
            continue
        other = reading.starting_at(mention.start)
        if other is not None and other.type in ("Organization", "Park") and other.end < mention.end:
            reading.add(mention)


def _ends_behind(bodies: list[Hit], reading: Reading) -> set[int]:
    """Where a name may end that starts with a body of a sentence in which a body seems to go on."""
    text = reading.text
    heads = list(head_ends(text))
    going_on = {reading.sentence_at(body.start) for body in bodies if _GOES_ON.match(text, body.end)}
    ends: set[int] = set()
    for body in bodies:
        following = bisect_right(heads, body.end)
        last = bisect_right(heads, body.start + MAX_NAME, following)
        if following < last and reading.sentence_at(body.start) in going_on:
            onward = _ONE_NAME.match(text, body.end)
            ends.update(end for end in heads[following:last] if onward and end <= onward.end())
    return ends


def _join_branches(reading: Reading) -> None:
    """A body right behind another is part of it: a branch (北京大学第三医院|秦皇岛医院), a school (中国人民大学|国际关系学院)."""
    for first, second in pairwise(list(reading.mentions)):
        if (
            first.end == second.start
            and first.type == second.type == "Organization"
            and (second.reason.startswith("head:") or (first.name.endswith("大学") and second.name.endswith("学院")))
            and first.reason.startswith(("head:", "lexicon"))
            and second.end - first.start <= MAX_NAME
        ):
            name = first.name + second.name if first.reason != "lexicon" else reading.text[first.start : second.end]
            reading.add(Mention(first.start, second.end, "Organization", second.kind, name, second.reason, 0.8))


_ZONE_OF_PARK = regex(
    r"(?P<place>[\u4e00-\u9fff]{2,3})(?:片区|分园|园(?=[^\u4e00-\u9fff]|在|由|是|已|的|与|和|正式|将|揭|开|落|挂|昨|今|首|管委会|$))"
)
"""What behind a park names one of its zones after a place: 天开高教科创园|西青片区."""


def _join_zones(reading: Reading, lexicon: Lexicon) -> None:
    """A zone right behind its park is a park of that whole name."""
    for park in [mention for mention in reading.mentions if mention.type == "Park"]:
        zone = _ZONE_OF_PARK.match(reading.text, park.end)
        if zone and _is_area(zone.group("place"), lexicon):
            name = reading.text[park.start : zone.end()]
            reading.add(Mention(park.start, zone.end(), "Park", "Park", name, "zone-of-park", 0.85))


def _is_area(name: str, lexicon: Lexicon) -> bool:
    """Whether a name is that of a place, with or without its level (西青 for 西青区)."""
    entries = (lexicon.get(name + level) for level in ("", "区", "县", "市"))
    return any(entry is not None and entry.type == "Place" for entry in entries)


def _without_areas(mention: Mention, hits: list[Hit], text: str) -> Mention:
    """A venue without the chain of areas in front of it: 河北省张家口市崇礼区|云顶滑雪公园."""
    at, areas = mention.start, []
    for hit in islice(hits, bisect_left(hits, at, key=attrgetter("start")), None):
        area = hit.entry.kind == "AdministrativeArea" or text[hit.end - 1] not in _WATERS
        if hit.start == at and hit.entry.type == "Place" and hit.end < mention.end and area:
            areas.append(hit)
            at = hit.end
        elif hit.start >= mention.end:
            break
    if not areas or (len(areas) == 1 and not areas[0].entry.name.endswith(("省", "自治区"))):
        return mention
    last = areas[-1]
    whole = text[last.end - 1] in "省市县区州旗" and len(text[last.end : mention.end]) >= _SAYING
    start = last.end if whole else last.start
    if mention.end - start < _SAYING:
        return mention
    return replace(mention, start=start, name=text[start : mention.end])


_WATERS = "江河湖海山池峡"
"""Ends of the names that venues are called by themselves: 昆明滇池|国际会展中心."""
_SAYING = 6
"""Characters from which on the rest of a venue's name says enough."""


def _take_short_publisher(reading: Reading, short: str) -> None:
    """A university's short name before a body of its own belongs to the body's name (南开|上海校友会)."""
    text = reading.text
    for mention in list(reading.mentions):
        start = mention.start - len(short)
        own = mention.type == "Organization" and mention.reason.startswith("head:") and text.startswith(short, start)
        if own and start >= 0 and reading.is_free(start, mention.start) and not mention.name.startswith("大学"):
            reading.add(replace(mention, start=start, name=short + mention.name))


def _find_acting_venues(reading: Reading) -> None:
    """A museum that acts in the text (由某博物馆主办, 某博物馆馆长) is a body there and not a place."""
    text = reading.text
    venues = [
        m for m in reading.mentions if m.type == "Place" and m.name.endswith(("博物馆", "博物院", "图书馆", "美术馆"))
    ]
    acting = {m.name for m in venues if _ACTS.match(text, m.end) or text[m.start - 1 : m.start] == "由"}
    for mention in venues:
        if mention.name in acting:
            reading.add(replace(mention, type="Organization", kind="Organization"))


def _find_occasions(reading: Reading) -> None:
    """Events that the words around report, in free text or over a part of their names."""
    for mention in find_occasions(reading):
        other = reading.covering(mention.start, mention.end)
        if other is None or other.type != "Event" or (mention.start <= other.start and other.end <= mention.end):
            reading.add(mention)
    _join_meetings(reading)


_ABOUT_OTHERS = regex("(?:推动|推进|动员|总结|部署|启动|协调|工作|表彰|座谈)会$")
_MEETS = regex("(?:召开|举行)了?$")


def _join_meetings(reading: Reading) -> None:
    """A meeting about several events is one: 召开|甲大赛、乙竞赛动员会."""
    text = reading.text
    for meeting in [m for m in reading.mentions if m.type == "Event" and _ABOUT_OTHERS.search(m.name)]:
        other = reading.ending_at(meeting.start - 1) if text[meeting.start - 1] == "、" else None
        if other is None or other.type != "Event" or other.name.endswith(("会", "仪式", "典礼")):
            continue
        if _MEETS.search(text, 0, other.start):
            name = " ".join(text[other.start : meeting.end].split())
            reading.add(replace(meeting, start=other.start, name=name))


_ATTACHED = regex(r"(?<=大学|学院)附属[\u4e00-\u9fff]{0,6}(?:医院|中学|小学|学校)$")
"""What is left of the name of a university's hospital or school where the university is plain."""


_OWN_NAME = regex("(?:[\u4e00-\u9fff]{1,6}?[省市区县州旗])+(?P<tail>[\u4e00-\u9fff]{4,})")
"""A park's name behind the areas that it lies in: 乌拉特后旗|青山工业园区."""


def _find_tails(reading: Reading) -> None:
    """The end of a long name that stands alone elsewhere (组织委员会 of 第54届…组织委员会, 附属医院) means the same body."""
    text = reading.text
    tails: dict[str, Mention] = {}
    for mention in reading.mentions:
        head = mention.reason.removeprefix("head:")
        if mention.type == "Organization" and head != mention.reason and 4 <= len(head) <= len(mention.name) - 4:
            tails.setdefault(head, mention)
        own = mention.type == "Organization" and "附属" in mention.name
        own_name = _OWN_NAME.fullmatch(mention.name) if mention.type == "Park" and head != mention.reason else None
        if own_name and len(own_name["tail"]) - len(head) > 1:
            tails.setdefault(own_name["tail"], mention)
        attached = _ATTACHED.search(mention.name) if own else None
        if attached:
            tails.setdefault(attached.group(), mention)
    for tail, mention in sorted(tails.items()):
        at = text.find(tail, mention.end)
        while at >= 0:
            end = at + len(tail)
            if reading.is_free(at, end) and regex(r"[，。、；：（“的由在于驻到户\n]|和|与|$").match(text[at - 1 : at]):
                reading.add(Mention(at, end, mention.type, mention.kind, mention.name, "tail-of-name", 0.8))
            at = text.find(tail, end)


_AROUND_BODY = regex(r"[，。、；：\n \u3000由与和]$|[日前天]$")
_BODY_ACTS = regex("[，、。]|等|在|与|和|联合|召开|举行|举办|组织|开展|主办|承办|协办|负责人|师生|党委")


def _find_again(reading: Reading) -> None:
    """A body that the post behind it tells of is the same where it acts elsewhere: 智能学院院长 … 智能学院|召开座谈会."""
    text = reading.text
    for mention in [m for m in reading.mentions if m.reason == "body-before-post" and m.end - m.start > 3]:
        name = text[mention.start : mention.end]
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if (
                reading.is_free(at, end)
                and _AROUND_BODY.search(text, max(0, at - 1), at)
                and _BODY_ACTS.match(text, end)
            ):
                reading.add(replace(mention, start=at, end=end))
            at = text.find(name, end)


def _free_titles(reading: Reading) -> Iterator[tuple[int, int]]:
    """Titles outside every mention; one that a mention cuts into keeps its tail where that is a title (集团|董事长)."""
    for start, end in reading.titles:
        mention = reading.covering(start, end)
        if mention is None:
            yield start, end
        elif mention.start <= start < mention.end < end and title_pattern().fullmatch(reading.text, mention.end, end):
            yield mention.end, end


def _with_neighbours(hits: list[Hit], reading: Reading) -> list[Hit]:
    """Known names that are meant, and weak names of places that a list sets beside one of them (海淀、|昌平)."""
    text = reading.text
    counted = [_counts(hit, reading, text) for hit in hits]
    for index, (hit, following) in enumerate(pairwise(hits)):
        if not (counted[index] or counted[index + 1]) and _make_one_word(hit, following, reading):
            counted[index] = counted[index + 1] = True
    order = range(1, len(hits))
    for first, second in (*((i - 1, i) for i in order), *((i, i - 1) for i in reversed(order))):
        if counted[first] and not counted[second] and hits[first].entry.type == hits[second].entry.type == "Place":
            before, behind = hits[min(first, second)], hits[max(first, second)]
            counted[second] = text[before.end : behind.start] == "、" and _may_be_listed(hits[second], reading)
    return [hit for hit, counts in zip(hits, counted, strict=True) if counts]


def _make_one_word(first: Hit, second: Hit, reading: Reading) -> bool:
    """Whether two places, neither weak, stand in one word of the segmenter (福建|厦门)."""
    return (
        first.end == second.start
        and first.entry.type == second.entry.type == "Place"
        and not (first.weak or second.weak)
        and first.start in reading.starts
        and second.end in reading.starts
    )


def _may_be_listed(hit: Hit, reading: Reading) -> bool:
    """Whether a place in a list is a word of its own and ends there."""
    text = reading.text
    aligned = hit.start in reading.starts and hit.end in reading.starts
    return aligned and text[hit.start : hit.end] not in word_set("common-places") and bool(_LISTED.match(text, hit.end))


_ADDRESSED = regex("(?:特聘|助理|副)*(?:教授|研究员)|老师|同学|博士|同志|先生|女士")
_STUDENTS = ("本科生", "研究生", "硕士生", "博士生", "教授", "研究员", "同学")


def _is_person(hit: Hit, text: str) -> bool:
    """Whether a short name of a company is a person's, by what he is called (高通|副教授, 硕士研究生|高盛)."""
    return _ADDRESSED.match(text, hit.end) is not None or text.endswith(_STUDENTS, 0, hit.start)


def _counts(hit: Hit, reading: Reading, text: str) -> bool:
    """Whether a known name is meant: its ends are word ends, and a weak one has support around it."""
    starts = reading.starts
    name = text[hit.start : hit.end]
    if name[0] == "长" and text[hit.start - 1 : hit.start] in _HEADED:
        return False
    if name in _QUARTERS and text[hit.start - 1 : hit.start] in ("市", "县", "区", "镇", "村", "城", "山"):
        return False
    if hit.entry.kind == "Company" and len(name) < 4 and _is_person(hit, text):
        return False
    if hit.weak and (_IN_DOTTED.match(text, hit.end) or _IN_NATURE.match(text, hit.end)):
        return False
    if hit.entry.type == "Person":
        return not _DOCTRINE.match(text, hit.end)
    if hit.entry.type == "Place" and name[-1] not in "省市区县州旗" and _BELOW.match(text, hit.end):
        return False
    aligned = hit.start in starts and (hit.end in starts or hit.end == len(text) or text[hit.end] == "\n")
    if not hit.weak or (len(name) >= 3 and hit.entry.type == "Place"):
        if name in word_set("common-places"):
            return False
        if aligned or len(name) >= 4:
            return True
        if hit.entry.type == "Place" and text[hit.end : hit.end + 2] in (
            "海关",
            "大学",
            "学院",
            "日报",
            "银行",
            "机场",
        ):
            return True
        return hit.entry.type == "Place" and len(name) >= 3
    if not aligned:
        return False
    if reading.holds(hit.entry.name):
        return True
    if hit.entry.type == "Place" and _ZONE.match(text, hit.end):
        return True
    if hit.entry.type != "Place":
        if hit.entry.kind == "University":
            return text[hit.start - 1 : hit.start] not in ("“", "”")
        return bool(regex(r"[、，。等和与在的”）]").match(text[hit.end : hit.end + 1]))
    before = text[max(0, hit.start - 4) : hit.start]
    after = text[hit.end : hit.end + 2]
    if _TRADE.match(text, hit.end) or reading.tag_before(hit.start) in ("j", "nz", "nrt"):
        return False
    if reading.tag_at(hit.start) == "ns" and name not in word_set("common-places"):
        return True
    return (
        bool(_BEFORE_PLACE.search(before))
        and bool(regex(r"[、，。举召考调揭开启落签投设采参访]|成立|成功|正式|$").match(after))
        and name not in word_set("common-places")
    )

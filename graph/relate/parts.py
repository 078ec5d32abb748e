"""Entities of one document -> what is part of what, as names say it: 甲大学|化学学院, 甲大学化学学院|团委."""

from __future__ import annotations

from collections.abc import Iterator

from graph.corefer import Entities
from graph.fullname import OURS
from graph.regex import regex
from graph.relate.post import Post
from graph.relate.rules import Candidate
from graph.shortform import is_contraction

_SAME_BODY = regex(
    r"(?:欧洲|中国)?(?:医药|控股|股份|科技|产业|投资|(?:卫星)?技术|电子|动力|汽车|生物|智能|机器人|新材料|新能源)?(?:集团|公司|企业|总部)?(?:（[^（）]*）)?(?:控股|股份)?(?:有限)?(?:责任)?(?:公司|集团)?"
)
"""What a company's full name adds to its short name: the same body, no part of it."""
_COMPANY_FORM = regex(r"(?:集团)?(?:股份)?有限(?:责任)?公司(?=..)")
"""The rest of a company's full name behind the short one that is known: 甲局集团|有限公司|货运部."""
_SHORT = 3
"""Characters up to which a known name may be the front of another word."""
_TOO_HIGH = ("国务院", "中国共产党中央委员会")
"""Bodies whose name stands in front of others that are no parts of them."""
_INNER = regex(
    r"(?P<body>[\u4e00-\u9fff]{2,18}(?:学院|研究院|研究所|考试院|医院|书院|分公司|集团|[^公](?:局|厅)))"
    r"(?:[\u4e00-\u9fff]{1,8}[处科室系组]|[\u4e00-\u9fff]{2,8}部|[\u4e00-\u9fff]{0,8}(?:办公室|团委|党委|党总支|党支部|支部|学生会|研究生会|工会|教研室|实验室|研究所))"
)
"""The rest of a department's name that holds its own body's: 湖南省教育考试院|普招处, …大学|化学学院|团委."""
_INNER_ENDS = tuple("处科室系组部委支会所")
"""How each match of _INNER ends."""
_TEAM_OF_SCHOOL = regex("(?P<school>[\u4e00-\u9fff]{2,14}学院)“")
"""How the name of a school's team starts, in the news of its university: 商学院|“…”实践队."""
_INNER_KINDS = (
    (regex("学院$"), "University"),
    (regex("研究[院所]$"), "ResearchInstitute"),
    (regex("局$|厅$"), "GovernmentBody"),
    (regex("公司$|集团$"), "Company"),
    (regex(""), "Organization"),
)


def find_parts(entities: Entities) -> Iterator[Candidate]:
    """A body whose name starts with another body's name is part of it (南开大学|经济学院)."""
    drafts = entities.drafts
    bodies = _bodies_by_name(entities)
    yield from _find_zones(entities)
    for index, draft in enumerate(list(drafts)):
        if draft.type != "Organization" or not draft.mentions:
            continue
        parent = _parent(entities, index, bodies)
        if parent < 0 and entities.campus and not draft.known:
            yield from _find_part_of_ours(entities, index)
        if parent < 0 or parent == index:
            continue
        mention = max(draft.mentions, key=lambda m: (m.end - m.start, -m.start))
        confidence = 0.92 if drafts[parent].mentions else 0.8
        yield Candidate(index, "partOf", parent, mention.start, mention.end, "part-by-name", confidence, {})


_UNIT = regex(
    r"(?:实验室|中心|研究院|研究所|学院|书院|基地|智库|教研室|工作室|工作站|支教团|记者团|艺术团|协会|支部|党委|团委|分会|校友会|[处部系])[”）]?$"
)
"""How the name of a unit of a university ends."""


def _find_part_of_ours(entities: Entities, index: int) -> Iterator[Candidate]:
    """A unit that 我校 stands right before is part of the university, though its name does not say so (我校|国家重点实验室)."""
    draft = entities.drafts[index]
    if not _UNIT.search(draft.name):
        return
    for mention in draft.mentions:
        if entities.text.endswith(OURS, 0, mention.start):
            parent = entities.add("Organization", "University", entities.publisher)
            yield Candidate(index, "partOf", parent, mention.start - 2, mention.end, "part-of-ours", 0.82, {})
            return


def _find_zones(entities: Entities) -> Iterator[Candidate]:
    """A park whose name is another park's with a zone behind it is part of that."""
    parks = [(i, draft) for i, draft in enumerate(entities.drafts) if draft.type == "Park" and draft.mentions]
    for index, draft in parks:
        zone = next((m for m in draft.mentions if m.reason == "zone-of-park"), None)
        if zone is None:
            continue
        wholes = [(len(n), i) for i, other in parks if i != index for n in other.names if zone.name.startswith(n)]
        if wholes:
            yield Candidate(index, "partOf", max(wholes)[1], zone.start, zone.end, "zone-of-park", 0.85, {})


def find_parts_of_post(post: Post, entities: Entities) -> Iterator[Candidate]:
    """What a committee is part of that only the words of a post name (甲大学|团委|书记)."""
    parent = _parent(entities, post.body, _bodies_by_name(entities))
    if parent >= 0:
        yield Candidate(post.body, "partOf", parent, post.start, post.end, "part-by-name", 0.8, {})


def _bodies_by_name(entities: Entities) -> dict[str, int]:
    """Name or alias of each body that can have parts -> its entity."""
    found: dict[str, int] = {}
    for index, draft in enumerate(entities.drafts):
        if draft.type == "Organization" and draft.kind != "MediaOrganization":
            for alias in (draft.name, *draft.names):
                found.setdefault(alias, index)
    return found


def _ends_word(entities: Entities, index: int, size: int) -> bool:
    """Whether a word ends behind the first characters of a body's name, where the text has the name (not 三星|堆研究中心)."""
    draft, text = entities.drafts[index], entities.text
    start = next((m.start for m in draft.mentions if text.startswith(draft.name, m.start)), -1)
    return start < 0 or size > _SHORT or start + size in entities.reading.starts


def _parent(entities: Entities, index: int, bodies: dict[str, int]) -> int:
    """The body with the longest name that another's name starts with; -1 for none."""
    name = entities.drafts[index].name
    best, size = -1, 0
    for length in range(len(name) - 2, 2, -1):
        other = bodies.get(name[:length])
        if other is not None and other != index and not _SAME_BODY.fullmatch(name, length):
            best, size = other, length
            break
    front = entities.lexicon.longest_front(name)
    known = (
        front is not None
        and not front.weak
        and front.entry.type == "Organization"
        and not _SAME_BODY.fullmatch(name, front.end)
        and _ends_word(entities, index, front.end)
    )
    if front is not None and known and size < front.end <= len(name) - 2 and front.entry.name not in _TOO_HIGH:
        whole = _COMPANY_FORM.match(name, front.end)
        whole_name = name[: whole.end()] if whole else front.entry.name
        best, size = entities.add("Organization", front.entry.kind, whole_name), front.end
    school = _TEAM_OF_SCHOOL.match(name) if entities.campus and best < 0 else None
    if school:
        return entities.add("Organization", "University", entities.publisher + school.group("school"))
    inner = _INNER.fullmatch(name, size) if name.endswith(_INNER_ENDS) else None
    if inner and entities.drafts[index].kind != "Company":
        brief = [i for i in set(bodies.values()) if is_contraction(inner.group("body"), entities.drafts[i].name[size:])]
        if len(brief) == 1 and entities.drafts[brief[0]].name.startswith(name[:size]):
            return brief[0]
        kind = next(kind for ending, kind in _INNER_KINDS if ending.search(inner.group("body")))
        holder = entities.add("Organization", kind, name[:size] + inner.group("body"))
        if entities.campus and name[:size] == entities.publisher:
            entities.drafts[holder].names[inner.group("body")] += 0
        return holder
    return best

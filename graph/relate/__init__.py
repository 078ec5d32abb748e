"""Entities of one document -> candidates: what the sentences say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.corefer import Entities
from graph.relate.attendance import find_attendance
from graph.relate.bylines import find_author_note, find_bylines
from graph.relate.masked import Masked, P, mask
from graph.relate.posts import Post, find_posts
from graph.relate.rules import Candidate, Rules, apply_rules
from graph.relate.visits import MEETS, VISITS, find_visits

_SAME_BODY = re.compile(r"(?:欧洲|中国)?(?:医药|控股|股份|科技|产业|投资)?(?:集团|公司|企业|总部)?(?:（[^（）]*）)?(?:控股|股份)?(?:有限)?(?:责任)?(?:公司|集团)?")
"""What a company's full name adds to its short name: the same body, no part of it."""
_AUTHOR_LINE = re.compile(rf"{P}(?:[ 　、]{P})*\s*")


def relate(entities: Entities, rules: Rules) -> Iterator[Candidate]:
    """Candidates in text order of their sentences."""
    recent: dict[str, int] = {}
    authors: list[int] = []
    visits = _read_visits(entities)
    for sentence in entities.reading.sentences:
        masked = mask(entities, sentence, recent)
        if not masked.signed:
            continue
        event = entities.main_event
        if sentence.paragraph <= 3 and _AUTHOR_LINE.fullmatch(masked.text):
            for at, person in masked.entities(0, len(masked.text), P):
                authors.append(person)
                yield Candidate(person, "authored", 0, masked.slots[at].start, masked.slots[at].end, "author-line", 0.93, {})
            continue
        yield from apply_rules(rules, masked, event, entities.text)
        yield from find_attendance(masked, entities, event)
        for post in find_posts(masked, entities):
            yield _as_candidate(post)
        for found in find_bylines(masked, entities):
            yield found if isinstance(found, Candidate) else _as_candidate(found)
        for post in find_author_note(masked, entities, authors):
            yield _as_candidate(post)
    yield from visits
    yield from _parts(entities)


def _read_visits(entities: Entities) -> list[Candidate]:
    """Attendance of visits and meetings; the first that the document opens with is its main event if it has no other."""
    found: dict[str, int] = {}
    candidates = []
    for sentence in entities.reading.sentences:
        if not MEETS.search(entities.text, sentence.start, sentence.end) and (
            sentence.paragraph > 2 or not VISITS.search(entities.text, sentence.start, sentence.end)
        ):
            continue
        for visit in find_visits(mask(entities, sentence, {}), entities):
            if visit.place >= 0 and sentence.paragraph > 2:
                continue
            index = found.get(visit.name)
            if index is None:
                if visit.place >= 0 and (entities.main_event >= 0 or found):
                    continue
                index = found[visit.name] = entities.add("Event", "Visit", visit.name)
                if entities.main_event < 0 and sentence.paragraph <= 2:
                    entities.main_event = index
            for person in visit.people:
                candidates.append(Candidate(person, "attended", index, visit.start, visit.end, "visit", 0.8, {}))
            if visit.place >= 0:
                candidates.append(Candidate(index, "heldAt", visit.place, visit.start, visit.end, "visit", 0.75, {}))
    return candidates


def _as_candidate(post: Post) -> Candidate:
    qualifiers = {"title": post.title}
    if post.former:
        qualifiers["former"] = "true"
    return Candidate(post.person, "holdsPost", post.body, post.start, post.end, post.rule, post.confidence, qualifiers)


def _parts(entities: Entities) -> Iterator[Candidate]:
    """A body whose name starts with another body's name is part of it (南开大学|经济学院)."""
    drafts = entities.drafts
    for index, draft in enumerate(list(drafts)):
        if draft.type != "Organization" or not draft.mentions:
            continue
        parent = _parent(entities, index)
        if parent < 0 or parent == index:
            continue
        mention = max(draft.mentions, key=lambda m: (m.end - m.start, -m.start))
        confidence = 0.92 if drafts[parent].mentions else 0.8
        yield Candidate(index, "partOf", parent, mention.start, mention.end, "part-by-name", confidence, {})


def _parent(entities: Entities, index: int) -> int:
    name = entities.drafts[index].name
    best = -1
    size = 0
    for other, draft in enumerate(entities.drafts):
        if other == index or draft.type != "Organization" or draft.kind == "MediaOrganization":
            continue
        for alias in (draft.name, *draft.names):
            if _SAME_BODY.fullmatch(name[len(alias) :]):
                continue
            if len(alias) > size and len(alias) >= 3 and name.startswith(alias) and len(name) - len(alias) >= 2:
                best, size = other, len(alias)
    for hit in entities.lexicon.find(name):
        if _SAME_BODY.fullmatch(name[hit.end :]):
            continue
        if hit.start == 0 and not hit.weak and hit.entry.type == "Organization" and hit.end > size and len(name) - hit.end >= 2:
            if hit.entry.name in ("国务院", "中国共产党中央委员会"):
                continue
            return entities.add("Organization", hit.entry.kind, hit.entry.name)
    return best

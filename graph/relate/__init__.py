"""Entities of one document -> candidates: what the sentences say of them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from graph.corefer import CAMPUS_WORDS, Entities
from graph.regex import regex
from graph.relate.attendance import find_attendance
from graph.relate.bylines import BYLINES, find_author_note, find_bylines
from graph.relate.careers import find_appointments, find_careers, find_conferred, find_filled, find_lives
from graph.relate.carried import carry_subjects
from graph.relate.masked import E, Masked, P, Q, T, mask, mask_speech
from graph.relate.own_policies import find_own_policies
from graph.relate.parts import find_parts, find_parts_of_post
from graph.relate.post import Post
from graph.relate.posts import find_posts
from graph.relate.references import BOTH, Recall
from graph.relate.rosters import Roster
from graph.relate.rules import AtHand, Candidate, Rules, apply_rules
from graph.relate.scenes import Scenes
from graph.relate.unnamed import read_unnamed
from graph.relate.unveilings import Unveiling, find_unveiling
from graph.relate.visits import STOPS, find_stops
from graph.segment import Sentence
from graph.spelling import squeeze

_LIES = regex(r"位于|坐落|地处|落户|入驻|落地|签署|签订|签约|会议由|主持|作为|组成部分|共建|投资|设在")
_SAID_THERE = regex("[会式坛]上|(?:讲话|致辞)[中时]")
"""Words that set what a leader of the state says at an event; others quote what was said elsewhere."""
_HELD = regex("举行|举办|召开|会场")
_CAMPUS = regex("|".join(CAMPUS_WORDS))
_STAGE = regex(
    r"会上|论坛上|仪式上|现场|座谈中|座谈会上|讲座中|致辞|发言|讲话|报告中|交流中|环节|活动中|活动上|典礼上|发布会|指出|强调|研讨|授课|分享|主旨|勉励|寄语|充分肯定|叮嘱|点评|祝贺"
)
"""Words that set a paragraph at an event."""
_CARRIED = 0.06
"""How much less sure a fact is whose subject stands in a clause before."""
_ASKED_AND_TOLD = ("发布会", "吹风会", "记者会")
"""Ends of the names of events at which those who say something in the article say it: 新闻发布会."""
_AUTHOR_LINE = regex(rf"{P}(?:[ 　、]{P})*\s*")


def relate(entities: Entities, rules: Rules) -> Iterator[Candidate]:
    """Candidates in text order of their sentences."""
    recall, home = Recall(), _home(entities)
    authors: list[int] = []
    unnamed = read_unnamed(entities)
    said: list[tuple[Candidate, Sentence]] = []
    """With the first sentence of its paragraph that names anything."""
    present: set[tuple[int, int]] = {(c.subject, c.object) for c in unnamed.candidates}
    scenes, roster = Scenes(entities), Roster()
    opening: Sentence | None = None
    last_person = -1
    unveiled: Unveiling | None = None
    for sentence in entities.reading.sentences:
        if not _can_relate(entities, sentence):
            continue
        event = scenes.enter(sentence)
        if sentence.start in unnamed.scenes:
            event = scenes.event = unnamed.scenes[sentence.start]
        masked = mask(entities, sentence, recall, scenes)
        opening = opening if opening is not None and sentence.paragraph == opening.paragraph else sentence
        if not masked.signed:
            continue
        if sentence.paragraph <= 3 and _AUTHOR_LINE.fullmatch(masked.text):
            for at, person in masked.entities(0, len(masked.text), P):
                authors.append(person)
                yield Candidate(
                    person, "authored", 0, masked.slots.start_at(at), masked.slots.end_at(at), "author-line", 0.93, {}
                )
            continue
        yield from apply_rules(rules, masked, AtHand(event, home, recall.work), entities.text)
        for speech in mask_speech(entities, masked) if Q in masked.text else ():
            yield from apply_rules(rules.of_bodies, speech, AtHand(event), entities.text)
        carried = carry_subjects(masked, entities, recall)
        if carried is not None:
            for candidate in apply_rules(rules.of_bodies, carried, AtHand(event), entities.text):
                yield replace(candidate, confidence=round(candidate.confidence - _CARRIED, 2))
        if event in unnamed.visits and STOPS.search(entities.text, sentence.start, sentence.end):
            yield from find_stops(masked, event)
        unveiled = find_unveiling(masked, entities, event, unveiled) if "揭牌" in masked.text else None
        for found in _find_present(masked, entities, event, last_person, unveiled):
            if found.rule == "said":
                said.append((found, opening))
            else:
                present.add((found.subject, found.object))
                yield found
        posts = _find_posts(masked, entities, last_person) if T in masked.text else ()
        for post in (*roster.read(masked, entities), *posts):
            yield _as_candidate(post)
            if post.rule == "post-at-committee":
                yield from find_parts_of_post(post, entities)
        if P in masked.text:
            last_person = masked.entities(0, len(masked.text), P)[-1][1]
        for byline in (
            find_bylines(masked, entities) if BYLINES.search(entities.text, sentence.start, sentence.end) else ()
        ):
            yield byline if isinstance(byline, Candidate) else _as_candidate(byline)
        for post in find_author_note(masked, entities, authors):
            yield _as_candidate(post)
    for candidate, opening in said:
        if (candidate.subject, candidate.object) in present or _is_said_there(entities, candidate, opening):
            yield candidate
    yield from unnamed.candidates
    yield from find_own_policies(entities)
    yield from find_parts(entities)


def _find_posts(masked: Masked, entities: Entities, last_person: int) -> Iterator[Post]:
    """Posts that a sentence with the words of a post gives."""
    yield from find_posts(masked, entities)
    yield from find_careers(masked, entities, last_person)
    if P not in masked.text:
        return
    yield from find_appointments(masked, entities)
    yield from find_conferred(masked, entities)
    yield from find_lives(masked, entities)
    yield from find_filled(masked, entities)


def _is_quoted(entities: Entities, candidate: Candidate) -> bool:
    """Whether a leader of the state is quoted, with nothing that says that it was at the event at hand."""
    there = _SAID_THERE.search(entities.text, candidate.start, candidate.end)
    who = entities.drafts[candidate.subject]
    return who.type == "Person" and who.known and there is None


def _find_present(
    masked: Masked, entities: Entities, event: int, person: int, unveiled: Unveiling | None
) -> Iterator[Candidate]:
    """Who took part in the event at hand, or in the unveiling that the sentence tells of, and where that was."""
    at_hand = unveiled.event if unveiled is not None and event < 0 else event
    for found in find_attendance(masked, entities, at_hand, person=person):
        if found.rule != "said" and entities.campus and E not in masked.text and _is_quoted(entities, found):
            continue
        there = _at_unveiling(entities, found, unveiled) if unveiled is not None else found
        yield there
        if unveiled is not None and there.rule == "unveiled":
            yield from unveiled.at_its_places()
    if unveiled is not None and unveiled.event in (entities.main_event, event):
        yield from unveiled.at_its_places()


def _at_unveiling(entities: Entities, found: Candidate, unveiled: Unveiling) -> Candidate:
    """What a sentence that tells of an unveiling says of who took part: those who unveil were there.

    A document that reports on nothing else reports on the unveiling.
    """
    if entities.main_event < 0 and found.object == unveiled.event:
        entities.main_event = unveiled.event
    if (
        found.rule != "said"
        and found.object != unveiled.event
        and entities.text.endswith("揭牌", found.start, found.end)
    ):
        return replace(found, object=unveiled.event, rule="unveiled", confidence=0.75)
    return found


def _is_said_there(entities: Entities, candidate: Candidate, opening: Sentence) -> bool:
    """Whether what somebody says is said at the event, and not quoted; `opening` is the first sentence of the paragraph."""
    staged = entities.drafts[candidate.object].name.endswith(_ASKED_AND_TOLD) or _is_staged(entities.text, opening)
    return staged and not _is_quoted(entities, candidate)


def _is_staged(text: str, sentence: Sentence) -> bool:
    """Whether the rest of a sentence's paragraph is set at an event."""
    end = text.find("\n", sentence.start)
    return _STAGE.search(text, sentence.start, end if end >= 0 else len(text)) is not None


def _home(entities: Entities) -> int:
    """The city or province that the document's title says it is about; -1 for none."""
    name = entities.home
    if name[:2] not in entities.reading.document.title or not name:
        return -1
    return entities.by_name.get(("Place", squeeze(name)), -1)


def _can_relate(entities: Entities, sentence: Sentence) -> bool:
    """Whether a sentence names anything that a relation could hold between."""
    mentions = entities.reading.mentions_in(sentence.start, sentence.end)
    for mention in mentions:
        if mention.type != "Place":
            return True
    text = entities.text
    if len(mentions) > 1 and _LIES.search(text, sentence.start, sentence.end):
        return True
    if BOTH.search(text, sentence.start, sentence.end):
        return True
    if mentions and entities.main_event >= 0 and _HELD.search(text, sentence.start, sentence.end):
        return True
    if not entities.campus or text.find("校", sentence.start, sentence.end) < 0:
        return False
    return _CAMPUS.search(text, sentence.start, sentence.end) is not None


def _as_candidate(post: Post) -> Candidate:
    qualifiers = {"title": post.title}
    if post.former:
        qualifiers["former"] = "true"
    return Candidate(post.person, "holdsPost", post.body, post.start, post.end, post.rule, post.confidence, qualifiers)

"""Judgements and nodes -> which nodes to join, keep apart, rename, retype or drop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from graph.claim import Claim, Extraction, LocalEntity, Measurement
from graph.entity import LedgerEntry
from graph.resolve.article import Article, Whole
from graph.resolve.judgements import Judgement, split_name
from graph.resolve.links import Link, make_link
from graph.resolve.names import spelling_key
from graph.resolve.nodes import Key, Node, name_of_key
from graph.resolve.sketch import unpack


class Overruled(Struct):
    """What the judgements say about the nodes of a graph."""

    links: list[Link] = []
    apart: list[tuple[Key, Key, str]] = []
    names: dict[Key, str] = {}
    kinds: dict[Key, str] = {}
    dropped: set[Key] = set()
    persons_apart: dict[Key, list[tuple[str, str]]] = {}
    """Of persons of one name the bodies of whose posts tell them apart."""
    persons_same: dict[Key, list[tuple[str, str]]] = {}
    ledger: list[LedgerEntry] = []


def overrule(judgements: Sequence[Judgement], nodes: Sequence[Node]) -> Overruled:
    """Find the nodes that each judgement speaks of; one that speaks of nothing here is noted in the ledger."""
    result = Overruled()
    by_name = _by_name(nodes) if judgements else {}
    for judgement in judgements:
        one, body = split_name(judgement.name)
        other, other_body = split_name(judgement.other)
        here = by_name.get(spelling_key(one), [])
        there = by_name.get(spelling_key(other), [])
        if judgement.verdict in ("same", "different") and body and other_body and here == there:
            pairs = result.persons_same if judgement.verdict == "same" else result.persons_apart
            for node in here:
                pairs.setdefault(node.key, []).append((body, other_body))
        elif judgement.verdict == "same":
            result.links += _linked(here, there, judgement)
        elif judgement.verdict == "different":
            pairs_apart = [(a.key, b.key) for a in here for b in there if a.key != b.key]
            result.apart += [(a, b, f"judged different ({judgement.place})") for a, b in pairs_apart]
        for node in here:
            if judgement.verdict == "name":
                result.names[node.key] = judgement.other
            elif judgement.verdict == "type":
                result.kinds[node.key] = judgement.other
            elif judgement.verdict == "drop":
                result.dropped.add(node.key)
        missing = [] if here else [one]
        if judgement.verdict in ("same", "different") and not there:
            missing.append(other)
        for name in missing:
            message = f"{judgement.place}: nothing in the documents is called {name}; the judgement has no effect"
            result.ledger.append(LedgerEntry("resolve", judgement.place, "judgement", message))
    return result


def _by_name(nodes: Sequence[Node]) -> Mapping[str, list[Node]]:
    """Nodes by the spelling of their name; where none has it, those that a document calls so."""
    own: dict[str, list[Node]] = {}
    called: dict[str, list[Node]] = {}
    for node in nodes:
        own.setdefault(name_of_key(node.key), []).append(node)
        aliases = {alias.key for sighting in node.sightings for alias in sighting.outline.aliases}
        for alias in sorted(aliases):
            called.setdefault(alias, []).append(node)
    return {**called, **own}


def _linked(here: Sequence[Node], there: Sequence[Node], judgement: Judgement) -> Iterator[Link]:
    """Nodes of one type where there are such, else whatever goes by the two names."""
    pairs = [(a, b) for a in here for b in there if a.key != b.key]
    alike = [(a, b) for a, b in pairs if a.type == b.type]
    for one, other in alike or pairs:
        yield make_link(one, other, "judgement", source=judgement.place)


def separate(articles: Sequence[Article], judgements: Sequence[Judgement]) -> list[Article]:
    """Take apart what one document calls by two names that are judged different."""
    pairs = [
        (judgement.name, judgement.other)
        for judgement in judgements
        if judgement.verdict == "different" and "~" not in judgement.name + judgement.other
    ]
    return [_separate(article, pairs) for article in articles] if pairs else list(articles)


def _separate(article: Article, pairs: Sequence[tuple[str, str]]) -> Article:
    for one, other in pairs:
        for index, outline in enumerate(map(unpack, article.sketch.entities)):
            names = {outline.name, *[alias.name for alias in outline.aliases]}
            if index and one in names and other in names:
                leaving = other if outline.name != other else one
                document, extraction = article.whole()
                article = Whole(document, _divide(extraction, index, leaving, document.text), article.lexicon)
    return article


def _divide(extraction: Extraction, index: int, leaving: str, text: str) -> Extraction:
    """Give one name of an entity, its mentions and the claims that rest on them to an entity of its own."""
    entity = extraction.entities[index]
    moved = tuple(m for m in entity.mentions if text[m.start : m.end] == leaving)
    stayed = tuple(m for m in entity.mentions if m not in moved)
    new = len(extraction.entities)
    fresh = LocalEntity(entity.type, entity.kind, leaving, (), tuple(replace(m, name=leaving) for m in moved))
    rest = replace(entity, aliases=tuple(a for a in entity.aliases if a != leaving), mentions=stayed)

    def rests_on_moved(start: int, end: int) -> bool:
        inside = [m for m in (*moved, *stayed) if start <= m.start and m.end <= end]
        return bool(inside) and all(m in moved for m in inside)

    def at_claim(claim: Claim) -> Claim:
        if index in (claim.subject, claim.object) and rests_on_moved(claim.start, claim.end):
            subject = new if claim.subject == index else claim.subject
            return replace(claim, subject=subject, object=new if claim.object == index else claim.object)
        return claim

    def at_measurement(one: Measurement) -> Measurement:
        return replace(one, about=new) if one.about == index and rests_on_moved(one.start, one.end) else one

    entities = (*extraction.entities[:index], rest, *extraction.entities[index + 1 :], fresh)
    return replace(
        extraction,
        entities=entities,
        claims=tuple(map(at_claim, extraction.claims)),
        measurements=tuple(map(at_measurement, extraction.measurements)),
    )

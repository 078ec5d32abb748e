"""Document and Extraction -> Sketch: what has to be known of one document to tell who is who, and no more.

A sketch is a tenth of an extraction. Identity looks at those of all documents, every time; the rest of an extraction
is needed only where the things of its document became other ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from graph.claim import Extraction, LocalEntity
from graph.document import Document
from graph.record import Record
from graph.regex import regex
from graph.resolve.names import official_key, spelling_key

_COUNTED = regex(r"^党的[一二三四五六七八九十]+大|^第[一二三四五六七八九十\d]+届")
PART_OF = ("partOf", "locatedIn")
BESIDE = "beside"
"""Of the link from a name to the place that is written right before it: 北京市 before 朝阳区."""
_TOLD = ("holdsPost", *PART_OF)
"""Relations that tell things of one name apart."""
_IN_PLACES = ("Place", "Organization", "Park")


class Outline(Record):
    """One entity of one document, without its mentions."""

    type: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    rules: tuple[str, ...]
    """Why it has each of the aliases: a key of WEIGHTS."""
    key: str
    """What the spellings of its name share."""
    official: str
    """What its official short forms share; empty where that is the key."""
    attributes: Mapping[str, str] = {}
    english: str = ""
    whole: str = ""
    """What it belongs to, where its name alone does not tell: see homonyms.py."""
    known: bool = False
    """Whether a short name of an event is enough: the lexicon has it, or it counts (党的二十大, 第二届峰会)."""


Link = tuple[str, int, int]
"""A relation, 'event' for any with one, BESIDE, and the indexes of its two ends."""


class Sketch(Record):
    """One document and its entities; entities[0] is the document itself."""

    document: str
    date: str
    publisher: str
    url: str
    entities: tuple[Outline, ...]
    links: tuple[Link, ...] = ()


def make_sketch(document: Document, extraction: Extraction) -> Sketch:
    """The sketch of a document."""
    entities = tuple(_outline(entity, document.text) for entity in extraction.entities)
    links = [(claim.relation, claim.subject, claim.object) for claim in extraction.claims if claim.relation in _TOLD]
    links += [
        ("event", claim.subject, claim.object)
        for claim in extraction.claims
        if entities[claim.object].type == "Event" and entities[claim.subject].type == "Person"
    ]
    links += _beside(extraction)
    return Sketch(
        extraction.document, document.date, document.publisher, document.url, entities, tuple(dict.fromkeys(links))
    )


def _beside(extraction: Extraction) -> Iterator[Link]:
    """Names without a code, each with the place of one that is written right before it."""
    entities = extraction.entities
    ends = {
        mention.end: at
        for at, entity in enumerate(entities)
        if entity.type == "Place" and "code" in entity.attributes
        for mention in entity.mentions
    }
    for at, entity in enumerate(entities):
        if entity.type in _IN_PLACES and "code" not in entity.attributes:
            yield from ((BESIDE, at, ends[mention.start]) for mention in entity.mentions if mention.start in ends)


def _outline(entity: LocalEntity, text: str) -> Outline:
    rules = _alias_rules(entity, text) if entity.aliases else ()
    key, official = spelling_key(entity.name), official_key(entity.type, entity.name)
    return Outline(
        *(entity.type, entity.kind, entity.name, entity.aliases, rules),
        *(key, official if official != key else "", entity.attributes, entity.english),
        known=entity.type == "Event" and _is_known(entity),
    )


def _is_known(entity: LocalEntity) -> bool:
    known = any(mention.reason == "lexicon" for mention in entity.mentions)
    return known or bool(entity.attributes.get("code") or _COUNTED.search(entity.name))


def _alias_rules(entity: LocalEntity, text: str) -> tuple[str, ...]:
    """Why a document's entity has each of its aliases: the strongest reason."""
    reasons: dict[str, set[str]] = defaultdict(set)
    for mention in entity.mentions:  # by key: the words of a document in traditional script are not spelt as the alias
        reasons[spelling_key(" ".join(text[mention.start : mention.end].split()))].add(mention.reason)
    return tuple(_alias_rule(entity, alias, reasons.get(spelling_key(alias), set())) for alias in entity.aliases)


def _alias_rule(entity: LocalEntity, alias: str, reasons: set[str]) -> str:
    if spelling_key(alias) == spelling_key(entity.name):
        return "same-spelling"
    if "defined-short-form" in reasons:
        return "defined-in-text"
    if not reasons or "lexicon" in reasons:
        return "lexicon"
    if official_key(entity.type, alias) == official_key(entity.type, entity.name):
        return "official-short-form"
    return "short-form-in-document"

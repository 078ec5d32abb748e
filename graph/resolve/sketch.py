"""Document and Extraction -> Sketch: what has to be known of one document to tell who is who, and no more.

A sketch is a tenth of an extraction. Identity looks at those of all documents, every time; the rest of an extraction
is needed only where the things of its document became other ones. So whatever depends on one document alone is worked
out here, and kept: the keys of names, which of several 中心医院 one is, what a name is called without its place.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from msgspec import msgpack

from graph.claim import Extraction, LocalEntity
from graph.document import Document
from graph.lexicon import Lexicon
from graph.record import Record
from graph.regex import regex
from graph.resolve.homonyms import districts, tell_wholes
from graph.resolve.names import BODIES, official_key, spelling_key
from graph.resolve.prefixes import names_without_place

_COUNTED = regex(r"^党的[一二三四五六七八九十]+大|^第[一二三四五六七八九十\d]+届")
_SHORT = 6
"""Characters of the name of an event that says too little to be the same event in the next document."""

Pair = tuple[int, int]
"""Indexes of two entities of one document."""


class Alias(Record):
    """Another name by which a document calls an entity."""

    name: str
    rule: str
    """Why the entity has it: a key of WEIGHTS."""
    key: str
    official: str
    """What the spellings of the alias share, and what its official short forms share."""


class Outline(Record):
    """One entity of one document, without its mentions."""

    type: str
    kind: str
    name: str
    aliases: tuple[Alias, ...]
    key: str
    """What the spellings of its name share, and after '@' what else tells it apart: its whole; of a visit, and of an
    event of a short name, the document, since it is not the next document's event of that name. Empty for the document.
    """
    official: str
    """What its official short forms share; empty where that is the key."""
    attributes: Mapping[str, str] = {}
    """Sorted by name."""
    english: str = ""
    whole: str = ""
    """What it belongs to, where its name alone does not tell: see homonyms.py."""
    known: bool = False
    """Whether the lexicon has it as a person: whom news names without a title is one."""
    without: tuple[str, ...] = ()
    """What the spellings share of its names without the place that they begin with: see prefixes.py."""


class Sketch(Record):
    """One document and its entities; entities[0] is the document itself."""

    document: str
    date: str
    publisher: str
    url: str
    entities: tuple[bytes, ...]
    """An outline each, packed: what many documents say in the same way is unpacked once."""
    posts: tuple[Pair, ...] = ()
    """Persons and the bodies of their posts."""
    events: tuple[Pair, ...] = ()
    """Persons and the events with which they have to do."""


_OUTLINES = msgpack.Decoder(Outline)


@lru_cache(2**16)
def unpack(packed: bytes) -> Outline:
    """The outline."""
    return _OUTLINES.decode(packed)


def make_sketch(document: Document, extraction: Extraction, lexicon: Lexicon) -> Sketch:
    """The sketch of a document. lexicon: known places and persons."""
    entities = extraction.entities
    wholes = tell_wholes(extraction, document.publisher, lexicon)
    outlines = [
        _outline(entity, document, lexicon, whole=wholes.get(at, "")) if at else _plain(entity)
        for at, entity in enumerate(entities)
    ]
    posts = [(claim.subject, claim.object) for claim in extraction.claims if claim.relation == "holdsPost"]
    events = [
        (claim.subject, claim.object)
        for claim in extraction.claims
        if entities[claim.object].type == "Event" and entities[claim.subject].type == "Person"
    ]
    return Sketch(
        *(extraction.document, document.date, document.publisher, document.url),
        tuple(map(msgpack.encode, outlines)),
        tuple(dict.fromkeys(posts)),
        tuple(dict.fromkeys(events)),
    )


def _plain(entity: LocalEntity) -> Outline:
    """Of the document itself, which is compared with nothing."""
    aliases = tuple(Alias(alias, "", "", "") for alias in entity.aliases)
    return Outline(entity.type, entity.kind, entity.name, aliases, "", "", _sorted(entity.attributes), entity.english)


def _outline(entity: LocalEntity, document: Document, lexicon: Lexicon, *, whole: str) -> Outline:
    key, official = spelling_key(entity.name), official_key(entity.type, entity.name)
    if whole:
        key, official = f"{key}@{whole}", f"{official}@{whole}"
    elif entity.type == "Event" and (len(key) <= _SHORT or entity.kind == "Visit") and not _is_known_event(entity):
        key = official = f"{key}@{document.id}"
    attributes = entity.attributes
    if entity.type == "Place" and (code := districts().get(entity.name, {}).get(whole)):
        attributes = {**attributes, "code": code}
    return Outline(
        *(entity.type, entity.kind, entity.name),
        aliases=_aliases(entity, document.text) if entity.aliases else (),
        key=key,
        official=official if official != key else "",
        attributes=_sorted(attributes),
        english=entity.english,
        whole=whole,
        known=entity.type == "Person" and _is_known_person(entity.name, lexicon),
        without=names_without_place(entity.name, lexicon) if entity.type in BODIES else (),
    )


def _sorted(attributes: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(attributes.items()))


def _is_known_event(entity: LocalEntity) -> bool:
    """Whether its short name is enough: the lexicon has it, or it counts (党的二十大, 第二届峰会)."""
    known = any(mention.reason == "lexicon" for mention in entity.mentions)
    return known or bool(entity.attributes.get("code") or _COUNTED.search(entity.name))


def _is_known_person(name: str, lexicon: Lexicon) -> bool:
    entry = lexicon.get(name)
    return entry is not None and entry.type == "Person"


def _aliases(entity: LocalEntity, text: str) -> tuple[Alias, ...]:
    """The aliases, each with the strongest reason why it is one."""
    reasons: dict[str, set[str]] = defaultdict(set)
    for mention in entity.mentions:  # by key: the words of a document in traditional script are not spelt as the alias
        reasons[spelling_key(" ".join(text[mention.start : mention.end].split()))].add(mention.reason)
    aliases = []
    for alias in entity.aliases:
        key, official = spelling_key(alias), official_key(entity.type, alias)
        rule = _alias_rule(entity, key, official, reasons.get(key, set()))
        aliases.append(Alias(alias, rule, key, official))
    return tuple(aliases)


def _alias_rule(entity: LocalEntity, key: str, official: str, reasons: set[str]) -> str:
    if key == spelling_key(entity.name):
        return "same-spelling"
    if "defined-short-form" in reasons:
        return "defined-in-text"
    if not reasons or "lexicon" in reasons:
        return "lexicon"
    if official == official_key(entity.type, entity.name):
        return "official-short-form"
    return "short-form-in-document"

"""Conditions and orders as a query writes them -> the conditions of the graph."""

import re
from collections.abc import Callable, Sequence
from enum import Enum

import strawberry

from api.graphql.describe import value
from api.graphql.errors import bad_input, limit_exceeded
from api.graphql.vocabulary import EntityKind, EntityType, Relation
from graph.keep import finding
from schema import load_ontology

LONGEST_WORDS = 200
"""Characters of a name, of a search, of a word in a condition."""
MOST_VALUES = 100
"""Of one list of a condition."""
MOST_FACTS = 5
"""Conditions of one hasFact."""
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@strawberry.enum(description="Which way an order runs.")
class Direction(Enum):
    """Which way an order runs."""

    ASC = value("asc", "The smallest, earliest, first of the alphabet first.")
    DESC = value("desc", "The greatest, latest first.")


@strawberry.enum(description="Which end of a fact a thing is.")
class FactEnd(Enum):
    """Which end of a fact a thing is."""

    SUBJECT = value("subject", "The fact is about it.")
    OBJECT = value("object", "The subject is related to it.")


@strawberry.enum(description="What things can be sorted by; ties are in the order of ids.")
class EntityOrderField(Enum):
    """What things can be sorted by."""

    RELEVANCE = value("RELEVANCE", "How like the name is to the words searched for, then the number of facts.")
    FACTS = value("FACTS", "The number of facts.")
    NAME = value("NAME", "The canonical name, by code point.")
    ID = value("ID", "The id.")
    DATE = value("DATE", "The date of an event, policy or document; things without one count as the earliest.")


@strawberry.enum(description="What facts can be sorted by; ties are in the order of ids.")
class FactOrderField(Enum):
    """What facts can be sorted by."""

    ID = value("ID", "The id.")
    CONFIDENCE = value("CONFIDENCE", "How sure the reading is.")
    DATE = value("DATE", "The qualifier date; facts without one count as the earliest.")


@strawberry.input(description="The order of a list of things.")
class EntityOrder:
    """The order of a list of things."""

    field: EntityOrderField = strawberry.field(description="What to sort by.")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way.")


@strawberry.input(description="The order of a list of facts.")
class FactOrder:
    """The order of a list of facts."""

    field: FactOrderField = strawberry.field(description="What to sort by.")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way.")


@strawberry.input(description="Words on a fact: it has this qualifier, and its value holds these words.")
class QualifierWhere:
    """Words on a fact."""

    name: str = strawberry.field(description="title, role, date, amount …, as the ontology calls it.")
    contains: str = strawberry.field(description="Words that its value holds.")


@strawberry.input(description="Which facts are wanted: every condition given has to hold.")
class FactWhere:
    """Which facts are wanted."""

    subject: strawberry.ID | None = strawberry.field(default=None, description="Id or IRI of the subject.")
    object: strawberry.ID | None = strawberry.field(default=None, description="Id or IRI of the object.")
    about: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Ids or IRIs of things; one of them is subject or object."
    )
    relations: list[Relation] | None = strawberry.field(default=None, description="One of these relations.")
    documents: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Ids or IRIs of documents; the words are from one of them."
    )
    qualifiers: list[QualifierWhere] | None = strawberry.field(default=None, description="Words on the fact.")
    former: bool | None = strawberry.field(default=None, description="True: a past post. False: no past post.")
    confidence: float | None = strawberry.field(default=None, description="At least as sure as this, from 0 to 1.")
    since: str | None = strawberry.field(default=None, description="Dated then or later: 2024, 2024-05, 2024-05-18.")
    until: str | None = strawberry.field(default=None, description="Dated then or earlier; 2024 is to its end.")


@strawberry.input(description="A fact that a thing has.")
class HasFact:
    """A fact that a thing has."""

    end: FactEnd | None = strawberry.field(default=None, description="Which end the thing is; either if left out.")
    where: FactWhere = strawberry.field(description="Which fact; {} is any.", default_factory=FactWhere)


@strawberry.input(description="Which things are wanted: every condition given has to hold.")
class EntityWhere:
    """Which things are wanted."""

    types: list[EntityType] | None = strawberry.field(default=None, description="One of these top classes.")
    kinds: list[EntityKind] | None = strawberry.field(
        default=None, description="One of these classes, or one that lies in it: POLICY_DOCUMENT takes laws too."
    )
    mentioned_in: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Ids or IRIs of documents; one of them mentions it."
    )
    has_fact: list[HasFact] | None = strawberry.field(default=None, description="It has a fact such as each of these.")
    since: str | None = strawberry.field(default=None, description="Dated then or later: 2024, 2024-05, 2024-05-18.")
    until: str | None = strawberry.field(default=None, description="Dated then or earlier; 2024 is to its end.")
    least_facts: int | None = strawberry.field(default=None, description="It has so many facts or more.")


@strawberry.input(description="Which measured numbers are wanted: every condition given has to hold.")
class IndicatorWhere:
    """Which measured numbers are wanted."""

    about: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Ids or IRIs of things; it describes one of them."
    )
    documents: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Ids or IRIs of documents; one of them states it."
    )
    measure: str | None = strawberry.field(default=None, description="Words that the measure holds: 生产总值.")
    unit: str | None = strawberry.field(default=None, description="This unit: 亿元.")
    period: str | None = strawberry.field(default=None, description="How the period begins: 2023 takes 2023-Q1 too.")


Path = Callable[[str], str]
"""Id or IRI -> the path below the base of the graph."""


def entity_where(where: EntityWhere | None, path: Path, *, text: str | None = None) -> finding.EntityWhere:
    """The conditions on things.

    Raises:
        ApiError: a value that cannot be, or too many.
    """
    where = where or EntityWhere()
    wanted = [(known.end.value if known.end else "", fact_where(known.where, path)) for known in where.has_fact or ()]
    if len(wanted) > MOST_FACTS:
        raise limit_exceeded(f"hasFact: has {len(wanted)} conditions; the limit is {MOST_FACTS}")
    return finding.EntityWhere(
        text=text if text is None else words(text, "query"),
        types=_values(where.types),
        kinds=_values(where.kinds),
        mentioned_in=known_ids(where.mentioned_in, path, "mentionedIn"),
        facts=tuple(wanted),
        since=date(where.since, "since"),
        until=date(where.until, "until"),
        least_facts=where.least_facts or 0,
    )


def fact_where(where: FactWhere | None, path: Path) -> finding.FactWhere:
    """The conditions on facts.

    Raises:
        ApiError: a value that cannot be, or too many.
    """
    where = where or FactWhere()
    known = load_ontology().qualifiers
    for qualifier in where.qualifiers or ():
        if qualifier.name not in known:
            raise bad_input(f"qualifiers: there is no {qualifier.name[:60]!r}; there are {', '.join(known)}")
    return finding.FactWhere(
        subjects=None if where.subject is None else [path(where.subject)],
        objects=None if where.object is None else [path(where.object)],
        about=known_ids(where.about, path, "about"),
        relations=_values(where.relations),
        documents=known_ids(where.documents, path, "documents"),
        qualifiers={one.name: words(one.contains, "contains") for one in where.qualifiers or ()},
        former=where.former,
        confidence=where.confidence or 0.0,
        since=date(where.since, "since"),
        until=date(where.until, "until"),
    )


def indicator_where(where: IndicatorWhere | None, path: Path) -> finding.IndicatorWhere:
    """The conditions on measured numbers.

    Raises:
        ApiError: a value that cannot be, or too many.
    """
    where = where or IndicatorWhere()
    return finding.IndicatorWhere(
        about=known_ids(where.about, path, "about"),
        documents=known_ids(where.documents, path, "documents"),
        measure=words(where.measure or "", "measure"),
        unit=where.unit,
        period=words(where.period or "", "period"),
    )


def words(text: str, argument: str) -> str:
    """The text, which must not be too long.

    Raises:
        ApiError: it is.
    """
    if len(text) > LONGEST_WORDS:
        raise limit_exceeded(f"{argument}: has {len(text)} characters; the limit is {LONGEST_WORDS}")
    return text


def date(text: str | None, argument: str) -> str:
    """A year, a month or a day, or nothing.

    Raises:
        ApiError: the text is none of these.
    """
    if text and not _DATE.fullmatch(text):
        raise bad_input(f"{argument}: {text[:40]!r} is no date; right is 2024, 2024-05 or 2024-05-18")
    return text or ""


def _values(members: Sequence[Enum] | None) -> list[str] | None:
    return None if members is None else list(dict.fromkeys(member.value for member in members))


def known_ids(ids: Sequence[str] | None, path: Path, argument: str) -> list[str] | None:
    """Ids below the base of the graph.

    Raises:
        ApiError: there are too many.
    """
    if ids is not None and len(ids) > MOST_VALUES:
        raise limit_exceeded(f"{argument}: has {len(ids)} ids; the limit is {MOST_VALUES}")
    return None if ids is None else [path(id_) for id_ in ids]

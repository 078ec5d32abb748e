"""The types of the GraphQL schema: things, facts, evidence, indicators; all that they read, they read in batches."""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, cast

import strawberry

from api.graphql import links, shown
from api.graphql.describe import resolver, value
from api.graphql.errors import bad_input
from api.graphql.filters import Direction, FactOrder, FactOrderField
from api.graphql.paging import After, Connection, Count, First, connection, cursor_key, read_cursor, write_cursor
from api.graphql.reads import MENTIONS, Reads
from api.graphql.sentence import sentence_around
from api.graphql.vocabulary import EntityKind, EntityType
from api.graphql.vocabulary import Relation as RelationName
from graph import document, entity
from graph.conflicts import differ_in_time
from graph.keep import finding, measures
from schema import load_ontology

Info = strawberry.Info[Reads, None]
# Members by their values: to ask the enum itself takes three times as long.
_TYPES = {member.value: member for member in EntityType}
_KINDS = {member.value: member for member in EntityKind}
_RELATIONS = {member.value: member for member in RelationName}
MOST_STEPS = 4
"""Down from a place to what lies in it."""


@strawberry.enum(description="Language of a label.")
class Language(Enum):
    """Language of a label."""

    ZH = value("zh", "Chinese, the language of the documents.")
    EN = value("en", "English.")


LanguageOrder = Annotated[Language, strawberry.argument(description="Language of the label.")]
OnlyRelation = Annotated[
    RelationName | None,
    strawberry.argument(description="Only facts of this relation. Mentions are left out unless they are asked for."),
]


@strawberry.interface(description="Whatever has an id of its own, which `node` finds.")
class Node:
    """Whatever has an id."""

    @resolver("Id in the whole graph, the same in every build: person/刘桂平, fact/5f1c….")
    def id(self) -> strawberry.ID:
        raise NotImplementedError

    @resolver("IRI of the thing in the exports of the graph (Turtle, JSON-LD and the others).")
    def iri(self, info: Info) -> str:
        return info.context.iri(str(self.key()))

    def key(self) -> str:
        """The id as a string."""
        raise NotImplementedError


@strawberry.type(description="How many facts of one relation a thing has.")
class Degree:
    """How many facts of one relation a thing has."""

    relation: RelationName = strawberry.field(description="The relation.")
    as_subject: int = strawberry.field(description="Facts with the thing as subject.")
    as_object: int = strawberry.field(description="Facts with the thing as object.")


@strawberry.type(description="Two names that were compared, and why they are one thing or two.")
class Resolution:
    """Two names that were compared."""

    record: strawberry.Private[entity.Join]

    @resolver("The two names, as documents have them.")
    def names(self) -> list[str]:
        return list(self.record.names)

    @resolver("True where the two are one thing.")
    def same(self) -> bool:
        return self.record.one == self.record.other

    @resolver("Rule that compared them: lexicon, official-short-form, defined-in-text, person-clues, judgement ….")
    def rule(self) -> str:
        return self.record.rule

    @resolver("How far the rule is trusted here, 0 to 1.")
    def weight(self) -> float:
        return self.record.weight

    @resolver("What spoke for it: a document's id, what two persons share, the line of a judgement; may be empty.")
    def support(self) -> str:
        return self.record.support

    @resolver("What spoke against it; empty where nothing did.")
    def against(self) -> str:
        return self.record.against

    @resolver("Ids of the two things; the same id twice where they are one.")
    def things(self) -> list[strawberry.ID]:
        return [strawberry.ID(self.record.one), strawberry.ID(self.record.other)]


@strawberry.type(description="What a stored analysis found for a thing: see `zhimai analyze --store`.")
class Score:
    """What a stored analysis found for a thing."""

    record: strawberry.Private[measures.Score]

    @resolver("Name of the measure, or of the method that finds communities: betweenness, louvain.")
    def method(self) -> str:
        return self.record.analysis.method

    @resolver("Which network, and how: relations=coBuilt since=2023; empty for that of all facts but mentions.")
    def settings(self) -> str:
        return self.record.analysis.settings

    @resolver("Value of the measure, or number of the community, 0 for the largest.")
    def value(self) -> float:
        return self.record.value

    @resolver("What has to be said with the figure, such as the error of an estimate; may be empty.")
    def remark(self) -> str:
        return self.record.analysis.notes


@strawberry.interface(description="A thing that documents tell of: canonical, under all its names.")
class Entity(Node):
    """A thing that documents tell of."""

    record: strawberry.Private[entity.Entity]

    def key(self) -> str:
        return self.record.id

    @resolver("Id in the whole graph, the same in every build: person/刘桂平.")
    def id(self) -> strawberry.ID:
        return self.record.id  # type: ignore[return-value]  # an ID is a string

    @resolver("Canonical Chinese name.")
    def name(self) -> str:
        return self.record.name

    @resolver("Name in a language; the Chinese one where no English one is known.")
    def label(self, lang: LanguageOrder = Language.ZH) -> str:
        return (self.record.english if lang is Language.EN else "") or self.record.name

    @resolver("Every Chinese name, the canonical one first.")
    async def names(self, info: Info) -> list[str]:
        return [self.record.name, *await info.context.aliases.load(self.record.id)]

    @resolver("Top class; the name of the GraphQL type says the same.")
    def type(self) -> EntityType:
        return _TYPES[self.record.type]

    @resolver("Most specific class.")
    def kind(self) -> EntityKind:
        return _KINDS[self.record.kind]

    @resolver("Facts with the thing as subject or object, in the order of ids.")
    async def facts(
        self, info: Info, relation: OnlyRelation = None, first: First = 20, after: After = None
    ) -> "Connection[Fact]":
        key = fact_key(after)
        name = relation.value if relation else None
        found = await info.context.facts_of(self.record.id, relation=name, after=key, limit=first + 1)
        count: Count = lambda: info.context.fact_count(self.record.id, relation=name)  # noqa: E731
        return fact_page(found, first, after, count)

    @resolver("How many facts of each relation it has, sorted by relation; mentions included.")
    async def relations(self, info: Info) -> list[Degree]:
        counts = await info.context.relation_counts.load(self.record.id)
        return [
            Degree(relation=RelationName(name), as_subject=as_subject, as_object=as_object)
            for name, as_subject, as_object in counts
        ]

    @resolver("Why its names are one thing, and what was kept apart from it.")
    async def resolved_by(self, info: Info, first: First = 20) -> list[Resolution]:
        return [Resolution(record=join) for join in (await info.context.joins.load(self.record.id))[:first]]

    @resolver("What stored analyses found for it, by method; empty where none are stored.")
    async def scores(self, info: Info, first: First = 20) -> list[Score]:
        return [Score(record=score) for score in (await info.context.scores.load(self.record.id))[:first]]

    @resolver("Things at the other end of its facts, each once.")
    async def neighbours(self, info: Info, relation: OnlyRelation = None, first: First = 20) -> "list[Entity]":
        name = relation.value if relation else None
        ids = await info.context.neighbours(self.record.id, relation=name, limit=first)
        return present(await info.context.entities.load_many(ids))

    @resolver("Documents that mention it, in the order of ids of the facts that say so.")
    async def mentioned_in(self, info: Info, first: First = 20) -> "list[Document]":
        if isinstance(self, Document):
            facts = await info.context.ask(
                lambda graph: graph.facts(objects=[self.record.id], relations=[MENTIONS], limit=first)
            )
        else:
            facts = await info.context.facts_of(self.record.id, relation=MENTIONS, after=None, limit=first)
        found = present(await info.context.entities.load_many([fact.subject for fact in facts]))
        return [thing for thing in found if isinstance(thing, Document)]


@strawberry.type(description="A named person.")
class Person(Entity):
    """A named person."""

    @resolver("Posts that the person holds or held, in the order of ids of facts.")
    async def posts(self, info: Info, first: First = 20, after: After = None) -> Connection[links.Post]:
        return await links.posts(info, self.record.id, links.POSTS_HELD, first, after)

    @resolver("Events that the person took part in, with the part.")
    async def events(self, info: Info, first: First = 20, after: After = None) -> Connection[links.Participation]:
        return await links.parts_taken(info, self.record.id, links.PARTS_TAKEN, first, after)

    @resolver("Documents that the person wrote.")
    async def works(self, info: Info, first: First = 20, after: After = None) -> "links.LinkConnection[Document]":
        return await links.linked(info, self.record.id, links.WORKS, first, after)


@strawberry.type(description="A named body: government, university, institute, company, media, association.")
class Organization(Entity):
    """A named body."""

    @resolver("Posts at the body, with who holds them.")
    async def posts(self, info: Info, first: First = 20, after: After = None) -> Connection[links.Post]:
        return await links.posts(info, self.record.id, links.POSTS_AT, first, after)

    @resolver("Parks that it built, set up, put money into or lies in; the fact tells which.")
    async def parks(self, info: Info, first: First = 20, after: After = None) -> "links.LinkConnection[Park]":
        return await links.linked(info, self.record.id, links.PARKS, first, after)

    @resolver("Events that it hosted, undertook, helped to organize or attended; the fact tells which.")
    async def events(self, info: Info, first: First = 20, after: After = None) -> "links.LinkConnection[Event]":
        return await links.linked(info, self.record.id, links.EVENTS, first, after)

    @resolver("Policies that it issued.")
    async def policies(self, info: Info, first: First = 20, after: After = None) -> "links.LinkConnection[Policy]":
        return await links.linked(info, self.record.id, links.POLICIES, first, after)

    @resolver("Departments, schools and branches of it.")
    async def parts(self, info: Info, first: First = 20, after: After = None) -> links.LinkConnection[Entity]:
        return await links.linked(info, self.record.id, links.PARTS, first, after)

    @resolver("What it is a part of.")
    async def part_of(self, info: Info, first: First = 20, after: After = None) -> links.LinkConnection[Entity]:
        return await links.linked(info, self.record.id, links.WHOLES, first, after)


@strawberry.type(description="A science, industrial, bonded or free-trade zone.")
class Park(Entity):
    """A zone."""

    @resolver("Who built it or set it up.")
    async def builders(self, info: Info, first: First = 20, after: After = None) -> links.LinkConnection[Entity]:
        return await links.linked(info, self.record.id, links.BUILDERS, first, after)

    @resolver("What has settled or lies in it.")
    async def residents(self, info: Info, first: First = 20, after: After = None) -> links.LinkConnection[Entity]:
        return await links.linked(info, self.record.id, links.RESIDENTS, first, after)

    @resolver("Where it lies.")
    async def places(self, info: Info, first: First = 20, after: After = None) -> links.LinkConnection[Entity]:
        return await links.linked(info, self.record.id, links.LOCATIONS, first, after)

    @resolver("Events that took place there.")
    async def events(self, info: Info, first: First = 20, after: After = None) -> "links.LinkConnection[Event]":
        return await links.linked(info, self.record.id, links.EVENTS_AT, first, after)

    @resolver("Posts at the park, with who holds them.")
    async def posts(self, info: Info, first: First = 20, after: After = None) -> Connection[links.Post]:
        return await links.posts(info, self.record.id, links.POSTS_AT, first, after)


@strawberry.type(description="A place: administrative area, region, venue.")
class Place(Entity):
    """A place."""

    @resolver("Events that took place there.")
    async def events(self, info: Info, first: First = 20, after: After = None) -> "links.LinkConnection[Event]":
        return await links.linked(info, self.record.id, links.EVENTS_AT, first, after)

    @resolver("What is part of it or lies in it, and what lies in that, in the order of ids.")
    async def contains(
        self,
        info: Info,
        depth: Annotated[int, strawberry.argument(description="Steps down, 1 to 4.")] = 1,
        types: Annotated[
            list[EntityType] | None, strawberry.argument(description="Only things of these classes.")
        ] = None,
        first: First = 20,
        after: After = None,
    ) -> Connection[Entity]:
        if not 1 <= depth <= MOST_STEPS:
            raise bad_input(f"contains(depth: {depth}): right is a number from 1 to {MOST_STEPS}")
        only = None if types is None else [type_.value for type_ in types]
        _, key = read_cursor("contains", after) or ("", "")
        ids = await info.context.ask(lambda graph: finding.find_inside(graph, self.record.id, depth=depth, types=only))
        page = present(await info.context.entities.load_many([id_ for id_ in ids if id_ > key][: first + 1]))

        async def count() -> int:
            return len(ids)

        return connection(
            page, first, cursor=lambda _, node: write_cursor("contains", ("", node.key())), after=after, count=count
        )

    @resolver("Six-digit division code; null where it is not known.")
    def code(self) -> str | None:
        return self.record.attributes.get("code")


@strawberry.type(description="A policy document, law, strategy or programme.")
class Policy(Entity):
    """A policy."""

    @resolver("Bodies that issued it.")
    async def issuers(self, info: Info, first: First = 20, after: After = None) -> links.LinkConnection[Organization]:
        return await links.linked(info, self.record.id, links.ISSUERS, first, after)

    @resolver("Date of release: a year, a month or a day (YYYY-MM-DD); null where it is not known.")
    def date(self) -> str | None:
        return self.record.attributes.get("date")


@strawberry.type(description="A conference, signing, visit, opening or other event.")
class Event(Entity):
    """An event."""

    @resolver("Who spoke, and as what.")
    async def speakers(self, info: Info, first: First = 20, after: After = None) -> Connection[links.Participation]:
        return await links.parts_taken(info, self.record.id, links.SPEAKERS, first, after)

    @resolver("Who spoke, moderated or attended.")
    async def participants(self, info: Info, first: First = 20, after: After = None) -> Connection[links.Participation]:
        return await links.parts_taken(info, self.record.id, links.PARTICIPANTS, first, after)

    @resolver("Who hosted, undertook or helped to organize it; the fact tells which.")
    async def hosts(self, info: Info, first: First = 20, after: After = None) -> links.LinkConnection[Entity]:
        return await links.linked(info, self.record.id, links.HOSTS, first, after)

    @resolver("Where it took place.")
    async def places(self, info: Info, first: First = 20, after: After = None) -> links.LinkConnection[Entity]:
        return await links.linked(info, self.record.id, links.VENUES, first, after)

    @resolver("Date, or first day: a year, a month or a day (YYYY-MM-DD); null where unknown.")
    def date(self) -> str | None:
        return self.record.attributes.get("date")

    @resolver("Last day of an event of several days; null otherwise.")
    def end_date(self) -> str | None:
        return self.record.attributes.get("endDate")

    @resolver("How exact the date is: year, month, day; null where there is none.")
    def date_precision(self) -> str | None:
        return self.record.attributes.get("datePrecision")


@strawberry.type(description="An article of the input, with its text; or a publication that an article names.")
class Document(Entity):
    """A document."""

    @resolver("Who wrote it, as its byline says.")
    async def writers(self, info: Info, first: First = 20, after: After = None) -> links.LinkConnection[Entity]:
        return await links.linked(info, self.record.id, links.AUTHORS, first, after)

    async def read(self, info: Info) -> document.Document | None:
        """The article itself; None for a publication that is only named."""
        return await info.context.documents.load(self.record.id.partition("/")[2])

    @resolver("Title.")
    async def title(self, info: Info) -> str:
        known = await self.read(info)
        return known.title if known and known.title else self.record.name

    @resolver("Date of publication, YYYY-MM-DD; null where none is given.")
    async def date(self, info: Info) -> str | None:
        known = await self.read(info)
        return (known.date if known else "") or self.record.attributes.get("date")

    @resolver("Who published it, in its own words; null where none is given.")
    async def publisher(self, info: Info) -> str | None:
        known = await self.read(info)
        return (known.publisher if known else "") or self.record.attributes.get("publisher")

    @resolver("Source address; null where none is given. It comes from the file: check its scheme.")
    async def url(self, info: Info) -> str | None:
        known = await self.read(info)
        return (known.url if known else "") or self.record.attributes.get("url")

    @resolver("Authors that the metadata of the file names; bylines of the text are facts.")
    async def authors(self, info: Info) -> list[str]:
        known = await self.read(info)
        return list(known.authors) if known else []

    @resolver("Clean text, which the offsets of evidence count; null for a publication.")
    async def text(self, info: Info) -> str | None:
        known = await self.read(info)
        return known.text if known else None

    @resolver("Format of the file: markdown, text, html, pdf, jsonl; null for a publication.")
    async def format(self, info: Info) -> str | None:
        known = await self.read(info)
        return known.format if known else None

    @resolver("Things that it mentions.")
    async def mentions(self, info: Info, first: First = 20) -> list[Entity]:
        facts = await info.context.facts_of(self.record.id, relation=MENTIONS, after=None, limit=first)
        ids = [fact.object for fact in facts if fact.subject == self.record.id]
        return present(await info.context.entities.load_many(ids))


TYPES = {type_.__name__: type_ for type_ in (Person, Organization, Park, Place, Policy, Event, Document)}


@strawberry.type(description="Words on a fact that say more about its relation.")
class Qualifier:
    """Words on a fact."""

    name: str = strawberry.field(description="title, former, role, date, amount …, as the ontology calls it.")
    value: str = strawberry.field(description="Its value, in the words of the text.")


@strawberry.type(description="The exact words that a fact came from: document.text[start:end] is the quote.")
class Evidence:
    """The exact words that a fact came from."""

    record: strawberry.Private[entity.Evidence]

    @resolver("The document that says so.")
    def document(self, info: Info) -> Document:
        return cast("Document", info.context.thing(f"document/{self.record.document}"))

    @resolver("The words.")
    def quote(self) -> str:
        return self.record.quote

    @resolver("Where the quote starts in the text of the document, in code points.")
    def start(self) -> int:
        return self.record.start

    @resolver("Where the quote ends in the text of the document, in code points, exclusive.")
    def end(self) -> int:
        return self.record.end

    @resolver("The rule that read the words.")
    def rule(self) -> str:
        return self.record.rule

    @resolver("The whole sentence, or sentences, around the quote.")
    async def sentence(self, info: Info) -> str:
        return await self.read_sentence(info)

    async def read_sentence(self, info: Info) -> str:
        """The sentence, or sentences; the document is read in a batch."""
        known = await info.context.documents.load(self.record.document)
        return sentence_around(known.text, self.record.start, self.record.end) if known else self.record.quote


@strawberry.type(description="What documents state: subject, relation, object, and the words it came from.")
class Fact(Node):
    """What documents state."""

    record: strawberry.Private[entity.Fact]

    def key(self) -> str:
        return f"fact/{self.record.id}"

    @resolver("Id in the whole graph, the same in every build: fact/5f1c….")
    def id(self) -> strawberry.ID:
        return f"fact/{self.record.id}"  # type: ignore[return-value]  # an ID is a string

    @resolver("What the fact is about.")
    def subject(self, info: Info) -> Entity:
        found: Entity = info.context.thing(self.record.subject)
        return found

    @resolver("How the subject is related to the object.")
    def relation(self) -> RelationName:
        return _RELATIONS[self.record.relation]

    @resolver("The relation in words.")
    def relation_label(self, lang: LanguageOrder = Language.ZH) -> str:
        return load_ontology().relations[self.record.relation].labels[lang.value]

    @resolver("What the subject is related to.")
    def object(self, info: Info) -> Entity:
        found: Entity = info.context.thing(self.record.object)
        return found

    @resolver("All that the words add to the relation, sorted by name.")
    def qualifiers(self) -> list[Qualifier]:
        return [Qualifier(name=name, value=value) for name, value in sorted(self.record.qualifiers.items())]

    @resolver("The words of the post (relation HOLDS_POST); null where there are none.")
    def title(self) -> str | None:
        return self.record.qualifiers.get("title")

    @resolver("The part taken in an event; null where the words do not say.")
    def role(self) -> str | None:
        return self.record.qualifiers.get("role")

    @resolver("When: a year, a month, a day, or an interval with a slash; null where unknown.")
    def date(self) -> str | None:
        return self.record.qualifiers.get("date")

    @resolver("True where the words say that the post is past.")
    def former(self) -> bool:
        return self.record.qualifiers.get("former") == "true"

    @resolver("From when it holds: a year, a month or a day; null where the words do not say. No date of publication.")
    def valid_from(self) -> str | None:
        return self.record.qualifiers.get("validFrom")

    @resolver("Until when it holds: a year, a month or a day; null where the words do not say.")
    def valid_until(self) -> str | None:
        return self.record.qualifiers.get("validUntil")

    @resolver("How sure the reading is, from 0 to 1.")
    def confidence(self) -> float:
        return self.record.confidence

    @resolver("The words it came from: at least one piece, by document and place.")
    async def evidence(self, info: Info) -> list[Evidence]:
        return [Evidence(record=record) for record in await info.context.evidence.load(self.record.id)]

    @resolver("The whole sentence, or sentences, around the first piece of evidence.")
    async def sentence(self, info: Info) -> str:
        first, *_ = await info.context.evidence.load(self.record.id)
        return await Evidence(record=first).read_sentence(info)

    @resolver(
        "Facts that say the same otherwise, so that not both can hold: same subject, relation, object, title and role, "
        "and another date or amount, other years of one term, or one of them says that the post is past."
    )
    async def conflicts(self, info: Info) -> "list[Fact]":
        others = await info.context.siblings.load(self.record.id)
        return [Fact(record=other) for other in others if is_conflict(self.record.qualifiers, other.qualifiers)]

    @resolver("Date of the earliest document that says so; null where no document has a date.")
    async def first_seen(self, info: Info) -> str | None:
        return min(await self.dates(info), default=None)

    @resolver("Date of the latest document that says so; null where no document has a date.")
    async def last_seen(self, info: Info) -> str | None:
        return max(await self.dates(info), default=None)

    async def dates(self, info: Info) -> list[str]:
        """Dates of the documents that say so."""
        evidence = await info.context.evidence.load(self.record.id)
        ids = sorted({f"document/{piece.document}" for piece in evidence})
        found = await info.context.entities.load_many(ids)
        return [record.attributes["date"] for record in found if record and record.attributes.get("date")]


@strawberry.type(description="A measured number that a document states.")
class Indicator(Node):
    """A measured number."""

    record: strawberry.Private[entity.Indicator]

    def key(self) -> str:
        return f"indicator/{self.record.id}"

    @resolver("Id in the whole graph, the same in every build: indicator/07ab….")
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.key())

    @resolver("What was measured, in the words of the text: 地区生产总值.")
    def measure(self) -> str:
        return self.record.measure

    @resolver("The number in `unit`, as decimal digits: 10.44.")
    def value(self) -> str:
        return self.record.value

    @resolver("万亿元, %, 家 …; empty for a bare count.")
    def unit(self) -> str:
        return self.record.unit

    @resolver("What time it covers: 2023, 2023-Q1, 2024-05; null where the text does not say.")
    def period(self) -> str | None:
        return self.record.period or None

    @resolver("What it is compared with, in the words of the text; null where it is not.")
    def comparison(self) -> str | None:
        return self.record.comparison or None

    @resolver("What it describes; null where the text does not tell.")
    def about(self, info: Info) -> Entity | None:
        return cast("Entity", info.context.thing(self.record.about)) if self.record.about else None

    @resolver("How sure the reading is, from 0 to 1.")
    def confidence(self) -> float:
        return self.record.confidence

    @resolver("The words it came from.")
    def evidence(self) -> Evidence:
        return Evidence(record=self.record.evidence)


shown.shown_as({**TYPES, "Fact": Fact})


def thing(record: entity.Entity | None) -> Entity:
    """The GraphQL object of an entity that the graph has to hold."""
    return cast("Entity", shown.thing(record))


def present(records: list[entity.Entity | None]) -> list[Entity]:
    """The GraphQL objects of the entities that are there, in the order given."""
    return [thing(record) for record in records if record is not None]


def fact_page(found: list[entity.Fact], first: int, after: str | None, count: Count) -> Connection[Fact]:
    """A page of facts; the cursor of a fact is its id."""
    nodes = [Fact(record=record) for record in found]
    return connection(nodes, first, cursor=lambda _, fact: fact.key(), after=after, count=count)


async def find_facts(
    reads: Reads, where: finding.FactWhere, order: FactOrder | None, first: int, after: str | None
) -> Connection[Fact]:
    """A page of facts under conditions, in an order."""
    field, direction = (order.field, order.direction) if order else (FactOrderField.ID, Direction.ASC)
    name = f"facts {field.value} {direction.value}"
    position = ("", fact_key(after) or "") if order is None else read_cursor(name, after)
    found = await reads.ask(
        lambda graph: finding.find_facts(
            graph,
            where,
            order=finding.FactOrder[field.value],
            descending=direction is Direction.DESC,
            after=position,
            limit=first + 1,
        )
    )
    nodes = [Fact(record=record) for record, _ in found]
    places = [place for _, place in found]
    return connection(
        nodes,
        first,
        cursor=lambda at, fact: fact.key() if order is None else write_cursor(name, places[at]),
        after=after,
        count=lambda: reads.ask(lambda graph: finding.count_facts(graph, where)),
    )


def fact_key(after: str | None) -> str | None:
    """The id of the fact that a cursor stands for."""
    return cursor_key(after, "fact")


def is_conflict(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """True where two facts of the same things and relation cannot both hold, by their qualifiers.

    >>> is_conflict({"title": "校长"}, {"title": "校长", "former": "true"})
    True
    >>> is_conflict({"date": "2024"}, {"date": "2024-05"})
    False
    >>> is_conflict({"validFrom": "2019"}, {"validFrom": "2020"})
    True
    """
    if any(one.get(name) != other.get(name) for name in ("title", "role")):
        return False
    if "validFrom" in {**one, **other} or "validUntil" in {**one, **other}:
        return differ_in_time(one, other)
    if one.get("former") != other.get("former"):
        return True
    if "amount" in one and "amount" in other and one["amount"] != other["amount"]:
        return True
    dates = one.get("date", ""), other.get("date", "")
    return not (dates[0].startswith(dates[1]) or dates[1].startswith(dates[0]))

"""Counts of the graph as the GraphQL schema shows them."""

import strawberry

from api.graphql.reads import Reads
from api.graphql.vocabulary import EntityKind, EntityType, Relation


@strawberry.type(description="Things of one class.")
class TypeCount:
    """Things of one class."""

    type: EntityType = strawberry.field(description="Top class.")
    count: int = strawberry.field(description="How many there are.")


@strawberry.type(description="Things of one most specific class.")
class KindCount:
    """Things of one most specific class."""

    kind: EntityKind = strawberry.field(description="Most specific class.")
    count: int = strawberry.field(description="How many there are.")


@strawberry.type(description="Facts of one relation.")
class RelationCount:
    """Facts of one relation."""

    relation: Relation = strawberry.field(description="Relation.")
    count: int = strawberry.field(description="How many there are.")


@strawberry.type(description="What the build left out, or took with a choice, for one reason.")
class LedgerCount:
    """Entries of the ledger of one reason."""

    stage: str = strawberry.field(description="read, find, relate, admit, resolve.")
    severity: str = strawberry.field(description="note (a choice was made), skipped (left out), failed (no text).")
    reason: str = strawberry.field(description="A short code: negated, planned, ambiguous, duplicate ….")
    count: int = strawberry.field(description="How many there are.")


@strawberry.type(description="How much the graph holds.")
class Stats:
    """How much the graph holds."""

    hash: str = strawberry.field(description="Hash of the content: the same hash is the same graph.")
    documents: int = strawberry.field(description="Articles.")
    entities: int = strawberry.field(description="Things, articles included.")
    facts: int = strawberry.field(description="Facts, mentions included.")
    indicators: int = strawberry.field(description="Measured numbers.")
    types: list[TypeCount] = strawberry.field(description="Things by top class, sorted.")
    kinds: list[KindCount] = strawberry.field(description="Things by most specific class, sorted.")
    relations: list[RelationCount] = strawberry.field(description="Facts by relation, sorted.")
    ledger: list[LedgerCount] = strawberry.field(description="Entries of the ledger by stage, severity and reason.")


async def stats_of(reads: Reads) -> Stats:
    """The counts of the graph that a request sees."""
    known = await reads.stats()
    return Stats(
        hash=await reads.ask(lambda graph: graph.hash),
        documents=known.documents,
        entities=known.entities,
        facts=known.facts,
        indicators=known.indicators,
        types=[TypeCount(type=EntityType(name), count=count) for name, count in known.types.items()],
        kinds=[KindCount(kind=EntityKind(name), count=count) for name, count in known.kinds.items()],
        relations=[RelationCount(relation=Relation(name), count=count) for name, count in known.relations.items()],
        ledger=[
            LedgerCount(stage=stage, severity=severity, reason=reason, count=count)
            for (stage, severity, reason), count in known.ledger.items()
        ],
    )

"""Articles -> Resolved: one graph, with everything that the documents state of one thing added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.entity import Entity, Join, LedgerEntry
from graph.keep.rows import FactRow, IndicatorRow
from graph.record import Record
from graph.resolve.article import Article
from graph.resolve.facts import add_up
from graph.resolve.identify import identify
from graph.resolve.judgements import Judgement
from graph.resolve.overrule import separate


class Resolved(Record):
    """One graph, sorted by id throughout."""

    entities: tuple[Entity, ...]
    facts: Sequence[FactRow]
    """One row for each document that states a fact."""
    indicators: Sequence[IndicatorRow]
    ledger: tuple[LedgerEntry, ...]
    """What resolution has to say, and the ledgers of the extractions."""
    joins: tuple[Join, ...]
    """Every pair of names that was compared, joined or not; sorted by the ids of the two."""
    ids: Mapping[str, Sequence[str]]
    """By document, the id of the thing that each entity of its extraction became; empty for what was dropped. What a
    judgement divided stands behind those of the extraction."""


def resolve(articles: Sequence[Article], *, judgements: Sequence[Judgement] = ()) -> Resolved:
    """Join the entities of all documents, each of which is one article; the order of articles does not matter.

    judgements: decisions of a person, which go over every rule.
    """
    ordered = sorted(separate(articles, judgements), key=lambda article: article.sketch.document)
    sketches = [article.sketch for article in ordered]
    identity = identify(sketches, judgements=judgements)
    ids = [identity.ids[sketch.document] for sketch in sketches]
    stated = [article.state(own) for article, own in zip(ordered, ids, strict=True)]
    return Resolved(
        identity.entities,
        add_up(zip(stated, ids, strict=True)),
        sorted(row for one in stated for row in one.indicators),
        (*identity.ledger, *(entry for one in stated for entry in one.ledger)),
        identity.joins,
        identity.ids,
    )

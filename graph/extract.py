"""Document -> Extraction: all that one document says, from it alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from pathlib import Path

from msgspec.structs import replace

from graph.claim import Claim, Extraction, LocalEntity, Measurement
from graph.corefer import Entities, surface
from graph.document import Document
from graph.entity import LedgerEntry
from graph.find import read_mentions
from graph.lexicon import Lexicon
from graph.measure import find_measurements
from graph.ontology import load_ontology
from graph.relate import relate
from graph.relate.rules import Candidate, load_rules
from graph.relate.validity import date_post
from graph.script import in_simplified


class Extractor:
    """Extracts documents; holds lexicons and rules, and nothing of any document."""

    def __init__(self, *, lexicons: Sequence[Path] = (), rules: Sequence[Path] = ()) -> None:
        self.ontology = load_ontology()
        self.lexicon = Lexicon.load(lexicons)
        self.rules = load_rules(rules)

    def extract(self, document: Document) -> Extraction:
        """What the document says; the same document always gives the same extraction.

        Names, titles and measures are in simplified characters, whatever the script of the document; its own spelling
        of a name is an alias.
        """
        reading = read_mentions(in_simplified(document), self.lexicon)
        entities = Entities(reading, self.lexicon)
        candidates = [date_post(candidate, entities) for candidate in relate(entities, self.rules)]
        identity = document.id
        admitted, ledger = self._admit(identity, entities, candidates)
        return _finish(document, entities, admitted, list(find_measurements(entities)), ledger, identity=identity)

    def _admit(
        self, identity: str, entities: Entities, candidates: Iterable[Candidate]
    ) -> tuple[list[Candidate], list[LedgerEntry]]:
        """Candidates that the ontology allows and the text states; the others go to the ledger with their reason."""
        admitted: dict[tuple[int, str, int, str], Candidate] = {}
        ledger: list[LedgerEntry] = []
        for candidate in candidates:
            subject, object_ = entities.drafts[candidate.subject], entities.drafts[candidate.object]
            reason = candidate.doubt
            if not reason and not self.ontology.admits(candidate.relation, subject.type, object_.type):
                reason = "signature"
            if reason:
                what = f"{subject.name} {candidate.relation} {object_.name}"
                message = f"{what}: {_REASONS[reason]} (rule {candidate.rule})"
                ledger.append(
                    LedgerEntry("admit", identity, reason, message, "skipped", candidate.start, candidate.end)
                )
                continue
            key = (candidate.subject, candidate.relation, candidate.object, candidate.qualifiers.get("title", ""))
            other = admitted.get(key)
            if other is None or _worth(candidate) > _worth(other):
                admitted[key] = candidate
        return list(admitted.values()), ledger


_START = attrgetter("start")
"""Of a mention. No two of one document start at one place."""


def _worth(candidate: Candidate) -> tuple[bool, float, int]:
    """Of two readings of one relation the one that dates it says more, then the surer one, then the first one."""
    dated = not candidate.qualifiers.keys().isdisjoint(("validFrom", "validUntil"))
    return dated, candidate.confidence, -candidate.start


_REASONS = {
    "negated": "the text denies it",
    "planned": "the text speaks of a plan or a wish",
    "signature": "the ontology does not allow this relation between these classes",
}


def _finish(
    document: Document,
    entities: Entities,
    admitted: list[Candidate],
    measurements: list[Measurement],
    ledger: list[LedgerEntry],
    *,
    identity: str,
) -> Extraction:
    """Number the entities that are mentioned or used, sort everything, and add what the document mentions."""
    used = {0} | {i for c in admitted for i in (c.subject, c.object)}
    used |= {m.about for m in measurements if m.about >= 0}
    used |= {i for i, draft in enumerate(entities.drafts) if draft.mentions}
    order = [0, *sorted((i for i in used if i), key=lambda i: _place(entities, i))]
    number = {index: position for position, index in enumerate(order)}
    local = [_local(entities, index, document) for index in order]
    claims = [
        Claim(number[c.subject], c.relation, number[c.object], c.start, c.end, c.rule, c.confidence, c.qualifiers)
        for c in admitted
    ]
    for position, entity in enumerate(local):
        if position and entity.mentions:
            first = entity.mentions[0]
            claims.append(
                Claim(
                    0,
                    "mentions",
                    position,
                    first.start,
                    first.end,
                    first.reason,
                    1.0,
                    {"count": str(len(entity.mentions))},
                )
            )
    claims.sort(key=_order_of)
    measured = tuple(replace(m, about=number[m.about]) if m.about >= 0 else m for m in measurements)
    return Extraction(identity, tuple(local), tuple(claims), measured, tuple(ledger))


def _order_of(claim: Claim) -> tuple[int, int, str, int, int, list[tuple[str, str]]]:
    qualifiers = list(claim.qualifiers.items())
    if len(qualifiers) > 1:
        qualifiers.sort()
    return (claim.start, claim.end, claim.relation, claim.subject, claim.object, qualifiers)


def _place(entities: Entities, index: int) -> tuple[int, str, str]:
    draft = entities.drafts[index]
    first = min(map(_START, draft.mentions), default=len(entities.text))
    return (first, draft.type, draft.name)


def _local(entities: Entities, index: int, document: Document) -> LocalEntity:
    draft = entities.drafts[index]
    mentions = tuple(sorted(draft.mentions, key=_START))
    name, aliases = " ".join(draft.name.split()), entities.aliases(index)
    if entities.text != document.text:
        own = {surface(document.text, mention) for mention in mentions}
        aliases = tuple(sorted({*aliases, *own} - {name}))
        name = name if index else document.title or document.source
    return LocalEntity(
        draft.type,
        draft.kind,
        name,
        aliases,
        mentions,
        dict(draft.attributes),
        draft.english,
    )

"""Entities of one document -> who issued the policies that are named after a body: 出台《甲大学课程建设办法》."""

from __future__ import annotations

from collections.abc import Iterator

from graph.corefer import Entities
from graph.regex import regex
from graph.relate.rules import Candidate

_DRAWN_UP = regex(r"(?:制定|制订|出台|印发|修订|发布|颁布|编制|审议通过|实施|推出|形成)[^。；]{0,60}$")
_LEAST = 4
"""Characters of a policy's name behind the body's."""


def find_own_policies(entities: Entities) -> Iterator[Candidate]:
    """A policy is issued by the body that its name starts with, where the words before say that it was drawn up."""
    bodies = {
        draft.name: index
        for index, draft in enumerate(entities.drafts)
        if draft.type == "Organization" and len(draft.name) > 3
    }
    for index, draft in enumerate(list(entities.drafts)):
        if draft.type != "Policy" or not draft.mentions:
            continue
        size = next((size for size in range(len(draft.name) - _LEAST, 3, -1) if draft.name[:size] in bodies), 0)
        mention = draft.mentions[0]
        sentence = entities.reading.sentences[entities.reading.sentence_at(mention.start)]
        office = draft.name.startswith("办公", size)
        drawn = _DRAWN_UP.search(entities.text, sentence.start, mention.start) if size and not office else None
        if drawn:
            yield Candidate(
                bodies[draft.name[:size]], "issued", index, drawn.start(), mention.end, "policy-of-a-body", 0.8, {}
            )

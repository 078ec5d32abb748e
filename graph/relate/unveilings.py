"""Masked sentence -> the unveiling of a body that it tells of: 甲研究院在某地揭牌."""

from __future__ import annotations

from collections.abc import Iterator

from graph.corefer import Entities
from graph.record import Record
from graph.regex import regex
from graph.relate.masked import BODY, K, Masked, O, P
from graph.relate.rules import Candidate

_UNVEILED = regex(
    rf"(?<![在于])(?P<what>[{O}{K}])(?:[^，。；在于{P}\ue002-\ue006]{{0,6}}，?[在于][^，。；{P}{BODY[1:-1]}]{{0,6}}(?P<where>{BODY})[^，。；{P}]{{0,8}}|，在[^，。；{P}]{{1,16}}|"
    rf"[^，。；在于{P}\ue002-\ue006]{{0,10}})揭牌(?!仪式)"
)
_OF_ANOTHER = regex("揭牌|成立|启动仪式|挂牌")


class Unveiling(Record):
    """The unveiling of a body that a sentence tells of."""

    event: int
    places: tuple[int, ...]
    start: int
    end: int

    def at_its_places(self) -> Iterator[Candidate]:
        """Where it was."""
        for place in self.places:
            yield Candidate(self.event, "heldAt", place, self.start, self.end, "unveiled", 0.76, {})


def find_unveiling(masked: Masked, entities: Entities, event: int, before: Unveiling | None) -> Unveiling | None:
    """The unveiling of a body, beside the event at hand if there is one; else the one told just `before`."""
    match = _UNVEILED.search(masked.text)
    if match is None:
        return before
    if event < 0 or not _OF_ANOTHER.search(entities.drafts[event].name):
        body = entities.drafts[masked.slots.entity_at(match.start("what"))].name
        event = entities.add("Event", "Opening", f"{body}揭牌仪式")
    places = masked.entities(*match.span("where"), BODY) if match.start("where") >= 0 else []
    return Unveiling(event, tuple(entity for _, entity in places), *masked.span(*match.span()))

"""Graph -> rows of things and of facts with short values: what formats for drawing and spreadsheets have room for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from graph.analysis.communities import find_communities
from graph.analysis.edges import load_network
from graph.analysis.periods import DatedFact, dated_facts, first_day, last_day
from graph.analysis.selection import Selection
from graph.entity import Entity
from graph.export.places import place_communities
from graph.keep.reader import Graph

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """What the network of all relations but mentions says of a thing."""

    degree: int
    """How many other things it is linked with."""
    community: int
    """By Louvain; 0 is the largest; -1 for a thing without link."""
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class FlatFact:
    """A fact with its ends by number, its first words, and the days that it covers."""

    dated: DatedFact
    subject: int
    """Place of the subject among the things, from 0, in the order of ids."""
    object: int
    quote: str
    start: str
    """YYYY-MM-DD; empty without date."""
    end: str


def find_spots(graph: Graph) -> dict[str, Spot]:
    """By id, for things that have a link; the others lie outside, at (0, 0)."""
    network = load_network(graph, Selection())
    communities = find_communities(network, "louvain")
    places = place_communities(communities)
    return {
        id_: Spot(len(network.neighbours[place]), communities[place], *places[place])
        for place, id_ in enumerate(network.ids)
    }


def flat_facts(graph: Graph) -> Iterator[FlatFact]:
    """Every fact, in the order of ids."""
    places = {id_: place for place, id_ in enumerate(graph.entity_ids(limit=-1))}
    for dated in dated_facts(graph):
        fact = dated.fact
        first, last = (dated.dates[0], dated.dates[-1]) if dated.dates else ("", "")
        quote = one_line(fact.evidence[0].quote) if fact.evidence else ""
        yield FlatFact(dated, places[fact.subject], places[fact.object], quote, first_day(first), last_day(last))


def display_names(entities: list[Entity]) -> list[str]:
    """A name for each thing that no other has: its own, or its id where two are called the same."""
    names = [one_line(entity.name) for entity in entities]
    times = Counter(names)
    return [one_line(entity.id) if times[name] > 1 else name for entity, name in zip(entities, names, strict=True)]


def one_line(text: str) -> str:
    """The text without line ends and other control characters, which most formats cannot hold."""
    return _CONTROL.sub(" ", text).strip()

"""What the fields of one request read of the graph, gathered into batches: never one row per field."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar
from urllib.parse import unquote

from strawberry.dataloader import DataLoader

from api.graphql.errors import not_found
from graph.document import Document
from graph.entity import Entity, Fact, Join
from graph.export.terms import DEFAULT_BASE, thing_iri
from graph.keep import Graph, Stats
from graph.keep.finding import Links, count_links, count_relations, find_links, find_siblings
from graph.keep.measures import Score, read_scores
from schema import load_ontology

_T = TypeVar("_T")
MENTIONS = "mentions"
MOST_FACTS = 10_000
"""So many facts of one thing are searched for its neighbours."""


class Ask(Protocol):
    """Calls a function with the graph, outside the event loop."""

    def __call__(self, question: Callable[[Graph], _T], /) -> Awaitable[_T]: ...


class Kept(Protocol):
    """Calls a function with the graph once, and gives the same from then on."""

    def __call__(self, name: str, make: Callable[[Graph], _T], /) -> Awaitable[_T]: ...


class Reads:
    """The reads of one request. All see the same graph, and what was read once is not read again."""

    def __init__(self, ask: Ask, *, base: str, stats: Callable[[], Awaitable[Stats]], kept: Kept) -> None:
        """stats: gives the counts of the graph; they take long, so that the caller keeps them.

        kept: gives what takes long under a name, made once for each graph.
        """
        self.kept = kept
        self.ask = ask
        self.base = base or DEFAULT_BASE
        self.stats = stats
        self.entities = DataLoader[str, Entity | None](load_fn=self._entities)
        self.documents = DataLoader[str, Document | None](load_fn=self._documents)
        self._pages: dict[tuple[str | None, int], DataLoader[str, list[Fact]]] = {}
        self._neighbours: dict[tuple[str | None, int], DataLoader[str, list[str]]] = {}
        self._links: dict[tuple[Links, int], DataLoader[str, list[Fact]]] = {}
        self._link_counts: dict[Links, DataLoader[str, int]] = {}
        self.relation_counts = DataLoader[str, list[tuple[str, int, int]]](load_fn=self._relation_counts)
        self.joins = DataLoader[str, list[Join]](load_fn=self._joins)
        self.scores = DataLoader[str, list[Score]](load_fn=self._scores)
        self.siblings = DataLoader[str, list[Fact]](load_fn=self._siblings)

    def iri(self, id_: str) -> str:
        """The IRI of an id."""
        return thing_iri(id_, base=self.base)

    def path(self, id_: str) -> str:
        """The id below the base of an IRI; any other id as it is."""
        return unquote(id_.removeprefix(self.base)) if id_.startswith(self.base) else id_

    async def known(self, id_: str) -> str:
        """The path of an id that has to be there.

        Raises:
            ApiError: it is not.
        """
        key = self.path(id_)
        if await self.entities.load(key) is None:
            raise not_found(f"no thing of this graph has the id {id_!r}; search(query:) finds ids by name")
        return key

    async def _joins(self, ids: Sequence[str]) -> list[list[Join]]:
        found: dict[str, list[Join]] = {id_: [] for id_ in ids}
        for join in await self.ask(lambda graph: graph.joins(ids)):
            for id_ in {join.one, join.other} & found.keys():
                found[id_].append(join)
        return [found[id_] for id_ in ids]

    async def _scores(self, ids: Sequence[str]) -> list[list[Score]]:
        found = await self.ask(lambda graph: read_scores(graph, ids))
        return [found[id_] for id_ in ids]

    async def facts_of(self, id_: str, *, relation: str | None, after: str | None, limit: int) -> list[Fact]:
        """Facts with the thing as subject or object, in the order of ids; mentions only if they are asked for."""
        if after is not None:
            return await self.ask(lambda graph: _facts_behind(graph, id_, _wanted(relation), after, limit))
        key = (relation, limit)
        if key not in self._pages:

            async def load(ids: Sequence[str]) -> list[list[Fact]]:
                found = await self.ask(lambda graph: graph.facts_of(ids, limit=limit, relations=_wanted(relation)))
                return [found[known] for known in ids]

            self._pages[key] = DataLoader[str, list[Fact]](load_fn=load)
        return await self._pages[key].load(id_)

    async def neighbours(self, id_: str, *, relation: str | None, limit: int) -> list[str]:
        """Ids of the things at the other end of its facts, each once, in the order of these facts."""
        key = (relation, limit)
        if key not in self._neighbours:

            async def load(ids: Sequence[str]) -> list[list[str]]:
                return await self.ask(lambda graph: _neighbours(graph, ids, _wanted(relation), limit))

            self._neighbours[key] = DataLoader[str, list[str]](load_fn=load)
        return await self._neighbours[key].load(id_)

    async def links(self, id_: str, links: Links, *, after: str | None, limit: int) -> list[Fact]:
        """Facts that lead from a thing to others, in the order of ids."""
        if after is not None:
            return (await self.ask(lambda graph: find_links(graph, [id_], links, limit=limit, after=after)))[id_]
        key = (links, limit)
        if key not in self._links:

            async def load(ids: Sequence[str]) -> list[list[Fact]]:
                found = await self.ask(lambda graph: find_links(graph, ids, links, limit=limit))
                return [found[known] for known in ids]

            self._links[key] = DataLoader[str, list[Fact]](load_fn=load)
        return await self._links[key].load(id_)

    async def link_counts(self, id_: str, links: Links) -> int:
        """How many facts lead from a thing to others."""
        if links not in self._link_counts:

            async def load(ids: Sequence[str]) -> list[int]:
                found = await self.ask(lambda graph: count_links(graph, ids, links))
                return [found[known] for known in ids]

            self._link_counts[links] = DataLoader[str, int](load_fn=load)
        return await self._link_counts[links].load(id_)

    async def fact_count(self, id_: str, *, relation: str | None) -> int:
        """How many facts a thing has; mentions only if they are asked for."""
        counts = await self.relation_counts.load(id_)
        wanted = _wanted(relation)
        return sum(as_subject + as_object for name, as_subject, as_object in counts if name in wanted)

    async def _relation_counts(self, ids: list[str]) -> list[list[tuple[str, int, int]]]:
        found = await self.ask(lambda graph: count_relations(graph, ids))
        return [found[id_] for id_ in ids]

    async def _siblings(self, ids: list[str]) -> list[list[Fact]]:
        found = await self.ask(lambda graph: find_siblings(graph, ids))
        return [found[id_] for id_ in ids]

    async def _entities(self, ids: list[str]) -> list[Entity | None]:
        return await self.ask(lambda graph: graph.entities(ids))

    async def _documents(self, ids: list[str]) -> list[Document | None]:
        return await self.ask(lambda graph: graph.documents(ids))


def _wanted(relation: str | None) -> list[str]:
    """The one relation asked for, or all but mentions."""
    if relation is not None:
        return [relation]
    return [name for name in load_ontology().relations if name != MENTIONS]


def _facts_behind(graph: Graph, id_: str, relations: Sequence[str], after: str, limit: int) -> list[Fact]:
    """A later page of the facts of one thing."""
    as_subject = graph.facts(subjects=[id_], relations=relations, after=after, limit=limit)
    as_object = graph.facts(objects=[id_], relations=relations, after=after, limit=limit)
    found = {fact.id: fact for fact in (*as_subject, *as_object)}
    return [found[key] for key in sorted(found)][:limit]


def _neighbours(graph: Graph, ids: Sequence[str], relations: Sequence[str], limit: int) -> list[list[str]]:
    """The first neighbours of each; facts are read on, twice as many each time, for those that have too few."""
    found: dict[str, list[str]] = {}
    searched, missing = max(2 * limit, 10), list(ids)
    while missing:
        facts = graph.facts_of(missing, limit=searched, relations=relations)
        for id_ in missing:
            others = (fact.object if fact.subject == id_ else fact.subject for fact in facts[id_])
            found[id_] = list(dict.fromkeys(other for other in others if other != id_))[:limit]
        done = searched >= MOST_FACTS
        missing = [id_ for id_ in missing if not done and len(found[id_]) < limit and len(facts[id_]) == searched]
        searched *= 2
    return [found[id_] for id_ in ids]

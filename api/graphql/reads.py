"""What the fields of one request read of the graph, gathered into batches: never one row per field."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, Protocol, TypeVar
from urllib.parse import unquote

from api.graphql import shown
from api.graphql.errors import not_found
from graph.document import Document
from graph.entity import Entity, Evidence, Fact, Join
from graph.export.terms import thing_iri
from graph.keep.finding import Links, count_links, count_relations, find_links, find_siblings
from graph.keep.measures import Score, read_scores
from graph.keep.reader import Graph, Stats
from schema import load_ontology
from schema.prefixes import DEFAULT_BASE

_T = TypeVar("_T")
MENTIONS = "mentions"
MOST_FACTS = 10_000
"""So many facts of one thing are searched for its neighbours."""


class Loader(Protocol[_T]):
    """Reads for keys, many in one go; a key that was read is not read again."""

    def load(self, key: str, /) -> Awaitable[_T]:
        """What is read for a key."""
        ...

    def load_many(self, keys: Sequence[str], /) -> Awaitable[list[_T]]:
        """What is read for keys, in their order."""
        ...


class Source(Protocol):
    """Where the reads of a request come from: threads beside the event loop, or, for a plan, its own thread."""

    def ask(self, question: Callable[[Graph], _T], /) -> Awaitable[_T]:
        """Call a function with the graph."""
        ...

    def kept(self, name: str, make: Callable[[Graph], _T], /) -> Awaitable[_T]:
        """What takes long: made once for each graph, and the same from then on."""
        ...

    def loader(self, read: Callable[[Graph, list[str]], list[_T]], /) -> Loader[_T]:
        """A loader that reads so."""
        ...

    def later(self, loader: Loader[_T], /) -> Callable[[str], Any]:
        """Key -> what a loader reads for it, in the form that whoever executes a query waits for."""
        ...


class Reads:
    """The reads of one request. All see the same graph, and what was read once is not read again.

    Facts come without their evidence and entities without their aliases, which are read where they are wanted.
    """

    def __init__(self, source: Source, *, base: str) -> None:
        self.kept = source.kept
        self.ask = source.ask
        self.base = base or DEFAULT_BASE
        self._source, self._loader = source, source.loader
        self._loaders: dict[tuple[object, ...], Loader[Any]] = {}
        self.entities: Loader[Entity | None] = source.loader(lambda graph, ids: graph.entities(ids))
        """Ids of entities -> entities."""

    # The others are made when the first field wants them.

    @cached_property
    def thing(self) -> Callable[[str], Any]:
        """Id of an entity -> the object of the schema that shows it: for fields to return, not to await."""
        return self._source.later(self._loader(_things))

    @cached_property
    def aliases(self) -> Loader[tuple[str, ...]]:
        """Ids of entities -> their aliases."""
        return self._loader(_in_order(lambda graph, ids: graph.aliases_of(ids)))

    @cached_property
    def documents(self) -> Loader[Document | None]:
        """Ids of documents -> documents."""
        return self._loader(Graph.documents)

    @cached_property
    def relation_counts(self) -> Loader[list[tuple[str, int, int]]]:
        """Ids of entities -> how many facts of each relation they have."""
        return self._loader(_in_order(count_relations))

    @cached_property
    def evidence(self) -> Loader[tuple[Evidence, ...]]:
        """Ids of facts -> their evidence."""
        return self._loader(_in_order(Graph.evidence_of))

    @cached_property
    def joins(self) -> Loader[list[Join]]:
        """Ids of entities -> the comparisons of their names."""
        return self._loader(_joins)

    @cached_property
    def scores(self) -> Loader[list[Score]]:
        """Ids of entities -> their stored measures."""
        return self._loader(_in_order(read_scores))

    @cached_property
    def siblings(self) -> Loader[list[Fact]]:
        """Ids of facts -> facts of the same ends and relation."""
        return self._loader(_in_order(find_siblings))

    def stats(self) -> Awaitable[Stats]:
        """The counts of the graph; they take long, so that they are made once."""
        return self.kept("stats", Graph.stats)

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

    async def facts_of(self, id_: str, *, relation: str | None, after: str | None, limit: int) -> list[Fact]:
        """Facts with the thing as subject or object, in the order of ids; mentions only if they are asked for."""
        if after is not None:
            return await self.ask(lambda graph: _facts_behind(graph, id_, _wanted(relation), after, limit))
        key = ("facts", relation, limit)
        if key not in self._loaders:
            read = partial(Graph.facts_of, limit=limit, relations=_wanted(relation))
            self._loaders[key] = self._loader(_in_order(read))
        found: list[Fact] = await self._loaders[key].load(id_)
        return found

    async def neighbours(self, id_: str, *, relation: str | None, limit: int) -> list[str]:
        """Ids of the things at the other end of its facts, each once, in the order of these facts."""
        key = ("neighbours", relation, limit)
        if key not in self._loaders:
            self._loaders[key] = self._loader(partial(_neighbours, relations=_wanted(relation), limit=limit))
        found: list[str] = await self._loaders[key].load(id_)
        return found

    async def links(self, id_: str, links: Links, *, after: str | None, limit: int) -> list[Fact]:
        """Facts that lead from a thing to others, in the order of ids."""
        if after is not None:
            return (await self.ask(lambda graph: find_links(graph, [id_], links, limit=limit, after=after)))[id_]
        key = ("links", links, limit)
        if key not in self._loaders:
            self._loaders[key] = self._loader(_in_order(partial(find_links, links=links, limit=limit)))
        found: list[Fact] = await self._loaders[key].load(id_)
        return found

    async def link_counts(self, id_: str, links: Links) -> int:
        """How many facts lead from a thing to others."""
        key = ("link counts", links)
        if key not in self._loaders:
            self._loaders[key] = self._loader(_in_order(partial(count_links, links=links)))
        count: int = await self._loaders[key].load(id_)
        return count

    async def fact_count(self, id_: str, *, relation: str | None) -> int:
        """How many facts a thing has; mentions only if they are asked for."""
        counts = await self.relation_counts.load(id_)
        wanted = _wanted(relation)
        return sum(as_subject + as_object for name, as_subject, as_object in counts if name in wanted)


def _in_order(read: Callable[[Graph, list[str]], Mapping[str, _T]]) -> Callable[[Graph, list[str]], list[_T]]:
    """A read that gives what it finds in the order of the ids asked."""

    def ordered(graph: Graph, ids: list[str]) -> list[_T]:
        found = read(graph, ids)
        return [found[id_] for id_ in ids]

    return ordered


def _things(graph: Graph, ids: list[str]) -> list[Any]:
    return [shown.thing(record) for record in graph.entities(ids)]


def _joins(graph: Graph, ids: list[str]) -> list[list[Join]]:
    found: dict[str, list[Join]] = {id_: [] for id_ in ids}
    for join in graph.joins(ids):
        for id_ in {join.one, join.other} & found.keys():
            found[id_].append(join)
    return [found[id_] for id_ in ids]


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

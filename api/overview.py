"""Graph -> what the first page shows of it: counts, latest documents, top things, and queries that it answers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import indent
from urllib.parse import quote

from api.graphql.generate import constant
from graph.entity import Entity, Fact
from graph.keep.reader import Graph, Stats
from schema import load_ontology

SHOWN = 8
"""Documents, and things."""
LOOKED_AT = 2000
"""So many facts and documents are looked at, at most: the page of a large graph shows a part of it."""
TELLING = ("holdsPost", "spokeAt", "coBuilt", "issued", "established", "hosted", "signedWith", "heldAt", "locatedIn")
"""Relations that make a good example, the best first."""

EVIDENCE = """evidence {
  quote start end rule
  sentence
  document { title date publisher }
}"""


@dataclass(frozen=True, slots=True)
class Example:
    """A query to click."""

    title: str
    query: str

    @property
    def address(self) -> str:
        """Opens GraphiQL with the query filled in."""
        return f"/graphql?query={quote(self.query, safe='')}"


@dataclass(frozen=True, slots=True)
class Count:
    """A line of a table of counts."""

    name: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A document or thing, with a link to what the graph says of it."""

    name: str
    note: str
    address: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page shows."""

    hash: str
    stats: Stats
    types: tuple[Count, ...]
    relations: tuple[Count, ...]
    documents: tuple[Listed, ...]
    things: tuple[Listed, ...]
    examples: tuple[Example, ...]


def make_overview(graph: Graph, stats: Stats) -> Overview:
    """Look at a graph; milliseconds, whatever its size."""
    ontology = load_ontology()
    facts = list(_telling_facts(graph, stats))
    top = _top_things(graph, facts)
    return Overview(
        hash=graph.hash,
        stats=stats,
        types=tuple(Count(name, ontology.classes[name].labels["zh"], n) for name, n in stats.types.items()),
        relations=tuple(Count(name, ontology.relations[name].labels["zh"], n) for name, n in stats.relations.items()),
        documents=tuple(_documents(graph)),
        things=tuple(
            Listed(thing.name, f"{ontology.classes[thing.kind].labels['en']} · {_counted(n)}", _about(thing).address)
            for thing, n in top[:SHOWN]
        ),
        examples=tuple(_examples(facts, [thing for thing, _ in top])),
    )


def _telling_facts(graph: Graph, stats: Stats) -> Iterator[Fact]:
    """Facts that are no mentions."""
    relations = [name for name in stats.relations if name != "mentions"]
    if relations:
        yield from graph.facts(relations=relations, limit=LOOKED_AT)


def _top_things(graph: Graph, facts: list[Fact]) -> list[tuple[Entity, int]]:
    """Things that are no documents, with the number of their facts, the most first."""
    counts = Counter(id_ for fact in facts for id_ in (fact.subject, fact.object) if not id_.startswith("document/"))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:50]
    found = graph.entities([id_ for id_, _ in ranked])
    return [(thing, n) for thing, (_, n) in zip(found, ranked, strict=True) if thing]


def _documents(graph: Graph) -> Iterator[Listed]:
    """The latest documents."""
    ids = graph.entity_ids(types=["Document"], limit=LOOKED_AT)
    found = [known for known in graph.entities(ids) if known and known.kind == "Article"]
    found.sort(key=lambda known: known.attributes.get("date", ""), reverse=True)
    for known in found[:SHOWN]:
        note = " · ".join(known.attributes[key] for key in ("date", "publisher") if known.attributes.get(key))
        yield Listed(known.name, note, _read(known).address)


def _examples(facts: list[Fact], top: list[Entity]) -> Iterator[Example]:
    """Three queries that this graph answers with evidence; fewer where it holds next to nothing."""
    by_id = {thing.id: thing for thing in top}
    persons = [thing for thing in top if thing.type == "Person"] or top
    if persons:
        yield _about(persons[0])
    others = [by_id[id_] for id_ in by_id if by_id[id_].type in ("Organization", "Park", "Place", "Event")] or top
    if others:
        yield _search(others[0].name[:2])
    known = Counter(fact.relation for fact in facts)
    relation = next((name for name in TELLING if known[name]), next(iter(sorted(known)), None))
    if relation:
        yield _facts(relation)


def _about(thing: Entity) -> Example:
    words = load_ontology().classes[thing.type].labels["en"].lower()
    return Example(
        f"What is known of {thing.name} ({words}), and the words it comes from",
        f"""{{
  node(id: {_string(thing.id)}) {{
    ... on Entity {{
      name
      names
      kind
      label(lang: EN)
      facts(first: 10) {{
        nodes {{
          subject {{ name }}
          relation
          object {{ name }}
          title
          role
          date
{indent(EVIDENCE, " " * 10)}
        }}
        pageInfo {{ hasNextPage endCursor }}
      }}
      neighbours(first: 10) {{ name kind }}
      mentionedIn(first: 5) {{ title date }}
    }}
  }}
}}
""",
    )


def _search(words: str) -> Example:
    return Example(
        f"Search by part of a name: {words}",
        f"""{{
  search(query: {_string(words)}, first: 5) {{
    nodes {{
      id
      name
      kind
      facts(first: 3) {{
        nodes {{
          subject {{ name }}
          relation
          object {{ name }}
{indent(EVIDENCE, " " * 10)}
        }}
      }}
    }}
  }}
}}
""",
    )


def _facts(relation: str) -> Example:
    known = load_ontology().relations[relation]
    return Example(
        f"Facts of one relation: {known.labels['zh']} ({known.labels['en']})",
        f"""{{
  facts(relation: {constant(relation)}, first: 10) {{
    nodes {{
      subject {{ name }}
      relationLabel
      object {{ name }}
      qualifiers {{ name value }}
      confidence
{indent(EVIDENCE, " " * 6)}
    }}
    pageInfo {{ hasNextPage endCursor }}
  }}
}}
""",
    )


def _read(document: Entity) -> Example:
    return Example(
        document.name,
        f"""{{
  node(id: {_string(document.id)}) {{
    ... on Document {{
      title
      date
      publisher
      url
      mentions(first: 50) {{ id name kind }}
      text
    }}
  }}
}}
""",
    )


def _counted(facts: int) -> str:
    return "1 fact" if facts == 1 else f"{facts} facts"


def _string(value: str) -> str:
    """A string as GraphQL writes it."""
    return json.dumps(value, ensure_ascii=False)

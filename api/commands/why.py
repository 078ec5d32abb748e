"""zhimai why: a name -> which names were taken for one thing, by which rule, and what spoke against it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from api.commands import Commands, add_command
from api.commands.show import find
from graph.conflicts import Seen, seen
from graph.entity import Entity, Join
from graph.keep.reader import Graph

EXAMPLES = """\
examples:
  zhimai why kg 市发改委                 why this name means what it means
  zhimai why kg person/周密              by id, when several things share a name
  zhimai why kg 南开大学 --json

Each pair of names stands with the rule that joined them, its weight from 0 to 1, and the document that shows it; then
the names that were compared and kept apart. To decide otherwise write a line into judgements.tsv beside the documents,
or let `zhimai review` write it.
"""


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a person."""

    body: str
    title: str
    """The words of the post; 'former' stands before those of a past one."""
    seen: Seen
    since: str
    """As the words tell it; empty where they do not."""
    until: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """One thing with all that resolution compared it with."""

    entity: Entity
    joined: Sequence[Join]
    apart: Sequence[Join]
    names: Mapping[str, str]
    """Names of the things at the other ends, by id."""
    titles: Mapping[str, str]
    """Titles of the documents that support a join, by id."""
    posts: Sequence[Post]
    """Of a person in the order of time: as the words tell it, else as they were reported."""


def add(commands: Commands) -> None:
    """Describe `zhimai why`."""
    parser = add_command(commands, "why", does="explain why names were taken for one thing", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    parser.add_argument("name", metavar="NAME", help="name or id of a thing")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Explain everything of that name."""
    with Graph(call.graph) as graph:
        found = [load(graph, entity) for entity in find(graph, call.name)]
    if call.json:
        print(json.dumps([as_json(reasons) for reasons in found], ensure_ascii=False, indent=2))
        return 0
    console = Console(highlight=False)
    for reasons in found:
        for line in as_text(reasons):
            console.print(line, soft_wrap=True)
    return 0


def load(graph: Graph, entity: Entity) -> Reasons:
    """What resolution kept about a thing."""
    joins = graph.joins([entity.id])
    ends = sorted({end for join in joins for end in (join.one, join.other)})
    supports = graph.documents(sorted({join.support for join in joins}))
    return Reasons(
        entity,
        [join for join in joins if join.one == join.other],
        [join for join in joins if join.one != join.other],
        {end.id: end.name for end in graph.entities(ends) if end},
        {document.id: document.title or document.source for document in supports if document},
        _posts(graph, entity),
    )


def _posts(graph: Graph, entity: Entity) -> list[Post]:
    facts = graph.facts(subjects=[entity.id], relations=["holdsPost"])
    spans = seen(graph, facts)
    names = {body.id: body.name for body in graph.entities(sorted({fact.object for fact in facts})) if body}
    rows = []
    for fact in facts:
        former = "former " if "former" in fact.qualifiers else ""
        title = former + fact.qualifiers.get("title", "")
        term = [fact.qualifiers.get(name, "") for name in ("validFrom", "validUntil")]
        rows.append(Post(names[fact.object], title, spans[fact.id], *term))
    return sorted(rows, key=lambda post: (post.since or post.until or post.seen.first, post.body, post.title))


def as_text(reasons: Reasons) -> Iterator[Text]:
    """Lines for people."""
    entity = reasons.entity
    yield Text.assemble((entity.name, "bold"), "  ", entity.kind, "  ", (entity.id, "dim"))
    if not reasons.joined:
        yield Text("  one name in every document: nothing had to be joined")
    for join in reasons.joined:
        yield _line(reasons, join, "=")
    if reasons.apart:
        yield Text("kept apart from")
    for join in reasons.apart:
        yield _line(reasons, join, "≠")
    if reasons.posts:
        yield Text("posts, in the order of time: when they were reported, and the term that the words tell")
    for post in reasons.posts:
        first, last = post.seen.first, post.seen.last
        term = f"  from {post.since}" * bool(post.since) + f"  until {post.until}" * bool(post.until)
        yield Text(f"  {first if first == last else f'{first} to {last}'}  {post.body} {post.title}{term}")


def _line(reasons: Reasons, join: Join, sign: str) -> Text:
    support = reasons.titles.get(join.support, join.support)
    other = join.other if join.one == reasons.entity.id else join.one
    return Text.assemble(
        "  ",
        (f"{join.names[0]} {sign} {join.names[1]}", "green"),
        f"  {join.rule} {join.weight:.2f}",
        f"  ({other})" if join.one != join.other else "",
        f"  — {support}" if support else "",
        f"  against: {join.against}" if join.against else "",
    )


def as_json(reasons: Reasons) -> dict[str, object]:
    """The same for programs."""
    entity = reasons.entity
    return {
        "id": entity.id,
        "name": entity.name,
        "joined": [_join_as_json(reasons, join) for join in reasons.joined],
        "apart": [_join_as_json(reasons, join) for join in reasons.apart],
        "posts": [
            {
                "firstSeen": post.seen.first,
                "lastSeen": post.seen.last,
                "validFrom": post.since,
                "validUntil": post.until,
                "body": post.body,
                "title": post.title,
            }
            for post in reasons.posts
        ],
    }


def _join_as_json(reasons: Reasons, join: Join) -> dict[str, object]:
    ends = [{"id": id_, "name": reasons.names[id_]} for id_ in (join.one, join.other)]
    told = {"rule": join.rule, "weight": join.weight, "support": join.support, "against": join.against}
    return {"names": list(join.names), "things": ends, **told}

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
from graph.conflicts import seen
from graph.entity import Entity, Join
from graph.keep import Graph

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
class Reasons:
    """One thing with all that resolution compared it with."""

    entity: Entity
    joined: Sequence[Join]
    apart: Sequence[Join]
    names: Mapping[str, str]
    """Names of the things at the other ends, by id."""
    titles: Mapping[str, str]
    """Titles of the documents that support a join, by id."""
    posts: Sequence[tuple[str, str, str, str]]
    """Of a person in the order of time: first and last day of publication, body, words of the post."""


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


def _posts(graph: Graph, entity: Entity) -> list[tuple[str, str, str, str]]:
    facts = graph.facts(subjects=[entity.id], relations=["holdsPost"])
    spans = seen(graph, facts)
    names = {body.id: body.name for body in graph.entities(sorted({fact.object for fact in facts})) if body}
    rows = []
    for fact in facts:
        former = "former " if "former" in fact.qualifiers else ""
        span = spans[fact.id]
        rows.append((span.first, span.last, names[fact.object], former + fact.qualifiers.get("title", "")))
    return sorted(rows)


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
        yield Text("posts, by the time they were reported")
    for first, last, body, title in reasons.posts:
        yield Text(f"  {first if first == last else f'{first} to {last}'}  {body} {title}")


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
            {"firstSeen": first, "lastSeen": last, "body": body, "title": title}
            for first, last, body, title in reasons.posts
        ],
    }


def _join_as_json(reasons: Reasons, join: Join) -> dict[str, object]:
    ends = [{"id": id_, "name": reasons.names[id_]} for id_ in (join.one, join.other)]
    told = {"rule": join.rule, "weight": join.weight, "support": join.support, "against": join.against}
    return {"names": list(join.names), "things": ends, **told}

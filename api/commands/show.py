"""zhimai show: a name -> the thing's facts, each with its words, the document and the rule."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from rich.console import Console
from rich.text import Text

from api.commands import Commands, add_command, count
from graph.document import Document
from graph.entity import Entity, Evidence, Fact, Indicator
from graph.errors import UsageError
from graph.keep.reader import Graph

EXAMPLES = """\
examples:
  zhimai show kg 刘桂平                    by name, full or short
  zhimai show kg organization/南开大学     by id, when several things share a name
  zhimai show kg 南开大学 --limit 5 --json

Each fact stands with the words it came from, the title of their document, and the rule that read them.
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing with all that is needed to show it."""

    entity: Entity
    facts: Sequence[Fact]
    """Without mentions, in the order of the graph."""
    mentions: int
    """How many documents mention it, as far as `--limit` lets us count."""
    indicators: Sequence[Indicator]
    names: Mapping[str, str]
    """Name of every entity at the ends of the facts, by id."""
    documents: Mapping[str, Document]
    """Every document of the evidence, by id."""


def add(commands: Commands) -> None:
    """Describe `zhimai show`."""
    parser = add_command(commands, "show", does="show one thing: its facts, each with its words", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    parser.add_argument("name", metavar="NAME", help="name or id of a thing")
    parser.add_argument("--limit", metavar="N", type=count, default=100, help="facts at most (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Show the thing, or the list of things of that name."""
    with Graph(call.graph) as graph:
        found = find(graph, call.name)
        if call.json:
            shown = [as_json(load(graph, entity, limit=call.limit)) for entity in found]
            print(json.dumps(shown, ensure_ascii=False, indent=2))
        elif len(found) == 1:
            _print(as_text(load(graph, found[0], limit=call.limit)))
        else:
            _print(_choices(call.name, found))
    return 0


def find(graph: Graph, name: str) -> list[Entity]:
    """Entities of this id or name.

    Raises UsageError when there is none; its message suggests the closest names.
    """
    found = [entity for entity in graph.entities([name]) if entity] or graph.named(name)
    if found:
        return found
    close = closest_names(graph, name)
    hint = f"; did you mean {', '.join(close)}?" if close else ""
    raise UsageError(f"nothing in {graph.path} is called {name!r}{hint}")


def closest_names(graph: Graph, name: str) -> list[str]:
    """Up to five canonical names that hold the name, else names that look like it, best first."""
    holding = [entity.name for entity in graph.search(name, limit=5)]
    if holding:
        return list(dict.fromkeys(holding))
    sharing = {entity.name for character in sorted(set(name)) for entity in graph.search(character, limit=50)}
    return get_close_matches(name, sorted(sharing), n=5, cutoff=0.4)


def load(graph: Graph, entity: Entity, *, limit: int) -> Shown:
    """What is to be shown of a thing, in a fixed number of queries."""
    touching = graph.facts_of([entity.id], limit=limit)[entity.id]
    facts = [fact for fact in touching if fact.relation != "mentions"]
    indicators = graph.indicators(about=[entity.id])
    ends = sorted({end for fact in facts for end in (fact.subject, fact.object)})
    evidence = [piece for fact in facts for piece in fact.evidence] + [indicator.evidence for indicator in indicators]
    documents = sorted({piece.document for piece in evidence})
    return Shown(
        entity=entity,
        facts=facts,
        mentions=len(touching) - len(facts),
        indicators=indicators,
        names={end.id: end.name for end in graph.entities(ends) if end},
        documents={document.id: document for document in graph.documents(documents) if document},
    )


def as_text(shown: Shown) -> Iterator[Text]:
    """Lines for people."""
    entity = shown.entity
    yield Text.assemble((entity.name, "bold"), "  ", entity.kind, "  ", (entity.id, "dim"))
    if entity.aliases:
        yield Text(f"also called: {'、'.join(entity.aliases)}")
    for name, value in sorted(entity.attributes.items()):
        yield Text(f"{name}: {value}")
    for fact in shown.facts:
        yield Text()
        yield _fact_line(shown, fact)
        for evidence in fact.evidence:
            yield _evidence_line(shown, evidence)
    for indicator in shown.indicators:
        yield Text()
        parts = (indicator.period, indicator.measure, f"{indicator.value} {indicator.unit}", indicator.comparison)
        yield Text("  ".join(part for part in parts if part))
        yield _evidence_line(shown, indicator.evidence)
    if shown.mentions:
        yield Text()
        yield Text(f"mentioned in {shown.mentions} document{'s' if shown.mentions > 1 else ''}")


def as_json(shown: Shown) -> dict[str, object]:
    """The same for programs."""
    entity = shown.entity
    return {
        "id": entity.id,
        "type": entity.type,
        "kind": entity.kind,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "english": entity.english,
        "attributes": dict(sorted(entity.attributes.items())),
        "facts": [
            {
                "id": fact.id,
                "subject": {"id": fact.subject, "name": shown.names[fact.subject]},
                "relation": fact.relation,
                "object": {"id": fact.object, "name": shown.names[fact.object]},
                "qualifiers": dict(sorted(fact.qualifiers.items())),
                "confidence": fact.confidence,
                "evidence": [_evidence_as_json(shown, evidence) for evidence in fact.evidence],
            }
            for fact in shown.facts
        ],
        "indicators": [
            {
                "id": indicator.id,
                "measure": indicator.measure,
                "value": indicator.value,
                "unit": indicator.unit,
                "period": indicator.period,
                "comparison": indicator.comparison,
                "confidence": indicator.confidence,
                "evidence": _evidence_as_json(shown, indicator.evidence),
            }
            for indicator in shown.indicators
        ],
        "mentions": shown.mentions,
    }


def _fact_line(shown: Shown, fact: Fact) -> Text:
    """A fact as seen from the thing: where the arrow points tells who is the subject."""
    arrow, other = ("→", fact.object) if fact.subject == shown.entity.id else ("←", fact.subject)
    qualifiers = "  ".join(f"{name} {value}" for name, value in sorted(fact.qualifiers.items()))
    return Text.assemble(
        f"{fact.relation} {arrow} ", (shown.names[other], "bold"), "  ", qualifiers, "  " * bool(qualifiers),
        (f"{fact.confidence:.2f}", "dim"),
    )  # fmt: skip


def _evidence_line(shown: Shown, evidence: Evidence) -> Text:
    document = shown.documents[evidence.document]
    title = document.title or document.source
    dated = f"{title}, {document.date}" if document.date else title
    quote = evidence.quote.replace("\n", " ")
    return Text.assemble("    ", (f"“{quote}”", "green"), f"  — {dated}  ", (evidence.rule, "dim"))


def _evidence_as_json(shown: Shown, evidence: Evidence) -> dict[str, object]:
    document = shown.documents[evidence.document]
    described = {"id": document.id, "title": document.title, "date": document.date, "source": document.source}
    words = {"start": evidence.start, "end": evidence.end, "quote": evidence.quote}
    return {"document": described, **words, "rule": evidence.rule}


def _choices(name: str, found: Sequence[Entity]) -> Iterator[Text]:
    yield Text(f"{len(found)} things are called {name}; show one by its id:")
    for entity in found:
        yield Text.assemble("  ", (entity.id, "bold"), f"  {entity.kind}  {entity.name}")


def _print(lines: Iterator[Text]) -> None:
    """Print lines; each stays one line, so that `grep` finds a fact with its words."""
    console = Console(file=sys.stdout, highlight=False)
    for line in lines:
        console.print(line, soft_wrap=True)

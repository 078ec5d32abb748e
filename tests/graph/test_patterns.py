"""What is filled into a pattern is, byte for byte, what the syntax writes of the described fact or span."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from graph.entity import Evidence, Fact
from graph.export.describe import evidence_node, fact_node
from graph.export.jsonld import Json
from graph.export.nquads import Lines
from graph.export.patterns import Patterns, Syntax
from graph.export.rdf12 import Reifying
from graph.export.turtle import Names

BASE = "https://w3id.org/zhimai/id/"
ODD = 'C# "引号" %s 50% {0} \\ 换\n行'
POST = Fact("00ff", "person/周远", "holdsPost", "organization/河东理工大学", {"title": "校长"}, 0.9, ())
SYNTAXES = [Names(BASE), Reifying(BASE), Lines(), Json()]


def evidence(document: int, start: int = 3, rule: str = "post") -> Evidence:
    return Evidence(f"{document:012x}", start, start + 9, "河东理工大学校长周远", rule)


FACTS = {
    "one piece of evidence": POST._replace(evidence=(evidence(1),)),
    "two rules at one place": POST._replace(evidence=(evidence(1), evidence(1, rule="title"))),
    "two places in one document": POST._replace(evidence=(evidence(1), evidence(1, 30))),
    "more than ten documents": POST._replace(evidence=tuple(evidence(n) for n in range(23))),
    "no qualifiers": POST._replace(qualifiers={}, evidence=(evidence(1),)),
    "all that formats trip over": Fact(
        "f%s", f"person/{ODD}", "spokeAt", f"event/{ODD}", {"role": ODD}, 0.333, (evidence(1),)
    ),
}


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda syntax: type(syntax).__name__)
@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_a_fact_is_written_as_it_is_described(syntax: Syntax, fact: Fact) -> None:
    patterns = Patterns(syntax, BASE)
    assert patterns.fact(fact, fact.evidence, None) == syntax.node(fact_node(fact, base=BASE))
    other = fact._replace(id="0", subject="person/李强")
    assert patterns.fact(other, other.evidence, None) == syntax.node(fact_node(other, base=BASE))


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda syntax: type(syntax).__name__)
@pytest.mark.parametrize(
    "seen", [("2024-05-18", "2024-06-01"), ("2024", "2024-06-01"), ("2024-02-30", "2024-05"), ('19"99', "去年")]
)
def test_when_a_fact_was_seen_is_written_as_it_is_described(syntax: Syntax, seen: tuple[str, str]) -> None:
    patterns = Patterns(syntax, BASE)
    fact = POST._replace(qualifiers={"date": "2024-05-18"}, evidence=(evidence(1),))
    for days in (("2001-01-01", "2001-01-02"), seen, (seen[1], seen[1])):
        assert patterns.fact(fact, fact.evidence, days) == syntax.node(fact_node(fact, seen=days, base=BASE))


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda syntax: type(syntax).__name__)
@pytest.mark.parametrize("rules", [("post",), ("post", "title"), (ODD,)])
@pytest.mark.parametrize("quote", ["河东理工大学校长周远", ODD])
def test_a_span_is_written_as_it_is_described(syntax: Syntax, rules: tuple[str, ...], quote: str) -> None:
    found = [replace(evidence(1, rule=rule), quote=quote) for rule in rules]
    assert Patterns(syntax, BASE).span(found) == syntax.node(evidence_node(found, base=BASE))

"""Graph in one syntax: facts and evidence, most of an export, are filled into patterns instead of described anew.

A pattern is what the syntax writes for a described fact or span of one shape, with holes in the place of what differs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Protocol

from graph.entity import Evidence, Fact, Indicator
from graph.export.describe import SPAN, evidence_node, fact_node, indicator_node
from graph.export.terms import Node, date_literal, document_iri, evidence_iri, fact_iri, thing_iri

_RECENT = 20_000
"""So many things are kept with their names: few things make up most of an export."""
_SHAPES = 5_000
_HOLE = "\0"
"""Base of the IRIs that stand for holes, and a quotation that stands for one: nothing is called so."""
_START, _END = 10**17 + 1, 10**17 + 2
"""Offsets that stand for holes."""
_DAYS = ("0001-01-01", "0001-01-02")
"""Days that stand for holes."""

Fill = Callable[[Sequence[str]], str]
"""The text of a pattern with these values in its holes."""


class Syntax(Protocol):
    """How a format writes; a string in quotes is written the same wherever it stands, and so is an IRI."""

    def node(self, node: Node) -> str: ...

    def iri(self, iri: str) -> str: ...

    def string(self, value: str) -> str: ...


class Patterns:
    """The parts of a graph as text; the form of the fast writers."""

    def __init__(self, syntax: Syntax, base: str) -> None:
        self.base = base
        self.node = syntax.node
        self._syntax = syntax
        self._thing = lru_cache(_RECENT)(lambda id_: syntax.iri(thing_iri(id_, base=base)))
        self._fact_pattern = lru_cache(_SHAPES)(self._make_fact_pattern)
        self._span_pattern = lru_cache(_SHAPES)(self._make_span_pattern)

    def fact(self, fact: Fact, evidence: Sequence[Evidence], seen: tuple[str, str] | None) -> str:
        sources, spans = _sources(evidence), _spans(evidence)
        qualifiers = tuple(fact.qualifiers.items())
        days = seen if seen and all(map(_is_day, seen)) else ()
        shape = (fact.relation, qualifiers, fact.confidence, _DAYS if days else seen, (len(sources), len(spans)))
        fill = self._fact_pattern(*shape)
        ends = self._thing(fact.subject), self._thing(fact.object)
        name = self._syntax.iri(fact_iri(fact.id, base=self.base))
        return fill((name, *ends, *map(self._source, sources), *map(self.place, spans), *days))

    def span(self, evidence: Sequence[Evidence]) -> str:
        first = evidence[0]
        fill = self._span_pattern(tuple([one.rule for one in evidence]))
        quote = self._syntax.string(first.quote)
        return fill((self._place(first), self._source(first.document), str(first.start), str(first.end), quote))

    def place(self, evidence: Sequence[Evidence]) -> str:
        """How a fact or an indicator refers to the words of one span."""
        return self._place(evidence[0])

    def indicator(self, indicator: Indicator) -> str:
        return self.node(indicator_node(indicator, base=self.base))

    def _place(self, evidence: Evidence) -> str:
        return self._syntax.iri(evidence_iri(evidence.document, evidence.start, evidence.end, base=self.base))

    def _source(self, document: str) -> str:
        return self._thing(f"document/{document}")

    def _make_fact_pattern(
        self,
        relation: str,
        qualifiers: tuple[tuple[str, str], ...],
        confidence: float,
        seen: tuple[str, str] | None,
        counts: tuple[int, int],
    ) -> Fill:
        """Holes: fact, subject, object, sources, spans, days when it was seen. counts: of sources and spans."""
        sources, spans = counts
        names = [f"{n:09}" for n in range(sources)]  # as text in the order of numbers
        evidence = [Evidence(names[min(n, sources - 1)], n, n, "", "") for n in range(spans)]
        fact = Fact("f", "s", relation, "o", dict(qualifiers), confidence, ())
        holes = [
            fact_iri("f", base=_HOLE),
            thing_iri("s", base=_HOLE),
            thing_iri("o", base=_HOLE),
            *(document_iri(name, base=_HOLE) for name in names),
            *(evidence_iri(one.document, one.start, one.end, base=_HOLE) for one in evidence),
        ]
        text = self.node(fact_node(fact, evidence, seen=seen, base=_HOLE))
        return _pattern(text, [*map(self._syntax.iri, holes), *(_DAYS if seen == _DAYS else ())])

    def _make_span_pattern(self, rules: tuple[str, ...]) -> Fill:
        """Holes: span, document, start, end, quotation."""
        evidence = [Evidence("d", _START, _END, _HOLE, rule) for rule in rules]
        iris = evidence_iri("d", _START, _END, base=_HOLE), document_iri("d", base=_HOLE)
        holes = [*map(self._syntax.iri, iris), str(_START), str(_END), self._syntax.string(_HOLE)]
        return _pattern(self.node(evidence_node(evidence, base=_HOLE)), holes)


@lru_cache(_RECENT)
def _is_day(date: str) -> bool:
    """Whether a date is written as any other day is; a month or an interval has another form."""
    return len(date) == len(_DAYS[0]) and date_literal(date).datatype == date_literal(_DAYS[0]).datatype


def _sources(evidence: Sequence[Evidence]) -> Sequence[str]:
    if len(evidence) == 1:
        return (evidence[0].document,)
    return sorted({one.document for one in evidence})


def _spans(evidence: Sequence[Evidence]) -> Sequence[Sequence[Evidence]]:
    if len(evidence) == 1:
        return (evidence,)
    return [list(rules) for _, rules in groupby(evidence, key=SPAN)]


def _pattern(text: str, holes: Sequence[str]) -> Fill:
    """What writes the text with other values in the place of these; a hole may be in it several times."""
    found = re.compile("|".join(map(re.escape, holes)))
    order = itemgetter(*(holes.index(hole) for hole in found.findall(text)))
    parts = found.sub("%s", text.replace("%", "%%"))
    return lambda values: parts % order(values)

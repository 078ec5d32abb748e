"""Report -> one HTML page: the scores, and for each document what was missed and what is wrong, in its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from graph.document import Document
from graph.evaluate.compare import Outcome
from graph.evaluate.evaluate import Report
from graph.evaluate.spots import Passage, find_names, passage

_SECTIONS = (
    ("entities", "missed", "Missed entities"),
    ("entities", "wrong", "Wrong entities"),
    ("relations", "missed", "Missed relations"),
    ("relations", "wrong", "Wrong relations"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One error of a document."""

    outcome: Outcome
    passages: tuple[Passage, ...]
    rules: str
    elsewhere: int
    """In how many more documents."""


@dataclass(frozen=True, slots=True)
class Page:
    """The errors of one gold document."""

    source: str
    titles: tuple[str, ...]
    sections: tuple[tuple[str, str, tuple[Item, ...]], ...]
    """(result, heading, items), the empty ones left out."""


def render_page(report: Report) -> str:
    """HTML, complete in itself: no script, nothing to load. Whatever a text says is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(files("graph.evaluate").joinpath("errors.html").read_text("utf-8"))
    return template.render(report=report, pages=list(_pages(report)), scores=report.scores.items()) + "\n"


def _pages(report: Report) -> Iterator[Page]:
    """Documents with errors, each error at the first document that it belongs to."""
    for source in report.sources:
        articles = [report.documents[id_] for id_ in report.articles[source]]
        own = [one for one in report.outcomes if one.result != "right" and one.documents[:1] == (source,)]
        sections = []
        for group, result, heading in _SECTIONS:
            errors = [one for one in own if (one.group, one.result) == (group, result)]
            if errors:
                sections.append((result, heading, tuple(_item(report, one, source, articles) for one in errors)))
        if sections:
            titles = tuple(article.title for article in articles if article.title)
            yield Page(source, titles, tuple(sections))


def _item(report: Report, outcome: Outcome, source: str, articles: Sequence[Document]) -> Item:
    here = [spot for spot in outcome.spots if spot.source == source]
    passages = [passage(report.documents[spot.document].text, [(spot.start, spot.end)]) for spot in here[:3]]
    if outcome.result == "missed":
        passages = list(_expected(outcome, articles))
    rules = ", ".join(sorted({spot.rule for spot in outcome.spots if spot.rule}))
    return Item(outcome, tuple(passages), rules, len(outcome.documents) - 1)


def _expected(outcome: Outcome, articles: Sequence[Document]) -> Iterator[Passage]:
    """The sentence in which a reader would have found it: the best one of the file's articles."""
    spans = [(article, find_names(article, outcome.wanted)) for article in articles]
    best = max(spans, key=lambda found: len(found[1]), default=None)
    if best is not None and best[1]:
        yield passage(best[0].text, best[1])

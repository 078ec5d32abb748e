"""Graph -> report.html, in one piece."""

from __future__ import annotations

from base64 import b64encode
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from graph.analysis.ranking import Progress
from graph.keep.reader import Graph
from graph.report.sections import make_sections


def write_report(
    graph: Graph, *, title: str = "", font: str = "", notes: tuple[str, ...] = (), progress: Progress = lambda _: None
) -> str:
    """The page: what the graph holds, then every section. It loads nothing from anywhere.

    font: family for the pictures; without it there are none. notes: what has to be said at the top.
    """
    stats = graph.stats()
    template = files("graph.report").joinpath("report.html").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(template).render(
        title=title or graph.path.name,
        hash=graph.hash,
        counts={
            "documents": stats.documents,
            "things": stats.entities,
            "facts": stats.facts,
            "measured numbers": stats.indicators,
        },
        types=stats.types,
        relations=stats.relations,
        sections=list(make_sections(graph, font=font, progress=progress)),
        notes=notes,
        encode=lambda picture: b64encode(picture).decode("ascii"),
    )

"""zhimai plot: a graph -> a picture as SVG, PNG or PDF."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from api.commands import Commands, add_command, count
from api.commands.analyze import add_selection, show_progress
from api.commands.show import find
from graph.errors import UsageError
from graph.keep.reader import Graph

KINDS = ("ego", "communities", "cobuilding", "timeline", "ranking", "indicators")

EXAMPLES = """\
examples:
  zhimai plot kg ego --name 南开大学 --out nankai.svg        one thing and what it is linked with
  zhimai plot kg communities --project person-event --out who-meets-whom.png
  zhimai plot kg cobuilding --out built.pdf                  who co-built, founded, invested in what
  zhimai plot kg timeline --since 2022 --out timeline.svg    facts by quarter, and events
  zhimai plot kg ranking --measure betweenness --types Person --out brokers.svg
  zhimai plot kg indicators --measure 地区生产总值 --out gdp.png

SVG holds text as outlines: it looks the same everywhere. The same graph gives the same picture.
"""


def add(commands: Commands) -> None:
    """Describe `zhimai plot`."""
    parser = add_command(commands, "plot", does="draw a picture", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    parser.add_argument("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))
    parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="picture.svg, .png or .pdf")
    parser.add_argument("--name", metavar="NAME", default="", help="for ego: name or id of the thing in the middle")
    parser.add_argument("--measure", default="", help="for ranking (default: pagerank), or words for indicators")
    parser.add_argument("--types", metavar="TYPES", default="", help="for ranking: only these, by comma")
    parser.add_argument("--method", default="louvain", help="for communities: louvain, leiden, components")
    parser.add_argument("--project", metavar="NAME", default="", help="link things by what they share")
    parser.add_argument("--limit", metavar="N", type=count, help="things at most")
    add_selection(parser)
    parser.add_argument(
        "--font", metavar="FILE", type=Path, help="a font file (default: the font that comes with zhimai)"
    )
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Draw and save."""
    from graph.plot.canvas import FORMATS, save_figure  # noqa: PLC0415 - matplotlib takes long to import
    from graph.plot.lettering import find_font, missing_characters  # noqa: PLC0415

    if call.out.suffix.lower() not in FORMATS:
        raise UsageError(f"{call.out}: pictures are {', '.join(FORMATS)}; the suffix says which")
    font = find_font(call.font)
    with Graph(call.graph) as graph, show_progress(2) as progress:
        progress("drawing")
        figure = _figure(graph, call, font)
        progress("writing")
        save_figure(figure, call.out, font=font)
    if missing := missing_characters(figure, font):
        print(
            f"note: no font here has {missing}, boxes stand for them; --font FILE names one that has, or install one "
            "(on Debian and Ubuntu: apt install fonts-noto-cjk)",
            file=sys.stderr,
        )
    return 0


def _figure(graph: Graph, call: argparse.Namespace, font: str) -> Any:
    from graph.analysis.ranking import rank  # noqa: PLC0415
    from graph.analysis.selection import Selection  # noqa: PLC0415
    from graph.plot import charts, networks  # noqa: PLC0415

    selection = Selection(call.relations, call.within, call.confidence, call.since, call.until)
    limit = {"limit": call.limit} if call.limit else {}
    match call.kind:
        case "ego":
            return networks.draw_ego(graph, _one(graph, call.name), font=font, selection=selection, **limit)
        case "communities":
            options = {"method": call.method, "projection": call.project, "selection": selection, **limit}
            return networks.draw_communities(graph, font=font, **options)
        case "cobuilding":
            return networks.draw_cobuilding(graph, font=font, selection=selection, **limit)
        case "timeline":
            return charts.draw_timeline(graph, font=font, selection=selection, **limit)
        case "indicators":
            return charts.draw_indicators(graph, font=font, measure=call.measure)
    types = tuple(name for name in call.types.split(",") if name)
    ranking = rank(
        graph,
        measures=[call.measure or "pagerank"],
        types=types,
        selection=selection,
        projection=call.project,
        top=call.limit or 25,
    )
    return charts.draw_ranking(ranking, font=font, **limit)


def _one(graph: Graph, name: str) -> str:
    if not name:
        raise UsageError("ego wants a thing in the middle: --name NAME")
    found = find(graph, name)
    if len(found) > 1:
        ids = ", ".join(entity.id for entity in found[:5])
        raise UsageError(f"{len(found)} things are called {name}; name one by its id: {ids}")
    return found[0].id

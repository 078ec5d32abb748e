"""Examples and vocabulary -> the query page."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Template

from api.current import OpenGraph


def make_page(template: Template) -> Callable[[OpenGraph], str]:
    """What makes the page for a graph."""

    def page(used: OpenGraph) -> str:
        return template.render(hash=used.graph.hash)

    return page

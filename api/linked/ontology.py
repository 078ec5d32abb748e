"""schema/ontology.ttl -> /ontology, as a page and as RDF."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

from pyoxigraph import RdfFormat, parse, serialize
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from api.linked.pages import HTML, SUFFIXES
from api.sparql.negotiate import GRAPHS, choose
from api.template import render
from schema import ZM, load_ontology
from schema.prefixes import PREFIXES, compact


async def ontology(http: Request) -> Response:
    """The vocabulary in the form that the client likes most."""
    media_type = choose(http.headers.get("accept", ""), (*SUFFIXES, HTML))
    links = ", ".join(f'</ontology>; rel="alternate"; type="{name}"' for name in (HTML, *SUFFIXES))
    headers = {"Vary": "Accept", "Link": links}
    if media_type is None:
        offered = ", ".join((HTML, *SUFFIXES))
        return PlainTextResponse(f"this is there as {offered}; the Accept header names none\n", 406, headers)
    if media_type == HTML:
        page = render("ontology.html", ontology=load_ontology(), compact=compact, namespace=ZM)
        return HTMLResponse(page, headers=headers)
    return Response(vocabulary(media_type), media_type=media_type, headers=headers)


@cache
def vocabulary(media_type: str) -> bytes:
    """The vocabulary as RDF; Turtle is the file itself, with its comments."""
    turtle = files("schema").joinpath("ontology.ttl").read_bytes()
    if media_type == "text/turtle":
        return turtle
    output = BytesIO()
    triples = [quad.triple for quad in parse(turtle, RdfFormat.TURTLE)]
    serialize(triples, output, getattr(RdfFormat, GRAPHS[media_type]), prefixes=dict(PREFIXES))
    return output.getvalue()

"""Names of things -> pages and data over HTTP, by what the client likes: 303, 406, and links to the other forms."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from pyoxigraph import RdfFormat, parse, serialize
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from api.current import CurrentGraph
from api.linked.known import Known, describe, look_up, topic
from api.linked.page import address, make_view
from api.sparql.negotiate import choose
from api.template import render
from graph.export import DEFAULT_BASE
from graph.export.jsonld import write_jsonld_nodes
from graph.export.nquads import node_lines
from graph.export.terms import Node, thing_iri
from graph.export.turtle import all_prefixes, write_turtle_nodes

SHOWN = 200
"""Facts on a page."""
GIVEN = 5000
"""Facts in data."""
HTML, TEXT = "text/html", "text/plain"
SUFFIXES: Mapping[str, str] = {
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
}
"""Forms of data; the first one where the client does not care."""


class LinkedData:
    """Serves /id/…, /page/… and /data/…"""

    def __init__(self, current: CurrentGraph) -> None:
        self.current = current

    async def thing(self, http: Request) -> Response:
        """The name of a thing: 303 to its page or its data. A document is its text, for those who ask for text."""
        id_ = http.path_params["id"]
        known = await self._known(id_, limit=1)
        texts = [TEXT] if known.document else []
        media_type = choose(http.headers.get("accept", ""), (*SUFFIXES, HTML, *texts))
        headers = {"Vary": "Accept", "Link": _links(id_, texts)}
        if media_type is None:
            offered = ", ".join((HTML, *SUFFIXES, *texts))
            return PlainTextResponse(f"this is there as {offered}; the Accept header names none\n", 406, headers)
        if known.document and media_type == TEXT:
            return PlainTextResponse(known.document.text, headers=headers)
        return Response(status_code=303, headers={**headers, "Location": _location(id_, media_type)})

    async def page(self, http: Request) -> Response:
        """The page of a thing."""
        id_ = http.path_params["id"]
        known = await self._known(id_, limit=SHOWN)
        with self.current.use() as used:
            iri = thing_iri(id_, base=used.graph.meta.get("base", DEFAULT_BASE))
        forms = {suffix: _location(id_, media_type) for media_type, suffix in SUFFIXES.items()}
        body = render("thing.html", view=make_view(known), iri=iri, forms=forms, text=address(id_))
        return HTMLResponse(body, headers={"Link": _links(id_, [])})

    async def data(self, http: Request) -> Response:
        """What is known of a thing as RDF, in the format that the suffix names."""
        id_, _, suffix = http.path_params["id"].rpartition(".")
        media_type = next((name for name, known in SUFFIXES.items() if known == suffix), None)
        if media_type is None:
            raise HTTPException(404, f"no such data; the name ends with .{', .'.join(SUFFIXES.values())}")
        known = await self._known(id_, limit=GIVEN)
        with self.current.use() as used:
            base = used.graph.meta.get("base", DEFAULT_BASE)
        nodes = [topic(known, str(http.url), base=base), *describe(known, base=base)]
        headers = {"Link": f'<{address(id_)}>; rel="describes"'}
        if known.is_partial:
            headers["Link"] += ', </sparql>; rel="next"; title="more facts than these: ask the endpoint"'
        return Response(write(nodes, media_type, base=base), media_type=media_type, headers=headers)

    async def _known(self, id_: str, *, limit: int) -> Known:
        with self.current.use() as used:
            known = await used.ask(lambda graph: look_up(graph, id_, limit=limit))
        if known is None:
            raise HTTPException(404, f"this graph knows no {id_[:200]}")
        return known


def write(nodes: list[Node], media_type: str, *, base: str) -> bytes:
    """Nodes in one of the forms of data."""
    output = BytesIO()
    if media_type == "text/turtle":
        write_turtle_nodes(nodes, output, base=base)
    elif media_type == "application/ld+json":
        write_jsonld_nodes(nodes, output)
    elif media_type == "application/n-triples":
        output.writelines(node_lines(node).encode() for node in nodes)
    else:
        triples = parse("".join(map(node_lines, nodes)), RdfFormat.N_TRIPLES)
        serialize((quad.triple for quad in triples), output, RdfFormat.RDF_XML, prefixes=dict(all_prefixes(base)))
    return output.getvalue()


def _location(id_: str, media_type: str) -> str:
    path = address(id_).removeprefix("/id/")
    return f"/page/{path}" if media_type == HTML else f"/data/{path}.{SUFFIXES[media_type]}"


def _links(id_: str, texts: list[str]) -> str:
    forms = {HTML: _location(id_, HTML), **{name: _location(id_, name) for name in SUFFIXES}}
    links = [f'<{where}>; rel="alternate"; type="{media_type}"' for media_type, where in forms.items()]
    return ", ".join([*links, *(f'<{address(id_)}>; rel="alternate"; type="{name}"' for name in texts)])

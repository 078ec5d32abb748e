"""Graph -> /.well-known/void: what the dataset is, as RDF."""

from __future__ import annotations

from io import BytesIO

from pyoxigraph import RdfFormat, parse, serialize
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.current import CurrentGraph
from api.linked.pages import SUFFIXES
from api.sparql.negotiate import GRAPHS, choose
from graph.describe import count_graph, describe_dataset, description_prefixes
from graph.export import DEFAULT_BASE
from graph.export.turtle import write_turtle_nodes


class DatasetPage:
    """Serves /.well-known/void, and the name of the dataset, which leads there."""

    def __init__(self, current: CurrentGraph) -> None:
        self.current = current

    async def name(self, _: Request) -> Response:
        """303 from the name of the dataset to its description."""
        return RedirectResponse("/.well-known/void", 303)

    async def handle(self, http: Request) -> Response:
        """The description in the form that the client likes most."""
        media_type = choose(http.headers.get("accept", ""), tuple(SUFFIXES)) or "text/turtle"
        with self.current.use() as used:
            base = used.graph.meta.get("base", DEFAULT_BASE)
            counts = await used.kept("counts", lambda graph: count_graph(graph, base=base))
            endpoint = str(http.base_url.replace(path="/sparql"))
            nodes = await used.ask(lambda graph: [*describe_dataset(graph, counts, endpoint=endpoint, base=base)])
        output = BytesIO()
        write_turtle_nodes(nodes, output, base=base, prefixes=description_prefixes(base))
        body = output.getvalue()
        if media_type != "text/turtle":
            triples = [quad.triple for quad in parse(body, RdfFormat.TURTLE)]
            prefixes = dict(description_prefixes(base))
            output = BytesIO()
            serialize(triples, output, getattr(RdfFormat, GRAPHS[media_type]), prefixes=prefixes)
            body = output.getvalue()
        return Response(body, media_type=media_type, headers={"Vary": "Accept"})

"""Counts of a graph -> the description of the SPARQL service over it, as RDF."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from api.sparql.negotiate import GRAPHS, RESULTS
from schema.prefixes import PREFIXES

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_NAMES = {
    "JSON": "SPARQL_Results_JSON",
    "XML": "SPARQL_Results_XML",
    "CSV": "SPARQL_Results_CSV",
    "TSV": "SPARQL_Results_TSV",
    "TURTLE": "Turtle",
    "N_TRIPLES": "N-Triples",
    "JSON_LD": "JSON-LD",
    "RDF_XML": "RDF_XML",
    "N_QUADS": "N-Quads",
    "TRIG": "TriG",
}


def service_description(endpoint: str, documents: int, media_type: str) -> bytes:
    """What the service at an address can do, in one of the media types of graphs."""
    prefixes = {"sd": SD, "void": VOID, "rdf": PREFIXES["rdf"], "xsd": PREFIXES["xsd"]}
    triples = list(_triples(endpoint, documents))
    output = BytesIO()
    serialize(triples, output, getattr(RdfFormat, GRAPHS[media_type]), prefixes=prefixes)
    return output.getvalue()


def _triples(endpoint: str, documents: int) -> Iterator[Triple]:
    """Named nodes only, so that the same service has the same description."""
    service = NamedNode(endpoint)
    dataset, default = NamedNode(f"{endpoint}#dataset"), NamedNode(f"{endpoint}#default-graph")
    graphs = NamedNode(f"{endpoint}#graphs")
    yield Triple(service, _TYPE, NamedNode(SD + "Service"))
    yield Triple(service, NamedNode(SD + "endpoint"), service)
    yield Triple(service, NamedNode(SD + "supportedLanguage"), NamedNode(SD + "SPARQL11Query"))
    for name in dict.fromkeys((*RESULTS.values(), *GRAPHS.values())):
        yield Triple(service, NamedNode(SD + "resultFormat"), NamedNode(FORMATS + _NAMES[name]))
    yield Triple(service, NamedNode(SD + "defaultDataset"), dataset)
    yield Triple(service, NamedNode(SD + "availableGraphs"), graphs)
    yield Triple(dataset, _TYPE, NamedNode(SD + "Dataset"))
    yield Triple(dataset, NamedNode(SD + "defaultGraph"), default)
    yield Triple(default, _TYPE, NamedNode(SD + "Graph"))
    yield Triple(default, _TYPE, NamedNode(VOID + "Dataset"))
    yield Triple(graphs, _TYPE, NamedNode(SD + "GraphCollection"))
    yield Triple(graphs, NamedNode(VOID + "documents"), Literal(documents))

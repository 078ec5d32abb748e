"""The short names of the vocabularies that exports use."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from schema.ontology import ZM

DEFAULT_BASE = "https://w3id.org/zhimai/id/"
"""Beginning of the IRIs of things, facts, documents and indicators."""
PREFIXES = MappingProxyType(
    {
        "zm": ZM,
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dcterms": "http://purl.org/dc/terms/",
        "prov": "http://www.w3.org/ns/prov#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "schema": "https://schema.org/",
    }
)


@cache
def expand(name: str) -> str:
    """The IRI of a prefixed name.

    >>> expand("skos:prefLabel")
    'http://www.w3.org/2004/02/skos/core#prefLabel'
    """
    prefix, local = name.split(":", 1)
    return PREFIXES[prefix] + local


@cache
def compact(iri: str) -> str:
    """The prefixed name of a vocabulary's IRI; the IRI itself where no prefix fits.

    >>> compact("https://schema.org/Person")
    'schema:Person'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri

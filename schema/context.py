"""Ontology -> JSON-LD context."""

from __future__ import annotations

from collections.abc import Mapping

from schema.ontology import Ontology, Property
from schema.prefixes import PREFIXES, compact

Context = dict[str, object]

# Terms of other vocabularies that exports use. dcterms:title, date, publisher and source keep their prefix: our own
# title, date and publisher mean something else.
_OUTSIDE: Mapping[str, Context] = {
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "subject": {"@id": "rdf:subject", "@type": "@id"},
    "predicate": {"@id": "rdf:predicate", "@type": "@id"},
    "object": {"@id": "rdf:object", "@type": "@id"},
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "hasSource": {"@id": "oa:hasSource", "@type": "@id"},
    "start": {"@id": "oa:start", "@type": "xsd:integer"},
    "end": {"@id": "oa:end", "@type": "xsd:integer"},
    "exact": {"@id": "oa:exact"},
}


def make_context(ontology: Ontology) -> Context:
    """The value of "@context": prefixes, id and type, every class and property by its local name."""
    classes = {name: f"zm:{name}" for name in ontology.classes}
    relations = {name: {"@id": f"zm:{name}", "@type": "@id"} for name in ontology.relations}
    properties = {name: _property(known) for name, known in ontology.properties.items()}
    return {
        "@version": 1.1,
        **PREFIXES,
        "id": "@id",
        "type": "@type",
        **classes,
        **dict(sorted({**relations, **properties, **_OUTSIDE}.items())),
    }


def _property(known: Property) -> Context:
    """A term with the datatype or language of its values, so that they can be written as plain strings."""
    definition: Context = {"@id": f"zm:{known.name}"}
    if known.is_object:
        definition["@type"] = "@id"
    elif known.range:
        datatype = compact(known.range[0])
        if datatype == "rdf:langString":
            definition["@language"] = "zh"
        elif datatype != "xsd:string":
            definition["@type"] = datatype
    return definition


def make_frame(ontology: Ontology) -> Context:
    """The frame of JSON-LD exports: things, facts and indicators side by side, each with its evidence in it."""
    by_name = (*ontology.relations, "subject", "object", "wasDerivedFrom", "about")
    return {
        "@context": make_context(ontology),
        "type": [*ontology.things, "Fact", "Indicator"],
        **{name: {"@embed": "@never", "@omitDefault": True} for name in by_name},
        "evidence": {"@embed": "@always", "@omitDefault": True, "hasSource": {"@embed": "@never"}},
    }

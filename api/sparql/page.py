"""Examples and vocabulary -> the query page, which needs nothing from other servers."""

from __future__ import annotations

from collections.abc import Iterator

from api.current import OpenGraph
from api.template import render
from graph.export import DEFAULT_BASE
from graph.export.turtle import all_prefixes
from schema import load_ontology
from schema.examples import load_examples

# Terms of other vocabularies that exports use, beside ours.
OUTSIDE = (
    *("rdf:type", "rdf:subject", "rdf:predicate", "rdf:object", "rdfs:label", "rdfs:subClassOf", "rdfs:subPropertyOf"),
    *("skos:prefLabel", "skos:altLabel", "prov:wasDerivedFrom", "oa:exact", "oa:start", "oa:end", "oa:hasSource"),
    *("dcterms:title", "dcterms:date", "dcterms:publisher", "dcterms:source"),
)


FIRST = "who-spoke-at-what"
"""The example that stands in the editor."""


def make_page(used: OpenGraph) -> str:
    """The page for a graph."""
    examples = [
        {"name": example.name, "en": example.comments["en"], "zh": example.comments["zh"], "query": example.text}
        for example in sorted(load_examples(), key=lambda example: example.comments["en"])
    ]
    [first] = [example["query"] for example in examples if example["name"] == FIRST]
    base = used.graph.meta.get("base", DEFAULT_BASE)
    data = {"examples": examples, "terms": [*_terms()], "prefixes": dict(all_prefixes(base)), "base": base}
    return render("sparql.html", data=data, first=first)


def _terms() -> Iterator[dict[str, str]]:
    """What the editor completes: prefixed name and what it means."""
    ontology = load_ontology()
    for known in (*ontology.relations.values(), *ontology.classes.values(), *ontology.properties.values()):
        yield {"name": f"zm:{known.name}", "means": f"{known.labels['zh']} {known.labels['en']}"}
    for name in OUTSIDE:
        yield {"name": name, "means": ""}

"""Ontology -> SHACL shapes, in Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schema.ontology import Ontology, Property
from schema.prefixes import PREFIXES, compact

_HEAD = """\
# Generated from ontology.ttl by python -m schema; do not edit.
# What every export holds to. The shapes need no reasoner: exports write every class and every relation out.
"""
_USED = ("zm", "rdf", "xsd", "skos", "dcterms", "prov", "oa")

_LABELS = """\
    sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ; sh:languageIn ( "zh" "en" ) ] ;
    sh:property [ sh:path skos:prefLabel ; sh:qualifiedValueShape [ sh:languageIn ( "zh" ) ] ;
        sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1 ; sh:message "exactly one prefLabel in Chinese" ] ;
    sh:property [ sh:path skos:altLabel ; sh:languageIn ( "zh" "en" ) ]"""

_IMPRINT = """\
zm:ImprintShape a sh:NodeShape ;
    sh:targetClass zm:Article ;
    sh:property [ sh:path dcterms:title ; sh:maxCount 1 ; sh:languageIn ( "zh" "en" ) ] ;
    sh:property [ sh:path dcterms:date ; sh:maxCount 1 ] ;
    sh:property [ sh:path dcterms:publisher ; sh:maxCount 1 ; sh:languageIn ( "zh" "en" ) ] ;
    sh:property [ sh:path dcterms:source ; sh:maxCount 1 ] .
"""

_DERIVED = """\
    sh:property [ sh:path zm:confidence ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:decimal ;
        sh:minInclusive 0.0 ; sh:maxInclusive 1.0 ] ;
    sh:property [ sh:path zm:evidence ; sh:minCount 1 ; sh:class zm:Evidence ] ;
    sh:property [ sh:path prov:wasDerivedFrom ; sh:minCount 1 ; sh:class zm:Document ]"""

_EVIDENCE = """\
zm:EvidenceShape a sh:NodeShape ;
    sh:targetClass zm:Evidence ;
    sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
    sh:property [ sh:path oa:hasSource ; sh:minCount 1 ; sh:maxCount 1 ; sh:class zm:Document ] ;
    sh:property [ sh:path oa:start ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ;
        sh:minInclusive 0 ; sh:lessThan oa:end ] ;
    sh:property [ sh:path oa:end ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ] ;
    sh:property [ sh:path oa:exact ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
    sh:property [ sh:path zm:rule ; sh:minCount 1 ; sh:datatype xsd:string ] .
"""

_ANALYSIS = """\
zm:AnalysisShape a sh:NodeShape ;
    sh:targetClass zm:Analysis ;
    sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
    sh:property [ sh:path zm:method ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
    sh:property [ sh:path zm:settings ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
    sh:property [ sh:path zm:remark ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
    sh:property [ sh:path zm:things ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 0 ] ;
    sh:property [ sh:path zm:links ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 0 ] .
"""

_SCORE = """\
zm:ScoreShape a sh:NodeShape ;
    sh:targetClass zm:Score ;
    sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
    sh:property [ sh:path zm:analysis ; sh:minCount 1 ; sh:maxCount 1 ; sh:class zm:Analysis ] ;
    sh:property [ sh:path zm:scoreOf ; sh:minCount 1 ; sh:maxCount 1 ; %s ] ;
    sh:property [ sh:path zm:score ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:decimal ] .
"""

# What one node's shape cannot say. Each is one query over the whole graph, asked once of a class and not of each of
# its things: asked of each it takes minutes where it now takes a second.
_WHOLE = """\
zm:WholeGraphShape a sh:NodeShape ;
    sh:targetNode zm:Fact ;
    sh:sparql [ sh:message "the words are as long as their offsets say" ; sh:prefixes zm:Prefixes ; sh:select \"\"\"
        SELECT $this ?value WHERE {
            ?value oa:start ?start ; oa:end ?end ; oa:exact ?exact . FILTER (STRLEN(?exact) != ?end - ?start)
        }\"\"\" ] ;
    sh:sparql [ sh:message "a fact is a plain triple as well" ; sh:prefixes zm:Prefixes ; sh:select \"\"\"
        SELECT $this ?value WHERE {
            ?value rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . FILTER NOT EXISTS { ?s ?p ?o }
        }\"\"\" ] ;
    sh:sparql [ sh:message "a plain triple has a fact that says why" ; sh:prefixes zm:Prefixes ; sh:select \"\"\"
        SELECT $this ?value WHERE {
            ?value ?relation ?object . FILTER (?relation IN (%s))
            FILTER NOT EXISTS { ?fact rdf:subject ?value ; rdf:predicate ?relation ; rdf:object ?object }
        }\"\"\" ] .
"""


def make_shapes(ontology: Ontology) -> str:
    """The shapes file: things, relations, attributes, facts, evidence, indicators."""
    return "\n".join([_HEAD, _prefixes(), *_blocks(ontology)])


def _blocks(ontology: Ontology) -> Iterator[str]:
    for top in ontology.things:
        yield _thing(top, ontology)
    yield _IMPRINT
    for relation in ontology.relations.values():
        yield _shape(
            f"{relation.name}Shape",
            f"    sh:targetSubjectsOf zm:{relation.name} ;\n    {_one_class(relation.domain)}",
            f"    sh:property [ sh:path zm:{relation.name} ; {_one_class(relation.range)} ]",
        )
    for attribute in ontology.attributes.values():
        yield _attribute(attribute)
    yield _fact(ontology)
    yield _EVIDENCE
    yield _indicator(ontology)
    yield _ANALYSIS
    yield _SCORE % _one_class(ontology.things)
    yield _WHOLE % ", ".join(f"zm:{name}" for name in ontology.relations)


def _prefixes() -> str:
    head = [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in _USED]
    declared = (
        f'sh:declare [ sh:prefix "{prefix}" ; sh:namespace "{PREFIXES[prefix]}"^^xsd:anyURI ]' for prefix in _USED
    )
    return "\n".join(
        [
            *head,
            "@prefix sh: <http://www.w3.org/ns/shacl#> .",
            "",
            "zm:Prefixes " + " ;\n    ".join(declared) + " .",
            "",
        ]
    )


def _shape(name: str, *parts: str) -> str:
    return f"zm:{name} a sh:NodeShape ;\n" + " ;\n".join(parts) + " .\n"


def _one_class(names: Iterable[str]) -> str:
    """A thing of one of these classes."""
    known = list(names)
    if len(known) == 1:
        return f"sh:class zm:{known[0]}"
    return f"sh:or ( {' '.join(f'[ sh:class zm:{name} ]' for name in known)} )"


def _thing(top: str, ontology: Ontology) -> str:
    others = (f"    sh:not [ sh:class zm:{other} ]" for other in ontology.things if other > top)
    return _shape(f"{top}Shape", f"    sh:targetClass zm:{top} ;\n    sh:nodeKind sh:IRI", _LABELS, *others)


def _attribute(known: Property) -> str:
    """Date is a qualifier as well: its subjects may be facts."""
    subjects = (*known.domain, "Fact") if known.name == "date" and known.domain else known.domain
    parts = [f"    sh:targetSubjectsOf zm:{known.name}"]
    if subjects:
        parts.append(f"    {_one_class(subjects)}")
    return _shape(f"{known.name}Shape", *parts, f"    sh:property [ {_literal(known)} ]")


def _literal(known: Property, *, least: int = 0) -> str:
    parts = [f"sh:path zm:{known.name}", "sh:maxCount 1"]
    if least:
        parts.append(f"sh:minCount {least}")
    if known.range:
        datatype = compact(known.range[0])
        parts.append(f"sh:datatype {datatype}")
        if datatype == "rdf:langString":
            parts.append('sh:languageIn ( "zh" "en" )')
    else:
        parts.append("sh:nodeKind sh:Literal")
    return " ; ".join(parts)


def _fact(ontology: Ontology) -> str:
    relations = " ".join(f"zm:{name}" for name in ontology.relations)
    return _shape(
        "FactShape",
        "    sh:targetClass zm:Fact ;\n    sh:nodeKind sh:IRI ;\n"
        "    sh:closed true ; sh:ignoredProperties ( rdf:type )",
        f"    sh:property [ sh:path rdf:subject ; sh:minCount 1 ; sh:maxCount 1 ; {_one_class(ontology.things)} ]",
        f"    sh:property [ sh:path rdf:predicate ; sh:minCount 1 ; sh:maxCount 1 ;\n        sh:in ( {relations} ) ]",
        f"    sh:property [ sh:path rdf:object ; sh:minCount 1 ; sh:maxCount 1 ; {_one_class(ontology.things)} ]",
        *(f"    sh:property [ {_literal(known)} ]" for known in ontology.qualifiers.values()),
        *(f"    sh:property [ {_literal(ontology.properties[name])} ]" for name in ("firstSeen", "lastSeen")),
        _DERIVED,
    )


def _indicator(ontology: Ontology) -> str:
    properties = ontology.properties
    optional = (properties[name] for name in ("unit", "period", "comparison"))
    return _shape(
        "IndicatorShape",
        "    sh:targetClass zm:Indicator ;\n    sh:nodeKind sh:IRI ;\n"
        "    sh:closed true ; sh:ignoredProperties ( rdf:type )",
        *(f"    sh:property [ {_literal(properties[name], least=1)} ]" for name in ("measure", "value")),
        *(f"    sh:property [ {_literal(known)} ]" for known in optional),
        f"    sh:property [ sh:path zm:about ; sh:maxCount 1 ; {_one_class(ontology.things)} ]",
        _DERIVED,
    )

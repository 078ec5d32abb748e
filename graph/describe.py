"""Graph -> what it says of itself as data: VoID counts, DCAT distributions with checksums, PROV of the build.

Nothing here depends on when or where it is written: the same graph has the same description.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from typing import BinaryIO, cast

from graph.export.jsonld import write_jsonld
from graph.export.nquads import write_nquads
from graph.export.terms import Iri, Literal, Node, Term, document_iri, thing_iri, typed
from graph.export.turtle import all_prefixes, write_trig, write_turtle, write_turtle_nodes
from graph.export.walk import Nodes, walk_graph
from graph.keep.reader import Graph
from schema import load_ontology
from schema.ontology import ZM
from schema.prefixes import DEFAULT_BASE, PREFIXES, expand

VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
SPDX = "http://spdx.org/rdf/terms#"
SOFTWARE = "https://w3id.org/zhimai/software"
SPARQL_PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"
ONTOLOGY = ZM.rstrip("#")

_TYPE = expand("rdf:type")
_WRITERS = {
    "turtle": ("text/turtle", write_turtle),
    "trig": ("application/trig", write_trig),
    "nquads": ("application/n-quads", write_nquads),
    "jsonld": ("application/ld+json", write_jsonld),
}
Properties = list[tuple[str, list[Term]]]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the Turtle export of a graph holds."""

    triples: int
    subjects: int
    objects: int
    """Triples whose object is a thing and no value."""
    classes: Mapping[str, int]
    """Subjects by IRI of a class, in the order of IRIs."""
    properties: Mapping[str, int]
    """Triples by IRI of a property, in the order of IRIs."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file that holds the graph."""

    name: str
    """turtle, trig, nquads or jsonld."""
    media_type: str
    size: int
    """Bytes."""
    checksum: str
    """SHA-256, in hex digits."""


def count_graph(graph: Graph, *, base: str = DEFAULT_BASE) -> Counts:
    """Count the Turtle export. Cost is linear: a second for half a million triples."""
    classes, properties = Counter[str](), Counter[str]()
    triples = subjects = objects = 0
    for node in walk_graph(graph, Nodes(base)):
        subjects += 1
        for predicate, terms in node.properties:
            properties[predicate] += len(terms)
            triples += len(terms)
            if isinstance(terms[0], Iri):
                objects += len(terms)
            if predicate == _TYPE:
                classes.update(term.value for term in terms)
    return Counts(triples, subjects, objects, dict(sorted(classes.items())), dict(sorted(properties.items())))


def find_distributions(graph: Graph, *, base: str = DEFAULT_BASE) -> list[Distribution]:
    """What `zhimai export` writes in each format of RDF. Cost is that of the exports; memory is flat."""
    found = []
    for name, (media_type, write) in _WRITERS.items():
        sink = _Sink()
        write(graph, cast(BinaryIO, sink), base=base)
        found.append(Distribution(name, media_type, sink.size, sink.digest.hexdigest()))
    return found


def describe_dataset(
    graph: Graph,
    counts: Counts,
    *,
    distributions: Sequence[Distribution] = (),
    endpoint: str = "",
    base: str = DEFAULT_BASE,
) -> Iterator[Node]:
    """The dataset, its partitions, its distributions, and the build that it comes from; no blank node.

    endpoint: where a server answers SPARQL about it; empty in a file, which does not know who will serve it.
    """
    dataset = dataset_iri(base)
    classes = {f"{dataset}#class-{_local(iri)}": (iri, n) for iri, n in counts.classes.items()}
    properties = {f"{dataset}#property-{_local(iri)}": (iri, n) for iri, n in counts.properties.items()}
    files = {f"{dataset}#{one.name}": one for one in distributions}
    service = {f"{dataset}#sparql": endpoint} if endpoint else {}
    yield Node(
        dataset,
        [
            *_head(graph, counts, base=base),
            *([(VOID + "sparqlEndpoint", list[Term]([Iri(endpoint)]))] if endpoint else []),
            *_links(VOID + "classPartition", classes),
            *_links(VOID + "propertyPartition", properties),
            *_links(DCAT + "distribution", {**files, **service}),
        ],
    )
    for iri, (class_, number) in classes.items():
        yield Node(iri, [(VOID + "class", [Iri(class_)]), (VOID + "entities", [_number(number)])])
    for iri, (property_, number) in properties.items():
        yield Node(iri, [(VOID + "property", [Iri(property_)]), (VOID + "triples", [_number(number)])])
    for iri, one in files.items():
        yield from _file(graph, iri, one, base=base)
    for iri, address in service.items():
        yield from _service(graph, iri, address, base=base)
    yield from _build(graph, base=base)


def write_description(graph: Graph, stream: BinaryIO, *, base: str = DEFAULT_BASE) -> None:
    """Write the description of a graph and of its exports as Turtle."""
    nodes = describe_dataset(
        graph, count_graph(graph, base=base), distributions=find_distributions(graph, base=base), base=base
    )
    write_turtle_nodes(nodes, stream, base=base, prefixes=description_prefixes(base))


def description_prefixes(base: str) -> Mapping[str, str]:
    """The prefixes of exports and those that only descriptions need."""
    return {**all_prefixes(base), "void": VOID, "dcat": DCAT, "spdx": SPDX}


def dataset_iri(base: str = DEFAULT_BASE) -> str:
    """The name of the dataset, beside the names of things."""
    return thing_iri("dataset", base=base)


def _head(graph: Graph, counts: Counts, *, base: str) -> Properties:
    title: list[Term] = [Literal("知脉知识图谱", language="zh"), Literal("A zhimai knowledge graph", language="en")]
    about: list[Term] = [
        Literal("从中文新闻与政策文章中读出的事实，每条都有原文依据。", language="zh"),
        Literal("Facts read from Chinese news and policy articles, each with its exact words.", language="en"),
    ]
    tops = load_ontology().things
    examples = [id_ for top in tops for id_ in graph.entity_ids(types=[top], limit=1)]
    vocabularies = [iri for name, iri in PREFIXES.items() if name not in ("xsd", "geo", "rdf", "rdfs")]
    return [
        (_TYPE, [Iri(VOID + "Dataset"), Iri(DCAT + "Dataset"), Iri(expand("prov:Entity"))]),
        (expand("dcterms:title"), title),
        (expand("dcterms:description"), about),
        (expand("dcterms:identifier"), [Literal(graph.hash)]),
        (expand("dcterms:conformsTo"), [Iri(ONTOLOGY)]),
        *_license(graph),
        (expand("prov:wasGeneratedBy"), [Iri(f"{dataset_iri(base)}#build")]),
        (VOID + "uriSpace", [Literal(base)]),
        (VOID + "vocabulary", [Iri(iri) for iri in vocabularies]),
        *([(VOID + "exampleResource", _iris(examples, base=base))] if examples else []),
        (VOID + "triples", [_number(counts.triples)]),
        (VOID + "distinctSubjects", [_number(counts.subjects)]),
        (VOID + "classes", [_number(len(counts.classes))]),
        (VOID + "properties", [_number(len(counts.properties))]),
    ]


def _license(graph: Graph) -> Properties:
    known = graph.meta.get("license", "")
    return [(expand("dcterms:license"), [Iri(known)])] if known else []


def _file(graph: Graph, iri: str, one: Distribution, *, base: str) -> Iterator[Node]:
    """One file: where it will lie nobody knows, but under a base of your own the dataset's name gives access to it."""
    media_type = f"https://www.iana.org/assignments/media-types/{one.media_type}"
    yield Node(
        iri,
        [
            (_TYPE, [Iri(DCAT + "Distribution")]),
            (expand("dcterms:title"), [Literal(one.name)]),
            *_license(graph),
            *([(DCAT + "accessURL", list[Term]([Iri(dataset_iri(base))]))] if base != DEFAULT_BASE else []),
            (DCAT + "mediaType", [Iri(media_type)]),
            (DCAT + "byteSize", [typed(str(one.size), "xsd:nonNegativeInteger")]),
            (SPDX + "checksum", [Iri(f"{iri}-checksum")]),
        ],
    )
    yield Node(
        f"{iri}-checksum",
        [
            (_TYPE, [Iri(SPDX + "Checksum")]),
            (SPDX + "algorithm", [Iri(SPDX + "checksumAlgorithm_sha256")]),
            (SPDX + "checksumValue", [typed(one.checksum, "xsd:hexBinary")]),
        ],
    )


def _service(graph: Graph, iri: str, endpoint: str, *, base: str) -> Iterator[Node]:
    """The endpoint: a way to the dataset, and the service that is behind it."""
    service = f"{iri}-service"
    titles: list[Term] = [Literal("SPARQL 查询服务", language="zh"), Literal("SPARQL endpoint", language="en")]
    yield Node(
        iri,
        [
            (_TYPE, [Iri(DCAT + "Distribution")]),
            (expand("dcterms:title"), titles),
            *_license(graph),
            (DCAT + "accessURL", [Iri(endpoint)]),
            (DCAT + "accessService", [Iri(service)]),
        ],
    )
    yield Node(
        service,
        [
            (_TYPE, [Iri(DCAT + "DataService")]),
            (expand("dcterms:title"), titles),
            (expand("dcterms:conformsTo"), [Iri(SPARQL_PROTOCOL)]),
            (DCAT + "endpointURL", [Iri(endpoint)]),
            (DCAT + "servesDataset", [Iri(dataset_iri(base))]),
        ],
    )


def _build(graph: Graph, *, base: str) -> Iterator[Node]:
    """The build: which documents it used, and which software read them."""
    software = f"{SOFTWARE}/{graph.meta.get('version') or version('zhimai')}"
    used = [Iri(document_iri(id_, base=base)) for id_ in graph.document_ids()]
    yield Node(
        f"{dataset_iri(base)}#build",
        [
            (_TYPE, [Iri(expand("prov:Activity"))]),
            (expand("prov:wasAssociatedWith"), [Iri(software)]),
            *([(expand("prov:used"), list[Term](used))] if used else []),
        ],
    )
    rules = graph.meta.get("rules", "")
    yield Node(
        software,
        [
            (_TYPE, [Iri(expand("prov:SoftwareAgent"))]),
            (expand("rdfs:label"), [Literal("zhimai")]),
            (expand("schema:softwareVersion"), [Literal(software.rpartition("/")[2])]),
            *([(expand("dcterms:identifier"), list[Term]([Literal(rules)]))] if rules else []),
        ],
    )


def _links(predicate: str, iris: Mapping[str, object]) -> Properties:
    return [(predicate, [Iri(iri) for iri in iris])] if iris else []


def _iris(ids: Sequence[str], *, base: str) -> list[Term]:
    return [Iri(thing_iri(id_, base=base)) for id_ in ids]


def _number(number: int) -> Term:
    return typed(str(number), "xsd:integer")


def _local(iri: str) -> str:
    """A name within the dataset for a term: prefix and local name."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}-{iri.removeprefix(namespace)}"
    return sha256(iri.encode()).hexdigest()[:8]


class _Sink:
    """Takes bytes, and keeps their number and their hash."""

    def __init__(self) -> None:
        self.size, self.digest = 0, sha256()

    def write(self, data: bytes) -> None:
        self.digest.update(data)
        self.size += len(data)

    def writelines(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            self.write(line)

"""RDF file -> what in it breaks the shapes of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UsageError

if TYPE_CHECKING:
    import rdflib

FORMATS = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".jsonld": "json-ld",
    ".rdf": "xml",
    ".xml": "xml",
    ".n3": "n3",
    ".trig": "trig",
    ".nq": "nquads",
}
"""What is read, by the ending of the file's name."""
_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that breaks one rule."""

    thing: str
    """IRI, shortened where a prefix of the vocabulary fits."""
    path: str
    """The property; empty where the rule is about the thing itself."""
    value: str
    """The value that is wrong; empty where one is missing."""
    rule: str
    """Which shape, and what it asks for."""

    def __str__(self) -> str:
        """One line for people."""
        return " ".join(
            part for part in (self.thing, self.path, self.value and f"→ {self.value}", f"— {self.rule}") if part
        )


def read_triples(path: Path) -> rdflib.Graph:
    """The triples of a file, those of all its graphs together.

    Raises:
        UsageError: the file is of no known format, or cannot be read as what its name says.
    """
    import rdflib  # noqa: PLC0415 - takes long to import
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415

    known = {
        "turtle": RdfFormat.TURTLE,
        "nt": RdfFormat.N_TRIPLES,
        "json-ld": RdfFormat.JSON_LD,
        "xml": RdfFormat.RDF_XML,
        "n3": RdfFormat.N3,
        "trig": RdfFormat.TRIG,
        "nquads": RdfFormat.N_QUADS,
    }
    name = FORMATS.get(path.suffix.lower())
    if name is None:
        raise UsageError(f"{path}: {path.suffix or 'no ending'} is no known format; right is {', '.join(FORMATS)}")
    try:
        lines = "".join(f"{quad.triple} .\n" for quad in parse(path=path, format=known[name]))
    except SyntaxError as error:
        place = f"{error.lineno}: " if error.lineno else " "
        raise UsageError(f"{path}:{place}{error.msg}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not in UTF-8") from None
    return rdflib.Graph().parse(data=lines, format="nt")


def find_breaches(triples: rdflib.Graph) -> list[Breach]:
    """What breaks the shapes, sorted; each once. Cost is linear, about a second for five thousand triples."""
    import pyshacl  # noqa: PLC0415 - takes long to import
    import rdflib  # noqa: PLC0415

    shapes = rdflib.Graph().parse(data=files("schema").joinpath("shapes.ttl").read_bytes(), format="turtle")
    conforms, report, _ = pyshacl.validate(triples, shacl_graph=shapes)
    if conforms:
        return []
    assert isinstance(report, rdflib.Graph)
    return sorted(set(_breaches(report, shapes)), key=lambda one: (one.thing, one.path, one.value, one.rule))


def _breaches(report: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[Breach]:
    import rdflib  # noqa: PLC0415

    sh = rdflib.Namespace(_SH)
    for result in report.objects(None, sh.result):
        values = {name: report.value(result, sh[name]) for name in ("focusNode", "resultPath", "value", "sourceShape")}
        message = " ".join(sorted(str(text) for text in report.objects(result, sh.resultMessage)))
        shape = values["sourceShape"]
        while isinstance(shape, rdflib.BNode):  # a part of a shape: name the whole one
            shape = next(iter(sorted(shapes.subjects(None, shape), key=str)), None)
        owner = f"{_short(shape)}: " if shape is not None else ""
        yield Breach(
            _short(values["focusNode"]),
            _short(values["resultPath"]),
            _short(values["value"]),
            f"{owner}{_words(message)}",
        )


def _short(term: object) -> str:
    """A term as people write it; a long text is cut."""
    from rdflib import BNode, URIRef  # noqa: PLC0415

    from schema.prefixes import compact  # noqa: PLC0415

    if term is None or isinstance(term, BNode):
        return ""
    if isinstance(term, URIRef):
        return compact(str(term))
    language = getattr(term, "language", None)
    text = str(term)
    return f'"{text[:80]}{"…" if len(text) > 80 else ""}"' + (f"@{language}" if language else "")


def _words(message: str) -> str:
    """What a message of pyshacl asks for, in plain words."""
    from schema.prefixes import PREFIXES  # noqa: PLC0415

    for prefix, namespace in PREFIXES.items():
        message = message.replace(f"<{namespace}", f"<{prefix}:").replace(namespace, f"{prefix}:")
    message = message.replace("\n", " ")
    for pattern, plain in _PLAIN.items():
        if found := re.fullmatch(pattern, message):
            classes = re.findall(r"sh:class ([\w:]+)", message)
            languages = re.findall(r'"(\w+)"', message)
            return plain.format(*found.groups(), classes=" or ".join(classes), languages=" or ".join(languages))
    return message


_PLAIN = {
    r"Less than (\d+) values? on .*": "at least {0} needed",
    r"More than (\d+) values? on .*": "at most {0} allowed",
    r"String language is not in .*": "the language has to be {languages}",
    r"Node .* must conform to one or more shapes in .*sh:class.*": "has to be a {classes}",
    r"Value does not have class ([\w:]+)": "has to be a {0}",
    r'Value is not <= Literal\("([^"]*)".*': "has to be {0} at most",
    r'Value is not >= Literal\("([^"]*)".*': "has to be {0} at least",
    r"Value is not of Node Kind sh:IRI": "has to be an IRI",
}
"""Messages of pyshacl, and what to write instead."""

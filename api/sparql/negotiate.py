"""Accept header -> the media type to answer with, by RFC 9110."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

RESULTS: Mapping[str, str] = {
    "application/sparql-results+json": "JSON",
    "application/sparql-results+xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
    "application/json": "JSON",
    "application/xml": "XML",
    "text/xml": "XML",
}
"""What SELECT and ASK are answered with: media type -> format; the first one where the client does not care."""
GRAPHS: Mapping[str, str] = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
    "application/n-quads": "N_QUADS",
    "application/trig": "TRIG",
    "application/json": "JSON_LD",
    "application/xml": "RDF_XML",
    "text/plain": "N_TRIPLES",
}
"""What CONSTRUCT and DESCRIBE are answered with."""


def choose(accept: str, offered: Sequence[str]) -> str | None:
    """The offered media type that the client likes most, the first one of several; None where it takes none.

    >>> choose("text/html, application/ld+json;q=0.9, */*;q=0.1", ["text/turtle", "application/ld+json"])
    'application/ld+json'
    >>> choose("", ["text/turtle", "text/html"])
    'text/turtle'
    >>> choose("image/png", ["text/turtle"])
    """
    wanted = _ranges(accept) or [("*/*", 1.0)]
    quality = {media_type: _quality(media_type, wanted) for media_type in offered}
    best = max(offered, key=lambda media_type: quality[media_type], default=None)
    return best if best is not None and quality[best] > 0 else None


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Each media range with its quality; a quality that is no number counts as 1."""
    found = []
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            given = next((value for value in parameters if value.startswith("q=")), "q=1").removeprefix("q=")
            number = given.replace(".", "", 1)
            found.append((name, min(float(given), 1.0) if number.isascii() and number.isdigit() else 1.0))
    return found


def _quality(media_type: str, wanted: Sequence[tuple[str, float]]) -> float:
    """That of the most exact range that fits; 0 where none does."""
    for fitting in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        found = [quality for name, quality in wanted if name == fitting]
        if found:
            return max(found)
    return 0.0

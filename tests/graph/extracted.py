"""What extraction makes of a few words, for the tests of the finders."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from graph.claim import Extraction
from graph.explain import sentence_document
from graph.extract import Extractor


@cache
def extractor() -> Extractor:
    """One with the shipped tables for all tests of a run."""
    return Extractor()


def extracted(text: str, *, title: str = "", publisher: str = "") -> Extraction:
    """What a document of these words says."""
    return extractor().extract(sentence_document(text, title=title, publisher=publisher))


def named(text: str, *types: str, publisher: str = "") -> list[str]:
    """Names of the things of these types that the words mention, in the order of the text."""
    return [
        entity.name
        for entity in extracted(text, publisher=publisher).entities[1:]
        if entity.mentions and entity.type in types
    ]


def facts(
    text: str, *relations: str, title: str = "", publisher: str = ""
) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """(subject, relation, object, qualifiers) of these relations, in the order of the text."""
    extraction = extracted(text, title=title, publisher=publisher)
    for claim in extraction.claims:
        if claim.relation in relations:
            subject, object_ = extraction.entities[claim.subject].name, extraction.entities[claim.object].name
            yield subject, claim.relation, object_, dict(claim.qualifiers)

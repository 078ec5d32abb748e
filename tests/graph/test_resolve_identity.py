"""Who is who, measured: mentions of the articles under identity/, clustered by resolution, against their annotation.

An annotated mention is [[words|cluster]]. Pairwise F1 and B³ (Bagga and Baldwin, 1998) over the annotated mentions; one
that extraction does not find is a cluster of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from graph.claim import Extraction
from graph.document import Document
from graph.extract import Extractor
from graph.read import read_bytes
from graph.resolve import Whole, resolve

ARTICLES = Path(__file__).parent / "identity" / "articles"
_MARK = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")


class Annotated(NamedTuple):
    words: str
    document: str
    cluster: str
    predicted: Hashable


def read_annotated(path: Path) -> tuple[Document, list[tuple[int, int, str]]]:
    """The article without marks, and start, end, cluster of each annotated mention."""
    marked = path.read_text("utf-8")
    [document], _ = read_bytes(_MARK.sub(r"\1", marked).encode(), path.name)
    spans = []
    at = document.text.find("\n")
    for match in _MARK.finditer(marked):
        at = document.text.index(match[1], at)
        spans.append((at, at + len(match[1]), match[2]))
        at += len(match[1])
    return replace(document, source=path.name), spans


def entity_at(extraction: Extraction, start: int, end: int) -> int | None:
    """Index of the entity whose mention covers most of a span."""
    best: tuple[int, int] | None = None
    for index, entity in enumerate(extraction.entities[1:], 1):
        for mention in entity.mentions:
            common = min(end, mention.end) - max(start, mention.start)
            different = abs(start - mention.start) + abs(end - mention.end)
            if common > 0 and (best is None or different < best[0]):
                best = (different, index)
    return best[1] if best and best[0] <= 3 else None


@pytest.fixture(scope="module")
def mentions() -> list[Annotated]:
    extractor = Extractor()
    annotated = [read_annotated(path) for path in sorted(ARTICLES.glob("*.md"))]
    documents = [document for document, _ in annotated]
    extractions = [extractor.extract(document) for document in documents]
    resolved = resolve([Whole(*one) for one in zip(documents, extractions, strict=True)])
    found = []
    for (document, spans), extraction in zip(annotated, extractions, strict=True):
        for start, end, cluster in spans:
            index = entity_at(extraction, start, end)
            alone = (document.id, start)
            predicted = alone if index is None else resolved.ids[document.id][index]
            found.append(Annotated(document.text[start:end], document.source, cluster, predicted))
    return found


def b_cubed(mentions: Sequence[Annotated]) -> float:
    both = Counter((one.cluster, one.predicted) for one in mentions)
    gold, predicted = Counter(one.cluster for one in mentions), Counter(one.predicted for one in mentions)
    precision = sum(both[one.cluster, one.predicted] / predicted[one.predicted] for one in mentions) / len(mentions)
    recall = sum(both[one.cluster, one.predicted] / gold[one.cluster] for one in mentions) / len(mentions)
    return 2 * precision * recall / (precision + recall)


def pairwise(mentions: Sequence[Annotated]) -> float:
    pairs = [(a.cluster == b.cluster, a.predicted == b.predicted) for a, b in combinations(mentions, 2)]
    right = sum(gold and predicted for gold, predicted in pairs)
    return 2 * right / (sum(gold for gold, _ in pairs) + sum(predicted for _, predicted in pairs))


def mistakes(mentions: Sequence[Annotated]) -> list[str]:
    """Clusters that were split, and things that hold several clusters, in words."""
    told = []
    for side, other in (("cluster", "predicted"), ("predicted", "cluster")):
        groups: dict[Hashable, dict[Hashable, set[str]]] = defaultdict(lambda: defaultdict(set))
        for one in mentions:
            groups[getattr(one, side)][getattr(one, other)].add(f"{one.document}:{one.words}")
        told += [f"{side} {name}: {dict(parts)}" for name, parts in groups.items() if len(parts) > 1]
    return sorted(told)


def test_the_gold_is_large_enough(mentions: list[Annotated]) -> None:
    assert len(mentions) >= 150
    assert len({one.cluster for one in mentions}) >= 40


def test_identity_is_right(mentions: list[Annotated]) -> None:
    assert b_cubed(mentions) >= 0.95, "\n".join(mistakes(mentions))
    assert pairwise(mentions) >= 0.9, "\n".join(mistakes(mentions))

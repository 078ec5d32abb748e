"""What always holds of a graph, on the sample articles and on whatever hypothesis makes of their sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.claim import Extraction
from graph.document import Document
from graph.extract import Extractor
from graph.keep.reader import Graph
from graph.keep.rows import fact_of
from graph.read import find_files, read_file
from graph.resolve import Resolved, Whole, resolve
from schema import load_ontology
from tests.conftest import ROOT, SAMPLES


def documents_of(folder: Path) -> list[Document]:
    return [document for file in find_files([folder]) for document in read_file(file)[0]]


SENTENCES = sorted({
    sentence + "。"
    for document in documents_of(SAMPLES)
    for sentence in document.text.replace("\n", "").split("。")
    if sentence
})  # fmt: skip


def document(title: str, text: str) -> Document:
    return Document(
        title=title, date="2024-05-20", publisher="", url="", authors=(), text=text, source="made.txt", part=0,
        format="text", encoding="utf-8", runs=(),
    )  # fmt: skip


def test_evidence_of_every_fact_is_exact(sample_graph: Graph) -> None:
    texts = {found.id: found.text for found in sample_graph.documents(sample_graph.document_ids()) if found}
    facts = list(sample_graph.all_facts())
    assert facts
    for fact in facts:
        assert fact.evidence, fact
        for evidence in fact.evidence:
            assert texts[evidence.document][evidence.start : evidence.end] == evidence.quote
    for indicator in sample_graph.indicators():
        evidence = indicator.evidence
        assert texts[evidence.document][evidence.start : evidence.end] == evidence.quote


def test_every_fact_is_one_that_the_ontology_admits(sample_graph: Graph) -> None:
    ontology = load_ontology()
    types = {entity.id: entity.type for entity in sample_graph.all_entities()}
    for fact in sample_graph.all_facts():
        assert ontology.admits(fact.relation, types[fact.subject], types[fact.object]), fact


@pytest.mark.parametrize("path", sorted((ROOT / "graph" / "lexicons").glob("*.tsv")), ids=lambda path: path.name)
def test_lexicon_has_only_kinds_of_the_ontology(path: Path) -> None:
    ontology = load_ontology()
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    wrong = [
        row
        for row in rows
        if row[2:] and row[1] in ontology.things and row[2][:1].isupper() and row[2] not in ontology.kinds(row[1])
    ]
    assert wrong == []


def test_samples_use_every_type_and_most_relations(sample_graph: Graph) -> None:
    ontology = load_ontology()
    stats = sample_graph.stats()
    assert set(stats.types) >= set(ontology.things) - {"Indicator"}
    assert len(stats.relations) >= 14, sorted(set(ontology.relations) - set(stats.relations))


def test_no_article_is_lost_to_a_defect(sample_graph: Graph) -> None:
    assert [entry.message for entry in sample_graph.ledger() if entry.severity == "failed"] == []


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def resolved(extractor: Extractor, documents: list[Document]) -> tuple[list[Extraction], Resolved]:
    once = sorted({document.id: document for document in documents}.values(), key=lambda document: document.id)
    extractions = [extractor.extract(document) for document in once]
    return extractions, resolve([Whole(*one) for one in zip(once, extractions, strict=True)])


texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map("".join)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts, min_size=1, max_size=3))
def test_any_mix_of_sentences_gives_exact_evidence_within_the_ontology(extractor: Extractor, mixed: list[str]) -> None:
    documents = [document(f"标题{number}", text) for number, text in enumerate(mixed)]
    by_id = {document.id: document for document in documents}
    ontology = load_ontology()
    _, graph = resolved(extractor, documents)
    types = {entity.id: entity.type for entity in graph.entities}
    for fact in map(fact_of, graph.facts):
        assert ontology.admits(fact.relation, types[fact.subject], types[fact.object])
        assert fact.evidence
        for evidence in fact.evidence:
            assert by_id[evidence.document].text[evidence.start : evidence.end] == evidence.quote


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="南开大学天津市刘桂平、，。（）“”《》与由主办签署 \n12年月日a🚉", max_size=120))
def test_no_text_trips_the_extractor(extractor: Extractor, text: str) -> None:
    resolved(extractor, [document("", text)])


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts, min_size=2, max_size=3, unique=True))
def test_a_document_says_the_same_in_any_company(extractor: Extractor, mixed: list[str]) -> None:
    documents = [document(f"标题{number}", text) for number, text in enumerate(mixed)]
    together = [extractor.extract(document) for document in documents]
    assert [extractor.extract(document) for document in reversed(documents)] == together[::-1]

"""The sample articles: every format and several encodings, and the PDF is what its script writes."""

from __future__ import annotations

from graph.keep.reader import Graph
from tests.conftest import SAMPLES
from tests.sample_pdf import TARGET, sample_pdf


def test_pdf_is_what_its_script_writes() -> None:
    assert TARGET.read_bytes() == sample_pdf(), "run: python -m tests.sample_pdf"


def test_samples_come_in_every_format(sample_graph: Graph) -> None:
    documents = [document for document in sample_graph.documents(sample_graph.document_ids()) if document]
    assert len(documents) >= 12
    assert {document.format for document in documents} == {"markdown", "text", "html", "pdf", "jsonl"}
    assert {"utf-8", "gb18030"} <= {document.encoding for document in documents}
    assert {path.name for path in SAMPLES.iterdir()} == {document.source.rpartition("/")[2] for document in documents}


def test_every_sample_has_a_title_and_most_have_a_date(sample_graph: Graph) -> None:
    documents = [document for document in sample_graph.documents(sample_graph.document_ids()) if document]
    assert [document.source for document in documents if not document.title] == []
    assert sum(1 for document in documents if not document.date) <= 3

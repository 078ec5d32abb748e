"""The bytes of one file -> its Documents and ledger entries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec.structs import replace

from graph.document import Document
from graph.entity import LedgerEntry
from graph.errors import ReadError
from graph.read.article import Article, document
from graph.read.decode import Decoded, decode
from graph.read.page import read_plain
from graph.read.recognise import recognise
from graph.read.traced import locate

NO_ARTICLE = "JSON without an article; right is an object with title, date, publisher, url and text, or one per line"
SUFFIXES = {
    "markdown": (".md", ".markdown"),
    "text": (".txt", ".text"),
    "html": (".html", ".htm", ".xhtml", ".shtml"),
    "jsonl": (".jsonl", ".ndjson"),
    "pdf": (".pdf",),
}


def read_bytes(data: bytes, name: str) -> tuple[list[Document], list[LedgerEntry]]:
    """The articles that the bytes hold, and the ledger entries under the given name. Never raises for bad content."""
    if not data.strip():
        return [], [_entry(name, "empty", "the file is empty", "skipped")]
    try:
        articles, format, encoding, ledger = _articles(data, name)
    except ReadError as error:
        return [], [_entry(name, "unreadable", str(error), "failed")]
    documents = [document(article, source=name, part=0, format=format, encoding=encoding) for article in articles]
    documents = [_with_part(one, part) for part, one in enumerate(one for one in documents if one.text)]
    if not documents and not any(entry.severity != "note" for entry in ledger):
        ledger.append(_entry(name, "empty", "there is no text in it", "skipped"))
    return documents, ledger


def _articles(data: bytes, name: str) -> tuple[list[Article], str, str, list[LedgerEntry]]:
    if data[:1024].lstrip().startswith(b"%PDF-"):
        from graph.read.pdf import pdf_text  # noqa: PLC0415 - a folder without PDF need not wait for its reader

        text, title = pdf_text(data)
        articles, remarks = _plain(text, title)
        return articles, "pdf", "binary", [*_format_note(name, "pdf", Decoded(text, "utf-8")), *_layout(name, remarks)]
    decoded = decode(data)
    format = recognise(decoded.text)
    lines = _json_lines(decoded.text) if format == "text" else None
    if lines == "":
        return [], format, decoded.encoding, [_entry(name, "no-article", NO_ARTICLE, "skipped")]
    if lines:
        format, decoded = "jsonl", replace(decoded, text=lines)
    if format == "text" and name.lower().endswith(SUFFIXES["markdown"]):
        format = "markdown"
    ledger = _format_note(name, format, decoded)
    text = decoded.text
    if format == "markdown":
        from graph.read.markdown import read_markdown  # noqa: PLC0415 - as with PDF

        article, problems = read_markdown(text)
        ledger += [
            _entry(name, "front-matter", f"line {one.line}: {one.message}; the text was read", "note")
            for one in problems
        ]
        return [article], format, decoded.encoding, ledger
    if format == "html":
        from graph.read.hypertext import read_html  # noqa: PLC0415 - as with PDF

        return [read_html(text)], format, decoded.encoding, ledger
    if format == "jsonl":
        articles = list(_records(text, name, ledger))
        return articles, format, decoded.encoding, ledger
    articles, remarks = read_plain(text)
    return articles, format, decoded.encoding, [*ledger, *_layout(name, remarks)]


def _json_lines(text: str) -> str | None:
    """See graph.read.records, which a text that cannot be JSON need not wait for."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    from graph.read.records import json_lines  # noqa: PLC0415 - as with PDF

    return json_lines(text)


def _plain(text: str, title: str) -> tuple[list[Article], list[str]]:
    """The articles of a PDF's text; its metadata names the title where the layout does not."""
    articles, remarks = read_plain(text)
    first = articles[0]
    if len(articles) == 1 and not first.title.text and title and title in text:
        articles = [
            Article(first.paragraphs, locate(title, text), first.date, first.publisher, first.url, first.authors)
        ]
    return articles, remarks


def _records(text: str, name: str, ledger: list[LedgerEntry]) -> Iterator[Article]:
    from graph.read.records import read_records  # noqa: PLC0415 - as with PDF

    for number, found in read_records(text):
        if isinstance(found, Article):
            yield found
        else:
            ledger.append(_entry(name, "record", f"line {number}: {found}", "skipped"))


def _with_part(one: Document, part: int) -> Document:
    return replace(one, part=part) if part else one


def _format_note(name: str, format: str, decoded: Decoded) -> list[LedgerEntry]:
    """Says which format and encoding were taken, where the name of the file does not say so."""
    entries = []
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in SUFFIXES[format] or decoded.encoding != "utf-8":
        encoding = "" if format == "pdf" else f", {decoded.encoding}"
        entries.append(_entry(name, "format", f"read as {format}{encoding}, by its content", "note"))
    if decoded.broken:
        message = f"{decoded.broken} characters are broken in {decoded.encoding} and stand as \ufffd"
        entries.append(_entry(name, "encoding", message, "note"))
    return entries


def _layout(name: str, remarks: list[str]) -> list[LedgerEntry]:
    """What the layout of a page told, and what it did not."""
    return [_entry(name, "layout", remark, "note") for remark in remarks]


def _entry(name: str, reason: str, message: str, severity: str) -> LedgerEntry:
    return LedgerEntry("read", name, reason, f"{name}: {message}", severity)

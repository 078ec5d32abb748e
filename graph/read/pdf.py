"""PDF with a text layer -> its text, page after page."""

from __future__ import annotations

import threading

import pypdfium2

from graph.errors import ReadError

LOCK = threading.Lock()
"""PDFium is not thread-safe."""


def pdf_text(data: bytes) -> tuple[str, str]:
    """The extracted text, pages separated by a blank line, and the title of the file's metadata ('' if it has none).

    Raises ReadError for a damaged or locked file and for one without a text layer.
    """
    with LOCK:
        try:
            file = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise ReadError(f"the PDF cannot be opened ({error}); it is damaged or needs a password") from None
        try:
            pages = [_page_text(page) for page in file]
            title = file.get_metadata_value("Title").strip()
        finally:
            file.close()
    text = "\n\n".join(pages).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ReadError("the PDF has no text layer (a scan); run it through text recognition first")
    return text, title


def _page_text(page: pypdfium2.PdfPage) -> str:
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_range()
    finally:
        text_page.close()
        page.close()
    return text.replace("\ufffe", "").replace("\x00", "").strip()

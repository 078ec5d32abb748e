"""Bytes -> text and the name of its encoding, judged by the bytes alone."""

from __future__ import annotations

import codecs
import unicodedata

from graph.errors import ReadError
from graph.read.characters import COMMON, is_chinese
from graph.record import Record

SAMPLE = 65536
"""Bytes that decide between encodings."""
ENOUGH = 0.2
"""Share of common characters below which a text is not taken for Chinese; real text has above 0.5, noise below 0.1."""

BINARY = (
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3", "a SQLite file"),
)
CONTROLS = bytes({*range(32), 127} - {*b"\t\n\v\f\r\x1b"})
"""Bytes that no text has."""
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
NAMES = {"utf-16-le": "utf-16", "utf-16-be": "utf-16", "cp950": "big5", "big5hkscs": "big5"}


class Decoded(Record):
    """A text, its encoding, and how many places could not be decoded (each is U+FFFD in the text)."""

    text: str
    encoding: str
    broken: int = 0


def decode(data: bytes) -> Decoded:
    """The text of the bytes, without a byte order mark. Raises ReadError for binary and undecodable data.

    >>> decode("天津的春天".encode("gb18030")).encoding
    'gb18030'
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _marked(data[len(bom) :], encoding)
    _refuse_binary(data)
    wide = _wide(data)
    if wide:
        return _marked(data, wide)
    if b"\x00" in data[:SAMPLE]:
        raise ReadError("binary data, not a text; what can be read is Markdown, text, HTML, PDF and JSON Lines")
    text = _strict(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8")
    return _chinese(data)


def _refuse_binary(data: bytes) -> None:
    for magic, what in BINARY:
        if data.startswith(magic) and (len(magic) > 2 or _controls(data[:SAMPLE]) > 0):
            raise ReadError(f"binary data ({what}); save it as Markdown, text, HTML or PDF with a text layer")
    if _controls(data[:SAMPLE]) > 0.3 and not _wide(data):
        raise ReadError("binary data, not a text; what can be read is Markdown, text, HTML, PDF and JSON Lines")


def _controls(data: bytes) -> float:
    """Share of bytes that no text has."""
    return 1 - len(data.translate(None, CONTROLS)) / len(data) if data else 0.0


def _marked(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    strange = sum(unicodedata.category(character) in ("Co", "Cn", "Cs") for character in text[:SAMPLE])
    if broken > len(text) / 100 + 1 or strange > len(text[:SAMPLE]) / 50:
        raise ReadError(f"it starts as {NAMES.get(encoding, encoding)} but cannot be decoded as such; save it as UTF-8")
    return Decoded(text, NAMES.get(encoding, encoding), broken)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> str:
    """utf-16-le or utf-16-be for UTF-16 without a byte order mark, '' for anything else."""
    sample = data[:SAMPLE]
    if len(data) % 2 or len(data) < 4:
        return ""
    even, odd = sample[::2], sample[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    if _strict(data[:SAMPLE].rstrip(b"\x00"), "utf-8") is not None and b"\x00" not in sample:
        return ""
    scores = {encoding: plausibility(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(sorted(scores), key=lambda encoding: scores[encoding])
    others = max(plausibility(sample, "gb18030"), plausibility(sample, "cp950"))
    return best if scores[best] >= ENOUGH and scores[best] > others else ""


def plausibility(data: bytes, encoding: str) -> float:
    """How much like Chinese the sample reads: share of common characters among all that are not ASCII; -1 if it fails.

    A cut last character is forgiven.
    """
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(data, final=False)
    except UnicodeDecodeError:
        return -1.0
    foreign = [
        character for character in text if character > "\x7f" and character not in "，。、；：“”‘’（）《》！？—…·　"
    ]
    common = sum(character in COMMON for character in foreign) - 2 * sum(_is_private(one) for one in foreign)
    return common / len(foreign) if foreign else 0.0


def _is_private(character: str) -> bool:
    """A private-use character: a sign of the wrong encoding."""
    return "\ue000" <= character <= "\uf8ff"


def _chinese(data: bytes) -> Decoded:
    scores = {encoding: plausibility(data[:SAMPLE], encoding) for encoding in ("gb18030", "cp950", "big5hkscs")}
    for encoding in sorted(scores, key=lambda encoding: (-scores[encoding], encoding != "gb18030", encoding)):
        text = _strict(data, encoding)
        if text is not None and (scores[encoding] >= ENOUGH or (scores[encoding] > 0 and _short_name(text))):
            return Decoded(text, NAMES.get(encoding, encoding))
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken <= len(text) / 200:
        return Decoded(text, "utf-8", broken)
    for encoding in sorted(scores, key=lambda encoding: (-scores[encoding], encoding)):
        text = data.decode(encoding, "replace")
        broken = text.count("\ufffd")
        if broken <= len(text) / 200 and plausibility(text[:SAMPLE].replace("\ufffd", "").encode(), "utf-8") >= ENOUGH:
            return Decoded(text, NAMES.get(encoding, encoding), broken)
    return _last_resort(data)


def _short_name(text: str) -> bool:
    """A few words only, all of them Chinese: too short for shares to mean much."""
    return len(text) < 40 and all(is_chinese(character) or not character.isalnum() for character in text)


def _last_resort(data: bytes) -> Decoded:
    import charset_normalizer  # noqa: PLC0415 - a folder of UTF-8 need not wait for it

    best = charset_normalizer.from_bytes(data[:SAMPLE]).best()
    names = {"gb18030": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "big5": "big5", "big5hkscs": "big5"}
    if best is not None and best.encoding in names and best.percent_chaos < 5:
        text = _strict(data, best.encoding)
        if text is not None:
            return Decoded(text, names[best.encoding])
    raise ReadError("the encoding is not one that can be read; save it as UTF-8 (or UTF-16, GB18030, Big5)")

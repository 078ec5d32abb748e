"""JSON Lines -> Articles, one per line.

The raw text of such an article, into which its runs point, is the decoded `text` field, not the line of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import orjson
from msgspec.structs import replace

from graph.read.article import Article, day
from graph.read.page import read_body
from graph.read.traced import locate

FIELDS = ("title", "date", "publisher", "url")


def json_lines(text: str) -> str | None:
    """A text that starts like JSON, an article or a list of them, as JSON Lines; "" without one, None if it is no JSON.

    >>> json_lines('[{"title": "甲", "text": "乙。"}]')
    '{"title":"甲","text":"乙。"}'
    >>> json_lines('{"rows": 3}')
    ''
    """
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    records = value if isinstance(value, list) else [value]
    if not any(isinstance(record, dict) and "text" in record for record in records):
        return ""
    return "\n".join(orjson.dumps(record).decode() for record in records)


def is_object(text: str) -> bool:
    """Whether a text is a JSON object."""
    try:
        return isinstance(orjson.loads(text), dict)
    except orjson.JSONDecodeError:
        return False


def read_records(raw: str) -> Iterator[tuple[int, Article | str]]:
    """For every line that is not blank: its number (from 1), and the article or what is wrong with the line."""
    for number, line in enumerate(raw.split("\n"), 1):
        if line.strip():
            yield number, _article(line)


def _article(line: str) -> Article | str:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return f"not valid JSON ({error.msg} at column {error.colno})"
    if not isinstance(record, dict):
        return "not a JSON object; write one object with title, date, publisher, url and text per line"
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return "no text; the field 'text' has to hold the article"
    wrong = [name for name in FIELDS if not isinstance(record.get(name, ""), str | None)]
    if wrong:
        return f"the field '{wrong[0]}' is no text"
    title = " ".join(_field(record, "title").split())
    article = read_body(text)
    return replace(
        article,
        title=locate(title, text, 0, len(title) + 40) if title else article.title,
        date=day(_field(record, "date")) or article.date,
        publisher=_field(record, "publisher") or article.publisher,
        url=_field(record, "url"),
        authors=_authors(record.get("authors", record.get("author"))) or article.authors,
    )


def _field(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    return value.strip() if isinstance(value, str) else ""


def _authors(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(name.strip() for name in value if isinstance(name, str) and name.strip())
    return (value.strip(),) if isinstance(value, str) and value.strip() else ()

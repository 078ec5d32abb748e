"""An article as its format gave it -> Document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from graph.document import Document
from graph.read.names import unpadded_bylines
from graph.read.traced import Traced, inserted, join
from graph.record import Record
from graph.regex import regex

DAY = regex(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
DAY_IN_URL = regex(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/._-]|$)|/t((?:19|20)\d\d)(\d\d)(\d\d)_")
SITE_BEFORE = regex(r"^([^\s\->|]{2,20})->\s*(?=\S)")
SITE_AFTER = regex(r"\s*(?:\||｜|_|--?|—)\s*(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}\s*$")


class Article(Record):
    """What one reader found out about one article."""

    paragraphs: Sequence[Traced]
    title: Traced = inserted("")
    date: str = ""
    publisher: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()


def document(article: Article, *, source: str, part: int, format: str, encoding: str) -> Document:
    """The article as a Document: the title is the first line, unless the body has it there already."""
    article = plain_title(article)
    title, paragraphs = (
        article.title.strip(),
        [unpadded_bylines(one.strip()) for one in article.paragraphs if one.text.strip()],
    )
    if title.text:
        if paragraphs and _same(paragraphs[0].text, title.text):
            paragraphs = paragraphs[1:]
        elif len(paragraphs) > 1 and _same(paragraphs[0].text + paragraphs[1].text, title.text):
            paragraphs = paragraphs[2:]
        paragraphs = [title, *paragraphs]
    text = join(paragraphs, "\n")
    return Document(
        title=title.text,
        date=article.date,
        publisher=article.publisher,
        url=article.url,
        authors=article.authors,
        text=text.text,
        source=source,
        part=part,
        format=format,
        encoding=encoding,
        runs=text.runs,
    )


def _same(line: str, title: str) -> bool:
    return re.sub(r"\W", "", line) == re.sub(r"\W", "", title)


def plain_title(article: Article) -> Article:
    """The article without site prefix (which names the publisher) and site suffix in its title."""
    title, publisher = article.title, article.publisher
    suffix = SITE_AFTER.search(title.text)
    if suffix and suffix.start() > 0:
        title = title.cut(0, suffix.start())
    prefix = SITE_BEFORE.match(title.text)
    if prefix:
        title, publisher = title.cut(prefix.end(), len(title)), publisher or prefix.group(1)
    return replace(article, title=title.strip(), publisher=publisher)


def day(text: object) -> str:
    """The first date in the text (or a YAML or JSON date) as YYYY-MM-DD; '' where there is none or no such day.

    >>> day("发布时间：2023年2月5日"), day("2023-02-31")
    ('2023-02-05', '')
    """
    for match in DAY.finditer(str(text)):
        return _valid(match.group(1), match.group(2), match.group(3))
    return ""


def day_of(url: str, otherwise: str) -> str:
    """The date that a source address carries in its path, which is when the article was published; else the other.

    >>> day_of("http://news.example.cn/2022/02/25/1.shtml", "2022-03-03")
    '2022-02-25'
    """
    match = DAY_IN_URL.search(url)
    parts = [part for part in match.groups() if part] if match else []
    return (_valid(*parts) if len(parts) == 3 else "") or otherwise


def _valid(year: str, month: str, number: str) -> str:
    longest = (31, 29 if int(year) % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (1 <= int(month) <= 12 and 1 <= int(number) <= longest[int(month) - 1]):
        return ""
    return f"{year}-{int(month):02}-{int(number):02}"

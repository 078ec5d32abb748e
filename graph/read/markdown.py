"""Markdown with or without YAML front matter -> Article."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Mapping

from graph.read.article import Article, day, day_of
from graph.read.blanks import clean_blanks
from graph.read.joining import join_lines, rejoin
from graph.read.recognise import FRONT
from graph.read.traced import Traced, inserted, join, locate, traced
from graph.record import Record
from graph.regex import regex

KEY = regex(r"^([A-Za-z_]+):[ \t]*(.*?)[ \t]*$", re.M)
MORE_INSIDE = regex(r"(?<=[^\n])\r?\n<!--\s*more\s*-->\r?\n(?=[^\r\n])")
COMMENT = regex(r"<!--(?:(?!<!--|-->).)*-->", re.S)
LINK_URL = r"\((?:\\.|[^()\\]|\([^()]{0,500}\)){0,4000}\)"
IMAGE = regex(r"!\[[^\[\]]{0,500}\]" + LINK_URL)
ORIGIN = regex(r"^[ \t]*\[[^\]\n]*(?:首发|原文|来源|出处)[^\]\n]*\]\(\s*(\S+?)\s*\)[ \t]*$", re.M)
FURNITURE = regex(r"^\[(?:阅读|查看|点击|返回|转入|更多|上一[篇页]|下一[篇页])[^\]]*\]" + LINK_URL + "$")
LINK = regex(r"(?<!!)\[([^\[\]]{0,500})\]" + LINK_URL)
AUTOLINK = regex(r"<((?:https?://|mailto:)[^>\s]+)>")
TAG = regex(r"</?[A-Za-z][^<>]*>")
ENTITY = regex(r"&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]+);")
STRONG_GAP = regex(r"(?<=[\u4e00-\u9fff])\*\* \*\*(?=[\u4e00-\u9fff]\*\*)")
STRONG = regex(r"\*\*|__(?=\S)|(?<=\S)__")
EMPHASIS = regex(r"(?<![*\\])\*(?=[^\s*])|(?<=[^\s*\\])\*(?!\*)")
ITALIC_GAP = regex(r"(?<=[A-Za-z])_ _(?=[a-z])")
ITALIC = regex(r"(?<![A-Za-z0-9_/])_(?=[^\s_])|(?<=[^\s_])_(?![A-Za-z0-9_/])|(?<!\S)_(?=\s|$)")
ITALIC_CHINESE = regex(r"(?<=[\u4e00-\u9fff]) _(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])_ (?=[\u4e00-\u9fff])")
STRAY_BLANK = regex(r" +(?=[，。、；：！？）”》])|(?<=[，。、；：！？（“《]) +(?=\S)")
"""Converters put blanks around emphasis; Chinese writing has none beside its punctuation."""
CODE = regex(r"`+")
ESCAPE = regex(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
MARKER = regex(r"^\s*(?:#{1,6}(?:\s+|$)|(?:>\s?)+|[-*+•]\s+(?=\S))")
RULE = regex(r"^\s*(?:[-*_=]\s*){3,}$|^[\s|:\\-]*$")
BOLD_LINE = regex(r"^\s*(?:#{1,6}\s|\*\*.+\*\*\s*$|__.+__\s*$)")


class Problem(Record):
    """Something in the front matter that could not be read."""

    line: int
    message: str


def read_markdown(raw: str) -> tuple[Article, list[Problem]]:
    """The article and what was wrong with its front matter. The body is read in any case."""
    match = FRONT.match(raw)
    fields, problems = front_matter(match.group(1), raw.count("\n", 0, match.start(1)) + 1) if match else ({}, [])
    start = match.end() if match else 0
    body = traced(raw, start, len(raw))
    origin = ORIGIN.search(body.text)
    url = _text(fields.get("url") or fields.get("link") or fields.get("source_url")) or (
        origin.group(1) if origin else ""
    )
    title = _text(fields.get("title"))
    paragraphs, heading = body_paragraphs(body)
    article = Article(
        paragraphs=paragraphs,
        title=locate(title, raw, 0, start) if title else heading,
        date=day_of(url, day(fields.get("date", ""))),
        publisher=_text(fields.get("publisher") or fields.get("source") or fields.get("site")),
        url=url,
        authors=_names(fields.get("authors") or fields.get("author")),
    )
    return article, problems


def front_matter(text: str, first_line: int) -> tuple[Mapping[str, object], list[Problem]]:
    """The fields. Where the YAML is broken, those that can be told from their lines alone, and the problem."""
    import yaml  # noqa: PLC0415 - a folder without front matter need not wait for it

    try:
        fields = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        problem = Problem(line, f"front matter is not valid YAML: {what}")
        return {key: value.strip("\"'") for key, value in KEY.findall(text)}, [problem]
    if fields is None:
        return {}, []
    if not isinstance(fields, dict):
        return {}, [Problem(first_line, "front matter is no list of 'key: value' lines")]
    return {str(key).lower(): value for key, value in fields.items()}, []


def _text(value: object) -> str:
    if isinstance(value, str | int | float | datetime.date):
        return " ".join(str(value).split())
    return ""


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(name for name in map(_text, value) if name)
    return tuple(name for name in re.split(r"[、，,;；]\s*|\s{1,}", _text(value)) if name)


def body_paragraphs(body: Traced) -> tuple[list[Traced], Traced]:
    """The paragraphs of a Markdown body, and its first heading of the first level where it opens with one."""
    body = body.without(MORE_INSIDE).without(COMMENT)
    paragraphs: list[Traced] = []
    standing: list[bool] = []
    heading = inserted("")
    lines: list[Traced] = []

    def close() -> None:
        if lines:
            paragraph = clean_inline(join_lines(lines))
            if paragraph.text:
                paragraphs.append(paragraph)
                standing.append(len(lines) == 1 and bool(BOLD_LINE.match(lines[0].text)) and not _torn(paragraph.text))
            lines.clear()

    at = 0
    for line_text in body.text.splitlines(keepends=True):
        line = body.cut(at, at + len(line_text.rstrip("\r\n")))
        at += len(line_text)
        if RULE.match(line.text) or ORIGIN.match(line.text) or FURNITURE.match(line.text.strip()):
            close()
            continue
        marker = MARKER.match(line.text)
        if marker:
            close()
            if marker.group().strip() == "#" and not paragraphs:
                heading = clean_inline(line.cut(marker.end(), len(line)))
        lines.append(
            line if marker and "#" in marker.group() else line.cut(marker.end() if marker else 0, len(line)).strip()
        )
        if (marker and "#" in marker.group()) or line.text.endswith("  "):
            close()
    close()
    return [one.without(LINK) for one in rejoin(paragraphs, standing)], heading


def _torn(paragraph: str) -> bool:
    return paragraph.endswith(("，", "、"))


def clean_inline(line: Traced) -> Traced:
    """The words of a line, without marks, links' addresses, images, and blanks that are not there for a reader."""
    line = line.without(IMAGE).without(LINK).without(AUTOLINK).without(TAG)
    line = line.cut(*_after_marker(line.text))
    line = (
        line.without(STRONG_GAP)
        .without(ITALIC_GAP)
        .without(ITALIC_CHINESE)
        .without(STRONG)
        .without(EMPHASIS)
        .without(ITALIC)
        .without(CODE)
    )
    line = line.without(ESCAPE)
    return clean_blanks(unescape(line)).without(STRAY_BLANK)


def _after_marker(text: str) -> tuple[int, int]:
    match = re.match(r"\s*#{1,6}\s+", text)
    return (match.end() if match else 0, len(text.rstrip()))


def unescape(line: Traced) -> Traced:
    """The line with character references (&nbsp;) replaced by what they stand for."""
    if "&" not in line.text:
        return line
    pieces, at = [], 0
    for match in ENTITY.finditer(line.text):
        pieces += [line.cut(at, match.start()), inserted(html.unescape(match.group()))]
        at = match.end()
    return join([*pieces, line.cut(at, len(line))])

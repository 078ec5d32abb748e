"""Decoded text -> its format, judged by what stands in it."""

from __future__ import annotations

import re

from graph.regex import regex

FRONT = regex(r"\A\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
"""YAML at the head of Markdown."""
HTML_START = regex(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
HTML_TAG = regex(r"</?(?:p|div|span|table|td|tr|br|a|h[1-6]|ul|li|meta|title|article|section)\b[^<>]*>", re.I)
HEADING = regex(r"\s*# +\S")
MARKDOWN = regex(
    r"^#{1,6} +\S|!\[[^\[\]]{0,500}\]\([^()]{0,2000}\)|\[[^\[\]\n]{1,500}\]\([^()\s]{1,2000}\)|"
    r"\*\*[^*\n]{1,500}\*\*|^[-*+] +\S|^> |^```|<!--\s*more\s*-->",
    re.M,
)
SAMPLE = 200_000


def recognise(text: str) -> str:
    """markdown, html, jsonl or text.

    >>> recognise("# 标题\\n\\n正文有**重点**。")
    'markdown'
    """
    sample = text[:SAMPLE]
    if HTML_START.match(sample):
        return "html"
    if _is_records(sample, len(text) > SAMPLE):
        return "jsonl"
    if FRONT.match(sample):
        return "markdown"
    if len(HTML_TAG.findall(sample)) >= 4 and re.search(r"</(?:p|div|body|table|article)>", sample, re.I):
        return "html"
    marks = MARKDOWN.findall(sample)
    return "markdown" if len(marks) >= 2 or HEADING.match(sample) else "text"


def _is_records(sample: str, is_cut: bool) -> bool:
    lines = [line for line in sample.splitlines() if line.strip()]
    if is_cut and len(lines) > 1:
        lines.pop()
    opened = [line for line in lines[:50] if line.lstrip().startswith("{")]
    if not opened or len(opened) * 2 < len(lines[:50]):
        return False
    if is_cut and len(lines) == 1:
        return True
    from graph.read.records import is_object  # noqa: PLC0415 - other formats need not wait for the reader of JSON

    return any(map(is_object, opened))

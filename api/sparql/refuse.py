"""Query text -> why it is not run: federation and updates. Everything else is for the parser to judge."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
_SERVICE = re.compile(r"(?<![\w-])service(?![\w-])", re.IGNORECASE)
_WORD_SERVICE = re.compile(r"service", re.IGNORECASE)
# In this order: long strings, short strings, comments, IRIs, prefixed names and variables, other text.
_TOKEN = re.compile(
    r"""(?P<string>'''(?:[^'\\]|\\.|'(?!''))*'''|\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*")
    |(?P<comment>\#[^\n\r]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<name>[?$]\w+|[\w.-]*:[\w.:%-]*|_:[\w.-]+)
    |(?P<word>[A-Za-z]+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
# '<' may be an operator as well, and then what looks like the rest of an IRI may hide a comment, a string or the end of
# a filter. An IRI with '://' is none of these: no expression goes on so.
_PLAIN_IRI = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://.*|[^#'()]*)>", re.DOTALL)
_UPDATES = frozenset(("insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with"))


def refusal(query: str) -> str | None:
    """Why a query is not run; None where nothing speaks against it.

    The store itself would follow SERVICE, so no reading of the text may hold one: where the reading is in doubt, the
    mere word is refused.

    >>> refusal("SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }")
    'line 1, column 12: SERVICE is not supported: this endpoint asks no other one'
    >>> refusal("PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> ASK { ?service a sd:Service } # service")
    """
    if not _WORD_SERVICE.search(_unescaped(query)):
        return _update(query)
    if _ESCAPE.search(query):
        return "SERVICE is not supported, and a query with \\u escapes may not hold the word: write the characters"
    doubtful = False
    for token in _TOKEN.finditer(query):
        if token.lastgroup == "iri":
            doubtful = doubtful or not _PLAIN_IRI.fullmatch(token[0])
        elif token.lastgroup == "word" and token[0].lower() == "service":
            return f"{_place(query, token.start())}: SERVICE is not supported: this endpoint asks no other one"
    if doubtful and (found := _SERVICE.search(query)):
        return (
            f"{_place(query, found.start())}: SERVICE is not supported; where the word is part of a text or an "
            "address, write the other IRIs of the query in full, as in <http://…>"
        )
    return _update(query)


def _update(query: str) -> str | None:
    """Why an update is not run."""
    words = (token for token in _TOKEN.finditer(query) if token.lastgroup == "word")
    for word in words:
        if word[0].lower() in ("prefix", "base", "version"):
            continue
        if word[0].lower() in _UPDATES:
            return f"{_place(query, word.start())}: {word[0].upper()} is an update; this endpoint takes queries only"
        return None
    return None


def _unescaped(query: str) -> str:
    return _ESCAPE.sub(lambda match: _character(int(match[0][2:], 16)), query)


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 else ""


def _place(query: str, offset: int) -> str:
    """Line and column, both from 1."""
    before = query[:offset]
    return f"line {before.count(chr(10)) + 1}, column {offset - before.rfind(chr(10))}"

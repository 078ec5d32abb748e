"""rules/*.toml -> rules."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from graph.errors import RuleError
from graph.ontology import load_ontology
from graph.regex import compile_known, regex
from graph.relate.rules import Rule
from graph.relate.slots import check_pattern, expand_pattern, find_signs
from graph.relate.triggers import find_triggers


def read_rules(path: Path, *, tested: bool = False) -> list[Rule]:
    """Rules of a table in order; RuleError for an unknown relation or a broken pattern.

    tested: its patterns are known to be right, and need not be compiled to find that out.
    """
    known = load_ontology().relations
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path.name}: {error}") from error
    words = table.get("words", {})
    rules = []
    for row in table.get("rule", ()):
        where = f"{path.name}: rule '{row.get('name', '?')}'"
        missing = [key for key in ("name", "relation", "pattern", "example") if key not in row]
        if missing:
            raise RuleError(f"{where}: '{missing[0]}' is missing")
        if row["relation"] not in known:
            raise RuleError(
                f"{where}: relation '{row['relation']}' is not in the ontology; use one of {', '.join(sorted(known))}"
            )
        pattern = _put_words(row["pattern"], words, where)
        event = next((side for side in ("subject", "object") if row.get(side) == "event"), "")
        qualifiers = {k: _value(row[k]) for k in ("role", "settled", "former") if k in row}
        expanded, named = expand_pattern(pattern, where), row.get("named", "")
        if not tested:
            check_pattern(expanded, where)
            compile_known(named)
        rule = Rule(row["name"], row["relation"], expanded, find_triggers(pattern),
                    find_signs(pattern), float(row.get("confidence", 0.8)), event, row.get("object") == "place", row.get("object") == "document",
                    named, qualifiers, row["example"],
                    row.get("counter", ""))  # fmt: skip
        rules.append(rule)
    return rules


def _value(value: object) -> str:
    """A qualifier as graphs have it: TOML's true is the word true."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _put_words(pattern: str, words: dict[str, str], where: str) -> str:
    """The pattern with the table's [words] in place of their names in angle brackets."""

    def word(match: re.Match[str]) -> str:
        if match.group(1) not in words:
            raise RuleError(f"{where}: '<{match.group(1)}>' is not in [words] of the table")
        return words[match.group(1)]

    return regex(r"(?<!\(\?P)(?<!\(\?)<(\w+)>").sub(word, pattern)

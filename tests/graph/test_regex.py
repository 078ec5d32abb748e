"""Patterns and the codes that they are compiled to."""

from __future__ import annotations

import re

import orjson
import pytest

import graph.regex
from graph.regex import all_codes, compile_known, recall, regex

SOURCES = [
    r"(?P<who>[\u4e00-\u9fff]{2,3})(?:任|出任)(?P<post>院长|校长)?",
    r"(?m)^[^\S\n]*(?<!副)主任$",
    "[甲乙丙丁戊庚]+(?=方)|(?i:abc)",
    "",
]


@pytest.fixture(autouse=True)
def new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph.regex, "_codes", {})


@pytest.mark.parametrize("source", SOURCES)
def test_pattern_from_kept_codes_is_that_of_re(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_known(source, re.DOTALL)
    kept = orjson.loads(orjson.dumps(all_codes()))
    assert len(kept) == 1
    monkeypatch.setattr(graph.regex, "_codes", {})
    recall(kept)
    monkeypatch.setattr(graph.regex, "_code", None)  # nothing is left to compile
    pattern, usual = compile_known(source, re.DOTALL), re.compile(source, re.DOTALL)
    assert pattern == usual
    assert (pattern.flags, pattern.groups, pattern.groupindex) == (usual.flags, usual.groups, usual.groupindex)


def test_group_names_are_those_of_the_pattern() -> None:
    match = regex(SOURCES[0]).search("张三任校长")
    assert match is not None
    assert match.groupdict() == {"who": "张三", "post": "校长"}
    assert match.lastgroup == "post"


def test_flags_tell_patterns_of_one_source_apart() -> None:
    assert compile_known("a.", re.IGNORECASE).match("A!")
    assert not compile_known("a.").match("A!")


def test_code_that_the_engine_refuses_is_compiled_again() -> None:
    recall({"0 甲乙": [32, [1, 2, 3], 0, {}, [None]]})
    assert compile_known("甲乙").match("甲乙")


def test_wrong_pattern_raises_what_re_raises() -> None:
    with pytest.raises(re.error, match="unterminated"):
        compile_known("(甲")

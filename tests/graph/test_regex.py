"""Patterns and the codes that they are compiled to."""

from __future__ import annotations

import re

import pytest
from msgspec import msgpack

import graph.prepared
import graph.regex
from graph.prepared import all_prepared, pack, recall, unpack
from graph.regex import compile_known, regex

SOURCES = [
    r"(?P<who>[\u4e00-\u9fff]{2,3})(?:任|出任)(?P<post>院长|校长)?",
    r"(?m)^[^\S\n]*(?<!副)主任$",
    "[甲乙丙丁戊庚]+(?=方)|(?i:abc)",
    "",
]


@pytest.fixture(autouse=True)
def new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph.prepared, "_prepared", {})


@pytest.mark.parametrize("source", SOURCES)
def test_pattern_from_kept_codes_is_the_same(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = compile_known(source, re.DOTALL)
    kept = unpack(pack())
    assert len(kept) == 1
    monkeypatch.setattr(graph.prepared, "_prepared", {})
    recall(kept)
    monkeypatch.setattr(graph.regex, "_code", None)  # nothing is left to compile
    pattern, usual = compile_known(source, re.DOTALL), re.compile(source, re.DOTALL)
    assert pattern == fresh
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
    recall({"0 甲乙": msgpack.encode([32, [1, 2, 3], 0, {}, [None]])})
    assert compile_known("甲乙").match("甲乙")


@pytest.mark.parametrize(
    "source",
    [
        "(?:举行|召开|参加)[^，]{0,4}(?P<a>论坛|年会)|(?P<b>典礼)(?=在)",
        "(?<!自)由(?:甲|乙)",
        "(?:^|(?<=，)|典)(?:自由|礼)[甲在]",
        r"(?:了|的)?(?:\d{1,2}月)*(?:举行|在[甲乙])",
        "(?m)^(?:[甲乙]|丙+?)?年会$",
    ],
)
def test_pattern_with_known_first_characters_finds_what_re_finds(source: str) -> None:
    text = "自由甲，由甲参加了论坛，3月召开年会\n年会\n举行典礼在乙，的12月在甲"
    pattern = compile_known(source)
    assert msgpack.decode(all_prepared()[f"0 {source}"])[1] != re._compiler._code(re._parser.parse(source), 0)  # type: ignore[attr-defined]
    found = [(match.span(), match.groups()) for match in pattern.finditer(text)]
    assert found == [(match.span(), match.groups()) for match in re.compile(source).finditer(text)]
    assert found


@pytest.mark.parametrize(
    "source", ["[^甲]乙|甲", "(?:甲|.)乙", "甲?", "(?:(?i:a)|乙)甲", "(甲)?(?(1)乙|丙)", "(?i)(?:a|ab)c"]
)
def test_pattern_whose_first_characters_cannot_be_told_is_left_as_it_is(source: str) -> None:
    compile_known(source)
    assert msgpack.decode(all_prepared()[f"0 {source}"])[1] == re._compiler._code(re._parser.parse(source), 0)  # type: ignore[attr-defined]


def test_wrong_pattern_raises_what_re_raises() -> None:
    with pytest.raises(re.error, match="unterminated"):
        compile_known("(甲")

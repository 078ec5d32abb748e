"""Chinese text -> its syllables."""

from __future__ import annotations

import pytest

from graph.keep.readings import LONGEST, load_readings, syllables
from tests.readings import TABLE, table


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("重庆", "chong qing"),
        ("重点", "zhong dian"),
        ("银行行长", "yin hang hang zhang"),
        ("校长大会", "xiao zhang da hui"),
        ("ai制造2025", "ai zhi zao 2025"),
        ("", ""),
    ],
)
def test_longest_words_decide_how_a_character_is_read(text: str, read: str) -> None:
    assert " ".join(syllables(text)) == read


def test_table_is_what_pypinyin_says() -> None:
    assert TABLE.read_text("utf-8") == table()


def test_no_word_is_too_long_to_be_found() -> None:
    _, words, plain = load_readings()
    assert max(len(word) for line in (*words, *plain.values()) for word in line.split(" ")) == LONGEST

"""Little text is cut and tagged without loading the dictionary just as rjieba does it."""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
import rjieba
from hypothesis import example, given
from hypothesis import strategies as st

import graph.dictionary
from graph.dictionary import Segmenter

ROOT = Path(__file__).parents[2]
SEGMENTER = Segmenter()
WORDS = """
天津大学 南开 开大 大学校长 校长 长会 会见 见到 到会 致辞 一 一一 一年 年间 间接 根本 本保
江南style 大S 阿Q 1号店 T恤 B超 C++ AT&T 4S店 3.5 % 2023 Ab ab12 é １２ 😀 𠮷 ① ， 。
〇 二〇二三年 啟 劉 學習 囍 乞巧 龢 龠
"""
COMMON = "天津大学校长一年间中国人民的在了和有会议"


@pytest.fixture(autouse=True)
def _much_is_little(monkeypatch):
    monkeypatch.setattr(graph.dictionary, "_WORTH_LOADING", 1 << 62)


def same(text: str) -> bool:
    words = SEGMENTER.cut(text)
    tags = [rjieba.tag(word, False)[0][1] for word in words]
    return words == rjieba.cut(text, False) and list(map(SEGMENTER.tag, words)) == tags


@given(st.lists(st.sampled_from([*WORDS.split(), *"\r\n \u3000"])).map("".join) | st.text() | st.text(COMMON))
@example("这一根本保障，一年间超一亿元")
def test_any_text_is_cut_and_tagged_as_by_rjieba(text):
    assert same(text)


def test_every_character_is_cut_and_tagged_as_by_rjieba():
    assert same("".join(map(chr, range(0xD800))))
    assert same("".join(map(chr, range(0x20000, 0x20400))))


def test_dictionary_words_are_cut_and_tagged_as_by_rjieba():
    lines = (Path(str(files("jieba"))) / "dict.txt").read_text("utf-8").splitlines()
    assert same("".join(line.split(" ")[0] for line in lines[::50]))


def test_a_short_article_does_not_load_the_dictionary():
    words = "graph.segment.cut_words('天津大学校长喆堃、兇龢到会')"
    probe = f"import sys, graph.segment; {words}; print('rjieba' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True, cwd=ROOT).stdout
    assert told == "False\n"


def test_much_text_loads_it(monkeypatch):
    monkeypatch.setattr(graph.dictionary, "_WORTH_LOADING", 10)
    segmenter = Segmenter()
    assert [segmenter.cut("天津大学举办论坛") for _ in range(3)] == [["天津大学", "举办", "论坛"]] * 3
    assert segmenter.tag("论坛") == "n"

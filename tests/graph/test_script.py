"""Articles in traditional characters: read as simplified ones, quoted as they are, and one graph with the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from opencc import OpenCC

from graph.build import build
from graph.check import check_kept
from graph.explain import sentence_document
from graph.keep.reader import Graph
from graph.script import in_simplified, is_traditional, simplify
from tests.graph.extracted import extracted, facts

TRADITIONAL = (
    "南開大學校長宋懷遠會見客人。「海河創新論壇」由天津市發展和改革委員會主辦，臺灣大學教授張廣濟發表主旨演講。"
)
SIMPLIFIED = "南开大学校长宋怀远会见客人。“海河创新论坛”由天津市发展和改革委员会主办，台湾大学教授张广济发表主旨演讲。"


def test_both_scripts_say_the_same() -> None:
    told = list(facts(TRADITIONAL, "holdsPost", "hosted"))
    assert told == list(facts(SIMPLIFIED, "holdsPost", "hosted"))
    assert ("宋怀远", "holdsPost", "南开大学") in {fact[:3] for fact in told}


def test_own_spelling_is_an_alias_and_its_mentions_are_its_words() -> None:
    [school] = [entity for entity in extracted(TRADITIONAL).entities if entity.name == "南开大学"]
    assert "南開大學" in school.aliases
    assert [TRADITIONAL[mention.start : mention.end] for mention in school.mentions] == ["南開大學"]


@pytest.mark.parametrize("text", ["乾隆著書立說，後來學者徵引。\n\n電腦", "二〇二四年：臺北、龍巖、後勁", TRADITIONAL])
def test_every_offset_stays(text: str) -> None:
    document = sentence_document(text)
    simple = in_simplified(document)
    assert len(simple.text) == len(text)
    assert [at for at, sign in enumerate(simple.text) if sign == "\n"] == [
        at for at, sign in enumerate(text) if sign == "\n"
    ]
    assert not is_traditional(simple.text)


def test_a_simplified_article_is_left_alone() -> None:
    quoted = "乾隆年间著有此书。喆教授与國立臺灣大學的学者谈起此事，说后来的研究者多从中受益。"
    document = sentence_document(quoted + SIMPLIFIED * 2)
    assert in_simplified(document) is document


def test_words_decide_between_characters() -> None:
    assert simplify("乾坤與乾燥、後天與皇后") == "乾坤与干燥、后天与皇后"


def test_one_graph_of_both(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.md").write_text(f"---\ntitle: 校長會見客人\ndate: 2024-05-20\n---\n{TRADITIONAL}\n", "utf-8")
    (articles / "b.md").write_text(f"---\ntitle: 校长会见客人\ndate: 2024-05-21\n---\n{SIMPLIFIED}\n", "utf-8")
    (articles / "c.txt").write_bytes(f"校長出席會議\n\n{TRADITIONAL}".encode("big5"))
    build([articles], tmp_path / "kg", jobs=1)
    with Graph(tmp_path / "kg") as graph:
        [song] = graph.named("宋懷遠")
        assert (song.id, song.aliases) == ("person/宋怀远", ("宋懷遠",))
        [post] = graph.facts(subjects=[song.id], relations=["holdsPost"])
        assert sorted(piece.quote for piece in post.evidence) == [
            "南开大学校长宋怀远", "南開大學校長宋懷遠", "南開大學校長宋懷遠",
        ]  # fmt: skip
        titles = {document.title for document in graph.documents(graph.document_ids()) if document}
        assert "校長會見客人" in titles
    assert [fault for check in check_kept(tmp_path / "kg") for fault in check.faults] == []


def test_names_of_simplified_print_stay_as_they_are() -> None:
    converter = OpenCC("t2s")
    double_bytes = (bytes((first, second)) for first in range(0xA1, 0xF8) for second in range(0xA1, 0xFF))
    characters = "".join(pair.decode("gb2312", "ignore") for pair in double_bytes)
    assert len(characters) > 7_000
    assert [one for one in characters if simplify(one) != converter.convert(one)] == []


@pytest.mark.parametrize("word", ["回覆", "沈思", "藉口", "毛坏", "海哩", "前後", "後·某", "於—此"])
def test_characters_of_both_scripts_are_simplified(word: str) -> None:
    assert simplify(word) == OpenCC("t2s").convert(word)

"""zhimai evaluate: gold is checked, things are matched as the outside scorer does, figures and page are right."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.evaluate import Outcome, Report, calibrate, evaluate, render_page
from graph.evaluate.annotated import merge_gold
from graph.evaluate.compare import Stated, compare
from graph.evaluate.gold import read_gold
from graph.evaluate.matching import Found
from graph.evaluate.scores import measures, score
from graph.evaluate.spots import Spot, find_names, passage
from graph.explain import sentence_document
from tests.conftest import ROOT, Run

SHARED = ROOT.parent / "shared"
CORPORA = {"seeds": ("gold", "seeds"), "news": ("news/gold", "news")}
ARTICLE = """\
---
title: 京津冀材料论坛在天津举行
date: 2024-03-06
publisher: 知脉样例
---
3月5日，京津冀材料论坛在天津市举行。论坛由天津大学主办。天津大学校长赵明远致辞。<b>河北银行</b>与天津大学签署合作协议。
"""
GOLD = {
    "doc": "forum.md",
    "entities": [
        {"id": "e", "type": "Event", "names": ["京津冀材料论坛"]},
        {"id": "o", "type": "Organization", "names": ["天津大学"]},
        {"id": "h", "type": "Organization", "names": ["河北银行"]},
        {"id": "p", "type": "Person", "names": ["赵明远"]},
        {"id": "x", "type": "Person", "names": ["致辞"]},
        {"id": "l", "type": "Place", "names": ["天津市", "天津"], "optional": True},
        {"id": "d", "type": "Document", "names": ["京津冀材料论坛在天津举行"], "optional": True},
    ],
    "relations": [
        {"s": "p", "p": "holdsPost", "o": "o", "title": "校长"},
        {"s": "p", "p": "spokeAt", "o": "e"},
        {"s": "o", "p": "hosted", "o": "e"},
        {"s": "o", "p": "signedWith", "o": "h"},
        {"s": "x", "p": "moderated", "o": "e"},
    ],
}


def write_gold(folder: Path, *gold: object) -> Path:
    folder.mkdir(exist_ok=True)
    for number, one in enumerate(gold):
        text = one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)
        (folder / f"{number}.json").write_text(text, "utf-8")
    return folder


def entity(id_: str, type_: str, *names: str, **more: object) -> dict[str, object]:
    return {"id": id_, "type": type_, "names": list(names), **more}


def found(id_: str, type_: str, *names: str) -> Found:
    return Found(id_, f"https://example.org/{id_}", type_, names[0], frozenset(names))


def only(*entities: dict[str, object]) -> dict[str, object]:
    return {"doc": "a", "entities": list(entities), "relations": []}


def outcomes(gold: Path, things: list[Found], triples: list[tuple[str, str, str]] | None = None) -> list[str]:
    stated = [Stated(*triple, 0.9, ()) for triple in triples or []]
    compared = compare(merge_gold(read_gold(gold)), things, stated, {})
    return [f"{one.result} {one.kind}: {one.what}" for one in compared]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("evaluate")
    documents = folder / "articles"
    documents.mkdir()
    (documents / "forum.md").write_text(ARTICLE, "utf-8")
    (documents / "other.txt").write_text("燕山大学与河北工业大学签署合作协议。", "utf-8")
    return write_gold(folder / "gold", GOLD), documents


@pytest.fixture(scope="module")
def report(articles: tuple[Path, Path]) -> Report:
    return evaluate(*articles, samples=50)


@pytest.mark.parametrize("corpus", CORPORA)
def test_figures_are_those_of_the_outside_scorer(corpus: str, tmp_path: Path, zhimai: Run):
    gold, documents = (SHARED / folder for folder in CORPORA[corpus])
    if not gold.is_dir():
        pytest.skip(
            f"../shared/{CORPORA[corpus][0]} is not here: the outside scorer and its gold lie beside the checkout"
        )
    sources = [documents / json.loads(path.read_text("utf-8"))["doc"] for path in sorted(gold.glob("*.json"))]
    turtle = tmp_path / "graph.ttl"
    assert zhimai("build", *sources, "--out", tmp_path / "kg").returncode == 0
    assert zhimai("export", tmp_path / "kg", "--format", "turtle", "--output", turtle).returncode == 0
    scorer = [sys.executable, SHARED / "gold" / "score.py", turtle, gold, "--json"]
    printed = subprocess.run(scorer, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    theirs = json.loads(printed[: printed.rindex("}") + 1])
    ours = evaluate(gold, documents, samples=1).scores
    assert {f"{group}/{kind}": (one.right, one.wrong, one.missed) for (group, kind), one in ours.items()} == {
        kind: (row["tp"], row["fp"], row["fn"]) for kind, row in theirs.items()
    }


def test_only_annotated_documents_are_built(report: Report):
    assert report.sources == ("forum.md",)
    assert [document.title for document in report.documents.values()] == ["京津冀材料论坛在天津举行"]


def test_what_is_missed_is_named(report: Report):
    missed = [(one.kind, one.what) for one in report.outcomes if one.result == "missed"]
    assert ("Person", "致辞") in missed
    assert ("moderated", "致辞 → 京津冀材料论坛") in missed


def test_right_relations_carry_confidence_and_words(report: Report):
    post = next(one for one in report.outcomes if one.kind == "holdsPost")
    assert post.result == "right"
    assert post.confidence is not None
    spot = post.spots[0]
    assert report.documents[spot.document].text[spot.start : spot.end] == "天津大学校长赵明远"


def test_page_marks_the_quote_and_escapes_the_text(articles: tuple[Path, Path], tmp_path: Path):
    gold = dict(GOLD, entities=[*GOLD["entities"], entity("q", "Policy", "<script>alert(1)</script>")])  # type: ignore[misc]
    page = render_page(evaluate(write_gold(tmp_path / "gold", gold), articles[1], samples=1))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<mark>致辞</mark>" in page
    assert '<li class="missed">' in page


def test_page_is_the_same_twice(articles: tuple[Path, Path]):
    assert render_page(evaluate(*articles, samples=20)) == render_page(evaluate(*articles, samples=20))


@pytest.mark.parametrize(
    ("gold", "message"),
    [
        ("{", "0.json:1: is no JSON"),
        ("[]", "0.json: the file: is no JSON object"),
        ({}, "0.json: entities: is missing"),
        ({"entities": [], "relations": []}, "0.json: doc: is missing"),
        ({"doc": 3, "entities": [], "relations": []}, "0.json: doc: 3 is no text"),
        ({"doc": "a", "entities": {}, "relations": []}, "0.json: entities: is no list"),
        ({"doc": "a", "entities": ["p"], "relations": []}, "0.json: entities[0]: is no JSON object"),
        ({"doc": "a", "entities": [{"type": "Person", "names": ["赵明远"]}]}, "0.json: entities[0].id: is missing"),
        (
            {"doc": "a", "entities": [entity("p", "Persn", "赵明远")], "relations": []},
            "0.json: entities[0].type: 'Persn' is unknown; did you mean 'Person'?",
        ),
        (
            {"doc": "a", "entities": [entity("p", "Person")], "relations": []},
            "0.json: entities[0].names: is no list of names",
        ),
        (
            {"doc": "a", "entities": [entity("p", "Person", "赵明远", optional="yes")], "relations": []},
            '0.json: entities[0].optional: "yes" is neither true nor false',
        ),
        (
            {"doc": "a", "entities": [entity("p", "Person", "甲一"), entity("p", "Person", "乙二")], "relations": []},
            "0.json: entities[1].id: 'p' stands there twice",
        ),
        ({"doc": "a", "entities": []}, "0.json: relations: is missing"),
        (
            {
                "doc": "a",
                "entities": [entity("p", "Person", "赵明远")],
                "relations": [{"s": "p", "p": "holdPost", "o": "p"}],
            },
            "0.json: relations[0].p: 'holdPost' is unknown; did you mean 'holdsPost'?",
        ),
        (
            {
                "doc": "a",
                "entities": [entity("p", "Person", "赵明远")],
                "relations": [{"s": "p", "p": "hosted", "o": "q"}],
            },
            "0.json: relations[0].o: no entity of this file has the id 'q'",
        ),
    ],
)
def test_broken_gold_names_file_and_field(gold: object, message: str, tmp_path: Path):
    with pytest.raises(UsageError) as error:
        read_gold(write_gold(tmp_path / "gold", gold))
    assert str(error.value).startswith(message)


def test_gold_for_a_document_that_is_not_there(articles: tuple[Path, Path], tmp_path: Path):
    gold = write_gold(tmp_path / "gold", dict(GOLD, doc="forun.md"))
    with pytest.raises(UsageError, match=r"0\.json: doc: .* holds no document 'forun\.md'; did you mean 'forum\.md'\?"):
        evaluate(gold, articles[1])


def test_two_gold_files_for_one_document(tmp_path: Path):
    with pytest.raises(UsageError, match=r"1\.json: doc: 0\.json annotates 'forum\.md' too"):
        read_gold(write_gold(tmp_path / "gold", GOLD, GOLD))


def test_folder_without_gold(tmp_path: Path):
    with pytest.raises(UsageError, match="holds no gold file"):
        read_gold(tmp_path)


def test_names_agree_without_marks_and_width(tmp_path: Path):
    gold = write_gold(
        tmp_path, {"doc": "a", "entities": [entity("o", "Organization", "ＡＢＣ（集团）")], "relations": []}
    )
    assert outcomes(gold, [found("organization/abc", "Organization", "abc集团")]) == ["right Organization: abc集团"]


def test_a_second_thing_of_one_gold_thing_is_a_split(tmp_path: Path):
    gold = write_gold(
        tmp_path, {"doc": "a", "entities": [entity("o", "Organization", "天津大学", "天大")], "relations": []}
    )
    things = [
        found("organization/天津大学", "Organization", "天津大学"),
        found("organization/天大", "Organization", "天大"),
    ]
    assert outcomes(gold, things) == ["right Organization: 天津大学", "wrong Organization: 天大"]


def test_optional_things_do_not_count(tmp_path: Path):
    entities = [entity("a", "Place", "天津市", optional=True), entity("b", "Place", "河北省", optional=True)]
    gold = write_gold(tmp_path, {"doc": "a", "entities": entities, "relations": []})
    assert outcomes(gold, [found("place/天津市", "Place", "天津市")]) == []


def test_type_must_agree(tmp_path: Path):
    gold = write_gold(tmp_path, {"doc": "a", "entities": [entity("k", "Park", "天开园")], "relations": []})
    assert outcomes(gold, [found("place/天开园", "Place", "天开园")]) == ["missed Park: 天开园", "wrong Place: 天开园"]


def test_events_match_by_likeness_and_organizations_do_not(tmp_path: Path):
    entities = [entity("e", "Event", "京津冀协同创新论坛开幕式"), entity("o", "Organization", "天津大学化工学院")]
    gold = write_gold(tmp_path, {"doc": "a", "entities": entities, "relations": []})
    things = [
        found("event/1", "Event", "京津冀协同创新论坛"),
        found("organization/1", "Organization", "天津大学化工院"),
    ]
    assert outcomes(gold, things) == [
        "right Event: 京津冀协同创新论坛",
        "missed Organization: 天津大学化工学院",
        "wrong Organization: 天津大学化工院",
    ]


def test_senses_keep_two_of_one_name_apart(tmp_path: Path):
    entities = [entity("a", "Person", "周密", sense="南开"), entity("b", "Person", "周密", sense="北大")]
    gold = write_gold(tmp_path, {"doc": "a", "entities": entities, "relations": []})
    things = [found("person/周密", "Person", "周密"), found("person/周密~北大", "Person", "周密")]
    assert outcomes(gold, things) == ["right Person: 周密", "right Person: 周密"]


def test_documents_that_share_a_main_name_share_the_thing(tmp_path: Path):
    first = {"doc": "a", "entities": [entity("o", "Organization", "天津大学", "天大")], "relations": []}
    second = {"doc": "b", "entities": [entity("o", "Organization", "天大", optional=True)], "relations": []}
    merged = merge_gold(read_gold(write_gold(tmp_path, first, second)))
    assert [(thing.label, thing.optional, thing.documents) for thing in merged.things] == [
        ("天津大学", False, ["a", "b"])
    ]


RELATED = {
    "doc": "a",
    "entities": [
        entity("p", "Person", "赵明远"),
        entity("e", "Event", "海河论坛"),
        entity("o", "Organization", "天津大学"),
        entity("h", "Organization", "河北银行"),
        entity("l", "Place", "天津市", optional=True),
    ],
    "relations": [{"s": "p", "p": "spokeAt", "o": "e"}, {"s": "o", "p": "signedWith", "o": "h"}],
}
THINGS = [
    found("p", "Person", "赵明远"),
    found("e", "Event", "海河论坛"),
    found("o", "Organization", "天津大学"),
    found("h", "Organization", "河北银行"),
    found("l", "Place", "天津市"),
    found("w", "Place", "某处"),
]


@pytest.mark.parametrize(
    ("triple", "outcome"),
    [
        (("p", "spokeAt", "e"), "right spokeAt: 赵明远 → 海河论坛"),
        (("p", "attended", "e"), None),
        (("h", "signedWith", "o"), "right signedWith: 河北银行 → 天津大学"),
        (("e", "heldAt", "l"), None),
        (("e", "heldAt", "w"), "wrong heldAt: 海河论坛 → 某处"),
        (("p", "holdsPost", "o"), "wrong holdsPost: 赵明远 → 天津大学"),
    ],
)
def test_relations_are_right_wrong_or_do_not_count(triple: tuple[str, str, str], outcome: str | None, tmp_path: Path):
    gold = write_gold(tmp_path, RELATED)
    without = outcomes(gold, THINGS)
    new = [line for line in outcomes(gold, THINGS, [triple]) if line not in without]
    assert new == ([outcome] if outcome else [])


def plain(result: str, documents: tuple[str, ...], confidence: float | None = None) -> Outcome:
    return Outcome("relations", "hosted", result, "", "", documents, (), confidence)


def test_intervals_hold_the_score_and_are_drawn_the_same_each_time():
    judged = [plain("right", (f"{number}",)) for number in range(10)] + [
        plain("wrong", ("1",)),
        plain("missed", ("2",)),
    ]
    documents = [f"{number}" for number in range(10)]
    first = score(judged, documents, samples=200, seed=3)
    assert first == score(judged, documents, samples=200, seed=3)
    low, high = first["relations", "all"].f1_interval
    assert low < first["relations", "all"].f1 < high


def test_what_two_documents_say_counts_once():
    counted = score([plain("right", ("a", "b")), plain("missed", ("a",))], ["a", "b"], samples=10)
    hosted = counted["relations", "hosted"]
    assert (hosted.right, hosted.wrong, hosted.missed) == (1, 0, 1)


def test_measures_of_nothing_are_zero():
    assert measures(0, 0, 0) == (0.0, 0.0, 0.0)


def test_calibration_counts_by_band_and_sums_up_the_sure_ones():
    judged = [
        plain("right", ("a",), 0.95),
        plain("wrong", ("a",), 0.85),
        plain("right", ("a",), 0.7),
        plain("missed", ("a",)),
    ]
    bands = [(band.low, band.high, band.facts, band.right) for band in calibrate(judged)]
    assert bands == [(0.7, 0.8, 1, 1), (0.8, 0.9, 1, 0), (0.9, 1.0, 1, 1), (0.8, 1.0, 2, 1)]


def test_passage_marks_overlapping_quotes_once():
    marked = passage("第一句。天津大学主办论坛。第三句。", [(4, 8), (6, 10)])
    assert marked.pieces == (("天津大学主办", True), ("论坛。", False))


def test_names_are_sought_in_one_sentence_first():
    document = sentence_document("赵明远到会。天津大学校长赵明远致辞。")
    spans = find_names(document, [["赵明远"], ["天津大学", "天大"]])
    assert [document.text[start:end] for start, end in spans] == ["赵明远", "天津大学"]
    assert spans[0][0] > 5


def test_spots_sort_by_place():
    assert Spot("a", "1", 2, 3) < Spot("a", "1", 4, 5) < Spot("b", "0", 0, 1)


def test_command_prints_scores_and_keeps_to_the_bars(articles: tuple[Path, Path], tmp_path: Path, zhimai: Run):
    page = tmp_path / "errors.html"
    result = zhimai("evaluate", *articles, "--page", page, "--samples", 10, "--min", "entities=0.99", "relations=0.1")
    assert result.returncode == 1
    assert "entities all" in result.stdout
    assert "zhimai: entities F1" in result.stderr
    assert "relations F1" not in result.stderr
    assert "京津冀材料论坛在天津举行" in page.read_text("utf-8")


def test_command_prints_json(articles: tuple[Path, Path], zhimai: Run):
    result = zhimai("evaluate", *articles, "--json", "--samples", 10)
    assert result.returncode == 0
    printed = json.loads(result.stdout)
    assert set(printed) == {"documents", "scores", "calibration", "errors"}
    assert printed["scores"]["relations/holdsPost"]["right"] == 1


def test_command_refuses_an_unknown_bar(articles: tuple[Path, Path], zhimai: Run):
    result = zhimai("evaluate", *articles, "--min", "entity=0.9")
    assert result.returncode == 2
    assert "right is for example entities=0.85" in result.stderr


def test_command_names_a_missing_gold_folder(tmp_path: Path, zhimai: Run):
    result = zhimai("evaluate", tmp_path / "none", tmp_path)
    assert result.returncode == 2
    assert "no such folder" in result.stderr

"""zhimai explain: words, mentions with their reasons, what rules see, facts, and what was dropped and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.explain import Explanation, explain, sentence_document
from graph.extract import Extractor
from tests.conftest import SAMPLES, Run

PLAN = "天津大学拟与河北工业大学共建京津冀材料联合实验室。"
DONE = "天津大学与河北工业大学共建京津冀材料联合实验室。"
RULE = """\
[[rule]]
name = "twinned"
relation = "signedWith"
pattern = "{subject:Org}与{object:Org}结为姊妹"
confidence = 0.9
example = "天津大学与河北工业大学结为姊妹学校。"
counter = "天津大学与河北工业大学相距不远。"
"""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def explained(text: str, extractor: Extractor, **about: str) -> Explanation:
    return explain(sentence_document(text, **about), extractor)


def test_words_cover_the_sentence(extractor: Extractor):
    [step] = explained(DONE, extractor).steps
    assert "".join(word.text for word in step.words) == step.text == DONE


def test_mentions_say_what_found_them(extractor: Extractor):
    [step] = explained(DONE, extractor).steps
    reasons = {one.words: one.mention.reason for one in step.mentions}
    assert reasons["天津大学"] == "lexicon"
    assert reasons["京津冀材料联合实验室"].startswith("head:")


def test_short_names_show_what_they_mean(extractor: Extractor):
    [step] = explained("会议在天津举行。", extractor).steps
    assert [(one.words, one.entity) for one in step.mentions] == [("天津", "天津市")]


def test_known_names_inside_longer_ones_are_told(extractor: Extractor):
    [step] = explained(DONE, extractor).steps
    assert ("京津冀", "part of 京津冀材料联合实验室") in [(one.words, one.reason) for one in step.passed]


def test_rules_see_readable_signs(extractor: Extractor):
    [step] = explained("天津大学校长赵明远在天津市说。", extractor).steps
    assert step.masked == "⟨Org⟩⟨T⟩⟨Person⟩在⟨Place⟩说。"


def test_facts_carry_rule_and_quote(extractor: Extractor):
    [step] = explained("天津大学校长赵明远到会。", extractor).steps
    [fact] = [one for one in step.readings if one.relation == "holdsPost"]
    assert (fact.subject, fact.object, fact.quote) == ("赵明远", "天津大学", "天津大学校长赵明远")
    assert fact.qualifiers == {"title": "校长"}
    assert not fact.dropped


def test_plans_are_dropped_and_say_so(extractor: Extractor):
    [step] = explained(PLAN, extractor).steps
    built = [one for one in step.readings if one.relation == "coBuilt"]
    assert built
    assert all(one.dropped.startswith("planned: ") for one in built)


def test_denials_are_dropped_and_say_so(extractor: Extractor):
    [step] = explained("当时尚未有天津大学与河北工业大学共建京津冀材料联合实验室。", extractor).steps
    assert {one.dropped.split(":")[0] for one in step.readings if one.relation == "coBuilt"} == {"negated"}


def test_facts_are_those_of_extraction(extractor: Extractor):
    document = sentence_document(DONE + "赵明远任天津大学校长。" + PLAN, title="京津冀产业协同论坛在天津举行")
    extraction = extractor.extract(document)
    claimed = [(one.start, one.end, one.rule) for one in extraction.claims if one.relation != "mentions"]
    taken = [one for step in explain(document, extractor).steps for one in step.readings if not one.dropped]
    assert sorted((one.start, one.end, one.rule) for one in taken) == sorted(claimed)


def test_offsets_stand_in_the_document(extractor: Extractor):
    document = sentence_document(DONE, title="京津冀产业协同论坛在天津举行")
    for step in explain(document, extractor).steps:
        assert document.text[step.start : step.end] == step.text
        for one in step.readings:
            assert document.text[one.start : one.end] == one.quote


def test_publisher_says_who_the_school_is(extractor: Extractor):
    [step] = explained("我校与河北银行签署合作协议。", extractor, publisher="南开大学").steps
    assert ("南开大学", "signedWith", "河北银行") in [(one.subject, one.relation, one.object) for one in step.readings]


def test_title_says_what_the_event_is(extractor: Extractor):
    told = explained("论坛由天津大学主办。", extractor, title="京津冀产业协同论坛在天津举行")
    assert told.event == "京津冀产业协同论坛"
    assert ("天津大学", "hosted") in [(one.subject, one.relation) for one in told.steps[1].readings]


def test_explaining_twice_gives_the_same(extractor: Extractor):
    assert explained(DONE, extractor) == explained(DONE, extractor)


def test_command_prints_each_step_on_a_line(zhimai: Run):
    result = zhimai("explain", PLAN)
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    for label in ("words", "mentions", "known", "rules see", "facts", "dropped"):
        assert any(line.strip().startswith(label) for line in lines), label
    assert any("planned: the text speaks of a plan or a wish" in line and "coBuilt" in line for line in lines)


def test_command_prints_json(zhimai: Run):
    [printed] = json.loads(zhimai("explain", DONE, "--json").stdout)
    assert printed["steps"][0]["text"] == DONE
    assert {"words", "mentions", "passed", "masked", "readings", "measured", "notes"} <= set(printed["steps"][0])


def test_command_reads_a_file(zhimai: Run):
    result = zhimai("explain", "--file", SAMPLES / "haihe-laboratory.md")
    assert result.returncode == 0
    assert "haihe-laboratory.md" in result.stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "nothing to explain"),
        (["  "], "the text is empty"),
        ([DONE, "--file", "a.md"], "not both"),
        (["--file", "nowhere.md"], "nowhere.md: no such file"),
        (["--file", SAMPLES / "haihe-laboratory.md", "--title", "甲"], "a file has its own"),
        ([DONE, "--lexicon", "nowhere.tsv"], "nowhere.tsv: No such file"),
    ],
)
def test_unusable_calls_say_what_would_be_right(arguments: list[object], message: str, zhimai: Run):
    result = zhimai("explain", *arguments)
    assert result.returncode == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_command_tries_the_examples_of_own_rules(tmp_path: Path, zhimai: Run):
    table = tmp_path / "own.toml"
    table.write_text(RULE, "utf-8")
    result = zhimai("explain", "--rules", table)
    assert result.returncode == 0, result.stdout
    assert result.stdout.count("holds") == 2


def test_command_tells_the_example_that_fails(tmp_path: Path, zhimai: Run):
    table = tmp_path / "own.toml"
    table.write_text(RULE.replace("相距不远", "结为姊妹"), "utf-8")
    result = zhimai("explain", "--rules", table, "--json")
    assert result.returncode == 1
    assert [one["holds"] for one in json.loads(result.stdout)] == [True, False]


def test_own_rules_show_in_the_explanation(tmp_path: Path, zhimai: Run):
    table = tmp_path / "own.toml"
    table.write_text(RULE, "utf-8")
    assert "twinned 0.90" in zhimai("explain", "天津大学与河北工业大学结为姊妹。", "--rules", table).stdout

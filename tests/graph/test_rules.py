"""Each rule of the shipped table reads its own example, and keeps silent at its counter-example."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.explain import try_examples
from graph.extract import Extractor
from graph.lexicon import lexicon_folder
from graph.relate.masked import SIGNS, P, T
from graph.relate.rule_table import read_rules
from graph.relate.rules import Rule, Rules
from graph.relate.slots import find_signs
from tests.graph.extracted import facts

TABLE = lexicon_folder().parent / "rules" / "relations.toml"
RULES = Rules(read_rules(TABLE))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_reads_its_example(rule: Rule, extractor: Extractor):
    example = next(try_examples([rule], extractor))
    assert example.readings, f"{rule.name} gives nothing for: {rule.example}"


def test_rules_keep_silent_at_their_counter_examples(extractor: Extractor):
    countered = [rule for rule in RULES if rule.counter]
    assert len(countered) == len(RULES)
    broken = [example for example in try_examples(countered, extractor) if not example.holds]
    assert [(example.rule, example.sentence) for example in broken] == []


def test_no_two_rules_have_one_name():
    names = [rule.name for rule in RULES]
    assert sorted(names) == sorted(set(names))


def test_every_rule_says_how_sure_it_is():
    assert [rule.name for rule in RULES if not 0 < rule.confidence < 1] == []


def test_examples_are_whole_sentences():
    assert [rule.name for rule in RULES if not rule.example.endswith("。")] == []


def test_trying_examples_leaves_the_extractor_as_it_was(extractor: Extractor):
    before = list(extractor.rules)
    list(try_examples(RULES[:1], extractor))
    assert extractor.rules == before


def test_shipped_table_is_where_the_extractor_looks():
    assert Path(TABLE).is_file()


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        ("{subject:Person}(?:在{Place})?任{title:T}", [P, T]),
        ("{subject:Org+}由{partner:Org}?建成", [SIGNS["Organization"] + SIGNS["Park"]]),
        ("{subject:People}[（(]{title:T}[）)]", [P, T]),
        ("{subject:Person}任职|{subject:Person}离任", []),
    ],
)
def test_signs_that_a_pattern_cannot_do_without(pattern: str, signs: list[str]):
    assert list(find_signs(pattern)) == [frozenset(one) for one in signs]


def test_rule_is_not_tried_where_a_slot_of_it_cannot_be_filled():
    trigger = f"{P}由{SIGNS['Organization']}举办"
    tried = [rule.name for rule in RULES.worth_trying(trigger)]
    assert "hosted-by" in tried
    assert "hosted-by" not in [rule.name for rule in RULES.worth_trying("由大家举办")]


def test_heads_of_three_bodies_sign_with_the_first():
    text = "天津大学副校长赵明远与河钢集团董事长杨晓、河北银行行长林楠分别签约。"
    assert {(s, o) for s, _, o, _ in facts(text, "signedWith")} == {
        ("天津大学", "河钢集团"),
        ("天津大学", "河北银行"),
    }

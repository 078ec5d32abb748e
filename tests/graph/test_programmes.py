"""Plans and programmes that stand in the text without marks."""

from __future__ import annotations

import pytest

from graph.find.programmes import find_programmes
from tests.graph.extracted import facts, named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("学校推进顶尖团队引领计划、骨干教师提升计划，成效明显。", ["顶尖团队引领计划", "骨干教师提升计划"]),
        ("她入选某某市青年拔尖人才计划。", []),
        ("该市实施乡村医生支持计划。", ["乡村医生支持计划"]),
        ("他们按计划完成了培养计划。", []),
        ("会议审议通过海河流域保护条例。", ["海河流域保护条例"]),
    ],
)
def test_programmes(text: str, found: list[str]):
    assert [mention.name for mention in find_programmes(text) if "某某" not in mention.name] == found


def test_a_scheme_in_quotation_marks_is_issued():
    text = "燕山大学出台“燕山思政30条”。"
    assert ("燕山大学", "燕山思政30条") in {(s, o) for s, _, o, _ in facts(text, "issued", publisher="燕山大学")}


def test_a_quoted_slogan_is_no_policy():
    assert not named("大家喊出“争创一流的好办法”。", "Policy")


def test_a_policy_named_after_a_body_is_issued_by_it():
    text = "燕山大学重视教学。五年来出台政策深化改革——《燕山大学课程建设实施办法》和《燕山大学教材管理规定》。"
    assert {o for _, _, o, _ in facts(text, "issued")} == {"燕山大学课程建设实施办法", "燕山大学教材管理规定"}


def test_a_policy_that_is_only_studied_is_not_issued():
    assert not list(facts("会议学习了《燕山大学课程建设实施办法》。", "issued"))

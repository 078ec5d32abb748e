"""Offices that a university's own news calls by their bare names."""

import pytest

from tests.graph.extracted import facts, named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党政办公室、机关党委、海洋学院获一等奖。", ["燕山大学党政办公室", "燕山大学机关党委", "燕山大学海洋学院"]),
        ("指导教师为党委宣传部老师。", ["燕山大学党委宣传部"]),
        ("组织部部长到会。", ["燕山大学党委组织部"]),
        ("河北省委组织部、宣传部到会。", ["河北省委组织部"]),
        ("学校各组织部门认真落实。", []),
    ],
)
def test_bare_offices_are_the_university_s_own(text: str, expected: list[str]):
    assert named(text, "Organization", publisher="燕山大学") == expected


def test_a_newspaper_has_no_such_offices():
    assert named("机关党委、宣传部到会。", "Organization", publisher="燕赵都市报") == []


def test_posts_at_offices():
    found = facts("机关党委常务副书记李思源到会。", "holdsPost", publisher="燕山大学")
    assert {(who, body) for who, _, body, _ in found} == {("李思源", "燕山大学机关党委")}

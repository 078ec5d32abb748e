"""Bodies that only a list shows."""

import pytest

from tests.graph.extracted import facts, named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "海河材料论坛由天津大学、新材料产业方阵应用组主办，海河创客汇承办。",
            ["天津大学", "新材料产业方阵应用组", "海河创客汇"],
        ),
        ("海河材料论坛由天津市科协青少年服务站承办。", ["天津市科协青少年服务站"]),
        ("海河材料论坛在津举行，主办单位为天津大学、海河创客汇。", ["天津大学", "海河创客汇"]),
        ("海河材料论坛由学校主办。", []),
        ("海河材料论坛已成功举办7届。", []),
    ],
)
def test_hosts_are_bodies_whatever_they_end_with(text: str, expected: list[str]):
    assert named(text, "Organization") == expected


def test_a_museum_that_hosts_is_a_body():
    text = "海河文物特展由天津博物馆、河北博物院联合主办。"
    assert {who for who, _, _, _ in facts(text, "hosted")} == {"天津博物馆", "河北博物院"}


def test_offices_whose_heads_take_part_belong_to_the_university():
    text = "座谈会在校举行，教务处、发展办、校友办等部门负责人参加。"
    extracted = {who for who, _, _, _ in facts(text, "attended", publisher="天津大学")}
    assert {"天津大学教务处", "天津大学发展办"} <= extracted


def test_those_who_found_something_together_are_bodies():
    text = "由河川集团和天津荣远新能科技共同出资组建的海河氢能有限公司开业。"
    assert {who for who, _, _, _ in facts(text, "coBuilt")} == {"河川集团", "天津荣远新能科技"}
    text = "国网重庆市电力公司又与国网四川省电力公司各出资50%成立高山供电有限公司。"
    assert {who for who, _, _, _ in facts(text, "investedIn")} == {"国网重庆市电力公司", "国网四川省电力公司"}


def test_the_attached_hospital_is_the_one_named_before():
    text = "海河大学附属医院组建了医疗队。今天，附属医院召开医疗队誓师大会。"
    assert {who for who, _, _, _ in facts(text, "hosted")} == {"海河大学附属医院"}

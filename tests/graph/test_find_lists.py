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


def test_what_stands_behind_a_list_is_no_part_of_its_last_item():
    text = "海河氢能有限公司由河钢集团与燕北理工大学于2018年合资设立。"
    assert {who for who, _, _, _ in facts(text, "coBuilt")} == {"河钢集团", "燕北理工大学"}
    text = "由天津大学、河北银行、河钢集团三方共建的海河材料联合实验室揭牌。"
    assert {who for who, _, _, _ in facts(text, "coBuilt")} == {"天津大学", "河北银行", "河钢集团"}


def test_a_zone_joined_to_another_is_an_item_of_its_own():
    text = "海河健康城由廊坊高新区与东丽区于2016年合作共建。"
    assert {who for who, _, _, _ in facts(text, "coBuilt")} == {"廊坊高新区", "东丽区"}


def test_a_short_name_joined_to_a_body_is_an_item_of_its_own():
    text = "海河矿产集团有限公司（简称“海河矿产”）开业。海河智联有限公司由海河矿产与燕山大学于2019年合资设立。"
    assert {who for who, _, _, _ in facts(text, "coBuilt")} == {"海河矿产集团有限公司", "燕山大学"}


def test_a_park_beside_a_hospital_is_no_part_of_it():
    found = named("院区由燕山协和医院与燕山临空经济技术开发区合作建设。", "Organization", "Park")
    assert found == ["燕山协和医院", "燕山临空经济技术开发区"]

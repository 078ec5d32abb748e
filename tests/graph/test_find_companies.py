"""Companies without 公司, and bodies that only a post behind them shows."""

import pytest

from tests.graph.extracted import facts, named


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("会上，云深智芯董事长赵明远介绍了新产品。", "云深智芯"),
        ("来自天津的朗域机器人、河北银行也参加了展览。", "朗域机器人"),
        ("华为、比亚迪、云深智芯等12家企业签约。", "云深智芯"),
        ("津冀晶上（雄安）信息技术有限公司总经理赵明远表示，研发已经开始。", "津冀晶上（雄安）信息技术有限公司"),
    ],
)
def test_company_is_found(text, name):
    assert name in named(text, "Organization")


@pytest.mark.parametrize(
    "text", ["龙头企业负责人介绍了情况。", "上市公司董事长们参加了会议。", "人工智能、生物医药等企业增长较快。"]
)
def test_common_words_are_no_company(text):
    assert named(text, "Organization") == []


def test_department_before_its_head():
    text = "廊坊市人民医院心血管外科主任赵明远介绍了手术。"
    assert ("赵明远", "holdsPost", "廊坊市人民医院心血管外科", {"title": "主任"}) in list(facts(text, "holdsPost"))


def test_department_of_the_party_committee():
    text = "天津市委常委、宣传部部长孙丽出席会议。"
    assert "天津市委宣传部" in {body for _, _, body, _ in facts(text, "holdsPost")}


def test_what_stands_beside_a_brand_belongs_to_it():
    text = "燕北瀚川材料股份有限公司投产。瀚川材料与天津大学签署协议。"
    assert "燕北瀚川材料股份有限公司" in named(text, "Organization")
    text = "北京瀚川制药股份有限公司和沧州瀚川药业有限公司同名。河北银行向沧州瀚川增资。"
    assert {(s, o) for s, _, o, _ in facts(text, "investedIn")} == {("河北银行", "沧州瀚川药业有限公司")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("园区由滇南陆港（集团）有限公司建设。", "滇南陆港（集团）有限公司"),
        ("首家入驻企业广西朗域新能源科技有限公司投产。", "广西朗域新能源科技有限公司"),
        ("河北银行与园区运营方天津天朗北辰科创发展有限公司签约。", "天津天朗北辰科创发展有限公司"),
        ("园区由燕北集团、众和海水淡化工程有限公司建设。", "众和海水淡化工程有限公司"),
    ],
)
def test_company_starts_where_its_name_does(text, name):
    assert name in named(text, "Organization")


def test_ward_belongs_to_the_hospital_named_before():
    text = "廊坊市人民医院感染科主任赵明远、神经外科主任林楠出席。"
    assert ("林楠", "holdsPost", "廊坊市人民医院神经外科", {"title": "主任"}) in list(facts(text, "holdsPost"))


def test_hospital_of_the_dictionary_is_one():
    assert "北京积水潭医院" in named("北京积水潭医院开诊。", "Organization")

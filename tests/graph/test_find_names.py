"""Bodies, parks, places, policies and events are found whole, with their kind, and unnamed groups are none."""

from __future__ import annotations

import pytest

from tests.graph.extracted import extracted, named


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("天津大学材料科学与工程学院举行开放日。", "University", "天津大学材料科学与工程学院"),
        ("天津市发展改革委发布消息。", "GovernmentBody", "天津市发展改革委"),
        ("中共天津市委宣传部召开会议。", "GovernmentBody", "中共天津市委宣传部"),
        ("天津市南开区科技局组织培训。", "GovernmentBody", "天津市南开区科技局"),
        ("中关村科技园区管理委员会主任到会。", "GovernmentBody", "中关村科技园区管理委员会"),
        ("廊坊市委高度重视。", "GovernmentBody", "廊坊市委"),
        (
            "国务院发展研究中心发展战略和区域经济研究部参与起草。",
            "ResearchInstitute",
            "国务院发展研究中心发展战略和区域经济研究部",
        ),
        ("中国科学院大气物理研究所研究员介绍。", "ResearchInstitute", "中国科学院大气物理研究所"),
        ("海河新材料研究院落户津南区。", "ResearchInstitute", "海河新材料研究院"),
        ("天津港（集团）有限公司与河北银行签约。", "Company", "天津港（集团）有限公司"),
        ("京津冀材料产业联盟成立。", "SocialOrganization", "京津冀材料产业联盟"),
        ("《天津日报》刊发文章。", "MediaOrganization", "天津日报"),
        ("河北省第三人民医院接收患者。", "Organization", "河北省第三人民医院"),
        ("世界材料组织联合会年会召开。", "SocialOrganization", "世界材料组织联合会"),
        ("共青团河北省委表彰先进。", "GovernmentBody", "共青团河北省委"),
        ("河北省学联开展活动。", "SocialOrganization", "河北省学联"),
        ("河北省推进京津冀协同发展工作领导小组到访。", "GovernmentBody", "河北省推进京津冀协同发展工作领导小组"),
        ("海钢河唐钢铁联合有限责任公司设备部检修。", "Organization", "海钢河唐钢铁联合有限责任公司设备部"),
        ("燕山大学文学院组织培训。", "University", "燕山大学文学院"),
        ("中国人民大学国际关系学院教师到访。", "University", "中国人民大学国际关系学院"),
        ("河北省绿色能源发展省部共建协同创新中心揭牌。", "ResearchInstitute", "河北省绿色能源发展省部共建协同创新中心"),
        ("北京市民政局发布消息。", "GovernmentBody", "北京市民政局"),
        ("东丽区财政局发布消息。", "GovernmentBody", "东丽区财政局"),
        ("国家材料业转型升级基金领投。", "Organization", "国家材料业转型升级基金"),
        ("海河产业基金领投。", "Organization", "海河产业基金"),
        ("廊坊自贸港建设有限公司开业。", "Company", "廊坊自贸港建设有限公司"),
        ("东丽高新区加强协作。", "Park", "东丽高新区"),
        ("位于滨湖区的蠡园经济开发区建成。", "Park", "蠡园经济开发区"),
        ("项目落户雄安新区启动区。", "Region", "雄安新区启动区"),
        ("河北银行与成高子镇政府签约。", "GovernmentBody", "成高子镇政府"),
        ("项目在昝岗片区建设。", "Region", "昝岗片区"),
        ("海河园颐养中心开业。", "Organization", "海河园颐养中心"),
        ("位于大兴区黄村镇的工厂投产。", "Place", "黄村镇"),
        ("雄安新区加强协作。", "Region", "雄安新区"),
        ("滨海新区加强协作。", "AdministrativeArea", "滨海新区"),
        ("京津冀协同推进。", "Region", "京津冀"),
        ("他们乘车去天津西站。", "Venue", "天津西站"),
        ("《京津冀协同发展规划纲要》提出目标。", "PolicyDocument", "京津冀协同发展规划纲要"),
        ("《关于推进京津冀协同创新的意见》印发。", "PolicyDocument", "关于推进京津冀协同创新的意见"),
        ("“一带一路”倡议提出十年。", "Strategy", "一带一路"),
        ("天津“十项行动”持续推进。", "Programme", "十项行动"),
        ("“智汇海河”人才峰会开幕。", "Conference", "“智汇海河”人才峰会"),
    ],
)
def test_names_have_their_kind(text: str, kind: str, name: str):
    assert (kind, name) in [(entity.kind, entity.name) for entity in extracted(text).entities[1:]]


def test_a_verb_ends_a_name():
    names = named("京津冀国家技术创新中心共建南开协同创新中心。", "Organization")
    assert names == ["京津冀国家技术创新中心", "南开协同创新中心"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("以饱满的状态奋力开启学院发展新征程。", []),
        ("平台借助海洋工程虚拟教研室开课。", ["燕山大学海洋工程虚拟教研室"]),
        ("本次公布的名单共有建设高校147所大学。", []),
        (
            "他在加州大学戴维斯分校和斯特林研究所访学。",
            ["加州大学戴维斯分校", "斯特林研究所"],
        ),
        ("高质量建设未来技术学院。", ["燕山大学未来技术学院"]),
        ("强化合作企业和软件学院的联系。", ["燕山大学软件学院"]),
        ("基地与实验室管理处到会。", ["燕山大学基地与实验室管理处"]),
    ],
)
def test_prose_before_a_head_is_no_name(text: str, expected: list[str]):
    assert named(text, "Organization", publisher="燕山大学") == expected


def test_a_dash_does_not_end_a_park():
    assert named("滨海—中关村科技园新增企业200家。", "Park") == ["滨海—中关村科技园"]


def test_lists_of_places_are_one_thing_each():
    assert named("北京市、天津市、河北省签署协议。", "Place") == ["北京市", "天津市", "河北省"]


def test_short_place_means_the_full_one():
    assert named("会议在天津举行。", "Place") == ["天津市"]


def test_definition_in_brackets_gives_an_alias():
    text = "京津材料产业园（以下简称“京材园”）位于天津市南开区。京材园已有企业1600家。"
    [park] = [entity for entity in extracted(text).entities if entity.type == "Park"]
    assert park.name == "京津材料产业园"
    assert "京材园" in park.aliases
    assert len(park.mentions) == 3


def test_official_short_form_and_full_name_are_one_body():
    assert len(named("天津市发展和改革委员会发布消息。天津市发展改革委介绍。", "Organization")) == 1


@pytest.mark.parametrize("text", ["三地政府加强合作。", "有关部门要求抓好落实。", "各高校积极参与。"])
def test_unnamed_groups_are_no_bodies(text: str):
    assert named(text, "Organization") == []


def test_prose_before_a_bare_head_is_no_name():
    text = "要调动学院教师的积极性，建议中心加强交流，发挥党员和党支部的作用。"
    assert named(text, "Organization", publisher="天津大学") == []


def test_a_committee_for_study_is_whole_and_a_batch_of_a_year_is_no_body():
    text = "近日，全国政协文化文史和学习委员会办公室发来感谢信。"
    assert named(text, "Organization") == ["全国政协文化文史和学习委员会办公室"]
    assert not named("2022年度科学家精神教育基地认定名单发布。", "Organization")


def test_counted_and_general_places_are_no_names():
    assert "曹妃甸三港区" not in named("黄骅、京唐、曹妃甸三港区扩建。", "Place")
    assert "全国陆路口岸" not in named("全国陆路口岸进口增长。", "Place")


def test_zone_of_a_park_is_a_park_of_its_own():
    found = named("天开高教科创园津南园昨天开园。天开高教科创园已有企业百家。", "Park")
    assert found == ["天开高教科创园津南园", "天开高教科创园"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("燕山大学儿科学院揭牌。", "燕山大学儿科学院"),
        ("记者从中铁九十局集团有限公司获悉，大桥合龙。", "中铁九十局集团有限公司"),
        ("京雄保心血管专科联盟成立。", "京雄保心血管专科联盟"),
        ("省委在龙山镇设立前线联合指挥部。", "前线联合指挥部"),
        ("由燕山大学和东哈萨克斯坦工业大学共建。", "东哈萨克斯坦工业大学"),
    ],
)
def test_name_is_not_cut_at_its_front(text, name):
    assert name in named(text, "Organization")


def test_chain_of_areas_is_no_part_of_a_venue():
    found = named("比赛在河北省张家口市崇礼区雪峰滑雪公园举行。", "Place")
    assert found == ["河北省", "张家口市", "崇礼区", "雪峰滑雪公园"]

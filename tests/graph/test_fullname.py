"""What a text leaves out of a body's name is put back, and contractions meet their fuller names."""

import pytest

from graph.shortform import is_contraction
from tests.graph.extracted import extracted, facts, named


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("材化学院", "材料与化学工程学院"),
        ("材料学院", "材料科学与工程学院"),
        ("甘孜州第二人民医院", "甘孜藏族自治州第二人民医院"),
        ("金砖基地", "金砖国家新材料产业创新基地"),
        ("河钢集团", "河北钢铁集团有限公司"),
        ("煤炭国重", "煤炭清洁利用国家重点实验室"),
    ],
)
def test_contraction_of_a_fuller_name(short: str, full: str):
    assert is_contraction(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("经济学院", "经济与管理学院"),
        ("天津大学", "天津工业大学"),
        ("化学学院", "化学工程学院"),
        ("燕山第二医院", "燕山大学附属第一医院"),
        ("北京银行", "北京农商银行"),
        ("科技处", "科学技术协会"),
    ],
)
def test_names_that_only_share_characters_stay_apart(short: str, full: str):
    assert not is_contraction(short, full)


def test_contraction_in_a_text_is_the_fuller_body():
    text = "材料与化学工程学院举行讲座。材化学院院长赵明远主持。"
    bodies = [e for e in extracted(text, publisher="燕山大学").entities if e.type == "Organization" and e.mentions]
    assert [body.name for body in bodies] == ["燕山大学材料与化学工程学院"]


def test_institute_of_a_career_belongs_to_the_academy_of_that_career():
    text = "赵明远，研究员，在河北省社会科学院工作16年，先后在城市规划研究所、数字金融研究所工作。"
    names = {e.name for e in extracted(text, publisher="燕山大学").entities}
    assert "河北省社会科学院数字金融研究所" in names
    assert "燕山大学数字金融研究所" not in names


def test_school_of_the_other_university():
    text = "河北工业大学副校长赵明远率团到访我校，随行的有该校管理学院院长钱文清。"
    assert "河北工业大学管理学院" in {e.name for e in extracted(text, publisher="燕山大学").entities}


def test_committee_of_a_democratic_party_gets_its_city():
    text = "培训班由天津市教委主办。民盟市委会副主委赵明远出席。"
    assert "民盟天津市委会" in named(text, "Organization")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("共青团燕山大学文学院委员会举行会议。", "共青团燕山大学文学院委员会"),
        ("河北工业大学教授赵明远率领的河北工业大学氢能材料研究团队获奖。", "河北工业大学氢能材料研究团队"),
        ("学校落实工信部党组要求。", "工信部党组"),
        ("教育部主题教育第八巡回指导组到会。", "教育部主题教育第八巡回指导组"),
        ("智能制造全国重点实验室举办开放日。", "智能制造全国重点实验室"),
        ("燕山大学光伏与可持续能源工程系教授赵明远作报告。", "燕山大学光伏与可持续能源工程系"),
        ("中意海洋联合研究中心揭牌。", "中意海洋联合研究中心"),
    ],
)
def test_bodies_with_rarer_heads_and_fronts(text: str, name: str):
    assert name in named(text, "Organization")


@pytest.mark.parametrize(
    "text",
    [
        "院团委获评“河北省五四红旗团委”。",
        "教师党支部获“全省党建工作样板支部”称号。",
        "今年有43所高校参加比赛。",
        "赵明远学会了如何撰写报告。",
    ],
)
def test_honours_and_counts_are_no_bodies(text: str):
    assert [name for name in named(text, "Organization") if name != "院团委"] == []


def test_towns_and_villages_behind_a_county():
    names = named("他们走进三门县的平岗村、芹溪村，又到香河县蒋辛屯镇。", "Place")
    assert names == ["三门县", "平岗村", "芹溪村", "香河县", "蒋辛屯镇"]
    assert named("专家到香河县蒋辛屯镇柳河村调研。", "Place") == ["香河县", "蒋辛屯镇", "柳河村"]


def test_a_town_is_not_the_county_of_its_name():
    assert "德庆县" not in named("学校坐落于拉萨市达孜区德庆镇。", "Place")


def test_contraction_that_no_finder_takes_for_a_name():
    text = "海河大学华西第二医院举行仪式。会上，华西二院与甘孜藏族自治州人民医院签订协议。"
    assert ("海河大学华西第二医院", "signedWith", "甘孜藏族自治州人民医院", {}) in list(facts(text, "signedWith"))


def test_tail_of_a_company_named_with_its_place():
    text = "安徽石螺集团与燕山大学合作。石螺集团、燕山大学、芜湖市人民政府三方达成了战略合作协议。"
    signed = [(subject, object_) for subject, _, object_, _ in facts(text, "signedWith")]
    assert signed == [
        ("安徽石螺集团", "燕山大学"),
        ("安徽石螺集团", "芜湖市人民政府"),
        ("燕山大学", "芜湖市人民政府"),
    ]


def test_brand_means_its_company():
    text = "海纳克密封技术集团投产。海纳克与河北工业大学签署合作备忘录。"
    assert ("海纳克密封技术集团", "signedWith", "河北工业大学", {}) in list(facts(text, "signedWith"))


def test_museum_that_acts_is_a_body():
    assert named("展览由中国陶瓷博物馆、河北省博物馆联合主办。", "Organization") == ["中国陶瓷博物馆", "河北省博物馆"]
    assert named("他们参观了中国陶瓷博物馆。", "Place") == ["中国陶瓷博物馆"]


def test_branch_right_behind_its_body():
    assert named("燕山大学第三附属医院秦皇岛医院开诊。", "Organization") == ["燕山大学第三附属医院秦皇岛医院"]


def test_forum_that_is_founded_is_a_body():
    text = "由河北银行联合燕山大学等单位发起的“数字金融50人论坛”正式成立。"
    assert ("燕山大学", "coBuilt", "数字金融50人论坛", {}) in list(facts(text, "coBuilt"))


def test_what_is_built_in_a_place_does_not_start_with_it():
    assert "昝岗片区建设中试基地" not in named("公司将在昝岗片区建设中试基地。", "Organization")


def test_seat_of_a_partner_signs_nothing():
    text = "河北银行分别同燕山大学、位于保定的长城汽车股份有限公司签署备忘录。"
    signed = {object_ for _, _, object_, _ in facts(text, "signedWith")}
    assert signed == {"燕山大学", "长城汽车股份有限公司"}


def test_department_behind_a_short_form_of_its_body():
    text = "展览由中国陶瓷博物馆（以下简称“国瓷”）主办。国瓷技术部主任赵明远致辞。"
    assert ("中国陶瓷博物馆技术部", "partOf", "中国陶瓷博物馆", {}) in list(facts(text, "partOf"))


def test_short_name_of_the_publisher_belongs_to_its_bodies():
    found = extracted("燕山上海校友会向母校捐资。", publisher="燕山大学")
    assert [e.name for e in found.entities if e.type == "Organization" and e.mentions] == ["燕山上海校友会"]


def test_bodies_of_several_posts_before_one_person():
    text = "海河智越投资董事长、燕山大学校友会副会长赵明远到访。"
    held = {(object_, qualifiers["title"]) for _, _, object_, qualifiers in facts(text, "holdsPost")}
    assert held == {("海河智越投资", "董事长"), ("燕山大学校友会", "副会长")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("按照教育部党组要求开展工作。", "教育部党组"),
        ("燕郊镇卫生院接收患者。", "燕郊镇卫生院"),
        ("航天科技集团五院研制卫星。", "航天科技集团五院"),
        ("伊犁州党委副书记赵明远出席。", "伊犁州党委"),
    ],
)
def test_bodies_below_and_beside(text: str, name: str):
    assert name in named(text, "Organization")


def test_what_a_post_is_for_is_no_body():
    assert named("河钢矿业有限公司采购副总裁赵明远到会。", "Organization") == ["河钢矿业有限公司"]


def test_department_of_a_second_post_belongs_to_the_body_of_the_first():
    text = "海河大学党委副书记、医学部主任周明远主持会议。"
    found = [fact[:3] for fact in facts(text, "holdsPost", "partOf")]
    assert ("周明远", "holdsPost", "海河大学医学部") in found
    assert ("海河大学医学部", "partOf", "海河大学") in found


def test_association_has_no_departments():
    names = {e.name for e in extracted("民进海州市委会副主委、金融学院院长周明远表示欢迎。").entities}
    assert "民进海州市委会金融学院" not in names


def test_committee_of_the_zone_at_hand():
    text = "翠亨新区党工委副书记赵明远介绍了规划。新区管委会与中山大学共建海洋研究院。"
    assert named(text, "Organization")[:2] == ["翠亨新区党工委", "翠亨新区管委会"]


def test_high_court_by_its_short_name():
    text = "贵州省高级人民法院发布白皮书。省高院副院长赵明远出席，贵州高院与遵义市人民政府签署协议。"
    assert named(text, "Organization") == ["贵州省高级人民法院", "遵义市人民政府"]


def test_park_by_its_name_without_the_area():
    text = "项目在乌拉特后旗青山工业园区开工。河钢集团已入驻青山工业园区。"
    assert named(text, "Park") == ["乌拉特后旗青山工业园区"]


def test_park_by_its_name_without_the_place_inside():
    text = "金风科技零碳产业园落户巴彦淖尔。金风科技巴彦淖尔零碳产业园项目开工。"
    assert named(text, "Park") == ["金风科技巴彦淖尔零碳产业园"]


def test_group_is_no_other_company():
    text = "陕西顶端果业科技有限公司投产。陕果集团签约。"
    assert named(text, "Organization") == ["陕西顶端果业科技有限公司", "陕果集团"]

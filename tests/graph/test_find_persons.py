"""Persons are found by title, verb and list, and words that look like names are none."""

from __future__ import annotations

import pytest

from tests.graph.extracted import named


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("河北银行行长李文华到会。", ["李文华"]),
        ("天津市副市长王卫平出席。", ["王卫平"]),
        ("欧阳明主任介绍情况。", ["欧阳明"]),
        ("记者司马长风报道。", ["司马长风"]),
        ("上官云珠参加演出。", ["上官云珠"]),
        ("南开大学教授张贵、刘晓东和王芳参加讨论。", ["张贵", "刘晓东", "王芳"]),
        ("王毅、李明参加签约仪式。", ["王毅", "李明"]),
        ("专家李国安认为，协同要从产业做起。", ["李国安"]),
        ("中国工程院院士周家和作报告。", ["周家和"]),
        ("据赵明远教授介绍，项目已经完成。", ["赵明远"]),
        ("南开大学孙涛教授主持会议。", ["孙涛"]),
        ("何勇强调，要把安全放在第一位。", ["何勇"]),
        ("项目负责人孙悦表示，设备已经到位。", ["孙悦"]),
        ("天津市委常委、常务副市长刘学军讲话。", ["刘学军"]),
        ("主持人为南开大学副校长陈军。", ["陈军"]),
        ("天津大学材料学院院长胡文平（左二）参加座谈。", ["胡文平"]),
        ("李静同志任河北省科学技术厅厅长。", ["李静"]),
        ("“我们等这条路很久了。”村民田大山说。", ["田大山"]),
        ("博士研究生黄子涵、硕士研究生吴雨桐获奖。", ["黄子涵", "吴雨桐"]),
    ],
)
def test_persons_beside_titles_and_verbs(text: str, persons: list[str]):
    assert named(text, "Person") == persons


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("记者 林小雨 通讯员 何志明 陈丽", ["林小雨", "何志明", "陈丽"]),
        ("（记者王海 摄影刘洋）", ["王海", "刘洋"]),
        ("作者：郭春丽", ["郭春丽"]),
        ("文/赵立新 图/钱小雨", ["赵立新", "钱小雨"]),
    ],
)
def test_persons_in_bylines(text: str, persons: list[str]):
    assert named(text, "Person") == persons


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("阿卜杜拉·买买提代表参加了会议。", ["阿卜杜拉·买买提"]),
        ("尼格买提·热合曼主持晚会。", ["尼格买提·热合曼"]),
    ],
)
def test_names_of_several_parts_are_whole(text: str, persons: list[str]):
    assert named(text, "Person") == persons


@pytest.mark.parametrize(
    "text",
    [
        "高水平人才不断聚集。",
        "学习贯彻党的二十大精神。",
        "通武廊三地签署协议。",
        "康养产业落户承德。",
        "陆海统筹推进港口建设。",
        "工作人员马上到位。",
        "高铁连接三地，方便群众出行。",
        "双方表示，将加强沟通。",
    ],
)
def test_words_that_are_no_persons(text: str):
    assert named(text, "Person") == []


def test_a_person_is_one_thing_however_often_named():
    assert named("南开大学教授张贵到会。张贵认为，产业要协同。会后，张贵接受采访。", "Person") == ["张贵"]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("河北日报讯（记者 郄长河 通讯员 左一鸣 蔺小禾）", ["郄长河", "左一鸣", "蔺小禾"]),
        ("（总台记者 杜小林 河北台 尹若水）", ["杜小林", "尹若水"]),
        ("文：国际合作处 景小然 图：尚文海 编辑：来小雨", ["景小然", "尚文海", "来小雨"]),
        ("（一审：芮小静 二审：冷雪松 三审：宗慧敏）", ["芮小静", "冷雪松", "宗慧敏"]),
        ("图：会议现场照片", []),
    ],
)
def test_credits_name_persons_of_rare_surnames(text: str, persons: list[str]):
    assert named(text, "Person") == persons


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("集团监事会主席沃尔特·海因策用中文致辞。", ["沃尔特·海因策"]),
        ("副校长科林·布莱克福德（左二）来访。", ["科林·布莱克福德"]),
        ("研究员帕丽古丽·阿不都、东华大学教授包小远作报告。", ["帕丽古丽·阿不都", "包小远"]),
        ("学校党委书记扎西顿珠、校长格桑平措出席仪式。", ["扎西顿珠", "格桑平措"]),
        ("参赞索万·里提参观了新校区。", ["索万·里提"]),
        ("物理学家乔瓦尼·安布罗西评价称，精度很高。", ["乔瓦尼·安布罗西"]),
        ("活动以“筑梦·铸人·同行”为主题。", []),
        ("秘书长阿列克谢·列别杰夫发表视频讲话。", ["阿列克谢·列别杰夫"]),
        ("市中心医院副院长吉克阿依、主任医师李强发言。", ["吉克阿依", "李强"]),
        ("海河机场规划经理Peter O'Brien、燕山理工大学助理教授Anita Rao参会。", ["Peter O'Brien", "Anita Rao"]),
        ("论文发表在Green Energy上，由New Harbor出版。", []),
    ],
)
def test_names_written_by_sound(text: str, persons: list[str]):
    assert named(text, "Person") == persons


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("获奖名单\n罗小垚 数学科学学院2020级本科生\n帅一领 化学学院研究员\n", ["罗小垚", "帅一领"]),
        ("老人的儿子汪小桥现任副教授。", ["汪小桥"]),
        ("硕士研究生王前说，这次会议令人振奋。", ["王前"]),
        ("学生宿舍在夏天用电较多。", []),
        ("他们先后在仁山、新南、平昌等区县推广技术。", []),
        ("石山县农业农村局王小敏副局长介绍了现状。", ["王小敏"]),
        ("志愿者向小同学们讲解实验，向学生介绍经历。", []),
        ("（主讲教师：陈文剑、周广平、张小超）的课程上线。", ["陈文剑", "周广平", "张小超"]),
        ("骆浩然、闫毓麟论文《新时代劳动教育》获奖。", ["骆浩然", "闫毓麟"]),
        ("市长郝小高来津考察，向明昭陪同。", ["郝小高", "向明昭"]),
        ("钱平、林显和，以及外籍院士王中远出席。", ["钱平", "林显和", "王中远"]),
        ("研究员韩布平紧抓前沿。院士韩布平、教授林小楠出席。", ["韩布平", "林小楠"]),
        ("规划描绘了未来的蓝图和方向。", []),
        ("学习毛泽东思想和邓小平理论。", []),
    ],
)
def test_persons_by_place_and_words_that_are_none(text: str, persons: list[str]):
    assert named(text, "Person") == persons


def test_names_that_fill_labelled_lines():
    text = "代表名单如下：\n教育界：乔云飞、马思远（女，回族）\n科技界：邵建国\n医卫界：田一鸣（女）"
    assert named(text, "Person") == ["乔云飞", "马思远", "邵建国", "田一鸣"]


def test_labelled_lines_of_words_are_no_names():
    assert named("时间：周三\n地点：东楼\n主题：安全", "Person") == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("天津大学青年教师阿·古尔巴特介绍情况。", "阿·古尔巴特"),
        ("中心主任泽仁多吉表示，设备已经到位。", "泽仁多吉"),
        ("海河实验室副主任楼建平教授主持会议。", "楼建平"),
        ("如今任经济开发区管委会副主任的向国华说，项目已开工。", "向国华"),
    ],
)
def test_rare_names_behind_posts(text: str, person: str):
    assert named(text, "Person") == [person]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("冷链公司运营总监庹振山说，冷库已经投用。", ["庹振山"]),
        ("廊坊市副市长过文敏等出席会议。", ["过文敏"]),
        ("崇左市委书记南宫远近日到口岸调研。", ["南宫远"]),
        ("发起人之一江伯明说，展览还会再办。", ["江伯明"]),
        ("学会副秘书长仇景山如是说。", ["仇景山"]),
        ("史可清任秘书长。", ["史可清"]),
        ("会议由来自纽约大学的袁贤明、哈佛大学的丁佳主讲。", ["袁贤明", "丁佳"]),
        ("李希《讲故事》获一等奖；薛淑明《三件法宝》获二等奖。", ["李希", "薛淑明"]),
        ("复旦大学资明教授作报告。", ["资明"]),
        ("公孙佳林（黑龙江省文化和旅游厅资源开发处处长）：冰雪是一门大生意。", ["公孙佳林"]),
        ("全年展览面积再创新高。 （吴非明）", ["吴非明"]),
        ("泰国农业部专员颂猜·旺玛山出席。", ["颂猜·旺玛山"]),
    ],
)
def test_rare_names_and_rare_surroundings(text: str, persons: list[str]):
    assert named(text, "Person") == persons


@pytest.mark.parametrize(
    "text", ["总书记明确指出方向。", "总书记来川考察。", "信中说，活动周办得好。", "以识才的慧眼、爱才的诚意待人。"]
)
def test_words_behind_posts_are_no_names(text: str):
    assert not {"明确", "来川", "信中", "爱才"} & set(named(text, "Person"))


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("香河县发展和改革局局长于景和说，港口很好。", ["于景和"]),
        ("武汉工程大学光电学院院长苗可为解释，激光有用。", ["苗可为"]),
        ("市长王海和李明出席。", ["王海", "李明"]),
    ],
)
def test_a_given_name_may_end_like_a_conjunction(text: str, persons: list[str]):
    assert named(text, "Person") == persons


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("论坛由云川社会科学院院长岩志远主持。", ["岩志远"]),
        ("州长字志明致辞并宣布开幕。", ["字志明"]),
        ("农学院教授玉琳围绕育种作报告。", ["玉琳"]),
        ("儿科主任宗政受聘为名誉院长。", ["宗政"]),
        ("院长诸葛明辉出席。", ["诸葛明辉"]),
        ("扎染艺人段银花的摊位前站满了人。", ["段银花"]),
        ("吉林队老将单于淼因伤退赛。", ["单于淼"]),
        ("金牌被新疆队的叶尔兰·努尔别克夺走。", ["叶尔兰·努尔别克"]),
        ("来自英国的玛丽·科尔曼医生发来祝贺。", ["玛丽·科尔曼"]),
        ("教师思政与学生思政相贯通。", []),
        ("书签上刻着毕业生学号和姓名。", []),
    ],
)
def test_any_character_may_be_a_surname_between_a_post_and_a_verb(text: str, persons: list[str]):
    assert named(text, "Person") == persons


def test_short_name_that_the_text_defines_is_no_person():
    text = "海河学会马克思主义研究分会（以下简称“马研会”）成立。马研会理事长安明远出席并致辞。"
    assert named(text, "Person") == ["安明远"]

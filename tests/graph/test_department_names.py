"""Where the bare names of a university's departments start, and what they belong to."""

from __future__ import annotations

import pytest

from graph.segment import cut_words
from tests.graph.extracted import facts, named

US = "燕山大学"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("招生就业处处长林楠参加会议。", "燕山大学招生就业处"),
        ("大学生创新创业中心主任林楠参加会议。", "燕山大学大学生创新创业中心"),
        ("21世纪海洋研究院院长林楠参加会议。", "燕山大学21世纪海洋研究院"),
        ("学校建设风能研究中心。", "燕山大学风能研究中心"),
        ("学校成立青年学者互助联盟。", "青年学者互助联盟"),
        ("2021级机械工程学院本科生林楠参加活动。", "燕山大学机械工程学院"),
        ("2021级医学院本科生林楠参加活动。", "燕山大学医学院"),
        ("周恩来政府管理学院教授林楠参加会议。", "燕山大学周恩来政府管理学院"),
        ("国际教育学院院长林楠参加会议。", "燕山大学国际教育学院"),
        ("人文社会科学研究部、档案馆负责人参加会议。", "燕山大学人文社会科学研究部"),
        ("燕山大学原外语系翻译研究室主任林楠到会。", "燕山大学外语系翻译研究室"),
        ("学校档案馆馆长林楠到会。", "燕山大学档案馆"),
        ("校医院负责人参加会议。", "燕山大学医院"),
        ("宣传部部长江楠总结工作。", "燕山大学党委宣传部"),
        ("继续教育学院院长林楠到会。", "燕山大学继续教育学院"),
        ("机械学院院长林楠，车辆工程系主任赵明远到会。", "燕山大学机械学院车辆工程系"),
        ("燕山海棠智慧书院开班。海棠智慧书院由化学学院建设。", "燕山大学海棠智慧书院"),
        ("燕山大学生命学院/冶金国家重点实验室林楠教授到会。", "燕山大学生命学院"),
        ("生命学院学院负责人到会。", "燕山大学生命学院"),
        ("智慧冶金教育部工程中心主任林楠到会。", "燕山大学智慧冶金教育部工程中心"),
        ("督导组成员、国际处林楠说。", "燕山大学国际处"),
        ("海棠智慧书院由化学学院牵头建设。", "燕山大学海棠智慧书院"),
    ],
)
def test_a_department_is_named_whole(text: str, name: str):
    assert name in named(text, "Organization", publisher=US)


@pytest.mark.parametrize(
    "text",
    [
        "我们是重点马克思主义学院。",
        "全校36所学院参加。",
        "各学院权益部举办活动。",
        "会议压实学院责任。",
        "历史学院八个学院共同努力。",
    ],
)
def test_what_counts_or_praises_names_none(text: str):
    assert not {
        name
        for name in named(text, "Organization", publisher=US)
        if name.endswith(("义学院", "所学院", "权益部", "实学院", "个学院"))
    }


def test_a_department_of_the_school_at_hand():
    text = "材料学院召开大会。学院宣传工作部部长林楠发言。"
    assert "燕山大学材料学院宣传工作部" in named(text, "Organization", publisher=US)


def test_a_department_is_part_of_the_school_inside_its_name():
    found = facts("燕山大学化学学院学生会主席林楠到会。", "partOf", publisher=US)
    assert ("燕山大学化学学院学生会", "燕山大学化学学院") in {(s, o) for s, _, o, _ in found}


@pytest.mark.parametrize("text", ["财务处处长白梅到会。", "学生工作部副部长白梅到会。"])
def test_a_head_is_cut_from_the_body_before(text: str):
    assert not {"处处", "长白", "部副"} & {word.text for word in cut_words(text)}


def test_two_schools_share_a_post():
    found = facts("材料学院、化学学院党委书记林楠说，要学习。", "holdsPost", publisher=US)
    assert {o for _, _, o, _ in found} == {"燕山大学材料学院", "燕山大学化学学院"}


def test_a_post_of_the_league_committee_is_at_the_committee():
    found = facts("材料学院团委书记林楠说，要学习。", "holdsPost", publisher=US)
    assert ("燕山大学材料学院团委", "书记") in {(o, q["title"]) for _, _, o, q in found}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("天津外国语学校校长林楠到会。", "天津外国语学校"),
        ("天津一中校长林楠到会。", "天津一中"),
        ("天津评剧院的演出受欢迎。", "天津评剧院"),
        ("政协河北省第十三届委员会委员林楠到会。", "政协河北省第十三届委员会"),
        ("材料学院“走进乡村，读懂中国”实践队前往天津。", "材料学院“走进乡村，读懂中国”实践队"),
    ],
)
def test_other_schools_and_troupes(text: str, name: str):
    assert name in named(text, "Organization", publisher=US)


def test_a_school_of_another_name_is_not_the_university_at_hand():
    assert not [o for _, _, o, _ in facts("天津外国语学校校长林楠到会。", "holdsPost", publisher=US) if o == US]


def test_a_team_is_part_of_its_school():
    found = facts("材料学院“走进乡村，读懂中国”实践队成员林楠、郑安前往天津。", "partOf", "holdsPost", publisher=US)
    assert {(r, o) for _, r, o, _ in found} >= {
        ("partOf", "燕山大学材料学院"),
        ("holdsPost", "材料学院“走进乡村，读懂中国”实践队"),
    }


def test_words_before_a_post_belong_to_it():
    found = facts("材料学院团委学生副书记林楠、郑安到会。", "holdsPost", publisher=US)
    assert {q["title"] for _, _, _, q in found} == {"团委学生副书记", "学生副书记"}


def test_national_societies_are_told_apart():
    text = "中国社会学会会长林楠、中国社会工作学会会长郑安到会。"
    assert {o for _, _, o, _ in facts(text, "holdsPost")} == {"中国社会学会", "中国社会工作学会"}


def test_the_new_era_names_no_students_union():
    assert not named("作为新时代高校学生会组织的一员。", "Organization", publisher=US)


@pytest.mark.parametrize("text", ["党性在信仰处升华。", "学校建立监督查处台账。"])
def test_a_place_where_something_is_done_is_no_office(text: str):
    assert not named(text, "Organization", publisher=US)


@pytest.mark.parametrize(
    "text",
    [
        "学院建有河北省重点实验室3个。",
        "学校建设世界重要人才中心。",
        "学校建设中国特色社会主义标杆大学。",
        "学校走出党建融合推进一流学院之路。",
        "支部入选全国党建工作样板支部。",
        "会议表彰了50支“海棠”青年志愿者服务队。",
        "师生参观爱国主义教育基地。",
    ],
)
def test_what_is_counted_praised_or_planned_is_no_body(text: str):
    assert [name for name in named(text, "Organization", publisher=US) if name != US] == []


def test_a_laboratory_is_the_one_that_the_text_names_in_full():
    text = "学校成立渤海智能冶金实验室。智能冶金实验室今天启用。"
    assert "燕山大学智能冶金实验室" not in named(text, "Organization", publisher=US)


def test_a_verb_beside_another_is_inside_the_name():
    text = "西北作物资源发掘与利用国家重点实验室获批。"
    assert named(text, "Organization") == ["西北作物资源发掘与利用国家重点实验室"]


def test_a_part_of_a_group_is_named_once():
    text = "海河电气集团有限公司（简称“海河电气”）到会。海河电气集团有限公司支部开展活动。"
    assert "海河电气集团有限公司有限公司支部" not in named(text, "Organization")


def test_a_unit_behind_our_is_part_of_the_university():
    text = "我校西北作物改良国家重点实验室获批。"
    assert [(s, o) for s, _, o, _ in facts(text, "partOf", publisher=US)] == [("西北作物改良国家重点实验室", US)]

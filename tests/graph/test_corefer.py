"""Short forms, definitions and pronouns lead to the thing they mean."""

import pytest

from graph.corefer import short_key, squeeze
from tests.graph.extracted import extracted, facts, named


def aliases(text: str, name: str, **given: str) -> set[str]:
    [entity] = [e for e in extracted(text, **given).entities[1:] if e.name == name]
    return {entity.name, *entity.aliases}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("天津市发展和改革委员会", "天津市发改委"),
        ("中共天津市委", "天津市委"),
        ("河北省社会科学院", "河北省社科院"),
        ("廊坊市人民政府", "廊坊市政府"),
        ("天津市妇女联合会", "天津市妇联"),
        ("滨海—中关村科技园", "滨海-中关村科技园"),
    ],
)
def test_full_name_and_official_short_form_meet(one, other):
    assert short_key(one) == short_key(other)


@pytest.mark.parametrize(("one", "other"), [("南京大学", "南京大学附属医院"), ("天津市科技局", "天津市科协")])
def test_nested_and_similar_names_stay_apart(one, other):
    assert short_key(one) != short_key(other)


def test_squeeze_keeps_letters_and_digits_only():
    assert squeeze("“十项 行动”（2024）") == "十项行动2024"


def test_defined_short_form_names_the_park():
    text = "天开高教科创园（简称“天开园”）举行推介活动。天开园已有企业入驻。"
    assert "天开园" in aliases(text, "天开高教科创园")


def test_bureau_of_the_city_gets_its_city():
    assert "天津市科技局" in named("天津市召开推进会。市科技局局长赵明远介绍了情况。", "Organization")


def test_committee_and_government_beside_it():
    assert named("廊坊市委、市政府联合发布通知。", "Organization") == ["廊坊市委", "廊坊市政府"]


def test_school_of_a_university_gets_its_university():
    text = "我校经济学院院长赵明远出席会议。"
    found = extracted(text, publisher="燕山大学")
    assert "燕山大学经济学院" in {e.name for e in found.entities}


def test_our_university_is_the_publisher():
    text = "我校与河北银行签署战略合作协议。"
    assert ("燕山大学", "signedWith", "河北银行", {}) in list(facts(text, "signedWith", publisher="燕山大学"))


def test_two_numbered_meetings_are_two():
    text = "京津冀协同创新第一次联席会议举行。京津冀协同创新第二次联席会议举行。"
    assert len(named(text, "Event")) == 2


def test_event_carries_its_day():
    found = extracted("2023年2月25日，京津冀产业协同论坛在天津大礼堂举行。")
    [event] = [e for e in found.entities if e.type == "Event"]
    assert (event.attributes["date"], event.attributes["datePrecision"]) == ("2023-02-25", "day")


def test_background_congress_is_not_what_the_report_is_about():
    text = "学习党的二十大精神专题推进会在廊坊市举行。赵明远出席会议并讲话。"
    assert all(event != "党的二十大" for _, _, event, _ in facts(text, "spokeAt", "attended"))


def test_short_names_in_brackets_and_in_names_of_events_are_defined():
    text = "海河大学附属医院（以下简称“海医”）与河川医院合作十周年交流会召开。海医与河北银行签署协议。"
    assert ("海河大学附属医院", "河北银行") in {(s, o) for s, _, o, _ in facts(text, "signedWith")}
    text = "该中心由河川农业种业股份有限公司（河川农种）供种。河川农种与河北银行签署协议。"
    assert ("河川农业种业股份有限公司", "河北银行") in {(s, o) for s, _, o, _ in facts(text, "signedWith")}


def test_tail_with_a_place_means_the_fuller_name():
    text = "天津大学绿色材料制造海河实验室揭牌。河北银行与海河实验室签署协议。"
    assert {(s, o) for s, _, o, _ in facts(text, "signedWith")} == {("河北银行", "天津大学绿色材料制造海河实验室")}


def test_second_name_in_brackets_means_the_same_body():
    found = named("燕山大学信息工程学院（示范性微电子学院）院长赵明远到会。", "Organization")
    assert found == ["燕山大学信息工程学院"]


def test_known_name_that_ends_inside_a_word_is_no_parent():
    assert list(facts("三星堆文化研究中心揭牌。", "partOf")) == []

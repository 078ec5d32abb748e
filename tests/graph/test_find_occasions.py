"""Events whose names the words around them bound."""

import pytest

from tests.graph.extracted import extracted, facts, named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近日，滨城新区2024年重点项目集中开工动员会在海河大桥工地举行。", ["滨城新区2024年重点项目集中开工动员会"]),
        ("4月6日晚七点，土木学院举行2020级第三次毕业实习讲座。", ["2020级第三次毕业实习讲座"]),
        ("3月8日下午，“三河口”小流域治理党政联席会议在廊坊召开。", ["“三河口”小流域治理党政联席会议"]),
        ("5月14日，在安赫第二工厂奠基仪式上，董事长赵明远致辞。", ["安赫第二工厂奠基仪式"]),
        (
            "本报讯（记者 赵明远）第六届海河青年创新大会于2月22日胜利闭幕。",
            ["第六届海河青年创新大会"],
        ),
        ("今天，我们在这里隆重举行2021级新生开学典礼。", ["2021级新生开学典礼"]),
        ("海河化学实验室（以下简称“实验室”）第八届催化论坛举行。", ["海河化学实验室第八届催化论坛"]),
        ("在同期举办的硬科技成果转化对接会上，赵明远作了发言。", ["硬科技成果转化对接会"]),
        ("9月20日，海河研究会在北京展览馆开会。", []),
        ("会议通过腾讯会议举行。", []),
        ("全年举办团学主题活动30场。", []),
        ("天津大学计划于明年举办第三届海河材料论坛。", ["第三届海河材料论坛"]),
    ],
)
def test_names_of_reported_events(text: str, expected: list[str]):
    assert named(text, "Event") == expected


def test_what_an_event_is_is_no_second_event():
    text = "海河创新大赛是由天津市教委主办、天津大学承办的大学生课外科技竞赛。"
    assert named(text, "Event") == ["海河创新大赛"]


def test_a_bare_word_means_the_event_of_its_passage():
    title = "海河文物特展在天津开幕"
    text = "同日下午，“从海到河”国际学术研讨会在天津大学召开。天津大学教授赵明远主持研讨会。"
    found = [(who, what) for who, _, what, _ in facts(text, "moderated", title=title)]
    assert found == [("赵明远", "“从海到河”国际学术研讨会")]


def test_the_next_paragraph_returns_to_the_main_event():
    title = "海河文物特展在天津开幕"
    text = "同日下午，“从海到河”国际学术研讨会在天津大学召开。\n天津博物馆馆长赵明远主持仪式。"
    found = [what for _, _, what, _ in facts(text, "moderated", title=title)]
    assert found == ["海河文物特展"]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("化工学院召开全体教职工大会", "8月31日，化工学院及材料实验室全体教职工大会召开。", 1),
        ("第五届海河航模大赛在津举行", "5月8日，第五届海河航模大赛组委会会议在天津召开。", 2),
        ("总工程师做客校园", "6月2日，化工学院“海立”漫谈举行。“海立”漫谈系列学术讲座常年开展。", 1),
    ],
)
def test_names_of_one_event_meet(title: str, text: str, expected: int):
    events = [e for e in extracted(text, title=title).entities[1:] if e.type == "Event" and e.mentions]
    assert len(events) == expected

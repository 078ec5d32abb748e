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
        ("3月2日，学院召开2022年度支部书记述职评议会。", ["2022年度支部书记述职评议会"]),
        ("4月3日，材料学院组织召开学术沙龙（第43期）。", ["学术沙龙（第43期）"]),
        ("4月3日，“绘画里的数学”艺术沙龙第二期举行。", ["“绘画里的数学”艺术沙龙第二期"]),
        ("6月1日，赵明远教授为师生作了题为“数字治理”的学术报告。", ["“数字治理”学术报告"]),
        ("会上，赵明远以三个案例开启本场讲座。", []),
        ("9月20日，海河研究会在北京展览馆开会。", []),
        ("会议通过腾讯会议举行。", []),
        ("全年举办团学主题活动30场。", []),
        ("天津大学计划于明年举办第三届海河材料论坛。", ["第三届海河材料论坛"]),
    ],
)
def test_names_of_reported_events(text: str, expected: list[str]):
    assert named(text, "Event") == expected


def test_a_title_may_name_a_plain_event():
    title = "材料学院开展实验室安全监督检查活动"
    assert "实验室安全监督检查活动" in {
        what for _, _, what, _ in facts("近日，材料学院开展检查。", "hosted", title=title)
    }


def test_a_title_may_be_the_name_of_a_talk():
    title, text = "海河大学教授赵明远来校作报告", "赵明远教授应邀来校。报告中，赵明远指出，材料要经得起检验。"
    assert [(who, what) for who, _, what, _ in facts(text, "spokeAt", title=title)] == [("赵明远", title)]


def test_captions_above_an_article_hide_no_event():
    title = "材料学院召开2021级新生座谈会"
    text = "会议现场\n与会学生发言\n会议现场\n11月10日，材料学院召开了2021级新生座谈会。\n书记赵明远勉励学生努力。"
    assert [who for who, _, _, _ in facts(text, "spokeAt", title=title)] == ["赵明远"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3月29日，2023年学生工作部署会在启航活动中心教师沙龙召开。", ["启航活动中心教师沙龙"]),
        ("3月29日，2023年学生工作部署会在环A512举行。", ["环A512"]),
        ("3月29日，2023年学生工作部署会在线上举行。", []),
        ("3月29日，2023年学生工作部署会在热烈的掌声中举行。", []),
    ],
)
def test_venues_that_only_their_place_in_the_sentence_tells(text: str, expected: list[str]):
    assert [place for _, _, place, _ in facts(text, "heldAt")] == expected


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

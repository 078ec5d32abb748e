"""Events without a name of their own, as newspapers and broadcasts tell them: meetings, visits, sessions, launches."""

from __future__ import annotations

from tests.graph.extracted import extracted, facts, named


def attended(text: str, title: str = "", publisher: str = "") -> set[tuple[str, str]]:
    return {(who, event) for who, _, event, _ in facts(text, "attended", title=title, publisher=publisher)}


def held(text: str, title: str = "") -> set[tuple[str, str]]:
    return {(event, place) for event, _, place, _ in facts(text, "heldAt", title=title)}


def test_a_guest_who_came_for_another_event_is_met_where_the_host_is():
    title = "杨晓会见蒙古国总统额尔德涅"
    text = "9日，国家主席杨晓在北京人民大会堂会见来华出席京津冀产业协同论坛的蒙古国总统额尔德涅。林楠参加会见。"
    assert attended(text, title) == {
        ("杨晓", title),
        ("额尔德涅", title),
        ("林楠", title),
        ("额尔德涅", "京津冀产业协同论坛"),
    }
    assert held(text, title) == {(title, "人民大会堂")}


def test_talks_have_both_sides():
    text = "3日下午，杨晓在人民大会堂同来华访问的法国总统马克龙举行会谈。赵明远等参加会谈。"
    assert attended(text) == {(who, "杨晓与马克龙会谈") for who in ("杨晓", "马克龙", "赵明远")}


def test_guests_without_a_name_are_met():
    assert attended("近日，杨晓在天津会见海外华文媒体代表团。") == {("杨晓", "杨晓会见海外华文媒体代表团")}


def test_guests_told_before_are_met_on_their_visit():
    text = "4日，燕山大学副校长赵明远在体育馆会见了客人。"
    assert attended(text, "廊坊市领导来访") == {("赵明远", "廊坊市领导来访")}


def test_the_stops_of_a_visit_are_where_it_is():
    text = (
        "3月12日，市长杨晓到固安县、永清县调研。"
        "他先后走进河钢集团、固安高新技术产业开发区，了解生产情况。副市长林楠一同调研。"
    )
    places = {"固安县", "永清县", "河钢集团", "固安高新技术产业开发区"}
    assert {place for _, place in held(text)} == places
    assert {who for who, _ in attended(text)} == {"杨晓", "林楠"}


def test_what_is_inspected_may_stand_behind_a_comma():
    assert {place for _, place in held("杨晓带队深入海淀区、大兴区的企业和商场，检查安全生产工作。")} == {
        "海淀区",
        "大兴区",
    }


def test_a_passing_visit_in_a_report_on_something_else_is_not_its_event():
    text = "“大家辛苦了。”5月，杨晓一行来到廊坊市，慰问团队。\n“我们干得起劲。”教师赵明远说。"
    assert list(facts(text, "spokeAt", title="学院体系建设见成效")) == []


def test_a_body_that_meets_gives_its_meeting_a_name():
    text = "石家庄市委常委会召开会议，研究部署防汛工作。市委书记杨晓主持会议。"
    assert named(text, "Event") == ["石家庄市委常委会会议"]
    assert [who for who, _, _, _ in facts(text, "moderated")] == ["杨晓"]


def test_meetings_that_are_only_wished_for_are_none():
    assert named("杨晓建议石家庄市委常委会多听意见，少开会议。", "Event") == []


def test_a_press_conference_is_called_after_its_host():
    text = "国务院新闻办公室今天（14日）举行新闻发布会，海关总署副署长杨晓介绍了情况。"
    assert named(text, "Event") == ["国务院新闻办公室新闻发布会"]


def test_a_launch_with_people_at_it_is_an_event():
    title = "海河智能媒体实验室正式启用"
    assert attended("昨日，海河智能媒体实验室正式启用。副市长杨晓出席。", title) == {("杨晓", title)}


def test_a_launch_that_nobody_attends_is_none():
    title = "海河智能媒体实验室正式启用"
    extraction = extracted("昨日，海河智能媒体实验室正式启用。实验室主任杨晓长期研究媒体。", title=title)
    assert [entity.name for entity in extraction.entities if entity.type == "Event"] == []


def test_cities_by_one_character_are_places_where_something_is_held():
    assert held("京津冀产业协同论坛在津举行。") == {("京津冀产业协同论坛", "天津市")}
    assert named("京津冀产业协同论坛的代表在津参观。", "Place") == []


def test_congresses_that_the_title_reports_on_are_no_background():
    text = "中央农村工作会议17日至18日在北京召开。国务院副总理杨晓出席会议并讲话。"
    assert ("杨晓", "中央农村工作会议") in attended(text, "中央农村工作会议在北京召开")
    assert list(facts("师生学习中央农村工作会议精神，杨晓出席会议并讲话。", "attended")) == []


def test_leaders_take_part_in_what_newspapers_report():
    text = "6日，海河新区重大项目集中开工仪式在滨海新区举行。市委书记陈敏尔出席并宣布开工。"
    assert ("陈敏尔", "海河新区重大项目集中开工仪式") in attended(text)
    assert list(facts(text, "spokeAt")) == []


def test_two_places_in_one_word_are_both_found():
    assert named("论坛在福建厦门举行。", "Place") == ["福建省", "厦门市"]


def test_the_short_name_of_a_known_fair_is_the_same_event():
    text = "第九届中国国际进口博览会今日在上海开幕。"
    extraction = extracted(text, title="第九届进博会今日开幕")
    assert [entity.name for entity in extraction.entities if entity.type == "Event"] == ["第九届中国国际进口博览会"]


def test_the_paper_before_a_byline_is_no_part_of_an_event():
    assert named("海河晚报讯（记者 赵明远）第五届海河新材料大会今日在天津开幕。", "Event") == ["第五届海河新材料大会"]


def test_a_second_report_below_the_first_has_its_own_visit():
    text = (
        "石家庄市委常委会召开会议，研究防汛工作。市委书记杨晓主持会议。\n林楠出席。\n赵明远列席。\n"
        "又讯 5月13日下午，杨晓到海淀区、大兴区暗访河道保洁。市委秘书长孙立参加。"
    )
    visit = "杨晓到海淀区、大兴区暗访河道保洁"
    assert {(who, event) for who, event in attended(text) if event == visit} == {("杨晓", visit), ("孙立", visit)}


def test_sessions_beside_others_are_the_event_itself():
    text = (
        "18日，京津冀产业协同论坛在天津举行。\n在“绿色能源”分论坛上，燕山大学教授赵明远介绍了进展。研究员林楠参与讨论。"
    )
    assert named(text, "Event") == ["京津冀产业协同论坛"]
    assert ("林楠", "京津冀产业协同论坛") in attended(text)


def test_numbered_sessions_of_a_meeting_are_the_meeting():
    text = "28日，廊坊市人大常委会第九次会议闭会。主任杨晓主持第二次全体会议，副主任林楠出席。"
    assert [(who, event) for who, _, event, _ in facts(text, "moderated")] == [("杨晓", "廊坊市人大常委会第九次会议")]


def test_words_said_in_passing_name_the_event_at_which_they_were_said():
    text = "昨日，海河轻轨首段开通。总经理杨晓在开通仪式上说，车来得更快了。"
    assert [(who, event) for who, _, event, _ in facts(text, "spokeAt")] == [("杨晓", "开通仪式")]


def test_bodies_that_have_their_say_take_part():
    text = "京津冀产业协同论坛在天津举行。河北省教育厅、天津市教委等单位作了交流发言。"
    assert {who for who, _ in attended(text)} == {"河北省教育厅", "天津市教委"}
    assert attended("京津冀产业协同论坛在天津举行。河北省教育厅、天津市教委等单位作了安排。") == set()


def test_a_contest_keeps_its_two_disciplines():
    text = "2023—2024赛季全国自由式滑雪空中技巧、坡面障碍技巧锦标赛25日在天津落幕。"
    assert named(text, "Event") == ["2023—2024赛季全国自由式滑雪空中技巧、坡面障碍技巧锦标赛"]


def test_an_address_before_a_venue_is_no_part_of_its_name():
    text = "25日，京津冀产业协同论坛在河北省张家口市崇礼区云顶会议中心举行。"
    assert held(text) == {("京津冀产业协同论坛", "云顶会议中心")}
    assert named("论坛在天津大礼堂举行。", "Place") == ["天津大礼堂"]

"""Who spoke at, moderated, attended or organized the event that an article reports on."""

from __future__ import annotations

import pytest

from tests.graph.extracted import facts

TITLE = "京津冀产业协同论坛在天津举行"
EVENT = "京津冀产业协同论坛"
PART = ("spokeAt", "moderated", "attended")
ORGANIZED = ("hosted", "undertook", "coOrganized")


def told(text: str, *relations: str) -> set[tuple[str, str]]:
    """(who, relation) with the event of the title."""
    return {
        (subject, relation)
        for subject, relation, object_, _ in facts(text, *relations, title=TITLE)
        if object_ == EVENT
    }


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("天津大学校长赵明远致辞。", "address"),
        ("天津大学校长赵明远作主旨报告。", "keynote"),
        ("天津大学校长赵明远作总结讲话。", "summary"),
        ("天津大学校长赵明远讲话。", "speech"),
        ("天津大学校长赵明远在致辞中表示，三地要共享实验设备。", "address"),
        ("会上，天津大学校长赵明远介绍了研究进展。", "statement"),
        ("天津大学校长赵明远代表高校发言。", "statement"),
        ("赵明远教授围绕首都发展作了分享。", "presentation"),
        ("来自天津大学的赵明远教授作特邀报告。", "keynote"),
    ],
)
def test_speakers_have_their_role(text: str, role: str):
    spoken = [(who, qualifiers.get("role")) for who, _, _, qualifiers in facts(text, "spokeAt", title=TITLE)]
    assert spoken == [("赵明远", role)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("河北银行行长李文华出席论坛。", {("李文华", "attended")}),
        ("赵明远教授、刘晓东教授参加论坛。", {("赵明远", "attended"), ("刘晓东", "attended")}),
        ("论坛由南开大学副校长陈军主持。", {("陈军", "moderated")}),
        ("南开大学副校长陈军主持论坛。", {("陈军", "moderated")}),
        (
            "上午的会议由张贵教授主持，下午的会议由刘晓东教授主持。",
            {("张贵", "moderated"), ("刘晓东", "moderated")},
        ),
        ("南开大学教授张贵、燕山大学教授刘晓东作主旨发言。", {("张贵", "spokeAt"), ("刘晓东", "spokeAt")}),
        (
            "校党委副书记赵明远，党委常委张贵、陈军，各学院书记，校友办全体人员参会。",
            {("赵明远", "attended"), ("张贵", "attended"), ("陈军", "attended")},
        ),
        ("河北银行行长李文华及二十余名员工到场聆听。", {("李文华", "attended")}),
        (
            "评审专家组由天津大学赵明远教授任组长，成员包括南开大学张贵教授、燕山大学刘晓东教授。",
            {("赵明远", "attended"), ("张贵", "attended"), ("刘晓东", "attended")},
        ),
        ("团员在队长赵明远的带领下走进论坛。", {("赵明远", "attended")}),
        ("参赛选手赵明远以饱满的情绪感染着观众。", {("赵明远", "attended")}),
        ("论坛在天津启动，市体育局局长赵明远为车队发车。", {("赵明远", "attended")}),
        ("论坛上，湖南省林业局局长赵明远宣布放归。", {("赵明远", "attended")}),
        ("天津大学校长赵明远主持了国家重点项目。", set()),
        ("100余位专家学者参加论坛。", set()),
        ("天津大学与河北银行签署合作协议。", set()),
    ],
)
def test_who_took_part(text: str, expected: set[tuple[str, str]]):
    assert told(text, *PART) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "论坛由天津大学主办，河北工业大学承办。",
            {("天津大学", "hosted"), ("河北工业大学", "undertook")},
        ),
        ("论坛由天津大学、河北工业大学联合主办。", {("天津大学", "hosted"), ("河北工业大学", "hosted")}),
        ("河北银行协办论坛。", {("河北银行", "coOrganized")}),
        ("天津大学校长赵明远到会。", set()),
    ],
)
def test_who_organized(text: str, expected: set[tuple[str, str]]):
    assert told(text, *ORGANIZED) == expected


def test_who_speaks_is_not_said_to_attend_as_well():
    assert told("河北银行行长李文华致辞。", *PART) == {("李文华", "spokeAt")}


@pytest.mark.parametrize(("event", "spoke"), [("天津市政府新闻发布会", True), ("天津港开放日活动", False)])
def test_what_is_said_in_the_news_of_a_press_conference_is_said_there(event: str, spoke: bool):
    text = (
        "活动于15日举行。\n天津市水务局局长赵明远说，今年雨水偏多。\n天津市气象台首席预报员李文华介绍，雷达已有九部。"
    )
    found = {subject for subject, *_ in facts(text, "spokeAt", title=f"{event}在天津举行")}
    assert found == ({"赵明远", "李文华"} if spoke else set())


def test_nobody_attends_an_event_that_is_not_there():
    assert list(facts("河北银行行长李文华致辞。", *PART)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("出席论坛的有天津大学校长赵明远、河北银行行长李文华等。", {("赵明远", "attended"), ("李文华", "attended")}),
        ("列席会议的市民代表李文华家住南开区。", {("李文华", "attended")}),
        ("主持论坛的天津大学副校长李文华感谢各方支持。", {("李文华", "moderated")}),
        ("赵明远带队的项目在京津冀产业协同论坛上获得一等奖。", {("赵明远", "attended")}),
        (
            "通州区区长赵明远、副区长李文华，武清区领导陈军、刘晓东参加论坛。",
            {("赵明远", "attended"), ("李文华", "attended"), ("陈军", "attended"), ("刘晓东", "attended")},
        ),
        ("来自南开大学、天津大学的8位专家参加论坛。", {("南开大学", "attended"), ("天津大学", "attended")}),
        ("南开大学鼓励青年学生参加论坛。", set()),
        ("学校党委学习了天津大学校长赵明远的讲话精神。", set()),
        ("天津大学原副校长李文华曾参与起草论坛宣言。", set()),
    ],
)
def test_who_took_part_stands_in_other_places_too(text: str, expected: set[tuple[str, str]]):
    assert told(text, "moderated", "attended") == expected


def test_two_events_of_one_verb():
    text = "赵明远先后出席了“海河之约”青年论坛和市里举办的“海河之夜”座谈会。"
    assert {what for _, _, what, _ in facts(text, "attended")} == {"“海河之约”青年论坛", "“海河之夜”座谈会"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "赵明远是天津大学学生。他曾参加“海河杯”创新大赛和天津市大学生运动会。",
            {"“海河杯”创新大赛", "天津市大学生运动会"},
        ),
        ("赵明远是天津大学学生。李文华曾获“海河杯”创新大赛银奖。", {"“海河杯”创新大赛"}),
        ("赵明远是天津大学学生。该校组织“海河杯”创新大赛。", set()),
    ],
)
def test_he_took_part_or_won(text: str, expected: set[str]):
    assert {what for _, _, what, _ in facts(text, "attended")} == expected


def test_a_cited_speech_was_given():
    text = "学校学习贯彻赵明远同志在海河科技工作会议上的重要讲话精神。"
    assert [(who, what) for who, _, what, _ in facts(text, "spokeAt")] == [("赵明远", "海河科技工作会议")]


def test_a_statement_counts_where_the_rest_of_its_paragraph_is_at_the_event():
    text = "天津大学校长赵明远介绍了研究进展。河北银行行长李文华随后发言。"
    assert told(text, "spokeAt") == {("赵明远", "spokeAt"), ("李文华", "spokeAt")}


def test_offices_in_a_row_take_part():
    text = "天津市科技局、天津市教委主要负责人，河北省科技厅负责人参加论坛。"
    assert {who for who, relation in told(text, "attended")} == {"天津市科技局", "天津市教委", "河北省科技厅"}


def test_host_that_joins_many_others_hosts():
    text = "京津冀产业协同论坛由天津大学联合全国8所高校共同主办。"
    assert ("天津大学", "hosted") in told(text, "hosted")


def test_lecture_is_held_where_it_opens():
    text = "京津冀产业协同论坛在天津大礼堂精彩开讲。"
    assert "天津大礼堂" in {place for _, _, place, _ in facts(text, "heldAt", title=TITLE)}


def test_evaluation_meeting_is_an_event():
    text = "评估会在天津大礼堂举行。天津大学校长赵明远出席并致辞。"
    assert ("赵明远", "评估会") in {(who, event) for who, _, event, _ in facts(text, "spokeAt")}


def test_a_speech_that_is_spoken_of_was_given_elsewhere():
    assert told("大家认为，习近平总书记“七一”重要讲话是重要文献。", *PART) == set()


def test_an_event_that_only_tells_when_is_not_the_one_at_hand():
    text = "8月9日，在海河产业论坛召开期间，天津大学与河北银行签署协议，行长李文华出席签约仪式。"
    assert {(who, event) for who, _, event, _ in facts(text, "attended")} == {("李文华", "签约仪式")}


def test_a_bare_word_inside_a_name_means_what_bears_it():
    text = "海河创新大赛总决赛在廊坊落下帷幕。大赛由燕山大学主办。"
    assert {(who, event) for who, _, event, _ in facts(text, "hosted", title=TITLE)} == {
        ("燕山大学", "海河创新大赛总决赛")
    }


def test_who_wins_at_the_contest_at_hand_took_part():
    text = "近日，第三届海河数学建模竞赛举行。赵明远获得一等奖，林楠、郑少谦获得二等奖。"
    assert {who for who, _, _, _ in facts(text, "attended")} == {"赵明远", "林楠", "郑少谦"}
    assert not list(facts("近日，海河科技论坛举行。赵明远曾获得一等奖。", "attended"))


CONTEST = "京津冀大学生机器人大赛"


def took_part(text: str, event: str, title: str) -> set[str]:
    """Who the sentences say attended an event."""
    return {subject for subject, _, object_, _ in facts(text, "attended", title=title) if object_ == event}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("燕山大学、天津商业大学等3支队伍荣获一等奖。", {"燕山大学", "天津商业大学"}),
        ("由来自燕山大学、天津商业大学的2支队伍获得特等奖。", {"燕山大学", "天津商业大学"}),
        ("比赛结束，赵明远同学的作品《轮足机器人》（林楠指导）获控制组一等奖。", {"赵明远"}),
        ("我们的作品由林楠老师指导完成，学院组织参赛。", set()),
        ("代表队由燕山大学本科生赵明远、林楠组成。", {"赵明远", "林楠"}),
        ("燕山大学教授赵明远、天津大学教授林楠担任大赛评委。", {"赵明远", "林楠"}),
        ("燕山大学选送的作品获得一等奖。", set()),
    ],
)
def test_who_competes_and_who_judges(text: str, expected: set[str]):
    title = f"{CONTEST}在天津举行"
    assert took_part(f"{CONTEST}在天津举行。{text}", CONTEST, title) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来自燕山大学、河北银行等单位的代表分别作了交流发言。", {"燕山大学", "河北银行"}),
        ("论坛吸引了燕山大学、河北银行等20家单位参会。", {"燕山大学", "河北银行"}),
        ("参会单位覆盖多个行业，包括燕山大学、河北银行等。", {"燕山大学", "河北银行"}),
        ("来自燕山大学的设备已经投入使用。", set()),
    ],
)
def test_bodies_that_send_delegates_take_part(text: str, expected: set[str]):
    assert took_part(f"{EVENT}在天津举行。{text}", EVENT, TITLE) == expected


def test_who_hands_over_and_who_receives_attended():
    assert took_part(f"{EVENT}在天津举行。赵明远为林楠教授、郑少谦教授颁发聘书。", EVENT, TITLE) == {
        "赵明远",
        "林楠",
        "郑少谦",
    }


def test_the_head_of_a_panel_named_before_it_attended():
    text = f"{EVENT}在天津举行。以燕山大学教授赵明远为专家组组长的7位专家听取了汇报。"
    assert took_part(text, EVENT, TITLE) == {"赵明远"}


def test_reactions_are_not_speeches_at_the_event_that_they_are_about():
    text = f"燕山大学举行“{EVENT}”学习会。教授赵明远说，三地要共享实验设备。\n林楠表示，要办好论坛。"
    assert not list(facts(text, "spokeAt", title=f"燕山大学师生热议{EVENT}"))


def test_a_leader_who_is_quoted_did_not_attend():
    text = "南开大学举行二十大精神宣讲报告会。报告中习近平总书记讲到科技创新，校友李明与参会师生分享体会。"
    present = {who for who, *_ in facts(text, "attended", "spokeAt", publisher="南开大学")}
    assert "习近平" not in present


def test_who_wrote_the_article_took_no_part():
    text = "本报讯（记者 霍彬海 通讯员 翟明）12月3日，2024年产业对接会在中山举行，市长张明华、区长王海出席。"
    assert {who for who, *_ in facts(text, "attended")} == {"张明华", "王海"}


def test_authors_of_the_report_take_no_part_in_it():
    text = f"{CONTEST}在天津举行。（记者赵明远）近日，大赛获奖名单公布，燕山大学获得一等奖。"
    assert "赵明远" not in took_part(text, CONTEST, f"{CONTEST}在天津举行")


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("燕山大学重视人才工作，召开海河人才工作推动会。", "燕山大学"),
        ("燕山大学重视人才工作，在廊坊市举行的海河人才工作推动会引人关注。", ""),
    ],
)
def test_clauses_without_a_subject_have_their_host(text: str, host: str):
    hosts = {subject for subject, _, object_, _ in facts(text, "hosted") if object_ == "海河人才工作推动会"}
    assert hosts == ({host} if host else set())


def test_the_event_behind_its_hosts_is_theirs():
    text = "河北文化节前夕，由燕山大学、天津大学主办，河北银行承办的第三届京津冀海水利用对接会在天津举行。"
    assert {(s, r, o) for s, r, o, _ in facts(text, "hosted", "undertook")} == {
        ("燕山大学", "hosted", "第三届京津冀海水利用对接会"),
        ("天津大学", "hosted", "第三届京津冀海水利用对接会"),
        ("河北银行", "undertook", "第三届京津冀海水利用对接会"),
    }


def test_team_and_its_rivals_take_part_in_a_contest():
    text = (
        f"{CONTEST}在天津举行。我校代表队由法学院本科生林楠担任检方律师，本科生郑少谦担任辩方律师。"
        "我校代表队先后对阵天津大学、河北工业大学等学校代表队。"
    )
    found = {who for who, _, what, _ in facts(text, "attended", publisher="燕山大学") if what == CONTEST}
    assert found >= {"林楠", "郑少谦", "天津大学", "河北工业大学"}


def test_who_wins_at_a_contest_took_part():
    text = f"燕山大学在{CONTEST}中获佳绩。{CONTEST}在天津举行。"
    assert "燕山大学" in {who for who, *_ in facts(text, "attended")}


def test_a_meeting_about_contests_is_one_event():
    text = "学校召开第七届“海棠杯”大赛、第九届“海河杯”竞赛备赛工作推动会。校长林楠出席会议并讲话。"
    assert {what for _, _, what, _ in facts(text, "spokeAt", publisher="燕山大学")} == {
        "第七届“海棠杯”大赛、第九届“海河杯”竞赛备赛工作推动会"
    }


def test_each_event_of_a_list_has_its_host():
    text = "学校先后组织举办了金课大赛、辅导员素质能力大赛、辅导员网络文化比赛。"
    assert {what for _, _, what, _ in facts(text, "hosted", publisher="燕山大学")} >= {
        "辅导员素质能力大赛",
        "辅导员网络文化比赛",
    }


def test_who_is_honoured_at_the_opening_took_part():
    text = f"{CONTEST}在天津开幕。开幕式上，燕山大学教授林楠受聘为大赛顾问。"
    assert "林楠" in took_part(text, CONTEST, f"{CONTEST}开幕")


def test_members_of_a_team_of_students_take_part_in_its_practice():
    text = "机械学院实践团开展了“红色寻访”暑期社会实践活动。实践团成员林楠、赵明远、郑少谦前往西安寻访。"
    found = {who for who, *_ in facts(text, "attended", publisher="燕山大学", title="暑期社会实践活动")}
    assert found >= {"林楠", "赵明远", "郑少谦"}


def test_universities_met_on_one_stage_take_part_in_the_contest():
    text = f"{CONTEST}在天津举行。林楠与天津大学、河北工业大学等高校同台竞技。"
    assert {"天津大学", "河北工业大学"} <= took_part(text, CONTEST, f"{CONTEST}举行")


def test_bodies_whose_delegates_speak_in_turn_take_part():
    text = f"{CONTEST}在天津举行。会上，来自天津大学、河北工业大学的联盟成员单位代表分别就赛事筹备情况作了说明。"
    assert {"天津大学", "河北工业大学"} <= took_part(text, CONTEST, f"{CONTEST}举行")

"""Visits and meetings without a name of their own become events that people take part in."""

from tests.graph.extracted import facts, named


def test_meeting_names_both_sides():
    text = "廊坊市委书记杨晓会见了河北银行董事长赵明远一行。"
    assert "杨晓会见赵明远一行" in {event for _, _, event, _ in facts(text, "attended")}
    assert {who for who, _, _, _ in facts(text, "attended")} == {"杨晓", "赵明远"}


def test_visit_is_held_where_it_goes():
    text = "廊坊市委书记杨晓到燕山大学调研。杨晓强调，要加快成果转化。"
    assert [place for _, _, place, _ in facts(text, "heldAt")] == ["燕山大学"]
    assert [who for who, _, _, _ in facts(text, "spokeAt")] == ["杨晓"]


def test_visit_that_is_only_recalled_is_no_event():
    assert named("杨晓到燕山大学考察时的讲话引起热烈反响。", "Event") == []
    assert list(facts("杨晓到燕山大学考察时的讲话引起热烈反响。", "heldAt")) == []


def test_guests_come_to_the_publisher():
    text = "4月25日，廊坊市副市长杨晓一行来校访问。"
    assert [place for _, _, place, _ in facts(text, "heldAt", publisher="燕山大学")] == ["燕山大学"]


def test_leader_and_party_make_one_visit():
    text = "10月16日，燕山大学赵明远教授率刘晓东教授、陈军副研究员赴廊坊市实地调研。"
    assert {(who, event) for who, _, event, _ in facts(text, "attended")} == {
        (who, "赵明远一行赴廊坊市实地调研") for who in ("赵明远", "刘晓东", "陈军")
    }


def test_a_second_party_makes_a_second_visit():
    text = "10月16日，赵明远教授赴廊坊市实地调研。\n10月18日，刘晓东教授赴保定市实地调研。"
    assert {event for _, _, event, _ in facts(text, "attended")} == {"赵明远赴廊坊市实地调研", "刘晓东赴保定市实地调研"}


def test_an_unveiling_beside_another_event_is_its_own():
    text = (
        "4月3日，教学工作研讨会在廊坊举行。会上，由燕山大学与河北银行共同组建的京津冀金融研究院正式揭牌。"
        "校长赵明远与行长李文华共同揭牌。"
    )
    assert {(who, event) for who, _, event, _ in facts(text, "attended")} == {
        (who, "京津冀金融研究院揭牌仪式") for who in ("赵明远", "李文华")
    }


def test_an_unveiling_that_nothing_else_is_reported_with_is_an_event():
    text = "18日，海河智能育种研究院在廊坊市揭牌。河北省科技厅副厅长赵明远、廊坊市副市长林楠等见证揭牌。"
    told = {
        (subject, relation)
        for subject, relation, object_, _ in facts(text, "attended", "heldAt")
        if "揭牌仪式" in subject + object_
    }
    assert told == {("赵明远", "attended"), ("林楠", "attended"), ("海河智能育种研究院揭牌仪式", "heldAt")}


def test_who_welcomes_visitors_visits_nobody():
    text = "燕山大学副校长赵明远率队赴河钢集团交流调研。河钢集团副总经理林楠对学校一行的到访表示欢迎。"
    assert "林楠一行来访" not in {object_ for _, _, object_, _ in facts(text, "attended", "spokeAt")}

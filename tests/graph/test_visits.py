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

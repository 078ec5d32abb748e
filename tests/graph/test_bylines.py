"""Who wrote an article: bylines before and behind it, author lines, and the notes that give their posts."""

from __future__ import annotations

import pytest

from tests.graph.extracted import facts

TITLE = "三地实验室签约"
BODY = "三地实验室昨天签约。"


def authors(text: str) -> list[str]:
    return [who for who, _, _, _ in facts(text, "authored", title=TITLE)]


def posts(text: str) -> set[tuple[str, str, str]]:
    return {(who, body, qualifiers["title"]) for who, _, body, qualifiers in facts(text, "holdsPost", title=TITLE)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"南开新闻网讯（记者 林小雨 通讯员 何志明）{BODY}", ["林小雨", "何志明"]),
        (f"（记者 林小雨 摄影 陈丽）{BODY}", ["林小雨"]),
        (f"{BODY}\n（记者 林小雨）", ["林小雨"]),
        (f"{BODY}\n（通讯员 陈丽）", ["陈丽"]),
        (f"本报记者 林小雨\n{BODY}", ["林小雨"]),
        (f"天津日报记者 林小雨 何志明\n{BODY}", ["林小雨", "何志明"]),
        (f"记者 林小雨 通讯员 何志明 陈丽\n{BODY}", ["林小雨", "何志明", "陈丽"]),
        (f"文/赵立新 图/钱小雨\n{BODY}", ["赵立新"]),
        (f"通讯员：陈丽\n{BODY}", ["陈丽"]),
        (f"{BODY}\n供稿：陈丽", ["陈丽"]),
        (f"撰稿：郭春丽\n{BODY}", ["郭春丽"]),
        (f"本报讯（记者林小雨）{BODY}", ["林小雨"]),
        (f"本报讯（记者林小雨 通讯员陈丽、何志明）{BODY}", ["林小雨", "陈丽", "何志明"]),
        (f"新华社天津3月5日电（记者林小雨、陈丽）{BODY}", ["林小雨", "陈丽"]),
        (f"南开新闻网记者林小雨\n{BODY}", ["林小雨"]),
        (f"（通讯员 陈丽\n记者 林小雨）{BODY}", ["陈丽", "林小雨"]),
        (f"郭春丽\n{BODY}", ["郭春丽"]),
        (f"郭春丽 赵立新\n{BODY}", ["郭春丽", "赵立新"]),
    ],
)
def test_who_wrote_it(text: str, expected: list[str]):
    assert sorted(authors(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"摄影：陈丽\n{BODY}",
        f"{BODY}\n编辑：陈丽",
        f"{BODY}林小雨告诉记者，设备已经到位。",
        f"{BODY}项目负责人孙悦对记者说，设备已经到位。",
    ],
)
def test_who_did_not_write_it(text: str):
    assert authors(text) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (f"记者 林小雨\n{BODY}", "记者"),
        (f"通讯员 林小雨\n{BODY}", "通讯员"),
        (f"撰稿：林小雨\n{BODY}", "撰稿"),
        (f"文/林小雨\n{BODY}", "文"),
    ],
)
def test_the_role_is_kept(text: str, role: str):
    assert [qualifiers["bylineRole"] for *_, qualifiers in facts(text, "authored", title=TITLE)] == [role]


def test_reporters_work_for_the_medium_that_is_named():
    assert posts(f"天津日报记者 林小雨 何志明\n{BODY}") == {
        ("林小雨", "天津日报", "记者"),
        ("何志明", "天津日报", "记者"),
    }


def test_reporters_without_a_medium_hold_no_post():
    assert posts(f"（记者 林小雨）{BODY}") == set()


def test_a_note_gives_the_author_a_post():
    assert posts(f"郭春丽\n{BODY}\n（作者为南开大学经济学院教授）") == {("郭春丽", "南开大学经济学院", "教授")}


def test_a_note_gives_each_author_a_post_in_their_order():
    assert posts(f"郭春丽 赵立新\n{BODY}\n（作者分别为南开大学教授，燕山大学副教授）") == {
        ("郭春丽", "南开大学", "教授"),
        ("赵立新", "燕山大学", "副教授"),
    }


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("（总台央视记者 杜小林 尹若水 天津台 卞长河）", ["杜小林", "尹若水", "卞长河"]),
        ("文：国际合作处 景小然 图：尚文海 编辑：来小雨", ["景小然"]),
        ("图为现场。本报记者 潘小安 摄", []),
        ("人民网石家庄7月11日电 （詹小伟、实习生米热古丽·艾山）河北省发布消息。", ["詹小伟", "米热古丽·艾山"]),
        ("新华社北京2月26日电（记者王小海、李大力）会议召开。", ["王小海", "李大力"]),
    ],
)
def test_credits_of_broadcast_agency_and_campus(line: str, authors: list[str]):
    told = facts(f"两地学者昨天开会。\n{line}", "authored", title="学者开会")
    assert [author for author, *_ in told] == authors


def test_authors_in_brackets_behind_a_title_wrote_that_work():
    text = "我校选送的作品《荒漠里的种子》（作者：邵小云、李一帆）入选。"
    written = {(who, what) for who, _, what, _ in facts(text, "authored")}
    assert written == {("邵小云", "荒漠里的种子"), ("李一帆", "荒漠里的种子")}


@pytest.mark.parametrize(
    ("text", "relation", "body"),
    [
        ("会议结束。\n（海洋学院供稿）", "authored", "燕山大学海洋学院"),
        ("会议结束。\n（文/校友工作办公室 图/校友会）", "authored", "燕山大学校友工作办公室"),
        ("会议结束。\n（本文刊发于《学习时报》2022年5月6日）", "published", "学习时报"),
    ],
)
def test_a_bracket_tells_which_body_wrote_or_printed_the_article(text: str, relation: str, body: str):
    assert (body, "海洋会议") in {
        (s, o) for s, _, o, _ in facts(text, relation, title="海洋会议", publisher="燕山大学")
    }

"""What a reader reads: torn lines joined, paragraphs kept, newspaper pages split into their articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.document import Document
from graph.read import read_bytes
from graph.read.joining import continuation
from graph.read.names import author_names


def paragraphs(text: str, name: str = "a.md") -> list[str]:
    """The paragraphs of the one article in the text."""
    documents, _ = read_bytes(text.encode(), name)
    assert len(documents) == 1
    return documents[0].text.split("\n")


def test_byline_torn_by_a_blank_line_is_joined_with_a_blank() -> None:
    torn = "**海河新闻网讯** （记者 李明 摄影\n\n王芳）5月6日，会议在天津举行。\n\n会议由张伟主持。"
    assert paragraphs(torn) == ["海河新闻网讯 （记者 李明 摄影 王芳）5月6日，会议在天津举行。", "会议由张伟主持。"]


def test_quoted_name_torn_by_a_blank_line_is_joined_with_a_blank() -> None:
    torn = "**要闻** 5月6日，“弘扬科学精神\n\n建设创新之城”论坛在津开幕。\n\n![图](a.jpg)"
    assert paragraphs(torn) == ["要闻 5月6日，“弘扬科学精神 建设创新之城”论坛在津开幕。"]


def test_more_mark_inside_a_word_leaves_no_trace() -> None:
    assert paragraphs("**要闻** 张伟是海河大\n<!--more-->\n学教授。[原文](b.html)") == ["要闻 张伟是海河大学教授。原文"]


def test_sentence_torn_after_a_comma_goes_on_with_nothing_between() -> None:
    torn = "**要闻** 第三，解决消费问题，\n\n建立服务平台。"
    assert paragraphs(torn + "**好**") == ["要闻 第三，解决消费问题，建立服务平台。好"]


def test_lone_full_stop_joins_its_sentence() -> None:
    assert paragraphs("**要闻** 积极发展城际公交\n\n**。**\n\n李明表示，很好。") == [
        "要闻 积极发展城际公交。",
        "李明表示，很好。",
    ]


def test_speaker_in_bold_type_stays_with_what_he_says() -> None:
    assert paragraphs("**海河大学校长李明**\n\n说，会议很成功。\n\n**好**") == [
        "海河大学校长李明说，会议很成功。",
        "好",
    ]


def test_english_words_torn_by_a_blank_line_are_joined_with_a_blank() -> None:
    torn = "**要闻** 李明作了题为“Quality\n\nAssurance in Online\n\nCourses”的报告。"
    assert paragraphs(torn + "\n\n**完**") == ["要闻 李明作了题为“Quality Assurance in Online Courses”的报告。", "完"]


def test_captions_and_headings_stay_by_themselves() -> None:
    lines = ["## 会议合影", "李明教授作报告", "5月6日，会议在天津举行。", "**一、背景**", "会议很重要。"]
    assert paragraphs("\n\n".join(lines)) == [
        "会议合影",
        "李明教授作报告",
        "5月6日，会议在天津举行。",
        "一、背景",
        "会议很重要。",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("会议在天津举行。", "会议认为，成果很多。"),
        ("强化基础研究 实现新的突破", "2019年，学校成立了研究院。"),
        ("（一）加强领导", "学校高度重视。"),
        ("会议现场", "5月6日，会议在天津举行，李明主持，张伟致辞，与会专家围绕港口建设展开了深入的讨论并形成共识。"),
    ],
)
def test_whole_paragraph_is_not_joined(before: str, after: str) -> None:
    assert continuation(before, after) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("张 贵 孙晨晨", ("张贵", "孙晨晨")),
        ("□ 李明 欧阳修远", ("李明", "欧阳修远")),
        ("本报记者 王 芳", ("王芳",)),
        ("作者：李明", ("李明",)),
        ("凝聚合力", ()),
        ("活动现场", ()),
        ("天津港 再创佳绩", ()),
    ],
)
def test_author_line_holds_names_only(line: str, names: tuple[str, ...]) -> None:
    assert author_names(line) == names


COMMENTARIES = """
让科技之花开遍津门
写好创新发展新答卷

因地制宜促转型

李 明 王小芳

张伟东

创新是发展的第一动力，城市的未来取决于今天的选择。

一、看清方向

科技强则产业强，这是多年实践得出的结论。

二、走稳步子

要在平台建设、人才培养和成果转

化上一起用力。

（作者分别为海河大学教授，海河大学讲师）

转型没有现成的路，各地情况不同，办法也不同。

一、立足实际

先摸清家底，再定下目标。

（作者为滨海学院研究员）

港口要向智慧要效益

刘 洋

是最好的办法，码头的效率提高了三成。

二、抓住人才

培养懂技术、懂港口的人才，港口才有未来。

（作者系港航研究所所长）

今年以来，港口吞吐量稳步增长，自动化改造走在前列。

一、抓住技术

无人驾驶、远程操控和智能调度，实践证明
"""

COLUMNS = """ 海河两岸
 针对营商环境，三地将推出一批新的
举措，企业办事只进一扇门，群众办事
最多跑一次。

（据《海河日报》）

本报讯 李明 王芳 五月的港
口，风和日丽，货轮往来穿梭。近
日，智慧码头建成投用，市交通局
局长张伟介绍了情况。

码头采用无人集卡，依托海河大学
的技术，作业效率提高两成，成
为行业样板，各地同行纷纷前来
考察。

智慧码头
提升港口作业效率
 近日，三地座谈会在天津召开，会议围绕区域一体化发展、产业协作和营商环境建设等问题展开讨论，形成了一系列共识，明确了今后
一段时间的重点任务，三地将携手推进各项工作落地见效，让协同发展的成果更多惠及三地群众，为建设世界级城市群打下坚实的基础。

会议提出，要建设现代化都市圈，加
快基础设施互联互通，推动公共服务
共建共享。

携手共建现代化都市圈3
"""


def articles(text: str) -> list[Document]:
    """The articles of a page."""
    return read_bytes(text.encode(), "page.txt")[0]


def test_headlines_and_authors_go_to_their_bodies_in_order() -> None:
    found = articles(COMMENTARIES)
    assert [(document.title, document.authors, document.part) for document in found] == [
        ("让科技之花开遍津门 写好创新发展新答卷", ("李明", "王小芳"), 0),
        ("因地制宜促转型", ("张伟东",), 1),
        ("港口要向智慧要效益", ("刘洋",), 2),
    ]
    assert found[0].text.split("\n")[1:3] == ["李明 王小芳", "创新是发展的第一动力，城市的未来取决于今天的选择。"]
    assert "要在平台建设、人才培养和成果转化上一起用力。" in found[0].text.split("\n")
    assert found[1].text.endswith("（作者为滨海学院研究员）")


def test_columns_out_of_order_are_put_in_order() -> None:
    lines = articles(COMMENTARIES)[2].text.split("\n")
    assert lines[2].startswith("今年以来")
    assert "无人驾驶、远程操控和智能调度，实践证明是最好的办法，码头的效率提高了三成。" in lines
    assert lines[-1] == "（作者系港航研究所所长）"


def test_hard_wrapped_page_is_split_and_its_lines_joined() -> None:
    found = articles(COLUMNS)
    assert [document.title for document in found] == ["携手共建现代化都市圈", "智慧码头 提升港口作业效率"]
    assert found[0].publisher == "海河日报"
    assert found[1].text.split("\n") == [
        "智慧码头 提升港口作业效率",
        "本报讯 李明 王芳 五月的港口，风和日丽，货轮往来穿梭。近日，智慧码头建成投用，市交通局局长张伟介绍了情况。",
        "码头采用无人集卡，依托海河大学的技术，作业效率提高两成，成为行业样板，各地同行纷纷前来考察。",
    ]


def test_every_word_of_a_page_stands_in_one_article() -> None:
    text = "".join(document.text for document in articles(COLUMNS))
    for word in ("海河两岸", "针对营商环境", "据《海河日报》", "共建共享", "世界级城市群"):
        assert text.count(word) == 1


def test_page_is_said_in_the_ledger() -> None:
    ledger = read_bytes(COLUMNS.encode(), "page.txt")[1]
    assert {entry.reason for entry in ledger} == {"layout"}
    assert "split by its layout into 2 articles" in ledger[0].message


def test_article_with_subheads_and_captions_is_one() -> None:
    lines = [
        "港口大会在津举行",
        "",
        "6月6日，港口大会在天津举行。",
        "活动现场",
        "大会由海河集团主办。",
        "加快智慧港口建设",
        "6月7日，代表参观了码头。",
    ]
    assert paragraphs("\n".join(lines), "a.txt") == [line for line in lines if line]


def assert_traced(document: Document, raw: str) -> None:
    """Every run stands unchanged in the raw text, and the runs are in order."""
    at = 0
    for run in document.runs:
        assert run.clean >= at
        assert run.length > 0
        at = run.clean + run.length
        assert document.text[run.clean : at] == raw[run.raw : run.raw + run.length]
    assert at <= len(document.text)


PIECES = [
    *(
        "今天",
        "天津",
        "（记者 李明",
        "）",
        "“",
        "”",
        "。",
        "，",
        "一、",
        "本报讯 ",
        "张 贵\n",
        "(作者为教授)\n",
        "AI",
        "12",
        "😀",
    ),
    *("\n", "\n\n", "\r\n", "\t", "\x0c", " ", "\u3000", "\ufeff", "\u200b"),
    *("**", "*", "_", "#", "# ", "- ", "|", "---", "`", "\\*", "<!--more-->", "\n<!--more-->\n"),
    *("![图](a.jpg)", "[原文](http://e.cn/1)", "&nbsp;", "<p>", "</p>", "<br/>", "<b>", "</div>", "<div>"),
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=40),
    st.sampled_from(["", "# 标题\n\n", "<html><body>", "---\ntitle: 天津\n---\n"]),
)
def test_clean_text_is_traced_to_the_raw_text(pieces: list[str], start: str) -> None:
    raw = (start + "".join(pieces)).lstrip("\ufeff")
    for document in read_bytes(raw.encode(), "a.txt")[0]:
        assert document.text == document.text.strip()
        assert "\n\n" not in document.text
        assert_traced(document, raw)


def test_title_and_text_of_front_matter_are_traced() -> None:
    raw = "---\ntitle: 大学->三地签约 | e.cn\n---\n**今天**，三地\n<!--more-->\n签约。\n"
    document = read_bytes(raw.encode(), "a.md")[0][0]
    assert_traced(document, raw)
    assert document.raw_offset(document.text.index("三地签约")) == raw.index("三地签约")
    assert document.raw_offset(document.text.index("\n")) is None

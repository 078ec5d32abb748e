"""Every format and encoding: recognised by content, read whole, with what the file says about itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.document import Document
from graph.errors import UsageError
from graph.read import SourceFile, find_files, read_bytes, read_file, read_paths
from tests.graph.read.pdf_file import pdf_of

TITLE = "海河实验室在津启用"
FIRST = "5月6日，海河实验室在天津滨海新区启用，市科技局负责人出席仪式并致辞。"
SECOND = "实验室由南开大学牵头建设，将开展六项研究。"
TEXTS = {
    "markdown": f"---\ntitle: 海河大学->{TITLE} | example.cn\ndate: 2024-05-09 01:22:36\n---\n**{FIRST}**\n\n"
    f"{SECOND}\n\n![图](http://example.cn/a.jpg)\n\n[转入文章首发地址](http://news.example.cn/2024/05/07/1.shtml)\n",
    "text": f"{TITLE}\n\n　　{FIRST}\n　　{SECOND}\n",
    "html": f"<!DOCTYPE html><html><head><title>{TITLE}-海河新闻网</title></head><body><h1>{TITLE}</h1>"
    f"<div><p>{FIRST}</p><p>{SECOND}</p></div></body></html>",
    "jsonl": json.dumps(
        {"id": "1", "title": TITLE, "date": "2024-05-07", "text": f"{FIRST}\n{SECOND}"}, ensure_ascii=False
    ),
}
BYTES = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "gb18030": "gb18030",
}


def only(data: bytes, name: str) -> Document:
    """The one document of the bytes."""
    documents, _ = read_bytes(data, name)
    assert len(documents) == 1
    return documents[0]


@pytest.mark.parametrize("written", BYTES)
@pytest.mark.parametrize("format", TEXTS)
def test_format_and_encoding_are_told_by_content(format: str, written: str) -> None:
    document = only(TEXTS[format].encode(written), "article.dat")
    assert (document.format, document.encoding) == (format, BYTES[written])
    assert document.text == f"{TITLE}\n{FIRST}\n{SECOND}"
    assert document.title == TITLE


def test_big5_is_told_from_gb18030() -> None:
    text = "研討會在臺北舉行\n\n與會學者就兩岸經濟合作發表論文，會議由臺灣大學主辦。\n"
    document = only(text.encode("big5"), "news.txt")
    assert (document.encoding, document.title) == ("big5", "研討會在臺北舉行")


@pytest.mark.parametrize("text", ["天津", "张伟", "会议", "京津冀三地签约。", "钟会民 王会芝"])
def test_short_gb18030_text_is_not_taken_for_big5(text: str) -> None:
    assert only(text.encode("gb18030"), "short.txt").encoding == "gb18030"


def test_pdf_with_text_layer() -> None:
    lines = [
        TITLE,
        "5月6日，海河实验室在天津滨海新区启用，市科技局负责人出席",
        "仪式并致辞。",
        "实验室由南开大学牵头建设。",
    ]
    document = only(pdf_of([lines]), "paper.pdf")
    assert (document.format, document.encoding, document.title) == ("pdf", "binary", TITLE)
    assert document.text == f"{TITLE}\n{FIRST}\n实验室由南开大学牵头建设。"


def test_choice_that_the_name_does_not_tell_is_in_the_ledger() -> None:
    _, ledger = read_bytes(TEXTS["markdown"].encode("gb18030"), "article.txt")
    assert [(entry.reason, entry.severity) for entry in ledger] == [("format", "note")]
    assert "markdown, gb18030" in ledger[0].message
    assert read_bytes(TEXTS["text"].encode(), "article.txt")[1] == []


def test_markdown_takes_publisher_and_date_from_title_and_address() -> None:
    document = only(TEXTS["markdown"].encode(), "article.md")
    assert (document.publisher, document.date) == ("海河大学", "2024-05-07")
    assert document.url == "http://news.example.cn/2024/05/07/1.shtml"


def test_markdown_without_address_keeps_the_date_of_the_front_matter() -> None:
    document = only("---\ntitle: 三地签约\ndate: 2024-05-09\nauthors: [李明, 王芳]\n---\n今天签约。\n".encode(), "a.md")
    assert (document.date, document.authors) == ("2024-05-09", ("李明", "王芳"))


def test_heading_of_markdown_is_its_title_once() -> None:
    document = only("# 三地签约\n\n今天，三地在天津**签约**。\n\n- 第一项\n- 第二项\n".encode(), "a.md")
    assert document.text == "三地签约\n今天，三地在天津签约。\n第一项\n第二项"


def test_html_page_without_its_furniture() -> None:
    page = """<!DOCTYPE html><html><head><meta charset="gbk"><title>港口实验室共建签约-海河新闻网</title>
    <meta name="PubDate" content="2024-05-06 09:12"><script>var a = "<p>不是正文，绝不是。</p>";</script></head><body>
    <form><div class="top-nav"><a href="/">首页</a> <a href="/n">新闻</a></div>
    <div class="main"><div>当前位置：<a href="/">首页</a> &gt; 要闻 &gt; 正文</div><h1>港口实验室共建签约</h1>
    <div>发布时间：2024-05-06 来源：海河新闻网 作者：李 明 浏览：<span>123</span>次</div>
    <div class="content"><p>　　5月6日，天津港集团与<b>南开大学</b>在津签约，
    共建智慧&nbsp;港口实验室。</p><p>很短。</p><p>“这是新的起点。”张伟说。<br>签约后参观了码头。</p></div></div>
    <ul class="related"><li><a href="1">某地召开会议，讨论某事。</a></li></ul>
    <div class="footer">版权所有 海河新闻网。</div>
    </form></body></html>"""
    document = only(page.encode("gb18030"), "page.html")
    assert document.text.split("\n") == [
        "港口实验室共建签约",
        "5月6日，天津港集团与南开大学在津签约，共建智慧 港口实验室。",
        "很短。",
        "“这是新的起点。”张伟说。",
        "签约后参观了码头。",
    ]
    assert (document.title, document.date, document.publisher) == ("港口实验室共建签约", "2024-05-06", "海河新闻网")
    assert document.authors == ("李明",)


def test_bad_line_of_json_lines_is_named_and_the_others_are_read() -> None:
    lines = [
        '{"id": "1", "title": "三地签约", "publisher": "海河报", "url": "http://e.cn/1", "text": "今天签约。"}',
        '{"id": "2", "text": ',
        '{"id": "3"}',
        "",
        '{"id": "4", "text": "明天再签。"}',
    ]
    documents, ledger = read_bytes("\n".join(lines).encode(), "news.jsonl")
    assert [document.part for document in documents] == [0, 1]
    assert [document.text for document in documents] == ["三地签约\n今天签约。", "明天再签。"]
    assert (documents[0].publisher, documents[0].url) == ("海河报", "http://e.cn/1")
    assert [entry.message.split(": ")[1] for entry in ledger] == ["line 2", "line 3"]


@pytest.mark.parametrize(
    ("data", "reason", "severity"),
    [
        (b"", "empty", "skipped"),
        (b" \n\n ", "empty", "skipped"),
        (bytes(range(256)) * 16, "unreadable", "failed"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), "unreadable", "failed"),
        (b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(200)), "unreadable", "failed"),
        (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200), "unreadable", "failed"),
        (b"\xff\xfe\xfd\xfc\xfb\xfa\xf9" * 40, "unreadable", "failed"),
        (b"%PDF-1.4\nnothing else", "unreadable", "failed"),
        (pdf_of([[]]), "unreadable", "failed"),
    ],
)
def test_bad_file_is_one_clear_line(data: bytes, reason: str, severity: str) -> None:
    documents, ledger = read_bytes(data, "坏 文件.txt")
    assert not documents
    assert [(entry.reason, entry.severity) for entry in ledger] == [(reason, severity)]
    assert ledger[0].message.startswith("坏 文件.txt: ")
    assert "\n" not in ledger[0].message


def test_broken_front_matter_is_named_by_line_and_the_body_is_read() -> None:
    documents, ledger = read_bytes("---\ntitle: [三地\ndate: 2024-05-06\n---\n今天签约。\n".encode(), "a.md")
    assert documents[0].text.endswith("今天签约。")
    assert [entry.reason for entry in ledger] == ["front-matter"]
    assert "line 3" in ledger[0].message
    assert documents[0].date == "2024-05-06"


def test_a_few_broken_bytes_are_forgiven_and_said() -> None:
    data = (SECOND * 40).encode()
    documents, ledger = read_bytes(data[:300] + b"\xff" + data[300:], "a.txt")
    assert len(documents) == 1
    assert [entry.reason for entry in ledger] == ["encoding"]


def test_files_are_named_relative_to_what_was_given(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "五月").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in ("五月/签约 新闻.txt", "a.txt", ".hidden.txt", ".git/x.txt"):
        (folder / name).write_text(FIRST, "utf-8")
    assert [file.name for file in find_files([folder])] == ["a.txt", "五月/签约 新闻.txt"]
    assert [file.name for file in find_files([folder / "a.txt", folder])] == ["a.txt", "五月/签约 新闻.txt"]
    assert [document.source for document in read_paths([folder])[0]] == ["a.txt", "五月/签约 新闻.txt"]


@pytest.mark.parametrize("missing", [True, False])
def test_nothing_to_read_is_a_usage_error(tmp_path: Path, missing: bool) -> None:
    with pytest.raises(UsageError, match="no such file" if missing else "nothing to read"):
        find_files([tmp_path / "missing" if missing else tmp_path])


def test_file_that_vanished_is_in_the_ledger(tmp_path: Path) -> None:
    documents, ledger = read_file(SourceFile(str(tmp_path / "gone.txt"), "gone.txt"))
    assert (documents, [entry.severity for entry in ledger]) == ([], ["failed"])


def test_large_text_is_read() -> None:
    document = only((TITLE + "\n\n" + ("　　" + FIRST + "\n") * 20_000).encode(), "large.txt")
    assert document.text.count("\n") == 20_000


@pytest.mark.parametrize(
    "text",
    ['{\n  "title": "签约",\n  "text": "两校今天签约。"\n}\n', '[\n  {"title": "签约", "text": "两校今天签约。"}\n]\n'],
)
def test_json_that_holds_articles_is_read(text: str) -> None:
    documents, _ = read_bytes(text.encode(), "a.json")
    assert [(one.title, one.text) for one in documents] == [("签约", "签约\n两校今天签约。")]


def test_json_without_article_is_skipped_with_a_reason() -> None:
    documents, ledger = read_bytes('{"doc": "a.md",\n "entities": [{"names": ["南开大学"]}]}'.encode(), "a.json")
    assert documents == []
    assert [(one.reason, one.severity) for one in ledger] == [("no-article", "skipped")]
    assert "right is an object with title" in ledger[0].message

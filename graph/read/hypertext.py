"""HTML -> Article: the paragraphs of the part that holds the article, and what the page says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from msgspec import Struct
from msgspec.structs import replace

from graph.read.article import Article, day, day_of, plain_title
from graph.read.blanks import clean_blanks
from graph.read.characters import FINAL
from graph.read.joining import join_lines, rejoin
from graph.read.markdown import unescape
from graph.read.names import author_names
from graph.read.traced import Traced, inserted, join, locate, traced
from graph.regex import regex

SKIPPED = frozenset(
    re.findall(r"\w+", "script style noscript template svg iframe select button textarea object canvas")
)
FURNITURE = frozenset(["nav", "footer", "aside", "menu"])
VOID = frozenset(re.findall(r"\w+", "area base br col embed hr img input link meta param source track wbr"))
BLOCK_NAMES = """
html head body title address article aside blockquote br caption center dd details div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol option p pre section summary table tbody td tfoot th
thead tr ul
"""
BLOCK = frozenset(BLOCK_NAMES.split())
CLOSED_BY = {"p": BLOCK - {"br"}, "li": frozenset({"li"}), "td": frozenset({"td", "th", "tr"}), "tr": frozenset({"tr"})}
FURNITURE_NAME = regex(
    r"(?:^|[\s_-])(?:nav|menu|footer|foot|sidebar|breadcrumb|crumbs?|share|related|recommend|comments?|copyright|pager|"
    r"pagination|toolbar|advert|ads?|hot|login|search|tags?)(?:$|[\s_-])",
    re.I,
)
PLACE_LINE = regex(r"^(?:您?(?:当前|现在)?(?:的)?位置|首页|当前位置)\s*[:：>＞»]|[>＞»›].{1,20}[>＞»›]\s*正文")
CREDIT = regex(
    r"(?:发布|发表|更新|出版)?(?:时间|日期)|(?:稿件|文章|信息)?来源|作者|记者|编辑|浏览|点击|阅读|字号|字体|打印|分享"
)
SOURCE = regex(r"来\s*源[:：]\s*([^\s|｜:：]{2,30})")
AUTHOR = regex(
    r"(?:作\s*者|撰稿人?)[:：]\s*([^|｜:：]{2,40}?)(?=\s*(?:$|[|｜]|来源|发布|编辑|时间|日期|浏览|点击|\s{2}|责))"
)
SITE_TAIL = regex(r"\s*(?:[-_|｜—–]{1,2})\s*([^-_|｜—–]{2,30})$")
ENOUGH = 0.7
"""Share of the page's running text that the article's element has to hold."""


class Element(Struct):
    """An open or closed element: all that the choice of the article needs to know."""

    tag: str
    parent: Element | None
    furniture: bool
    depth: int
    weight: float = 0.0
    article: bool = False


class Paragraph(Struct):
    """A paragraph of the page and where it stands."""

    pieces: list[Traced]
    element: Element
    linked: int = 0
    """Characters of it that are links."""
    text: Traced = inserted("")


class PageParser(HTMLParser):
    """Collects paragraphs, each piece with its offset in the raw page, and the page's metadata."""

    def __init__(self, raw: str) -> None:
        super().__init__(convert_charrefs=False)
        self.raw = raw
        self.starts = [0]
        for match in re.finditer("\n", raw):
            self.starts.append(match.end())
        self.root = Element("", None, False, 0)
        self.element = self.root
        self.links = 0
        self.skipping = ""
        self.paragraphs: list[Paragraph] = []
        self.current: Paragraph | None = None
        self.fields: dict[str, str] = {}
        self.titles: dict[str, Traced] = {}

    def position(self) -> int:
        """Where in the raw page the parser stands."""
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an element; takes what <meta>, <link> and <time> say."""
        given = {name: value or "" for name, value in attrs}
        self._note(tag, given)
        if self.skipping:
            return
        if tag in SKIPPED:
            self.skipping = tag
            return
        if tag in BLOCK:
            self.current = None
        if tag in VOID:
            return
        closes = CLOSED_BY.get(self.element.tag)
        if closes and tag in closes:
            self.element = self.element.parent or self.root
        names = f"{given.get('class', '')} {given.get('id', '')}"
        hidden = "display:none" in given.get("style", "").replace(" ", "").lower()
        mine = (
            tag in FURNITURE
            or hidden
            or (tag not in ("html", "body", "article", "main") and bool(FURNITURE_NAME.search(names)))
        )
        if self.element.depth < 400:
            self.element = Element(tag, self.element, mine or self.element.furniture, self.element.depth + 1)
            self.element.article = tag == "article" or given.get("itemprop") == "articleBody"
        self.links += tag == "a"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """<br/> and the like."""
        given = {name: value or "" for name, value in attrs}
        self._note(tag, given)
        if tag in BLOCK and not self.skipping:
            self.current = None

    def _note(self, tag: str, given: dict[str, str]) -> None:
        if tag == "meta":
            name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
            if name and given.get("content", "").strip():
                self.fields.setdefault(name, " ".join(given["content"].split()))
        elif tag == "link" and "canonical" in given.get("rel", "").lower():
            self.fields.setdefault("canonical", given.get("href", "").strip())
        elif tag == "time" and given.get("datetime"):
            self.fields.setdefault("time", given["datetime"])

    def handle_endtag(self, tag: str) -> None:
        """Closes the innermost element of that name."""
        if self.skipping:
            if tag == self.skipping:
                self.skipping = ""
            return
        if tag in BLOCK:
            self.current = None
        one: Element | None = self.element
        while one is not None and one.tag != tag:
            one = one.parent
        if one is not None and one.parent is not None:
            self.element = one.parent
        if tag == "a" and self.links:
            self.links -= 1

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        self._add(self.position(), len(data))

    def handle_entityref(self, name: str) -> None:
        """&nbsp;"""
        start = self.position()
        end = start + 1 + len(name)
        self._add(start, end - start + (self.raw[end : end + 1] == ";"))

    def handle_charref(self, name: str) -> None:
        """&#160;"""
        self.handle_entityref("#" + name)

    def _add(self, start: int, length: int) -> None:
        piece = traced(self.raw, start, start + length)
        if self.skipping or (self.current is None and not piece.text.strip()):
            return
        if self.current is None:
            self.current = Paragraph([], self.element)
            self.paragraphs.append(self.current)
        self.current.pieces.append(piece)
        if self.links:
            self.current.linked += len(piece.text.strip())


def read_html(raw: str) -> Article:
    """The article of a page: every paragraph of its part of the page, with title, date, author and site."""
    parser = PageParser(raw)
    parser.feed(raw)
    parser.close()
    for paragraph in parser.paragraphs:
        paragraph.text = _paragraph_text(paragraph.pieces)
    paragraphs = [paragraph for paragraph in parser.paragraphs if paragraph.text.text]
    title = _title(parser, paragraphs)
    seen = [one for one in paragraphs if not one.element.furniture and one.element.tag != "title"]
    main = _main_element(parser.root, seen)
    chosen = [one for one in seen if _within(one.element, main) and not _is_link_line(one)]
    head = [one for one in seen if _is_credit(one.text.text)]
    body = [one for one in chosen if not _is_credit(one.text.text) and not PLACE_LINE.search(one.text.text)]
    body = _from_title(body, title)
    credit = "  ".join(one.text.text for one in head)
    flags = [
        one.element.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "th", "td") for one in body
    ]
    article = Article(rejoin([one.text for one in body], flags), title=title)
    return _with_fields(article, parser.fields, credit)


def _paragraph_text(pieces: list[Traced]) -> Traced:
    whole = join([unescape(piece) for piece in pieces])
    if "\n" not in whole.text and "\r" not in whole.text:
        return clean_blanks(whole)
    lines, at = [], 0
    for part in whole.text.splitlines(keepends=True):
        line = clean_blanks(whole.cut(at, at + len(part)).strip())
        at += len(part)
        if line.text:
            lines.append(line)
    return join_lines(lines) if lines else inserted("")


def _title(parser: PageParser, paragraphs: list[Paragraph]) -> Traced:
    """The heading of the page, or what <title> and the metadata say, without the site's name."""
    given = parser.fields.get("og:title") or parser.fields.get("articletitle") or parser.fields.get("title") or ""
    named = next((one.text for one in paragraphs if one.element.tag == "title"), inserted(""))
    plain = plain_title(Article([], title=named)).title
    headings = [one.text for one in paragraphs if one.element.tag in ("h1", "h2") and not _is_link_line(one)]
    for heading in headings:
        if len(heading.text) >= 4 and (heading.text in plain.text or heading.text in given):
            return heading
    if given:
        return locate(given, parser.raw)
    if plain.text:
        tail = SITE_TAIL.search(plain.text)
        while tail and tail.start() >= 4:
            plain = plain.cut(0, tail.start())
            tail = SITE_TAIL.search(plain.text)
        return plain
    return headings[0] if headings else inserted("")


def _main_element(root: Element, paragraphs: list[Paragraph]) -> Element:
    """The innermost element that holds most of the running text."""
    children: dict[int, list[Element]] = {}
    known: set[int] = set()
    for paragraph in paragraphs:
        weight = 0.0 if _is_link_line(paragraph) else _running(paragraph.text.text)
        element: Element | None = paragraph.element
        while element is not None:
            element.weight += weight
            if element.parent is not None and id(element) not in known:
                known.add(id(element))
                children.setdefault(id(element.parent), []).append(element)
            element = element.parent
    at = root
    while at.weight:
        below = max(children.get(id(at), []), key=lambda element: element.weight, default=None)
        if below is None or below.weight < ENOUGH * at.weight or (below.tag == "p" and len(children[id(at)]) > 1):
            break
        if below.tag in ("p", "span", "a", "strong", "b", "font", "em", "h1", "h2", "h3", "td") and _single(
            at, below, children
        ):
            break
        at = below
        if at.article:
            break
    return at


def _single(at: Element, below: Element, children: dict[int, list[Element]]) -> bool:
    """A paragraph that outweighs its neighbours is no container."""
    return (below.tag != "td" and any(one is not below for one in children[id(at)])) or below.tag != "td"


def _running(text: str) -> float:
    """Weight of a paragraph as running text."""
    marks = sum(text.count(mark) for mark in "，。、；！？,.;" + FINAL)
    return len(text) * (1.0 if marks else 0.1)


def _within(element: Element, main: Element) -> bool:
    one: Element | None = element
    while one is not None and one.depth >= main.depth:
        if one is main:
            return True
        one = one.parent
    return False


def _is_link_line(paragraph: Paragraph) -> bool:
    return paragraph.linked > 0.6 * len(paragraph.text.text)


def _is_credit(text: str) -> bool:
    """发布时间：… 来源：… and the like, but no byline at the end of the body."""
    labels = CREDIT.findall(text)
    return len(text) <= 120 and bool(
        re.match(r"\W*(?:" + CREDIT.pattern + r")\s*[:：]", text) or (len(labels) >= 2 and bool(day(text)))
    )


def _from_title(body: list[Paragraph], title: Traced) -> list[Paragraph]:
    """The paragraphs from the title on, where the title is among them; a bare date above the body is dropped."""
    for number, paragraph in enumerate(body):
        if title.text and paragraph.text.text == title.text and number < len(body) / 2:
            body = body[number + 1 :]
            break
    return [one for one in body if not re.fullmatch(r"[\d\s年月日:：/.-]{8,24}", one.text.text)]


def _with_fields(article: Article, fields: dict[str, str], credit: str) -> Article:
    def first(names: Iterator[str]) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    url = first(iter(("canonical", "og:url")))
    date = day(
        first(
            iter(
                (
                    "article:published_time",
                    "pubdate",
                    "publishdate",
                    "publish_date",
                    "datepublished",
                    "date",
                    "dc.date",
                    "time",
                )
            )
        )
    )
    publisher = first(iter(("contentsource", "publisher", "dc.publisher"))) or _match(SOURCE, credit)
    authors = first(iter(("author", "article:author", "dc.creator"))) or _match(AUTHOR, credit)
    return replace(
        article,
        url=url if re.match(r"https?://", url) else "",
        date=date or day(credit) or day_of(url, ""),
        publisher=publisher or first(iter(("og:site_name", "sitename"))),
        authors=author_names(authors) or tuple(name for name in re.split(r"[、，,;；\s]+", authors) if name),
    )


def _match(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(1).strip() if match else ""

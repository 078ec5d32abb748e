"""Blocks of a plain text -> articles: which headline, which authors and which columns belong together."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from msgspec import Struct

from graph.read.article import Article, day
from graph.read.blocks import Block, Kind, find_blocks
from graph.read.characters import ends_sentence, width
from graph.read.joining import FILL, rejoin
from graph.read.names import author_names, is_name, unpadded
from graph.read.traced import Traced, inserted, join
from graph.regex import regex

AUTHOR_NOTE = regex(r"^[（(]\s*(?:本文)?(?:作者|执笔)\S{0,4}?(?:为|系|是|单位|：|:)")
SOURCE_NOTE = regex(r"^[（(]\s*(?:据|来源[:：]|转自|摘自|原载)\s*《?([^》）)]{2,20})》?.{0,12}[）)]$")
SIGNATURE = regex(r"[。！？”](?:\s*)[（(]((?:本报)?(?:记者|通讯员)?\s*)([^（）()]{2,30})[）)]$")
STARTS = regex(
    r"^(?:本报|本刊|新华社|中新社|人民网|央视网|据新华社)[^。，]{0,12}?(?:讯|电|报道)|^本报(?:记者)?[^。，]{0,10}讯"
)
OPENING = regex(r"(?:日前|近日|昨日|昨天|今日|今天|\d{1,2}月\d{1,2}日|\d{4}年)")
SECTION = regex(r"^([一二三四五六七八九十])、")
ORDER = "一二三四五六七八九十"
CREDIT = regex(r"^(?:来源|日期|时间|发布时间|作者)[:：]\s*")
WANTS_OBJECT = (
    "推动",
    "建设",
    "打造",
    "加快",
    "促进",
    "助力",
    "实现",
    "推进",
    "构建",
    "开创",
    "的",
    "和",
    "与",
    "及",
    "在",
)
"""A headline line that ends with one of these goes on in the next line as one phrase."""
CREDIT_AT_MOST = 40
"""Characters of a line after the end of an article that still belongs to it: 责任编辑：…"""
KICKER_AT_MOST = 10.0
PAGE_NUMBER = regex(r"(?<=[\u4e00-\u9fff])[\dA-Z]{1,2}$")


class Segment(Struct):
    """A stretch of body blocks that is one article, or one column of one."""

    body: list[Block] = []
    above: list[Block] = []
    """Headlines and author lines that stand directly above it."""
    ends: bool = False
    """Whether an author's note, a source or a signature ends it."""
    title: list[Block] = []
    authors: list[Block] = []

    sections: list[int] = []
    """The numbers of its sections (一、 is 1), in the order of the page."""
    column: float = 0.0
    """Width of its widest column."""

    def add(self, block: Block) -> None:
        """Takes one more block at the end."""
        self.body.append(block)
        self.sections += [section_number(block)] if section_number(block) else []
        self.column = max(self.column, block.column)
        self.ends = self.ends or ends_article(block)

    def starts(self) -> bool:
        """Whether it opens as an article does."""
        return bool(self.body) and bool(STARTS.match(self.body[0].text))


def read_plain(raw: str) -> tuple[list[Article], list[str]]:
    """The articles of a plain text in the order in which they begin, and what the layout did not tell."""
    blocks = find_blocks(raw)
    segments, trailing = find_segments(blocks)
    if len(segments) <= 1:
        return [single_article(blocks)], []
    return page_articles(segments, trailing)


def read_body(raw: str) -> Article:
    """The whole of a plain text as one article, even where it looks like a page of several."""
    return single_article(find_blocks(raw))


def find_segments(blocks: Sequence[Block]) -> tuple[list[Segment], list[Block]]:
    """The body stretches with what stands above each, and the headlines that follow the last one."""
    segments: list[Segment] = [Segment()]
    above: list[Block] = []
    for block, coming in zip(blocks, _coming_sections(blocks), strict=True):
        current = segments[-1]
        if block.kind is not Kind.BODY:
            above.append(block)
            continue
        if current.body and _parts(current, above, block, coming):
            current = Segment()
            segments.append(current)
        if above and not current.body:
            current.above = above
        else:
            current.body += above
        above = []
        current.add(block)
    if not segments[-1].body:
        segments[-1].body, above = above, []
    return segments, above


def section_number(block: Block) -> int:
    """1 for a block that begins with 一、, and so on; 0 for a block that begins no section."""
    match = SECTION.match(block.text)
    return ORDER.index(match.group(1)) + 1 if match else 0


def _coming_sections(blocks: Sequence[Block]) -> list[int]:
    """For every block the number of the next section after it, 0 where none comes."""
    numbers, coming = [], 0
    for block in reversed(blocks):
        numbers.append(coming)
        coming = section_number(block) or coming
    return numbers[::-1]


def _parts(current: Segment, above: Sequence[Block], block: Block, coming: int) -> bool:
    """Whether a new article, or a column that is out of order, starts with this block."""
    if is_note(block):
        return False
    if STARTS.match(block.text):
        return True
    if current.ends:
        return bool(above) or ends_sentence(block.text) or len(block.text) > CREDIT_AT_MOST
    if any(one.kind is Kind.AUTHORS for one in above) and any(one.kind is Kind.HEADLINE for one in above):
        return True
    last = current.body[-1]
    torn = last.kind is Kind.BODY and not ends_sentence(last.text) and not section_number(last)
    if torn and last.text[-1] not in "：:）)" and ends_sentence(block.text):
        return bool(current.sections) and coming == 1 and current.sections[0] > 1
    only_headlines = bool(above) and all(one.kind is Kind.HEADLINE for one in above)
    return only_headlines and _opens(block) and block.column > 1.5 * current.column > 0


def _opens(block: Block) -> bool:
    """A lede: an article's first sentence often begins with its time."""
    return bool(OPENING.match(block.text))


def is_note(block: Block) -> bool:
    """（作者为…）, （据《…》）."""
    return bool(AUTHOR_NOTE.match(block.text) or SOURCE_NOTE.match(block.text))


def ends_article(block: Block) -> bool:
    """Whether the block is a note or closes with the signature of a person."""
    return is_note(block) or bool(signature(block.text))


def signature(text: str) -> tuple[str, ...]:
    """The names in brackets with which a text closes."""
    match = SIGNATURE.search(text)
    names = author_names(match.group(2)) if match else ()
    return names if all(is_name(name) for name in names) else ()


def single_article(blocks: Sequence[Block]) -> Article:
    """All blocks as one article: the headline at the top is its title, the author line after it its authors."""
    at = 0
    while at < len(blocks) and blocks[at].kind is not Kind.BODY:
        at += 1
    head, body = (blocks[:at], blocks[at:]) if at < len(blocks) else ([], blocks)
    headlines = [block for block in head if block.kind is Kind.HEADLINE]
    authors = [block for block in head if block.kind is Kind.AUTHORS]
    rest: list[Block] = []
    if len(headlines) > 1 and not authors:
        headlines, rest = headlines[:1], headlines[1:]
    return article_of(headlines, authors, [*rest, *body])


def page_articles(segments: list[Segment], trailing: list[Block]) -> tuple[list[Article], list[str]]:
    """The articles of a page with several of them."""
    remarks: list[str] = []
    split_shared_heads(segments)
    for segment in segments:
        segment.title = [block for block in segment.above if block.kind is Kind.HEADLINE]
        segment.authors = [block for block in segment.above if block.kind is Kind.AUTHORS]
    kicker = drop_kicker(segments)
    give_headlines_below(segments, trailing)
    groups = put_columns_in_order(segments, remarks)
    articles = []
    for group in groups:
        first = group[0]
        body: list[Block] = list(kicker) if segments[0] in group else []
        for segment in group:
            body += [*(segment.title + segment.authors if segment is not first else []), *segment.body]
        if not first.title:
            remarks.append(f"no headline was found for the article that begins '{body[0].text[:20]}'")
        articles.append(article_of(first.title, first.authors, body, fill=0))
    if len(articles) > 1:
        remarks.insert(0, f"a page, split by its layout into {len(articles)} articles")
    return articles, remarks


def split_shared_heads(segments: list[Segment]) -> None:
    """Headlines first and the bodies after: give each body its headline and authors, in the same order."""
    for number, segment in enumerate(segments):
        authors = [block for block in segment.above if block.kind is Kind.AUTHORS]
        headlines = [block for block in segment.above if block.kind is Kind.HEADLINE]
        bare = [segment]
        for other in segments[number + 1 :]:
            if other.above:
                break
            bare.append(other)
        count = min(len(authors), len(bare))
        if count < 2 or len(headlines) % count:
            continue
        each = len(headlines) // count
        for place, other in enumerate(bare[:count]):
            last = place == count - 1
            other.above = [*headlines[place * each : (place + 1) * each], *authors[place : None if last else place + 1]]


def drop_kicker(segments: list[Segment]) -> list[Block]:
    """The name of the column at the head of the page, which is no article's title."""
    first = segments[0]
    others = [block for segment in segments[1:] for block in segment.title]
    if len(first.title) == 1 and not first.authors and len(first.title[0].lines) == 1:
        short = width(first.title[0].text) <= KICKER_AT_MOST
        if short and any(width(block.text) > width(first.title[0].text) for block in others):
            kicker, first.title = first.title, []
            return kicker
    return []


def give_headlines_below(segments: list[Segment], trailing: list[Block]) -> None:
    """Bodies without a headline above: the one directly below is theirs, as columns run on this page."""
    for segment, following in itertools.pairwise(segments):
        if segment.title or not following.title or following.authors:
            continue
        if len(following.title) > 1 or (following is segments[-1] and trailing):
            segment.title, following.title = following.title[:1], following.title[1:]
    last = segments[-1]
    headlines = [block for block in trailing if block.kind is Kind.HEADLINE]
    rest = [block for block in trailing if block.kind is not Kind.HEADLINE]
    if headlines and not last.title:
        best = max(headlines, key=lambda block: (likeness(block, last), -headlines.index(block)))
        last.title = [best]
        headlines.remove(best)
    for segment in segments:
        if not segment.title and headlines:
            best = max(headlines, key=lambda block: (likeness(block, segment), -headlines.index(block)))
            segment.title = [best]
            headlines.remove(best)
    last.body += [block for block in trailing if block in headlines or block in rest]


def likeness(headline: Block, segment: Segment) -> int:
    """Length of the longest string that the headline shares with the body."""
    body = "".join(block.text for block in segment.body)
    text = headline.text
    longest = 0
    for start in range(len(text)):
        while text[start : start + longest + 1] in body and start + longest < len(text):
            longest += 1
    return longest


def put_columns_in_order(segments: list[Segment], remarks: list[str]) -> list[list[Segment]]:
    """The segments by article. A column that has no end goes before one that has no beginning."""
    groups = [[segment] for segment in segments]
    last = groups[-1][-1]
    if last.ends or len(groups) < 2:
        return groups
    for number in range(len(groups) - 2, -1, -1):
        head = groups[number][0]
        if _is_tail(head, last, number, len(groups)):
            group = groups.pop()
            if head.title and not last.title:
                last.title, head.title = head.title, []
                last.authors, head.authors = head.authors, []
            groups[number] = [*group, *groups[number]]
            remarks.append("columns out of order: what stands last on the page was put before what it goes on with")
            break
    return groups


def _is_tail(segment: Segment, last: Segment, number: int, count: int) -> bool:
    """Whether the segment goes on where the last one of the page breaks off."""
    sections, others = segment.sections, last.sections
    if sections and others and others[0] == 1 and sections[0] == others[-1] + 1:
        return not last.title or not segment.title
    return (
        number == 0 and segment.ends and not segment.starts() and bool(last.title) and not segment.authors and count > 1
    )


def article_of(
    headlines: Sequence[Block], authors: Sequence[Block], body: Sequence[Block], *, fill: int = FILL
) -> Article:
    """One article: title, then its author lines, then its paragraphs."""
    title = headline_text(headlines)
    names = [name for block in authors for name in author_names(block.text)]
    paragraphs = [unpadded(block.lines[0]) for block in authors]
    texts, standing = [], []
    for block in body:
        if block.kind is Kind.HEADLINE:
            texts.append(headline_text([block]))
        else:
            texts.append(unpadded(block.lines[0]) if block.kind is Kind.AUTHORS else block.lines[0])
        standing.append(block.kind is not Kind.BODY)
    whole = rejoin(texts, standing, fill=fill)
    publisher, date = "", ""
    for paragraph in whole:
        names += [name for name in signature(paragraph.text) if name not in names]
        source = SOURCE_NOTE.match(paragraph.text)
        publisher = publisher or (source.group(1).strip() if source else "")
        if CREDIT.match(paragraph.text):
            date = date or day(paragraph.text)
    return Article([*paragraphs, *whole], title=title, authors=tuple(names), publisher=publisher, date=date)


def headline_text(headlines: Sequence[Block]) -> Traced:
    """The lines of a headline as one title: a blank between them, except where a phrase goes on."""
    lines = [line for block in headlines for line in block.lines]
    if not lines:
        return inserted("")
    pieces = [lines[0]]
    for before, after in itertools.pairwise(lines):
        if not before.text.endswith(WANTS_OBJECT):
            pieces.append(inserted(" "))
        pieces.append(after)
    title = join(pieces)
    number = PAGE_NUMBER.search(title.text)
    return title.cut(0, number.start()) if number and not title.text[: number.start()].endswith("第") else title

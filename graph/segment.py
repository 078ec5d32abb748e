"""Document text -> sentences, and sentence -> words with dictionary tags, by jieba's dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from graph.dictionary import cut_text, tag_word
from graph.record import Record
from graph.regex import regex

_END = regex(r"[。！？!?；;…\n](?:(?<!\n)[。！？!?；;…]*[”’」』）)]*)?")
_BODY_AND_POST = regex(
    r"(.*(?:大学|学院|[局处组系部院所厅室科委站馆会校镇社行厂关]|[省市县区]委|民盟|政协|人大|党委|党组))"
    r"((?:副)?(?:局长|处长|组长|主任|常委|书记|委员|会长|部长|院长|所长|厅长|科长|站长|馆长|主席|秘书长|校长|理事长|镇长|社长|行长|厂长|关长|代表|主委|教授))"
)
"""Dictionary words that hold a body and a post: 市委常委, 科技局局长, 政协委员."""
_STRADDLING = {"部党组": 1, "总裁兼": 2, "董事长兼": 3, "总经理兼": 3, "院党委": 1, "校党委": 1}
"""Dictionary words that run across the end of a name or a post -> where they are cut: 工信部|党组, 总裁|兼."""
_BODY_AND_GROUP = regex(r"(.{2,}[部厅局委院行社])(党组)")
"""Dictionary words that hold a body and its leading group: 教育部党组."""
_POST_ENDS = "长任委记员席表授"
_HEADS = "部处局厅院所会校馆科社组队"
_POST_OF_HEAD = regex(f"长(?<=[{_HEADS}]长)")
_SCHOOLS = ("中学", "小学", "大学")
LONGEST = 800
"""Characters of a sentence; what rules cost grows faster than its length."""
_OPEN = "“《（(「『【‘"
_BRACKET = regex(f"[{_OPEN}”》）)」』】’]")


class Word(Record):
    """A dictionary word, or one character that the dictionary does not join. Offsets into the document's text."""

    start: int
    end: int
    text: str
    tag: str
    """jieba's part of speech: n, v, ns, nr … ; x for punctuation."""
    known: str = ""
    """Top class where a known name stands in place of words; empty for a plain word."""


class Sentence(Record):
    """A stretch of one paragraph that ends where a reader would stop. Offsets into the document's text."""

    start: int
    end: int
    paragraph: int
    """0, 1, 2, … in the document."""


def split_sentences(text: str) -> list[Sentence]:
    """Sentences in order; stops inside brackets and quotation marks do not end one, unless the paragraph ends."""
    sentences: list[Sentence] = []
    start = 0
    paragraph = 0
    for match in _END.finditer(text):
        first, at = match.span()
        newline = text[first] == "\n"
        if not newline and _is_open(text, start, first):
            continue
        _add(sentences, text, start, first if newline else at, paragraph)
        start = at
        paragraph += newline
    _add(sentences, text, start, len(text), paragraph)
    return sentences


def _add(sentences: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    """A sentence without blanks around it; a very long one (a list, a table) in stretches, at commas if possible."""
    while start < end and text[start].isspace():
        start += 1
    while end - start > LONGEST:
        comma = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in "，,、 ")
        cut = comma + 1 if comma >= 0 else start + LONGEST
        sentences.append(Sentence(start, cut, paragraph))
        start = cut
    if start < end and not text[start:end].isspace():
        sentences.append(Sentence(start, end, paragraph))


def _is_open(text: str, start: int, end: int) -> bool:
    """Whether a bracket that opens in text[start:end] is not closed there (looking back one clause)."""
    depth = 0
    for bracket in _BRACKET.findall(text, max(start, end - 120), end):
        if bracket in _OPEN:
            depth += 1
        elif depth:
            depth -= 1
    return depth > 0


def cut_words(text: str, cuts: Iterable[int] = ()) -> list[Word]:
    """Words in order, covering the text without gaps; none stands on both sides of one of `cuts`."""
    ends = sorted({*cuts, *_ends_of_bodies(text), len(text)})
    words: list[str] = []
    start = 0
    for end in ends:
        words += cut_text(text[start:end])
        start = end
    tags = list(map(_tags.__getitem__, words))
    at = 0
    for _ in range(tags.count("")):
        at = tags.index("", at)
        words[at : at + 1] = _halves(words[at])
        tags[at : at + 1] = ("n", "n")
    starts = list(accumulate(map(len, words), initial=0))
    return list(map(Word, starts, starts[1:], words, tags))


def _ends_of_bodies(text: str) -> Iterator[int]:
    """Where a body ends before the post of its head: 财务处|处长, 工作部|副部长, 第一中学|校长."""
    for match in _POST_OF_HEAD.finditer(text):
        head = match.start() - 1
        at = head - (text[head - 1 : head] == "副")
        if text[at - 1 : at] == text[head] or (text[head] == "校" and text[at - 2 : at] in _SCHOOLS):
            yield at


class _Tags(dict[str, str]):
    """Dictionary word -> its tag; empty for one that is two words, both nouns."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_TAGS:
            self.clear()
        tag = self[word] = "" if _halves(word) else tag_word(word)
        return tag


_tags = _Tags()
_MOST_TAGS = 1 << 15


def _halves(word: str) -> tuple[str, ...]:
    """The two words of a dictionary word that holds a body and a post, or runs across the end of one; else none."""
    split = _BODY_AND_POST.fullmatch(word) if len(word) > 2 and word[-1] in _POST_ENDS else None
    if word[-1] == "组" and len(word) > 4:
        split = split or _BODY_AND_GROUP.fullmatch(word)
    if split:
        return split.groups()
    cut = _STRADDLING.get(word)
    return (word[:cut], word[cut:]) if cut else ()

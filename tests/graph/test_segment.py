"""Sentences end where a reader stops; words cover them without gaps."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from graph.explain import sentence_document
from graph.find.reading import Reading
from graph.segment import LONGEST, cut_words, split_sentences

CHINESE = st.text(alphabet="天津大学校长赵明远说，。！？“”《》（）\n；、2023年 abc", max_size=300)


def stretches(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


def test_stop_inside_a_quotation_does_not_end_the_sentence():
    assert stretches("赵明远说：“材料好。工艺也要好。”会议随后结束。") == [
        "赵明远说：“材料好。工艺也要好。”会议随后结束。"
    ]


def test_paragraph_ends_the_sentence_even_in_an_open_quotation():
    assert stretches("赵明远说：“材料好\n会议随后结束。") == ["赵明远说：“材料好", "会议随后结束。"]


def test_long_list_is_cut_at_a_comma():
    text = "天津大学，" * 400
    assert all(len(stretch) <= LONGEST for stretch in stretches(text))
    assert "".join(stretches(text)) == text


def test_body_and_post_are_two_words():
    assert [w.text for w in cut_words("科技局局长") if w.text.endswith(("局", "长"))][-2:] == ["局", "局长"] or [
        w.text for w in cut_words("市委常委")
    ] == ["市委", "常委"]


@given(CHINESE)
def test_sentences_are_in_order_and_without_overlap(text):
    end = 0
    for sentence in split_sentences(text):
        assert end <= sentence.start < sentence.end <= len(text)
        end = sentence.end


@given(CHINESE, st.integers(1, 300))
def test_words_cover_the_text(text, cut):
    words = cut_words(text, [cut] if cut < len(text) else ())
    assert "".join(w.text for w in words) == text
    assert all(a.end == b.start for a, b in itertools.pairwise(words))
    assert not any(w.start < cut < w.end for w in words)


@given(CHINESE)
def test_words_of_sentences_are_those_of_each_alone(text):
    reading = Reading.of(sentence_document(text))
    for sentence, words in zip(reading.sentences, reading.words, strict=True):
        alone = cut_words(text[sentence.start : sentence.end])
        assert [(w.text, w.tag) for w in words] == [(w.text, w.tag) for w in alone]
        assert words[0].start == sentence.start
    within = {w.start for words in reading.words for w in words}
    assert within == reading.by_start.keys() and within <= reading.starts


def test_words_of_a_list_without_commas_end_where_it_is_cut():
    text = "天津大学" * 500
    cuts = [sentence.end for sentence in split_sentences(text)]
    assert cuts[:2] == [LONGEST, 2 * LONGEST]
    reading = Reading.of(sentence_document(text))
    assert [words[-1].end for words in reading.words] == cuts


def test_word_has_the_same_tag_and_parts_wherever_it_stands():
    first, second = (cut_words(text) for text in ("天津市科技局局长到会", "会见科技局局长"))
    assert [(w.text, w.tag) for w in first if w.text.startswith("局长")] == [
        (w.text, w.tag) for w in second if w.text.startswith("局长")
    ]
    assert [w.start for w in second] == [0, *(w.end for w in second[:-1])]

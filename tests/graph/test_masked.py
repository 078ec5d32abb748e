"""Masked sentences know where in the document each of their characters stands."""

from __future__ import annotations

from graph.corefer import Entities
from graph.explain import sentence_document
from graph.find import read_mentions
from graph.relate.masked import SIGNS, Masked, O, mask
from graph.relate.references import Recall
from tests.graph.extracted import extractor

TEXT = "昨日，天津大学（右一）与河北工业大学签约,共建海河新材料研究院。"


def masked_sentence(text: str) -> Masked:
    lexicon = extractor().lexicon
    entities = Entities(read_mentions(sentence_document(text), lexicon), lexicon)
    return mask(entities, entities.reading.sentences[0], Recall())


def words_at(masked: Masked, at: int) -> str:
    return TEXT[masked.slots.start_at(at) : masked.slots.end_at(at)]


def test_each_character_stands_for_its_words() -> None:
    masked = masked_sentence(TEXT)
    assert masked.text == f"昨日，{O}与{O}签约，共建{O}。"
    words = [words_at(masked, at) for at in range(len(masked.text))]
    assert words == [*"昨日，", "天津大学", "与", "河北工业大学", *"签约,共建", "海河新材料研究院", "。"]
    assert masked.original(3, 6, TEXT) == "天津大学（右一）与河北工业大学"
    assert [masked.slots.entity_at(at) >= 0 for at in range(len(masked.text))] == [one == O for one in masked.text]


def test_subjects_put_in_leave_all_others_where_they_are() -> None:
    masked = masked_sentence(TEXT)
    first, second = (masked.slots.entity_at(at) for at in (3, 5))
    at = masked.text.index("共建")
    start = masked.slots.start_at(3)
    carried = masked.with_subjects([(at, [(start, SIGNS["Organization"], first), (-1, SIGNS["Park"], second)])])
    assert carried.text == masked.text[:at] + f"{SIGNS['Organization']}、{SIGNS['Park']}" + masked.text[at:]
    moved = [place for place in range(len(carried.text)) if not at <= place < at + 3]
    assert [words_at(carried, place) for place in moved] == [words_at(masked, old) for old in range(len(masked.text))]
    assert [carried.slots.start_at(at), carried.slots.start_at(at + 2)] == [start, TEXT.index("共建")]
    assert [carried.slots.entity_at(place) for place in (at, at + 1, at + 2)] == [first, -1, second]

"""Known names are found longest first, by one automaton or at the front of a name."""

import pytest

from graph.lexicon import SHIPPED, Entry, Lexicon, lexicon_folder, read_lexicon

LEXICON = Lexicon(
    [
        Entry("天津大学", "Organization", "University", (), ("天大",), "", ""),
        Entry("天津", "Place", "AdministrativeArea", (), (), "", ""),
    ]
)


@pytest.mark.parametrize("name", ["天津大学建筑学院", "天津市科技局", "天大求是学部", "河北天津大学", "", "天"])
def test_longest_front_is_what_the_automaton_finds_at_the_start(name: str):
    found = next((hit for hit in LEXICON.find(name) if hit.start == 0), None)
    assert LEXICON.longest_front(name) == found


def test_longest_front_is_the_longer_of_two():
    front = LEXICON.longest_front("天津大学建筑学院")
    assert front is not None
    assert (front.end, front.entry.name, front.weak) == (4, "天津大学", False)


def test_names_looked_up_one_by_one_are_those_of_the_automaton():
    """Little text is looked through without the automaton, which takes long to make."""
    text = "天津市天大天津大学、天津天津大学天大天" * 20
    entries = [entry for name in SHIPPED for entry in read_lexicon(lexicon_folder() / f"{name}.tsv")]
    fresh, used = Lexicon(entries), Lexicon(entries)
    used.find("字" * 100_000)
    found = fresh.find(text)
    assert found == used.find(text)
    assert {"天津大学", "天津市"} <= {text[hit.start : hit.end] for hit in found}


def test_a_name_at_the_end_of_a_text_ends_there():
    places = [Entry(name, "Place", "Place", (), (), "", "") for name in ("天津", "天津港")]
    lexicon = Lexicon(places)
    assert [(hit.start, hit.end) for hit in lexicon.find("来自天津")] == [(2, 4)]

"""Known names are found longest first, by one automaton or at the front of a name."""

import pytest

from graph.lexicon import Entry, Lexicon

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

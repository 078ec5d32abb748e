"""Extraction does not fall below a floor on articles of our own writing that were marked by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from graph.evaluate import Report, evaluate

GOLD = Path(__file__).parent / "gold"


@cache
def report() -> Report:
    """Evaluation of all articles, once for all tests of a run."""
    return evaluate(GOLD / "annotations", GOLD / "articles", samples=20)


def test_every_article_is_marked_and_read():
    articles = {path.stem for path in (GOLD / "articles").iterdir()}
    assert articles == {path.stem for path in (GOLD / "annotations").iterdir()}
    assert [problem.message for problem in report().problems] == []


@pytest.mark.parametrize(("group", "floor"), [("entities", 0.90), ("relations", 0.75)])
def test_f1_stays_above_its_floor(group: str, floor: float):
    assert report().f1(group) >= floor


def test_nine_in_ten_of_the_facts_that_are_trusted_are_right():
    band = report().calibration[-1]
    assert band.right >= 0.9 * band.facts

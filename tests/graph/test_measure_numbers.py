"""Numbers with units, Chinese numerals and periods by themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from graph.lexicon import lexicon_folder, read_lines
from graph.measure.numbers import find_numbers, load_units, read_numerals
from graph.measure.periods import find_period
from graph.measure.phrases import load_words

ROLES = {"verb", "noun", "amount", "vague", "scope", "presence", "end", "light", "adverb", "stop"}


@pytest.mark.parametrize("line", [line for _, line in read_lines(lexicon_folder() / "units.tsv")])
def test_each_unit_reads_its_own_example(line: str) -> None:
    unit, _, example = line.split("\t")[:3]
    (number,) = find_numbers(example + "。")
    assert number.unit.endswith(unit.replace("％", "%"))


@pytest.mark.parametrize(
    ("numerals", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零八", 108),
        ("两千五百", 2500),
        ("三万五千", 35000),
        ("二〇二四", 2024),
    ],
)
def test_chinese_numerals(numerals: str, value: int) -> None:
    assert read_numerals(numerals) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value", "unit", "mark"),
    [
        ("1.2亿多条，", "1.2", "亿条", "多"),
        ("逾3.5万名学生", "3.5", "万名", "逾"),
        ("约12家左右", "12", "家", "约左右"),
        ("不足2000人次。", "2000", "人次", "不足"),
        ("签约13个项目", "13", "个", ""),
        ("世界上180多个国家", "180", "个", "多"),
        ("5至8万元，", "5", "万元", "5至8万元"),
        ("2.3个百分点", "2.3", "个百分点", ""),
    ],
)
def test_marks_and_units(text: str, value: str, unit: str, mark: str) -> None:
    (number,) = find_numbers(text)
    assert (number.value, number.unit, number.mark) == (value, unit, mark)


@pytest.mark.parametrize("text", ["3个月", "第12条", "1小时前", "一家", "12本科", "B2家", "一所多民族学校", "8克拉"])
def test_what_only_looks_like_a_number_with_a_unit(text: str) -> None:
    assert list(find_numbers(text)) == []


def test_period_of_a_base_is_not_the_period() -> None:
    assert find_period("较2014年的", "2024-03-01") == ""


def test_units_and_words_have_known_groups() -> None:
    assert {unit.group for unit in load_units().values()} <= {"count", "people", "money", "share", "size", "time"}
    assert set(load_words()) == ROLES

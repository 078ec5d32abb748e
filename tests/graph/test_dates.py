"""Words for a day become absolute dates, counted from the publication date."""

import pytest

from graph.dates import find_date


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("2023年2月25日，论坛举行。", "", ("2023-02-25", "day")),
        ("2月25日，论坛在津举行。", "2023-02-26", ("2023-02-25", "day")),
        ("12月30日，论坛举行。", "2024-01-02", ("2023-12-30", "day")),
        ("25日，论坛举行。", "2023-02-26", ("2023-02-25", "day")),
        ("28日上午，仪式举行。", "2023-03-02", ("2023-02-28", "day")),
        ("昨日，论坛举行。", "2023-03-01", ("2023-02-28", "day")),
        ("去年5月6日，园区开园。", "2023-03-01", ("2022-05-06", "day")),
        ("今年5月，园区开园。", "2023-06-01", ("2023-05", "month")),
        ("近日，论坛举行。", "2023-06-01", ("2023-06", "recent")),
        ("近日，论坛举行。", "", ("", "")),
        ("论坛举行。", "2023-06-01", ("", "")),
        ("2023年2月30日，论坛举行。", "2023-06-01", ("", "")),
    ],
)
def test_day_is_counted_from_publication(text, published, expected):
    assert find_date(text, published) == expected

"""Bodies and places of one name: apart where context tells different wholes, one where it tells the same or nothing."""

from __future__ import annotations

import pytest

from graph.document import Document
from graph.extract import Extractor
from graph.resolve import Resolved, Whole, resolve

Text = tuple[str, str]
"""Publisher and words of an article."""
BEIJING, CHANGCHUN = ("北京日报", "朝阳区举办书展。"), ("长春日报", "朝阳区举办冰灯展。")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def article(publisher: str, text: str) -> Document:
    return Document(
        title="", date="2024-05-20", publisher=publisher, url="", authors=(), text=text, source="made.txt", part=0,
        format="text", encoding="utf-8", runs=(),
    )  # fmt: skip


def resolved(extractor: Extractor, *texts: Text) -> Resolved:
    documents = [article(*one) for one in texts]
    return resolve([Whole(document, extractor.extract(document)) for document in documents])


def meant(extractor: Extractor, name: str, *texts: Text) -> list[str]:
    """The thing that each article means by a name."""
    graph = resolved(extractor, *texts)
    found = []
    for one in texts:
        document = article(*one)
        names = [entity.name for entity in extractor.extract(document).entities]
        found.append(graph.ids[document.id][names.index(name)])
    return found


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("朝阳区", ("", "北京市朝阳区举办花展。"), ("", "长春市朝阳区举办冰灯展。")),
        ("朝阳区", BEIJING, CHANGCHUN),
        ("鼓楼区", ("", "鼓楼区举办夜市，福州市派人参加。"), ("", "鼓楼区举办灯展，南京市派人参加。")),
        (
            "朝阳区人民政府",
            ("北京日报", "朝阳区区长温如玉出席开馆仪式。"),
            ("长春日报", "朝阳区区长罗冰河出席开馆仪式。"),
        ),
        (
            "中心医院",
            ("唐山劳动日报", "中心医院院长岳长松介绍了情况。"),
            ("保定日报", "中心医院院长迟秀英介绍了情况。"),
        ),
        (
            "中心医院",
            ("", "唐山市举行急救演练，中心医院院长岳长松介绍了情况。"),
            ("", "保定市举行急救演练，中心医院院长迟秀英介绍了情况。"),
        ),
    ],
)
def test_different_wholes_keep_one_name_apart(extractor: Extractor, name: str, one: Text, other: Text) -> None:
    first, second, again = meant(extractor, name, one, other, (one[0], one[1] + "活动将持续一周。"))
    assert first == again
    assert first != second


def test_a_person_of_one_name_at_two_hospitals_of_one_name_is_two(extractor: Extractor) -> None:
    texts = [("唐山劳动日报", "中心医院院长岳松介绍了情况。"), ("保定日报", "中心医院院长岳松介绍了计划。")]
    assert len(set(meant(extractor, "岳松", *texts))) == 2


@pytest.mark.parametrize(
    "bare",
    [("", "朝阳区举办花展。"), ("人民日报", "朝阳区举办花展，天津市有人参观。"), ("唐山劳动日报", "朝阳区举办花展。")],
)
def test_where_no_whole_or_an_impossible_one_is_told_it_is_the_one_that_is_known(
    extractor: Extractor, bare: Text
) -> None:
    assert len(set(meant(extractor, "朝阳区", BEIJING, bare))) == 1


def test_where_no_whole_is_told_it_is_neither_of_two(extractor: Extractor) -> None:
    assert len(set(meant(extractor, "朝阳区", BEIJING, CHANGCHUN, ("", "朝阳区举办花展。")))) == 3


def test_the_whole_gives_a_district_its_code_and_tells_iris_apart(extractor: Extractor) -> None:
    graph = resolved(extractor, BEIJING, CHANGCHUN)
    found = {entity.id: entity.attributes.get("code") for entity in graph.entities if entity.name == "朝阳区"}
    assert set(found.values()) == {"gb2260:110105", "gb2260:220104"}
    assert "place/朝阳区" in found
    assert found.keys() & {"place/朝阳区~北京市", "place/朝阳区~长春市"}


def test_it_is_told_why_a_name_is_neither(extractor: Extractor) -> None:
    graph = resolved(extractor, BEIJING, CHANGCHUN, ("", "朝阳区举办花展。"))
    told = {join.against for join in graph.joins if join.rule == "same-name"}
    assert told == {"朝阳区 is also a name of others: 朝阳区 (北京市)、朝阳区 (长春市)"}


def test_a_short_name_meets_the_full_one_of_its_city(extractor: Extractor) -> None:
    graph = resolved(extractor, ("唐山劳动日报", "中心医院院长岳长松授课。"), ("", "唐山市中心医院院长岳长松带队。"))
    assert [entity.id for entity in graph.entities if entity.type == "Organization"] == ["organization/唐山市中心医院"]

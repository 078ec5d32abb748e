"""Titles in 《》 and “”: journals, papers, books."""

from __future__ import annotations

import pytest

from tests.graph.extracted import extracted, named

JOURNAL, WORK = "Organization", "Document"


@pytest.mark.parametrize(
    ("text", "journals", "works"),
    [
        ("成果以“Change of groundwater”为题发表于《水文进展》（Hydrology）。", ["水文进展"], ["Change of groundwater"]),
        ("他曾在《北方经济》、《滨海研究》等刊物发表论文十篇。", ["北方经济", "滨海研究"], []),
        (
            "介绍该成果的论文“Deep search of forests”发表在期刊《Forest Today》上。",
            ["Forest Today"],
            ["Deep search of forests"],
        ),
        ("论坛由《北方月刊》杂志社主办。", ["北方月刊杂志社"], []),
        ("“数据与系统安全”教育部重点实验室获批。", ["“数据与系统安全”教育部重点实验室"], []),
        ("大赛由《实验教学》杂志协办。", ["实验教学"], []),
        ("成果在线发表于Physical Chemistry Letters。", ["Physical Chemistry Letters"], []),
        ("他作了以“京津冀地下水的长期演变”为题的报告。", [], []),
        ("会上发表了《京津冀绿色金融报告》。", [], ["京津冀绿色金融报告"]),
    ],
)
def test_journals_and_papers(text: str, journals: list[str], works: list[str]):
    assert (named(text, JOURNAL), named(text, WORK)) == (journals, works)


def test_a_room_needs_no_name_of_its_building():
    assert named("讲座在9教305教室举行。", "Place") == ["9教305教室"]
    assert named("讲座在弘文楼201举行。", "Place") == ["弘文楼201"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("章程依据教育法和《中华人民共和国数据安全法》制定。", {"教育法": "Law", "数据安全法": "Law"}),
        ("《海州市湿地保护条例（2024年修订）》施行。", {"海州市湿地保护条例（2024年修订）": "Law"}),
        ("《海州市湿地管理办法》施行。", {"海州市湿地管理办法": "PolicyDocument"}),
        ("《中国共产党组织工作条例》印发。", {"中国共产党组织工作条例": "PolicyDocument"}),
        ("保险法学教授谈旅游法规。", {}),
    ],
)
def test_laws_with_and_without_marks(text: str, kinds: dict[str, str]):
    assert {e.name: e.kind for e in extracted(text).entities if e.type == "Policy"} == kinds

"""Titles in 《》 and “”: journals, papers, books."""

from __future__ import annotations

import pytest

from tests.graph.extracted import named

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

"""Villages, waters, stations and other places that stand in no table."""

import pytest

from tests.graph.extracted import named


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("记者来到磨盘沟村，村民赵明远正在摘桃。", ["磨盘沟村"]),
        ("灾情发生后，救援队在倒淌河镇、龙羊峡镇开展排查。", ["倒淌河镇", "龙羊峡镇"]),
        ("要盯住府河、漕河、瀑河等河流。", ["府河", "漕河", "瀑河"]),
        ("线路西起宋城路站，全长8公里。", ["宋城路站"]),
        ("队员们徒步向得妥镇湾东村挺进。", ["得妥镇", "湾东村"]),
        ("在榆树市延和朝鲜族乡，水位仍在上涨。", ["榆树市", "延和朝鲜族乡"]),
        ("汛期前要完成王快水库除险加固。", ["王快水库"]),
        ("车队翻过唐古拉山，驶上青藏铁路旁的公路。", ["唐古拉山", "青藏铁路"]),
        ("研讨会在云南昆明滇池国际会展中心举行。", ["云南省", "昆明滇池国际会展中心"]),
        ("位于花溪大学城的图书馆开馆。", ["花溪大学城"]),
        ("天津市河西区平江道的店铺开门。", ["天津市", "河西区"]),
        ("鉴湖博物院坐落于御东新区。", ["鉴湖博物院", "御东新区"]),
    ],
)
def test_place_by_where_it_stands(text, names):
    assert named(text, "Place") == names


@pytest.mark.parametrize(
    "text",
    [
        "大家在服务站、加油站排队。",
        "他们走进城中村，走访了本村和邻村。",
        "一座水库、两处码头和沿线景区都在维修。",
        "学员来到换电站参观。",
        "线路东至终点站，盘山而上。",
        "奖牌由赵巨峰、刘畅领取。",
        "这里成为国家5A级旅游景区。",
    ],
)
def test_common_words_are_no_place(text):
    assert named(text, "Place") == []

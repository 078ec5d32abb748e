"""Measurements: numbers with what they measure, value, unit, period, comparison and of whom."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from graph.claim import Measurement
from graph.corefer import Entities
from graph.document import Document, Run
from graph.find import read_mentions
from graph.lexicon import Lexicon
from graph.measure import find_measurements
from graph.read import read_paths

SEEDS = Path(__file__).parents[2] / "../shared/seeds"


@cache
def lexicon() -> Lexicon:
    return Lexicon.load()


def entities_of(text: str, date: str = "2024-08-12", publisher: str = "") -> Entities:
    document = Document("", date, publisher, "", (), text, "test.txt", 0, "text", "utf-8", (Run(0, 0, len(text)),))
    return Entities(read_mentions(document, lexicon()), lexicon())


def measured(text: str, date: str = "2024-08-12", publisher: str = "") -> list[Measurement]:
    return list(find_measurements(entities_of(text, date, publisher)))


def short(one: Measurement) -> tuple[str, str, str]:
    return one.measure, one.value, one.unit


STATED = [
    ("该港口去年货物吞吐量突破1200万吨。", [("货物吞吐量", "1200", "万吨")]),
    ("全镇粮食总产量达到3.5万吨。", [("粮食总产量", "3.5", "万吨")]),
    ("河东区市场主体总数为8,640家。", [("市场主体总数", "8640", "家")]),
    ("区内年均气温为１２．５℃。", [("区内年均气温", "12.5", "℃")]),
    ("今年新增注册企业215家。", [("新增注册企业", "215", "家")]),
    ("园区内现有孵化企业48家、科研机构12家。", [("孵化企业", "48", "家"), ("科研机构", "12", "家")]),
    ("双方共建9个联合实验室。", [("联合实验室", "9", "个")]),
    ("展会吸引了160余家参展企业。", [("参展企业", "160", "家")]),
    ("工厂安装了24台数控机床。", [("数控机床", "24", "台")]),
    ("全年开通32条货运航线。", [("货运航线", "32", "条")]),
    ("技术合同成交额达86.4亿元。", [("技术合同成交额", "86.4", "亿元")]),
    ("项目总投资12.6亿元。", [("项目总投资", "12.6", "亿元")]),
    ("工业增加值同比增长6.1%。", [("工业增加值", "6.1", "%")]),
    ("煤炭消费量同比下降3.2%。", [("煤炭消费量", "-3.2", "%")]),
    ("城际列车运力提升15%。", [("城际列车运力", "15", "%")]),
    ("大学生满意度为98.6％。", [("大学生满意度", "98.6", "%")]),
    ("平均通关时间由6小时压缩到2小时。", [("通关时间", "2", "小时")]),
    ("报名人数从3200增至5100。", [("报名人数", "5100", "")]),
    ("志愿者人数从1.1万增至2.4万。", [("志愿者人数", "2.4", "万")]),
    ("高新技术产品占全区出口总额的41.5%。", [("高新技术产品占全区出口总额", "41.5", "%")]),
    ("设备国产化占比超过70%。", [("设备国产化占比", "70", "%")]),
    ("两地之间0.5到1小时通勤圈基本形成。", [("通勤圈", "0.5", "小时")]),
    ("会议当天有四十余人参会。", [("参会", "40", "人")]),
    ("两万余名市民走进场馆。", [("市民", "2", "万名")]),
    ("二十余家机构发布倡议。", [("机构", "20", "家")]),
    ("三百六十五家企业按时复工。", [("企业", "365", "家")]),
    ("近四成居民选择公交，居民公交出行占比近四成。", [("居民公交出行占比", "4", "成")]),
    ("展馆面积3.2万平方米。", [("展馆面积", "3.2", "万平方米")]),
    ("细颗粒物年均浓度为36微克/立方米。", [("细颗粒物年均浓度", "36", "微克/立方米")]),
    ("绿化面积增至1,250.5公顷。", [("绿化面积", "1250.5", "公顷")]),
    ("新能源装机容量达2.4亿千瓦。", [("新能源装机容量", "2.4", "亿千瓦")]),
    ("规模餐馆、连锁超市均突破300家。", [("规模餐馆、连锁超市", "300", "家")]),
    ("全区现有社区诊所86家。", [("社区诊所", "86", "家")]),
    ("年接待游客超150万人次。", [("年接待游客", "150", "万人次")]),
    ("货轮满载22万吨铁矿石。", [("铁矿石", "22", "万吨")]),
    ("总投资3亿元，用地120亩。", [("总投资", "3", "亿元"), ("用地", "120", "亩")]),
    ("营业收入突破90亿元，达到92.3亿元。", [("营业收入", "90", "亿元"), ("营业收入", "92.3", "亿元")]),
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_stated_numbers_are_found(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [short(one) for one in measured(text)]
    assert [one for one in expected if one not in found] == [], found


NOT_STATED = [
    "会议于2024年5月18日上午9时30分在第三会议室召开。",
    "第54届年会和第三次全体会议同日闭幕。",
    "依据（京发〔2024〕16号）文件办理。",
    "联系电话：022-23508219。",
    "落实“六链五群”布局，推进“一号工程”。",
    "他今年35岁，平均年龄27岁。",
    "系统升级到2.0版。",
    "活动在8号楼301室举行。",
    "《行动方案（2024—2027年）》已经印发。",
    "一带一路、三地携手、百年老校。",
    "历时3个月，筹备组走访各地。",
    "到2030年，全市产业规模突破1500亿元。",
    "该区计划新建12座加氢站。",
    "预计年产值可达60亿元。",
    "发展高度重视两个毫不动摇。",
    "5G网络与AI融合，2+4+31布局推进。",
    "提出三点意见和五个方面要求。",
    "从“0到1”的突破。",
]


@pytest.mark.parametrize("text", NOT_STATED)
def test_other_numbers_are_not_measurements(text: str) -> None:
    assert [short(one) for one in measured(text)] == []


COMPARED = [
    ("入园人数16.5万人，同比增长42%。", "同比增长42%"),
    ("进出口总值达320亿元，同比下降1.8%，环比增长3%。", "同比下降1.8%；环比增长3%"),
    ("经济总量达到6.2万亿元，较2015年的3.1万亿元增长3.1万亿元。", "较2015年的3.1万亿元增长3.1万亿元"),
    ("开展培训活动640场，较去年同期增长30%。", "较去年同期增长30%"),
    ("注册企业超1600家。", "超"),
    ("接待市民近30万人次。", "近"),
    ("发表论文500多篇。", "多"),
    ("建成0.5到1小时通勤圈。", "0.5到1小时"),
    ("工业增加值同比增长6.1%。", "同比增长"),
    ("办理时间由5天压缩到8小时。", "由5天压缩到"),
]


@pytest.mark.parametrize(("text", "expected"), COMPARED)
def test_comparison_is_in_the_words_of_the_text(text: str, expected: str) -> None:
    assert [one.comparison for one in measured(text)] == [expected]


PERIODS = [
    ("2023年，货物吞吐量达12万吨。", "2023"),
    ("去年货物吞吐量达12万吨。", "2023"),
    ("今年前7个月，货物吞吐量达12万吨。", "2024-01/2024-07"),
    ("今年一季度，货物吞吐量达12万吨。", "2024-Q1"),
    ("前三季度，货物吞吐量达12万吨。", "2024-01/2024-09"),
    ("上半年，货物吞吐量达12万吨。", "2024-H1"),
    ("5月，货物吞吐量达12万吨。", "2024-05"),
    ("11月，货物吞吐量达12万吨。", "2023-11"),
    ("今年“五一”假期，货物吞吐量达12万吨。", "2024-05"),
    ("截至2023年底，货物吞吐量达12万吨。", "2023-12"),
    ("截至目前，货物吞吐量达12万吨。", "2024-08-12"),
    ("“十三五”期间，货物吞吐量达12万吨。", "2016/2020"),
    ("2021年以来，货物吞吐量达12万吨。", "2021/2024-08-12"),
    ("货物吞吐量达12万吨。", ""),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_period_is_absolute(text: str, expected: str) -> None:
    assert [one.period for one in measured(text)] == [expected]


def test_relative_period_without_publication_date_is_left_open() -> None:
    assert [one.period for one in measured("去年货物吞吐量达12万吨。", date="")] == [""]


ABOUT = [
    ("2023年，河北省粮食总产量达3800万吨。", "河北省"),
    ("天津港集装箱吞吐量突破2200万标准箱。", "天津港"),
    ("南开大学获批科研项目42项，其中重点项目8项。", "南开大学"),
    ("据天津市科技局局长介绍，技术合同成交额达86亿元。", ""),
    ("北京市与天津市签约，签约金额达20亿元。", "北京市"),
]


@pytest.mark.parametrize(("text", "expected"), ABOUT)
def test_measurement_knows_whom_it_describes(text: str, expected: str) -> None:
    entities = entities_of(text)
    first = next(find_measurements(entities))
    assert (entities.drafts[first.about].name if first.about >= 0 else "") == expected


def test_numbers_shared_out_among_names() -> None:
    entities = entities_of("浙江省、福建省游客均有增长，分别占22.5%、12.4%。")
    found = [(entities.drafts[one.about].name, *short(one)) for one in find_measurements(entities)]
    assert found == [("浙江省", "游客占比", "22.5", "%"), ("福建省", "游客占比", "12.4", "%")]


def test_school_means_the_publisher() -> None:
    entities = entities_of("我校获授权专利85项。", publisher="南开大学")
    (found,) = find_measurements(entities)
    assert entities.drafts[found.about].name == "南开大学"


@pytest.mark.parametrize("text", [text for text, _ in (*STATED, *COMPARED, *PERIODS)])
def test_quote_states_the_number(text: str) -> None:
    for one in measured(text):
        Decimal(one.value)
        assert 0 <= one.start < one.end <= len(text)
        assert 0.3 <= one.confidence <= 0.97
        quote = text[one.start : one.end].replace(",", "")
        if one.value.lstrip("-") in text.replace(",", ""):
            assert one.value.lstrip("-") in quote


def test_same_text_gives_same_measurements() -> None:
    text = "".join(text for text, _ in STATED)
    assert measured(text) == measured(text)


def test_long_line_without_stops_is_read() -> None:
    assert len(measured("港口吞吐量达12万吨和面积增长3%" * 300)) >= 300


def test_seeds_hold_their_well_known_indicators() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the seed documents are not beside the repository")
    documents, _ = read_paths([SEEDS])
    found = {
        short(one)
        for document in documents
        for one in find_measurements(Entities(read_mentions(document, lexicon()), lexicon()))
    }
    for expected in (
        ("经济总量", "10.44", "万亿元"),
        ("吞吐量", "2329", "万标准箱"),
        ("年均浓度", "38.14", "微克/立方米"),
        ("入馆人数", "16.12", "万人"),
        ("新注册企业", "1600", "家"),
        ("来源企业", "128", "家"),
        ("国家重点实验室", "17", "家"),
        ("制度创新举措", "615", "项"),
    ):
        assert expected in found
    assert len(found) >= 45

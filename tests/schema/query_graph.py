"""A graph of our own writing that every example query finds something in: three articles on one invented city."""

from __future__ import annotations

from pathlib import Path

from graph.document import Document
from graph.entity import Entity, Fact, Indicator
from graph.keep.writer import write_graph
from tests.graph.sample_graph import document, evidence, fact

FORUM = (
    "滨海论坛开幕\n"
    "2024年3月1日，滨海论坛在滨城会展中心开幕，由海河大学主办，滨海研究院承办，云帆科技有限公司协办。"
    "海河大学校长王岩作主旨报告，滨城市科技局局长李青主持并致辞，陈明出席。"
    "海河大学与滨海研究院共建滨海智谷。滨海研究院与云帆科技有限公司签约。"
)
PARK = (
    "滨海智谷迎来新企业\n"
    "记者 周晓\n"
    "云帆科技有限公司入驻滨海智谷，滨城市人民政府投资2亿元。滨海智谷位于滨城市。"
    "原滨城市科技局局长陈明说，滨海研究院2023年由海河大学设立。海河大学校长王岩到场。"
)
POLICY = (
    "滨城出台科创新规\n"
    "滨城市人民政府发布《滨城市科创条例》。去年滨城市研发投入为35.6亿元，同比增长8%。"
    "海河大学经济学院隶属海河大学，数字经济系隶属海河大学经济学院。"
)
DOCUMENTS = (
    document("滨海论坛开幕", "2024-03-02", FORUM, "forum.md"),
    document("滨海智谷迎来新企业", "2024-03-20", PARK, "park.md"),
    document("滨城出台科创新规", "2024-05-06", POLICY, "policy.md"),
)
_FORUM, _PARK, _POLICY = DOCUMENTS

EVENT = "event/2024-03-01/滨海论坛"
UNIVERSITY, INSTITUTE = "organization/海河大学", "organization/滨海研究院"
COMPANY, GOVERNMENT = "organization/云帆科技有限公司", "organization/滨城市人民政府"
BUREAU, VALLEY, CITY = "organization/滨城市科技局", "park/滨海智谷", "place/滨城市"

ENTITIES = (
    *(
        Entity(f"document/{one.id}", "Document", "Article", one.title, attributes={"date": one.date})
        for one in DOCUMENTS
    ),
    Entity(EVENT, "Event", "Conference", "滨海论坛", attributes={"date": "2024-03-01", "datePrecision": "day"}),
    Entity(UNIVERSITY, "Organization", "University", "海河大学", ("海大",), "Haihe University", {"code": "4112019999"}),
    Entity("organization/海河大学经济学院", "Organization", "University", "海河大学经济学院"),
    Entity("organization/数字经济系", "Organization", "University", "数字经济系"),
    Entity(INSTITUTE, "Organization", "ResearchInstitute", "滨海研究院", attributes={"code": "wikidata:Q999999999"}),
    Entity(COMPANY, "Organization", "Company", "云帆科技有限公司", ("云帆科技",)),
    Entity(GOVERNMENT, "Organization", "GovernmentBody", "滨城市人民政府", ("滨城市政府",)),
    Entity(BUREAU, "Organization", "GovernmentBody", "滨城市科技局"),
    Entity(VALLEY, "Park", "Park", "滨海智谷"),
    Entity(CITY, "Place", "AdministrativeArea", "滨城市", ("滨城",), "Bincheng", {"code": "129900"}),
    Entity("place/滨城会展中心", "Place", "Venue", "滨城会展中心"),
    Entity("policy/《滨城市科创条例》", "Policy", "Law", "《滨城市科创条例》"),
    Entity("person/王岩", "Person", "Person", "王岩"),
    Entity("person/李青", "Person", "Person", "李青"),
    Entity("person/陈明", "Person", "Person", "陈明"),
    Entity("person/周晓", "Person", "Person", "周晓"),
)

_ROWS: tuple[tuple[str, str, str, Document, str, dict[str, str], float], ...] = (
    ("person/王岩", "spokeAt", EVENT, _FORUM, "王岩作主旨报告", {"role": "keynote"}, 0.9),
    ("person/李青", "spokeAt", EVENT, _FORUM, "李青主持并致辞", {"role": "address"}, 0.85),
    ("person/李青", "moderated", EVENT, _FORUM, "李青主持", {}, 0.9),
    ("person/陈明", "attended", EVENT, _FORUM, "陈明出席", {}, 0.7),
    ("person/李青", "holdsPost", BUREAU, _FORUM, "滨城市科技局局长李青", {"title": "局长"}, 0.9),
    ("person/陈明", "holdsPost", BUREAU, _PARK, "原滨城市科技局局长陈明", {"title": "局长", "former": "true"}, 0.9),
    (UNIVERSITY, "hosted", EVENT, _FORUM, "由海河大学主办", {}, 0.9),
    (INSTITUTE, "undertook", EVENT, _FORUM, "滨海研究院承办", {}, 0.9),
    (COMPANY, "coOrganized", EVENT, _FORUM, "云帆科技有限公司协办", {}, 0.9),
    (EVENT, "heldAt", "place/滨城会展中心", _FORUM, "滨海论坛在滨城会展中心开幕", {}, 0.9),
    (UNIVERSITY, "coBuilt", VALLEY, _FORUM, "海河大学与滨海研究院共建滨海智谷", {}, 0.9),
    (INSTITUTE, "coBuilt", VALLEY, _FORUM, "海河大学与滨海研究院共建滨海智谷", {}, 0.9),
    (INSTITUTE, "signedWith", COMPANY, _FORUM, "滨海研究院与云帆科技有限公司签约", {}, 0.8),
    (COMPANY, "locatedIn", VALLEY, _PARK, "云帆科技有限公司入驻滨海智谷", {"settled": "true"}, 0.9),
    (VALLEY, "locatedIn", CITY, _PARK, "滨海智谷位于滨城市", {}, 0.9),
    (GOVERNMENT, "investedIn", VALLEY, _PARK, "滨城市人民政府投资2亿元", {"amount": "2亿元"}, 0.6),
    (UNIVERSITY, "established", INSTITUTE, _PARK, "滨海研究院2023年由海河大学设立", {"date": "2023"}, 0.8),
    (GOVERNMENT, "issued", "policy/《滨城市科创条例》", _POLICY, "滨城市人民政府发布《滨城市科创条例》", {}, 0.95),
    ("organization/海河大学经济学院", "partOf", UNIVERSITY, _POLICY, "海河大学经济学院隶属海河大学", {}, 0.9),
    (
        "organization/数字经济系",
        "partOf",
        "organization/海河大学经济学院",
        _POLICY,
        "数字经济系隶属海河大学经济学院",
        {},
        0.9,
    ),
    ("person/周晓", "authored", f"document/{_PARK.id}", _PARK, "记者 周晓", {"bylineRole": "记者"}, 0.9),
    (f"document/{_FORUM.id}", "mentions", UNIVERSITY, _FORUM, "海河大学", {"count": "3"}, 0.99),
)
_PRESIDENT = tuple(
    sorted((evidence(one, "海河大学校长王岩", "post") for one in (_FORUM, _PARK)), key=lambda e: e.document)
)
FACTS: tuple[Fact, ...] = (
    fact(100, "person/王岩", "holdsPost", UNIVERSITY, *_PRESIDENT, qualifiers={"title": "校长"}),
    *(
        fact(number, subject, relation, object_, evidence(of, words), confidence=confidence, qualifiers=qualifiers)
        for number, (subject, relation, object_, of, words, qualifiers, confidence) in enumerate(_ROWS, 1)
    ),
)
_SPENT = evidence(_POLICY, "研发投入为35.6亿元")
INDICATORS = (Indicator("00000000000000b1", "研发投入", "35.6", "亿元", "2023", "同比增长8%", CITY, 0.8, _SPENT),)


def write_query_graph(path: Path) -> str:
    """Write the graph into a folder; gives the hash."""
    return write_graph(
        path, documents=DOCUMENTS, entities=ENTITIES, facts=FACTS, indicators=INDICATORS, ledger=(), meta={}
    )

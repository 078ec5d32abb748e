"""A small graph of our own writing, made in code: two articles, thirteen things, twelve facts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graph.document import Document, Run
from graph.entity import Entity, Evidence, Fact, Indicator, LedgerEntry
from graph.keep.writer import write_graph

OPENING = (
    "海河科创园开园仪式举行\n"
    "2024年5月18日，海河科创园开园仪式在海河会堂举行，由河东理工大学主办。"
    "河东理工大学校长周远致辞，原市科技局局长李强主持。"
    "海河科创园位于河东区。河东理工大学与海河数据(集团)有限公司签署协议。"
)
SURVEY = (
    "园区经济观察\n记者 陈晓\n去年河东区地区生产总值为1204.5亿元，同比增长5.1%。"
    "河东理工大学校长周远认为，《河东区科创十条》已见成效。"
)


def document(title: str, date: str, text: str, source: str = "news/a.md") -> Document:
    """A document whose clean text stands unchanged in its file."""
    runs = (Run(0, 0, len(text)),)
    return Document(title, date, "河东日报", "https://example.org/新闻/1 a", (), text, source, 0, "text", "utf-8", runs)


DOCUMENTS = (
    document("海河科创园开园仪式举行", "2024-05-18", OPENING),
    document("园区经济观察", "2024-06-01", SURVEY, "news/b.txt"),
)
A, B = (known.id for known in DOCUMENTS)

ENTITIES = (
    Entity(f"document/{A}", "Document", "Article", "海河科创园开园仪式举行", attributes={"date": "2024-05-18"}),
    Entity(f"document/{B}", "Document", "Article", "园区经济观察"),
    Entity(
        "event/2024-05-18/海河科创园开园仪式",
        "Event",
        "Opening",
        "海河科创园开园仪式",
        ("“海河科创园”开园",),
        "Opening of Haihe Park",
        {"date": "2024-05-18", "datePrecision": "day"},
    ),
    Entity(
        "organization/河东理工大学",
        "Organization",
        "University",
        "河东理工大学",
        ("河东理工",),
        "Hedong University of Technology",
    ),
    Entity("organization/海河数据(集团)有限公司", "Organization", "Company", "海河数据(集团)有限公司", ("海河数据",)),
    Entity("organization/市科技局", "Organization", "GovernmentBody", "市科技局"),
    Entity("park/海河科创园", "Park", "Park", "海河科创园"),
    Entity("person/周远", "Person", "Person", "周远"),
    Entity("person/李强~市科技局", "Person", "Person", "李强"),
    Entity("person/陈晓", "Person", "Person", "陈晓"),
    Entity("place/河东区", "Place", "AdministrativeArea", "河东区", ("河东",), attributes={"code": "120102"}),
    Entity("place/海河会堂", "Place", "Venue", "海河会堂"),
    Entity("policy/《河东区科创十条》", "Policy", "PolicyDocument", "《河东区科创十条》"),
)

EVENT = "event/2024-05-18/海河科创园开园仪式"
UNIVERSITY = "organization/河东理工大学"


def evidence(of: Document, quote: str, rule: str = "by-hand") -> Evidence:
    """Where the words stand for the first time."""
    start = of.text.index(quote)
    return Evidence(of.id, start, start + len(quote), quote, rule)


def fact(
    number: int,
    subject: str,
    relation: str,
    object_: str,
    *words: Evidence,
    confidence: float = 0.9,
    qualifiers: Mapping[str, str] | None = None,
) -> Fact:
    """A fact with a readable id."""
    return Fact(f"{number:016x}", subject, relation, object_, qualifiers or {}, confidence, words)


_FIRST, _SECOND = DOCUMENTS
POST = (evidence(_FIRST, "河东理工大学校长周远", "post"), evidence(_SECOND, "河东理工大学校长周远", "post"))
FACTS = (
    fact(
        1, "person/周远", "holdsPost", UNIVERSITY, *sorted(POST, key=lambda e: e.document), qualifiers={"title": "校长"}
    ),
    fact(2, "person/周远", "spokeAt", EVENT, evidence(_FIRST, "周远致辞"), qualifiers={"role": "致辞"}),
    fact(
        3,
        "person/李强~市科技局",
        "holdsPost",
        "organization/市科技局",
        evidence(_FIRST, "原市科技局局长李强"),
        qualifiers={"title": "局长", "former": "true"},
    ),
    fact(4, "person/李强~市科技局", "moderated", EVENT, evidence(_FIRST, "李强主持"), confidence=1.0),
    fact(5, UNIVERSITY, "hosted", EVENT, evidence(_FIRST, "由河东理工大学主办")),
    fact(6, EVENT, "heldAt", "place/海河会堂", evidence(_FIRST, "在海河会堂举行"), qualifiers={"date": "2024-05-18"}),
    fact(7, "park/海河科创园", "locatedIn", "place/河东区", evidence(_FIRST, "海河科创园位于河东区")),
    fact(
        8,
        UNIVERSITY,
        "signedWith",
        "organization/海河数据(集团)有限公司",
        evidence(_FIRST, "河东理工大学与海河数据(集团)有限公司签署协议"),
        confidence=0.75,
    ),
    fact(
        9, "person/陈晓", "authored", f"document/{B}", evidence(_SECOND, "记者 陈晓"), qualifiers={"bylineRole": "记者"}
    ),
    fact(
        10,
        f"document/{A}",
        "mentions",
        UNIVERSITY,
        evidence(_FIRST, "河东理工大学", "mention"),
        qualifiers={"count": "3"},
    ),
    fact(
        11,
        f"document/{B}",
        "mentions",
        UNIVERSITY,
        evidence(_SECOND, "河东理工大学", "mention"),
        qualifiers={"count": "1"},
    ),
    fact(
        12,
        f"document/{B}",
        "mentions",
        "policy/《河东区科创十条》",
        evidence(_SECOND, "《河东区科创十条》", "mention"),
        qualifiers={"count": "1"},
    ),
)

INDICATORS = (
    Indicator(
        "00000000000000a1",
        "地区生产总值",
        "1204.5",
        "亿元",
        "2023",
        "同比增长5.1%",
        "place/河东区",
        0.8,
        evidence(_SECOND, "地区生产总值为1204.5亿元"),
    ),
    Indicator("00000000000000a2", "政策", "10", "", "", "", "", 0.5, evidence(_SECOND, "《河东区科创十条》")),
)

LEDGER = (
    LedgerEntry("read", "news/b.txt", "encoding", "read as utf-8"),
    LedgerEntry(
        "admit", B, "signature", "周远 issued 《河东区科创十条》: a Person issues no Policy", "skipped", 10, 20
    ),
)


def write_sample(path: Path) -> str:
    """Write the whole sample into a folder; gives the hash."""
    content = {"documents": DOCUMENTS, "entities": ENTITIES, "facts": FACTS, "indicators": INDICATORS}
    return write_graph(path, **content, ledger=LEDGER, meta={"version": "0.1.0"})  # type: ignore[arg-type]

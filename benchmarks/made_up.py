"""Number of things -> a graph that is made up, of this size, with three facts for each thing; the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from graph.document import Document, Run
from graph.entity import Entity, Evidence, Fact
from graph.keep.writer import write_graph

FACTS_PER_THING = 3
DOCUMENTS = 1000
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂文博宇轩浩然建国志华红玉春梅兰英海燕小龙晓东振宁立新天成永康家瑞思远子涵"
    "雨欣佳怡梦琪诗雅俊辉嘉豪鹏飞云帆若琳书瑶一鸣正德光启世昌希贤泽民少雄仲平景和庆余学良承志安邦定坤维新守信敬业乐群"
)
ROOTS = "海河津滨渤燕京冀云山泰华盛恒信达远航天科创智联汇通宏博瑞丰源润泽金银铁石木林森水火土星月阳光辰东南西北中"
BODIES = ("大学", "研究院", "集团有限公司", "科技有限公司", "管理委员会", "人民政府", "日报社", "协会")
KINDS = ("University", "ResearchInstitute", "Company", "Company", "GovernmentBody", "GovernmentBody",
         "MediaOrganization", "SocialOrganization")  # fmt: skip
TITLES = ("校长", "院长", "主任", "局长", "总经理", "教授", "研究员", "书记")
SENTENCE = "这一句话只用来测量，说的是谁在哪里做了什么。"
# class, share of all things
SHARES = (("Person", 0.45), ("Organization", 0.36), ("Event", 0.10), ("Policy", 0.05), ("Place", 0.02), ("Park", 0.02))
# subject, relation, object, share of all facts
LINKS = (
    ("Person", "holdsPost", "Organization", 0.50),
    ("Person", "spokeAt", "Event", 0.12),
    ("Person", "attended", "Event", 0.10),
    ("Organization", "hosted", "Event", 0.10),
    ("Event", "heldAt", "Place", 0.05),
    ("Organization", "locatedIn", "Place", 0.05),
    ("Organization", "issued", "Policy", 0.04),
    ("Organization", "coBuilt", "Park", 0.04),
)


def make_graph(folder: Path, things: int) -> None:
    """Write a graph. A few things have very many facts, as in any graph of the world: the most linked about 1 in 50."""
    chance = Random(1)
    documents = [_document(number) for number in range(DOCUMENTS)]
    by_class = {name: list(_things(chance, name, int(things * share))) for name, share in SHARES}
    articles = [
        Entity(f"document/{d.id}", "Document", "Article", d.title, attributes={"date": d.date}) for d in documents
    ]
    words = [(Evidence(d.id, 0, len(SENTENCE), SENTENCE, "made-up"),) for d in documents]
    facts: list[Fact] = []
    for subject, relation, object_, share in LINKS:
        ends = [thing.id for thing in by_class[subject]], [thing.id for thing in by_class[object_]]
        for _ in range(int(FACTS_PER_THING * things * share)):
            one, other = chance.choice(ends[0]), ends[1][int(len(ends[1]) * chance.random() ** 3)]
            qualifiers = _qualifiers(chance, relation)
            facts.append(Fact(f"{len(facts):016x}", one, relation, other, qualifiers, 0.9, chance.choice(words)))
    entities = [*articles, *(thing for known in by_class.values() for thing in known)]
    write_graph(folder, documents=documents, entities=entities, facts=facts, indicators=(), ledger=(), meta={})


def _document(number: int) -> Document:
    text = f"{SENTENCE * 20}第{number}篇。"
    date = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
    return Document(
        f"第{number}篇文章", date, "日报", "", (), text, "a.txt", number, "text", "utf-8", (Run(0, 0, len(text)),)
    )


def _things(chance: Random, name: str, count: int) -> Iterator[Entity]:
    """Things of a class, no two of one name."""
    seen = set[str]()
    while len(seen) < count:
        entity = _thing(chance, name)
        if entity.id not in seen:
            seen.add(entity.id)
            yield entity


def _thing(chance: Random, name: str) -> Entity:
    root = "".join(chance.choices(ROOTS, k=4))
    date = f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    if name == "Person":
        person = chance.choice(FAMILY) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2))))
        return Entity(f"person/{person}~{root}", "Person", "Person", person)
    if name == "Organization":
        place = chance.randrange(len(BODIES))
        body = root + BODIES[place]
        return Entity(f"organization/{body}", "Organization", KINDS[place], body, (root,))
    if name == "Event":
        return Entity(f"event/{date}/{root}论坛", "Event", "Conference", f"{root}论坛", attributes={"date": date})
    if name == "Policy":
        return Entity(
            f"policy/《{root}条例》", "Policy", "PolicyDocument", f"《{root}条例》", attributes={"date": date}
        )
    if name == "Place":
        return Entity(f"place/{root}区", "Place", "AdministrativeArea", f"{root}区")
    return Entity(f"park/{root}产业园", "Park", "Park", f"{root}产业园")


def _qualifiers(chance: Random, relation: str) -> dict[str, str]:
    if relation == "holdsPost":
        return {"title": chance.choice(TITLES)}
    return {"role": "致辞"} if relation == "spokeAt" else {}

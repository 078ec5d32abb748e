"""Names of many documents -> things: what is joined, what stays apart, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from graph.claim import Claim, Extraction, LocalEntity, Mention
from graph.document import Document
from graph.entity import Entity, Join
from graph.resolve import Resolved, Whole, resolve
from graph.resolve.judgements import Judgement


class Article:
    """An article that is made of names: each is written down, mentioned, and may hold a post at the next one."""

    def __init__(self, title: str, *, date: str = "2024-05-20", publisher: str = "") -> None:
        self.title, self.date, self.publisher = title, date, publisher
        self.text = title
        self.entities = [LocalEntity("Document", "Article", title, (), ())]
        self.claims: list[Claim] = []

    def name(self, type_: str, name: str, *aliases: str, reason: str = "suffix", kind: str = "", code: str = "") -> int:
        mentions = []
        for words in (name, *aliases):
            start = len(self.text) + 1
            self.text += "\n" + words
            mentions.append(Mention(start, len(self.text), type_, kind or type_, name, reason))
        attributes = {"code": code} if code else {}
        self.entities.append(LocalEntity(type_, kind or type_, name, aliases, tuple(mentions), attributes))
        return len(self.entities) - 1

    def post(self, person: str, body: str, *, title: str = "主任", kind: str = "Organization") -> Article:
        who, where = self.name("Person", person), self.name("Organization", body, kind=kind)
        mention = self.entities[where].mentions[0]
        claim = Claim(who, "holdsPost", where, mention.start, mention.end, "post", 0.9, {"title": title})
        self.claims.append(claim)
        return self

    @property
    def document(self) -> Document:
        return Document(
            title=self.title, date=self.date, publisher=self.publisher, url="", authors=(), text=self.text,
            source=f"{self.title}.txt", part=0, format="text", encoding="utf-8", runs=(),
        )  # fmt: skip

    @property
    def extraction(self) -> Extraction:
        return Extraction(self.document.id, tuple(self.entities), tuple(self.claims), (), ())


def resolved(*articles: Article, judgements: Sequence[Judgement] = ()) -> Resolved:
    return resolve([Whole(article.document, article.extraction) for article in articles], judgements=judgements)


def things(*articles: Article, judgements: Sequence[Judgement] = ()) -> list[Entity]:
    graph = resolved(*articles, judgements=judgements)
    return [entity for entity in graph.entities if entity.kind != "Article"]


def two(type_: str, one: str, other: str) -> list[Article]:
    first, second = Article("一"), Article("二")
    first.name(type_, one)
    second.name(type_, other)
    return [first, second]


def joins_of(graph: Resolved, rule: str) -> list[Join]:
    return [join for join in graph.joins if join.rule == rule]


def judged(verdict: str, name: str, other: str = "", line: int = 1) -> Judgement:
    return Judgement(verdict, name, other, "", "", "", f"judgements.tsv:{line}")


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        ("Organization", "天津市发展和改革委员会", "天津市发改委"),
        ("Organization", "中共天津市委宣传部", "天津市委宣传部"),
        ("Organization", "天津市市委宣传部", "天津市委宣传部"),
        ("Organization", "海河ＡＩ创新研究院", "海河AI创新研究院"),
        ("Organization", "南開大學", "南开大学"),
        ("Organization", "“物质绿色创造”海河实验室", "物质绿色创造海河实验室"),
        ("Park", "滨海—中关村科技园", "滨海-中关村科技园"),
        ("Park", "天津滨海—中关村科技园", "滨海—中关村科技园"),
        ("Policy", "《天津市数据条例》", "天津市数据条例"),
    ],
)
def test_two_spellings_are_one_thing(type_: str, one: str, other: str) -> None:
    assert len(things(*two(type_, one, other))) == 1


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        ("Organization", "南京大学", "南京大学附属医院"),
        ("Organization", "京津冀国家技术创新中心", "京津冀国家技术创新中心天津分中心"),
        ("Organization", "天津创新中心", "天津创新分中心"),
        ("Organization", "天津市发改委", "石家庄市发改委"),
        ("Organization", "清华大学研究院", "深圳清华大学研究院"),
        ("Park", "天津高新区", "高新区"),
        ("Organization", "第一研究所", "第二研究所"),
        ("Organization", "淮海研究院", "准海研究院"),  # nothing around them tells that it is a slip
    ],
)
def test_two_things_stay_apart(type_: str, one: str, other: str) -> None:
    assert len(things(*two(type_, one, other))) == 2


def test_a_slip_of_recognition_is_joined_where_the_company_is_the_same() -> None:
    articles = two("Organization", "淮海研究院", "准海研究院")
    for article in articles:
        article.name("Place", "徐州市")
        article.name("Organization", "中国矿业大学")
    assert [thing.id for thing in things(*articles) if "研究院" in thing.name] == ["organization/准海研究院"]


def test_a_definition_joins_what_another_article_says_shortly() -> None:
    full, short = Article("一"), Article("二")
    full.name("Park", "天开高教科创园", "天开园", reason="defined-short-form")
    short.name("Park", "天开园")
    graph = resolved(full, short)
    assert "park/天开高教科创园" in {entity.id for entity in graph.entities}
    assert "park/天开园" not in {entity.id for entity in graph.entities}
    assert joins_of(graph, "defined-in-text")[0].names == ("天开园", "天开高教科创园")


def test_a_short_form_that_two_things_claim_joins_neither() -> None:
    tianjin, shijiazhuang, short = Article("一"), Article("二"), Article("三")
    tianjin.name("Organization", "天津市规划展览馆", "规划展览馆")
    shijiazhuang.name("Organization", "石家庄市规划展览馆", "规划展览馆")
    short.name("Organization", "规划展览馆")
    graph = resolved(tianjin, shijiazhuang, short)
    assert len(graph.entities) == 6
    apart = [join for join in joins_of(graph, "short-form-in-document") if join.one != join.other]
    assert len(apart) == 2
    assert all("is also a name of others" in join.against for join in apart)


def test_different_identifiers_keep_apart_what_an_alias_would_join() -> None:
    one, other = Article("一"), Article("二")
    one.name("Place", "朝阳区", "朝阳城区", code="gb2260:110105")
    other.name("Place", "朝阳城区", code="gb2260:220104")
    graph = resolved(one, other)
    assert len(graph.entities) == 4
    assert "different gb2260 identifiers" in next(join.against for join in graph.joins if join.one != join.other)


def test_posts_at_different_universities_are_two_persons() -> None:
    one = Article("一", date="2024-01-01").post("周密", "天津大学", kind="University")
    other = Article("二", date="2024-02-01").post("周密", "南开大学", kind="University")
    assert {"person/周密", "person/周密~南开大学"} <= {thing.id for thing in things(one, other)}


def test_the_first_one_keeps_its_id_when_a_second_one_appears() -> None:
    first = Article("一", date="2024-01-01").post("周密", "天津大学", kind="University")
    later = [
        Article(f"后来{number}", date=f"2024-03-0{number}").post("周密", "南开大学", kind="University")
        for number in range(1, 5)
    ]
    for count in range(5):
        graph = resolved(first, *later[:count])
        assert graph.ids[first.document.id][1] == "person/周密"


def test_a_shared_colleague_joins_two_posts() -> None:
    one = Article("一").post("周密", "天津市教委")
    other = Article("二").post("周密", "天津市科协")
    assert len([thing for thing in things(one, other) if thing.type == "Person"]) == 2
    one.name("Person", "高文远")
    other.name("Person", "高文远")
    assert len([thing for thing in things(one, other) if thing.type == "Person"]) == 2
    assert {thing.id for thing in things(one, other) if thing.type == "Person"} == {"person/周密", "person/高文远"}


def test_an_official_of_three_characters_who_moves_stays_one() -> None:
    one = Article("一", date="2022-01-01").post("孟凡舟", "天津市发改委")
    other = Article("二", date="2024-01-01").post("孟凡舟", "河北省科技厅", title="厅长")
    assert [thing.id for thing in things(one, other) if thing.type == "Person"] == ["person/孟凡舟"]


def test_a_name_without_a_post_goes_where_its_company_is() -> None:
    one = Article("一", date="2024-01-01").post("周密", "天津大学", kind="University")
    other = Article("二", date="2024-02-01").post("周密", "南开大学", kind="University")
    other.name("Organization", "青年经济研究会")
    bare = Article("三")
    bare.name("Person", "周密")
    bare.name("Organization", "青年经济研究会")
    assert resolved(one, other, bare).ids[bare.document.id][1] == "person/周密~南开大学"


def test_every_other_name_has_a_reason() -> None:
    article = Article("一")
    article.name("Organization", "天津市发展和改革委员会", "市发改委")
    [join] = [join for join in resolved(article).joins if join.names[1] == "市发改委"]
    assert (join.rule, join.weight, join.support) == ("short-form-in-document", 0.8, article.document.id)


def test_order_of_documents_does_not_matter() -> None:
    articles = [
        Article("一").post("周密", "天津大学", kind="University"),
        Article("二").post("周密", "南开大学", kind="University"),
        *two("Organization", "天津市发展和改革委员会", "天津市发改委"),
    ]
    assert resolved(*articles) == resolved(*reversed(articles))


def test_judged_the_same() -> None:
    found = things(
        *two("Organization", "天津文化中心", "友谊路文化中心"),
        judgements=[judged("same", "天津文化中心", "友谊路文化中心")],
    )
    assert [thing.name for thing in found] == ["友谊路文化中心"]


def test_judged_the_same_and_named() -> None:
    articles = two("Organization", "天津文化中心", "友谊路文化中心")
    rulings = [judged("same", "天津文化中心", "友谊路文化中心"), judged("name", "天津文化中心", "天津文化中心", 2)]
    assert [thing.id for thing in things(*articles, judgements=rulings)] == ["organization/天津文化中心"]


def test_judged_different_goes_over_a_rule() -> None:
    articles = two("Organization", "天津市发展和改革委员会", "天津市发改委")
    graph = resolved(*articles, judgements=[judged("different", "天津市发展和改革委员会", "天津市发改委", 7)])
    assert len(graph.entities) == 4
    assert [join.against for join in graph.joins] == ["judged different (judgements.tsv:7)"]


def test_judged_different_divides_what_one_document_calls_one() -> None:
    article = Article("一")
    article.name("Organization", "天津市规划展览馆", "规划展览馆")
    found = things(article, judgements=[judged("different", "天津市规划展览馆", "规划展览馆")])
    assert [(thing.name, thing.aliases) for thing in found] == [("天津市规划展览馆", ()), ("规划展览馆", ())]


def test_persons_are_judged_by_their_bodies() -> None:
    one = Article("一").post("周密", "天津大学", kind="University")
    other = Article("二").post("周密", "南开大学", kind="University")
    same = things(one, other, judgements=[judged("same", "周密~天津大学", "周密~南开大学")])
    assert len([thing for thing in same if thing.type == "Person"]) == 1
    mover = [
        Article("一").post("孟凡舟", "天津市发改委"),
        Article("二").post("孟凡舟", "河北省科技厅", title="厅长"),
    ]
    apart = things(*mover, judgements=[judged("different", "孟凡舟~天津市发改委", "孟凡舟~河北省科技厅")])
    assert len([thing for thing in apart if thing.type == "Person"]) == 2


def test_judged_type_and_what_it_makes_impossible() -> None:
    article = Article("一").post("孟凡舟", "海河展厅")
    graph = resolved(article, judgements=[judged("type", "海河展厅", "Event")])
    assert "event/海河展厅" in {entity.id for entity in graph.entities}
    assert graph.facts == []
    assert [entry.reason for entry in graph.ledger] == ["signature"]


def test_dropped_names_and_their_facts_are_gone() -> None:
    article = Article("一").post("孟凡舟", "有关部门")
    graph = resolved(article, judgements=[judged("drop", "有关部门")])
    assert "有关部门" not in {entity.name for entity in graph.entities}
    assert graph.facts == []


def test_a_judgement_about_nothing_is_noted() -> None:
    [entry] = resolved(Article("一"), judgements=[judged("drop", "没有的名字", line=4)]).ledger
    assert entry.message.startswith("judgements.tsv:4: nothing in the documents is called 没有的名字")

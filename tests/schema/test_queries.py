"""The example queries: each is well described, runs, and gives the answer that a reader of the articles expects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from api.sparql.refuse import refusal
from api.sparql.store import build_store
from graph.keep.reader import Graph
from schema.examples import Example, load_examples
from tests.conftest import ROOT
from tests.schema.query_graph import write_query_graph

EXAMPLES = load_examples()

# The names that the examples ask for are those of the sample articles.
ASKED = {"刘桂平": "王岩", "南开": "海大", '"2023"': '"2024"'}

ANSWERS: dict[str, list[tuple[str, ...]]] = {
    "all-who-attended": [
        ("滨海论坛", "李青"),
        ("滨海论坛", "王岩"),
        ("滨海论坛", "陈明"),
    ],
    "authors": [
        ("周晓", "记者", "滨海智谷迎来新企业", "2024-03-20"),
    ],
    "built-together": [
        ("海河大学", "滨海研究院", "滨海智谷"),
    ],
    "describe-a-park": [
        (
            "id:park/滨海智谷",
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
            "http://www.opengis.net/ont/geosparql#Feature",
        ),
        ("id:park/滨海智谷", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "zm:Park"),
        ("id:park/滨海智谷", "http://www.w3.org/2004/02/skos/core#prefLabel", "滨海智谷"),
        ("id:park/滨海智谷", "zm:locatedIn", "id:place/滨城市"),
    ],
    "division-codes": [
        ("id:place/滨城市", "滨城市", "129900"),
    ],
    "documents-by-month": [
        ("2024-03", "2"),
        ("2024-05", "1"),
    ],
    "does-anyone-chair": [
        ("true",),
    ],
    "events-of-a-year": [
        ("滨海论坛", "2024-03-01", "滨城会展中心"),
    ],
    "facts-by-relation": [
        ("zm:holdsPost", "任职于", "3"),
        ("zm:coBuilt", "共建", "2"),
        ("zm:locatedIn", "位于", "2"),
        ("zm:partOf", "隶属于", "2"),
        ("zm:spokeAt", "发言于", "2"),
        ("zm:attended", "出席", "1"),
        ("zm:authored", "撰写", "1"),
        ("zm:coOrganized", "协办", "1"),
        ("zm:established", "设立", "1"),
        ("zm:heldAt", "举办地", "1"),
        ("zm:hosted", "主办", "1"),
        ("zm:investedIn", "投资", "1"),
        ("zm:issued", "印发", "1"),
        ("zm:mentions", "提及", "1"),
        ("zm:moderated", "主持", "1"),
        ("zm:signedWith", "签约", "1"),
        ("zm:undertook", "承办", "1"),
    ],
    "facts-with-their-words": [
        ("陈明", "zm:attended", "滨海论坛", "陈明出席", "滨海论坛开幕"),
        ("周晓", "zm:authored", "滨海智谷迎来新企业", "记者 周晓", "滨海智谷迎来新企业"),
        ("海河大学", "zm:coBuilt", "滨海智谷", "海河大学与滨海研究院共建滨海智谷", "滨海论坛开幕"),
        ("滨海研究院", "zm:coBuilt", "滨海智谷", "海河大学与滨海研究院共建滨海智谷", "滨海论坛开幕"),
        ("云帆科技有限公司", "zm:coOrganized", "滨海论坛", "云帆科技有限公司协办", "滨海论坛开幕"),
        ("海河大学", "zm:established", "滨海研究院", "滨海研究院2023年由海河大学设立", "滨海智谷迎来新企业"),
        ("滨海论坛", "zm:heldAt", "滨城会展中心", "滨海论坛在滨城会展中心开幕", "滨海论坛开幕"),
        ("李青", "zm:holdsPost", "滨城市科技局", "滨城市科技局局长李青", "滨海论坛开幕"),
        ("王岩", "zm:holdsPost", "海河大学", "海河大学校长王岩", "滨海论坛开幕"),
        ("王岩", "zm:holdsPost", "海河大学", "海河大学校长王岩", "滨海智谷迎来新企业"),
        ("陈明", "zm:holdsPost", "滨城市科技局", "原滨城市科技局局长陈明", "滨海智谷迎来新企业"),
        ("海河大学", "zm:hosted", "滨海论坛", "由海河大学主办", "滨海论坛开幕"),
        ("滨城市人民政府", "zm:investedIn", "滨海智谷", "滨城市人民政府投资2亿元", "滨海智谷迎来新企业"),
        (
            "滨城市人民政府",
            "zm:issued",
            "《滨城市科创条例》",
            "滨城市人民政府发布《滨城市科创条例》",
            "滨城出台科创新规",
        ),
        ("云帆科技有限公司", "zm:locatedIn", "滨海智谷", "云帆科技有限公司入驻滨海智谷", "滨海智谷迎来新企业"),
        ("滨海智谷", "zm:locatedIn", "滨城市", "滨海智谷位于滨城市", "滨海智谷迎来新企业"),
        ("李青", "zm:moderated", "滨海论坛", "李青主持", "滨海论坛开幕"),
        ("数字经济系", "zm:partOf", "海河大学经济学院", "数字经济系隶属海河大学经济学院", "滨城出台科创新规"),
        ("海河大学经济学院", "zm:partOf", "海河大学", "海河大学经济学院隶属海河大学", "滨城出台科创新规"),
        ("滨海研究院", "zm:signedWith", "云帆科技有限公司", "滨海研究院与云帆科技有限公司签约", "滨海论坛开幕"),
        ("李青", "zm:spokeAt", "滨海论坛", "李青主持并致辞", "滨海论坛开幕"),
        ("王岩", "zm:spokeAt", "滨海论坛", "王岩作主旨报告", "滨海论坛开幕"),
        ("滨海研究院", "zm:undertook", "滨海论坛", "滨海研究院承办", "滨海论坛开幕"),
    ],
    "find-by-name": [
        ("id:organization/海河大学", "海河大学", "zm:University"),
    ],
    "founders": [
        ("海河大学", "滨海研究院", "2023"),
    ],
    "hosts-and-undertakers": [
        ("滨海论坛", "主办", "海河大学"),
        ("滨海论坛", "协办", "云帆科技有限公司"),
        ("滨海论坛", "承办", "滨海研究院"),
    ],
    "indicators": [
        ("研发投入", "35.6", "亿元", "2023", "同比增长8%", "滨城市", "研发投入为35.6亿元"),
    ],
    "investments": [
        ("滨城市人民政府", "滨海智谷", "2亿元"),
    ],
    "least-certain": [
        ("0.6", "滨城市人民政府", "zm:investedIn", "滨海智谷", "滨城市人民政府投资2亿元", "by-hand"),
        ("0.7", "陈明", "zm:attended", "滨海论坛", "陈明出席", "by-hand"),
        ("0.8", "海河大学", "zm:established", "滨海研究院", "滨海研究院2023年由海河大学设立", "by-hand"),
        ("0.8", "滨海研究院", "zm:signedWith", "云帆科技有限公司", "滨海研究院与云帆科技有限公司签约", "by-hand"),
        ("0.85", "李青", "zm:spokeAt", "滨海论坛", "李青主持并致辞", "by-hand"),
    ],
    "met-at-events": [
        ("李青", "王岩", "1"),
        ("李青", "陈明", "1"),
        ("王岩", "陈明", "1"),
    ],
    "most-connected": [
        ("滨海论坛", "8"),
        ("海河大学", "5"),
        ("滨海智谷", "5"),
        ("滨海研究院", "4"),
        ("云帆科技有限公司", "3"),
        ("李青", "3"),
        ("海河大学经济学院", "2"),
        ("滨城市人民政府", "2"),
        ("滨城市科技局", "2"),
        ("王岩", "2"),
        ("陈明", "2"),
        ("《滨城市科创条例》", "1"),
        ("周晓", "1"),
        ("数字经济系", "1"),
        ("滨城会展中心", "1"),
        ("滨城市", "1"),
        ("滨海智谷迎来新企业", "1"),
    ],
    "network-of-bodies": [
        ("id:organization/数字经济系", "zm:partOf", "id:organization/海河大学经济学院"),
        ("id:organization/海河大学", "zm:established", "id:organization/滨海研究院"),
        ("id:organization/海河大学经济学院", "zm:partOf", "id:organization/海河大学"),
        ("id:organization/滨海研究院", "zm:signedWith", "id:organization/云帆科技有限公司"),
    ],
    "one-person": [
        ("任职于", "校长", "", "海河大学", "海河大学校长王岩"),
        ("任职于", "校长", "", "海河大学", "海河大学校长王岩"),
        ("发言于", "", "keynote", "滨海论坛", "王岩作主旨报告"),
    ],
    "other-names": [
        ("云帆科技有限公司", "云帆科技"),
        ("海河大学", "海大"),
        ("滨城市", "滨城"),
        ("滨城市人民政府", "滨城市政府"),
    ],
    "parks-and-settlers": [
        ("滨海智谷", "云帆科技有限公司"),
    ],
    "parts-of": [
        ("数字经济系", "海河大学"),
        ("海河大学经济学院", "海河大学"),
        ("数字经济系", "海河大学经济学院"),
    ],
    "policies-and-issuers": [
        ("《滨城市科创条例》", "滨城市人民政府", ""),
    ],
    "posts-over-time": [
        ("李青", "局长", "滨城市科技局", "", "2024-03-02"),
        ("王岩", "校长", "海河大学", "", "2024-03-02"),
        ("王岩", "校长", "海河大学", "", "2024-03-20"),
        ("陈明", "局长", "滨城市科技局", "true", "2024-03-20"),
    ],
    "rules-at-work": [
        ("by-hand", "22"),
        ("post", "2"),
    ],
    "said-by-several": [
        ("王岩", "zm:holdsPost", "海河大学", "2"),
    ],
    "school-codes": [
        ("海河大学", "Haihe University", "4112019999"),
    ],
    "signed-with": [
        ("云帆科技有限公司", "滨海研究院"),
    ],
    "things-by-class": [
        ("zm:Organization", "机构", "7"),
        ("zm:Person", "人物", "4"),
        ("zm:Article", "文章", "3"),
        ("zm:Document", "文献", "3"),
        ("zm:University", "高校", "3"),
        ("zm:GovernmentBody", "党政机关", "2"),
        ("zm:Place", "地点", "2"),
        ("zm:AdministrativeArea", "行政区", "1"),
        ("zm:Company", "企业", "1"),
        ("zm:Conference", "会议", "1"),
        ("zm:Event", "事件", "1"),
        ("zm:Law", "法律法规", "1"),
        ("zm:Park", "园区", "1"),
        ("zm:Policy", "政策", "1"),
        ("zm:PolicyDocument", "政策文件", "1"),
        ("zm:ResearchInstitute", "科研机构", "1"),
        ("zm:Venue", "场所", "1"),
    ],
    "what-one-document-says": [
        ("陈明", "zm:attended", "滨海论坛"),
        ("海河大学", "zm:coBuilt", "滨海智谷"),
        ("滨海研究院", "zm:coBuilt", "滨海智谷"),
        ("云帆科技有限公司", "zm:coOrganized", "滨海论坛"),
        ("滨海论坛", "zm:heldAt", "滨城会展中心"),
        ("李青", "zm:holdsPost", "滨城市科技局"),
        ("王岩", "zm:holdsPost", "海河大学"),
        ("海河大学", "zm:hosted", "滨海论坛"),
        ("李青", "zm:moderated", "滨海论坛"),
        ("滨海研究院", "zm:signedWith", "云帆科技有限公司"),
        ("李青", "zm:spokeAt", "滨海论坛"),
        ("王岩", "zm:spokeAt", "滨海论坛"),
        ("滨海研究院", "zm:undertook", "滨海论坛"),
    ],
    "where-things-are": [
        ("云帆科技有限公司", "滨城市"),
        ("云帆科技有限公司", "滨海智谷"),
        ("滨海智谷", "滨城市"),
    ],
    "who-spoke-at-what": [
        ("李青", "滨海论坛"),
        ("王岩", "滨海论坛"),
    ],
    "wikidata-ids": [
        ("滨海研究院", "http://www.wikidata.org/entity/Q999999999"),
    ],
}


def store_of(kg: Path, folder: Path) -> pyoxigraph.Store:
    with Graph(kg) as graph:
        build_store(graph, folder / "store")
    return pyoxigraph.Store.read_only(str(folder / "store"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pyoxigraph.Store]:
    folder = tmp_path_factory.mktemp("queries")
    write_query_graph(folder)
    yield store_of(folder, folder)


@pytest.fixture(scope="module")
def samples(sample_kg: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[pyoxigraph.Store]:
    yield store_of(sample_kg, tmp_path_factory.mktemp("samples"))


def short(term: object) -> str:
    if term is None:
        return ""
    assert isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal)
    return term.value.replace("https://w3id.org/zhimai/ontology#", "zm:").replace("https://w3id.org/zhimai/id/", "id:")


def rows(store: pyoxigraph.Store, text: str) -> list[tuple[str, ...]]:
    """SELECT in the order of its rows, CONSTRUCT and DESCRIBE sorted, ASK as one row."""
    found = store.query(text)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return [(str(bool(found)).lower(),)]
    if isinstance(found, pyoxigraph.QueryTriples):
        return sorted((short(t.subject), short(t.predicate), short(t.object)) for t in found)
    return [tuple(short(term) for term in row) for row in found]


def name_of(example: Example) -> str:
    return example.name


def test_there_are_at_least_25_and_each_has_its_answer() -> None:
    assert len(EXAMPLES) >= 25
    assert sorted(ANSWERS) == [example.name for example in EXAMPLES]


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_answer_is_what_the_articles_say(store: pyoxigraph.Store, example: Example) -> None:
    text = example.text
    for asked, known in ASKED.items():
        text = text.replace(asked, known)
    assert rows(store, text) == ANSWERS[example.name]


def test_nearly_all_find_something_in_the_sample_articles(samples: pyoxigraph.Store) -> None:
    empty = {example.name for example in EXAMPLES if rows(samples, example.text) in ([], [("false",)])}
    assert len(EXAMPLES) - len(empty) >= 25, empty
    assert not empty & {"one-person", "find-by-name", "what-one-document-says", "who-spoke-at-what", "wikidata-ids"}


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_example_is_described_in_both_languages_and_stands_alone(example: Example) -> None:
    assert sorted(example.comments) == ["en", "zh"]
    assert example.keywords
    prepareQuery(example.text)  # declares every prefix that it uses, and other engines read it
    assert refusal(example.text) is None


@pytest.mark.parametrize("path", sorted((ROOT / "schema" / "queries").glob("*")), ids=lambda path: path.name)
def test_file_is_in_the_form_of_sparql_examples(path: Path) -> None:
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    read = rdflib.Graph().parse(path)
    [subject] = set(read.subjects(rdflib.RDF.type, sh.SPARQLExecutable))
    assert str(subject) == f"https://w3id.org/zhimai/queries/{path.stem}"
    [(form, _)] = [
        (p, o) for p, o in read.predicate_objects(subject) if p in (sh.select, sh.ask, sh.construct, sh.describe)
    ]
    kind = str(form).removeprefix(sh).capitalize()
    assert (subject, rdflib.RDF.type, sh[f"SPARQL{kind}Executable"]) in read
    assert read.value(subject, rdflib.URIRef("https://schema.org/target"))

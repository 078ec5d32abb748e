"""kg.db: written whole or not at all, the same bytes for the same graph, nothing that is no fact."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import graph
from graph.document import Document
from graph.entity import Entity, Fact, Indicator
from graph.errors import GraphError
from graph.keep.writer import write_graph
from tests.conftest import ROOT
from tests.graph.sample_graph import DOCUMENTS, ENTITIES, FACTS, INDICATORS, LEDGER, document, fact, write_sample


def write(
    path: Path,
    *,
    documents: Sequence[Document] = DOCUMENTS,
    entities: Sequence[Entity] = ENTITIES,
    facts: Sequence[Fact] = FACTS,
    indicators: Sequence[Indicator] = INDICATORS,
) -> str:
    return write_graph(
        path, documents=documents, entities=entities, facts=facts, indicators=indicators, ledger=LEDGER, meta={}
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.permutations(DOCUMENTS), st.permutations(ENTITIES), st.permutations(FACTS), st.permutations(INDICATORS),
)  # fmt: skip
def test_any_order_gives_the_same_bytes_and_hash(
    tmp_path: Path,
    documents: list[Document],
    entities: list[Entity],
    facts: list[Fact],
    indicators: list[Indicator],
) -> None:
    first = write(tmp_path / "a")
    assert write(tmp_path / "b", documents=documents, entities=entities, facts=facts, indicators=indicators) == first
    assert (tmp_path / "a" / "kg.db").read_bytes() == (tmp_path / "b" / "kg.db").read_bytes()


def test_hash_is_sixteen_digits_and_kept(tmp_path: Path) -> None:
    hash_ = write_sample(tmp_path)
    assert len(hash_) == 16
    assert int(hash_, 16) >= 0
    with graph.load(tmp_path) as opened:
        assert opened.hash == opened.meta["hash"] == hash_


def test_where_a_file_lay_does_not_change_the_hash(tmp_path: Path) -> None:
    moved = [replace(known, source="elsewhere/c.md", part=3) for known in DOCUMENTS]
    assert write(tmp_path / "a", documents=moved) == write(tmp_path / "b")


@pytest.mark.parametrize(
    "change",
    [
        {"documents": [*DOCUMENTS, document("又一篇", "2024-06-02", "又一篇\n无事。")]},
        {"entities": [ENTITIES[0]._replace(aliases=("开园",)), *ENTITIES[1:]]},
        {"facts": FACTS[:-1]},
        {"facts": [FACTS[0]._replace(confidence=0.5), *FACTS[1:]]},
        {"indicators": INDICATORS[:1]},
    ],
    ids=["document", "alias", "fact", "confidence", "indicator"],
)
def test_any_change_of_content_changes_the_hash(tmp_path: Path, change: dict[str, list[object]]) -> None:
    assert write(tmp_path / "a", **change) != write(tmp_path / "b")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"documents": [*DOCUMENTS, DOCUMENTS[0]]}, "stands twice"),
        ({"entities": [*ENTITIES, ENTITIES[2]]}, "stands twice"),
        ({"entities": [ENTITIES[0]._replace(type="Thing"), *ENTITIES[1:]]}, "no top class"),
        ({"entities": [ENTITIES[0]._replace(kind="Venue"), *ENTITIES[1:]]}, "no class under Document"),
        ({"entities": [ENTITIES[0]._replace(attributes={"colour": "red"}), *ENTITIES[1:]]}, "attribute 'colour'"),
        ({"facts": [FACTS[0]._replace(relation="issued")]}, "Person issued Organization is not in the ontology"),
        ({"facts": [FACTS[0]._replace(object="organization/无")]}, "no entity organization/无"),
        ({"facts": [FACTS[0]._replace(qualifiers={"post": "校长"})]}, "qualifier 'post'"),
        ({"facts": [FACTS[0]._replace(evidence=())]}, "no evidence"),
        ({"facts": [FACTS[0]._replace(confidence=1.2)]}, "not between 0 and 1"),
        (
            {"facts": [FACTS[0]._replace(evidence=(replace(FACTS[0].evidence[0], start=3),))]},
            "these words of the text are not",
        ),
        ({"indicators": [replace(INDICATORS[0], about="place/无")]}, "no entity place/无"),
    ],
)
def test_what_is_no_fact_is_not_written(tmp_path: Path, change: dict[str, list[object]], message: str) -> None:
    old = write(tmp_path)
    with pytest.raises(GraphError, match=message):
        write(tmp_path, **change)  # type: ignore[arg-type]
    with graph.load(tmp_path) as opened:
        assert opened.hash == old


KILLED = """
import os, signal, sys
from pathlib import Path
from graph.keep import writer
from tests.graph.sample_graph import DOCUMENTS

def die(path):
    os.kill(os.getpid(), signal.SIGKILL)

writer._flush = die
writer.write_graph(Path(sys.argv[1]), documents=DOCUMENTS, entities=(), facts=(), indicators=(), ledger=(), meta={})
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_a_kill_before_the_rename_leaves_the_old_graph_and_the_next_build_cleans_up(tmp_path: Path) -> None:
    old = write_sample(tmp_path)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kg.db", "kg.db.part"]
    with graph.load(tmp_path) as opened:
        assert opened.hash == old
        assert opened.stats().facts == len(FACTS)
    write_sample(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kg.db"]


def test_a_folder_that_is_a_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "kg").write_text("no folder", "utf-8")
    with pytest.raises(GraphError, match="cannot be written"):
        write_sample(tmp_path / "kg")


def test_an_empty_graph_can_be_kept(tmp_path: Path) -> None:
    write(tmp_path, documents=(), entities=(), facts=(), indicators=())
    with graph.load(tmp_path) as opened:
        assert list(opened.all_entities()) == list(opened.all_facts()) == opened.search("河东") == []


def test_evidence_and_aliases_are_sorted_and_kept_once(tmp_path: Path) -> None:
    doubled = FACTS[0]._replace(evidence=(*reversed(FACTS[0].evidence), FACTS[0].evidence[0]))
    named = ENTITIES[3]._replace(aliases=("河东理工", "东理", "河东理工", ENTITIES[3].name))
    write(tmp_path, entities=[*ENTITIES[:3], named, *ENTITIES[4:]], facts=[doubled, *FACTS[1:]])
    with graph.load(tmp_path) as opened:
        [kept, university] = opened.facts_by_id([doubled.id]), opened.entities([named.id])
        assert kept == [FACTS[0]]
        assert university == [named._replace(aliases=("东理", "河东理工"))]


def test_one_pair_may_be_stated_by_several_facts(tmp_path: Path) -> None:
    second = fact(99, "person/周远", "holdsPost", FACTS[0].object, *FACTS[0].evidence, qualifiers={"title": "教授"})
    write(tmp_path, facts=[*FACTS, second])
    with graph.load(tmp_path) as opened:
        assert len(opened.facts(subjects=["person/周远"], relations=["holdsPost"])) == 2
        assert opened.triples(subjects=["person/周远"], relations=["holdsPost"]) == [
            ("person/周远", "holdsPost", FACTS[0].object)
        ]

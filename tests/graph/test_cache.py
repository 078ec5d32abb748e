"""A build does again only what changed, and gives what a clean build gives, byte for byte."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec import msgpack

from graph.build import Builder, build
from graph.cache import Cache, Digested
from graph.claim import Extraction
from graph.errors import RuleError, UsageError
from graph.extract import Extractor
from graph.keep.rows import DocumentRow
from graph.lexicon import Lexicon
from graph.read import read_paths
from graph.resolve.facts import add_up, state
from graph.resolve.sketch import make_sketch
from tests.conftest import SAMPLES

ARTICLES = (
    "三地签约\n\n北京市与天津市签署合作协议。天津市发展和改革委员会主任周密出席。",
    "材料实验室揭牌\n\n天津大学与河北工业大学共建京津冀材料联合实验室，天津大学教授周密出席揭牌仪式。",
    "周密谈数据\n\n南开大学教授周密认为数据要素要流动起来。",
    "园区开园\n\n天津滨海—中关村科技园由天津市发改委与中关村发展集团共建。",
    "海河论坛举行\n\n5月20日，海河协同创新论坛在天津举行，论坛由南开大学主办。",
)
JUDGED = ("", "drop\t海河协同创新论坛\n", "same\t周密~天津大学\t周密~南开大学\n")


def write(folder: Path, number: int, text: str) -> None:
    (folder / f"{number}.txt").write_text(text, encoding="utf-8")


class Folder(RuleBasedStateMachine):
    """Documents come, change and go, with a build after each step."""

    @initialize()
    def start(self) -> None:
        self.place = Path(tempfile.mkdtemp())
        self.documents = self.place / "documents"
        self.documents.mkdir()
        write(self.documents, 0, ARTICLES[0])
        self.open = ExitStack()
        patch = self.open.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("graph.read.files.SETTLED", 0)  # what a step left as it was is not read again
        self.builder = self.open.enter_context(Builder([self.documents], self.place / "warm"))

    @rule(number=st.integers(1, 3), text=st.sampled_from(ARTICLES))
    def add_or_change(self, number: int, text: str) -> None:
        write(self.documents, number, text)

    @rule(number=st.integers(1, 3))
    def remove(self, number: int) -> None:
        (self.documents / f"{number}.txt").unlink(missing_ok=True)

    @rule(text=st.sampled_from(JUDGED))
    def judge(self, text: str) -> None:
        (self.documents / "judgements.tsv").write_text(text, encoding="utf-8")

    @invariant()
    def is_what_a_clean_build_gives(self) -> None:
        shutil.rmtree(self.place / "clean", ignore_errors=True)
        build([self.documents], self.place / "kept", jobs=1)
        build([self.documents], self.place / "clean", jobs=1)
        self.builder.build()
        clean = (self.place / "clean" / "kg.db").read_bytes()
        assert (self.place / "kept" / "kg.db").read_bytes() == clean
        assert (self.place / "warm" / "kg.db").read_bytes() == clean

    def teardown(self) -> None:
        self.open.close()
        shutil.rmtree(self.place, ignore_errors=True)


TestFolder = Folder.TestCase
TestFolder.settings = settings(max_examples=20, stateful_step_count=6, deadline=None)


def kinds_of(connection: sqlite3.Connection) -> list[str]:
    """Tables of a cache, one for each kind of entry."""
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]


def entries_by_kind(kg: Path) -> dict[str, int]:
    """How many entries the cache of a graph has."""
    with closing(sqlite3.connect(kg / "cache.db")) as connection:
        counted = {
            kind: connection.execute(f"SELECT count(*) FROM {kind}").fetchone()[0] for kind in kinds_of(connection)
        }
    return {kind: count for kind, count in counted.items() if count}


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number, text in enumerate(ARTICLES):
        write(folder, number, text)
    return folder


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles of the documents that were extracted, and not taken from the cache."""
    titles: list[str] = []
    extract = Extractor.extract

    def watched(self: Extractor, document: object) -> Extraction:
        titles.append(getattr(document, "title", ""))
        return extract(self, document)  # type: ignore[arg-type]  # what it was called with

    monkeypatch.setattr(Extractor, "extract", watched)
    return titles


def test_only_the_changed_document_is_extracted_again(documents: Path, tmp_path: Path, extracted: list[str]) -> None:
    build([documents], tmp_path / "kg", jobs=1)
    assert len(extracted) == len(ARTICLES)
    extracted.clear()
    write(documents, 2, "新的一篇\n\n南开大学教授周密出席会议。")
    build([documents], tmp_path / "kg", jobs=1)
    assert extracted == ["新的一篇"]


def test_other_tables_extract_everything_again(documents: Path, tmp_path: Path, extracted: list[str]) -> None:
    build([documents], tmp_path / "kg", jobs=1)
    extracted.clear()
    own = tmp_path / "own.tsv"
    own.write_text("海河协同创新论坛\tEvent\tConference\t海河论坛\n", encoding="utf-8")
    build([documents], tmp_path / "kg", jobs=1, lexicons=[own])
    assert len(extracted) == len(ARTICLES)


def test_a_stopped_build_is_resumed(documents: Path, tmp_path: Path, extracted: list[str]) -> None:
    class StoppedError(Exception):
        pass

    def stop(step: str, done: int, total: int) -> None:
        if step == "extracting" and done == 3:
            raise StoppedError

    with pytest.raises(StoppedError):
        build([documents], tmp_path / "kg", jobs=1, progress=stop)
    extracted.clear()
    build([documents], tmp_path / "kg", jobs=1)
    assert len(extracted) == 2


@pytest.mark.parametrize("damage", [b"no database at all", b""])
def test_a_file_that_is_no_cache_is_made_anew(documents: Path, tmp_path: Path, damage: bytes) -> None:
    first = build([documents], tmp_path / "kg", jobs=1)
    (tmp_path / "kg" / "cache.db").write_bytes(damage)
    assert build([documents], tmp_path / "kg", jobs=1).hash == first.hash


def test_half_a_cache_is_made_anew(documents: Path, tmp_path: Path) -> None:
    first = build([documents], tmp_path / "kg", jobs=1)
    data = (tmp_path / "kg" / "cache.db").read_bytes()
    (tmp_path / "kg" / "cache.db").write_bytes(data[: len(data) // 2])
    assert build([documents], tmp_path / "kg", jobs=1).hash == first.hash


def test_a_damaged_entry_counts_as_missing(documents: Path, tmp_path: Path) -> None:
    first = build([documents], tmp_path / "kg", jobs=1)
    for value in ("CAST('{}' AS BLOB)", "'{}'", "1"):
        with closing(sqlite3.connect(tmp_path / "kg" / "cache.db")) as connection, connection:
            for kind in kinds_of(connection):
                connection.execute(f"UPDATE {kind} SET value = {value}")
        assert build([documents], tmp_path / "kg", jobs=1).hash == first.hash


def test_entries_that_changed_places_count_as_missing(documents: Path, tmp_path: Path) -> None:
    first = build([documents], tmp_path / "kg", jobs=1)
    with closing(sqlite3.connect(tmp_path / "kg" / "cache.db")) as connection, connection:
        for kind in kinds_of(connection):
            other = f"SELECT checksum, value FROM {kind} AS other WHERE other.rowid != {kind}.rowid"
            connection.execute(
                f"UPDATE {kind} SET (checksum, value) = ({other}) WHERE (SELECT count(*) FROM {kind}) > 1"
            )
    assert build([documents], tmp_path / "kg", jobs=1).hash == first.hash


def test_damage_anywhere_in_the_cache_does_no_harm(documents: Path, tmp_path: Path) -> None:
    """Whichever page it hits; every third one is tried."""
    first = build([documents], tmp_path / "kg", jobs=1)
    graph, kept = ((tmp_path / "kg" / name).read_bytes() for name in ("kg.db", "cache.db"))
    page = int.from_bytes(kept[16:18], "big")
    generator = random.Random(7)
    for start in range(0, len(kept), 3 * page):
        damaged = bytearray(kept)
        for at in (start, start + 3, *(start + generator.randrange(page) for _ in range(page // 64))):
            damaged[at] = generator.randrange(256)
        (tmp_path / "kg" / "cache.db").write_bytes(damaged)
        assert build([documents], tmp_path / "kg", jobs=1).hash == first.hash
        assert (tmp_path / "kg" / "kg.db").read_bytes() == graph


def test_a_cache_of_another_version_is_made_anew(documents: Path, tmp_path: Path) -> None:
    first = build([documents], tmp_path / "kg", jobs=1)
    (tmp_path / "kg" / "cache.db").unlink()
    with closing(sqlite3.connect(tmp_path / "kg" / "cache.db")) as connection:
        connection.executescript("CREATE TABLE entries (kind TEXT, key TEXT, value BLOB); PRAGMA user_version = 5;")
    assert build([documents], tmp_path / "kg", jobs=1).hash == first.hash
    with closing(sqlite3.connect(tmp_path / "kg" / "cache.db")) as connection:
        assert "entries" not in kinds_of(connection)
        assert connection.execute("SELECT count(*) FROM file").fetchone() == (len(ARTICLES),)


def test_what_is_kept_comes_back_equal(documents: Path, tmp_path: Path) -> None:
    found, notes = read_paths([documents])
    rows = [DocumentRow.of(document) for document in found]
    assert [row.document() for row in rows] == found
    extractor = Extractor()
    with Cache(tmp_path) as cache:
        read = [Digested.of(row) for row in rows], notes
        cache.keep_read(b"read", read)
        assert cache.read(b"read") == read
        for document, digested in zip(found, read[0], strict=True):
            key = cache.document_key(digested)
            extraction = extractor.extract(document)
            cache.keep_extraction(key, extraction)
            assert cache.extraction(key) == extraction
            sketch = make_sketch(document, extraction, Lexicon.load())
            cache.keep_sketch(key, sketch)
            assert cache.sketch(key) == sketch
            ids = [f"{entity.type.lower()}/{entity.name}" for entity in extraction.entities]
            statements = state(document, extraction, ids)
            cache.keep_statements(key, ids, statements)
            kept = cache.statements(key, ids)
            assert kept is not None
            assert add_up([(kept, ids)]) == add_up([(statements, ids)])
            assert kept.indicators == statements.indicators
            assert cache.statements(key, [*ids[:-1], "place/别处"]) is None


def test_what_no_document_needs_is_forgotten(documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.read.files.SETTLED", 0)
    build([documents], tmp_path / "kg", jobs=1)
    for path in list(documents.iterdir())[1:]:
        path.unlink()
    build([documents], tmp_path / "kg", jobs=1)
    found = entries_by_kind(tmp_path / "kg")
    assert found.pop("prepared") == 1
    assert found == dict.fromkeys(("extraction", "file", "program", "sketch", "spellings", "statements", "states"), 1)


def test_judgements_that_contradict_stop_the_build(documents: Path, tmp_path: Path) -> None:
    lines = "same\t周密\t周老师\nsame\t周老师\t老周\ndifferent\t周密\t老周\n"
    (documents / "judgements.tsv").write_text(lines, encoding="utf-8")
    with pytest.raises(RuleError, match=r"judgements.tsv:3: .*judgements.tsv:1.*judgements.tsv:2"):
        build([documents], tmp_path / "kg", jobs=1)


def test_a_builder_reads_and_extracts_only_what_changed(
    documents: Path, tmp_path: Path, extracted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.read.files.SETTLED", 0)
    opened: list[Path] = []
    read_bytes = Path.read_bytes
    with Builder([documents], tmp_path / "kg") as builder:
        first = builder.build()
        extracted.clear()
        write(documents, 2, "新的一篇\n\n南开大学教授周密出席会议。")
        monkeypatch.setattr(Path, "read_bytes", lambda self: (opened.append(self), read_bytes(self))[1])
        second = builder.build()
        assert extracted == ["新的一篇"]
        assert {path.name for path in opened if path.parent == documents} == {"2.txt"}
        assert second.hash != first.hash
    found = entries_by_kind(tmp_path / "kg")
    assert 1 <= found.pop("prepared") <= 2
    once = dict.fromkeys(("program", "spellings", "states"), 1)
    assert found == {**once, **dict.fromkeys(("extraction", "file", "sketch", "statements"), len(ARTICLES))}


def test_the_next_process_opens_only_what_changed(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.read.files.SETTLED", 0)
    (tmp_path / "all").mkdir()
    documents = documents.rename(tmp_path / "all" / "documents")
    build([documents], tmp_path / "kg")
    times = (documents / "2.txt").stat()
    write(documents, 2, ARTICLES[2][::-1])  # as long as it was
    os.utime(documents / "2.txt", ns=(times.st_atime_ns, times.st_mtime_ns))
    opened: list[Path] = []
    read_bytes = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: (opened.append(self), read_bytes(self))[1])
    build([documents], tmp_path / "kg")
    assert {path.name for path in opened if path.parent == documents} == {"2.txt"}
    opened.clear()
    build([tmp_path / "all"], tmp_path / "kg")  # where the files have other names
    assert len({path for path in opened if path.parent == documents}) == len(ARTICLES)
    build([tmp_path / "all"], tmp_path / "clean")
    assert (tmp_path / "kg" / "kg.db").read_bytes() == (tmp_path / "clean" / "kg.db").read_bytes()


def test_a_graph_of_many_pages_is_that_of_a_clean_build(tmp_path: Path) -> None:
    """Page for page, whatever was known of the graph before."""
    documents = tmp_path / "documents"
    shutil.copytree(SAMPLES, documents)
    late, *others = sorted(documents.glob("*.md"), reverse=True)
    text = late.read_text("utf-8")
    late.unlink()
    with Builder([documents], tmp_path / "warm") as builder:
        builder.build()
        late.write_text(text, encoding="utf-8")
        write(documents, 0, ARTICLES[0])
        builder.build()
        others[0].unlink()
        write(documents, 0, ARTICLES[4])
        builder.build()
    build([documents], tmp_path / "clean")
    assert (tmp_path / "warm" / "kg.db").read_bytes() == (tmp_path / "clean" / "kg.db").read_bytes()


def test_a_builder_writes_all_anew_where_the_graph_was_replaced(documents: Path, tmp_path: Path) -> None:
    with Builder([documents], tmp_path / "kg") as builder:
        first = builder.build()
        (tmp_path / "kg" / "kg.db").write_bytes(b"something else")
        assert builder.build().hash == first.hash
        clean = build([documents], tmp_path / "clean")
        assert (clean.hash, (tmp_path / "kg" / "kg.db").read_bytes()) == (
            first.hash,
            (tmp_path / "clean" / "kg.db").read_bytes(),
        )


def test_a_builder_follows_the_users_tables(documents: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("海河协同创新论坛\tEvent\tConference\t海河论坛\n", encoding="utf-8")
    with Builder([documents], tmp_path / "kg", lexicons=[own]) as builder:
        builder.build()
        own.write_text("海河协同创新论坛\tEvnt\n", encoding="utf-8")
        with pytest.raises(RuleError, match=r"own\.tsv:1: type 'Evnt' is unknown"):
            builder.build()
        own.write_text("周密\tPerson\tPerson\t老周\n", encoding="utf-8")
        builder.build()
    build([documents], tmp_path / "clean", lexicons=[own])
    assert (tmp_path / "kg" / "kg.db").read_bytes() == (tmp_path / "clean" / "kg.db").read_bytes()


def test_a_builder_begins_anew_where_its_folder_was_removed(documents: Path, tmp_path: Path) -> None:
    with Builder([documents], tmp_path / "kg") as builder:
        first = builder.build()
        shutil.rmtree(tmp_path / "kg")
        assert builder.build().hash == first.hash
        with pytest.raises(UsageError, match="another build is writing here"):
            build([documents], tmp_path / "kg")


def test_what_was_prepared_is_there_for_the_next_build(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        assert cache.prepared() == {}
        cache.keep_prepared({"names": msgpack.encode(["甲", "乙"])})
        cache.forget_unused()
    with Cache(tmp_path) as cache:
        kept = cache.prepared()
        assert msgpack.decode(kept["names"]) == ["甲", "乙"]
        cache.keep_prepared({**kept, "number": msgpack.encode(1)})
    with Cache(tmp_path) as cache:
        assert set(cache.prepared()) == {"names", "number"}
    with Cache(tmp_path, tables="other") as cache:
        assert cache.prepared() == {}

"""A user's lexicons and rules: they count in a build, and every fault names its line and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.build import build
from graph.errors import RuleError, UsageError
from graph.explain import sentence_document
from graph.keep.reader import Graph
from graph.knowledge import Tables
from graph.tables import check_lexicon, check_rules, make_extractor
from tests.conftest import Run

RULE = """\
# own rules
[[rule]]
name = "twinned"
relation = "signedWith"
pattern = "{subject:Org}与{object:Org}结为姊妹"
example = "天津大学与河北工业大学结为姊妹学校。"
"""
NAMES = "# own names\n青芒计划\tPolicy\tProgramme\t青芒\t\tGreen Mango\n海蓝谷\tPark\n"


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def names(text: str, lexicon: Path) -> list[tuple[str, str]]:
    extraction = make_extractor(lexicons=[lexicon]).extract(sentence_document(text))
    return [(entity.name, entity.type) for entity in extraction.entities[1:]]


def test_own_names_are_found(tmp_path: Path):
    lexicon = written(tmp_path / "own.tsv", NAMES)
    assert names("昨天，青芒计划在会上公布。", lexicon) == [("青芒计划", "Policy")]


def test_own_aliases_mean_the_name(tmp_path: Path):
    lexicon = written(tmp_path / "own.tsv", NAMES)
    assert names("他们说，青芒已经公布。", lexicon) == [("青芒计划", "Policy")]


def test_lexicon_that_a_spreadsheet_saved_with_a_mark_is_read(tmp_path: Path):
    lexicon = tmp_path / "own.tsv"
    lexicon.write_text(NAMES.removeprefix("# own names\n"), "utf-8-sig")
    assert names("昨天，青芒计划在会上公布。", lexicon) == [("青芒计划", "Policy")]


def test_own_tables_count_in_a_build_with_any_number_of_workers(tmp_path: Path):
    documents = tmp_path / "articles"
    documents.mkdir()
    for number in range(3):
        written(documents / f"{number}.txt", f"第{number}天，天津大学与河北工业大学结为姊妹学校。")
    rules = written(tmp_path / "own.toml", RULE)
    hashes = {build([documents], tmp_path / f"kg{jobs}", jobs=jobs, rules=[rules]).hash for jobs in (1, 2)}
    assert len(hashes) == 1
    with Graph(tmp_path / "kg1") as graph:
        [fact] = [fact for fact in graph.all_facts() if fact.relation == "signedWith"]
        assert {evidence.rule for evidence in fact.evidence} == {"twinned"}


def test_a_changed_table_is_read_again(tmp_path: Path):
    document = written(tmp_path / "a.txt", "天津大学与河北工业大学结为姊妹学校。")
    rules = written(tmp_path / "own.toml", RULE)
    first = build([document], tmp_path / "kg", rules=[rules])
    written(rules, RULE.replace("结为姊妹", "结为兄弟"))
    assert first.facts["signedWith"] == 1
    assert "signedWith" not in build([document], tmp_path / "kg", rules=[rules]).facts


def test_tables_without_files_are_equal():
    assert Tables.of([], []) == Tables()


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("海蓝谷 Park", "own.tsv:1: has no tab"),
        ("# 注\n\n海蓝谷\tPrak", "own.tsv:3: type 'Prak' is unknown; did you mean 'Park'?"),
        ("海蓝谷\t园区", "own.tsv:1: type '园区' is unknown; use one of"),
        (
            "海蓝大学\tOrganization\tuniversity",
            "own.tsv:1: kind 'university' is no kind of Organization; did you mean",
        ),
        ("海蓝谷\tPark\tUniversity", "own.tsv:1: kind 'University' is no kind of Park"),
        ("\tPark", "own.tsv:1: the name is missing"),
        ("谷\tPark", "own.tsv:1: the name '谷' is too short"),
        ("海蓝谷\tPark\t\t蓝谷|谷", "own.tsv:1: the name '谷' is too short"),
        ("海蓝谷\tPark\t\t\tQ956", "own.tsv:1: identifier 'Q956' has no scheme"),
        ("海蓝谷\tPark\t\t\t\t\tx", "own.tsv:1: has 7 columns"),
        ("海蓝谷\tPark\n海蓝谷\tPark", "own.tsv:2: '海蓝谷' stands in line 1 already"),
    ],
)
def test_faults_of_a_lexicon_name_the_line(lines: str, message: str, tmp_path: Path):
    with pytest.raises(RuleError) as error:
        check_lexicon(written(tmp_path / "own.tsv", lines))
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("signedWith", "signedwith", "own.toml:4: rule 'twinned': relation 'signedwith' is not in the ontology; did"),
        ("relation =", "relashun =", "own.toml:4: rule 'twinned': 'relashun' is no part of a rule; did you"),
        ("example =", "counter =", "own.toml:2: rule 'twinned': 'example' is missing"),
        ("object:Org", "object:Orgs", "own.toml:5: rule 'twinned': slot kind 'Orgs' is unknown; did you mean 'Org'?"),
        ("{object:Org}", "{Org}", "own.toml:5: rule 'twinned': nothing fills the object"),
        ("结为姊妹\"", "结为(姊妹\"", "own.toml:5: rule 'twinned': the pattern is no regular expression"),
        ('"twinned"', '"hosted"', "own.toml:3: rule 'hosted': the shipped table has a rule of this name"),
        ('"twinned"', "7", "own.toml:3: rule 7: name 7 is no text"),
        ("example =", "confidence = 2\nexample =", "own.toml:6: rule 'twinned': 2 is no confidence"),
        ('"signedWith"', '"signedWith', "own.toml:4: "),
        ("[[rule]]", "", "own.toml: holds no rule"),
    ],
)  # fmt: skip
def test_faults_of_a_rule_name_the_line(old: str, new: str, message: str, tmp_path: Path):
    table = written(tmp_path / "own.toml", RULE.replace(old, new))
    with pytest.raises(RuleError) as error:
        check_rules(table, {"hosted": "the shipped table"})
    assert str(error.value).startswith(message)


def test_faults_in_the_second_rule_name_its_lines(tmp_path: Path):
    second = RULE.removeprefix("# own rules\n").replace("signedWith", "signed").replace("twinned", "paired")
    with pytest.raises(RuleError, match=r"own\.toml:9: rule 'paired': relation 'signed'"):
        check_rules(written(tmp_path / "own.toml", RULE + second), {})


def test_two_rules_of_one_name(tmp_path: Path):
    second = RULE.removeprefix("# own rules\n")
    with pytest.raises(RuleError, match=r"own\.toml:8: rule 'twinned': own\.toml has a rule of this name"):
        check_rules(written(tmp_path / "own.toml", RULE + second), {})


def test_file_that_is_no_text(tmp_path: Path):
    lexicon = tmp_path / "own.tsv"
    lexicon.write_bytes("海蓝谷\tPark\n".encode() + "海蓝谷\tPark".encode("gb18030"))
    with pytest.raises(RuleError, match=r"own\.tsv:2: is no UTF-8 text"):
        check_lexicon(lexicon)


def test_missing_file(tmp_path: Path):
    with pytest.raises(UsageError, match=r"none\.tsv: No such file"):
        make_extractor(lexicons=[tmp_path / "none.tsv"])


def test_folder_instead_of_a_file(tmp_path: Path):
    with pytest.raises(UsageError, match="Is a directory"):
        make_extractor(rules=[tmp_path])


@pytest.mark.parametrize("option", ["--lexicon", "--rules"])
def test_build_names_a_missing_table_and_writes_nothing(option: str, tmp_path: Path, zhimai: Run):
    document = written(tmp_path / "a.txt", "天津大学与河北工业大学结为姊妹学校。")
    result = zhimai("build", document, "--out", tmp_path / "kg", option, tmp_path / "none")
    assert result.returncode == 2
    assert result.stderr == f"zhimai: {tmp_path / 'none'}: No such file or directory\n"
    assert not (tmp_path / "kg").exists()


def test_build_names_the_line_of_a_fault(tmp_path: Path, zhimai: Run):
    document = written(tmp_path / "a.txt", "天津大学与河北工业大学结为姊妹学校。")
    lexicon = written(tmp_path / "own.tsv", "海蓝谷\tPrak\n")
    result = zhimai("build", document, "--out", tmp_path / "kg", "--lexicon", lexicon)
    assert result.returncode == 2
    assert result.stderr == "zhimai: own.tsv:1: type 'Prak' is unknown; did you mean 'Park'?\n"

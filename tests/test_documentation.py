"""What README.md shows is true: its commands run, its queries answer, its excerpts stand in real output."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run, zhimai_command
from tests.exports import export_all, with_excerpts

README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


COMMANDS = [
    line.split("  #")[0].strip() for block in blocks("sh") for line in block.replace("\\\n", " ").splitlines() if line
]


@pytest.fixture(scope="module")
def desk(sample_kg: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working directory as the reader of the README has it: the samples, and the graph in ./kg."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "graph" / "samples", folder / "graph" / "samples")
    shutil.copytree(sample_kg, folder / "kg")
    (folder / "own.tsv").write_text(blocks("tsv")[0], "utf-8")
    (folder / "own.toml").write_text(blocks("toml")[0], "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(desk: Path) -> Iterator[str]:
    """Address of `zhimai serve kg` on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*zhimai_command(), "serve", "kg", "--port", str(port)],
        cwd=desk,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/healthz")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{address} does not answer")


def ask(server: str, query: str) -> dict[str, object]:
    body = json.dumps({"query": query}).encode()
    request = urllib.request.Request(f"{server}/graphql", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as response:
        answer: dict[str, object] = json.load(response)
    return answer


@pytest.mark.parametrize(
    "command", [command for command in COMMANDS if "zhimai" in command and " serve " not in command]
)
def test_command_runs(zhimai: Run, desk: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    name, *arguments = shlex.split(command)
    assert name == ".venv/bin/zhimai"
    result = subprocess.run(
        [*zhimai_command(), *arguments], cwd=desk, capture_output=True, text=True, encoding="utf-8", check=False
    )
    told = [line for line in result.stderr.splitlines() if not line.startswith("note: ")]
    assert (result.returncode, told) == (0, [])


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.startswith("make ")])
def test_make_target_is_there(command: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    subprocess.run([*shlex.split(command), "--dry-run"], cwd=ROOT, env=environment, capture_output=True, check=True)


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.startswith("curl ")])
def test_curl_answers(server: str, command: str) -> None:
    query = json.loads(shlex.split(command)[-1])["query"]
    answer = ask(server, query)
    assert "errors" not in answer
    assert answer["data"]


@pytest.mark.parametrize("query", blocks("graphql"))
def test_graphql_query_answers(server: str, query: str) -> None:
    answer = ask(server, query)
    assert "errors" not in answer, answer
    found = list(_dicts(answer))
    assert any("name" in thing for thing in found)
    assert ("quote" in query) == any("quote" in thing for thing in found)


@pytest.mark.parametrize("query", blocks("sparql"))
def test_sparql_query_finds_rows(server: str, query: str) -> None:
    request = urllib.request.Request(
        f"{server}/sparql", query.encode(), {"content-type": "application/sparql-query", "accept": "text/csv"}
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        assert len(response.read().decode().splitlines()) > 1


def _dicts(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _dicts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _dicts(inner)


@pytest.mark.parametrize("code", blocks("python"))
def test_python_runs(
    zhimai: Run, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    monkeypatch.chdir(desk)
    assert zhimai("export", desk / "kg", "--output", desk / "graph.ttl").returncode == 0
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    assert capsys.readouterr().out


def test_excerpts_are_what_zhimai_gives(sample_kg: Path, tmp_path: Path) -> None:
    export_all(sample_kg, tmp_path)
    turtle = (tmp_path / "sample.ttl").read_text("utf-8")
    assert with_excerpts(README, sample_kg, turtle) == README, "README.md is stale: run `make exports`"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_and_paths_are_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    paths = re.findall(r"`((?:schema|graph|api|tests|exports)/[\w./-]*)`", text)
    assert [path for path in (*links, *paths) if not (ROOT / path).exists()] == []

"""How the code is laid out: imports run one way, nothing happens at import, every module says what it does."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

MAY_IMPORT = {"schema": {"schema"}, "graph": {"schema", "graph"}, "api": {"schema", "graph", "api"}}

MODULES = sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path, *, only_at_start: bool = False) -> Iterator[str]:
    """Modules that a module imports: anywhere in it, or only while it is being imported itself."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in _at_start(tree) if only_at_start else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _at_start(node: ast.AST) -> Iterator[ast.AST]:
    """Nodes that run at import: no bodies of functions, nothing that only type checkers read."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield child
        yield from _at_start(child)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_run_from_api_to_graph_to_schema(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0]
    others = {name.split(".")[0] for name in imported(path)} & {*MAY_IMPORT, "tests"}
    assert others <= MAY_IMPORT[own]


def test_no_module_imports_itself_through_others() -> None:
    modules = {module_name(path): path for path in MODULES}
    edges = {name: set(imported(path, only_at_start=True)) & set(modules) - {name} for name, path in modules.items()}
    # A package imports its modules to show their names; a module naming its own package is no cycle by itself.
    edges = {name: {to for to in targets if not name.startswith(f"{to}.")} for name, targets in edges.items()}
    done: set[str] = set()
    while ready := [name for name in edges if name not in done and edges[name] <= done]:
        done.update(ready)
    assert sorted(set(edges) - done) == []


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_module_says_in_its_first_line_what_it_does(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text)), f"{path}: no docstring"


def test_nothing_is_read_written_or_started_at_import() -> None:
    probe = """
import importlib, json, pathlib, sys, threading
root, names = pathlib.Path(sys.argv[1]), sys.argv[2:]
for heavy in ("strawberry", "uvicorn", "rdflib", "networkx", "jieba", "pyshacl", "pypdfium2"):
    try:
        importlib.import_module(heavy)  # what libraries read at their import is theirs
    except ImportError:
        pass
opened = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        path, packages = pathlib.Path(arguments[0]), {root / "schema", root / "graph", root / "api"}
        if path.suffix not in (".py", ".pyc") and packages & set(path.parents):
            opened.append(str(path.relative_to(root)))
    if event in ("subprocess.Popen", "sqlite3.connect", "socket.bind"):
        opened.append(event)
sys.addaudithook(watch)
for name in names:
    importlib.import_module(name)
jieba = sys.modules.get("jieba")
print(json.dumps([opened, threading.active_count(), bool(jieba and jieba.dt.initialized)]))
"""
    names = [module_name(path) for path in MODULES]
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", probe, str(ROOT), *names],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == [[], 1, False]


def test_a_build_loads_at_its_start_what_every_build_needs_and_no_more() -> None:
    probe = """
import sys
before = {*sys.modules}
import api.cli, api.commands.build, graph.build
print(*sorted({*sys.modules} - before))
"""
    loaded = subprocess.check_output([sys.executable, "-c", probe], text=True, cwd=ROOT).split()
    readers = {"graph.read.hypertext", "graph.read.markdown", "graph.read.pdf", "graph.read.records", "html", "orjson"}
    others = {"graph.keep.reader", "graph.extract", "graph.pool", "jieba", "opencc", "pyoxigraph", "rich", "rdflib"}
    slow = {"dataclasses", "importlib.resources", "shutil", "tempfile", "traceback", "zipfile"}
    assert {*loaded} & (readers | others | slow) == set()

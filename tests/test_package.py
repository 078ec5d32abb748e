"""The wheel holds all that zhimai needs: installed elsewhere, it builds the sample articles."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


def run(*command: object, cwd: Path) -> str:
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True, cwd=cwd, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that nothing left over in the checkout gets into it, and without any network."""
    work = tmp_path_factory.mktemp("wheel")
    for package in ("schema", "graph", "api"):
        shutil.copytree(ROOT / package, work / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, work)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", "dist", ".", cwd=work)
    [built] = (work / "dist").glob("zhimai-*.whl")
    return built


def test_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        str(path.relative_to(ROOT))
        for package in ("schema", "graph", "api")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert sorted(wanted - held) == []


def test_installed_wheel_builds_the_samples(wheel: Path, tmp_path: Path) -> None:
    """A fresh environment: zhimai from the wheel, what it depends on from the environment of the tests."""
    fresh = tmp_path / "venv"
    venv.create(fresh, with_pip=False, symlinks=True)
    python = fresh / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip())
    # A path, not a site directory: the editable install of the checkout is not followed.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = run(python, "-c", "import graph; print(graph.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(fresh)
    run(fresh / "bin" / "zhimai", "demo", "--build-only", "--out", "kg", cwd=tmp_path)
    shown = json.loads(run(fresh / "bin" / "zhimai", "show", "kg", "刘桂平", "--json", cwd=tmp_path))
    assert shown[0]["id"] == "person/刘桂平"

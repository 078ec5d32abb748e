"""A folder of articles -> what an update costs beside a clean build: whole processes, and the stages of one.

    python benchmarks/update.py                     the sample articles, made into 1,000
    python benchmarks/update.py ~/news              own documents
    python benchmarks/update.py --documents 5000

Processor time (user and system) of `zhimai build --jobs 1`. Clean builds and updates after one change take turns, so
that a busy machine slows both; read the share, not the figures.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from itertools import cycle
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from graph.read import read_paths  # noqa: E402 - the checkout is put on the path above

SHARE = 0.2
"""What is promised: the whole of an update takes less of a clean build."""
CHANGE = "\n\n南开大学教授周密出席第{}次座谈会。"


def main() -> None:
    """Measure, print."""
    call = _arguments()
    with TemporaryDirectory() as name:
        place = Path(name)
        count = make_folder(place / "documents", call.folder, call.documents)
        print(f"{count} documents")
        shares = []
        for number in range(1, call.rounds + 1):
            rmtree(place / "kg", ignore_errors=True)
            clean = seconds_of_build(place)
            one = place / "documents" / "0.txt"
            one.write_text(one.read_text("utf-8") + CHANGE.format(number), encoding="utf-8")
            update = seconds_of_build(place)
            shares.append(update / clean)
            print(f"clean {clean:7.2f} s   after one change {update:6.2f} s   share {update / clean:.3f}")
        print(f"median share {median(shares):.3f}   wanted: below {SHARE}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "graph" / "samples", help="documents")
    parser.add_argument("--documents", type=int, default=1000, help="how many to make of them (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each (default: %(default)s)")
    return parser.parse_args()


def make_folder(folder: Path, source: Path, count: int) -> int:
    """Write so many articles as text; where there are fewer, each again with another last sentence."""
    folder.mkdir()
    articles, _ = read_paths([source])
    for number, article in zip(range(count), cycle(articles), strict=False):
        again = f"\n（第{number}篇）" if number >= len(articles) else ""
        (folder / f"{number}.txt").write_text(article.text + again, encoding="utf-8")
    return count


def seconds_of_build(place: Path) -> float:
    """Processor time of one build in a process of its own."""
    before = _children()
    command = [sys.executable, "-m", "api.cli", "build", place / "documents", "--out", place / "kg", "--jobs", "1"]
    as_installed = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(command, check=True, cwd=ROOT, env=as_installed, **quiet)
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

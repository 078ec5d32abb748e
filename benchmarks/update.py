"""A folder of articles -> what an update costs beside a clean build: in a new process, and in one that watches.

    python benchmarks/update.py                     the sample articles, made into 1,000
    python benchmarks/update.py ~/news              own documents
    python benchmarks/update.py --documents 5000

Processor time (user and system) with one worker. Cold is a whole `zhimai build` after one change, from the start of
Python to its end; warm is what `zhimai build --watch` does after one. Resolution is what decides anew who is who in all
documents, and adds up what they state. Clean builds, cold and warm updates take turns, so that a busy machine slows
all of them; read the shares, not the figures.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.timed_build import RESOLUTION, time_resolution  # noqa: E402 - the checkout is put on the path above
from graph.build import Builder  # noqa: E402

SHARES = {"whole": 0.20, "without resolution": 0.05}
"""What is promised of a clean build."""
CHANGE = "\n\n南开大学教授周密出席第{}次座谈会。"


def main() -> None:
    """Measure, print."""
    call = _arguments()
    resolutions: list[float] = []
    time_resolution(resolutions.append)
    with TemporaryDirectory() as name:
        place = Path(name)
        count = make_folder(place / "documents", call.folder, call.documents)
        print(f"{count} documents; seconds, in brackets without resolution, and their shares of a clean build")
        shares: dict[str, list[tuple[float, float]]] = {"cold": [], "warm": []}
        with Builder([place / "documents"], place / "warm") as builder:
            builder.build()
            for number in range(1, call.rounds + 1):
                rmtree(place / "kg", ignore_errors=True)
                clean, _ = seconds_of_build(place)
                one = place / "documents" / "0.txt"
                one.write_text(one.read_text("utf-8") + CHANGE.format(number), encoding="utf-8")
                found = {"cold": seconds_of_build(place), "warm": seconds_of_update(builder, resolutions)}
                told = [f"clean {clean:6.2f} s"]
                for kind, (whole, resolution) in found.items():
                    share = whole / clean, (whole - resolution) / clean
                    shares[kind].append(share)
                    told.append(f"{kind} {whole:5.2f} s ({whole - resolution:5.2f} s): {_share(share)}")
                print("   ".join(told))
        for kind, measured in shares.items():
            whole, without = (median(one) for one in zip(*measured, strict=True))
            print(f"{kind}, in the middle: {_share((whole, without))}")
        print("wanted: below " + ", ".join(f"{share:.0%} {what}" for what, share in SHARES.items()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "graph" / "samples", help="documents")
    parser.add_argument("--documents", type=int, default=1000, help="how many to make of them (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each (default: %(default)s)")
    return parser.parse_args()


def _share(share: tuple[float, float]) -> str:
    return "{:.1%} ({:.1%})".format(*share)


def make_folder(folder: Path, source: Path, count: int) -> int:
    """Write so many articles as text; where there are fewer, each again with another last sentence."""
    from graph.read import read_paths  # noqa: PLC0415 - the builds that are measured load what they need

    folder.mkdir()
    articles, _ = read_paths([source])
    for number, article in zip(range(count), cycle(articles), strict=False):
        again = f"\n（第{number}篇）" if number >= len(articles) else ""
        (folder / f"{number}.txt").write_text(article.text + again, encoding="utf-8")
    return count


def seconds_of_build(place: Path) -> tuple[float, float]:
    """Processor time of one build in a process of its own, and of the resolution in it."""
    before = _children()
    program = Path(__file__).with_name("timed_build.py")
    command = [sys.executable, program, "build", place / "documents", "--out", place / "kg", "--jobs", "1"]
    as_installed = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    ended = subprocess.run(command, check=True, cwd=ROOT, env=as_installed, capture_output=True, text=True)
    [resolution] = [line.removeprefix(RESOLUTION) for line in ended.stderr.splitlines() if line.startswith(RESOLUTION)]
    return _children() - before, float(resolution)


def seconds_of_update(builder: Builder, resolutions: Sequence[float]) -> tuple[float, float]:
    """Processor time of one more build in this process, and of the resolution in it."""
    begun = time.process_time()
    builder.build()
    return time.process_time() - begun, resolutions[-1]


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

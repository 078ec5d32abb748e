"""Articles -> throughput of the whole of extraction beside jieba.posseg alone, its profile, linearity and memory.

    python benchmarks/extract.py                        the sample articles, repeated to about 1 MB
    python benchmarks/extract.py ~/news                 own documents
    python benchmarks/extract.py --documents 10000      how flat memory stays over ten thousand documents

One core, one process. The two alternate in one run, so that a busy machine slows both; read the ratio, not the
figures. Start-up (lexicons, dictionaries) is not measured.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import logging
import multiprocessing
import pstats
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from time import process_time

from msgspec.structs import replace

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from graph.document import Document  # noqa: E402 - the checkout is put on the path above
from graph.extract import Extractor  # noqa: E402
from graph.read import read_paths  # noqa: E402

SAMPLES = ROOT / "graph" / "samples"
FACTOR = 3.0
"""What issue and README promise: extraction at least so many times as fast as jieba.posseg."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Throughputs in MB of UTF-8 text per second of processor time, one for each round."""

    extraction: tuple[float, ...]
    posseg: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Median over median."""
        return median(self.extraction) / median(self.posseg)


def main() -> None:
    """Measure, print."""
    call = _arguments()
    articles, _ = read_paths([call.folder])
    documents = repeat_to(articles, round(call.megabytes * 1e6))
    size = megabytes(documents)
    longest = max(len(document.text) for document in documents)
    print(
        f"text: {size:.2f} MB, {len(documents)} documents of up to {longest} characters, {len(articles)} different ones"
    )
    extractor = Extractor()
    compared = compare(extractor, documents, rounds=call.rounds)
    for name, speeds in (("extraction", compared.extraction), ("jieba.posseg", compared.posseg)):
        rounds = "  ".join(f"{speed:.3f}" for speed in speeds)
        print(f"{name:<14}{median(speeds):8.3f} MB/s   rounds: {rounds}")
    print(f"{'ratio':<14}{compared.ratio:8.2f}        wanted: {FACTOR:.1f}")
    print("\nlinear in the number of documents, and in the length of one:")
    for factor, many, one in linearity(extractor, articles):
        print(f"{factor}x text: {many:8.2f} x time for many, {one:8.2f} x time for one")
    if call.documents:
        print("\nmemory (MB) after so many documents:")
        for done, held in _in_fresh_process(memory, call.folder, call.documents):
            print(f"{done:>8} {held:8.1f}")
    print("\nprofile of extraction, by own time (the profiler slows small functions more than large ones):")
    print(profile(extractor, documents[::3], lines=call.lines))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLES, help="documents (default: the samples)")
    parser.add_argument("--megabytes", type=float, default=1.0, help="text to measure with (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each (default: %(default)s)")
    parser.add_argument(
        "--documents", type=int, default=2000, help="for memory; 0: leave it out (default: %(default)s)"
    )
    parser.add_argument("--lines", type=int, default=15, help="lines of the profile (default: %(default)s)")
    return parser.parse_args()


def megabytes(documents: Sequence[Document]) -> float:
    """UTF-8 text of the documents, in units of 1,000,000 bytes."""
    return sum(len(document.text.encode()) for document in documents) / 1e6


def repeat_to(articles: Sequence[Document], size: int) -> list[Document]:
    """The articles, in turn and again and again, until there are `size` bytes of text."""
    repeated: list[Document] = []
    for article in cycle(articles):
        repeated.append(article)
        size -= len(article.text.encode())
        if size <= 0:
            break
    return repeated


def compare(extractor: Extractor, documents: Sequence[Document], *, rounds: int) -> Comparison:
    """Extraction and jieba.posseg by turns on the same text; both are warm."""
    tag = _posseg()
    size = megabytes(documents)

    def tag_all() -> None:
        for document in documents:
            tag(document.text)

    extractor.extract(documents[0])
    tag(documents[0].text)
    speeds = [
        (size / seconds(partial(_extract_all, extractor, documents)), size / seconds(tag_all)) for _ in range(rounds)
    ]
    return Comparison(tuple(first for first, _ in speeds), tuple(second for _, second in speeds))


def _extract_all(extractor: Extractor, documents: Sequence[Document]) -> None:
    for document in documents:
        extractor.extract(document)


def _posseg() -> Callable[[str], object]:
    """jieba's tagger with its own dictionary, quiet."""
    import jieba  # noqa: PLC0415 - it configures logging when it is imported
    import jieba.posseg  # noqa: PLC0415

    jieba.setLogLevel(logging.WARNING)
    tagger = jieba.posseg.POSTokenizer(jieba.Tokenizer())

    def tag(text: str) -> object:
        return tagger.lcut(text)

    return tag


def seconds(work: Callable[[], None]) -> float:
    """Processor time of one call: what other programs take of the core does not count."""
    started = process_time()
    work()
    return process_time() - started


def linearity(extractor: Extractor, articles: Sequence[Document]) -> list[tuple[int, float, float]]:
    """(1, 2, … 16; time for so many times the documents; time for one document so many times as long), 1x being 1.

    The articles are taken in turn: with many of them a longer document has more names too, and not the same again.
    """
    times = []
    for factor in (1, 2, 4, 8, 16):
        documents = repeat_to(articles, 60_000 * factor)
        long = replace(documents[0], text="\n".join(document.text for document in documents))
        size = len(long.text)
        many = seconds(partial(_extract_all, extractor, documents))
        one = seconds(partial(_extract_all, extractor, [long]))
        times.append((factor, size, many, one))
    _, first_size, first_many, first_one = times[0]
    return [
        (factor, many / first_many * size_ratio, one / first_one * size_ratio)
        for factor, size, many, one in times
        for size_ratio in [factor * first_size / size]
    ]


def memory(folder: Path, count: int) -> list[tuple[int, float]]:
    """(documents done, MB that this process holds) at ten points; every document has a text of its own."""
    articles, _ = read_paths([folder])
    extractor = Extractor()
    points = {round(count * tenth / 10) for tenth in range(1, 11)}
    held = [(0, _resident())]
    for number, article in zip(range(1, count + 1), cycle(articles), strict=False):
        extractor.extract(replace(article, text=f"{article.text}\n（第{number}篇，编号{number * 7919 % 100003}）"))
        if number in points:
            held.append((number, _resident()))
    return held


def _resident() -> float:
    """Memory of this process in MB: what it holds now where the system tells (Linux), else the most it ever held."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text("ascii").split()[1]) * resource.getpagesize() / 1e6
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _in_fresh_process(
    function: Callable[[Path, int], list[tuple[int, float]]], folder: Path, count: int
) -> list[tuple[int, float]]:
    """Call in a process that has held nothing yet."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, (folder, count))


def profile(extractor: Extractor, documents: Sequence[Document], *, lines: int) -> str:
    """The functions that take most time themselves."""
    profiler = cProfile.Profile()
    profiler.runcall(_extract_all, extractor, documents)
    text = io.StringIO()
    pstats.Stats(profiler, stream=text).strip_dirs().sort_stats("tottime").print_stats(lines)
    return text.getvalue().strip()


if __name__ == "__main__":
    main()

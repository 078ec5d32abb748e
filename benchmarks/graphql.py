"""python benchmarks/graphql.py [--things N] [--seconds S] [--graph DIR]: how fast a server answers over a graph.

For three queries: requests a second, and milliseconds of the processor for each, of plain Strawberry, of answers that
are written by hand, and of ours, in one run. Then median and 99th percentile of each query of a mixed load over four
connections, the time until the first answer after the start, and the memory of the server. It needs wrk (apt install
wrk). The graph has three facts for each thing; to write one of a million things takes six minutes of the processor and
2 GB of memory: --graph names a folder to keep it in.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.made_up import FAMILY, GIVEN, ROOTS, make_graph

ROOT = Path(__file__).parent.parent
CONNECTIONS = 4
NODE = "query Node($id: ID!) { node(id: $id) { id ... on Entity { name kind } } }"
NODES = """query Nodes($ids: [ID!]!) { nodes(ids: $ids) { __typename
    ... on Entity { id name names type kind label iri } } }"""
FACTS = """query Facts($ids: [ID!]!) { nodes(ids: $ids) {
    ... on Entity { facts(first: 10) { nodes { id relation title object { name } } } } } }"""
SEARCH = """query Search($text: String!) { search(query: $text, first: 10) { totalCount
    edges { highlights { name start end } node { id name kind } } } }"""
PAGE = """query Page($id: ID!) { node(id: $id) { ... on Entity { name names kind
    relations { relation asSubject asObject } facts(first: 10) { totalCount nodes { relation title
    subject { name } object { id name } evidence { quote sentence document { title date } } } } } } }"""
DRAWING = """query Drawing($id: ID!) { neighbourhood(of: [$id], depth: 2) { nodes { id name kind }
    edges { id source target relation } truncated } }"""
TIMELINE = """query Timeline($id: ID!) { timeline(where: {about: [$id]}) { buckets { key count }
    nodes { date thing { id name } } } }"""
EVENTS = """query Events($since: String!) { entities(where: {types: [EVENT], since: $since},
    orderBy: {field: DATE, direction: DESC}, first: 20) { nodes { id name } pageInfo { endCursor } } }"""
SCRIPT = """
local bodies, at = {}, 0
for line in io.lines(os.getenv("QUERIES")) do bodies[#bodies + 1] = line end
request = function()
    at = at % #bodies + 1
    return wrk.format("POST", "/graphql", {["Content-Type"] = "application/json"}, bodies[at])
end
response = function(status, _, body)
    if status ~= 200 or body:find('"errors"') then print("failed: " .. body:sub(1, 300)) end
end
"""


def main() -> None:
    """Make the graph, start servers, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--things", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=5, help="for each query")
    parser.add_argument("--graph", type=Path, help="folder to keep the graph in; where one is, it is taken")
    call = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is needed: apt install wrk")
    with tempfile.TemporaryDirectory() as work:
        folder = call.graph or Path(work)
        if not (folder / "kg.db").exists():
            make_graph(folder, call.things)
        with closing(sqlite3.connect(folder / "kg.db")) as connection:
            counts = [
                connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("entities", "facts")
            ]
            compared, mixed = make_queries(connection)
        print(f"{counts[0]} things, {counts[1]} facts")
        measurer = Measurer(Path(work), call.seconds)
        ours = [sys.executable, "-m", "api.cli", "serve", str(folder), "--port", "0"]
        commands = {name: [sys.executable, "-m", "benchmarks.compared", name, str(folder)] for name in ("plain", "raw")}
        compare(measurer, compared, {**commands, "ours": ours})
        measure_mixed(measurer, mixed, ours)


def compare(measurer: Measurer, queries: dict[str, list[str]], commands: dict[str, list[str]]) -> None:
    """Requests a second of each server, the servers after one another for each query."""
    with server(commands["plain"]) as plain, server(commands["raw"]) as raw, server(commands["ours"]) as ours:
        print(f"{'':22}{'requests a second':^36}{'processor, ms a request':^36}")
        print(f"{'':22}" + f"{'plain':>12}{'raw':>12}{'ours':>12}" * 2)
        for name, bodies in queries.items():
            answers = [ask(one.address, bodies[0]) for one in (ours, raw)]
            if answers[0] != answers[1]:
                raise SystemExit(f"{name}: the answers differ\n{answers[0][-500:]!r}\n{answers[1][-500:]!r}")
            found = [measurer.measure(one, bodies) for one in (plain, raw, ours)]
            rates, costs = [one.rate for one in found], [one.cost for one in found]
            shown = "".join(f"{rate:12.0f}" for rate in rates) + "".join(f"{cost:12.2f}" for cost in costs)
            print(f"{name:22}{shown}")
            print(f"{'  plain / ours':22}{rates[2] / rates[0]:36.1f}{costs[0] / (costs[2] or 1):36.1f}")
            print(f"{'  raw / ours':22}{rates[2] / rates[1]:36.2f}{costs[1] / (costs[2] or 1):36.2f}")


def measure_mixed(measurer: Measurer, queries: dict[str, list[str]], command: list[str]) -> None:
    """Each query by itself, then all of them mixed, on a fresh server."""
    started = time.perf_counter()
    with server(command) as ours:
        ask(ours.address, json.dumps({"query": "{ __typename }"}))
        print(f"first answer after {time.perf_counter() - started:.2f} s")
        everything = [body for bodies in queries.values() for body in bodies]
        Random(3).shuffle(everything)
        for name, bodies in {**queries, "all, mixed": everything}.items():
            found = measurer.measure(ours, bodies)
            print(f"{name:24} {found.rate:8.0f} requests/s   median {found.median:7.1f} ms   p99 {found.last:7.1f} ms")
        print(f"memory of the server: {memory(ours.process.pid)} MB")


def make_queries(connection: sqlite3.Connection) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Bodies of requests by what they measure: those that are compared, and those of the mixed load."""
    chance = Random(2)

    def some(type_: str, count: int) -> list[str]:
        sql = "SELECT min(number), max(number) FROM entities WHERE type = ?"
        first, last = connection.execute(sql, (type_,)).fetchone()
        numbers = json.dumps([chance.randint(first, last) for _ in range(count)])
        rows = connection.execute(
            "SELECT id FROM entities WHERE number IN (SELECT value FROM json_each(?))", (numbers,)
        )
        return [id_ for (id_,) in rows]

    def each(query: str, name: str, values: Sequence[object]) -> list[str]:
        operation = query.split()[1].partition("(")[0]
        bodies = [{"query": query, "operationName": operation, "variables": {name: value}} for value in values]
        return [json.dumps(body, ensure_ascii=False) for body in bodies]

    people, bodies, parks, events = (some(name, 400) for name in ("Person", "Organization", "Park", "Event"))
    hundreds = [chance.sample([*people, *bodies[:50]], 100) for _ in range(40)]
    typed = [
        *FAMILY[:15],
        *GIVEN[:15],
        *ROOTS[:10],
        "王建",
        "李伟",
        "大学",
        "研究",
        "海河",
        "人民政府",
        "wj",
        "zhang",
        "lx",
        "hhdx",
    ]
    compared = {
        "one node by id": each(NODE, "id", people),
        "100 nodes x 8 fields": each(NODES, "ids", hundreds),
        "100 nodes x 10 facts": each(FACTS, "ids", hundreds),
    }
    mixed = {
        "node": each(NODE, "id", people[:60]),
        "search": each(SEARCH, "text", typed),
        "page": each(PAGE, "id", [*people[:20], *bodies[:20], *events[:20]]),
        "drawing": each(DRAWING, "id", [*bodies[:10], *parks[:10]]),
        "timeline": each(TIMELINE, "id", [*people[:20], *bodies[:20]]),
        "events": each(EVENTS, "since", [f"20{year}" for year in range(10, 25)]),
    }
    return compared, mixed


class Server:
    """A server that runs."""

    def __init__(self, name: str, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        self.name, self.process = name, process
        self.address = re.findall(r"http://[^ ]+", process.stdout.readline())[0]

    def processor(self) -> float:
        """Seconds of the processor that it has used; 0 where the system does not tell."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return 0.0
        used = stat.read_text("ascii").rpartition(")")[2].split()[11:13]
        return sum(int(ticks) for ticks in used) / os.sysconf("SC_CLK_TCK")


@contextmanager
def server(command: list[str]) -> Iterator[Server]:
    """Run a server; it has to print its address."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        yield Server(command[3] if "benchmarks.compared" in command else "ours", process)
    finally:
        process.terminate()
        process.wait()


class Found:
    """What wrk found out."""

    def __init__(self, report: str, processor: float) -> None:
        if "failed:" in report:
            raise SystemExit(report[:2000])
        requests = int(re.findall(r"(\d+) requests in", report)[0])
        self.cost = 1000 * processor / max(requests, 1)
        self.rate = float(re.findall(r"Requests/sec: +([\d.]+)", report)[0])
        self.median, self.last = (_milliseconds(report, share) for share in ("50%", "99%"))


class Measurer:
    """Asks with wrk over some connections for some seconds."""

    def __init__(self, work: Path, seconds: int) -> None:
        self.script, self.bodies, self.seconds = work / "ask.lua", work / "queries.txt", seconds
        self.script.write_text(SCRIPT)

    def measure(self, asked: Server, bodies: list[str]) -> Found:
        """Ask one body after the other."""
        self.bodies.write_text("\n".join(bodies) + "\n", "utf-8")
        options = [
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{self.seconds}",
            "--latency",
            "--timeout",
            "20",
            "-s",
            str(self.script),
        ]
        command = ["wrk", *options, f"{asked.address}/graphql"]
        before = asked.processor()
        run = subprocess.run(command, env={"QUERIES": str(self.bodies)}, capture_output=True, text=True, check=True)
        return Found(run.stdout, asked.processor() - before)


def ask(address: str, body: str) -> bytes:
    """One answer."""
    request = Request(f"{address}/graphql", body.encode(), {"Content-Type": "application/json"})
    with urlopen(request, timeout=30) as response:
        return bytes(response.read())


def memory(process: int) -> str:
    """Megabytes that a process holds in memory; ? where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text("ascii")) if status.exists() else None
    return str(int(found[1]) // 1024) if found else "?"


def _milliseconds(report: str, share: str) -> float:
    number, unit = re.findall(rf"{share} +([\d.]+)(us|ms|s)", report)[0]
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


if __name__ == "__main__":
    main()

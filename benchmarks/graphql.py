"""python benchmarks/graphql.py [--things N] [--seconds S]: how fast a server answers over a graph that is made up.

Prints requests a second, median and 99th percentile of four connections for each query, the time until the first
answer after the start, and the memory of the server. The graph has three facts for each thing.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parent.parent))

from graph.document import Document, Run
from graph.entity import Entity, Evidence, Fact
from graph.keep import write_graph

CONNECTIONS = 4
TEXT = "这一篇文章只用来测量。"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂文博宇轩浩然"
FAMILY = "赵钱孙李周吴郑王冯陈刘张杨黄林"


def main() -> None:
    """Make the graph, start a server, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--things", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=3.0, help="for each query")
    call = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        people, bodies = make_graph(Path(folder), call.things)
        started = time.perf_counter()
        command = [sys.executable, "-m", "api.cli", "serve", folder, "--port", "0"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout
            [port] = re.findall(r":(\d+) ", server.stdout.readline())
            ask(int(port), ["{ __typename }"], 0)
            print(f"first answer after {time.perf_counter() - started:.2f} s")
            for name, queries in make_queries(people, bodies).items():
                measure(name, int(port), queries, call.seconds)
            print(f"memory of the server: {memory(server.pid)} MB")
        finally:
            server.terminate()
            server.wait()


def make_graph(folder: Path, things: int) -> tuple[list[str], list[str]]:
    """Write a graph; give ids of its persons and bodies."""
    chance = random.Random(1)
    document = Document("", "2024-01-01", "", "", (), TEXT, "a.txt", 0, "text", "utf-8", (Run(0, 0, len(TEXT)),))
    people = [f"{chance.choice(FAMILY)}{chance.choice(GIVEN)}{n}" for n in range(things // 2)]
    bodies = [f"{chance.choice(GIVEN)}{chance.choice(GIVEN)}{n}研究院" for n in range(things - len(people))]
    entities = [Entity(f"document/{document.id}", "Document", "Article", "文章", attributes={"date": document.date})]
    entities += [Entity(f"person/{name}", "Person", "Person", name) for name in people]
    entities += [Entity(f"organization/{name}", "Organization", "ResearchInstitute", name) for name in bodies]
    words = (Evidence(document.id, 0, 4, TEXT[:4], "made-up"),)
    facts = []
    for n in range(3 * things):
        body = bodies[int(len(bodies) * chance.random() ** 3)]
        ends = f"person/{chance.choice(people)}", "holdsPost", f"organization/{body}"
        facts.append(Fact(f"{n:016x}", *ends, {"title": "主任"}, 0.9, words))
    write_graph(folder, documents=[document], entities=entities, facts=facts, indicators=(), ledger=(), meta={})
    print(f"{len(entities)} things, {len(facts)} facts")
    return [f"person/{name}" for name in people], [f"organization/{name}" for name in bodies]


def make_queries(people: list[str], bodies: list[str]) -> dict[str, list[str]]:
    """Queries by what they measure; each has several, so that no cache answers."""
    chance = random.Random(2)
    hundreds = [json.dumps(chance.sample(people, 100), ensure_ascii=False) for _ in range(20)]
    fields = "id name names type kind label iri"
    return {
        "node by id": [
            f"{{ node(id: {json.dumps(one, ensure_ascii=False)}) {{ id ... on Entity {{ name kind }} }} }}"
            for one in chance.sample(people, 100)
        ],
        "100 nodes x 8": [f"{{ nodes(ids: {ids}) {{ __typename ... on Entity {{ {fields} }} }} }}" for ids in hundreds],
        "100 nodes x 10 facts": [
            f"{{ nodes(ids: {ids}) {{ ... on Entity {{ facts(first: 10) {{ nodes {{ id relation title }} }} }} }} }}"
            for ids in hundreds
        ],
        "search, 1 character": [f'{{ search(query: "{one}") {{ nodes {{ name }} }} }}' for one in GIVEN],
        "search, pinyin": [f'{{ search(query: "{one}") {{ nodes {{ name }} }} }}' for one in ("liu", "wj", "zhang")],
        "neighbourhood, 2 steps": [
            f"{{ neighbourhood(of: [{json.dumps(one, ensure_ascii=False)}], depth: 2) {{ nodes {{ id name }} "
            "edges { source target relation } } }"
            for one in chance.sample(bodies, 50)
        ],
    }


def measure(name: str, port: int, queries: list[str], seconds: float) -> None:
    """Ask for some seconds over four connections, and print what came out."""
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        started = time.perf_counter()
        runs = list(pool.map(lambda _: ask(port, queries, seconds), range(CONNECTIONS)))
        total = time.perf_counter() - started
    times = sorted(1000 * one for run in runs for one in run)
    last = quantiles(times, n=100)[98] if len(times) > 1 else times[0]
    print(f"{name:24} {len(times) / total:8.0f} requests/s   median {median(times):7.1f} ms   p99 {last:7.1f} ms")


def ask(port: int, queries: list[str], seconds: float) -> list[float]:
    """Seconds that each answer took; one query at least."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    end, times = time.perf_counter() + seconds, []
    for query in cycle(queries):
        body = json.dumps({"query": query}).encode()
        started = time.perf_counter()
        connection.request("POST", "/graphql", body, {"Content-Type": "application/json"})
        answer = connection.getresponse().read()
        times.append(time.perf_counter() - started)
        if b'"errors"' in answer:
            raise SystemExit(f"{query[:200]}\n{answer[:500]!r}")
        if time.perf_counter() > end:
            return times
    raise AssertionError("cycle has no end")


def memory(process: int) -> str:
    """Megabytes that a process holds in memory; ? where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text("ascii")) if status.exists() else None
    return str(int(found[1]) // 1024) if found else "?"


if __name__ == "__main__":
    main()

"""python -m tests.conformance: hold the GraphQL API against other people's tools, which npm installs into build/.

The audits of graphql-http against a server over the small graph; Relay's rules for connections against the SDL; and
graphql-inspector, which fails where a change since the last commit breaks queries that were valid.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from api.graphql.__main__ import ROOT, SDL
from api.server import make_app
from tests.graph.sample_graph import write_sample

HERE = Path(__file__).parent
WORK = ROOT / "build" / "conformance"


def main() -> int:
    """Run every tool; 1 where one of them finds something."""
    if not shutil.which("npm"):
        print("npm is needed, which comes with Node.js 20 or newer", file=sys.stderr)
        return 2
    WORK.mkdir(parents=True, exist_ok=True)
    for file in HERE.glob("*.*js*"):
        shutil.copy(file, WORK)
    shutil.copy(SDL, WORK)
    before = subprocess.run(["git", "show", f"HEAD:{SDL.relative_to(ROOT)}"], cwd=ROOT, capture_output=True, check=True)
    (WORK / "before.graphql").write_bytes(before.stdout)
    write_sample(WORK / "kg")
    failed = _run("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--silent")
    with server() as address:
        failed |= _run("node", "audit.mjs", f"{address}/graphql")
    eslint = ["npx", "eslint", "--no-eslintrc", "--config", "eslintrc.cjs", "--ext", ".graphql", "schema.graphql"]
    unlike = _run(*eslint)
    print(f"graphql-eslint: {'something is not as' if unlike else 'connections are as'} Relay wants it")
    failed |= unlike
    failed |= _run("node", "compare.mjs", "before.graphql", "schema.graphql")
    print("conformance: something does not conform" if failed else "conformance: all tools pass")
    return int(failed)


@contextmanager
def server() -> Iterator[str]:
    """Address of a server over the small graph."""
    running = uvicorn.Server(uvicorn.Config(make_app(WORK / "kg"), port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}"
    running.should_exit = True
    thread.join()


def _run(*command: str) -> bool:
    """Run a tool; True where it fails."""
    return subprocess.run(command, cwd=WORK, check=False).returncode != 0


if __name__ == "__main__":
    sys.exit(main())

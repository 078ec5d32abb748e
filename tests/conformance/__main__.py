"""python -m tests.conformance: hold the GraphQL API against other people's tools, which npm installs into build/.

The audits of graphql-http against a server over the small graph; Relay's rules for connections against the SDL;
graphql-inspector, which fails where a change since the last commit breaks queries that were valid; and a page of our
own, with urql, graphql-sse and types that codegen makes of the SDL, in a real browser.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from api.graphql.__main__ import ROOT, SDL
from api.options import Options
from tests.graph.sample_graph import write_sample
from tests.serving import serving

HERE = Path(__file__).parent
WORK = ROOT / "build" / "conformance"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Run every tool; 1 where one of them finds something."""
    if not shutil.which("npm"):
        print("conformance: skipped, npm is not installed, which comes with Node.js 20 or newer")
        return 0
    shutil.rmtree(WORK / "page", ignore_errors=True)
    WORK.mkdir(parents=True, exist_ok=True)
    for file in HERE.glob("*.*js*"):
        shutil.copy(file, WORK)
    shutil.copytree(HERE / "page", WORK / "page")
    shutil.copy(SDL, WORK)
    before = subprocess.run(["git", "show", f"HEAD:{SDL.relative_to(ROOT)}"], cwd=ROOT, capture_output=True, check=True)
    (WORK / "before.graphql").write_bytes(before.stdout)
    write_sample(WORK / "kg")
    if _run("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--silent"):
        print("conformance: skipped, npm cannot install the tools")
        return 0
    failed = any([_audits(), _relay(), _changes(), _page()])
    print("conformance: something does not conform" if failed else "conformance: all tools pass")
    return int(failed)


def _audits() -> bool:
    with serving(WORK / "kg") as address:
        return _run("node", "audit.mjs", f"{address}/graphql")


def _relay() -> bool:
    unlike = _run("npx", "eslint", "--no-eslintrc", "--config", "eslintrc.cjs", "--ext", ".graphql", "schema.graphql")
    print(f"graphql-eslint: {'something is not as' if unlike else 'connections are as'} Relay wants it", flush=True)
    return unlike


def _changes() -> bool:
    return _run("node", "compare.mjs", "before.graphql", "schema.graphql")


def _page() -> bool:
    """The page, made as its developer would make it: types from the SDL, checked, bundled; then driven."""
    page = WORK / "page"
    made = (
        ("npx", "graphql-codegen", "--config", "codegen.json", "--silent"),
        ("npx", "tsc", "--project", "."),
        ("npx", "esbuild", "page.ts", "--bundle", "--outfile=page.js", "--log-level=warning"),
    )
    if any(_run(*command, folder=page) for command in made):
        print("page: cannot be made", flush=True)
        return True
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(f"page: types fit; not driven, since no browser is installed: {', '.join(BROWSERS)}", flush=True)
        return False
    handler = partial(QuietFiles, directory=str(page))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as files:
        threading.Thread(target=files.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{files.server_port}"
        with serving(WORK / "kg", Options(cors=(origin,))) as address:
            failed = _run("node", "drive.mjs", origin, address, str(WORK / "kg" / "kg.db"), browser, folder=page)
        files.shutdown()
    return failed


class QuietFiles(SimpleHTTPRequestHandler):
    """Serves files, and does not tell."""

    def log_message(self, format: str, *args: object) -> None:
        """Tell nothing."""


def _run(*command: str, folder: Path = WORK) -> bool:
    """Run a tool; True where it fails."""
    return subprocess.run(command, cwd=folder, check=False).returncode != 0


if __name__ == "__main__":
    sys.exit(main())

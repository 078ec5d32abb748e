"""python -m tests.conformance: hold the GraphQL API against other people's tools, which npm installs into build/.

The audits of graphql-http against a server over the small graph; Relay's rules for connections against the SDL; and
graphql-inspector, which fails where a change since the last commit breaks queries that were valid.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from api.graphql.__main__ import ROOT, SDL
from tests.graph.sample_graph import write_sample
from tests.serving import serving

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
    with serving(WORK / "kg") as address:
        failed |= _run("node", "audit.mjs", f"{address}/graphql")
    eslint = ["npx", "eslint", "--no-eslintrc", "--config", "eslintrc.cjs", "--ext", ".graphql", "schema.graphql"]
    unlike = _run(*eslint)
    print(f"graphql-eslint: {'something is not as' if unlike else 'connections are as'} Relay wants it")
    failed |= unlike
    failed |= _run("node", "compare.mjs", "before.graphql", "schema.graphql")
    print("conformance: something does not conform" if failed else "conformance: all tools pass")
    return int(failed)


def _run(*command: str) -> bool:
    """Run a tool; True where it fails."""
    return subprocess.run(command, cwd=WORK, check=False).returncode != 0


if __name__ == "__main__":
    sys.exit(main())

"""python -m api.graphql: write the enums and schema/schema.graphql anew from the ontology and the types."""

from __future__ import annotations

from pathlib import Path

from api.graphql.generate import make_vocabulary
from schema import load_ontology

ROOT = Path(__file__).parent.parent.parent
VOCABULARY = ROOT / "api" / "graphql" / "vocabulary.py"
SDL = ROOT / "schema" / "schema.graphql"


def main() -> None:
    """Write both files and say so."""
    _write(VOCABULARY, make_vocabulary(load_ontology()))
    from api.graphql.query import make_schema  # noqa: PLC0415 - it imports the enums that have just been written

    _write(SDL, make_schema().as_str() + "\n")


def _write(path: Path, content: str) -> None:
    path.write_text(content, "utf-8", newline="\n")
    print(f"{path.relative_to(ROOT)}: {content.count(chr(10))} lines")


if __name__ == "__main__":
    main()

"""python -m schema: write shapes.ttl and context.jsonld anew from ontology.ttl."""

from __future__ import annotations

import json
from pathlib import Path

from schema.context import make_context
from schema.ontology import Ontology, load_ontology
from schema.shapes import make_shapes


def generated(ontology: Ontology) -> dict[str, str]:
    """The generated files: name -> content."""
    context = json.dumps({"@context": make_context(ontology)}, ensure_ascii=False, indent=2)
    return {"shapes.ttl": make_shapes(ontology), "context.jsonld": context + "\n"}


def main() -> None:
    """Write every generated file beside the ontology and say so."""
    folder = Path(__file__).parent
    for name, content in generated(load_ontology()).items():
        (folder / name).write_text(content, "utf-8", newline="\n")
        print(f"{folder.name}/{name}: {content.count(chr(10))} lines")


if __name__ == "__main__":
    main()

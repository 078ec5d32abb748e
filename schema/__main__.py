"""python -m schema: write shapes.ttl, context.jsonld and frame.jsonld anew from ontology.ttl."""

from __future__ import annotations

import json
from pathlib import Path

from schema.context import Context, make_context, make_frame
from schema.ontology import Ontology, load_ontology
from schema.shapes import make_shapes


def generated(ontology: Ontology) -> dict[str, str]:
    """The generated files: name -> content."""
    return {
        "shapes.ttl": make_shapes(ontology),
        "context.jsonld": _json({"@context": make_context(ontology)}),
        "frame.jsonld": _json(make_frame(ontology)),
    }


def _json(value: Context) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write every generated file beside the ontology and say so."""
    folder = Path(__file__).parent
    for name, content in generated(load_ontology()).items():
        (folder / name).write_text(content, "utf-8", newline="\n")
        print(f"{folder.name}/{name}: {content.count(chr(10))} lines")


if __name__ == "__main__":
    main()

"""Graph, ranking, trend, comparison -> the small page that a notebook shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from graph.keep.reader import Graph


def as_html(graph: Graph) -> str:
    """How much the graph holds, by type and by relation."""
    stats = graph.stats()
    counts = {
        "documents": stats.documents,
        "entities": stats.entities,
        "facts": stats.facts,
        "indicators": stats.indicators,
    }
    total = " · ".join(f"{number:,} {name}" for name, number in counts.items())
    head = f"<strong>{escape(str(graph.path))}</strong> · {total} · hash <code>{escape(graph.hash)}</code>"
    return f"<div><p>{head}</p>{_table('type', stats.types)}{_table('relation', stats.relations)}</div>"


def rows_as_html(columns: Sequence[str], rows: Iterable[Sequence[object]], notes: Iterable[str] = ()) -> str:
    """A table, and what has to be said with it; floats with four digits, nothing for None."""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{escape(_cell(cell))}</td>' for cell in row)}</tr>" for row in rows)
    said = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return f"<div><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{said}</div>"


def _cell(value: object) -> str:
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)


def _table(title: str, counts: Mapping[str, int]) -> str:
    most_first = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
    rows = "".join(f"<tr><td>{escape(name)}</td><td>{number:,}</td></tr>" for name, number in most_first)
    head = f"<thead><tr><th>{title}</th><th>number</th></tr></thead>"
    return f'<table style="display:inline-table;vertical-align:top">{head}<tbody>{rows}</tbody></table>'

"""Graph -> typed tables: entities, facts, evidence, indicators, documents as pyarrow, pandas or polars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from graph.analysis.extras import load_library
from graph.analysis.periods import dated_facts
from graph.analysis.selection import check_names
from schema import load_ontology

if TYPE_CHECKING:
    from graph.keep.reader import Graph

As = Literal["pandas", "polars", "arrow"]
KINDS = ("pandas", "polars", "arrow")
Row = Mapping[str, object]
_PAGE = 1000


class Tables:
    """The tables of one graph, rows in the order of ids; each call reads the graph anew."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def entities(self, as_: As = "pandas") -> Any:
        """One row a thing: id, type, kind, name, english, aliases (list), facts (how many), a column an attribute.

        Raises:
            UsageError: pyarrow or the library asked for is not installed.
        """
        columns = {"id": "text", "type": "text", "kind": "text", "name": "text", "english": "text", "aliases": "list"}
        named = {name: "text" for name in load_ontology().attributes if name not in columns}
        return _table(columns | {"facts": "count"} | named, self._entities(named), as_)

    def facts(self, as_: As = "pandas") -> Any:
        """One row a fact: id, relation, both ends with id, name and type, confidence, pieces (of evidence), documents.

        Also date (the first that it belongs to, as it is written: 2023, 2023-05, 2023-05-18), date_of (fact, event or
        publication), quote (the first words that state it), and a column a qualifier (empty is null).
        """
        columns = {"id": "text", "subject": "text", "subject_name": "text", "subject_type": "text", "relation": "text"}
        columns |= {"object": "text", "object_name": "text", "object_type": "text", "confidence": "number"}
        columns |= {"pieces": "count", "documents": "list", "date": "text", "date_of": "text", "quote": "text"}
        qualifiers = {name: name if name not in columns else f"qualifier_{name}" for name in load_ontology().qualifiers}
        return _table(columns | dict.fromkeys(qualifiers.values(), "text"), self._facts(qualifiers), as_)

    def evidence(self, as_: As = "pandas") -> Any:
        """One row a piece of evidence: fact, document, start, end (exclusive, code points), quote, rule."""
        columns = {
            "fact": "text",
            "document": "text",
            "start": "count",
            "end": "count",
            "quote": "text",
            "rule": "text",
        }
        rows = (
            {"fact": fact.id, **{name: getattr(one, name) for name in list(columns)[1:]}}
            for fact in self._graph.all_facts()
            for one in fact.evidence
        )
        return _table(columns, rows, as_)

    def indicators(self, as_: As = "pandas") -> Any:
        """One row a measured number: measure, value (a float), unit, period, comparison, whom it is about, words."""
        columns = {"id": "text", "measure": "text", "value": "number", "unit": "text", "period": "text"}
        columns |= {"comparison": "text", "about": "text", "about_name": "text", "confidence": "number"}
        columns |= {"document": "text", "start": "count", "end": "count", "quote": "text", "rule": "text"}
        return _table(columns, self._indicators(), as_)

    def documents(self, as_: As = "pandas") -> Any:
        """One row an article: id, title, date, publisher, url, authors (list), source, part, characters."""
        columns = {"id": "text", "title": "text", "date": "date", "publisher": "text", "url": "text", "authors": "list"}
        return _table(columns | {"source": "text", "part": "count", "characters": "count"}, self._documents(), as_)

    def _entities(self, attributes: Iterable[str]) -> Iterator[Row]:
        touched: dict[str, int] = {}
        for subject, _, object_ in self._graph.triples():
            for id_ in {subject, object_}:
                touched[id_] = touched.get(id_, 0) + 1
        for entity in self._graph.all_entities():
            row = {name: getattr(entity, name) for name in ("id", "type", "kind", "name", "english")}
            row |= {"aliases": list(entity.aliases), "facts": touched.get(entity.id, 0)}
            yield row | {name: entity.attributes.get(name) for name in attributes}

    def _facts(self, qualifiers: Mapping[str, str]) -> Iterator[Row]:
        known = {entity.id: entity for entity in self._graph.all_entities()}
        for dated in dated_facts(self._graph):
            fact = dated.fact
            row: dict[str, object] = {"id": fact.id, "relation": fact.relation, "confidence": fact.confidence}
            for end, id_ in (("subject", fact.subject), ("object", fact.object)):
                row |= {end: id_, f"{end}_name": known[id_].name, f"{end}_type": known[id_].type}
            row |= {"pieces": len(fact.evidence), "documents": sorted({one.document for one in fact.evidence})}
            row |= {"date": dated.dates[0] if dated.dates else None, "date_of": dated.source or None}
            row |= {"quote": fact.evidence[0].quote if fact.evidence else None}
            yield row | {column: fact.qualifiers.get(name) for name, column in qualifiers.items()}

    def _indicators(self) -> Iterator[Row]:
        indicators = self._graph.indicators()
        about = sorted({one.about for one in indicators if one.about})
        names = {entity.id: entity.name for entity in self._graph.entities(about) if entity}
        for one in indicators:
            row = {
                name: getattr(one, name) or None for name in ("id", "measure", "unit", "period", "comparison", "about")
            }
            row |= {"value": float(one.value), "about_name": names.get(one.about), "confidence": one.confidence}
            yield row | {name: getattr(one.evidence, name) for name in ("document", "start", "end", "quote", "rule")}

    def _documents(self) -> Iterator[Row]:
        ids = self._graph.document_ids()
        for at in range(0, len(ids), _PAGE):
            for one in self._graph.documents(ids[at : at + _PAGE]):
                assert one is not None
                row = {name: getattr(one, name) for name in ("id", "title", "publisher", "url", "source", "part")}
                row |= {"date": _day(one.date), "authors": list(one.authors), "characters": len(one.text)}
                yield row


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None  # a year alone, or no date at all: the table has days only


def _table(columns: Mapping[str, str], rows: Iterable[Row], as_: str) -> Any:
    check_names("kind of table", [as_], KINDS)
    arrow = load_library("pyarrow", needed_for="a table")
    convert = _CONVERSIONS[as_]()
    types = {
        "text": arrow.string(),
        "list": arrow.list_(arrow.string()),
        "count": arrow.int64(),
        "number": arrow.float64(),
        "date": arrow.date32(),
    }
    schema = arrow.schema([(name, types[kind]) for name, kind in columns.items()])
    values: dict[str, list[object]] = {name: [] for name in columns}
    for row in rows:
        for name, column in values.items():
            column.append(row.get(name))
    arrays: Sequence[object] = [arrow.array(values[name], types[kind]) for name, kind in columns.items()]
    return convert(arrow.Table.from_arrays(arrays, schema=schema))


def _to_pandas() -> Callable[[Any], Any]:
    load_library("pandas", needed_for="a pandas table")
    return lambda table: table.to_pandas()


def _to_polars() -> Callable[[Any], Any]:
    convert: Callable[[Any], Any] = load_library("polars", needed_for="a polars table").from_arrow
    return convert


def _as_it_is() -> Callable[[Any], Any]:
    return lambda table: table


_CONVERSIONS: Mapping[str, Callable[[], Callable[[Any], Any]]] = {
    "pandas": _to_pandas,
    "polars": _to_polars,
    "arrow": _as_it_is,
}

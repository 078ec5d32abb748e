"""Graph -> typed tables: entities, facts, evidence, indicators, documents as pyarrow, pandas or polars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from graph.analysis.extras import load_library
from graph.analysis.periods import dated_facts, first_day, last_day
from graph.analysis.selection import check_names
from graph.keep.measures import all_scores
from schema import load_ontology

if TYPE_CHECKING:
    from graph.keep.reader import Graph

As = Literal["pandas", "polars", "arrow"]
KINDS = ("pandas", "polars", "arrow")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_KINDS = {f"{_XSD}boolean": "flag", f"{_XSD}integer": "count"}
"""By datatype of the ontology; every other qualifier is text."""
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
        columns = {"id": "text", "type": "category", "kind": "category", "name": "text", "english": "text"}
        columns |= {"aliases": "list"}
        named = {name: "text" for name in load_ontology().attributes if name not in columns}
        return _table(columns | {"facts": "count"} | named, self._entities(named), as_)

    def facts(self, as_: As = "pandas") -> Any:
        """One row a fact: id, relation, both ends with id, name and type, confidence, pieces (of evidence), documents.

        Also date (the first that it belongs to, as it is written: 2023, 2023-05, 2023-05-18), first_day and last_day
        (that its dates cover, as days), date_of (fact, event or publication), quote (the first words that state it),
        and a column a qualifier with the type that the ontology gives it (null where the fact has none).
        """
        columns = {"id": "text", "subject": "text", "subject_name": "text", "subject_type": "category"}
        columns |= {"relation": "category", "object": "text", "object_name": "text", "object_type": "category"}
        columns |= {"confidence": "number", "pieces": "count", "documents": "list", "date": "text"}
        columns |= {"first_day": "date", "last_day": "date", "date_of": "category", "quote": "text"}
        known = load_ontology().qualifiers
        qualifiers = {name: name if name not in columns else f"qualifier_{name}" for name in known}
        typed = {column: _KINDS.get("".join(known[name].range), "text") for name, column in qualifiers.items()}
        return _table(columns | typed, self._facts(qualifiers), as_)

    def evidence(self, as_: As = "pandas") -> Any:
        """One row a piece of evidence: fact, document, start, end (exclusive, code points), quote, rule."""
        columns = {
            "fact": "text",
            "document": "text",
            "start": "count",
            "end": "count",
            "quote": "text",
            "rule": "category",
        }
        rows = (
            {"fact": fact.id, **{name: getattr(one, name) for name in list(columns)[1:]}}
            for fact in self._graph.all_facts()
            for one in fact.evidence
        )
        return _table(columns, rows, as_)

    def indicators(self, as_: As = "pandas") -> Any:
        """One row a measured number: measure, value (a float), unit, period, comparison, whom it is about, words."""
        columns = {"id": "text", "measure": "text", "value": "number", "unit": "category", "period": "text"}
        columns |= {"comparison": "text", "about": "text", "about_name": "text", "confidence": "number"}
        columns |= {"document": "text", "start": "count", "end": "count", "quote": "text", "rule": "text"}
        return _table(columns, self._indicators(), as_)

    def documents(self, as_: As = "pandas") -> Any:
        """One row an article: id, title, date, publisher, url, authors (list), source, part, characters."""
        columns = {"id": "text", "title": "text", "date": "date", "publisher": "text", "url": "text", "authors": "list"}
        return _table(columns | {"source": "text", "part": "count", "characters": "count"}, self._documents(), as_)

    def scores(self, as_: As = "pandas") -> Any:
        """One row a stored score (`zhimai analyze --store`): analysis, method, settings, entity, value."""
        columns = {"analysis": "category", "method": "category", "settings": "category", "entity": "text"}
        rows = (
            {
                "analysis": score.analysis.id,
                "method": score.analysis.method,
                "settings": score.analysis.settings,
                "entity": score.entity,
                "value": score.value,
            }
            for score in all_scores(self._graph)
        )
        return _table(columns | {"value": "number"}, rows, as_)

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
            if dated.dates:
                row |= {"first_day": _day(first_day(dated.dates[0])), "last_day": _day(last_day(dated.dates[-1]))}
            row |= {"quote": fact.evidence[0].quote if fact.evidence else None}
            yield row | {column: _typed(name, fact.qualifiers.get(name)) for name, column in qualifiers.items()}

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


def _typed(qualifier: str, value: str | None) -> object:
    """A qualifier's value as the ontology types it; None where it does not fit."""
    kind = _KINDS.get("".join(load_ontology().qualifiers[qualifier].range))
    if kind == "flag":
        return None if value is None else value == "true"
    if kind == "count":
        return int(value) if value and value.isascii() and value.isdecimal() else None
    return value


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
        "flag": arrow.bool_(),
        "category": arrow.dictionary(arrow.int32(), arrow.string()),
    }
    schema = arrow.schema([(name, types[kind]) for name, kind in columns.items()])
    values: dict[str, list[object]] = {name: [] for name in columns}
    for row in rows:
        for name, column in values.items():
            column.append(row.get(name))
    arrays: Sequence[object] = [arrow.array(values[name], types[kind]) for name, kind in columns.items()]
    return convert(arrow.Table.from_arrays(arrays, schema=schema))


def converted(table: Any, as_: str) -> Any:
    """A pyarrow table in the library asked for.

    Raises:
        UsageError: an unknown kind, or a library that is not installed.
    """
    check_names("kind of table", [as_], KINDS)
    return _CONVERSIONS[as_]()(table)


def _to_pandas() -> Callable[[Any], Any]:
    """Days as datetime64; truth values and counts stay so where some are missing."""
    pandas = load_library("pandas", needed_for="a pandas table")
    arrow = load_library("pyarrow", needed_for="a table")
    types = {arrow.bool_(): pandas.BooleanDtype(), arrow.int64(): pandas.Int64Dtype()}
    return lambda table: table.to_pandas(types_mapper=types.get, date_as_object=False)


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

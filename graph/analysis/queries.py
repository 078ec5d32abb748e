"""Graph, query in SQL or SPARQL -> a table with typed columns."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from pyoxigraph import Literal, QuerySolutions, RdfFormat, Store

from graph.analysis.extras import load_library
from graph.analysis.tables import As, Tables, converted
from graph.errors import UsageError
from graph.export.nquads import write_nquads
from graph.keep.reader import Graph
from schema.prefixes import DEFAULT_BASE, PREFIXES

TABLES = ("entities", "facts", "evidence", "indicators", "documents", "scores")
"""What SQL can ask: the tables of graph.analysis.tables, by their names."""
_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = frozenset({f"{_XSD}integer"})
_NUMBERS = frozenset({f"{_XSD}decimal", f"{_XSD}double", f"{_XSD}float"})


def ask_sql(graph: Graph, query: str, as_: As = "pandas") -> Any:
    """The rows of a SELECT over the tables of a graph, by DuckDB in memory; it reads no file and no network.

    Raises:
        UsageError: the query is wrong, or a library is not installed.
    """
    duckdb = load_library("duckdb", needed_for="SQL")
    tables = Tables(graph)
    with duckdb.connect(config={"enable_external_access": "false"}) as connection:
        for name in TABLES:
            connection.register(name, getattr(tables, name)("arrow"))
        try:
            found = connection.sql(query)
            if found is None:
                raise UsageError("SQL: this statement gives no rows; right is a SELECT")
            return converted(found.to_arrow_table(), as_)
        except duckdb.Error as error:
            raise UsageError(f"SQL: {_first_line(error)}; tables: {', '.join(TABLES)}") from None


def make_store(graph: Graph) -> Store:
    """The triples of the Turtle export in memory, for many queries: a second or two for a million."""
    stream = io.BytesIO()
    write_nquads(graph, stream, base=graph.meta.get("base", DEFAULT_BASE))
    store = Store()
    store.bulk_load(input=stream.getvalue(), format=RdfFormat.N_QUADS)
    return store


def ask_sparql(store: Store, query: str, as_: As = "pandas") -> Any:
    """The solutions of a SELECT as a table, a column a variable; of an ASK True or False.

    Known prefixes need no declaration. IRIs are text; numbers, truth values and days have types where all of a column
    are such.

    Raises:
        UsageError: the query is wrong or builds triples, or a library is not installed.
    """
    arrow = load_library("pyarrow", needed_for="a table")
    try:
        found = store.query(query, use_default_graph_as_union=True, prefixes=dict(PREFIXES))
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"SPARQL: {_first_line(error)}") from None
    if isinstance(found, QuerySolutions):
        names = [variable.value for variable in found.variables]
        try:
            rows = [[solution[name] for name in names] for solution in found]
        except OSError as error:  # SERVICE asks another server
            raise UsageError(f"SPARQL: {_first_line(error)}") from None
        columns = [_column(arrow, [row[place] for row in rows]) for place in range(len(names))]
        return converted(arrow.table(dict(zip(names, columns, strict=True))), as_)
    if hasattr(found, "__bool__"):
        return bool(found)
    raise UsageError("SPARQL: CONSTRUCT and DESCRIBE give triples, no rows; kg.rdflib() has those")


def _column(arrow: Any, terms: Sequence[Any]) -> Any:
    """Terms as one array, typed where all that are there have one of the types."""
    there = [term for term in terms if term is not None]
    types = {term.datatype.value for term in there if isinstance(term, Literal)}
    if there and all(isinstance(term, Literal) for term in there):
        if types <= _WHOLE:
            return arrow.array([None if term is None else int(term.value) for term in terms], arrow.int64())
        if types <= _WHOLE | _NUMBERS:
            return arrow.array([None if term is None else float(term.value) for term in terms], arrow.float64())
        if types == {f"{_XSD}boolean"}:
            return arrow.array([None if term is None else term.value in ("true", "1") for term in terms])
        if types == {f"{_XSD}date"}:
            days = [None if term is None else date.fromisoformat(term.value) for term in terms]
            return arrow.array(days, arrow.date32())
    return arrow.array([None if term is None else term.value for term in terms], arrow.string())


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]

"""Results of measures -> measures.db beside kg.db, and back: they belong to the graph that they were computed from.

kg.db stays as the build wrote it. When it is rebuilt to another graph, what was measured is of the graph before: it is
not read any more, Graph.has_stale_measures says so, and storing anew replaces it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from graph.errors import GraphError
from graph.keep import MEASURES
from graph.keep.reader import Graph

_PART = f"{MEASURES}.part"
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Analysis:
    """One measure, or one division into communities, of one network."""

    method: str
    """Name of the measure, or of the method of communities."""
    settings: str
    """Which network, and how, where it is not the default: 'relations=coBuilt since=2023'; else empty."""
    notes: str
    """What has to be said with the figures."""
    things: int
    """In the network."""
    links: int

    @property
    def id(self) -> str:
        """betweenness; with settings, a hash of them as well: betweenness-3f2a91c0."""
        return f"{self.method}-{sha256(self.settings.encode()).hexdigest()[:8]}" if self.settings else self.method


@dataclass(frozen=True, slots=True)
class Score:
    """What an analysis found for one thing."""

    analysis: Analysis
    entity: str
    """Id of the thing."""
    value: float
    """Of the measure; number of the community, 0 for the largest."""


def store_measures(graph: Graph, found: Sequence[tuple[Analysis, Mapping[str, float]]]) -> None:
    """Store values by id of the thing beside a graph, in one step; an analysis of the same id is replaced.

    The same analyses of the same graph give the same file.

    Raises:
        GraphError: the folder cannot be written.
    """
    kept = {one.id: (one, _values(graph, one)) for one in read_analyses(graph)}
    numbers = {id_: number for number, id_ in enumerate(graph.entity_ids(limit=-1), 1)}
    for analysis, values in found:
        kept[analysis.id] = analysis, sorted((numbers[id_], float(value)) for id_, value in values.items())
    analyses = [(number, *kept[id_]) for number, id_ in enumerate(sorted(kept), 1)]
    part = graph.path / _PART
    try:
        part.unlink(missing_ok=True)
        _write(part, graph.hash, analyses)
        part.replace(graph.path / MEASURES)
    except (OSError, sqlite3.Error) as error:
        raise GraphError(f"{graph.path}: the measures cannot be stored: {error}") from error


def read_analyses(graph: Graph) -> list[Analysis]:
    """What is stored of this graph, in the order of ids."""
    if not graph.measures:
        return []
    rows = graph.rows("SELECT method, settings, notes, things, links FROM measured.analyses ORDER BY number")
    return [Analysis(*row) for row in rows]


def read_scores(graph: Graph, ids: Sequence[str]) -> dict[str, list[Score]]:
    """For each id what is stored of it, in the order of analyses; every id asked is a key."""
    found: dict[str, list[Score]] = {id_: [] for id_ in ids}
    known = read_analyses(graph)
    if known:
        for id_, number, value in graph.rows(_SCORES_OF, json.dumps(list(ids), ensure_ascii=False)):
            found[id_].append(Score(known[number - 1], id_, value))
    return found


def all_scores(graph: Graph) -> Iterator[Score]:
    """Every score, by thing, then by analysis."""
    if graph.measures:
        ids = graph.entity_ids(limit=-1)
        for start in range(0, len(ids), _PAGE):
            for scores in read_scores(graph, ids[start : start + _PAGE]).values():
                yield from scores


def ranked_scores(graph: Graph, analysis: Analysis, *, types: Sequence[str] = (), limit: int = 20) -> list[Score]:
    """The scores of the greatest value, ties by id; only of things of these types, if any are given."""
    only = f"AND type IN ({', '.join('?' * len(types))})" if types else ""
    rows = graph.rows(_RANKED.format(only), analysis.id, *types, limit)
    return [Score(analysis, id_, value) for id_, value in rows]


def measures_hash(graph: Graph) -> str:
    """The hash that the stored measures of a graph have by their content: Graph.measures, if all is well."""
    rows = graph.rows("SELECT * FROM measured.analyses ORDER BY number")
    return _hash(graph.hash, rows, graph.rows("SELECT * FROM measured.scores ORDER BY entity, analysis"))


def _values(graph: Graph, analysis: Analysis) -> list[tuple[int, float]]:
    sql = (
        "SELECT entity, value FROM measured.scores JOIN measured.analyses ON number = analysis WHERE id = ? ORDER BY 1"
    )
    return graph.rows(sql, analysis.id)


def _write(part: Path, graph_hash: str, analyses: Sequence[tuple[int, Analysis, Sequence[tuple[int, float]]]]) -> None:
    rows = [(number, one.id, one.method, one.settings, one.notes, one.things, one.links) for number, one, _ in analyses]
    scores = sorted((entity, number, value) for number, _, values in analyses for entity, value in values)
    meta = {"graph": graph_hash, "hash": _hash(graph_hash, rows, scores)}
    with closing(sqlite3.connect(part, isolation_level=None)) as connection:
        connection.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;")
        connection.executescript(files("graph.keep").joinpath("measures.sql").read_text("utf-8"))
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        connection.executemany("INSERT INTO analyses VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        connection.executemany("INSERT INTO scores VALUES (?, ?, ?)", scores)
        connection.execute("COMMIT")


def _hash(graph_hash: str, *tables: Sequence[tuple[object, ...]]) -> str:
    digest = sha256(graph_hash.encode())
    for rows in tables:
        for row in rows:
            digest.update(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()[:16]


_SCORES_OF = """
    SELECT entities.id, analysis, value FROM entities JOIN measured.scores ON entity = entities.number
    WHERE entities.id IN (SELECT value FROM json_each(?)) ORDER BY entities.number, analysis"""

_RANKED = """
    SELECT entities.id, value FROM measured.scores JOIN entities ON entities.number = entity
    WHERE analysis = (SELECT number FROM measured.analyses WHERE id = ?) {} ORDER BY value DESC, entity LIMIT ?"""

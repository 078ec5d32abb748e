"""python -m benchmarks.compared plain|raw GRAPH: a server to compare ours with; it prints its port.

plain: the same schema and resolvers, served by Strawberry as its manual says. raw: three answers written by hand, each
with the SQL that reads just what it shows, a dict and orjson.
"""

from __future__ import annotations

import re
import socket
import sqlite3
import sys
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import orjson
import strawberry
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp
from strawberry.asgi import GraphQL

from api.current import CurrentGraph
from api.graphql.query import Query
from api.graphql.reads import Reads
from api.graphql.things import TYPES

BASE = "https://w3id.org/zhimai/id/"


def main() -> None:
    """Serve."""
    make = {"plain": make_plain, "raw": make_raw}[sys.argv[1]]
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(f"http://127.0.0.1:{listening.getsockname()[1]} ", flush=True)
    uvicorn.Server(uvicorn.Config(make(Path(sys.argv[2])), log_level="warning", access_log=False)).run([listening])


def make_plain(folder: Path) -> ASGIApp:
    """Strawberry's own view."""
    current = CurrentGraph(folder)

    class Plain(GraphQL[Reads, None]):
        async def get_context(self, request: Any, response: Any) -> Reads:
            with current.use() as used:
                source = used.reads()
            return Reads(source, base=source.base)

    return Plain(strawberry.Schema(Query, types=list(TYPES.values())))


def make_raw(folder: Path) -> ASGIApp:
    """Answers written by hand."""
    connection = sqlite3.connect(f"file:{folder}/kg.db?mode=ro", uri=True, check_same_thread=False)
    answers = {"Node": (raw_node, 4), "Nodes": (raw_nodes, 801), "Facts": (raw_facts, 6101)}

    async def handle(request: Request) -> Response:
        asked = orjson.loads(await request.body())
        answer, cost = answers[asked["operationName"]]
        body = {
            "data": answer(connection, asked["variables"]),
            "extensions": {"cost": {"requested": cost, "limit": 20000}},
        }
        return Response(orjson.dumps(body), media_type="application/json")

    return Starlette(routes=[Route("/graphql", handle, methods=["POST"])])


def raw_node(connection: sqlite3.Connection, variables: dict[str, Any]) -> dict[str, Any]:
    """{ node(id: $id) { id ... on Entity { name kind } } }"""
    sql = "SELECT id, name, kind FROM entities WHERE id = ?"
    [(id_, name, kind)] = connection.execute(sql, (variables["id"],)).fetchall()
    return {"node": {"id": id_, "name": name, "kind": _constant(kind)}}


def raw_nodes(connection: sqlite3.Connection, variables: dict[str, Any]) -> dict[str, Any]:
    """{ nodes(ids: $ids) { __typename ... on Entity { id name names type kind label iri } } }"""
    wanted = orjson.dumps(variables["ids"]).decode()
    sql = """
        SELECT id, type, kind, name, (
            SELECT json_group_array(name)
            FROM (SELECT name FROM names WHERE entity = number AND rank >= 0 ORDER BY rank))
        FROM entities WHERE id IN (SELECT value FROM json_each(?))"""
    found = {
        id_: {
            "__typename": type_,
            "id": id_,
            "name": name,
            "names": orjson.loads(names),
            "type": _constant(type_),
            "kind": _constant(kind),
            "label": name,
            "iri": f"{BASE}{id_}",
        }
        for id_, type_, kind, name, names in connection.execute(sql, (wanted,))
    }
    return {"nodes": [found[id_] for id_ in variables["ids"]]}


def raw_facts(connection: sqlite3.Connection, variables: dict[str, Any]) -> dict[str, Any]:
    """{ nodes(ids: $ids) { ... on Entity { facts(first: 10) { nodes { id relation title object { name } } } } } }"""
    wanted = orjson.dumps(variables["ids"]).decode()
    half = """
        SELECT things.id, facts.number FROM entities AS things CROSS JOIN facts ON {} = things.number
        WHERE things.id IN (SELECT value FROM json_each(?1)) AND +relation != 'mentions'"""
    touching = sorted(set(connection.execute(f"{half.format('subject')} UNION ALL {half.format('object')}", (wanted,))))
    pages = {id_: [n for _, n in islice(own, 10)] for id_, own in groupby(touching, key=lambda row: row[0])}
    numbers = orjson.dumps(sorted({number for page in pages.values() for number in page})).decode()
    sql = """
        SELECT facts.number, facts.id, relation, json_extract(qualifiers, '$.title'), objects.name FROM facts
        JOIN entities AS objects ON objects.number = object
        WHERE facts.number IN (SELECT value FROM json_each(?))"""
    facts = {
        number: {"id": f"fact/{id_}", "relation": _constant(relation), "title": title, "object": {"name": name}}
        for number, id_, relation, title, name in connection.execute(sql, (numbers,))
    }
    return {"nodes": [{"facts": {"nodes": [facts[n] for n in pages.get(id_, ())]}} for id_ in variables["ids"]]}


def _constant(name: str) -> str:
    known = _CONSTANTS.get(name)
    if known is None:
        known = _CONSTANTS[name] = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()
    return known


_CONSTANTS: dict[str, str] = {}

if __name__ == "__main__":
    main()

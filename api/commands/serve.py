"""zhimai serve: a graph -> GraphQL and pages over HTTP, until Ctrl-C."""

from __future__ import annotations

import argparse
import gc
from pathlib import Path

from api.commands import Commands, add_command

EXAMPLES = """\
examples:
  zhimai serve kg                              on http://127.0.0.1:8000
  zhimai serve kg --port 9000 --host 0.0.0.0   for other machines too; put a proxy with TLS in front
  zhimai serve kg --cors https://example.org   a page of that site may ask
  zhimai serve kg --trusted queries.json       these queries and no others
  zhimai serve kg --sparql http://127.0.0.1:7878/query   SPARQL is answered by the store that `zhimai publish` filled
"""


def add(commands: Commands) -> None:
    """Describe `zhimai serve`."""
    parser = add_command(commands, "serve", does="serve a graph over HTTP", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    add_address(parser)
    add_options(parser)
    parser.set_defaults(run=run)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that say what the server may take and whom it lets in."""
    parser.add_argument(
        "--read-only", action="store_true", help="answer reading requests only; there are no others yet"
    )
    parser.add_argument(
        "--workers", metavar="N", type=_count, default=1, help="processes that answer (default: %(default)s)"
    )
    parser.add_argument(
        "--cors",
        metavar="ORIGIN",
        action="append",
        default=[],
        help="let pages of this origin ask, https://example.org; '*' lets all; may be given several times",
    )
    parser.add_argument(
        "--trusted",
        metavar="FILE",
        type=Path,
        help='answer these GraphQL queries only: a JSON object, {"id": "query", …}',
    )
    parser.add_argument(
        "--max-cost", metavar="N", type=_count, default=20_000, help="fields of one GraphQL answer (default: 20000)"
    )
    parser.add_argument(
        "--max-seconds", metavar="S", type=_count, default=10, help="time of one GraphQL request (default: 10)"
    )
    parser.add_argument(
        "--query-seconds", metavar="S", type=_count, default=20, help="time of one SPARQL query (default: 20)"
    )
    parser.add_argument(
        "--query-memory", metavar="MB", type=_count, default=1000, help="memory of one SPARQL query (default: 1000)"
    )
    parser.add_argument("--sparql", metavar="URL", default="", help="let the SPARQL store at this address answer")
    parser.add_argument("--access-log", action="store_true", help="write a line for each request to standard error")


def add_address(parser: argparse.ArgumentParser) -> None:
    """The options --host and --port, which `zhimai demo` has too."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", metavar="N", type=_port, default=8000, help="port to listen on (default: %(default)s)"
    )


def run(call: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    gc.disable()  # what is made now stays to the end; the server looks for garbage once it runs
    from api.options import Options, read_trusted  # noqa: PLC0415 - the other commands start twice as fast
    from api.server import serve  # noqa: PLC0415 - without the web server
    from api.sparql.pool import Limits  # noqa: PLC0415

    # `zhimai demo` has the address only.
    given = {name: getattr(call, name) for name in ("workers", "max_cost", "max_seconds", "access_log") if name in call}
    if "trusted" in call and call.trusted:
        given["trusted"] = read_trusted(call.trusted)
    if "cors" in call:
        given["cors"] = tuple(call.cors)
    if "sparql" in call:
        given["sparql"] = Limits(seconds=call.query_seconds, memory=call.query_memory * 1_000_000)
        given["sparql_store"] = call.sparql
    serve(call.graph, call.host, call.port, options=Options(**given))
    return 0


def _count(text: str) -> int:
    if not text.isdecimal() or not text.isascii() or not 1 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no such number; right is one from 1 to 1000000")
    return int(text)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; right is a number from 0 to 65535")
    return int(text)

"""zhimai serve: a graph -> GraphQL and pages over HTTP, until Ctrl-C."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.commands import Commands, add_command

EXAMPLES = """\
examples:
  zhimai serve kg                              on http://127.0.0.1:8000
  zhimai serve kg --port 9000 --host 0.0.0.0   for other machines too; put a proxy with TLS in front
"""


def add(commands: Commands) -> None:
    """Describe `zhimai serve`."""
    parser = add_command(commands, "serve", does="serve a graph over HTTP", examples=EXAMPLES)
    parser.add_argument("graph", metavar="DIR", type=Path, help="directory of a graph")
    add_address(parser)
    parser.set_defaults(run=run)


def add_address(parser: argparse.ArgumentParser) -> None:
    """The options --host and --port, which `zhimai demo` has too."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", metavar="N", type=_port, default=8000, help="port to listen on (default: %(default)s)"
    )


def run(call: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from api.server import serve  # noqa: PLC0415 - the other commands start twice as fast without the web server

    serve(call.graph, call.host, call.port)
    return 0


def _port(text: str) -> int:
    if not text.isdigit() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; right is a number from 0 to 65535")
    return int(text)

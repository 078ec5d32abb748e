"""zhimai on the command line: words of the call -> a command, its exit code, and no traceback.

Exit codes: 0 all good; 1 something was skipped, with --strict; 2 the call cannot work; 130 stopped by Ctrl-C;
141 the reader of the output went away.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

from api.terminal import Help
from graph.errors import ZhimaiError
from graph.garbage import uncollected
from graph.versions import version

DESCRIPTION = "Chinese news in, a knowledge graph out whose every fact shows the words it came from."

COMMANDS = (
    "build",
    "serve",
    "export",
    "show",
    "analyze",
    "plot",
    "trend",
    "report",
    "centrality",
    "explain",
    "evaluate",
    "demo",
    "why",
    "review",
    "check",
    "diff",
    "conflicts",
    "validate",
    "publish",
)
"""Modules of api.commands, in the order of the help; a call imports the one that it names."""

EXAMPLES = """\
examples:
  zhimai demo                                   build the sample articles and serve them on http://127.0.0.1:8000
  zhimai build ~/news notes.pdf --out kg        build a graph from files and folders
  zhimai show kg 刘桂平                         one thing: its facts, with the words they came from
  zhimai export kg --format turtle --output graph.ttl
  zhimai centrality kg --measure pagerank --top 20
  zhimai serve kg --port 8000                   GraphQL and pages over HTTP
  zhimai explain "天津大学举办海河论坛。"       how a sentence is read: words, mentions, rules, facts
  zhimai evaluate gold/ articles/               how good extraction is on annotated documents
  zhimai why kg 市发改委                        why names were taken for one thing
  zhimai check kg                               does the graph keep its promises

`zhimai COMMAND --help` explains a command.
"""

_DONE = (0, 1)
"""Exit codes of a build that came to its end."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call of zhimai, by default that of the process, and return its exit code."""
    _let_any_character_through()
    call = argparse.Namespace()
    code = _run_safely(arguments, call)
    if arguments is None and sys.argv[1:2] == ["build"] and code in _DONE:
        _leave(code)
    return code


def _leave(code: int) -> NoReturn:
    """End the process at once: all is written, and the graph that the call holds need not be taken down bit by bit."""
    sys.stderr.flush()
    os._exit(code)


def _run_safely(arguments: Sequence[str] | None, call: argparse.Namespace) -> int:
    try:
        return _run(arguments, call)
    except ZhimaiError as error:
        return _fail(str(error))
    except BrokenPipeError:
        # Python flushes standard output once more at exit; there is nobody left to read it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print("zhimai: stopped", file=sys.stderr)
        return 130
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"{where}{error.strerror or error}")
    except MemoryError:
        return _fail("out of memory; try fewer documents at a time or a smaller --jobs")
    except Exception as error:
        if os.environ.get("ZHIMAI_DEBUG"):
            import traceback  # noqa: PLC0415 - takes longer to load than most commands to fail

            traceback.print_exc()
        return _fail(f"a defect of zhimai: {type(error).__name__}: {error}; ZHIMAI_DEBUG=1 shows where")


def _run(arguments: Sequence[str] | None, call: argparse.Namespace) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    with uncollected():  # of modules, which are no garbage
        parser = _parser([name for name in COMMANDS if name in words[:1]] or COMMANDS)
    parser.parse_args(words, call)
    if call.command is None:
        parser.print_help(sys.stderr)
        return 2
    code: int = call.run(call)
    sys.stdout.flush()
    return code


def _parser(names: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="zhimai",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=Help,
    )
    parser.add_argument("--version", action="version", version=f"zhimai {version('zhimai')}")
    commands = parser.add_subparsers(prog=parser.prog, dest="command", metavar="COMMAND", title="commands")
    for name in names:
        import_module(f"api.commands.{name}").add(commands)
    print_version = commands.add_parser("version", help="print the version of zhimai", formatter_class=Help)
    print_version.set_defaults(run=_print_version)
    return parser


def _print_version(call: argparse.Namespace) -> int:
    print(f"zhimai {version('zhimai')}")
    return 0


def _fail(message: str) -> int:
    print(f"zhimai: {message}", file=sys.stderr)
    return 2


def _let_any_character_through() -> None:
    """A terminal that cannot show a character gets its escape, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())

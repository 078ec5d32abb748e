"""A real server over a graph, for as long as it is needed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from api.options import Options
from api.server import make_app


@contextmanager
def serving(path: Path, options: Options | None = None) -> Iterator[str]:
    """Address of a server of the graph in a folder."""
    app = make_app(path) if options is None else make_app(path, options=options)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()

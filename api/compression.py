"""Answers -> the same, compressed with what the client takes: zstd, brotli or gzip."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette_compress import CompressMiddleware, add_compress_type

SHORTEST = 1000
"""Bytes; shorter answers are sent as they are."""
TYPES = (
    "application/graphql-response+json",
    "application/n-quads",
    "application/n-triples",
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "application/trig",
    "text/csv",
    "text/n3",
    "text/tab-separated-values",
    "text/turtle",
)
"""Types of ours, beside the usual ones."""


def make_compression() -> Middleware:
    """The middleware, with levels that cost little time: an answer is compressed each time it is asked for."""
    for media_type in TYPES:
        add_compress_type(media_type)
    return Middleware(CompressMiddleware, minimum_size=SHORTEST, zstd_level=3, brotli_quality=4, gzip_level=5)

"""Name of an installed package -> its version, without importlib.metadata, which takes longer to load than to ask."""

from __future__ import annotations

import os
import sys
from functools import cache

_END = ".dist-info"


def version(package: str) -> str:
    """The version of an installed package.

    Raises importlib.metadata.PackageNotFoundError for one that is not installed.

    >>> version("charset-normalizer") == version("charset_normalizer")
    True
    """
    found = _installed().get(_plain(package))
    if found is None:
        from importlib import metadata  # noqa: PLC0415 - it knows other forms of installation

        return metadata.version(package)
    return found


@cache
def _installed() -> dict[str, str]:
    """Versions by name, as folders on the path tell them: name-1.0.dist-info. The first on the path counts."""
    versions: dict[str, str] = {}
    for folder in filter(os.path.isdir, sys.path):
        for entry in os.listdir(folder):  # noqa: PTH208 - of many
            if entry.endswith(_END):
                name, _, number = entry.removesuffix(_END).partition("-")
                versions.setdefault(_plain(name), number)
    return versions


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")

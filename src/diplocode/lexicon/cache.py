"""A cache of compiled tables: plain JSON in a file named after what it was compiled from.

    key (contents of the dictionaries, version of the format) -> cached -> tables

A changed dictionary has another key, so nothing goes stale. A file is written aside and moved into
place; what is read back must carry the key and the checksum of its own body, lie in a folder of
our own that nobody else can write to, and is data only. Anything else is compiled anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

_HEADER = 64 + 1 + 64 + 1
KEEP = 8  # compiled lexicons; older ones are removed when a new one is written


def cache_folder() -> Path | None:
    """Where compiled tables are kept: DIPLOCODE_CACHE, else the user's cache folder; None if it is set to
    "off".
    """
    given = os.environ.get("DIPLOCODE_CACHE", "")
    if given.lower() == "off":
        return None
    if given:
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or ""
    try:
        return (Path(base) if base else Path.home() / ".cache") / "diplocode"
    except RuntimeError:
        return None  # no home folder


def cached(key: str, compile: Callable[[], dict[str, Any]], folder: Path | None = None) -> dict[str, Any]:
    """The tables under `key`: from the cache, else compiled now and put there.

    `folder` is `cache_folder()` by default. A cache that can't be read or written is done without.
    """
    folder = folder or cache_folder()
    if folder is None:
        return compile()
    name = hashlib.sha256(key.encode()).hexdigest()
    path = folder / f"tables-{name[:32]}.json"
    found = _load(path, name)
    if found is not None:
        return found
    made = compile()
    _store(path, name, made)
    return made


def _load(path: Path, name: str) -> dict[str, Any] | None:
    """The tables in a cache file, None where it is missing, not ours, or not what was written."""
    try:
        if not (_private(path.parent.stat()) and _private(path.lstat())):
            return None
        data = path.read_bytes()
    except OSError:
        return None
    body = data[_HEADER:]
    if data[:64] != name.encode() or data[65 : _HEADER - 1] != hashlib.sha256(body).hexdigest().encode():
        return None
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _private(status: os.stat_result) -> bool:
    """Whether a file is our own and nobody else may write to it."""
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _store(path: Path, name: str, tables: dict[str, Any]) -> None:
    body = json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode()
    header = f"{name}\n{hashlib.sha256(body).hexdigest()}\n".encode()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".tables-")
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(header + body)
        os.replace(temporary, path)
        old = sorted(path.parent.glob("tables-*.json"), key=lambda one: one.stat().st_mtime, reverse=True)
        for one in old[KEEP:]:
            one.unlink(missing_ok=True)
    except OSError:
        Path(temporary).unlink(missing_ok=True)

"""A cache of compiled tables: plain JSON in a file named after what it was compiled from.

    key (engine, contents of the dictionaries, what compiles them) -> cached -> tables

A changed dictionary or programme has another key, so nothing goes stale. A file is written aside and
moved into place; what is read back must carry the key and the checksum of its own body, lie in a
folder of our own that nobody else can write to, and is data only. Anything else is compiled anew.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from diplocode.lexicon.lexicon import Lexicon
from diplocode.version import package_version

log = logging.getLogger("diplocode")
_HEADER = 64 + 1 + 64 + 1
WORTH_CACHING = 200_000  # bytes of dictionaries; smaller ones are compiled in no time
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


def cached_tables(
    engine: str, lexicon: Lexicon, compile: Callable[[Lexicon], dict[str, Any]]
) -> dict[str, Any]:
    """What an engine's `compile` makes of a lexicon: from the cache where the lexicon is large and the cache
    has it.
    """
    if sum(len(source.data) for source in lexicon.sources) < WORTH_CACHING:
        return compile(lexicon)
    return cached(f"{engine}:{lexicon.fingerprint}:{programme()}", lambda: compile(lexicon))


def programme() -> str:
    """What tells this programme from one that compiles in another way: version, and the files of the rooms
    that compile by name, size and time.
    """
    home = Path(__file__).parents[1]
    found = [package_version()]
    for room in ("lexicon", "coding"):
        for folder, _, names in os.walk(home / room):
            for name in sorted(names):
                if name.endswith((".py", ".tsv")):
                    status = os.stat(os.path.join(folder, name))
                    found.append(f"{folder}/{name} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(found).encode()).hexdigest()


def cached(key: str, compile: Callable[[], dict[str, Any]], folder: Path | None = None) -> dict[str, Any]:
    """The tables under `key`: from the cache, else compiled now and put there.

    `folder` is `cache_folder()` by default. A cache that can't be read or written is done without; the
    logger "diplocode" says why.
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
        for one in (path.parent.stat(), path.lstat()):
            if not _private(one):
                log.info("compiled dictionaries in %s are not used: others may write there", path.parent)
                return None
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        log.info("compiled dictionaries can't be read: %s", error)
        return None
    body = data[_HEADER:]
    if data[:64] == name.encode() and data[65 : _HEADER - 1] == hashlib.sha256(body).hexdigest().encode():
        try:
            found = json.loads(body)
        except ValueError:
            found = None
        if isinstance(found, dict):
            log.info("compiled dictionaries come from %s", path)
            return found
    log.info("compiled dictionaries in %s are damaged and made anew", path)
    return None


def _private(status: os.stat_result) -> bool:
    """Whether a file is our own and nobody else may write to it."""
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _store(path: Path, name: str, tables: dict[str, Any]) -> None:
    """Write a cache file aside and move it into place; older ones that are too many are removed."""
    body = json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode()
    header = f"{name}\n{hashlib.sha256(body).hexdigest()}\n".encode()
    temporary = ""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".tables-")
        with os.fdopen(handle, "wb") as out:
            out.write(header + body)
        os.replace(temporary, path)
    except OSError as error:
        log.info("compiled dictionaries are not kept: %s", error)
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)
        return
    log.info("compiled dictionaries are kept in %s", path)
    with suppress(OSError):  # another process may remove them at the same time
        old = sorted(path.parent.glob("tables-*.json"), key=lambda one: one.stat().st_mtime, reverse=True)
        for one in old[KEEP:]:
            one.unlink(missing_ok=True)

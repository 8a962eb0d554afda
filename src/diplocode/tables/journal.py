"""What a long run has finished, on disk, so that a kill at any moment loses and doubles nothing.

Beside the output stands a folder `NAME.partial` while a run is on. Each finished chunk
leaves two tables there and then, last, a mark `NUMBER.json`. Every file appears whole
or not at all, so a chunk with a mark is complete and one without is coded again. The
mark holds a fingerprint of the chunk's input and of all settings: what was coded
from another input, with other dictionaries or another version, does not count.

At the end the chunks are joined, in order, into the output, and the folder goes.
A kill while joining leaves the folder, and the next run joins again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from diplocode.errors import ConfigError
from diplocode.model import Diagnosis, Document
from diplocode.tables.chunks import Tables
from diplocode.tables.schema import DIAGNOSTICS, EVENTS, polars_schema
from diplocode.tables.write import atomic, write_table

__all__ = ["Journal", "fingerprint"]


def fingerprint(items: Iterable[Document | Diagnosis], settings: str) -> str:
    """A digest of a chunk's input and of the settings that decide what becomes of it.

    >>> a = fingerprint([Document("1", "Chad recalled its envoy.")], "v1")
    >>> a == fingerprint([Document("1", "Chad recalled its envoy.")], "v1")
    True
    >>> a == fingerprint([Document("1", "Chad recalled its envoys.")], "v1")
    False
    """
    digest = hashlib.sha256(settings.encode())
    for item in items:
        # repr of these records shows every field, and strings unambiguously.
        digest.update(repr(item).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


class Journal:
    """The finished chunks of one run, in the folder `OUTPUT.partial`."""

    def __init__(self, output: Path, resume: bool) -> None:
        """Open the journal that belongs to `output`; without `resume` what it holds is thrown away.

        Raises ConfigError where the folder cannot be written.
        """
        self.folder = output.with_name(output.name + ".partial")
        try:
            if not resume and self.folder.exists():
                shutil.rmtree(self.folder)
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise ConfigError(f"cannot write there: {error.strerror}", str(output)) from error

    def __len__(self) -> int:
        """How many chunks are finished."""
        return sum(1 for _ in self.folder.glob("*.json"))

    def _path(self, number: int, what: str) -> Path:
        return self.folder / f"{number:07d}.{what}"

    def find(self, number: int, key: str) -> Tables | None:
        """The tables of a chunk if it was finished from the same input, else None."""
        try:
            mark = json.loads(self._path(number, "json").read_text(encoding="utf-8"))
            if mark != {"fingerprint": key}:
                return None
            events, diagnostics = (self._path(number, what) for what in ("events", "diagnostics"))
            return Tables(pl.read_parquet(events), pl.read_parquet(diagnostics))
        except (OSError, ValueError, pl.exceptions.PolarsError):
            return None

    def save(self, number: int, key: str, tables: Tables) -> None:
        """Record a chunk as finished. The mark comes last, and an older one goes first."""
        mark = self._path(number, "json")
        mark.unlink(missing_ok=True)
        write_table(tables.events, self._path(number, "events"), "parquet")
        write_table(tables.diagnostics, self._path(number, "diagnostics"), "parquet")
        with atomic(mark) as temporary:
            temporary.write_text(json.dumps({"fingerprint": key}), encoding="utf-8")

    def events(self, count: int) -> pl.LazyFrame:
        """The events of the first `count` chunks, in order."""
        return self._scan(count, "events", polars_schema(EVENTS))

    def diagnostics(self, count: int) -> pl.LazyFrame:
        """The diagnostics of the first `count` chunks, in order."""
        return self._scan(count, "diagnostics", polars_schema(DIAGNOSTICS))

    def _scan(self, count: int, what: str, schema: pl.Schema) -> pl.LazyFrame:
        if not count:
            return pl.LazyFrame(schema=schema)
        return pl.scan_parquet([self._path(number, what) for number in range(count)], glob=False)

    def close(self) -> None:
        """Remove the folder: the output is complete. The marks go first, so that none outlives its tables."""
        for mark in self.folder.glob("*.json"):
            mark.unlink()
        shutil.rmtree(self.folder)

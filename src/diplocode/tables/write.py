"""Tables into files and back: Parquet, CSV, JSON lines; a file appears whole or not at all.

pl.DataFrame -write_table-> file -read_table-> the same pl.DataFrame

JSON (one array), R's .rds and Stata's .dta are written, too, for others to read.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, get_args

import polars as pl

from diplocode.errors import ConfigError, InputError, MissingDependency
from diplocode.lexicon.config import Options
from diplocode.tables.petrarch import TEXTS, write_petrarch
from diplocode.tables.rds import write_rds
from diplocode.tables.schema import LIST_SEPARATOR, Column, conform, polars_schema

__all__ = ["FORMATS", "Format", "atomic", "format_of", "json_lines", "read_table", "write_table"]

Format = Literal["parquet", "csv", "jsonl", "json", "rds", "stata", "petrarch"]
FORMATS: tuple[Format, ...] = get_args(Format)

_EXTENSIONS: dict[str, Format] = {
    ".parquet": "parquet",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".json": "json",
    ".rds": "rds",
    ".dta": "stata",
}


def format_of(path: str | Path, given: str | None = None) -> Format:
    """The format to write: the one given, else what the path's extension says.

    Raises ConfigError where neither settles it.

    >>> format_of("events.csv"), format_of("events.txt", "petrarch")
    ('csv', 'petrarch')
    """
    if given is not None:
        for known in FORMATS:
            if given == known:
                return known
        raise ConfigError(f"unknown format {given!r}; the formats are {', '.join(FORMATS)}")
    suffix = Path(path).suffix.lower()
    if suffix not in _EXTENSIONS:
        known_suffixes = ", ".join(_EXTENSIONS)
        raise ConfigError(
            f"the name's ending does not tell the format; use {known_suffixes} or --format", str(path)
        )
    return _EXTENSIONS[suffix]


@contextmanager
def atomic(path: str | Path) -> Iterator[Path]:
    """A temporary path beside `path` that takes its place when the block ends without an error.

    Whoever reads `path` sees the old file or the new one, never half of either, and
    a power cut leaves one of the two.
    """
    path = Path(path)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise ConfigError(f"cannot write there: {error.strerror}", str(path)) from error
    temporary = Path(name)
    try:
        # mkstemp lets only the owner read; a result file gets what the user's umask allows.
        umask = os.umask(0)
        os.umask(umask)
        os.fchmod(handle, 0o666 & ~umask)
        os.close(handle)
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _flat(frame: pl.LazyFrame) -> pl.LazyFrame:
    """The frame without lists, for formats that have none."""
    lists = [name for name, dtype in frame.collect_schema().items() if isinstance(dtype, pl.List)]
    return frame.with_columns(pl.col(name).list.join(LIST_SEPARATOR) for name in lists)


def json_lines(frame: pl.DataFrame) -> str:
    """The rows as JSON lines, dates as ISO strings, nulls kept; "" for no rows."""
    return frame.write_ndjson() if len(frame) else ""


def write_table(
    frame: pl.DataFrame | pl.LazyFrame,
    path: str | Path,
    format: Format,
    options: Options | None = None,
    labels: Mapping[str, str] | None = None,
) -> None:
    """Write a table to a file, which appears only when it is complete.

    A LazyFrame is written as it is read, without being held as a whole (to Parquet, CSV and JSON
    lines). "petrarch" writes events in PETRARCH's own output format, with the columns that
    `options` ask for. `labels` describe columns, for formats that keep that (Stata).
    Raises MissingDependency for "stata" without pyreadstat.
    """
    lazy = frame.lazy()
    with atomic(path) as temporary:
        if format == "parquet":
            lazy.sink_parquet(temporary)
        elif format == "csv":
            _flat(lazy).sink_csv(temporary)
        elif format == "jsonl":
            lazy.sink_ndjson(temporary)
        elif format == "json":
            lazy.collect().write_json(temporary)
        elif format == "rds":
            write_rds(_flat(lazy).collect(), temporary)
        elif format == "stata":
            _write_stata(_flat(lazy).collect(), temporary, labels or {})
        else:
            write_petrarch(lazy.collect(), temporary, options or TEXTS)


_STATA_LABEL = 80  # longest label of a variable, in characters


def _write_stata(frame: pl.DataFrame, path: Path, labels: Mapping[str, str]) -> None:
    """A .dta file: codes stay text, dates become Stata dates, true and false 1 and 0."""
    try:
        import pyreadstat
    except ImportError as error:
        raise MissingDependency(
            "writing .dta files needs pyreadstat: python3 -m pip install 'diplocode[stata]'"
        ) from error
    plain = frame.with_columns(
        pl.col(pl.Enum, pl.Categorical).cast(pl.String), pl.col(pl.Boolean).cast(pl.Int8)
    )
    found: list[str | None] = [labels.get(name, "")[:_STATA_LABEL] for name in plain.columns]
    pyreadstat.write_dta(plain, str(path), column_labels=found, version=15)


def read_table(path: str | Path, columns: Iterable[Column]) -> pl.DataFrame:
    """A table that `write_table` wrote, with exactly these columns and their types.

    Raises InputError for a file that is missing or is no such table.
    """
    path, columns = Path(path), tuple(columns)
    format = format_of(path)
    if format not in ("parquet", "csv", "jsonl"):
        raise ConfigError("only .parquet, .csv and .jsonl files can be read back", str(path))
    if not path.exists():
        raise InputError("no such file", str(path))
    try:
        if format == "parquet":
            return conform(pl.read_parquet(path), columns)
        # Read text first and cast after: no guess from the first rows, "010" stays "010".
        if format == "csv":
            frame = pl.read_csv(path, infer_schema=False)
        elif path.stat().st_size == 0:
            frame = pl.DataFrame(schema=polars_schema(columns))
        else:
            frame = pl.read_ndjson(path, schema={c.name: _json_type(c.dtype) for c in columns})
        return conform(frame, columns)
    except pl.exceptions.PolarsError as error:
        raise InputError(f"not a table of this kind: {str(error).splitlines()[0]}", str(path)) from error


def _json_type(dtype: pl.DataType) -> pl.DataType:
    """The type that a column has in JSON lines, before `conform` casts it."""
    if dtype.is_integer():
        return pl.Int64()
    if isinstance(dtype, pl.Date | pl.Enum):
        return pl.String()
    return dtype

"""Tables for R: a data frame in R's own .rds format, with factors and dates; `readRDS(path)` reads it.

pl.DataFrame -write_rds-> file

Enum and Categorical columns become factors, String becomes character, Date becomes Date, Boolean
logical; integers stay integers, and null is NA everywhere. The format is R's serialization, version 2
in XDR order (R Internals, section 1.8), compressed with gzip.
"""

from __future__ import annotations

import gzip
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import polars as pl

__all__ = ["write_rds"]

# Types of R objects and the flags on them (Rinternals.h).
_SYMBOL, _PAIRS, _CHAR, _LOGICAL, _INTEGER, _REAL, _STRING, _LIST, _NIL = 1, 2, 9, 10, 13, 14, 16, 19, 254
_IS_OBJECT, _HAS_ATTRIBUTES, _HAS_TAG, _UTF8, _ASCII = 1 << 8, 1 << 9, 1 << 10, 1 << 15, 1 << 18
_NA_INTEGER = -(2**31)
_NA_REAL = struct.pack(">Q", 0x7FF00000000007A2)
_NA_STRING = struct.pack(">ii", _CHAR, -1)


def write_rds(frame: pl.DataFrame, path: str | Path) -> None:
    """Write a table as an R data frame. Columns of other types than those above become character."""
    # No name and time in the header: the same table gives the same bytes.
    with Path(path).open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
        out.write(b"X\n" + struct.pack(">iii", 2, 0x00040000, 0x00020300))
        _head(out, _LIST, len(frame.columns), _IS_OBJECT | _HAS_ATTRIBUTES)
        for column in frame.iter_columns():
            _column(out, column)
        _attribute(out, "names")
        _strings(out, frame.columns)
        _attribute(out, "row.names")
        # The short form of 1..n that R itself writes.
        _integers(out, [_NA_INTEGER, -len(frame)])
        _attribute(out, "class")
        _strings(out, ["data.frame"])
        _end(out)


def _head(out: gzip.GzipFile, kind: int, length: int, flags: int = 0) -> None:
    out.write(struct.pack(">ii", kind | flags, length))


def _attribute(out: gzip.GzipFile, name: str) -> None:
    """Begin an attribute; its value follows."""
    out.write(struct.pack(">ii", _PAIRS | _HAS_TAG, _SYMBOL))
    out.write(_char(name))


def _end(out: gzip.GzipFile) -> None:
    out.write(struct.pack(">i", _NIL))


def _char(text: str | None) -> bytes:
    if text is None:
        return _NA_STRING
    data = text.encode("utf-8")
    return struct.pack(">ii", _CHAR | (_ASCII if text.isascii() else _UTF8), len(data)) + data


def _strings(out: gzip.GzipFile, values: Sequence[str | None], flags: int = 0) -> None:
    _head(out, _STRING, len(values), flags)
    out.write(b"".join(map(_char, values)))


def _integers(out: gzip.GzipFile, values: Iterable[int], kind: int = _INTEGER, flags: int = 0) -> None:
    array = np.fromiter(values, dtype=">i4")
    _head(out, kind, len(array), flags)
    out.write(array.tobytes())


def _column(out: gzip.GzipFile, column: pl.Series) -> None:
    dtype = column.dtype
    if isinstance(dtype, pl.Enum | pl.Categorical):
        levels = dtype.categories.to_list() if isinstance(dtype, pl.Enum) else _levels(column)
        number = {level: i for i, level in enumerate(levels, 1)}
        codes = (_NA_INTEGER if v is None else number[v] for v in column)
        _integers(out, codes, flags=_IS_OBJECT | _HAS_ATTRIBUTES)
        _attribute(out, "levels")
        _strings(out, levels)
        _attribute(out, "class")
        _strings(out, ["factor"])
        _end(out)
    elif dtype == pl.Boolean:
        _integers(out, column.cast(pl.Int32).fill_null(_NA_INTEGER), _LOGICAL)
    elif dtype == pl.Date:
        days = column.to_physical().cast(pl.Float64)
        _reals(out, days, _IS_OBJECT | _HAS_ATTRIBUTES)
        _attribute(out, "class")
        _strings(out, ["Date"])
        _end(out)
    elif dtype.is_integer() and dtype not in (pl.Int64, pl.UInt64, pl.UInt32):
        _integers(out, column.cast(pl.Int32).fill_null(_NA_INTEGER))
    elif dtype.is_numeric():
        _reals(out, column.cast(pl.Float64))
    else:
        _strings(out, column.cast(pl.String).to_list())


def _levels(column: pl.Series) -> list[str]:
    return sorted(column.drop_nulls().cast(pl.String).unique())


def _reals(out: gzip.GzipFile, column: pl.Series, flags: int = 0) -> None:
    _head(out, _REAL, len(column), flags)
    data = bytearray(column.fill_null(0.0).to_numpy().astype(">f8").tobytes())
    for row in column.is_null().arg_true():
        data[8 * row : 8 * row + 8] = _NA_REAL
    out.write(bytes(data))

"""Input files into documents, one at a time, whatever is in them.

    files -read-> Document, or a Diagnosis for a record that cannot be coded

A file is text (one document), JSON lines, CSV, Parquet or PETRARCH's XML, plain or
compressed with gzip or Zstandard; a folder is all such files in it; "-" is JSON lines on
standard input. Nothing is held but the record at hand (and one hash per id seen), so
a file may be larger than memory.

A bad record gives a Diagnosis with the status "invalid" and sentence 0, and reading
goes on. A file that cannot be read at all is an InputError: `read_file` raises it,
`read` collects it and goes on with the next file.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl
import zstandard
from attrs import evolve

from diplocode.errors import InputError
from diplocode.model import Date, Diagnosis, Document
from diplocode.tables.petrarch import read_petrarch_xml
from diplocode.tables.records import FIELDS, MAX_TEXT, check_text, make_document, record_id

__all__ = ["SUFFIXES", "expand", "invalid", "read", "read_file"]

Item = Document | Diagnosis

_MAX_LINE = 16 * MAX_TEXT
_PARQUET_ROWS = 1000
_PACKED = (".gz", ".zst")


def invalid(doc_id: str, error: InputError) -> Diagnosis:
    """The diagnosis of a record (or file) that cannot be coded; the place stands in the detail."""
    place = ":".join([error.path, *(str(error.line) for _ in range(error.line > 0))]) if error.path else ""
    return Diagnosis(doc_id, 0, "invalid", f"{place}: {error.message}" if place else error.message)


def read(
    inputs: Iterable[str | Path],
    date: Date | None = None,
    failed: Callable[[InputError], None] | None = None,
) -> Iterator[Item]:
    """All documents of the files and folders, in order; bad records as Diagnosis.

    A record that repeats another, id and text, is left out; one with the id of another but a
    text of its own gets the id "ID#2". Both give a Diagnosis that says so.
    `date` is the report date of records that have none. `failed` is called with the
    error of each file that could not be read, which also gives a Diagnosis.
    """
    seen = _Ids()
    for path, name in _files(inputs, failed):
        if isinstance(name, InputError):
            yield invalid(str(path), name)
            continue
        try:
            for item in read_file(path, date, name):
                if isinstance(item, Document):
                    yield from seen.admit(item, str(path))
                else:
                    yield item
        except InputError as error:
            if failed:
                failed(error)
            yield invalid(str(path), error)


class _Ids:
    """The ids seen so far, as hashes: of the id, and of the text that came with it."""

    def __init__(self) -> None:
        self._seen: dict[int, tuple[int, str]] = {}

    def admit(self, document: Document, path: str) -> Iterator[Item]:
        """The document if its id is new; else what is said and done about it."""
        content = hash((document.text, document.parse, document.date))
        number, name = 1, document.id
        while (first := self._seen.get(hash(name))) is not None:
            where = f" in {first[1]}" if first[1] != path else ""
            if first[0] == content:
                message = f"repeats the record with the same id and text{where}; left out"
                yield invalid(name, InputError(message, path))
                return
            number += 1
            name = f"{document.id}#{number}"
        self._seen[hash(name)] = (content, path)
        if number > 1:
            taken = f"the id {document.id!r} belongs to another record already; this one is coded as {name!r}"
            yield Diagnosis(name, 0, "renamed", f"{path}: {taken}")
        yield evolve(document, id=name)


def expand(path: str | Path) -> list[tuple[Path, str]]:
    """The files behind an input, each with the name that ids are made from.

    A folder gives its readable files, also those in folders below, sorted by path;
    hidden ones are left out. Raises InputError where there is nothing to read.
    """
    path = Path(path)
    if str(path) == "-":
        return [(path, "stdin")]
    if path.is_dir():
        found = [
            (file, file.relative_to(path).as_posix())
            for file in sorted(path.rglob("*"))
            if _kind(file.name) and file.is_file() and not file.name.startswith(".")
        ]
        if not found:
            raise InputError(f"the folder has no file that can be read ({', '.join(SUFFIXES)})", str(path))
        return found
    if not path.exists():
        raise InputError("no such file or folder", str(path))
    return [(path, path.name)]


def read_file(path: str | Path, date: Date | None = None, name: str | None = None) -> Iterator[Item]:
    """The documents of one file ("-" for standard input).

    `name` is what ids are made from where records have none: a text file's id is its
    name without the suffix, record 3 of news.jsonl is "news:3".
    Raises InputError where the file as a whole cannot be read.
    """
    path = Path(path)
    name = name or path.name
    kind = ".jsonl" if str(path) == "-" else _kind(name)
    if not kind:
        raise InputError(
            f"unknown kind of file; diplocode reads {', '.join(SUFFIXES)} and folders", str(path)
        )
    stem = name[: name.lower().rindex(kind)] if kind in name.lower() else name
    try:
        yield from SUFFIXES[kind](path, stem, date)
    except (OSError, EOFError, zlib.error, zstandard.ZstdError, UnicodeDecodeError) as error:
        raise InputError(_reason(error), str(path)) from error


def _kind(name: str) -> str:
    lower = name.lower()
    for packed in _PACKED:
        lower = lower.removesuffix(packed)
    return next((suffix for suffix in SUFFIXES if lower.endswith(suffix)), "")


def _files(
    inputs: Iterable[str | Path], failed: Callable[[InputError], None] | None
) -> Iterator[tuple[Path, str | InputError]]:
    for given in inputs:
        try:
            yield from expand(given)
        except InputError as error:
            if failed:
                failed(error)
            yield Path(given), error


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        byte = error.object[error.start]
        return f"not UTF-8 text (byte 0x{byte:02x} at {error.start}); save it as UTF-8"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, EOFError):
        return "the compressed data end too early: the file is cut off"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"cannot be decompressed: {error}"


def _open(path: Path) -> BinaryIO:
    if str(path) == "-":
        return sys.stdin.buffer
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return io.BufferedReader(gzip.open(path))
    if suffix == ".zst":
        stream = zstandard.ZstdDecompressor().stream_reader(path.open("rb"), read_across_frames=True)
        return io.BufferedReader(stream)
    return path.open("rb")


def _convert(record: Any, path: Path, line: int, default_id: str, date: Date | None) -> Item:
    try:
        return make_document(record, default_id, date)
    except InputError as error:
        return invalid(record_id(record, default_id), InputError(error.message, str(path), line))


def _read_txt(path: Path, stem: str, date: Date | None) -> Iterator[Item]:
    with _open(path) as stream:
        data = stream.read(4 * MAX_TEXT + 1)  # a character of UTF-8 has at most four bytes
    # Line ends as Python's text files have them, so that offsets do not depend on the system.
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    try:
        check_text(text)
    except InputError as error:
        raise InputError(error.message, str(path)) from None
    yield Document(stem, text, date)


def _read_jsonl(path: Path, stem: str, date: Date | None) -> Iterator[Item]:
    with _open(path) as stream:
        number = 0
        while line := stream.readline(_MAX_LINE):
            number += 1
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
                if b"\0" in line:
                    raise InputError("binary data, not JSON lines", str(path))
            cut = "" if line.endswith(b"\n") else "; the last line is cut off?"
            line = line.strip()
            if not line:
                continue
            default_id = f"{stem}:{number}"
            try:
                record = json.loads(line.decode("utf-8"))
            except UnicodeDecodeError as error:
                yield invalid(default_id, InputError(_reason(error), str(path), number))
            except json.JSONDecodeError as error:
                message = f"not valid JSON: {error.msg} (column {error.colno}{cut})"
                yield invalid(default_id, InputError(message, str(path), number))
            except (RecursionError, ValueError) as error:
                yield invalid(default_id, InputError(f"not valid JSON: {error}", str(path), number))
            else:
                yield _convert(record, path, number, default_id, date)


def _read_csv(path: Path, stem: str, date: Date | None) -> Iterator[Item]:
    csv.field_size_limit(4 * MAX_TEXT)  # the library's own limit is smaller than a long story
    with io.TextIOWrapper(_open(path), encoding="utf-8-sig", newline="") as stream:
        try:
            rows = csv.reader(stream, strict=True)
            header = [column.strip() for column in next(rows, [])]
            if "text" not in header:
                raise InputError(_no_text_column(header), str(path))
            for number, row in enumerate(rows, 1):
                if not row:
                    continue
                default_id = f"{stem}:{number}"
                if len(row) != len(header):
                    message = f"row has {len(row)} cells, the header {len(header)}"
                    yield invalid(default_id, InputError(message, str(path), rows.line_num))
                    continue
                record = dict(zip(header, row, strict=True))
                yield _convert(record, path, rows.line_num, default_id, date)
        except csv.Error as error:
            raise InputError(f"not valid CSV: {error}", str(path), rows.line_num) from error


def _read_parquet(path: Path, stem: str, date: Date | None) -> Iterator[Item]:
    source: Path | io.BytesIO = path
    if path.suffix.lower() in _PACKED:
        with _open(path) as stream:
            source = io.BytesIO(stream.read())
    try:
        frame = pl.scan_parquet(source)
        columns = frame.collect_schema().names()
        if "text" not in columns:
            raise InputError(_no_text_column(columns), str(path))
        wanted = frame.select(field for field in FIELDS if field in columns)
        start = 0
        while len(rows := wanted.slice(start, _PARQUET_ROWS).collect()):
            for number, record in enumerate(rows.iter_rows(named=True), start + 1):
                yield _convert(record, path, number, f"{stem}:{number}", date)
            start += len(rows)
    except pl.exceptions.PolarsError as error:
        raise InputError(f"not a Parquet file: {str(error).splitlines()[0]}", str(path)) from error


def _read_xml(path: Path, stem: str, date: Date | None) -> Iterator[Item]:
    yield from read_petrarch_xml(path, date)


def _no_text_column(columns: list[str]) -> str:
    found = ", ".join(columns[:20]) or "none"
    return f"no column is named text; the columns are: {found}. Rename the one that holds the text"


SUFFIXES: dict[str, Callable[[Path, str, Date | None], Iterator[Item]]] = {
    ".txt": _read_txt,
    ".jsonl": _read_jsonl,
    ".csv": _read_csv,
    ".parquet": _read_parquet,
    ".xml": _read_xml,
}
"""What can be read, by the end of its name, each also with .gz and .zst behind it."""

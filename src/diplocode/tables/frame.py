"""Tables in, tables out: every row of a Polars frame is a document."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import TypeVar

import polars as pl

from diplocode.errors import InputError
from diplocode.model import Diagnosis, Document
from diplocode.tables.chunks import CodesDocuments, Keep, Tables, code_chunk
from diplocode.tables.read import invalid
from diplocode.tables.records import FIELDS, make_document, record_id

__all__ = ["code_frame", "code_tables"]

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


def code_tables(
    coder: CodesDocuments,
    frame: pl.DataFrame | pl.LazyFrame,
    text: str = "text",
    date: str = "date",
    id: str = "id",
    keep: Keep | None = None,
) -> Tables:
    """The events of all rows, and the diagnostics of all their sentences (`Coder.code_tables`)."""
    return code_chunk(coder, _documents(frame.lazy().collect(), text, date, id), keep)


def code_frame(
    coder: CodesDocuments, frame: Frame, text: str = "text", date: str = "date", id: str = "id"
) -> Frame:
    """The events of all rows (`Coder.code_frame`)."""
    tables = code_tables(coder, frame, text, date, id)
    bad = tables.diagnostics.filter(pl.col("status").is_in(["invalid", "failed"]))
    if len(bad):
        warnings.warn(
            f"{len(bad)} of the rows could not be coded; the first is {bad['doc_id'][0]}: {bad['detail'][0]}",
            stacklevel=3,
        )
    return tables.events.lazy() if isinstance(frame, pl.LazyFrame) else tables.events


def _documents(frame: pl.DataFrame, text: str, date: str, id: str) -> Iterator[Document | Diagnosis]:
    if text not in frame.columns:
        raise InputError(f"no column is named {text}; the columns are: {', '.join(frame.columns) or 'none'}")
    columns = {field: field for field in FIELDS} | {"text": text, "date": date, "id": id}
    for number, row in enumerate(frame.iter_rows(named=True), 1):
        record = {field: row[column] for field, column in columns.items() if column in row}
        try:
            yield make_document(record, str(number))
        except InputError as error:
            yield invalid(record_id(record, str(number)), InputError(error.message))

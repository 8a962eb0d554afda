"""`diplocode.Coder`: the coder with tables in and out.

Polars is imported only when a table is coded, so that coding a text stays quick to start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from diplocode.coding.coder import Coder as _Coder

if TYPE_CHECKING:
    import polars as pl

    from diplocode.lexicon.config import Options
    from diplocode.tables.chunks import Tables

    Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)

__all__ = ["Coder"]


class Coder(_Coder):
    """Codes texts, documents, trees and tables; see `diplocode.coding.coder.Coder`."""

    @property
    def lexicon_version(self) -> str | None:
        """The fingerprint of the dictionaries in use."""
        return self.lexicon.version

    @property
    def petrarch_options(self) -> Options | None:
        """How a PETR_config.ini asks to code and write, where the dictionaries came from one."""
        return self.lexicon.options

    def code_frame(self, frame: Frame, text: str = "text", date: str = "date", id: str = "id") -> Frame:
        """Code each row of a table; a table of events comes back, one row each, lazy if `frame` is.

        `text`, `date` and `id` name the columns to read; where the table has no column of
        dates or ids, reports are undated and ids are row numbers from 1. Columns named parse,
        source, url and actors are used as in input files. Rows that cannot be coded are
        left out with a warning; `code_tables` says more about them.
        Raises InputError where there is no text column.
        """
        from diplocode.tables.frame import code_frame

        return code_frame(self, frame, text, date, id)

    def code_tables(
        self, frame: pl.DataFrame | pl.LazyFrame, text: str = "text", date: str = "date", id: str = "id"
    ) -> Tables:
        """As `code_frame`, but giving both tables: `.events` and `.diagnostics`."""
        from diplocode.tables.frame import code_tables

        return code_tables(self, frame, text, date, id)

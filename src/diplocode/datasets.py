"""The bundled datasets: which there are, what they hold, and the data themselves.

    names() -> describe(name) -> load(name) -> a Polars table

A dataset is a folder `datasets/NAME` with Parquet files and the datapackage.json that describes them.
Loading one also gives every Polars frame the namespace `events` (`diplocode.tables.panels`).

    >>> from diplocode import datasets
    >>> "current_events" in datasets.names()
    True
    >>> datasets.load("current_events").columns[:3]
    ['story_event_id', 'first_telling', 'event_id']
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from attrs import field, frozen

from diplocode import resources
from diplocode.errors import InputError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Description", "TableDescription", "check", "describe", "export", "load", "load_dataset", "names"]


@frozen(slots=True)
class TableDescription:
    """A table of a dataset: its rows, its file and its columns as (name, type, description)."""

    name: str
    title: str
    description: str
    rows: int
    path: Path
    columns: tuple[tuple[str, str, str], ...] = field(repr=False)

    def __str__(self) -> str:
        lines = [f"{self.name} ({self.rows:,} rows): {self.description}"]
        return "\n".join([*lines, *(f"  {name:<22} {kind:<8} {text}" for name, kind, text in self.columns)])


@frozen(slots=True)
class Description:
    """What a dataset is, where it comes from, and how to cite it; `str()` of it is for people."""

    name: str
    title: str
    description: str
    version: str
    licence: str
    citation: str
    sources: tuple[str, ...]
    tables: tuple[TableDescription, ...]

    def table(self, name: str | None = None) -> TableDescription:
        """The table of that name, or the main one. Raises InputError where there is none."""
        if name is None:
            return self.tables[0]
        for table in self.tables:
            if table.name == name:
                return table
        known = ", ".join(table.name for table in self.tables)
        raise InputError(f"no table is named {name}; the tables are {known}", self.name)

    def __str__(self) -> str:
        lines = [f"{self.name} {self.version}: {self.title}", "", self.description, ""]
        for table in self.tables:
            lines += [str(table), ""]
        lines += [f"sources: {'; '.join(self.sources)}", f"licence: {self.licence}", f"cite: {self.citation}"]
        return "\n".join(lines)


def names() -> tuple[str, ...]:
    """The names of the bundled datasets, sorted."""
    found = resources.datasets().glob("*/datapackage.json")
    return tuple(sorted(path.parent.name for path in found))


def _folder(name: str) -> Path:
    if name not in names():
        raise InputError(f"no dataset is named {name}; there are {', '.join(names()) or 'none'}", "datasets")
    return resources.datasets() / name


def describe(name: str) -> Description:
    """What a dataset holds, from its datapackage.json.

    Raises InputError for a name that is not in `names()`.

    >>> print(describe("current_events").title)
    Political events in Wikipedia's daily news items, 2002-2026
    >>> describe("current_events").table("items").columns[0][:2]
    ('doc_id', 'string')
    """
    from diplocode.tables.datapackage import read_description

    folder = _folder(name)
    found: dict[str, Any] = read_description(folder)
    return Description(
        name,
        found["title"],
        found["description"],
        found["version"],
        found["licenses"][0]["title"],
        found["citation"],
        tuple(source["title"] for source in found["sources"]),
        tuple(
            TableDescription(
                resource["name"],
                resource["title"],
                resource["description"],
                resource["rows"],
                folder / resource["path"],
                tuple((f["name"], f["type"], f["description"]) for f in resource["schema"]["fields"]),
            )
            for resource in found["resources"]
        ),
    )


@overload
def load(name: str, table: str | None = None, *, lazy: Literal[False] = False) -> pl.DataFrame: ...
@overload
def load(name: str, table: str | None = None, *, lazy: Literal[True]) -> pl.LazyFrame: ...
@overload
def load(name: str, table: str | None = None, *, lazy: bool) -> pl.DataFrame | pl.LazyFrame: ...
def load(name: str, table: str | None = None, *, lazy: bool = False) -> pl.DataFrame | pl.LazyFrame:
    """A table of a dataset, the main one by default; with `lazy`, to be read only as far as needed.

    Codes are Enum or Categorical, dates are Date. Raises InputError for an unknown dataset or table.

    >>> import polars as pl
    >>> events = load("current_events", lazy=True)
    >>> events.filter(pl.col("code") == "161").select("code").unique().collect().item()
    '161'
    """
    import polars as pl

    import_module("diplocode.tables.panels")  # registers the namespace `events`
    path = describe(name).table(table).path
    return pl.scan_parquet(path) if lazy else pl.read_parquet(path)


load_dataset = load
"""The name under which `load` is found in `diplocode` itself."""


def export(name: str, path: str | Path, table: str | None = None) -> None:
    """Write a table of a dataset to a file of the kind that its name says.

    .csv, .json, .jsonl, .parquet, .rds (R) and .dta (Stata, with pyreadstat installed).
    Raises InputError for an unknown dataset or table, ConfigError for an unknown kind.
    """
    from diplocode.tables.write import format_of, write_table

    found = describe(name).table(table)
    labels = {column: text for column, _, text in found.columns}
    write_table(load(name, found.name), path, format_of(path), labels=labels)


def check(name: str) -> tuple[str, ...]:
    """What in a dataset's files is not as its description says: checksums, types, keys; () if all is well.

    >>> check("current_events")
    ()
    """
    from diplocode.tables.datapackage import check_dataset

    return tuple(check_dataset(_folder(name)))

"""A dataset as others can find, check and cite it: tables in Parquet, described in datapackage.json.

    Dataset (what it is) + frames -write_dataset-> NAME.parquet ..., datapackage.json, croissant.json
    datapackage.json -read_description-> the description, -check_dataset-> faults

The description follows Frictionless Data Package (types, enums, keys, licences, sources) and, for
search engines and machine learning, Croissant. `diplocode.datasets` reads what this writes;
the scripts that build the bundled datasets use it, and so can anyone who publishes coded events.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl
from attrs import frozen

from diplocode.errors import InputError
from diplocode.tables.croissant import croissant
from diplocode.tables.schema import Column
from diplocode.tables.write import atomic

__all__ = [
    "Dataset",
    "Licence",
    "Source",
    "Table",
    "check_dataset",
    "content_hash",
    "read_description",
    "write_dataset",
]

FILE = "datapackage.json"
MEDIA_TYPE = "application/vnd.apache.parquet"
# What readers of Parquet that know no null make of one; no text of ours is spelt so.
_MISSING = ["", "nan", "NaN", "None", "NaT"]


@frozen(slots=True)
class Licence:
    """A licence: its SPDX name, title and address."""

    name: str
    title: str
    path: str


@frozen(slots=True)
class Source:
    """What a dataset was made from."""

    title: str
    path: str = ""


@frozen(slots=True)
class Table:
    """A table of a dataset: its columns, its primary key and the order of its rows.

    `sort` must tell all rows apart, so that the file is the same whenever it is built.
    `references` are (column, other table, its column); "" is the table itself.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sort: tuple[str, ...]
    references: tuple[tuple[str, str, str], ...] = ()


@frozen(slots=True)
class Dataset:
    """What a dataset is; the first table is the one that `load` gives."""

    name: str
    title: str
    description: str
    version: str
    released: str
    licence: Licence
    sources: tuple[Source, ...]
    citation: str
    keywords: tuple[str, ...]
    tables: tuple[Table, ...]


def write_dataset(folder: str | Path, dataset: Dataset, frames: Mapping[str, pl.DataFrame]) -> None:
    """Write the tables, sorted and typed, and their description into `folder`.

    `frames` has a frame for each table by name. Raises InputError where one does not keep what
    its description promises: a column missing, a null where none may be, a key not unique, a
    value outside an Enum.
    """
    folder = Path(folder)
    resources = []
    for table in dataset.tables:
        frame = _conforming(frames[table.name], table)
        path = folder / f"{table.name}.parquet"
        with atomic(path) as temporary:
            frame.write_parquet(temporary, compression="zstd", compression_level=15, statistics=True)
        resources.append(_resource(path, table, frame))
    description = {
        "profile": "data-package",
        "name": dataset.name.replace("_", "-"),
        "title": dataset.title,
        "description": dataset.description,
        "version": dataset.version,
        "created": f"{dataset.released}T00:00:00Z",
        "licenses": [{"name": x.name, "title": x.title, "path": x.path} for x in (dataset.licence,)],
        "sources": [{"title": x.title, **({"path": x.path} if x.path else {})} for x in dataset.sources],
        "contributors": [{"title": "diplocode contributors", "role": "author"}],
        "citation": dataset.citation,
        "keywords": list(dataset.keywords),
        "resources": resources,
    }
    _write_json(folder / FILE, description)
    _write_json(folder / "croissant.json", croissant(description))


def _write_json(path: Path, value: object) -> None:
    with atomic(path) as temporary:
        temporary.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _conforming(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The frame with the table's columns, types and order of rows; InputError says what is wrong."""
    names = [column.name for column in table.columns]
    if missing := [name for name in names if name not in frame.columns]:
        raise InputError(f"table {table.name}: no column {', '.join(missing)}")
    try:
        frame = frame.select(pl.col(c.name).cast(c.dtype) for c in table.columns)
    except pl.exceptions.PolarsError as error:
        raise InputError(f"table {table.name}: {str(error).splitlines()[0]}") from error
    for column in table.columns:
        if column.required and frame[column.name].null_count():
            raise InputError(f"table {table.name}: {column.name} has nulls and must have none")
    if frame.select(table.key).is_duplicated().any():
        raise InputError(f"table {table.name}: the key {', '.join(table.key)} is not unique")
    # As text: Categorical and Enum columns would sort by the order in which values were met.
    by = [pl.col(n).cast(pl.String) if _is_text(frame.schema[n]) else pl.col(n) for n in table.sort]
    return frame.sort(by, nulls_last=True)


def _is_text(dtype: pl.DataType) -> bool:
    return isinstance(dtype, pl.String | pl.Enum | pl.Categorical)


def content_hash(frame: pl.DataFrame) -> str:
    """A digest of a table's rows, whatever wrote its file: of its CSV, columns and rows in their order.

    >>> content_hash(pl.DataFrame({"code": ["010"]}))[:12]
    '5992bfbd9acd'
    """
    return hashlib.sha256(frame.write_csv().encode()).hexdigest()


def _resource(path: Path, table: Table, frame: pl.DataFrame) -> dict[str, Any]:
    data = path.read_bytes()
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": _MISSING,
        "primaryKey": list(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [key]}}
            for column, other, key in table.references
        ]
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "profile": "tabular-data-resource",
        "path": path.name,
        "format": "parquet",
        "mediatype": MEDIA_TYPE,
        # Not "bytes": Frictionless compares that with what it streams, and it streams no Parquet.
        "size": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "contentHash": f"sha256:{content_hash(frame)}",
        "rows": len(frame),
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if isinstance(column.dtype, pl.Enum):
        constraints["enum"] = column.dtype.categories.to_list()
    out = {"name": column.name, "type": _type(column.dtype), "description": column.description}
    return out | ({"constraints": constraints} if constraints else {})


def _type(dtype: pl.DataType) -> str:
    """The Frictionless type of a column.

    >>> _type(pl.Int8()), _type(pl.Date()), _type(pl.Categorical())
    ('integer', 'date', 'string')
    """
    if dtype.is_integer():
        return "integer"
    if dtype.is_float():
        return "number"
    return {pl.Date: "date", pl.Boolean: "boolean"}.get(type(dtype), "string")


def read_description(folder: str | Path) -> dict[str, Any]:
    """The content of a dataset's datapackage.json.

    Raises InputError where the folder has none that can be read.
    """
    path = Path(folder) / FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(error.strerror or str(error), str(path)) from error
    except ValueError as error:
        raise InputError(f"not valid JSON: {error}", str(path)) from error
    if not isinstance(found, dict) or not isinstance(found.get("resources"), list):
        raise InputError("not a data package: it has no list of resources", str(path))
    return found


def check_dataset(folder: str | Path) -> Iterator[str]:
    """What in a dataset's files is not as its datapackage.json says; nothing if all is well.

    Size, checksum and number of rows of each file, the names of columns, nulls, values outside
    enums, unique keys and references to other tables.
    """
    folder = Path(folder)
    description = read_description(folder)
    frames: dict[str, pl.DataFrame] = {}
    for resource in description["resources"]:
        path = folder / resource["path"]
        try:
            data = path.read_bytes()
            frames[resource["name"]] = pl.read_parquet(path)
        except (OSError, pl.exceptions.PolarsError) as error:
            yield f"{resource['path']}: cannot be read: {str(error).splitlines()[0]}"
            continue
        if resource["hash"] != f"sha256:{hashlib.sha256(data).hexdigest()}":
            yield f"{resource['path']}: the checksum is not that of {FILE}"
        if resource["size"] != len(data):
            yield f"{resource['path']}: {len(data)} bytes, not {resource['size']}"
    for resource in description["resources"]:
        if resource["name"] in frames:
            for fault in _faults(resource, frames):
                yield f"{resource['path']}: {fault}"


def _faults(resource: dict[str, Any], frames: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    frame, schema = frames[resource["name"]], resource["schema"]
    names = [field["name"] for field in schema["fields"]]
    if frame.columns != names:
        yield f"the columns are {', '.join(frame.columns)}, not {', '.join(names)}"
        return
    if len(frame) != resource["rows"]:
        yield f"{len(frame)} rows, not {resource['rows']}"
    if resource["contentHash"] != f"sha256:{content_hash(frame)}":
        yield "the rows are not those that were published"
    for field in schema["fields"]:
        column, constraints = frame[field["name"]], field.get("constraints", {})
        if _type(column.dtype) != field["type"]:
            yield f"{field['name']} is {column.dtype}, not {field['type']}"
        if constraints.get("required") and column.null_count():
            yield f"{field['name']} has {column.null_count()} nulls"
        if "enum" in constraints:
            values = set(column.drop_nulls().cast(pl.String).unique())
            if strange := sorted(values - set(constraints["enum"])):
                yield f"{field['name']} has values outside its enum: {', '.join(strange[:5])}"
    if frame.select(schema["primaryKey"]).is_duplicated().any():
        yield f"the key {', '.join(schema['primaryKey'])} is not unique"
    for reference in schema.get("foreignKeys", ()):
        other = reference["reference"]
        home = frames.get(other["resource"] or resource["name"])
        if home is None:
            yield f"refers to the table {other['resource']}, which is not there"
            continue
        (name,), (key,) = reference["fields"], other["fields"]
        lost = set(frame[name].drop_nulls().cast(pl.String)) - set(home[key].cast(pl.String))
        if lost:
            yield f"{name} refers to {len(lost)} rows that are not there, such as {min(lost)}"

"""Datasets written and checked: what is promised is kept, and what is not kept is said."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest

from diplocode.errors import InputError
from diplocode.tables.datapackage import (
    Dataset,
    Licence,
    Source,
    Table,
    check_dataset,
    read_description,
    write_dataset,
)
from diplocode.tables.schema import Column

TALKS = Table(
    "talks",
    "Talks",
    "One row per talk.",
    (
        Column("id", pl.String(), "its id", True),
        Column("place", pl.Enum(["Lima", "Oslo"]), "where", True),
        Column("day", pl.Date(), "when"),
        Column("hours", pl.Int8(), "how long"),
    ),
    key=("id",),
    sort=("place", "id"),
)
GUESTS = Table(
    "guests",
    "Guests",
    "One row per guest.",
    (Column("talk", pl.String(), "the talk", True), Column("name", pl.String(), "who", True)),
    key=("talk", "name"),
    sort=("talk", "name"),
    references=(("talk", "talks", "id"),),
)
DATASET = Dataset(
    "some_talks",
    "Some talks",
    "Talks that were held.",
    "1.2.0",
    "2024-05-01",
    Licence("CC0-1.0", "Creative Commons Zero", "https://creativecommons.org/publicdomain/zero/1.0/"),
    (Source("Made up"),),
    "Somebody (2024). Some talks.",
    ("talks",),
    (TALKS, GUESTS),
)


def frames(**changes) -> dict[str, pl.DataFrame]:
    columns = {
        "id": ["b", "a"],
        "place": ["Oslo", "Lima"],
        "day": [date(2024, 1, 1), None],
        "hours": [2, None],
    }
    return {
        "talks": pl.DataFrame(columns | changes),
        "guests": pl.DataFrame({"talk": ["b", "a"], "name": ["Kari", "Rosa"]}),
    }


def test_what_is_written_is_sorted_typed_described_and_sound(tmp_path):
    write_dataset(tmp_path, DATASET, frames(more=[1, 2]))
    talks = pl.read_parquet(tmp_path / "talks.parquet")
    assert talks["id"].to_list() == ["a", "b"]
    assert talks.schema == {
        "id": pl.String,
        "place": pl.Enum(["Lima", "Oslo"]),
        "day": pl.Date,
        "hours": pl.Int8,
    }
    found = read_description(tmp_path)
    assert (found["name"], found["version"], found["licenses"][0]["name"]) == (
        "some-talks",
        "1.2.0",
        "CC0-1.0",
    )
    fields = found["resources"][0]["schema"]["fields"]
    assert [field["type"] for field in fields] == ["string", "string", "date", "integer"]
    assert fields[1]["constraints"] == {"required": True, "enum": ["Lima", "Oslo"]}
    assert found["resources"][1]["schema"]["foreignKeys"] == [
        {"fields": ["talk"], "reference": {"resource": "talks", "fields": ["id"]}}
    ]
    assert list(check_dataset(tmp_path)) == []


def test_the_same_rows_in_any_order_give_the_same_files(tmp_path):
    for name, order in (("one", [0, 1]), ("two", [1, 0])):
        (tmp_path / name).mkdir()
        write_dataset(tmp_path / name, DATASET, {k: v[order] for k, v in frames().items()})
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": ["a", "a"]}, "key id is not unique"),
        ({"id": ["a", None]}, "id has nulls"),
        ({"place": ["Oslo", "Rome"]}, "table talks: "),
    ],
)
def test_a_table_that_breaks_its_promise_is_not_written(tmp_path, changes, message):
    with pytest.raises(InputError, match=message):
        write_dataset(tmp_path, DATASET, frames(**changes))
    assert list(tmp_path.iterdir()) == []


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(InputError, match="no column day, hours"):
        write_dataset(tmp_path, DATASET, frames() | {"talks": frames()["talks"].select("id", "place")})


def test_croissant_says_the_same(tmp_path):
    write_dataset(tmp_path, DATASET, frames())
    package, croissant = read_description(tmp_path), json.loads((tmp_path / "croissant.json").read_text())
    for resource, record_set in zip(package["resources"], croissant["recordSet"], strict=True):
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert [field["source"]["extract"]["column"] for field in record_set["field"]] == names
    files = {file["@id"]: file["sha256"] for file in croissant["distribution"]}
    assert files == {r["path"]: r["hash"].removeprefix("sha256:") for r in package["resources"]}


def spoil(folder, table: str, change) -> list[str]:
    path = folder / f"{table}.parquet"
    change(pl.read_parquet(path)).write_parquet(path)
    return list(check_dataset(folder))


@pytest.mark.parametrize(
    ("table", "change", "fault"),
    [
        ("talks", lambda t: t.head(1), "1 rows, not 2"),
        ("talks", lambda t: t.drop("hours"), "the columns are id, place, day, not"),
        ("talks", lambda t: t.with_columns(id=pl.lit("a")), "the key id is not unique"),
        ("talks", lambda t: t.with_columns(id=pl.lit(None, pl.String)), "id has 2 nulls"),
        ("talks", lambda t: t.with_columns(place=pl.lit("Rome")), "outside its enum: Rome"),
        ("talks", lambda t: t.with_columns(hours=pl.lit("2")), "hours is String, not integer"),
        ("talks", lambda t: t.with_columns(hours=pl.lit(3, pl.Int8)), "not those that were published"),
        (
            "guests",
            lambda t: t.with_columns(talk=pl.lit("z")),
            "talk refers to 1 rows that are not there, such as z",
        ),
    ],
)
def test_faults_are_found(tmp_path, table, change, fault):
    write_dataset(tmp_path, DATASET, frames())
    faults = spoil(tmp_path, table, change)
    assert any(fault in found for found in faults)
    assert any("checksum" in found for found in faults)
    assert all(found.startswith(f"{table}.parquet: ") or "refers" in found for found in faults)


def test_files_that_are_missing_or_no_packages_are_said(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        read_description(tmp_path)
    (tmp_path / "datapackage.json").write_text("[]")
    with pytest.raises(InputError, match="no list of resources"):
        read_description(tmp_path)
    (tmp_path / "datapackage.json").write_text("{")
    with pytest.raises(InputError, match="not valid JSON"):
        read_description(tmp_path)
    write_dataset(tmp_path, DATASET, frames())
    (tmp_path / "guests.parquet").unlink()
    assert any("guests.parquet: cannot be read" in fault for fault in check_dataset(tmp_path))

"""Tables for R, Stata and JSON: codes stay text, dates dates, nulls missing."""

from __future__ import annotations

import gzip
import json
from datetime import date

import polars as pl
import pytest

from diplocode.errors import ConfigError, MissingDependency
from diplocode.tables.rds import write_rds
from diplocode.tables.schema import EVENTS
from diplocode.tables.write import FORMATS, format_of, read_table, write_table

FRAME = pl.DataFrame(
    {
        "code": ["010", "161", None],
        "root": ["01", "16", None],
        "text": ["naïve", None, "b"],
        "day": [date(2020, 1, 1), None, date(1969, 12, 31)],
        "count": [1, None, -3],
        "score": [1.5, None, -2.0],
        "first": [True, None, False],
        "rules": [["a.txt:1", "b.txt:2"], [], None],
    },
    schema_overrides={"code": pl.Enum(["010", "161", "10"]), "root": pl.Categorical, "count": pl.Int8},
)


@pytest.mark.parametrize(
    ("name", "format"), [("a.json", "json"), ("a.rds", "rds"), ("A.DTA", "stata"), ("a.parquet", "parquet")]
)
def test_the_name_tells_the_format(name, format):
    assert format_of(name) == format
    assert format in FORMATS


def test_json_is_one_array(tmp_path):
    write_table(FRAME, tmp_path / "a.json", "json")
    rows = json.loads((tmp_path / "a.json").read_text())
    assert rows[0]["code"] == "010"
    assert rows[0]["day"] == "2020-01-01"
    assert rows[1]["text"] is None


def test_rds_is_the_same_every_time_and_holds_what_r_expects(tmp_path):
    frame = FRAME.drop("rules")
    for name in ("one", "two"):
        write_rds(frame, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    data = gzip.decompress((tmp_path / "one").read_bytes())
    assert data.startswith(b"X\n\0\0\0\2")
    for word in (b"data.frame", b"factor", b"levels", b"Date", b"row.names", "naïve".encode()):
        assert word in data
    assert data.count(b"\x7f\xf0\0\0\0\0\x07\xa2") == 2  # NA_real_, a day and a score


def test_r_reads_it_as_it_is(tmp_path):
    pyreadr = pytest.importorskip("pyreadr")
    write_table(FRAME, tmp_path / "a.rds", "rds")
    frame = pyreadr.read_r(tmp_path / "a.rds")[None]
    assert list(frame.columns) == FRAME.columns
    assert list(frame["code"].cat.categories) == ["010", "161", "10"]
    assert frame["code"].to_list()[:2] == ["010", "161"]
    assert str(frame["day"][0])[:10] == "2020-01-01"
    assert frame["score"][2] == -2.0
    assert frame["rules"].to_list()[0] == "a.txt:1;b.txt:2"


def test_stata_keeps_codes_as_text_and_labels_variables(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    write_table(FRAME, tmp_path / "a.dta", "stata", labels={"code": "CAMEO code" * 20})
    frame, meta = pyreadstat.read_dta(tmp_path / "a.dta", output_format="polars")
    assert list(frame["code"]) == ["010", "161", ""]
    assert meta.column_labels[0] == ("CAMEO code" * 20)[:80]
    assert frame["day"][0] == date(2020, 1, 1)
    assert next(iter(frame["first"])) == 1


def test_stata_without_its_library_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyreadstat", None)
    with pytest.raises(MissingDependency, match=r"diplocode\[stata\]"):
        write_table(FRAME, tmp_path / "a.dta", "stata")
    assert list(tmp_path.iterdir()) == []


def test_what_is_only_written_is_not_read_back(tmp_path):
    with pytest.raises(ConfigError, match="can be read back"):
        read_table(tmp_path / "a.rds", EVENTS)

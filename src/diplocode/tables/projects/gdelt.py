"""GDELT's events, versions 1.0 and 2.0: tab-separated without a header, 58 and 61 columns.

Codebooks: The GDELT Event Database Data Format Codebook V1.03 (2013) and V2.0 (2015).
Files of before April 2013 have no SOURCEURL; they are read as version 1.0.
"""

from __future__ import annotations

import polars as pl

from diplocode.tables.projects.layout import Layout, padded

__all__ = ["GDELT1", "GDELT2"]


def _actor(number: int) -> tuple[str, ...]:
    parts = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code"
    return tuple(f"Actor{number}{part}" for part in (*parts.split(), "Type1Code", "Type2Code", "Type3Code"))


def _place(what: str, second: bool) -> tuple[str, ...]:
    parts = ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"]
    return tuple(f"{what}Geo_{part}" for part in parts if second or part != "ADM2Code")


def _columns(second: bool) -> tuple[str, ...]:
    return (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *(*_actor(1), *_actor(2)),
        *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
        *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
        *(name for what in ("Actor1", "Actor2", "Action") for name in _place(what, second)),
        *("DATEADDED", "SOURCEURL"),
    )


_READ = {
    "event_id": pl.col("GLOBALEVENTID"),
    "doc_id": pl.coalesce("SOURCEURL", "GLOBALEVENTID"),
    # 2.0 tells the quarter of an hour as well: 20150218230000.
    "date": pl.col("DATEADDED").str.slice(0, 8).str.to_date("%Y%m%d"),
    "event_date": pl.col("SQLDATE").str.to_date("%Y%m%d"),
    "source": pl.col("Actor1Code"),
    "target": pl.col("Actor2Code"),
    "source_text": pl.col("Actor1Name"),
    "target_text": pl.col("Actor2Name"),
    "code": padded("EventCode", "EventRootCode"),
    "quad_class": pl.col("QuadClass").cast(pl.Int8),
    "goldstein": pl.col("GoldsteinScale").cast(pl.Float64),
}
_DAY = pl.col("event_date").dt.to_string("%Y%m%d")


def _write(added: pl.Expr) -> dict[str, pl.Expr]:
    date = pl.col("event_date")
    sides = {}
    for number, side in ((1, "source"), (2, "target")):
        sides[f"Actor{number}Code"] = pl.col(side)
        sides[f"Actor{number}Name"] = pl.col(f"{side}_text").str.to_uppercase()
        sides[f"Actor{number}CountryCode"] = pl.col(f"{side}_country")
    return {
        "GLOBALEVENTID": pl.col("event_id"),
        "SQLDATE": _DAY,
        "MonthYear": _DAY.str.slice(0, 6),
        "Year": _DAY.str.slice(0, 4),
        # The codebook's formula: months of 30 days and years of 365.
        "FractionDate": (date.dt.year() + (date.dt.month().cast(pl.Int32) * 30 + date.dt.day()) / 365).round(
            4
        ),
        **sides,
        "IsRootEvent": pl.lit("1"),
        "EventCode": pl.col("code"),
        "EventBaseCode": pl.col("code").str.slice(0, 3),
        "EventRootCode": pl.col("root"),
        "QuadClass": pl.col("quad_class"),
        "GoldsteinScale": pl.col("goldstein"),
        "NumMentions": pl.lit("1"),
        "NumSources": pl.lit("1"),
        "NumArticles": pl.lit("1"),
        "DATEADDED": added,
        "SOURCEURL": pl.col("doc_id"),
    }


_ADDED = pl.col("date").dt.to_string("%Y%m%d")
GDELT1 = Layout(
    "gdelt1",
    _columns(False),
    "\t",
    False,
    "gdelt",
    "gdelt",
    _READ,
    _write(_ADDED),
    optional=("SOURCEURL",),
)
GDELT2 = Layout("gdelt2", _columns(True), "\t", False, "gdelt", "gdelt", _READ, _write(_ADDED + "000000"))

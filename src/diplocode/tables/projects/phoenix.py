"""The Phoenix data of the Open Event Data Alliance, and the Cline Center's Historical Phoenix.

Phoenix: tab-separated without a header, 26 columns. Historical Phoenix: CSV with a header,
25 columns (Cline Center Historical Phoenix Event Data, codebook). Both use the Phoenix pipeline's
own quad classes (0 to 4) and Goldstein scores, which differ from GDELT's and ICEWS's for six codes.
"""

from __future__ import annotations

import polars as pl

from diplocode.tables.projects.layout import Layout, padded

__all__ = ["CLINE", "PHOENIX"]

_COLUMNS = (
    *("EventID", "Date", "Year", "Month", "Day"),
    *("SourceActorFull", "SourceActorEntity", "SourceActorRole", "SourceActorAttribute"),
    *("TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute"),
    *("EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues"),
    *("Lat", "Lon", "LocationName", "StateName", "CountryCode", "SentenceID", "URLs", "NewsSources"),
)
_DATE = pl.col("event_date")


def _parts(side: str, names: tuple[str, str, str, str]) -> dict[str, pl.Expr]:
    """Full code, the state or kind it begins with, its first role, and what follows."""
    full, entity, role, rest = names
    code = pl.col(side)
    return {
        full: code,
        entity: code.str.slice(0, 3),
        role: code.str.slice(3, 3),
        rest: code.str.slice(6),
    }


PHOENIX = Layout(
    name="phoenix",
    columns=_COLUMNS,
    separator="\t",
    header=False,
    scale="phoenix",
    quad="phoenix",
    read={
        "event_id": pl.col("EventID"),
        # "5a3c_2;5b1f_1": the story's id and the number of the sentence; the first is kept.
        "doc_id": pl.col("SentenceID").str.split(";").list.first().str.replace(r"_\d+$", ""),
        "sentence": pl.col("SentenceID").str.split(";").list.first().str.extract(r"_(\d+)$"),
        "event_date": pl.col("Date").str.replace_all("-", "").str.to_date("%Y%m%d"),
        "source": pl.col("SourceActorFull"),
        "target": pl.col("TargetActorFull"),
        "code": padded("EventCode", "EventRootCode"),
        "quad_class": pl.col("QuadClass").cast(pl.Int8),
        "goldstein": pl.col("GoldsteinScore").cast(pl.Float64),
    },
    write={
        "EventID": pl.col("event_id"),
        "Date": _DATE.dt.to_string("%Y%m%d"),
        "Year": _DATE.dt.year(),
        "Month": _DATE.dt.month(),
        "Day": _DATE.dt.day(),
        **_parts("source", _COLUMNS[5:9]),
        **_parts("target", _COLUMNS[9:13]),
        "EventCode": pl.col("code"),
        "EventRootCode": pl.col("root"),
        "QuadClass": pl.col("quad_class"),
        "GoldsteinScore": pl.col("goldstein"),
        "SentenceID": pl.concat_str("doc_id", pl.lit("_"), "sentence"),
    },
)

_HISTORICAL = (
    *("eid", "story_date", "year", "month", "day"),
    *("source", "source_root", "source_agent", "source_others"),
    *("target", "target_root", "target_agent", "target_others"),
    *("code", "root_code", "quad_class", "goldstein", "joined_issues"),
    *("lat", "lon", "placename", "statename", "countryname", "aid", "process"),
)

CLINE = Layout(
    name="cline",
    columns=_HISTORICAL,
    separator=",",
    header=True,
    quote='"',
    scale="phoenix",
    quad="phoenix",
    read={
        "event_id": pl.col("eid"),
        "doc_id": pl.col("aid").fill_null(pl.col("eid")),
        # Month, day, year in the published files; ISO in some copies.
        "event_date": pl.coalesce(
            pl.col("story_date").str.to_date("%m/%d/%Y", strict=False),
            pl.col("story_date").str.to_date("%Y-%m-%d", strict=False),
        ),
        "source": pl.col("source"),
        "target": pl.col("target"),
        "code": padded("code", "root_code"),
        "quad_class": pl.col("quad_class").cast(pl.Int8),
        "goldstein": pl.col("goldstein").cast(pl.Float64),
    },
    write={
        "eid": pl.col("event_id"),
        "story_date": _DATE.dt.to_string("%m/%d/%Y"),
        "year": _DATE.dt.year(),
        "month": _DATE.dt.month(),
        "day": _DATE.dt.day(),
        **_parts("source", _HISTORICAL[5:9]),
        **_parts("target", _HISTORICAL[9:13]),
        "code": pl.col("code"),
        "root_code": pl.col("root"),
        "quad_class": pl.col("quad_class"),
        "goldstein": pl.col("goldstein"),
        "aid": pl.col("doc_id"),
        "process": pl.col("engine"),
    },
)

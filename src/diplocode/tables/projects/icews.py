"""ICEWS Coded Event Data: tab-separated with a header, 20 columns (Boschee and others, 2015-2023).

ICEWS names its actors and tells their country and sectors in words; here they become codes of the
state and, where a sector tells one, a role ("Russian Federation", "Military, Government" is RUSMIL).
The names stay in source_text and target_text. Its codes are CAMEO's, its intensities the Goldstein scores
that GDELT uses.
"""

from __future__ import annotations

import polars as pl

from diplocode import cameo
from diplocode.tables.projects.layout import Layout, padded
from diplocode.tables.projects.names import codes_of, names_of

__all__ = ["ICEWS"]

# Words of ICEWS's sectors and CAMEO's roles for them; the first that a cell has decides.
SECTORS = (
    ("International Government Organization", "IGO"),
    ("Insurgents", "REB"),
    ("Separatist", "SEP"),
    ("Rebel", "REB"),
    ("Military", "MIL"),
    ("Police", "COP"),
    ("Intelligence", "SPY"),
    ("Opposition", "OPP"),
    ("Judicial", "JUD"),
    ("Legislative", "LEG"),
    ("Parliament", "LEG"),
    ("Head of Government", "GOV"),
    ("Executive", "GOV"),
    ("Government", "GOV"),
    ("Criminal", "CRM"),
    ("Media", "MED"),
    ("Business", "BUS"),
    ("Labor", "LAB"),
    ("Education", "EDU"),
    ("Religious", "REL"),
    ("Refugees", "REF"),
    ("Nongovernmental", "NGO"),
    ("General Population", "CVL"),
    ("Civilian", "CVL"),
    ("Social", "CVL"),
)

_COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text"),
    *("CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country"),
    *("Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country"),
    *("Latitude", "Longitude"),
)


def _role(side: str) -> pl.Expr:
    sectors = pl.col(f"{side} Sectors").fill_null("")
    expr = pl.lit("")
    for word, role in reversed(SECTORS):
        expr = pl.when(sectors.str.contains(word, literal=True)).then(pl.lit(role)).otherwise(expr)
    return expr


def _expand(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns source and target: state and role, or an organisation without a state as IGO."""
    sides = {}
    for side in ("Source", "Target"):
        state, role = codes_of(f"{side} Country"), _role(side)
        sides[side.lower()] = pl.when(state.is_not_null()).then(state + role).when(role == "IGO").then(role)
    return frame.with_columns(**sides)


def _sectors(side: str) -> pl.Expr:
    """The sector that a role is read back from; of several words for one the last, which is the plainest."""
    words = {role: word for word, role in SECTORS}
    role = pl.col(side).str.slice(3, 3)
    return role.replace_strict(words, default=None, return_dtype=pl.String)


def _label() -> pl.Expr:
    """What ICEWS calls the text of an event: the name of its code, not words of the report."""
    names = {code: cameo.name(code) for code in cameo.codes()}
    return pl.col("code").replace_strict(names, default=None, return_dtype=pl.String)


def _prepare(events: pl.DataFrame) -> pl.DataFrame:
    return events.with_columns(
        _source_name=names_of("source_country"), _target_name=names_of("target_country")
    )


ICEWS = Layout(
    name="icews",
    columns=_COLUMNS,
    separator="\t",
    header=True,
    nulls=("", "NULL", "null"),
    scale="gdelt",
    quad="gdelt",
    expand=_expand,
    prepare=_prepare,
    read={
        "event_id": pl.col("Event ID"),
        "doc_id": pl.coalesce("Story ID", "Event ID"),
        "sentence": pl.col("Sentence Number"),
        "event_date": pl.col("Event Date").str.slice(0, 10).str.to_date("%Y-%m-%d"),
        "source": pl.col("source"),
        "target": pl.col("target"),
        "source_text": pl.col("Source Name"),
        "target_text": pl.col("Target Name"),
        "event_text": pl.col("Event Text"),
        "code": padded("CAMEO Code"),
        "goldstein": pl.col("Intensity").cast(pl.Float64),
    },
    write={
        "Event ID": pl.col("event_id"),
        "Event Date": pl.col("event_date").dt.to_string("%Y-%m-%d"),
        "Source Name": pl.coalesce("source_text", "source"),
        "Source Sectors": _sectors("source"),
        "Source Country": pl.col("_source_name"),
        "Event Text": _label(),
        "CAMEO Code": pl.col("code"),
        "Intensity": pl.col("goldstein"),
        "Target Name": pl.coalesce("target_text", "target"),
        "Target Sectors": _sectors("target"),
        "Target Country": pl.col("_target_name"),
        "Story ID": pl.col("doc_id"),
        "Sentence Number": pl.col("sentence"),
    },
)

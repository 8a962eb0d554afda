"""POLECAT: tab-separated with a header, 40 columns; events are of PLOVER's types, not CAMEO's codes.

The type is kept as it is (column plover; POLECAT's RETREAT is YIELD) and stands under the root code
that it was made from: CONSULT is 04, ASSAULT 18. Finer than that POLECAT's modes are no CAMEO codes.
Its intensities run from -10 to 10, too, but are its own. Cells with several actors ("A; B") become an event
for each pair.
"""

from __future__ import annotations

import polars as pl

from diplocode.tables.projects.layout import Layout
from diplocode.tables.projects.names import codes_of

__all__ = ["POLECAT"]

ROOTS = {
    "AGREE": "03",
    "CONSULT": "04",
    "SUPPORT": "05",
    "COOPERATE": "06",
    "AID": "07",
    "YIELD": "08",
    "REQUEST": "10",
    "ACCUSE": "11",
    "REJECT": "12",
    "THREATEN": "13",
    "PROTEST": "14",
    "MOBILIZE": "15",
    "SANCTION": "16",
    "COERCE": "17",
    "ASSAULT": "18",
}
"""The root code that stands for a PLOVER type."""

# Primary sectors are CAMEO's roles, but for these.
_SECTORS = {"CIV": "CVL", "PTY": "PTY", "JUD": "JUD", "UNK": "", "IGO": "IGO", "NGO": "NGO"}


def _actor(side: str) -> tuple[str, ...]:
    return (
        f"{side} Name",
        f"{side} Country",
        f"{side} COW",
        f"Primary {side} Sector",
        f"{side} Sectors",
        f"{side} Title",
        f"{side} Name Raw",
        f"Wikipedia {side} ID",
    )


_COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *(*_actor("Actor"), *_actor("Recipient")),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)


def _expand(frame: pl.DataFrame) -> pl.DataFrame:
    """One row per actor and recipient, with the columns source and target."""
    frame = frame.rename({"Event Intensity": "Intensity"}, strict=False)
    for side in ("Actor", "Recipient"):
        cells = [f"{side} Name", f"{side} Country", f"Primary {side} Sector"]
        lists = frame.with_columns(pl.col(cells).str.split(";").list.eval(pl.element().str.strip_chars()))
        # Cells of one side that list different numbers of actors cannot be told apart: the first counts.
        longest = pl.max_horizontal(pl.col(cells).list.len().fill_null(1))
        equal = pl.all_horizontal(pl.col(cells).list.len().fill_null(longest) == longest)
        size = pl.when(equal).then(longest).otherwise(1)
        nulls = pl.lit(None, pl.String).repeat_by(size)
        lists = lists.with_columns(
            pl.when(pl.col(cell).is_null()).then(nulls).otherwise(pl.col(cell).list.head(size)).alias(cell)
            for cell in cells
        )
        frame = lists.explode(cells)
    many = pl.len().over("Event ID") > 1
    number = (pl.int_range(pl.len()).over("Event ID") + 1).cast(pl.String)
    return frame.with_columns(
        pl.when(many).then(pl.col("Event ID") + "#" + number).otherwise("Event ID").alias("_id"),
        source=_code("Actor"),
        target=_code("Recipient"),
    )


def _code(side: str) -> pl.Expr:
    state = codes_of(f"{side} Country")
    role = pl.col(f"Primary {side} Sector").str.to_uppercase().replace(_SECTORS).fill_null("")
    organisation = role.is_in(["IGO", "NGO"])
    return pl.when(state.is_not_null()).then(state + role).when(organisation).then(role)


def _type() -> pl.Expr:
    return pl.col("Event Type").str.to_uppercase().replace({"RETREAT": "YIELD"})


POLECAT = Layout(
    name="polecat",
    columns=_COLUMNS,
    separator="\t",
    header=True,
    nulls=("", "None"),
    scale="gdelt",
    quad="gdelt",
    expand=_expand,
    only=pl.col("plover").is_not_null(),
    read={
        "event_id": pl.col("_id"),
        "story_event_id": pl.col("Event ID"),
        "doc_id": pl.col("Event ID"),
        "date": pl.coalesce("Publication Date", "Event Date").str.slice(0, 10).str.to_date("%Y-%m-%d"),
        "event_date": pl.col("Event Date").str.slice(0, 10).str.to_date("%Y-%m-%d"),
        "source": pl.col("source"),
        "target": pl.col("target"),
        "source_text": pl.col("Actor Name"),
        "target_text": pl.col("Recipient Name"),
        "code": _type().replace_strict(ROOTS, default=None, return_dtype=pl.String),
        "plover": _type(),
        "goldstein": pl.col("Intensity").cast(pl.Float64),
    },
    write={
        "Event ID": pl.col("event_id"),
        "Event Date": pl.col("event_date").dt.to_string("%Y-%m-%d"),
        "Event Type": pl.col("plover").replace({"YIELD": "RETREAT"}),
        "Intensity": pl.col("goldstein"),
        "Quad Code": pl.col("quad_class"),
        "Actor Name": pl.coalesce("source_text", "source"),
        "Actor Country": pl.col("source_country"),
        "Primary Actor Sector": pl.col("source").str.slice(3, 3),
        "Recipient Name": pl.coalesce("target_text", "target"),
        "Recipient Country": pl.col("target_country"),
        "Primary Recipient Sector": pl.col("target").str.slice(3, 3),
        "Publication Date": pl.col("date").dt.to_string("%Y-%m-%d"),
        "Source": pl.col("doc_id"),
    },
)

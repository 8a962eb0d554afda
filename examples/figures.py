#!/usr/bin/env python3
"""Draws the figures of docs/tutorial.md from the bundled datasets, as SVG (or PNG, PDF).

python3 -m pip install 'diplocode[plot]'
python examples/figures.py [--format svg|png|pdf] [--out DIR]
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import altair as alt
import polars as pl

import diplocode
from diplocode.tables.plots import COLOURS

DOCS = Path(__file__).parents[1] / "docs" / "tutorial"
BLUE, ORANGE, GREEN = COLOURS[:3]


def rows(frame: pl.DataFrame) -> alt.Data:
    """A table as data that stand inside the chart, dates as text."""
    plain = frame.with_columns(
        pl.col(pl.Categorical, pl.Enum).cast(pl.String), pl.col(pl.Date).dt.to_string()
    )
    return alt.Data(values=plain.to_dicts())


def expulsions(start: date, end: date) -> pl.DataFrame:
    """Expulsions of Russia's diplomats and by Russia, with the other side as `party`."""
    episodes = diplocode.load_dataset("diplomatic_ruptures")
    return (
        episodes.filter(
            pl.col("act") == "expulsion",
            pl.col("first_date").is_between(start, end),
            (pl.col("source") == "RUS") | (pl.col("target") == "RUS"),
        )
        .with_columns(
            party=pl.when(pl.col("source") == "RUS")
            .then(pl.col("target").cast(pl.String))
            .otherwise(pl.col("source").cast(pl.String))
            .replace({"IGOWSTNAT": "NATO"}),
            direction=pl.when(pl.col("source") == "RUS")
            .then(pl.lit("expelled by Russia"))
            .otherwise(pl.lit("Russians expelled")),
        )
        .sort("first_date", "party")
    )


def salisbury() -> alt.LayerChart:
    """2018: who expelled how many, and Russia's answers; mirrored bars."""
    found = expulsions(date(2018, 3, 14), date(2018, 4, 30)).filter(pl.col("persons").is_not_null())
    signed = found.with_columns(
        number=pl.when(pl.col("direction") == "expelled by Russia")
        .then(-pl.col("persons"))
        .otherwise("persons")
    )
    order = (
        signed.group_by("party")
        .agg(n=pl.col("persons").max())
        .sort(["n", "party"], descending=[True, False])["party"]
        .to_list()
    )
    base = alt.Chart(rows(signed)).encode(y=alt.Y("party:N", sort=order, title=None))
    bars = base.mark_bar(height=9).encode(
        x=alt.X("number:Q", title="persons", axis=alt.Axis(labelExpr="abs(datum.value)")),
        color=alt.Color(
            "direction:N",
            title=None,
            scale=alt.Scale(domain=["Russians expelled", "expelled by Russia"], range=[BLUE, ORANGE]),
            legend=alt.Legend(orient="top"),
        ),
    )
    labels = [
        base.transform_filter(f"datum.number {sign} 0")
        .mark_text(align=align, dx=dx, fontSize=9)
        .encode(x="number:Q", text="persons:Q")
        for sign, align, dx in ((">", "left", 3), ("<", "right", -3))
    ]
    title = alt.Title("Expulsions of diplomats after Salisbury, March 2018", anchor="start")
    return alt.layer(bars, *labels).properties(title=title, width=420, height=400)


def spring_2022() -> alt.LayerChart:
    """2022: expulsions by day as the news told them, and within which days tallies count the others."""
    window = (date(2022, 2, 24), date(2022, 7, 31))
    found = expulsions(*window).with_columns(
        day=pl.coalesce("told_date", pl.when(pl.col("first_date") == pl.col("last_date")).then("first_date")),
        shown=pl.col("persons").fill_null(1),
    )
    order = (
        found.group_by("party")
        .agg(day=pl.coalesce("day", "last_date").min())
        .sort("day", "party")["party"]
        .to_list()
    )
    rank = alt.Y("party:N", sort=order, title=None)
    days = alt.Scale(domain=[day.isoformat() for day in window])
    span = (
        alt.Chart(rows(found.filter(pl.col("day").is_null())))
        .mark_rule(strokeWidth=5, opacity=0.35)
        .encode(x=alt.X("first_date:T", scale=days), x2="last_date:T", y=rank, color="direction:N")
    )
    dots = (
        alt.Chart(rows(found.filter(pl.col("day").is_not_null()).sort("shown", descending=True)))
        .mark_point(filled=True, opacity=1, stroke="white", strokeWidth=0.7)
        .encode(
            x=alt.X("day:T", title=None, scale=days),
            y=rank,
            size=alt.Size(
                "shown:Q",
                title="persons, if told",
                scale=alt.Scale(range=[25, 500]),
                legend=alt.Legend(values=[1, 10, 40]),
            ),
            color=alt.Color(
                "direction:N",
                title=None,
                scale=alt.Scale(domain=["Russians expelled", "expelled by Russia"], range=[BLUE, ORANGE]),
            ),
            shape=alt.Shape(
                "evidence:N",
                title="evidence",
                scale=alt.Scale(domain=["checked", "machine"], range=["circle", "square"]),
            ),
        )
    )
    title = alt.Title(
        "Expulsions between Russia and others, February to July 2022",
        subtitle="Points: the day that news items tell; bars: within which days a tally counts it",
        anchor="start",
    )
    return alt.layer(dots, span).properties(title=title, width=480, height=400)


def qatar() -> alt.Chart:
    """2017: who broke with Qatar, in which way, on which day."""
    episodes = diplocode.load_dataset("diplomatic_ruptures")
    found = episodes.filter(
        pl.col("target") == "QAT", pl.col("first_date").is_between(date(2017, 6, 1), date(2017, 6, 30))
    ).with_columns(
        day=pl.when(pl.col("last_date") > pl.col("first_date")).then(None).otherwise(pl.col("first_date"))
    )
    found = found.with_columns(
        label=pl.when(pl.col("day").is_null())
        .then(pl.lit("June, day not told"))
        .otherwise(pl.col("day").dt.to_string("%-d June"))
    )
    kinds = ["severance", "downgrade", "recall"]
    chart = (
        alt.Chart(rows(found))
        .mark_square(size=140, opacity=1)
        .encode(
            x=alt.X(
                "label:N",
                sort=["5 June", "6 June", "7 June", "June, day not told"],
                title=None,
                axis=alt.Axis(orient="top", labelAngle=0),
            ),
            y=alt.Y("source:N", sort=alt.EncodingSortField("first_date"), title=None),
            color=alt.Color(
                "act:N",
                title=None,
                scale=alt.Scale(domain=kinds, range=[ORANGE, GREEN, BLUE]),
                legend=alt.Legend(orient="bottom"),
            ),
        )
    )
    title = alt.Title("Ruptures with Qatar, June 2017", anchor="start")
    return chart.properties(title=title, width=360, height=300)


def conflict() -> alt.LayerChart:
    """Two decades: yearly mean of Goldstein scores between Russia and three others."""
    events = diplocode.load_dataset("current_events")
    pairs = [("RUS", "USA"), ("GBR", "RUS"), ("RUS", "UKR")]
    panel = (
        events.events.one_a_day()
        .events.goldstein("year", directed=False, date="date")
        .events.balanced("year", dyads=pairs)
        # A mean of one or two events says little.
        .with_columns(
            mean=pl.when(pl.col("events") >= 3).then("mean"),
            dyad=pl.concat_str("source", "target", separator=" - "),
        )
    )
    chart = (
        alt.Chart(rows(panel))
        .mark_line(point=True, strokeWidth=1.5, invalid="break-paths-show-domains")
        .encode(
            x=alt.X("period:T", title=None),
            y=alt.Y("mean:Q", title="mean Goldstein score", scale=alt.Scale(domain=[-10, 10])),
            color=alt.Color(
                "dyad:N",
                title=None,
                scale=alt.Scale(range=[BLUE, ORANGE, GREEN]),
                legend=alt.Legend(orient="top"),
            ),
        )
    )
    zero = alt.Chart(alt.Data(values=[{"y": 0}])).mark_rule(color="#999999").encode(y="y:Q")
    title = alt.Title("Events between Russia and others, 2002-2026", anchor="start")
    return alt.layer(zero, chart).properties(title=title, width=480, height=240)


FIGURES = {"salisbury": salisbury, "spring_2022": spring_2022, "qatar": qatar, "conflict": conflict}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--format", default="svg", choices=["svg", "png", "pdf"])
    parser.add_argument("--out", type=Path, default=DOCS)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for name, figure in FIGURES.items():
        path = args.out / f"{name}.{args.format}"
        figure().configure_view(stroke=None).save(
            path, **({"scale_factor": 2} if args.format == "png" else {})
        )
        print(f"wrote {path.name}")


if __name__ == "__main__":
    main()

"""Plots of events that a paper can print: numbers over time, and who deals with whom. Needs Altair.

events -plot_counts, plot_network-> an Altair chart; `.save("figure.svg")` needs vl-convert-python
"""

from __future__ import annotations

import math
from typing import Any

import polars as pl

from diplocode.errors import MissingDependency
from diplocode.tables.graphs import edges
from diplocode.tables.panels import Level, Period, periods, truncation

__all__ = ["plot_counts", "plot_network"]

# The colours of Okabe and Ito, which people who see colours differently can tell apart.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442")
QUAD_NAMES = {
    0: "neutral",
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}


def _altair() -> Any:
    try:
        import altair
    except ImportError as error:
        raise MissingDependency("plots need Altair: python3 -m pip install 'diplocode[plot]'") from error
    return altair


def plot_counts(
    events: pl.DataFrame,
    every: Period = "month",
    by: str | None = "quad_class",
    *,
    title: str = "",
    date: str = "event_date",
    width: int = 560,
    height: int = 240,
) -> Any:
    """Numbers of events over time as an Altair chart, a line for each value of `by`.

    Periods without events are drawn as 0. Raises MissingDependency without Altair.
    """
    alt = _altair()
    step = truncation(every)
    dated = events.filter(pl.col(date).is_not_null()).with_columns(
        pl.col(date).dt.truncate(step).alias("period"),
        pl.lit("events").alias("kind") if by is None else _label(by).alias("kind"),
    )
    found = dated.group_by("period", "kind").agg(events=pl.len())
    if len(found):
        every_one = periods(found["period"], step).join(found.select("kind").unique(), how="cross")
        found = every_one.join(found, on=["period", "kind"], how="left").with_columns(
            pl.col("events").fill_null(0)
        )
    kinds = sorted(found["kind"].unique())
    chart = (
        alt.Chart(
            alt.Data(
                values=found.sort("kind", "period").with_columns(pl.col("period").dt.to_string()).to_dicts()
            )
        )
        .mark_line(strokeWidth=1.5)
        .encode(
            x=alt.X("period:T", title=None),
            y=alt.Y("events:Q", title=f"events per {every}"),
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=kinds, range=list(COLOURS)),
                legend=alt.Legend(orient="top") if by else None,
            ),
        )
    )
    return chart.properties(title=title, width=width, height=height)


def _label(by: str) -> pl.Expr:
    if by == "quad_class":
        return pl.col(by).cast(pl.Int64).replace_strict(QUAD_NAMES, default="unknown", return_dtype=pl.String)
    return pl.col(by).cast(pl.String).fill_null("none")


def plot_network(
    events: pl.DataFrame,
    *,
    level: Level = "country",
    most: int = 40,
    title: str = "",
    size: int = 460,
) -> Any:
    """Who deals with whom: actors on a circle, their `most` busiest dyads as lines.

    A line is as thick as the dyad has events, and blue where they cooperate, orange where they
    do not (the mean of their Goldstein scores). Raises MissingDependency without Altair.
    """
    alt = _altair()
    dyads = edges(events, level=level, directed=False).sort(
        ["events", "source", "target"], descending=[True, False, False]
    )[:most]
    names = sorted({*dyads["source"], *dyads["target"]})
    place = {
        name: (math.cos(2 * math.pi * i / len(names)), math.sin(2 * math.pi * i / len(names)))
        for i, name in enumerate(names)
    }
    lines = [
        row
        | dict(zip(("x", "y"), place[row["source"]], strict=True))
        | dict(zip(("x2", "y2"), place[row["target"]], strict=True))
        for row in dyads.iter_rows(named=True)
    ]
    dots = [{"name": name, "x": x, "y": y, "lx": 1.09 * x, "ly": 1.09 * y} for name, (x, y) in place.items()]
    plain: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[-1.2, 1.2])}
    links = (
        alt.Chart(alt.Data(values=lines))
        .mark_rule(opacity=0.7)
        .encode(
            x=alt.X("x:Q", **plain),
            y=alt.Y("y:Q", **plain),
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=alt.StrokeWidth("events:Q", title="events", scale=alt.Scale(range=[0.5, 7])),
            color=alt.Color(
                "mean:Q",
                title="mean Goldstein score",
                scale=alt.Scale(domain=[-10, 0, 10], range=[COLOURS[1], "#BBBBBB", COLOURS[0]]),
            ),
        )
    )
    points = alt.Chart(alt.Data(values=dots)).mark_point(filled=True, color="black", size=25)
    labels = alt.Chart(alt.Data(values=dots)).mark_text(fontSize=10)
    return (
        (
            links
            + points.encode(x=alt.X("x:Q", **plain), y=alt.Y("y:Q", **plain))
            + labels.encode(x=alt.X("lx:Q", **plain), y=alt.Y("ly:Q", **plain), text="name:N")
        )
        .properties(title=title, width=size, height=size)
        .configure_view(stroke=None)
    )

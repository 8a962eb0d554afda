"""Panels: counts add up, balanced panels are complete, filters keep what they say."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplocode import cameo
from diplocode.errors import ConfigError
from diplocode.tables import panels

COUNTRIES = ["PER", "CHL", "ARG"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from([*COUNTRIES, "IGOUNO"]),
        st.sampled_from(COUNTRIES),
        st.sampled_from(["010", "042", "161", "163", "1621"]),
        st.none() | st.dates(date(2019, 11, 1), date(2020, 3, 1)),
    ),
    min_size=1,
    max_size=30,
)
PERIODS = st.sampled_from(["day", "week", "month", "quarter", "year"])


def events(rows) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "source": source,
                "target": target,
                "source_country": cameo.country_of(source),
                "target_country": cameo.country_of(target),
                "code": code,
                "root": cameo.root(code),
                "quad_class": cameo.quad_class(code),
                "event_date": day,
            }
            for source, target, code, day in rows
        ],
        schema_overrides={
            "event_date": pl.Date,
            "source_country": pl.Categorical,
            "target_country": pl.Categorical,
            "code": pl.Enum(cameo.codes()),
        },
    )


@settings(deadline=None)
@given(ROWS, PERIODS, st.sampled_from([None, "root", "quad_class", "code"]), st.booleans())
def test_counts_add_up_to_the_rows_that_have_sides_and_dates(rows, every, by, directed):
    table = events(rows)
    known = table.filter(pl.col("source_country").is_not_null(), pl.col("event_date").is_not_null())
    panel = panels.counts(table, every, by, directed=directed)
    assert panel["events"].sum() == len(known)
    assert not panel.drop("events").is_duplicated().any()
    if not directed:
        assert (panel["source"] <= panel["target"]).all()
    assert panel.equals(panels.counts(table.lazy(), every, by, directed=directed).collect())


@settings(deadline=None)
@given(ROWS, PERIODS)
def test_goldstein_sums_and_means_are_those_of_the_codes(rows, every):
    table = events(rows)
    panel = panels.goldstein(table, every, level="actor")
    dated = table.filter(pl.col("event_date").is_not_null())
    total = sum(cameo.goldstein(code) for code in dated["code"])
    assert panel["sum"].sum() == pytest.approx(total)
    assert (panel["mean"] * panel["events"] - panel["sum"]).abs().max() in (None, pytest.approx(0))


def test_goldstein_scales_are_named():
    table = events([("PER", "CHL", "163", date(2020, 1, 1))])
    assert panels.goldstein(table)["mean"].to_list() == [-8.0]
    assert panels.goldstein(table, scale="phoenix")["mean"].to_list() == [-6.5]


@settings(deadline=None)
@given(ROWS, st.sampled_from(["week", "month", "year"]), st.sampled_from([None, "root"]))
def test_a_balanced_panel_is_complete_and_keeps_every_event(rows, every, by):
    panel = panels.counts(events(rows), every, by)
    full = panels.balanced(panel, every)
    between = panel.filter(pl.col("source") != pl.col("target"))
    assert full["events"].sum() == between["events"].sum()
    if len(between):
        size = between.select("source", "target").n_unique() * full["period"].n_unique()
        assert len(full) == size * (between[by].n_unique() if by else 1)
        assert full["period"].min() == between["period"].min()
        assert full["period"].max() == between["period"].max()
    assert full["events"].null_count() == 0
    assert full.equals(panels.balanced(panel.lazy(), every).collect())


def test_a_balanced_panel_over_given_dyads_and_days():
    panel = panels.goldstein(events([("PER", "CHL", "042", date(2020, 2, 5))]))
    full = panels.balanced(
        panel, dyads=[("PER", "CHL"), ("CHL", "PER")], start=date(2020, 1, 15), end=date(2020, 3, 1)
    )
    assert full.rows() == [
        *(("CHL", "PER", date(2020, month, 1), 0, None, 0.0) for month in (1, 2, 3)),
        ("PER", "CHL", date(2020, 1, 1), 0, None, 0.0),
        ("PER", "CHL", date(2020, 2, 1), 1, 1.9, 1.9),
        ("PER", "CHL", date(2020, 3, 1), 0, None, 0.0),
    ]


@settings(deadline=None)
@given(ROWS)
def test_one_a_day_keeps_one_of_each_and_all_that_are_undated(rows):
    table = events(rows)
    kept = panels.one_a_day(table)
    dated = kept.filter(pl.col("event_date").is_not_null())
    key = ["source", "target", "code", "event_date"]
    assert not dated.select(key).is_duplicated().any()
    assert set(dated.select(key).rows()) == {r for r in table.select(key).rows() if r[3] is not None}
    assert kept["event_date"].null_count() == table["event_date"].null_count()
    assert panels.one_a_day(kept).equals(kept)


@settings(deadline=None)
@given(ROWS)
def test_selections(rows):
    table = events(rows)
    dyad = panels.select(table, dyad=("CHL", "PER"))
    assert all({row[0], row[1]} == {"CHL", "PER"} for row in dyad.select("source", "target").rows())
    both = panels.select(table, source="PER", target="CHL"), panels.select(table, source="CHL", target="PER")
    assert len(dyad) == sum(map(len, both))
    assert set(panels.select(table, codes="16")["code"]) <= {"161", "163", "1621"}
    assert len(panels.select(table, codes=[])) == 0
    after = panels.select(table, start=date(2020, 1, 1), end=date(2020, 1, 31))
    assert all(day.month == 1 for day in after["event_date"])
    assert panels.select(table).equals(table)
    assert set(panels.select(table, actor="IGOUNO", level="actor")["source"]) <= {"IGOUNO"}


def test_wide_has_a_column_for_each_category():
    table = events([("PER", "CHL", "042", date(2020, 1, 1)), ("PER", "CHL", "161", date(2020, 1, 9))])
    out = panels.wide(panels.counts(table, by="quad_class"), "quad_class")
    assert out.columns == ["source", "target", "period", "quad_class_1", "quad_class_4"]
    assert out.row(0)[3:] == (1, 1)


def test_state_codes_are_joined():
    table = events([("PER", "CHL", "042", date(2020, 1, 1)), ("IGOUNO", "ARG", "042", None)])
    out = panels.with_state_codes(table, cameo.SYSTEMS)
    assert out["source_country_cow"].to_list() == [135, None]
    assert out["target_country_iso2"].to_list() == ["CL", "AR"]
    assert out["target_country_isonumeric"].to_list() == ["152", "032"]
    panel = panels.counts(table).events.with_state_codes("gw")
    assert panel.select("source_gw", "target_gw").row(0) == (135, 155)


def test_what_there_is_not_is_refused():
    table = events([("PER", "CHL", "042", date(2020, 1, 1))])
    for wrong in (
        lambda: panels.counts(table, "decade"),
        lambda: panels.counts(table, by="colour"),
        lambda: panels.counts(table, level="planet"),
        lambda: panels.with_state_codes(table, ["fips"]),
    ):
        with pytest.raises(ConfigError, match="it is one of"):
            wrong()


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({"source": "Peru"}, "no country has the code 'Peru'"),
        ({"actor": ["PER", "XXX"]}, "no country has the code 'XXX'"),
        ({"dyad": ("PER", "Chile")}, "no country has the code 'Chile'"),
        ({"dyad": ("PER",)}, "a dyad is two actors, not 1"),
        ({"codes": "99"}, "no CAMEO code begins with '99'"),
    ],
)
def test_a_selection_of_what_there_is_not_is_refused(conditions, message):
    with pytest.raises(ConfigError, match=message):
        panels.select(events([("PER", "CHL", "042", date(2020, 1, 1))]), **conditions)


def test_frames_have_the_namespace():
    table = events([("PER", "CHL", "042", date(2020, 1, 1)), ("CHL", "PER", "161", date(2020, 3, 1))])
    out = table.lazy().events.select(actor="PER").events.one_a_day().events.counts().events.balanced()
    assert out.collect()["events"].to_list() == [0, 0, 1, 1, 0, 0]
    assert table.events.goldstein("year").events.balanced("year")["sum"].to_list() == [-4.0, 1.9]
    assert table.events.counts(by="root").events.wide("root").columns[3:] == ["root_04", "root_16"]


def test_edges_and_graphs():
    rows = [("PER", "CHL", "042", date(2020, 1, 1)), ("PER", "CHL", "161", date(2021, 1, 1))]
    table = events([*rows, ("PER", "PER", "010", date(2020, 1, 1)), ("ARG", "PER", "010", date(2020, 1, 1))])
    assert table.events.edges().rows() == [
        ("ARG", "PER", 1, 0.0, 0.0),
        ("PER", "CHL", 2, pytest.approx(-1.05), pytest.approx(-2.1)),
    ]
    assert len(table.events.edges(min_events=2)) == 1
    assert table.events.edges(directed=False)["source"].to_list() == ["ARG", "CHL"]


def test_networkx():
    pytest.importorskip("networkx")
    table = events([("PER", "CHL", "042", date(2020, 1, 1)), ("CHL", "ARG", "161", date(2021, 1, 1))])
    graph = table.events.to_networkx()
    assert graph.is_directed()
    assert graph["PER"]["CHL"] == {"events": 1, "mean": 1.9, "sum": 1.9}
    assert not table.events.to_networkx(directed=False).is_directed()


def test_igraph():
    pytest.importorskip("igraph")
    table = events([("PER", "CHL", "042", date(2020, 1, 1)), ("CHL", "ARG", "161", date(2021, 1, 1))])
    graph = table.events.to_igraph()
    assert graph.vs["name"] == ["CHL", "ARG", "PER"]
    assert graph.es["events"] == [1, 1]
    assert not table.events.to_igraph(directed=False).is_directed()


def test_plots():
    pytest.importorskip("altair")
    table = events([("PER", "CHL", "042", date(2020, 1, 1)), ("CHL", "ARG", "161", date(2021, 1, 1))])
    chart = table.events.plot_counts(title="Events").to_dict()
    months = {row["period"] for row in chart["data"]["values"]}
    assert len(months) == 13
    assert {row["kind"] for row in chart["data"]["values"]} == {"verbal cooperation", "material conflict"}
    network = table.events.plot_network().to_dict()
    assert len(network["layer"]) == 3

"""Tellings into episodes, and which episode answers which."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from diplocode.tables.episodes import answers, episodes, tellings

DAY = date(2020, 3, 1)


def events(*rows: dict) -> pl.DataFrame:
    base = {"source": "PER", "target": "CHL", "act": "expulsion", "count": None, "modality": "actual"}
    base |= {"event_date_precision": "day", "sentence": 1, "event_start": 0}
    filled = []
    for number, row in enumerate(rows):
        day = DAY + timedelta(row.pop("day", 0))
        told = DAY + timedelta(row.pop("told", (day - DAY).days))
        filled.append(
            base | {"event_id": f"e{number}", "doc_id": f"d{number}", "date": told, "event_date": day} | row
        )
    return pl.DataFrame(filled, schema_overrides={"count": pl.Int32})


def test_close_tellings_are_one_episode_and_distant_ones_two():
    found = episodes(events({"count": 3}, {"day": 5}, {"day": 90}))
    assert found["tellings"].to_list() == [2, 1]
    assert found["persons"].to_list() == [3, None]
    assert found["items"].to_list() == ["d0;d1", "d2"]
    assert found["first_date"].to_list() == [DAY, DAY + timedelta(90)]
    assert found["episode_id"][0] == "PER-CHL-expulsion-2020-03-01"


def test_the_number_that_most_tellings_say_counts():
    found = episodes(events({"count": 4}, {"count": 5}, {"count": 5}, {"count": 90_000}))
    assert found["persons"].to_list() == [5]


def test_a_number_that_several_sides_share_is_that_of_none():
    together = {"doc_id": "d", "count": 90}
    found = episodes(events(together, together | {"source": "ARG"}, {"count": 4, "day": 2}))
    assert dict(found.select("source", "persons").rows()) == {"ARG": None, "PER": 4}
    each = episodes(events(together, together | {"source": "CHL", "target": "PER"}))
    assert each["persons"].to_list() == [90, 90]
    one = {"doc_id": "d", "count": 1}
    assert episodes(events(one, one | {"source": "ARG"}))["persons"].to_list() == [1, 1]


def test_persons_are_counted_for_expulsions_alone():
    assert episodes(events({"count": 4, "act": "recall"}))["persons"].to_list() == [None]


def test_only_states_and_organisations_that_act_are_episodes():
    kept = tellings(
        events(
            {"source": "PERGOV"},
            {"source": "IGOWSTNAT"},
            {"source": "PERBUS"},  # a firm
            {"target": "CHLREB"},
            {"source": "CHL"},  # nobody expels himself
            {"source": "IGOWSTNAT", "target": "IGOUNO"},
            {"modality": "threatened"},
            {"act": None},
            {"event_date_precision": "year"},
        )
    )
    assert kept["event_id"].to_list() == ["e0", "e1"]
    assert kept["source"].to_list() == ["PER", "IGOWSTNAT"]
    claimed = tellings(events({"target": "CHLREB", "act": "recognition"}, {"target": "CHLGOVLAB"}))
    assert claimed["target"].to_list() == ["CHL", "CHL"]


def test_a_day_after_the_report_is_not_that_of_the_act():
    assert tellings(events({"day": 100, "told": 2}))["day"].to_list() == [DAY + timedelta(2)]


def test_a_month_shortly_before_the_report_is_not_that_of_the_act():
    recent = {"day": -20, "told": 5, "event_date_precision": "month"}
    old = {"day": -400, "told": 5, "event_date_precision": "month"}
    days = tellings(events(recent, old))["day"].to_list()
    assert days == [DAY + timedelta(5)]


def test_answers_come_from_the_other_side_within_sixty_days():
    back = {"source": "CHL", "target": "PER"}
    found = answers(
        episodes(
            events(
                {},
                {"day": 10} | back,
                {"day": 60, "act": "recall"} | back,
                {"day": 61, "act": "closure"} | back,
                {"day": 10, "act": "restoration"} | back,
                {"day": 0, "act": "summons"} | back,
            )
        )
    )
    after = found.filter(pl.col("answers") == "PER-CHL-expulsion-2020-03-01")
    assert after.select("episode_id", "days", "same_act").rows() == [
        ("CHL-PER-expulsion-2020-03-11", 10, True),
        ("CHL-PER-recall-2020-04-30", 60, False),
    ]


SIDES = st.sampled_from(["PER", "CHL", "ARGGOV", "IGOWSTNAT"])
ROWS = st.fixed_dictionaries(
    {
        "source": SIDES,
        "target": SIDES,
        "day": st.integers(0, 400),
        "act": st.sampled_from(["expulsion", "recall", "recognition"]),
        "count": st.none() | st.integers(1, 30),
    }
)


@settings(deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=25))
def test_every_telling_is_in_one_episode_and_episodes_lie_apart(rows):
    table = events(*rows)
    found = episodes(table)
    told = [event for ids in found["event_ids"] for event in ids.split(";")]
    assert sorted(told) == sorted(tellings(table)["event_id"])
    assert found["tellings"].sum() == len(told)
    assert found["episode_id"].is_unique().all()
    previous: dict[tuple, date] = {}
    for row in found.sort("first_date").iter_rows(named=True):
        key = (row["source"], row["target"], row["act"])
        if key in previous:
            assert (row["first_date"] - previous[key]).days > 21
        previous[key] = row["last_date"]


@settings(deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=25), st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(rows, chance):
    table = events(*rows)
    shuffled = table.sample(fraction=1, shuffle=True, seed=chance.randrange(10**6))
    assert episodes(table).equals(episodes(shuffled))

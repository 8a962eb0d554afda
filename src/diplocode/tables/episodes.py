"""Coded events into episodes: one row per rupture or mending between two sides, however often it was told.

    events with an act -tellings-> those between states and organisations -episodes-> one row each
    episodes -answers-> which was an answer to which

News tells one expulsion many times: on the day, in the background of the next report, when it is
answered. Tellings of the same act by the same source towards the same target that lie
close in time make one episode; an act dated by the text itself counts on that day.

    >>> import polars as pl
    >>> row = {"event_id": "a", "doc_id": "1", "date": "2021-10-06", "act": "expulsion", "count": 8}
    >>> row |= {"source": "IGOWSTNAT", "target": "RUSGOV", "modality": "actual"}
    >>> row |= {"sentence": 1, "event_start": 0}
    >>> later = row | {"event_id": "b", "doc_id": "2", "date": "2021-10-18", "count": None}
    >>> events = pl.DataFrame([row, later]).with_columns(pl.col("date").str.to_date())
    >>> found = episodes(events.with_columns(event_date="date", event_date_precision=pl.lit("day")))
    >>> found.select("source", "target", "act", "persons", "tellings").row(0)
    ('IGOWSTNAT', 'RUS', 'expulsion', 8, 2)
"""

from __future__ import annotations

import polars as pl

from diplocode import cameo
from diplocode.tables.acts import RUPTURES

__all__ = ["ANSWER_DAYS", "GAP_DAYS", "answers", "episodes", "tellings"]

GAP_DAYS = 21
"""Tellings that lie further apart than this make two episodes."""

ANSWER_DAYS = 60
"""A rupture within this many days after one by the other side counts as an answer to it."""

# Who speaks for a state or is sent by it: government, diplomats, staff, spies; no firm and no party of it.
_SPEAKS = r"^(?:GOV|DIP|SPY|ELI|MIL|LAB)*$"
# Who else can be recognised: those who want to be the state's government.
_CLAIMS = r"^(?:GOV|OPP|REB|ELI|MIL)*$"
_ACTS_OF_PERSONS = ("expulsion",)
# What one side does at a date and the other can answer.
_ANSWERED_BY = tuple(act for act in RUPTURES if act != "derecognition")
_RECENT_DAYS = 62
# A word that stands for many persons ("1,240 people") is no count of diplomats.
_MOST_PERSONS = 800


def _side(actor: str) -> pl.Expr:
    """The state that an actor code stands for, or the organisation; null for everybody else."""
    code = pl.col(actor).cast(pl.String)
    state, role = code.str.slice(0, 3), code.str.slice(3)
    states = sorted(cameo.COUNTRIES | cameo.FORMER_COUNTRIES)
    claims = (pl.col("act") == "recognition") & role.str.contains(_CLAIMS)
    return (
        pl.when(state.is_in(states) & (role.str.contains(_SPEAKS) | claims))
        .then(state)
        .when(code.str.starts_with("IGO") & (code != "IGO"))
        .then(code)
    )


def tellings(events: pl.DataFrame) -> pl.DataFrame:
    """The events that tell a diplomatic act between two states, or a state and an organisation.

    Takes the columns of the event table and `act`; gives them with `source` and `target` as the
    state or organisation, and `day`, the day of the act. Left out: what is only threatened,
    asked for or denied, and what the text dates no closer than a year, or a month that is
    more than two months back.
    """
    # What is reported as done was done by the day of the report: a later date is of something else.
    # A month shortly before tells no day, and in most reports is that of what the act answers.
    recent = (pl.col("date") - pl.col("event_date")).dt.total_days() <= _RECENT_DAYS
    month = pl.col("event_date_precision").cast(pl.String) == "month"
    day = pl.when(~month).then(pl.min_horizontal("event_date", "date")).when(recent).then("date")
    acts = events.filter(pl.col("act").is_not_null()).with_columns(pl.col("act").cast(pl.String))
    sided = acts.with_columns(source=_side("source"), target=_side("target"), day=day)
    organisations = pl.col("source").str.len_chars() + pl.col("target").str.len_chars() > 6
    both = pl.col("source").str.starts_with("IGO") & pl.col("target").str.starts_with("IGO")
    return sided.filter(
        pl.col("source").is_not_null(),
        pl.col("target").is_not_null(),
        pl.col("source") != pl.col("target"),
        ~(organisations & both),
        pl.col("modality").cast(pl.String) == "actual",
        pl.col("event_date_precision").cast(pl.String) != "year",
        pl.col("day").is_not_null(),
    )


def episodes(events: pl.DataFrame, gap_days: int = GAP_DAYS) -> pl.DataFrame:
    """The episodes in a table of events with the column `act`; one row each, by first day and sides.

    Columns: episode_id, source, target, act, first_date, last_date, persons (expelled; what most
    tellings say, then the first), tellings, items and event_ids (joined by semicolons).
    """
    told = tellings(events).sort("source", "target", "act", "day", "date", "doc_id", "event_id")
    key = ["source", "target", "act"]
    apart = (pl.col("day").diff().over(key).dt.total_days() > gap_days).fill_null(False)
    number = told.with_columns(episode=apart.cast(pl.Int32).cum_sum().over(key))
    counts = _persons(number, [*key, "episode"])
    found = number.group_by(*key, "episode", maintain_order=True).agg(
        first_date=pl.col("day").min(),
        last_date=pl.col("day").max(),
        tellings=pl.len().cast(pl.Int32),
        items=pl.col("doc_id").unique(maintain_order=True).str.join(";"),
        event_ids=pl.col("event_id").str.join(";"),
    )
    named = found.join(counts, on=[*key, "episode"], how="left").with_columns(
        episode_id=pl.concat_str(
            "source", "target", "act", pl.col("first_date").dt.to_string(), separator="-"
        )
    )
    columns = ["episode_id", *key, "first_date", "last_date", "persons", "tellings", "items", "event_ids"]
    return named.select(columns).sort("first_date", *key)


def _persons(told: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """How many persons an episode's tellings speak of: the number told most often, then first.

    A number that several sides share ("eight states expelled over 100 diplomats") is that of none; but
    one person, and the number of two sides that did the same to each other, is that of each.
    """
    sides = pl.concat_list("source", "target").list.sort().list.join("-")
    shared = sides.n_unique().over("doc_id", "sentence", "count", "event_start") > 1
    counted = told.filter(
        pl.col("act").is_in(_ACTS_OF_PERSONS),
        pl.col("count").is_between(1, _MOST_PERSONS),
        ~shared | (pl.col("count") == 1),
    )
    return (
        counted.with_row_index("order")
        .group_by(*key, "count")
        .agg(times=pl.len(), order=pl.col("order").min())
        .sort(*key, "times", "order", descending=[*(False for _ in key), True, False])
        .group_by(key, maintain_order=True)
        .agg(persons=pl.col("count").first().cast(pl.Int32))
    )


def answers(found: pl.DataFrame, within: int = ANSWER_DAYS) -> pl.DataFrame:
    """Which ruptures came within `within` days after one that the other side had begun.

    Columns: episode_id, answers (the id of the earlier episode), days between their first days,
    same_act. Two that begin on one day give no link: which was first is not told. An expulsion that
    answers several acts has a row for each.
    """
    acts = found.filter(pl.col("act").is_in(_ANSWERED_BY)).select(
        "episode_id", "source", "target", pl.col("act").cast(pl.String), "first_date"
    )
    pairs = acts.join(acts, left_on=["source", "target"], right_on=["target", "source"], suffix="_before")
    days = (pl.col("first_date") - pl.col("first_date_before")).dt.total_days().cast(pl.Int32)
    return (
        pairs.with_columns(days=days, same_act=pl.col("act") == pl.col("act_before"))
        .filter(pl.col("days").is_between(1, within))
        .select("episode_id", pl.col("episode_id_before").alias("answers"), "days", "same_act")
        .sort("episode_id", "days", "answers")
    )

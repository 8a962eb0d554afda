#!/usr/bin/env python3
"""Builds diplomatic_ruptures: ruptures and mendings between states as episodes, from coded events and facts.

    python datasets/diplomatic_ruptures/build.py [--events EVENTS] [--facts FACTS] [--out DIR]

EVENTS is the table of current_events (the bundled one by default), FACTS the hand-checked facts beside
this script. An episode that a fact tells as well becomes one row, which is marked as checked and
keeps its items; facts that no item tells and episodes that no fact confirms stand alone.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import polars as pl

from diplocode.tables.acts import ACTS
from diplocode.tables.datapackage import Dataset, Licence, Source, Table, write_dataset
from diplocode.tables.episodes import ANSWER_DAYS, answers, episodes
from diplocode.tables.schema import Column

HERE = Path(__file__).parent
EVENTS = HERE.parent / "current_events" / "events.parquet"

MATCH_DAYS = 14
"""A fact and an episode of the same act and sides whose days lie no further apart are one."""

EPISODES_TABLE = Table(
    "episodes",
    "Ruptures and mendings",
    "One row per act of one side towards another, however often it was told.",
    (
        Column("episode_id", pl.String(), "source, target, act and first day", True),
        Column("source", pl.Categorical(), "who acts: ISO 3166-1 alpha-3, or code of an organisation", True),
        Column("target", pl.Categorical(), "towards whom", True),
        Column("act", pl.Enum(ACTS), "what is done", True),
        Column("first_date", pl.Date(), "the day, or the first that it can have been", True),
        Column("last_date", pl.Date(), "the last day that tellings or the fact give", True),
        Column("told_date", pl.Date(), "the first day that the tellings give; null where there are none"),
        Column(
            "persons", pl.Int32(), "number of persons expelled; null where nobody tells, and for other acts"
        ),
        Column("evidence", pl.Enum(["machine", "checked"]), "coded from news, or checked by hand", True),
        Column("persons_coded", pl.Int32(), "the number that the machine read in the items, if any"),
        Column(
            "tellings", pl.Int32(), "number of coded events that tell it; 0 where only the fact does", True
        ),
        Column("items", pl.String(), "ids of the items that tell it, joined by semicolons"),
        Column("event_ids", pl.String(), "ids of those events in current_events, joined by semicolons"),
        Column("page", pl.String(), "address of the page that a checked fact comes from"),
        Column("note", pl.String(), "what else the fact says"),
    ),
    key=("episode_id",),
    sort=("first_date", "source", "target", "act"),
)
ANSWERS_TABLE = Table(
    "answers",
    "What was answered by what",
    f"Ruptures that began within {ANSWER_DAYS} days after one by the other side; one row for each such pair.",
    (
        Column("episode_id", pl.String(), "the later episode", True),
        Column("answers", pl.String(), "the earlier episode, by the other side", True),
        Column("days", pl.Int32(), f"days between their first days, 1 to {ANSWER_DAYS}", True),
        Column("same_act", pl.Boolean(), "whether both are the same act", True),
    ),
    key=("episode_id", "answers"),
    sort=("episode_id", "answers"),
    references=(("episode_id", "episodes", "episode_id"), ("answers", "episodes", "episode_id")),
)
DATASET = Dataset(
    name="diplomatic_ruptures",
    title="Diplomatic ruptures and mendings between states, 1990-2026",
    description=(
        "Expulsions of diplomats, recalls, closures of missions, relations severed, suspended and downgraded,"
        " recognition withdrawn, ambassadors summoned, sanctions; relations restored, missions reopened,"
        " ambassadors returned, recognition and relations begun. Episodes are put together by machine from"
        " the coded events of current_events (from July 2002, without 2012, 2017 and 2023) and merged with"
        " facts that were checked by hand; each row says which it is. The facts are a sample (the expulsions"
        " of 2018 and 2022, Qatar in 2017, what the United States did since 1990), not a census."
    ),
    version="1.0.0",
    released="2026-11-28",
    licence=Licence(
        "CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"
    ),
    sources=(
        Source(
            "Portal:Current events, English Wikipedia (CC BY-SA 4.0, Wikipedia contributors)",
            "https://en.wikipedia.org/wiki/Portal:Current_events",
        ),
        Source(
            "A Guide to the United States' History of Recognition, Diplomatic, and Consular Relations, by"
            " Country, since 1776 (Office of the Historian, public domain)",
            "https://history.state.gov/countries",
        ),
        Source("Facts on expulsions: the page that each comes from stands in the column page"),
    ),
    citation=(
        "diplocode contributors (2026). Diplomatic ruptures and mendings between states, 1990-2026 "
        "(diplomatic_ruptures, version 1.0.0). Coded with diplocode."
    ),
    keywords=("diplomacy", "expulsions", "diplomatic relations", "recognition", "sanctions", "event data"),
    tables=(EPISODES_TABLE, ANSWERS_TABLE),
)


def read_facts(path: Path) -> pl.DataFrame:
    """The checked facts, one row per direction: what is mutual counts for both sides."""
    facts = pl.read_csv(path, infer_schema=False).with_columns(
        pl.col("first_date", "last_date").str.to_date(), pl.col("persons").cast(pl.Int32)
    )
    back = facts.filter(pl.col("mutual") == "yes").rename({"source": "target", "target": "source"})
    both = pl.concat([facts, back.select(facts.columns)]).with_columns(
        fact=pl.concat_str("source", "target", "act", pl.col("first_date").dt.to_string(), separator="-")
    )
    return both.drop("mutual")


def merge(found: pl.DataFrame, facts: pl.DataFrame, days: int = MATCH_DAYS) -> pl.DataFrame:
    """Episodes and facts in one table. A fact takes the nearest episode of its act and sides with it."""
    apart = pl.max_horizontal(
        (pl.col("first_date") - pl.col("last_date_fact")).dt.total_days(),
        (pl.col("first_date_fact") - pl.col("last_date")).dt.total_days(),
        0,
    )
    pairs = (
        facts.join(found, on=["source", "target", "act"], suffix="_found")
        .rename({"first_date": "first_date_fact", "last_date": "last_date_fact"})
        .rename({"first_date_found": "first_date", "last_date_found": "last_date"})
        .with_columns(apart=apart)
        .filter(pl.col("apart") <= days)
        .sort("apart", "fact", "episode_id")
        .unique("fact", keep="first", maintain_order=True)
        .unique("episode_id", keep="first", maintain_order=True)
        .select("fact", "episode_id")
    )
    known = found.rename({"persons": "persons_coded", "first_date": "told_date"}).select(
        "episode_id", "persons_coded", "told_date", "tellings", "items", "event_ids"
    )
    checked = (
        facts.join(pairs, on="fact", how="left")
        .join(known, on="episode_id", how="left")
        .with_columns(pl.col("fact").alias("episode_id"), evidence=pl.lit("checked"))
        .with_columns(pl.col("tellings").fill_null(0))
    )
    machine = found.join(pairs, on="episode_id", how="anti").with_columns(
        evidence=pl.lit("machine"), persons_coded="persons", told_date="first_date"
    )
    return pl.concat([machine, checked.drop("fact")], how="diagonal_relaxed")


def tables(events: pl.DataFrame, facts: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The tables of the dataset."""
    merged = merge(episodes(events), facts)
    return {"episodes": merged, "answers": answers(merged)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=Path, default=EVENTS, help="the table events of current_events")
    parser.add_argument("--facts", type=Path, default=HERE / "facts.csv")
    parser.add_argument("--out", type=Path, default=HERE, help="folder of the dataset")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    found = tables(pl.read_parquet(args.events), read_facts(args.facts))
    write_dataset(args.out, DATASET, found)
    counts = found["episodes"].group_by("evidence").len().sort("evidence").rows()
    print(f"{dict(counts)} episodes, {len(found['answers']):,} answers in {args.out}")


if __name__ == "__main__":
    main()

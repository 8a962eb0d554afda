#!/usr/bin/env python3
"""Builds diplomatic_ruptures: ruptures and mendings between states as episodes, from coded events and facts.

    python datasets/diplomatic_ruptures/build.py [--events FOLDER] [--facts CSV] [--reviews CSV] [--out DIR]

FOLDER has the tables of current_events (the bundled ones by default). The facts were checked by hand; the
reviews are what readers of the items found of the machine's episodes: those found wrong are left out, the
others are marked as confirmed. Events count from a confidence of 0.6 on. An episode that a fact tells as
well becomes one row, which is marked as checked and keeps its items; facts that no item tells and
episodes that no fact confirms stand alone.
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
EVENTS = HERE.parent / "current_events"

LIKELY = 0.6
"""From which confidence on an event can tell an episode; one that was not weighed can as well."""

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
        Column(
            "confirmed",
            pl.Boolean(),
            "whether somebody read the items of a machine's episode and found it there; null for facts",
        ),
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
        " facts that were checked by hand; each row says which it is. The machine's episodes were read"
        " against their items: those found wrong are left out, the column confirmed marks the others. The"
        " facts are a sample (the expulsions of 2018 and 2022, Qatar in 2017, what the United States did"
        " since 1990), not a census."
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


def read_reviews(path: Path) -> pl.DataFrame:
    """What readers found of episodes: `verdict` confirmed or wrong, `persons` a number that was misread."""
    reviews = pl.read_csv(path, infer_schema=False).with_columns(pl.col("persons").cast(pl.Int32))
    odd = reviews.filter(~pl.col("verdict").is_in(["confirmed", "wrong"]))
    if len(odd):
        raise ValueError(f"{path}: the verdict of {odd['episode_id'][0]} is neither confirmed nor wrong")
    return reviews.unique("episode_id", keep="last", maintain_order=True)


def reviewed(found: pl.DataFrame, reviews: pl.DataFrame) -> pl.DataFrame:
    """The machine's episodes without those that readers found wrong."""
    read = reviews.select("episode_id", "verdict", number="persons")
    return (
        found.join(read, on="episode_id", how="left")
        .filter(pl.col("verdict").is_null() | (pl.col("verdict") == "confirmed"))
        .with_columns(
            confirmed=pl.col("verdict").is_not_null(), persons=pl.coalesce("number", "persons").cast(pl.Int32)
        )
        .drop("verdict", "number")
    )


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


def read_events(folder: Path) -> pl.DataFrame:
    """The events that can tell episodes, of both tables of current_events."""
    both = [pl.read_parquet(folder / f"{name}.parquet") for name in ("events", "doubtful")]
    return pl.concat(both, how="vertical_relaxed").filter(pl.col("confidence").fill_null(1) >= LIKELY)


def tables(events: pl.DataFrame, facts: pl.DataFrame, reviews: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The tables of the dataset."""
    merged = merge(reviewed(episodes(events), reviews), facts)
    return {"episodes": merged, "answers": answers(merged)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=Path, default=EVENTS, help="folder of current_events")
    parser.add_argument("--facts", type=Path, default=HERE / "facts.csv")
    parser.add_argument("--reviews", type=Path, default=HERE / "reviews.csv")
    parser.add_argument("--out", type=Path, default=HERE, help="folder of the dataset")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    found = tables(read_events(args.events), read_facts(args.facts), read_reviews(args.reviews))
    write_dataset(args.out, DATASET, found)
    counts = found["episodes"].group_by("evidence").len().sort("evidence").rows()
    print(f"{dict(counts)} episodes, {len(found['answers']):,} answers in {args.out}")


if __name__ == "__main__":
    main()

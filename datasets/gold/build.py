#!/usr/bin/env python3
"""Builds the dataset gold: the tables of gold.jsonl, in which the sentences are written and coded by hand.

    python datasets/gold/build.py [--out DIR]

`gold.jsonl` is the source; its fields and how it was made are told in docs/gold.md.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl

from diplocode import cameo
from diplocode.tables.datapackage import Dataset, Licence, Source, Table, write_dataset
from diplocode.tables.schema import Column

HERE = Path(__file__).parent
CATEGORIES = ("core", "politics", "none", "hard")
MODALITIES = ("actual", "intended", "threatened", "requested", "demanded", "refused")
PRECISIONS = {4: "year", 7: "month", 10: "day"}
"""Length of an ISO 8601 date, year and month, or year: how precise it is."""

SENTENCES_TABLE = Table(
    "sentences",
    "Sentences",
    "The sentences, written for the project; some are two, the first of which gives the second its context.",
    (
        Column("id", pl.String(), "G000 to G399", True),
        Column("category", pl.Enum(CATEGORIES), "what it is to test", True),
        Column("half", pl.Enum(["even", "odd"]), "even: may be tuned on; odd: only to be measured", True),
        Column("date", pl.Date(), "date of the report", True),
        Column("text", pl.String(), "the sentence", True),
        Column("events", pl.Int32(), "number of events that must be coded", True),
        Column("note", pl.String(), "the coding rule behind a choice that could have gone otherwise"),
    ),
    key=("id",),
    sort=("id",),
)
EVENTS_TABLE = Table(
    "events",
    "Events",
    "What is to be coded in them, and readings that neither count nor harm; in the order of their text.",
    (
        Column("id", pl.String(), "the sentence", True),
        Column("number", pl.Int32(), "number of the event in the sentence, from 1", True),
        Column("status", pl.Enum(["required", "optional"]), "must be coded, or may be", True),
        Column("source", pl.Categorical(), "who acts", True),
        Column("target", pl.Categorical(), "on whom", True),
        Column("code", pl.Enum(cameo.codes()), "CAMEO code", True),
        Column("also", pl.String(), "further codes that are as right, joined by semicolons"),
        Column("modality", pl.Enum(MODALITIES), "how the act is told; null for optional ones"),
        Column("count", pl.Int32(), "a number of persons that the event names"),
        Column("event_date", pl.Date(), "when it happened, if the text tells another day than the report's"),
        Column("event_date_precision", pl.Enum(["day", "month", "year"]), "how precise that date is"),
        Column("main_clause", pl.Boolean(), "whether the main clause tells it; null for optional ones"),
    ),
    key=("id", "number"),
    sort=("id", "number"),
    references=(("id", "sentences", "id"),),
)

DATASET = Dataset(
    name="gold",
    title="Gold standard of political events in 400 news sentences, coded by hand in CAMEO",
    description=(
        "400 sentences in the style of short dated news items, written for the project: 150 of the"
        " diplomatic core, 100 of ordinary politics and conflict, 50 without an event, 100 of hard"
        " constructions. Coded by hand before any coder saw them, and coded a second time. They are a"
        " source of language, not of facts."
    ),
    version="1.0.0",
    released="2026-11-28",
    licence=Licence(
        "CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"
    ),
    sources=(Source("Written and coded for diplocode; see docs/gold.md"),),
    citation=(
        "diplocode contributors (2026). Gold standard of political events in 400 news sentences "
        "(gold, version 1.0.0)."
    ),
    keywords=("event data", "CAMEO", "gold standard", "annotation", "diplomacy", "news"),
    tables=(SENTENCES_TABLE, EVENTS_TABLE),
)


def read_records(lines: Iterable[str]) -> list[dict[str, Any]]:
    """The records of gold.jsonl."""
    return [json.loads(line) for line in lines if line.strip()]


def full_date(text: str | None) -> str | None:
    """The first day that an ISO date, month or year can mean.

    >>> full_date("2015-06"), full_date("2014"), full_date(None)
    ('2015-06-01', '2014-01-01', None)
    """
    return None if text is None else text + "-01-01"[len(text) - 4 :]


def tables(records: Iterable[dict[str, Any]]) -> dict[str, pl.DataFrame]:
    """The tables of the dataset."""
    sentences, events = [], []
    for record in records:
        number = int(record["id"][1:])
        sentences.append(
            {key: record.get(key) for key in ("id", "category", "date", "text", "note")}
            | {"half": "odd" if number % 2 else "even", "events": len(record["events"])}
        )
        rows: list[dict[str, Any]] = [
            {
                "status": "required",
                "source": event["source"],
                "target": event["target"],
                "code": event["code"],
                "also": ";".join(event.get("also", ())) or None,
                "modality": event["modality"],
                "count": event.get("count"),
                "event_date": full_date(event.get("event_date")),
                "event_date_precision": PRECISIONS.get(len(event.get("event_date", ""))),
                "main_clause": event["core"],
            }
            for event in record["events"]
        ]
        rows += [
            {"status": "optional", "source": source, "target": target, "code": code}
            for source, target, code in record["optional"]
        ]
        events += [{"id": record["id"], "number": n, **row} for n, row in enumerate(rows, 1)]
    text = pl.String
    frame = pl.DataFrame(
        events,
        schema_overrides={"count": pl.Int32, "event_date": text, "also": text},
        infer_schema_length=None,
    )
    return {
        "sentences": pl.DataFrame(sentences).with_columns(pl.col("date").str.to_date()),
        "events": frame.with_columns(pl.col("event_date").str.to_date()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=HERE, help="folder of the dataset")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with (HERE / "gold.jsonl").open(encoding="utf-8") as lines:
        frames = tables(read_records(lines))
    write_dataset(args.out, DATASET, frames)
    print(f"{len(frames['sentences'])} sentences, {len(frames['events'])} events in {args.out}")


if __name__ == "__main__":
    main()

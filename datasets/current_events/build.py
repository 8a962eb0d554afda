#!/usr/bin/env python3
"""Builds current_events: every item of a corpus of dated news items coded with the bundled dictionaries.

    python datasets/current_events/build.py CORPUS [--work DIR] [--workers 2] [--out DIR] [--compare N]

CORPUS is JSON lines with id, date, text and page (the page of Portal:Current events that the item
stands on). Coding goes on where it was cut off: run the same command again. What is published
holds no sentence: items are told by id, date, page and the place of the event in the text.
`--coded` takes the tables of an earlier run of `diplocode code` in place of coding. `--compare N` builds
nothing: it codes N random items anew and says which of the published events differ, with exit status 1.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("OMP_NUM_THREADS", "1")

import polars as pl
from attrs import evolve
from tqdm import tqdm

from diplocode import cameo
from diplocode.tables.acts import ACTS, act_of
from diplocode.tables.chunks import Settings
from diplocode.tables.datapackage import Dataset, Licence, Source, Table, write_dataset
from diplocode.tables.files import code_files
from diplocode.tables.schema import EVENTS, LIST_SEPARATOR, Column

HERE = Path(__file__).parent

STATUSES = (
    "coded",
    "no_target",
    "no_source",
    "no_event",
    "no_verb",
    "no_actor",
    "discarded",
    "unparsed",
    "failed",
    "invalid",
)
"""What becomes of a sentence, most found first; an item has the first that one of its sentences has."""

_COUNTRY = pl.Enum(sorted(cameo.COUNTRIES | cameo.FORMER_COUNTRIES))
_TYPES = {
    "source": pl.Categorical(),
    "target": pl.Categorical(),
    "source_country": _COUNTRY,
    "target_country": _COUNTRY,
    "code": pl.Enum(cameo.codes()),
    "root": pl.Enum([f"{number:02d}" for number in range(1, 21)]),
    "modality": pl.Categorical(),
    "rule": pl.Categorical(),
    "actor_rules": pl.String(),
    "engine": pl.Categorical(),
    "lexicon_version": pl.Categorical(),
    "diplocode_version": pl.Categorical(),
}
# Words of the source's sentences, which are not published.
_TEXTS = ("source_text", "target_text", "event_text")
# Events come from items that are dated, and both sides are known.
_NEVER_NULL = {"date", "event_date", "source", "target", "quad_class", "goldstein"}


def _event_columns() -> tuple[Column, ...]:
    columns = []
    for column in EVENTS:
        if column.name in _TEXTS:
            continue
        column = evolve(column, dtype=_TYPES.get(column.name, column.dtype))
        if column.name in _NEVER_NULL:
            column = evolve(column, required=True)
        if column.name == "doc_id":
            column = evolve(column, description="the item's id; see the table items")
        if column.name == "actor_rules":
            column = evolve(column, description=f"{column.description}, joined by a semicolon")
        columns.append(column)
        if column.name == "plover":
            description = "which diplomatic act it is (expulsion, recall ...); null for other events"
            columns.append(Column("act", pl.Enum(ACTS), description))
    return tuple(columns)


SURE = 0.75
"""From which confidence on an event is one of the table events; the others are doubtful."""
DOUBTFUL = 0.25
"""From which confidence on an event is published at all: lower than the coder's own default."""

EVENTS_TABLE = Table(
    "events",
    "Coded events",
    f"One row per telling of an event whose confidence is {SURE} or more: who did what to whom, when; in the"
    " order of items and of their text.",
    _event_columns(),
    key=("event_id",),
    sort=("date", "doc_id", "sentence", "event_start", "event_id"),
    references=(("doc_id", "items", "doc_id"),),
)
DOUBTFUL_TABLE = Table(
    "doubtful",
    "Doubtful events",
    f"The other events, from a confidence of {DOUBTFUL} on, and those that were not weighed: more is found"
    " in both tables together, and more of it is wrong.",
    EVENTS_TABLE.columns,
    key=EVENTS_TABLE.key,
    sort=EVENTS_TABLE.sort,
    references=EVENTS_TABLE.references,
)
ITEMS_TABLE = Table(
    "items",
    "News items",
    "All items, with what became of them, so that silence can be counted too.",
    (
        Column("doc_id", pl.String(), "the item's id: CE, date, number on the page", True),
        Column("date", pl.Date(), "the day that the item stands under", True),
        Column("page", pl.String(), "title of the page on English Wikipedia that the item stands on", True),
        Column("status", pl.Enum(STATUSES), "what became of it: the best status of its sentences", True),
        Column("sentences", pl.Int32(), "number of sentences", True),
        Column("events", pl.Int32(), "number of rows in the table events", True),
        Column("doubtful", pl.Int32(), "number of rows in the table doubtful", True),
    ),
    key=("doc_id",),
    sort=("date", "doc_id"),
)
SENTENCES_TABLE = Table(
    "sentences",
    "Sentences",
    "Where the sentences of all items lie, and what became of each.",
    (
        Column("doc_id", pl.String(), "the item's id", True),
        Column("sentence", pl.Int32(), "number of the sentence in the item, from 1; 0 for the item", True),
        Column("status", pl.Enum(STATUSES), "what became of it", True),
        Column("start", pl.Int32(), "first character of the sentence in the item's text"),
        Column("end", pl.Int32(), "one past its last character"),
    ),
    key=("doc_id", "sentence"),
    sort=("doc_id", "sentence"),
    references=(("doc_id", "items", "doc_id"),),
)

DATASET = Dataset(
    name="current_events",
    title="Political events in Wikipedia's daily news items, 2002-2026",
    description=(
        "Who did what to whom, when, in the short news items of Wikipedia's Portal:Current events, coded by"
        " diplocode (with --careful) in the CAMEO ontology. The corpus has no items of 2012, 2017 and 2023,"
        " and begins in July 2002. Each event has a confidence; those below 0.75 are in a table of their own."
        " The data hold codes, dates and places in the text, no sentences; each item names the page it stands"
        " on."
    ),
    version="1.0.0",
    released="2026-11-29",
    licence=Licence(
        "CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"
    ),
    sources=(
        Source(
            "Portal:Current events, English Wikipedia (CC BY-SA 4.0, Wikipedia contributors)",
            "https://en.wikipedia.org/wiki/Portal:Current_events",
        ),
    ),
    citation=(
        "diplocode contributors (2026). Political events in Wikipedia's daily news items, 2002-2026 "
        "(current_events, version 1.0.0). Coded with diplocode."
    ),
    keywords=("event data", "CAMEO", "international relations", "diplomacy", "dyads", "news"),
    tables=(EVENTS_TABLE, DOUBTFUL_TABLE, ITEMS_TABLE, SENTENCES_TABLE),
)


def code(corpus: Path, work: Path, workers: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The events and diagnostics of the corpus; a run that was cut off goes on where it stopped."""
    events, diagnostics = work / "coded.parquet", work / "diagnostics.parquet"
    with tqdm(unit=" items", file=sys.stderr, dynamic_ncols=True) as bar:
        summary = code_files(
            [corpus],
            events,
            settings=Settings(confidence=DOUBTFUL, careful=True),
            workers=workers,
            diagnostics=diagnostics,
            resume=True,
            progress=bar.update,
        )
    print(summary.text(), file=sys.stderr)
    return pl.read_parquet(events), pl.read_parquet(diagnostics)


def read_items(lines: Iterable[str]) -> pl.DataFrame:
    """Id, date, page and text of the items, as the corpus gives them; the text is not published."""
    records = (json.loads(line) for line in lines if line.strip())
    names = ("id", "date", "page", "text")
    rows = [tuple(record[name] for name in names) for record in records]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("doc_id", *names[1:]), pl.String), orient="row")
    return frame.with_columns(pl.col("date").str.to_date())


_BEFORE = 160
"""Characters before an event that are looked at to tell its act."""


def with_acts(events: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """The events with the column act."""
    start = pl.col("event_start").fill_null(0)
    known = ["code", "event_text", "before"]
    placed = events.join(items.select("doc_id", "text"), on="doc_id", how="left").with_columns(
        before=pl.col("text").str.slice(
            pl.max_horizontal(start - _BEFORE, 0), pl.min_horizontal(start, _BEFORE)
        )
    )
    words = placed.select(known).unique()
    acts = words.with_columns(act=pl.Series([act_of(*row) for row in words.iter_rows()], dtype=pl.String))
    return placed.join(acts, on=known, how="left", nulls_equal=True).drop("text", "before")


def tables(events: pl.DataFrame, diagnostics: pl.DataFrame, items: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The tables of the dataset from what `diplocode code` gives, and the items that it was given.

    Raises ValueError if an item is missing from the diagnostics: none may go without a word.
    """
    published = with_acts(events, items).with_columns(pl.col("actor_rules").list.join(LIST_SEPARATOR))
    sentences = diagnostics.with_columns(pl.col("status").cast(pl.Enum(STATUSES)))
    found = sentences.group_by("doc_id").agg(
        status=pl.col("status").sort().first(), sentences=(pl.col("sentence") > 0).sum()
    )
    sure = pl.col("confidence").fill_null(0) >= SURE
    counted = published.group_by("doc_id").agg(events=sure.sum(), doubtful=(~sure).sum())
    items = items.join(found, on="doc_id", how="left").join(counted, on="doc_id", how="left")
    if items["status"].null_count():
        first = items.filter(pl.col("status").is_null())["doc_id"][0]
        raise ValueError(f"{items['status'].null_count()} items have no diagnosis, such as {first}")
    return {
        "events": published.filter(sure),
        "doubtful": published.filter(~sure),
        "items": items.with_columns(pl.col("events", "doubtful").fill_null(0)),
        "sentences": sentences,
    }


MADE_BY = ("lexicon_version", "diplocode_version")
"""Columns that tell what coded an event, not what was coded."""


def slice_of(corpus: Path, number: int, seed: int, path: Path) -> list[str]:
    """Writes so many random lines of the corpus to `path`; gives their items' ids."""
    with corpus.open(encoding="utf-8") as lines:
        found = [line for line in lines if line.strip()]
    chosen = random.Random(seed).sample(found, min(number, len(found)))
    path.write_text("".join(chosen), encoding="utf-8")
    return [json.loads(line)["id"] for line in chosen]


def differences(rebuilt: pl.DataFrame, published: pl.DataFrame, ids: Iterable[str]) -> list[str]:
    """The events of these items that only one of two tables has, a line each."""
    columns = [c.name for c in EVENTS_TABLE.columns if c.name not in MADE_BY]
    plain = [
        table.filter(pl.col("doc_id").is_in(list(ids))).select(
            pl.col(name).cast(pl.String) for name in columns
        )
        for table in (rebuilt, published)
    ]
    out = []
    for what, one, other in (("only rebuilt", *plain), ("only published", *reversed(plain))):
        for row in one.join(other, on=columns, how="anti", nulls_equal=True).iter_rows(named=True):
            out.append(f"{what}: {row['doc_id']} {row['source']} {row['code']} {row['target']}")
    return sorted(out)


def compare(corpus: Path, number: int, seed: int = 1) -> list[str]:
    """Codes a slice of the corpus anew; gives what differs from the published events."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "slice.jsonl"
        ids = slice_of(corpus, number, seed, path)
        coded = code(path, Path(folder), 1)
        with path.open(encoding="utf-8") as lines:
            rebuilt = tables(*coded, read_items(lines))
    found = []
    for name in ("events", "doubtful"):
        found += differences(rebuilt[name], pl.read_parquet(HERE / f"{name}.parquet"), ids)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, help="JSON lines with id, date, text, page")
    parser.add_argument("--work", type=Path, default=Path("build"), help="folder for what is half done")
    parser.add_argument("--out", type=Path, default=HERE, help="folder of the dataset")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--coded",
        nargs=2,
        type=Path,
        metavar=("EVENTS", "DIAGNOSTICS"),
        help="Parquet files of an earlier run, in place of coding",
    )
    parser.add_argument("--compare", type=int, metavar="N", help="compare N items with what is published")
    args = parser.parse_args()
    if args.compare:
        found = compare(args.corpus, args.compare)
        print("\n".join(found) or f"{args.compare} items are coded as published")
        sys.exit(bool(found))
    args.out.mkdir(parents=True, exist_ok=True)
    if args.coded:
        events, diagnostics = (pl.read_parquet(path) for path in args.coded)
    else:
        args.work.mkdir(parents=True, exist_ok=True)
        events, diagnostics = code(args.corpus, args.work, args.workers)
    with args.corpus.open(encoding="utf-8") as lines:
        items = read_items(lines)
    write_dataset(args.out, DATASET, tables(events, diagnostics, items))
    size = sum(path.stat().st_size for path in args.out.glob("*.parquet"))
    print(f"{len(events):,} events of {len(items):,} items, {size / 1e6:.1f} MB in {args.out}")


if __name__ == "__main__":
    main()

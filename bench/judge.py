#!/usr/bin/env python3
"""Prints random rows of the datasets beside the items' texts, to be judged by eye.

    python bench/judge.py CORPUS [--events 200] [--episodes 100] [--seed 1]

CORPUS is JSON lines with id and text, that of current_events. An event is right if its source, target and
code are a careful reader's, an episode if its act, sides and day are.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import polars as pl

from diplocode import datasets


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--events", type=int, default=200)
    parser.add_argument("--episodes", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with args.corpus.open(encoding="utf-8") as lines:
        texts = {record["id"]: record["text"] for record in map(json.loads, lines)}
    events = datasets.load("current_events").sample(args.events, seed=args.seed)
    for row in events.iter_rows(named=True):
        text = texts[row["doc_id"]]
        told = text[row["event_start"] : row["event_end"]] if row["event_start"] is not None else ""
        print(f"{row['source']} {row['code']} {row['target']} {row['modality']} <{told}>\n    {text}")
    episodes = datasets.load("diplomatic_ruptures").filter(pl.col("evidence") == "machine")
    for row in episodes.sample(min(args.episodes, len(episodes)), seed=args.seed).iter_rows(named=True):
        print(f"{row['episode_id']} to {row['last_date']}, persons {row['persons']}")
        for item in row["items"].split(";"):
            print(f"    {item} {texts[item]}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""How many of the checked facts that a corpus reports are found in its coded events.

    python bench/recall_facts.py CORPUS [--events FOLDER] [--facts FACTS] [--misses FILE]

CORPUS is JSON lines with id, date and text, FOLDER the tables of current_events built from it, FACTS the
checked facts of diplomatic_ruptures. A fact is reported by an item of its days that names both sides and
uses a word of its act; it is found if an event of such an item has its source, target and act, and, where the
item tells the fact's number of persons, that number. Which items report a fact is a guess by words:
`--misses` lists what was not found with the ids of those items, to be judged by eye.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from diplocode import cameo, resources
from diplocode.lexicon import Lexicon
from diplocode.tables.episodes import tellings

BEFORE, AFTER = 3, 10  # days around a fact in which an item may report it

WORDS = {
    "expulsion": r"\bexpel|\bexpul|persona(?:e)? non grata|\bkick\w* out|order\w* .*leave",
    "recall": r"\brecall|withdr[ae]w\w* .*(?:ambassador|envoy)",
    "severance": r"\b(?:sever|cut|break|broke)\w*\b.*(?:relations|ties)",
    "downgrade": r"\bdowngrad|\breduc\w* .*(?:relations|ties|mission)",
    "closure": r"\b(?:clos|shut|suspend|evacuat)\w*\b.*(?:embass|consulate)",
    "restoration": r"\b(?:restor|resum|re-?establish|normali[sz])\w*\b.*(?:relations|ties)",
    "reopening": r"\bre-?open\w*\b.*embass|embass\w*.*re-?open",
    "recognition": r"\brecogni",
    "establishment": r"\bestablish\w*\b.*(?:relations|ties)",
}
NUMBERS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(),
        range(1, 16),
        strict=True,
    )
)


def names_of(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    """For each country or organisation, the words that name it."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for actor in lexicon.actors:
        codes = {dated.code for dated in actor.codes}
        for code in codes:
            state = cameo.country_of(code)
            if code == state or code.startswith("IGO"):
                key = state or code
                names[key] |= {actor.name, *(phrase for phrase, _ in actor.synonyms)}
    out = {}
    for code, found in names.items():
        words = {re.escape(name.strip("_").replace("_", " ")) for name in found}
        out[code] = re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})(?:n|ns|s)?\b", re.I)
    return out


def reports(fact: dict, items: list[dict], names: dict[str, re.Pattern[str]]) -> list[dict]:
    """The items that seem to report a fact."""
    start, end = fact["first_date"] - timedelta(BEFORE), fact["last_date"] + timedelta(AFTER)
    both = [names.get(fact[side]) for side in ("source", "target")]
    word = re.compile(WORDS[fact["act"]], re.I)
    return [
        item
        for item in items
        if start <= item["date"] <= end
        and word.search(item["text"])
        and all(name is not None and name.search(item["text"]) for name in both)
    ]


def tells(text: str, number: int) -> bool:
    """Whether a text has a number, in figures or, up to fifteen, in words."""
    spelt = [word for word, n in NUMBERS.items() if n == number]
    return bool(re.search(rf"\b(?:{'|'.join([str(number), *spelt])})\b", text, re.I))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--events", type=Path, default=resources.datasets() / "current_events")
    parser.add_argument("--facts", type=Path, default=resources.datasets() / "diplomatic_ruptures/facts.csv")
    parser.add_argument("--misses", type=Path, help="file for the facts that are not found")
    args = parser.parse_args()
    facts = pl.read_csv(args.facts, infer_schema=False).with_columns(
        pl.col("first_date", "last_date").str.to_date(), pl.col("persons").cast(pl.Int32)
    )
    items = [json.loads(line) for line in args.corpus.open(encoding="utf-8")]
    for item in items:
        item["date"] = date.fromisoformat(item["date"])
    names = names_of(Lexicon.bundled())
    coded: defaultdict[str, list[dict]] = defaultdict(list)
    tables = [pl.read_parquet(args.events / f"{name}.parquet") for name in ("events", "doubtful")]
    for event in tellings(pl.concat(tables, how="vertical_relaxed")).iter_rows(named=True):
        coded[event["doc_id"]].append(event)
    seen: Counter[str] = Counter()
    found: Counter[str] = Counter()
    lines = []
    for fact in facts.iter_rows(named=True):
        reporting = reports(fact, items, names)
        if not reporting:
            continue
        events = [
            event
            for item in reporting
            for event in coded[item["id"]]
            if all(event[column] == fact[column] for column in ("source", "target", "act"))
        ]
        kinds = [fact["act"]]
        right = bool(events)
        told = fact["persons"] and any(tells(item["text"], fact["persons"]) for item in reporting)
        if told:
            kinds.append("number of persons")
        for kind in kinds:
            seen[kind] += 1
            found[kind] += (
                right if kind == fact["act"] else any(e["count"] == fact["persons"] for e in events)
            )
        if not right or (told and not any(e["count"] == fact["persons"] for e in events)):
            ids = " ".join(item["id"] for item in reporting)
            what = f"{fact['source']} {fact['act']} {fact['target']} {fact['persons'] or ''}"
            lines.append(f"{fact['first_date']} {what}: {'number' if right else 'missed'}: {ids}")
    for kind in seen:
        print(f"{kind:<18} {found[kind]:>3} of {seen[kind]:>3} that an item reports")
    if args.misses:
        args.misses.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Accuracy on gold sentences, a line a set.

    python bench/accuracy.py                                        the project's own gold standard
    python bench/accuracy.py gold/*.jsonl [--score score.py]        others

Each gold file holds JSON lines with id, text, date, perhaps parse and actors, and gold events or a label.
Events are scored by `diplocode.tables.scoring`: F1 of (source, code, target), by root code and by exact code,
for all sentences and for each category. `--score` has another script do it (`SCRIPT triples|records|plv GOLD
PRED`); labels need one. Where the gold tells modality, date and number, it is shown how many of the found
events have them right. `--half even|odd` takes every second record, so that one half can be tuned on and the
other only measured; `--list` shows what is missed and what is false.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from diplocode import resources
from diplocode.coding import Coder
from diplocode.coding.coder import as_actors
from diplocode.model import Diagnosis, Document, Event, parse_date
from diplocode.tables.scoring import Score, compare_events
from diplocode.tables.validate import Gold, Triple, read_suite

# The gold standard tells apart what the codebook does; the coder's modalities are finer.
MODALITIES = {"agreed": "intended", "offered": "intended", "possible": "intended"}
PRECISION = {4: "year", 7: "month", 10: "day"}
KNOWN = {"actual", "intended", "threatened", "requested", "demanded", "refused"}


def code(coder: Coder, records: list[dict], path: Path) -> dict[str, list[Event]]:
    """The coded events by record, also written to `path` as event rows for a scoring script."""
    documents = [
        Document(
            r["id"],
            r["text"],
            parse_date(r.get("date")),
            parse=r.get("parse"),
            actors=as_actors(r.get("actors")),
        )
        for r in records
    ]
    coded: dict[str, list[Event]] = defaultdict(list)
    with path.open("w", encoding="utf-8") as out:
        for coding in coder.code_documents(documents):
            for e in coding.events:
                source, target = (side.code if side else None for side in (e.source, e.target))
                row = {"doc_id": e.doc_id, "source": source, "target": target, "code": e.code}
                out.write(json.dumps(row) + "\n")
                coded[e.doc_id].append(e)
    return coded


def triple(event: Event) -> Triple:
    source, target = (side.code if side else "---" for side in (event.source, event.target))
    return source, target, event.code


def details(record: dict, gold: Gold, event: Event) -> dict[str, bool]:
    """Which of modality, date and number a found event has right, of those that the gold tells."""
    told = next(
        (
            e
            for e in record["events"]
            if isinstance(e, dict)
            and (e["source"], e["target"]) == (gold.source, gold.target)
            and e["code"] == gold.codes[0]
            and "modality" in e
        ),
        None,
    )
    if told is None:
        return {}
    modality = MODALITIES.get(event.modality, event.modality)
    day = told.get("event_date", record["date"])
    out = {
        "modality": told["modality"] == (modality if modality in KNOWN else "actual"),
        "date": (str(event.event_date)[: len(day)], event.event_date_precision) == (day, PRECISION[len(day)]),
    }
    return out | ({"number": told["count"] == event.count} if "count" in told else {})


def measure(records: list[dict]) -> str:
    """Which of a scoring script's measures fits the records."""
    first = records[0]
    if "label" in first:
        return "plv"
    return (
        "triples"
        if isinstance(first["events"][:1] and first["events"][0], dict) or "optional" in first
        else "records"
    )


def scored_by_script(script: Path, name: str, gold: Path, pred: Path) -> str:
    command = [sys.executable, str(script), name, str(gold), str(pred)]
    result = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    return " | ".join(line for line in result.splitlines() if not line.startswith("  "))


def scored_here(gold: Path, records: list[dict], coded: dict[str, list[Event]], listed: bool) -> str:
    """F1 of all cases and of each category; with `listed`, what is missed and what is false."""
    totals: dict[tuple[str, str], Score] = defaultdict(Score)
    right: dict[str, list[bool]] = defaultdict(list)
    by_id = {record["id"]: record for record in records}
    for case in read_suite(gold):
        if isinstance(case, Diagnosis):
            sys.exit(f"{case.doc_id}: {case.detail}; labels need --score")
        events = {triple(event): event for event in reversed(coded.get(case.document.id, []))}
        for measured in ("root", "code"):
            done = compare_events(case, list(events)[::-1], exact=measured == "code")
            totals["", measured] += done.score
            totals[case.category, measured] += done.score if case.category else Score()
            for event, found in done.found if measured == "root" else ():
                for detail, ok in details(by_id[case.document.id], event, events[found]).items():
                    right[detail].append(ok)
            if listed and measured == "root" and (done.missed or done.false):
                print(f"{case.document.id} {case.document.text}")
                print("".join(f"    missed {event}\n" for event in done.missed), end="")
                print("".join(f"    false  {s} {c} {t}\n" for s, t, c in done.false), end="")
    whole = " | ".join(f"{measured}: {totals['', measured]}" for measured in ("code", "root"))
    parts = [(c, s) for (c, measured), s in totals.items() if c and measured == "root"]
    lines = [
        f"{category:10} root: {score if score.gold else f'false events {score.coded}'}"
        for category, score in parts
    ]
    lines += [f"{detail:10} right in {sum(oks)} of {len(oks)} found events" for detail, oks in right.items()]
    return "".join([whole, *(f"\n    {line}" for line in lines)])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="*", type=Path, help="default: the bundled gold standard")
    parser.add_argument("--score", type=Path, help="a scoring script instead of the project's own")
    parser.add_argument("--careful", action="store_true", help="read what is in doubt again")
    parser.add_argument("--half", choices=["even", "odd"], help="only every second record, counted from 0")
    parser.add_argument("--list", action="store_true", help="show what is missed and what is false")
    parser.add_argument("--engine", default="diplocode", choices=["diplocode", "petrarch2"])
    args = parser.parse_args()
    coder = Coder(engine=args.engine, careful=args.careful)
    with tempfile.TemporaryDirectory() as folder:
        for path in args.gold or [resources.datasets() / "gold" / "gold.jsonl"]:
            records = [
                json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
            ]
            if args.half:
                records = records[0 if args.half == "even" else 1 :: 2]
            gold, pred = Path(folder) / "gold.jsonl", Path(folder) / "pred.jsonl"
            gold.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
            coded = code(coder, records, pred)
            result = (
                scored_by_script(args.score, measure(records), gold, pred)
                if args.score
                else scored_here(gold, records, coded, args.list)
            )
            print(f"{path.name} {args.half or ''} ({len(records)}): {result}", flush=True)


if __name__ == "__main__":
    main()

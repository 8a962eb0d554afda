#!/usr/bin/env python3
"""Accuracy on gold sentences, a line a set.

    python bench/accuracy.py --score score.py gold/*.jsonl

Each gold file holds JSON lines with id, text, date, perhaps parse and actors, and gold events or a label; the
scorer is the script that goes with them (`score.py triples|records|plv GOLD PRED`). `--half even|odd` takes
every second record, so that one half can be tuned on and the other only measured.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from diplocode.coding import Coder
from diplocode.coding.coder import as_actors
from diplocode.model import Document, parse_date


def code(coder: Coder, records: list[dict], path: Path) -> None:
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
    with path.open("w", encoding="utf-8") as out:
        for coding in coder.code_documents(documents):
            for e in coding.events:
                row = {
                    "doc_id": e.doc_id,
                    "sentence": e.sentence,
                    "source": e.source.code if e.source else None,
                    "target": e.target.code if e.target else None,
                    "code": e.code,
                }
                out.write(json.dumps(row) + "\n")


def measure(records: list[dict]) -> str:
    """Which of the scorer's measures fits the records."""
    first = records[0]
    if "label" in first:
        return "plv"
    return (
        "triples"
        if isinstance(first["events"][:1] and first["events"][0], dict) or "optional" in first
        else "records"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--score", required=True, type=Path, help="the scoring script")
    parser.add_argument("--half", choices=["even", "odd"], help="only every second record, counted from 0")
    parser.add_argument("--engine", default="diplocode", choices=["diplocode", "petrarch2"])
    args = parser.parse_args()
    coder = Coder(engine=args.engine)
    with tempfile.TemporaryDirectory() as folder:
        for path in args.gold:
            records = [
                json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
            ]
            if args.half:
                records = records[0 if args.half == "even" else 1 :: 2]
            gold, pred = Path(folder) / "gold.jsonl", Path(folder) / "pred.jsonl"
            gold.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
            code(coder, records, pred)
            command = [sys.executable, str(args.score), measure(records), str(gold), str(pred)]
            result = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
            last = [line for line in result.splitlines() if not line.startswith("  ")]
            print(f"{path.name} {args.half or ''} ({len(records)}): {' | '.join(last)}", flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Speed from raw text to events on one core, and the time from a cold start to the first event.

    python bench/speed.py items.jsonl [--records 2000] [--careful]

`items.jsonl` has a text and a date on each line. Stages are timed one by one; the cold start is that
of a coder that reads once.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from diplocode import syntax
from diplocode.coding import Coder
from diplocode.model import Document, parse_date

COLD = (
    "import time; t = time.perf_counter(); import diplocode; diplocode.Coder; a = time.perf_counter() - t; "
    "e = diplocode.Coder().code('NATO expelled eight diplomats of Russia.'); "
    "print(f'{a:.3f} {time.perf_counter() - t:.3f} {len(e)}')"
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("items", type=Path)
    parser.add_argument("--records", type=int, default=2000, help="read so many (2000)")
    parser.add_argument("--careful", action="store_true", help="read what is in doubt again")
    args = parser.parse_args()
    runs = [
        subprocess.run(
            [sys.executable, "-c", COLD], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(3)
    ]
    imported, first = (min(float(run[i]) for run in runs) for i in (0, 1))
    print(f"import {imported:.3f} s, cold start to the first event {first:.2f} s")
    with args.items.open(encoding="utf-8") as lines:
        records = [json.loads(line) for _, line in zip(range(args.records), lines, strict=False)]
    documents = [Document(str(i), r["text"], parse_date(r.get("date"))) for i, r in enumerate(records)]
    coder = Coder(careful=args.careful)
    coder.code("Norway visited Chile.")
    start = time.perf_counter()
    tokens = [[t.text for t in syntax.tokenize(d.text, s)] for d in documents for s in syntax.split(d.text)]
    split = time.perf_counter()
    coder.parser.parse_tokens([t for t in tokens if t])
    parsed = time.perf_counter()
    codings = list(coder.code_documents(documents))
    end = time.perf_counter()
    sentences = sum(len(c.diagnoses) for c in codings)
    whole = end - parsed
    each = [1e3 * t / sentences for t in (split - start, parsed - split, whole)]
    print(
        f"{sentences} sentences: {sentences / whole:.0f} a second from raw text "
        f"(split and tokenize {each[0]:.2f} ms, parse {each[1]:.2f} ms, all {each[2]:.2f} ms each)"
    )


if __name__ == "__main__":
    main()

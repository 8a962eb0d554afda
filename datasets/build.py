#!/usr/bin/env python3
"""Rebuilds all datasets and their codebooks, in the order in which they need each other.

    python datasets/build.py CORPUS [--work DIR] [--workers 2] [--figures]

CORPUS is that of current_events. A run that was cut off goes on where it stopped; take another folder for
`--work` after a change of the coder, because what is coded already is kept. `--figures` needs Altair.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from diplocode import datasets

ROOT = Path(__file__).parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, help="JSON lines with id, date, text, page")
    parser.add_argument("--work", type=Path, default=Path("build"), help="folder for what is half done")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--figures", action="store_true", help="draw the figures of the tutorial, too")
    args = parser.parse_args()
    events = ["datasets/current_events/build.py", args.corpus, "--work", args.work, "--workers", args.workers]
    steps = [
        events,
        ["datasets/diplomatic_ruptures/build.py"],
        ["datasets/gold/build.py"],
        ["datasets/codebook.py"],
    ]
    if args.figures:
        steps.append(["examples/figures.py"])
    for script, *options in steps:
        subprocess.run([sys.executable, ROOT / str(script), *map(str, options)], check=True)
    faults = [f"{name}: {fault}" for name in datasets.names() for fault in datasets.check(name)]
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()

"""Speed and memory of splitting, tokenising and parsing on one core: one sentence at a time, and many.

OMP_NUM_THREADS=1 python bench/parser.py news.jsonl [--count 1000]
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from pathlib import Path

BATCH = 256  # as the commands have it


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("text", help="JSON lines with a `text`")
    ap.add_argument("--count", type=int, default=1000, help="records to parse")
    args = ap.parse_args()
    lines = Path(args.text).read_text(encoding="utf8").splitlines()
    texts = [json.loads(line)["text"] for line in random.Random(2).sample(lines, min(args.count, len(lines)))]
    began = time.perf_counter()
    from diplocode.syntax import load_parser, split, tokenize

    parser = load_parser()
    parser.parse_tokens([["NATO", "expelled", "eight", "diplomats", "."]])
    print(f"cold start to the first tree: {time.perf_counter() - began:.2f} s")
    for size in (1, BATCH):
        parser = load_parser()  # has seen no words yet
        parser.parse_tokens([["NATO", "expelled", "eight", "diplomats", "."]])
        began, cpu, sentences, waiting = time.perf_counter(), time.process_time(), 0, []
        for text in texts:
            waiting += [[token.text for token in tokenize(text, span)] for span in split(text)]
            while len(waiting) >= size:
                sentences += len(parser.parse_tokens(waiting[:size]))
                del waiting[:size]
        sentences += len(parser.parse_tokens(waiting))
        wall, cpu = time.perf_counter() - began, time.process_time() - cpu
        rates = f"{sentences / wall:.0f}/s by the clock, {sentences / cpu:.0f}/s of processor time"
        print(f"{sentences} sentences, {size} at a time: {rates}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()

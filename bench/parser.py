"""How right and how fast the parser is.

    python bench/parser.py score bench/trees/news.txt [--parser spacy] [--show 5]
    python bench/parser.py score gum_dev.tsv --documents news interview
    OMP_NUM_THREADS=1 python bench/parser.py speed news.jsonl [--count 1000]

score: labelled bracket F1 on trees of a file (one a line, or `document<TAB>tree`), from the treebank's tokens
and with predicted tags, punctuation and root left out; by length, by kind of document, by label.
speed: splitting, tokenising and parsing on one core, one sentence at a time and many; cold start and memory;
time per token by length of the sentence.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections import defaultdict
from pathlib import Path

BATCH = 256  # as the commands have it
_LENGTHS = ((10, "1-10"), (20, "11-20"), (40, "21-40"), (10**9, "41-"))


def score(args: argparse.Namespace) -> None:
    from brackets import Tally, brackets, read_treebank

    from diplocode.syntax import load_parser

    given = [
        (document, tree)
        for document, tree in read_treebank(Path(args.trees))
        if not args.documents or any(part in document.split("_") for part in args.documents)
    ]
    if not given:
        raise SystemExit(f"no trees in {args.trees}" + " of these documents" * bool(args.documents))
    parsed = load_parser(args.parser, args.model).parse_tokens([tree.words() for _, tree in given])
    whole, by_length, by_kind = Tally(), defaultdict(Tally), defaultdict(Tally)
    worst = []
    for (document, gold), tree in zip(given, parsed, strict=True):
        length = next(name for most, name in _LENGTHS if gold.end <= most)
        kind = document.split("_")[1] if document.count("_") > 1 else document
        for tally in (whole, by_length[length], by_kind[kind]):
            tally.add(gold, tree)
        one, other = brackets(gold)[0], brackets(tree)[0]
        worst.append((-((one - other) + (other - one)).total(), gold.bracketed(), tree.bracketed()))
    for _, gold_text, text in sorted(worst)[: args.show]:
        print(f"treebank {gold_text}\n   parse {text}\n")
    print(f"{'':12} {'F1':>5} {'prec.':>6} {'recall':>6} {'number':>7}")
    for name, tally in sorted(whole.labels.items(), key=lambda item: -item[1].gold):
        print(f"{name:12} {tally.f1:5.1%} {tally.precision:6.1%} {tally.recall:6.1%} {tally.gold:7}")
    groups = [by_length[name] for _, name in _LENGTHS]
    names = [f"{name} tokens" for _, name in _LENGTHS]
    if len(by_kind) > 1:
        names += by_kind
        groups += by_kind.values()
    for name, tally in zip(names, groups, strict=True):
        if tally.trees:
            print(
                f"{name:12} {tally.f1:5.1%} {tally.precision:6.1%} {tally.recall:6.1%} {tally.trees:7} trees"
            )
    print(
        f"all: F1 {whole.f1:.2%} precision {whole.precision:.2%} recall {whole.recall:.2%} "
        f"on {whole.trees} trees, {whole.exact} of them exactly right, "
        f"{whole.skipped} with other punctuation; tags {whole.tags / whole.words:.2%}"
    )


def speed(args: argparse.Namespace) -> None:
    lines = Path(args.text).read_text(encoding="utf8").splitlines()
    texts = [json.loads(line)["text"] for line in random.Random(2).sample(lines, min(args.count, len(lines)))]
    began = time.perf_counter()
    from diplocode.syntax import load_parser, split, tokenize

    parser = load_parser(args.parser, args.model)
    parser.parse_tokens([["NATO", "expelled", "eight", "diplomats", "."]])
    print(f"cold start to the first tree: {time.perf_counter() - began:.2f} s")
    for size in (1, BATCH):
        parser = load_parser(args.parser, args.model)  # has seen no words yet
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
    words = [token.text for text in texts for token in tokenize(text)]
    for length in (10, 25, 50, 100, 200, 400, 1000):
        pieces = [words[i : i + length] for i in range(0, min(len(words) - length, 4000), length)]
        if pieces:
            began = time.process_time()
            parser.parse_tokens(pieces)
            spent = (time.process_time() - began) / len(pieces)
            rate = f"{1e6 * spent / length:5.0f} µs a token"
            print(f"{length:5} tokens: {1000 * spent:7.1f} ms a sentence, {rate}")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = ap.add_subparsers(required=True)
    scoring = commands.add_parser("score", help="labelled bracket F1")
    scoring.add_argument("trees", help="one tree a line, or document<TAB>tree")
    scoring.add_argument("--documents", nargs="+", help="only documents with one of these in their name")
    scoring.add_argument("--show", type=int, default=0, help="print the trees with most errors")
    scoring.set_defaults(run=score)
    timing = commands.add_parser("speed", help="speed and memory")
    timing.add_argument("text", help="JSON lines with a `text`")
    timing.add_argument("--count", type=int, default=1000, help="records to parse")
    timing.set_defaults(run=speed)
    for command in (scoring, timing):
        command.add_argument("--parser", default="diplocode", help="any that load_parser knows")
        command.add_argument("--model", help="its model: a path, a name or an address")
    args = ap.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()

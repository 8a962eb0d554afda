"""Trees for self-training: news sentences parsed by teachers that vote, the doubtful ones left out.

python train/silver.py --gum ... --craft ... --text news.jsonl --teachers a.pt b.pt -o silver.txt
"""

from __future__ import annotations

import argparse
import random

import torch
from network import Network

from train import predict, prepare, vectors


def bracketed(words, tags, spans):
    """A tree on one line from words, tags and {(start, end): chain}."""
    opening = {i: [] for i in range(len(words) + 1)}
    for (i, j), chain in spans.items():
        opening[i].append((-(j - i), chain.split("+"), j))
    closing = [0] * (len(words) + 1)
    parts = ["(ROOT"]
    for i, (word, tag) in enumerate(zip(words, tags, strict=True)):
        for _, chain, j in sorted(opening[i]):
            parts += [f"({label}" for label in chain]
            closing[j] += len(chain)
        word = word.replace("(", "-LRB-").replace(")", "-RRB-")
        parts.append(f"({tag} {word})" + ")" * closing[i + 1])
    return " ".join(parts) + ")"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--gum", "--craft"):
        ap.add_argument(name, required=True)
    ap.add_argument("--text", required=True, nargs="+")
    ap.add_argument("--work", default="train/work")
    ap.add_argument(
        "--teachers", required=True, nargs="+", help="checkpoints of train.py with the same vocabulary"
    )
    ap.add_argument("--count", type=int, default=25000, help="sentences to parse")
    ap.add_argument("--keep", type=float, default=0.7, help="share to keep, the surest ones")
    ap.add_argument("--seed", type=int, default=5)
    ap.add_argument("-o", "--output", required=True)
    args = ap.parse_args()
    _, _, vocab, matrix = prepare(args.gum, args.craft, args.text, args.work)
    nets = []
    for path in args.teachers:
        state = torch.load(path, weights_only=True)["ema"]
        net = Network(vocab.sizes(), matrix, hidden=state["lstm1.weight_hh_l0"].shape[1])
        net.load_state_dict(state)
        nets.append(net.eval())
    rng = random.Random(args.seed)
    sentences = [s for s in vectors.sentences_of(args.text) if 6 <= len(s) <= 45]
    sentences = rng.sample(sentences, min(args.count, len(sentences)))
    parsed = predict(nets, vocab, sentences)
    # Long sentences have more spans to doubt; compare within a length.
    by_length = {}
    for k, (words, (_, _, sure)) in enumerate(zip(sentences, parsed, strict=True)):
        by_length.setdefault(len(words) // 4, []).append((-sure, k))
    kept = sorted(
        k for group in by_length.values() for _, k in sorted(group)[: int(len(group) * args.keep) + 1]
    )
    with open(args.output, "w", encoding="utf8") as out:
        for k in kept:
            tags, spans, _ = parsed[k]
            out.write(bracketed(sentences[k], tags, spans) + "\n")
    print(len(kept), "trees")


if __name__ == "__main__":
    main()

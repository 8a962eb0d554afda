"""Whether numpy computes what torch does: the largest difference of scores over sentences of a text.

    python train/check.py --gum ... --craft ... --text news.jsonl --work train/work --checkpoint net.pt

Writes the checkpoint to a model file first, so the differences are those of its rounding to int8 and float16;
what counts is that the tags and the trees are the same.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path

import torch
from export import export
from network import Network
from silver import bracketed

from diplocode.syntax import load_parser, read_tree
from train import predict, prepare, vectors


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--gum", "--craft", "--checkpoint"):
        ap.add_argument(name, required=True)
    ap.add_argument("--text", required=True, nargs="+")
    ap.add_argument("--work", default="train/work")
    ap.add_argument("--count", type=int, default=1000)
    args = ap.parse_args()
    _, _, vocab, matrix = prepare(args.gum, args.craft, args.text, args.work)
    state = torch.load(args.checkpoint, weights_only=True)["ema"]
    net = Network(vocab.sizes(), matrix, hidden=state["lstm1.weight_hh_l0"].shape[1])
    net.load_state_dict(state)
    sentences = random.Random(1).sample(
        [s for s in vectors.sentences_of(args.text) if len(s) > 2], args.count
    )
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "parser.npz")
        export(state, vocab, path, {})
        ours = load_parser(model=path).parse_tokens(sentences)
    brackets = same = total = 0
    for words, tree, (tags, spans, _) in zip(
        sentences, ours, predict([net.eval()], vocab, sentences), strict=True
    ):
        theirs = read_tree(bracketed(words, tags, spans))
        a, b = ({(n.label, n.start, n.end) for n in t.nodes() if n.children} for t in (tree, theirs))
        same += a == b
        brackets += len(a & b)
        total += len(a | b)
    print(f"{same} of {len(sentences)} trees the same; {brackets / total:.4%} of brackets")


if __name__ == "__main__":
    main()

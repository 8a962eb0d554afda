"""Whether numpy computes what torch does, over sentences of a text.

    python train/check.py --model parser.npz --text news.jsonl --checkpoint student.pt

The model file's rounding to int8 and float16 is part of the difference; what counts is that the trees are
the same.
"""

from __future__ import annotations

import argparse
import random

import torch
import vectors
from export import restore
from learning import predict
from network import Network
from silver import bracketed
from vocabulary import Vocabulary

from diplocode.syntax import load_parser, read_tree


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--model", required=True)
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--text", required=True, nargs="+")
    ap.add_argument("--count", type=int, default=1000)
    args = ap.parse_args()
    _, known = restore(args.model)
    vocab = Vocabulary([], known["vector"][1:])
    vocab.take(known)
    state = torch.load(args.checkpoint, weights_only=True)["averaged"]
    net = Network(vocab.sizes(), state["vectors"].numpy(), hidden=state["lstm1.weight_hh_l0"].shape[1])
    net.load_state_dict(state)
    sentences = [s for s in vectors.sentences_of(args.text) if len(s) > 2]
    sentences = random.Random(1).sample(sentences, args.count)
    ours = load_parser(model=args.model).parse_tokens(sentences)
    brackets = same = total = 0
    for words, tree, (tags, spans) in zip(
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

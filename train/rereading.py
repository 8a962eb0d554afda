"""Train the transformer that reads again the pairs that are in doubt.

    python train/rereading.py --lines relations/annotated.jsonl relations/marked.jsonl \\
        --encoder all-MiniLM-L6-v2/ --given given.npz -o rereading.npz

The lines are those of train/relations.py. Its layers begin as those of the model of given parties, whose word
pieces it shares; it learns the annotated pairs as the teacher of train/relations.py does, and is what
`diplocode.coding.rereading` computes in numpy.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from export import layers, text
from relations import Classes, Teacher, records, teach


def begin(net, path):
    """Take over the layers of a model of given parties."""
    state = net.state_dict()
    with np.load(path, allow_pickle=False) as stored:
        for name in state:
            own = name.removeprefix("body.").replace("blocks.", "block").replace(".", "_")
            if f"{own}_int8" in stored.files:
                table = stored[f"{own}_int8"].astype(np.float32)
                state[name] = torch.tensor(table * stored[f"{own}_scale"].astype(np.float32)[:, None])
            elif own in stored.files:
                state[name] = torch.tensor(stored[own].astype(np.float32))
    net.load_state_dict(state)


def export(net, path, facts):
    """The model file: its layers; the word pieces are those of the model of given parties."""
    facts = facts | {"heads": net.body.blocks[0].heads, "eps": net.body.norm.eps}
    arrays = layers(net, {"marks": net.marks.detach().numpy()})
    np.savez_compressed(path, facts=text([json.dumps(facts, sort_keys=True)]), **arrays)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=Path, nargs="+", required=True, help="lines of train/relations.py")
    parser.add_argument("--encoder", type=Path, required=True, help="the pretrained transformer's folder")
    parser.add_argument("--given", type=Path, required=True, help="the model of given parties")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()
    lines = list(records(args.lines))
    classes = Classes(lines)
    torch.manual_seed(args.seed)
    net = Teacher(args.encoder, len(classes.names), args.layers)
    begin(net, args.given)
    teach(net, lines, [list(map(classes.aim, line["pairs"])) for line in lines], args.epochs, args.seed)
    pairs = sum(len(line["pairs"]) for line in lines)
    export(net, args.output, {"classes": classes.names, "seed": args.seed, "pairs": pairs})


if __name__ == "__main__":
    main()

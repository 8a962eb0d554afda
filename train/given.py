"""Train the model that reads a sentence with a marked source and target.

    python train/given.py --marked train/newspaper.jsonl --others relations/others.jsonl \\
        --annotated relations/annotated.jsonl --teacher all-mpnet-base-v2/ --student all-MiniLM-L6-v2/ \\
        --work given/ -o given.npz

Two pretrained transformers: the larger one learns the marked sentences and labels pairs of others, marked in
the same way; the smaller one learns the labels and the marked sentences, and annotated ones
where something passes between one pair and nothing between another; it is what
`diplocode.coding.given_model` computes in numpy. `--others`, `--annotated`: lines of
train/relations.py.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from encoder import Encoder, buckets
from export import layers, text
from relations import Classes, batches, descend, endless, kept, marked_items, records, sentences
from torch import nn

from diplocode.coding import Coder
from diplocode.coding.given_model import LONGEST, MARKS, marked
from diplocode.coding.relations import TOLD
from diplocode.coding.transformer import UNKNOWN

TURNED = 0.4  # share of the ways back, without an event, that are learnt
SURE = 0.35  # a pair of other sentences is labelled if an event between the two is at least as likely
LETTERS = 2  # pieces of at most so many letters are kept in any case


class Reader(nn.Module):
    """A transformer, of which the beginning of the sentence and of either party decide, with what patterns
    tell of the two."""

    def __init__(self, folder, classes, layers):
        super().__init__()
        self.body = Encoder(folder, frozen=0, layers=layers)
        size = self.body.size
        self.marks, self.heard = nn.Embedding(MARKS, size), nn.Embedding(4 * TOLD, 16)
        self.head = nn.Sequential(
            nn.Linear(3 * size + 64, 384),
            nn.GELU(approximate="tanh"),
            nn.Dropout(0.1),
            nn.Linear(384, classes),
        )
        with torch.no_grad():
            for k, word in enumerate(("source", "source", "target", "target")):
                self.marks.weight[k] = self.body.words.weight[self.body.pieces(word)].mean(0)

    def row(self, line, pair):
        """A pair's sentence as numbers, where its three places are, and what is heard of it."""
        first, last = (self.body.pieces.index[mark] for mark in self.body.marks[:2])
        pieces = [self.body.pieces(word) for word in line["words"]]
        ids, at = marked(pieces, pair["ends"], first, last, len(self.body.words.weight))
        return ids, at, pair["heard"]

    def forward(self, rows):
        """Log probabilities, a row a pair."""
        body, longest = self.body, max(len(ids) for ids, *_ in rows)
        ids = np.zeros((len(rows), longest), np.int64)
        for b, (own, *_) in enumerate(rows):
            ids[b, : len(own)] = own
        at = torch.tensor([at for _, at, _ in rows])
        ids, known = torch.tensor(ids), len(body.words.weight)
        size = torch.tensor([len(own) for own, *_ in rows])
        mask = torch.where((torch.arange(longest)[None] < size[:, None])[:, None, None], 0.0, -1e4)
        if body.away is not None:
            mask = mask + body.away(torch.tensor(buckets(np.arange(longest)))).permute(2, 0, 1)
        own = (ids >= known)[..., None]
        with torch.autocast("cpu", torch.bfloat16):
            x = torch.where(own, self.marks((ids - known).clamp(min=0)), body.words(ids.clamp(max=known - 1)))
            x = body.norm(x + body.places.weight[:longest])
            for block in body.blocks:
                x = block(x, mask.bfloat16())
        seen = x.float()[torch.arange(len(rows))[:, None], at].flatten(1)
        heard = torch.tensor([heard for *_, heard in rows]) + TOLD * torch.arange(4)
        return torch.log_softmax(self.head(torch.cat([seen, self.heard(heard).flatten(1)], 1)), -1)

    @torch.no_grad()
    def judge(self, rows, size=64):
        """Log probabilities of all rows, in their order."""
        self.eval()
        out = [None] * len(rows)
        for chosen in batches([ids for ids, *_ in rows], size):
            for i, scores in zip(chosen, self([rows[i] for i in chosen]), strict=True):
                out[i] = scores
        return torch.stack(out)


def learn(net, rows, aims, epochs, seed, rate, size=32):
    """Teach a reader the probabilities `aims` of `rows`."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    draw = endless(lambda: batches([ids for ids, *_ in rows], size, rng))
    aims = torch.tensor(np.array(aims, np.float32))

    def loss():
        chosen = next(draw)
        return -(aims[chosen] * net([rows[i] for i in chosen])).sum(1).mean()

    body = [p for p in net.body.parameters() if p.requires_grad]
    own = [*net.head.parameters(), *net.marks.parameters(), *net.heard.parameters()]
    groups = [{"params": body, "lr": rate}, {"params": own, "lr": 8 * rate}]
    descend(net, groups, max(1, int(epochs * len(rows) / size)), loss)


def export(net, path, facts, counts=None, least=2):
    """The model file: matrices as int8 with a scale per row, the rest as float16, no pickle. Of the word
    pieces those that `counts` has at least `least` times, and the shortest, from which all can be built."""
    state = net.state_dict()
    pieces, marks = list(net.body.pieces.index), {*net.body.marks, UNKNOWN}
    keep = [
        i
        for i, piece in enumerate(pieces)
        if counts is None or counts[i] >= least or piece in marks or len(piece.removeprefix("##")) <= LETTERS
    ]
    tables = {
        "emb": torch.cat([state["body.words.weight"][keep], state["marks.weight"]]).numpy(),
        "places": state["body.places.weight"][:LONGEST].numpy(),
    }
    facts = facts | {"heads": net.body.blocks[0].heads, "eps": net.body.norm.eps}
    np.savez_compressed(
        path,
        pieces=text([pieces[i] for i in keep]),
        facts=text([json.dumps(facts, sort_keys=True)]),
        **layers(net, tables),
    )


def single(lines, likely, rng):
    """Of each line one pair between which an event is likely, its parties marked."""
    at = 0
    for line in lines:
        some = [p for k, p in enumerate(line["pairs"]) if likely[at + k] > SURE]
        at += len(line["pairs"])
        if some:
            yield line | {"pairs": [rng.choice(some)]}


def contrasts(lines, rng):
    """Of annotated lines a pair with an event and one without, with a party in common if there is one."""
    for line in lines:
        some = [p for p in line["pairs"] if p["codes"]]
        none = [p for p in line["pairs"] if not p["codes"] and not p["optional"]]
        if some and none:
            pair = rng.choice(some)
            ends = pair["ends"]
            near = [p for p in none if (p["ends"][:2] == ends[:2]) != (p["ends"][2:] == ends[2:])]
            yield from (line | {"pairs": [p]} for p in (pair, rng.choice(near or none)))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--marked", type=Path, nargs="+", required=True, help="JSON lines with actors and code"
    )
    parser.add_argument("--others", type=Path, required=True, help="lines of train/relations.py")
    parser.add_argument(
        "--labels", type=Path, required=True, help="their labels, as train/relations.py keeps them"
    )
    parser.add_argument("--annotated", type=Path, required=True, help="annotated lines of the same")
    parser.add_argument("--teacher", type=Path, required=True, help="a pretrained transformer's folder")
    parser.add_argument("--student", type=Path, required=True, help="a smaller one's folder, BERT's layout")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    rng = random.Random(args.seed)
    coder = Coder(trained=False)
    lines = kept(args.work / "marked.jsonl", lambda: sentences(coder, marked_items(args.marked), {}))
    lines = [x for x in lines if x["pairs"] and "codes" in x["pairs"][0]]
    lines = [x for x in lines if not x["id"].endswith("-turned") or rng.random() < TURNED]
    classes = Classes(lines)
    aims = [classes.aim(line["pairs"][0]) for line in lines]
    teacher = Reader(args.teacher, len(classes.names), 8)
    print("teacher", flush=True)
    learn(teacher, [teacher.row(x, x["pairs"][0]) for x in lines], aims, 3, args.seed, 4e-5)
    others = list(records([args.others]))
    likely = 1 - np.exp(np.load(args.labels)[:, -1].astype(np.float32))
    others = list(single(others, likely, rng))
    soft = [teacher.judge([teacher.row(x, x["pairs"][0]) for x in y]).exp().numpy() for y in (others, lines)]
    apart = list(contrasts(records([args.annotated]), rng))
    told = [classes.aim(x["pairs"][0]) for x in apart]
    aims = np.concatenate([soft[0], (soft[1] + np.array(aims)) / 2, told])
    student = Reader(args.student, len(classes.names), 6)
    rows = [student.row(x, x["pairs"][0]) for x in [*others, *lines, *apart]]
    print("student", flush=True)
    learn(student, rows, aims, 4, args.seed, 1.5e-4)
    counts = Counter(i for ids, *_ in rows for i in ids)
    export(student, args.output, {"classes": classes.names, "seed": args.seed, "pairs": len(rows)}, counts)


if __name__ == "__main__":
    main()

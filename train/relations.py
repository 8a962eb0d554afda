"""From dated news to the relation model: what the words say of two marked parties, one of 15 PLOVER classes.

    python train/relations.py --text news.jsonl --marked bench/plover_dev.jsonl bench/plover_blind.jsonl \\
        --encoder all-MiniLM-L6-v2/ --work relations/ -o relations.npz

No sentence is labelled by hand but those of `--marked`. The coder's own events are the lesson: each sentence
with its parties hidden, and the class that a pattern gave it. Stages, each of which leaves its result in
`--work` and is not repeated while that lies there:

    pairs      two actors of a sentence as [A] and [B], with the code if the coder found an event between them
    first      a teacher (a pretrained transformer) learns the coded ones; those it doubts are left out
    second     another teacher learns what is left
    labels     what it makes of pairs with and without a code
    student    a small network learns that: word vectors from the text, three convolutions, attention

The teachers need the package `transformers`; the student needs torch alone.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path

import numpy as np
import torch
import vectors
from export import rows_int8, text
from torch import nn

from diplocode.cameo import plover
from diplocode.coding import Coder
from diplocode.coding.relations import CODES, FAR, LONGEST, SOURCE, TARGET, UNKNOWN, form
from diplocode.model import Document, Span, parse_date
from diplocode.syntax import tokenize

CLASSES = sorted(CODES)
A, B = "[A]", "[B]"
STAND = {A: "xx", B: "qq"}  # what the teacher's vocabulary has for the parties: whole pieces, otherwise rare
LIMIT = 450  # characters of a sentence


def marked(sentence, a, b):
    """The sentence with its two spans hidden."""
    for (start, end), mark in sorted([(a, A), (b, B)], reverse=True):
        sentence = sentence[:start] + mark + sentence[end:]
    return sentence


def records(paths):
    """The records of JSON lines files."""
    for path in paths:
        with Path(path).open(encoding="utf8") as lines:
            yield from map(json.loads, lines)


def read_marked(paths):
    """(marked text, class) of JSON lines with text, actors coded SRC and TGT, and a label."""
    for record in records(paths):
        ends = {a["code"]: (a["start"], a["end"]) for a in record["actors"]}
        if {"SRC", "TGT"} <= set(ends) and record["label"] in CODES:
            yield marked(record["text"], ends["SRC"], ends["TGT"]), record["label"]


# ---- pairs


def groups(analysis):
    """Spans (tokens) of the mentions that touch each other, and whether a dictionary actor is in them."""
    out = []
    for m in sorted(analysis.mentions, key=lambda m: m.start):
        if m.kind not in ("actor", "agent") or m.code.startswith("---"):
            continue
        if out and m.start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], m.end), out[-1][2] or m.kind == "actor")
        else:
            out.append((m.start, m.end, m.kind == "actor"))
    return out


def phrase(tree, start, end, rng):
    """The mention, or as often as not the whole short noun phrase around it."""
    around = [n for n in tree.nodes() if n.label == "NP" and n.start <= start and end <= n.end <= n.start + 8]
    if around and rng.random() < 0.6:
        node = min(around, key=lambda n: n.end - n.start)
        return node.start, node.end
    return start, end


def pairs_of(document, analysis, rng):
    """The marked sentence of four random pairs of actors, and of each event with its code."""
    sentence, begin = analysis.sentence, analysis.sentence.span.start
    if sentence.tree is None or sentence.span.end - begin > LIMIT:
        return
    whole = document.text[begin : sentence.span.end]

    def spans(a, b):
        return [(sentence.tokens[s].start - begin, sentence.tokens[e - 1].end - begin) for s, e in (a, b)]

    found = groups(analysis)
    couples = [(x, y) for x in found for y in found if x != y and (x[2] or y[2])]
    rng.shuffle(couples)
    for x, y in couples[:4]:
        a, b = phrase(sentence.tree, *x[:2], rng), phrase(sentence.tree, *y[:2], rng)
        if a[0] < b[1] and b[0] < a[1]:
            a, b = x[:2], y[:2]
        yield {"text": marked(whole, *spans(a, b))}
    for event in analysis.events:
        sides = [s.span for s in (event.source, event.target) if s is not None and s.span is not None]
        if len(sides) == 2 and (sides[0].end <= sides[1].start or sides[1].end <= sides[0].start):
            a, b = ((s.start - begin, s.end - begin) for s in sides)
            if min(*a, *b) >= 0:
                yield {"text": marked(whole, a, b), "code": event.code}


def pairs(paths, out, seed):
    """All pairs of the texts, as JSON lines."""
    coder, rng = Coder(), random.Random(seed)
    items = list(records(paths))
    rng.shuffle(items)
    rest = iter(items)
    with out.open("w", encoding="utf8") as lines:
        while batch := list(islice(rest, 256)):
            documents = [Document(r["id"], r["text"], parse_date(r["date"])) for r in batch]
            for document, (sentences, fault) in zip(documents, coder.parse(documents), strict=True):
                for analysis in coder.analyse(document, sentences, fault)[1]:
                    for pair in pairs_of(document, analysis, rng):
                        lines.write(json.dumps(pair, ensure_ascii=False) + "\n")


# ---- the teachers


class Teacher(nn.Module):
    """A pretrained transformer; its mean vector and those of the two parties decide."""

    def __init__(self, folder):
        super().__init__()
        from transformers import AutoModel, AutoTokenizer

        self.pieces = AutoTokenizer.from_pretrained(folder)
        self.body = AutoModel.from_pretrained(folder)
        self.marks = self.pieces.convert_tokens_to_ids([STAND[A], STAND[B]])
        self.head = nn.Linear(3 * self.body.config.hidden_size, len(CLASSES))

    def forward(self, texts):
        plain = [t.replace(A, f" {STAND[A]} ").replace(B, f" {STAND[B]} ") for t in texts]
        batch = self.pieces(plain, return_tensors="pt", padding=True, truncation=True, max_length=96)
        with torch.autocast("cpu", torch.bfloat16):
            states = self.body(**batch).last_hidden_state.float()
        masks = [batch["attention_mask"].float()] + [(batch["input_ids"] == m).float() for m in self.marks]
        means = [(states * m[..., None]).sum(1) / m.sum(1, keepdim=True).clamp(min=1) for m in masks]
        return torch.log_softmax(self.head(torch.cat(means, 1)), -1)

    @torch.no_grad()
    def judge(self, texts, size=64):
        """Log probabilities, a row a text."""
        self.eval()
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        out = [None] * len(texts)
        for k in range(0, len(order), size):
            chosen = order[k : k + size]
            for i, row in zip(chosen, self([texts[i] for i in chosen]).tolist(), strict=True):
                out[i] = row
        return out


def descend(net, groups, steps, loss):
    """`steps` steps of AdamW with the rates of `groups`, up a tenth of the way, then down."""
    optimizer = torch.optim.AdamW(groups)
    rates = [g["lr"] for g in groups]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=steps + 1, pct_start=0.1)
    net.train()
    for step in range(steps):
        value = loss()
        optimizer.zero_grad()
        value.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 200 == 0:
            print(f"  step {step} of {steps}: loss {value.item():.3f}", flush=True)
    net.eval()


def endless(count, rng):
    while True:
        yield from rng.sample(range(count), count)


def teach(folder, examples, epochs, seed):
    """A teacher fine-tuned on (marked text, class)."""
    torch.manual_seed(seed)
    net, rng, size = Teacher(folder), random.Random(seed), 16
    draw = endless(len(examples), rng)

    def loss():
        chosen = [examples[i] for i in islice(draw, size)]
        gold = torch.tensor([CLASSES.index(label) for _, label in chosen])
        return nn.functional.cross_entropy(net([t for t, _ in chosen]), gold, label_smoothing=0.1)

    groups = [{"params": net.body.parameters(), "lr": 5e-5}, {"params": net.head.parameters(), "lr": 1e-3}]
    descend(net, groups, int(epochs * len(examples) / size), loss)
    return net


def by_class(path, rng):
    """The coded pairs of a file by class, each text once, shuffled."""
    out = defaultdict(dict)
    for pair in records([path]):
        label = plover(pair["code"]) if "code" in pair else None
        if label:
            out[label][pair["text"]] = None
    return {label: rng.sample(list(texts), len(texts)) for label, texts in sorted(out.items())}


# ---- the student


class Student(nn.Module):
    """The network that `diplocode.coding.relations` computes in numpy."""

    def __init__(self, words, width=96, size=128, layers=3, places=16, dropout=0.15):
        super().__init__()
        self.emb = nn.Embedding(words, width, padding_idx=0)
        self.pa, self.pb = nn.Embedding(2 * FAR + 2, places), nn.Embedding(2 * FAR + 2, places)
        self.inp = nn.Linear(width + 2 * places, size)
        self.convs = nn.ModuleList(nn.Conv1d(size, size, 3, padding=1) for _ in range(layers))
        self.norms = nn.ModuleList(nn.LayerNorm(size) for _ in range(layers))
        self.att, self.hid = nn.Linear(size, 4), nn.Linear(6 * size, 160)
        self.out, self.drop = nn.Linear(160, len(CLASSES)), nn.Dropout(dropout)

    def forward(self, ids, from_a, from_b):
        mask = (ids > 0)[..., None]
        x = torch.cat([self.drop(self.emb(ids)), self.pa(from_a), self.pb(from_b)], -1)
        x = torch.relu(self.inp(x)) * mask
        for conv, norm in zip(self.convs, self.norms, strict=True):
            x = norm(x + torch.relu(conv(x.transpose(1, 2)).transpose(1, 2))) * mask
        weights = torch.softmax(self.att(x).masked_fill(~mask, -1e4), 1)
        seen = torch.einsum("bnk,bnd->bkd", weights, x).flatten(1)
        rows = torch.arange(len(ids))
        parties = [x[rows, (place == FAR).float().argmax(1)] for place in (from_a, from_b)]
        hidden = torch.relu(self.hid(self.drop(torch.cat([seen, *parties], 1))))
        return torch.log_softmax(self.out(hidden), -1)


def tokens(sentence):
    """A marked sentence's words as the vocabulary writes them, the parties as their marks."""
    names = {"ssssourcessss": A, "ttttargettttt": B}
    for name, mark in names.items():
        sentence = sentence.replace(mark, f" {name} ")
    words = (t.text for t in tokenize(sentence, Span(0, len(sentence))))
    return [names.get(w) or form(w) for w in words][:LONGEST]


def encode(words, index):
    """Ids, and the distances from either party (clipped; the last kind for one that is not there)."""
    ids = [{A: SOURCE, B: TARGET}.get(w) or index.get(w, UNKNOWN) for w in words]
    rows = [ids]
    for mark in (A, B):
        at = words.index(mark) if mark in words else None
        rows.append(
            [2 * FAR + 1 if at is None else max(-FAR, min(FAR, i - at)) + FAR for i in range(len(words))]
        )
    return rows


def padded(rows):
    longest = max(len(r[0]) for r in rows)
    fill = (0, 2 * FAR + 1, 2 * FAR + 1)
    return [torch.tensor([r[k] + [fill[k]] * (longest - len(r[k])) for r in rows]) for k in range(3)]


def study(examples, start, epochs, seed, size=64, least=4, limit=16000):
    """(Student, vocabulary) from (marked text, log probabilities); `start`: word vectors by word."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    split = [tokens(t) for t, _ in examples]
    counts = Counter(w for words in split for w in words if w not in (A, B))
    vocabulary = ["<pad>", "<unk>", "<a>", "<b>", *(w for w, c in counts.most_common(limit) if c >= least)]
    index = {w: i for i, w in enumerate(vocabulary)}
    rows = [encode(words, index) for words in split]
    aims = torch.tensor([z for _, z in examples]).exp()
    net = Student(len(vocabulary))
    with torch.no_grad():
        for word, i in index.items():
            if word in start:
                net.emb.weight[i] = torch.tensor(start[word])

    def batches():  # of sentences of like length
        while True:
            order = rng.sample(range(len(rows)), len(rows))
            chunks = [order[i : i + 50 * size] for i in range(0, len(order), 50 * size)]
            chunks = [sorted(c, key=lambda i: len(rows[i][0])) for c in chunks]
            out = [c[i : i + size] for c in chunks for i in range(0, len(c), size)]
            yield from rng.sample(out, len(out))

    draw = batches()

    def loss():
        chosen = next(draw)
        hidden = [
            ([UNKNOWN if w > TARGET and rng.random() < 0.05 else w for w in rows[i][0]], *rows[i][1:])
            for i in chosen
        ]
        return -(aims[chosen] * net(*padded(hidden))).sum(1).mean()

    steps = max(1, int(epochs * len(rows) / size))
    descend(net, [{"params": net.parameters(), "lr": 2e-3, "weight_decay": 1e-3}], steps, loss)
    return net, vocabulary


def export(net, vocabulary, path, facts):
    """The model file: the words' table as int8 with a scale per row, the rest as float16, no pickle."""
    state = {k: v.detach().numpy().astype(np.float32) for k, v in net.state_dict().items()}
    state["emb.weight"][0] = 0
    table, scale = rows_int8(state["emb.weight"])
    out = {"emb_int8": table, "emb_scale": scale, "pa": state["pa.weight"], "pb": state["pb.weight"]}
    for name in ("inp", "att", "hid", "out"):
        out[f"{name}_weight"], out[f"{name}_bias"] = state[f"{name}.weight"].T, state[f"{name}.bias"]
    for k in range(len(net.convs)):
        conv = state[f"convs.{k}.weight"]  # (out, in, width): one matrix over the three neighbours
        out[f"conv{k}_weight"] = conv.transpose(2, 1, 0).reshape(-1, conv.shape[0])
        out[f"conv{k}_bias"] = state[f"convs.{k}.bias"]
        out[f"norm{k}_weight"], out[f"norm{k}_bias"] = state[f"norms.{k}.weight"], state[f"norms.{k}.bias"]
    halves = {k: v if v.dtype == np.int8 else v.astype(np.float16) for k, v in out.items()}
    told = json.dumps({"classes": CLASSES, **facts}, sort_keys=True)
    np.savez_compressed(path, words=text(vocabulary), facts=text([told]), **halves)


# ---- all of it


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path, nargs="+", required=True, help="JSON lines with id, date, text")
    parser.add_argument("--marked", type=Path, nargs="*", default=[], help="JSON lines with actors and label")
    parser.add_argument("--encoder", type=Path, required=True, help="the pretrained transformer's folder")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--labels", type=int, default=110_000, help="pairs for the student (110000)")
    parser.add_argument("--epochs", type=float, default=3, help="of the student (3)")
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    rng = random.Random(args.seed)
    own = list(read_marked(args.marked))

    found = args.work / "pairs.jsonl"
    if not found.exists():
        pairs(args.text, args.work / "pairs.part", args.seed)
        (args.work / "pairs.part").rename(found)
    coded = by_class(found, rng)
    clean = args.work / "clean.json"
    if not clean.exists():
        print("first teacher", flush=True)
        first = teach(
            args.encoder, [(t, c) for c, ts in coded.items() for t in ts[:700]] + 2 * own, 1, args.seed
        )
        kept = {}
        for label, texts in coded.items():
            scores = first.judge(texts[:1100])
            at = CLASSES.index(label)
            kept[label] = [t for t, z in zip(texts, scores, strict=False) if z[at] > -1.9]
        clean.write_text(json.dumps(kept))
    labels = args.work / "labels.jsonl"
    if not labels.exists():
        print("second teacher", flush=True)
        lesson = [(t, c) for c, ts in json.loads(clean.read_text()).items() for t in ts[:1000]]
        second = teach(args.encoder, lesson + 2 * own, 2, args.seed)
        both = list(records([found]))
        rng.shuffle(both)
        both.sort(key=lambda p: "code" not in p)  # those with a code first
        texts = [p["text"] for p in both[: args.labels]]
        with (args.work / "labels.part").open("w", encoding="utf8") as out:
            for t, z in zip(texts, second.judge(texts), strict=True):
                out.write(json.dumps([t, [round(v, 3) for v in z]]) + "\n")
        (args.work / "labels.part").rename(labels)
    print("student", flush=True)
    news = (tokens(item["text"]) for item in records(args.text))
    words, matrix = vectors.train(news, size=96, limit=20_000)
    matrix /= np.abs(matrix).std() * 8
    examples = list(map(tuple, records([labels])))
    net, vocabulary = study(examples, dict(zip(words, matrix, strict=True)), args.epochs, args.seed)
    export(net, vocabulary, args.output, {"pairs": len(examples), "epochs": args.epochs, "seed": args.seed})


if __name__ == "__main__":
    main()

"""From treebank files to the parser's model, deterministically, on a CPU.

    python train/train.py --gum gum_train.tsv --dev gum_dev.tsv --craft craft.txt --text news.jsonl

Stages: word vectors from the text; the network by margin loss; at the end the model file (`export.py`).
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
import treebank
import vectors
from export import export
from network import Network, decode, tree_spans

from diplocode.syntax import features


class Vocabulary:
    """Words, affixes, shapes, tags and label chains of the training trees; entry 0 is the unknown."""

    def __init__(self, examples, vector_words, least=2):
        counts, affix, shapes, tags, labels = (
            Counter(),
            [Counter() for _ in features.AFFIXES],
            Counter(),
            Counter(),
            Counter(),
        )
        for (words, word_tags, spans), weight in examples:
            for word in words:
                form = features.digits(features.normal(word))
                counts[form] += weight
                shapes[features.shape(form)] += weight
                for i, a in enumerate(features.affixes(form)):
                    affix[i][a] += weight
            for t in word_tags:
                tags[t] += weight
            for *_, label in spans:
                labels[label] += weight

        def listed(c, n):
            return [w for w, k in sorted(c.items(), key=lambda x: (-x[1], x[0])) if k >= n]

        self.vector = ["", *vector_words]
        self.words = ["", "<s>", "</s>", *listed(counts, least)]
        self.affixes = [["", "<s>", "</s>", *listed(c, 3)] for c in affix]
        self.shapes = ["", "<s>", "</s>", *listed(shapes, 3)]
        self.tags = listed(tags, 3)
        self.labels = listed(labels, 4)
        self.counts = counts
        self._index = [
            {w: i for i, w in enumerate(v)} for v in (self.vector, self.words, *self.affixes, self.shapes)
        ]
        self.tag_index = {t: i for i, t in enumerate(self.tags)}
        self.label_index = {t: i for i, t in enumerate(self.labels)}
        self._cache = {}

    def sizes(self):
        return {
            "words": len(self.words),
            "affixes": [len(a) for a in self.affixes],
            "shapes": len(self.shapes),
            "tags": len(self.tags),
            "labels": len(self.labels),
        }

    def ids(self, word):
        got = self._cache.get(word)
        if got is None:
            vec, words, *affix, shapes = self._index
            if word in ("<s>", "</s>"):
                got = [0, words[word], *(a[word] for a in affix), shapes[word]]
            else:
                form = features.digits(features.normal(word))
                v = features.lookup(form, vec)
                w = form if form in words else form.lower()
                got = [vec[v] if v else 0, words.get(w, 0)]
                got += [a.get(x, 0) for a, x in zip(affix, features.affixes(form), strict=False)]
                got.append(shapes.get(features.shape(form), 0))
            self._cache[word] = got
        return got

    def label(self, chain):
        """The chain, or its longest known shortening."""
        while chain not in self.label_index:
            parts = chain.split("+")
            if len(parts) == 1:
                return -1
            chain = "+".join(parts[:-1]) if "+".join(parts[:-1]) in self.label_index else "+".join(parts[1:])
        return self.label_index[chain]


def batches(examples, size, rng):
    """Sentences of like length together: lists of examples with about `size` tokens."""
    order = sorted(examples, key=lambda e: len(e[0]) + rng.random() * 4)
    out, batch, total = [], [], 0
    for e in order:
        if batch and total + len(e[0]) > size:
            out.append(batch)
            batch, total = [], 0
        batch.append(e)
        total += len(e[0])
    out.append(batch)
    rng.shuffle(out)
    return out


def encode(batch, vocab, rng=None):
    lengths = torch.tensor([len(words) for words, *_ in batch])
    ids = np.zeros((len(batch), int(lengths.max()) + 2, 10), np.int64)
    for b, (words, *_) in enumerate(batch):
        rows = [list(vocab.ids(w)) for w in ("<s>", *words, "</s>")]
        if rng:
            for k, _w in enumerate(words, 1):
                row = rows[k]
                if row[1] and rng.random() < 0.8 / (0.8 + vocab.counts.get(vocab.words[row[1]], 0)):
                    row[1] = 0
                u = rng.random()
                if u < 0.03:
                    row[1] = row[0] = 0
                elif u < 0.06:
                    row[1] = 0
                elif u < 0.08:
                    row[0] = 0
        ids[b, : len(rows)] = rows
    return torch.tensor(ids), lengths


def loss_of(net, vocab, batch, rng, margin=1.0, tag_weight=0.5):
    ids, lengths = encode(batch, vocab, rng)
    tags, posts = net(ids, lengths)
    gold_tags = torch.full(tags.shape[:2], -1, dtype=torch.long)
    for b, (_, word_tags, *_) in enumerate(batch):
        gold_tags[b, : len(word_tags)] = torch.tensor([vocab.tag_index.get(t, -1) for t in word_tags])
    tag_loss = torch.nn.functional.cross_entropy(
        tags.reshape(-1, tags.shape[2]), gold_tags.reshape(-1), ignore_index=-1, reduction="sum"
    )
    size = int(lengths.max())
    bs, starts, ends, at = [], [], [], np.full((len(batch), size + 1, size + 2), -1, np.int64)
    tri = {n: np.triu_indices(n + 1, 1) for n in set(lengths.tolist())}
    total = 0
    for b, n in enumerate(lengths.tolist()):
        i, j = tri[n]
        bs.append(np.full(len(i), b))
        starts.append(i)
        ends.append(j)
        at[b, i, j - i] = np.arange(total, total + len(i))
        total += len(i)
    bs, starts, ends = (torch.tensor(np.concatenate(x)) for x in (bs, starts, ends))
    with torch.no_grad():  # all spans to find the tree; gradients only for the few that are wrong
        scores = net.spans(posts, bs, starts, ends)
    gold = np.full(total, -1, np.int64)
    for b, (_, _, spans, *_) in enumerate(batch):
        for i, j, label in spans:
            gold[at[b, i, j - i]] = vocab.label(label)
    with torch.no_grad():
        plain = scores.numpy()
        augmented = plain + margin
        known = np.nonzero(gold >= 0)[0]
        augmented[known, gold[known]] -= margin
        best_label = augmented.argmax(1)
        best = augmented[np.arange(total), best_label]
        null = np.where(gold >= 0, margin, 0.0)
        root = np.array([at[b, 0, n] for b, n in enumerate(lengths.tolist())])
        null[root] = -1e9
        empty = null >= best
        best_label[empty] = -1
        best = np.where(empty, null, best)
        chart = np.full((len(batch), size, size + 1), -1e6, np.float32)
        chart_at = at[:, :size, : size + 1]
        chart[chart_at >= 0] = best[chart_at[chart_at >= 0]]
        split = decode(chart, lengths)
    rows, cols, weights, slack = [], [], [], 0.0
    violated = 0
    for b, (words, _, spans, *rest) in enumerate(batch):
        weight = rest[0] if rest else 1.0
        predicted = {}
        for i, n in tree_spans(split[b], len(words)):
            k = at[b, i, n]
            if best_label[k] >= 0:
                predicted[int(k)] = int(best_label[k])
        wanted = {int(at[b, i, j - i]): vocab.label(c) for i, j, c in spans}
        wanted = {k: c for k, c in wanted.items() if c >= 0}
        wrong = [k for k, c in predicted.items() if wanted.get(k) != c]
        missed = [k for k, c in wanted.items() if predicted.get(k) != c]
        if not wrong and not missed:
            continue
        violated += 1
        visited = {int(at[b, i, n]) for i, n in tree_spans(split[b], len(words))}
        slack += (
            weight * margin * (len(wrong) + sum(1 for k in missed if k in visited and k not in predicted))
        )
        rows += wrong + missed
        cols += [predicted[k] for k in wrong] + [wanted[k] for k in missed]
        weights += [weight] * len(wrong) + [-weight] * len(missed)
    tree_loss = slack
    if rows:
        scores = net.spans(posts, bs[rows], starts[rows], ends[rows])
        tree_loss = (scores[range(len(rows)), cols] * torch.tensor(weights)).sum() + slack
    return (tree_loss + tag_weight * tag_loss) / len(batch), violated


def predict(nets, vocab, sentences, tokens=1500):
    """(tags, {(i, j): chain}, smallest margin) for each tokenised sentence; `nets` vote with their scores."""
    order = sorted(range(len(sentences)), key=lambda k: len(sentences[k]))
    out = [None] * len(sentences)
    while order:
        group, total = [], 0
        while order and (not group or total + len(sentences[order[0]]) <= tokens):
            total += len(sentences[order[0]])
            group.append(order.pop(0))
        batch = [(sentences[k],) for k in group]
        with torch.no_grad():
            ids, lengths = encode(batch, vocab)
            size = int(lengths.max())
            i, j = np.triu_indices(size + 1, 1)
            bs = torch.tensor(np.repeat(np.arange(len(batch)), len(i)))
            ii, jj = torch.tensor(np.tile(i, len(batch))), torch.tensor(np.tile(j, len(batch)))
            tags = scores = 0
            for net in nets:
                net.eval()
                t, posts = net(ids, lengths)
                tags = tags + torch.log_softmax(t, 2)
                scores = scores + net.spans(posts, bs, ii, jj)
            scores = (scores / len(nets)).reshape(len(batch), len(i), -1).numpy()
            tags = tags.argmax(2).numpy()
        best_label, best = scores.argmax(2), scores.max(2)
        gap = np.abs(best)
        for b, k in enumerate(group):
            n = len(sentences[k])
            whole = np.nonzero((i == 0) & (j == n))[0][0]
            value = np.maximum(best[b], 0)
            value[whole] = 1e3
            chart = np.full((1, n, n + 1), -1e6, np.float32)
            inside = j <= n
            chart[0, i[inside], (j - i)[inside]] = value[inside]
            split = decode(chart, None)[0]
            index = {(x, y): z for z, (x, y) in enumerate(zip(i.tolist(), j.tolist(), strict=False))}
            spans, weakest = {}, []
            for s, m in tree_spans(split, n):
                z = index[s, s + m]
                weakest.append(gap[b, z])
                if best[b, z] > 0 or z == whole:
                    spans[s, s + m] = vocab.labels[best_label[b, z]]
            out[k] = ([vocab.tags[t] for t in tags[b, :n]], spans, float(min(weakest)))
    return out


def f1(predictions, gold):
    """Labelled bracket F1 with punctuation left out, as the usual scorers count."""
    skip = {",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP", "$", "#", '"', "SYM"}
    hit = ng = np_ = 0
    right = words = 0
    for (tags, spans, _), (_, gold_tags, gold_spans, *_) in zip(predictions, gold, strict=True):
        right += sum(a == b for a, b in zip(tags, gold_tags, strict=False))
        words += len(tags)
        place, pos = [], 0
        for t in gold_tags:
            place.append(pos)
            pos += t not in skip
        place.append(pos)
        g = Counter(
            (x, place[i], place[j]) for i, j, c in gold_spans for x in c.split("+") if place[i] < place[j]
        )
        p = Counter(
            (x, place[i], place[j])
            for (i, j), c in spans.items()
            for x in c.split("+")
            if place[i] < place[j]
        )
        hit += sum((g & p).values())
        ng += sum(g.values())
        np_ += sum(p.values())
    return 2 * hit / max(ng + np_, 1), right / max(words, 1)


def checksum(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def prepare(gum_path, craft_path, text_paths, work):
    """The trees, the vocabulary and the word vectors (made once, then kept in `work`)."""
    gum = treebank.load_gum(gum_path)
    craft = [t for t in treebank.load_plain(craft_path) if 3 < len(treebank.leaves(t)) < 60]
    cached = Path(work) / "vectors.npz"
    if cached.exists():
        with np.load(cached) as stored:
            names, matrix = stored["words"].tolist(), stored["vectors"]
    else:
        text = list(vectors.sentences_of(text_paths))
        trees = [t for _, t in gum] + craft[:12000]
        text += [[w for _, w in treebank.leaves(treebank.merge_hyphens(t))] for t in trees]
        names, matrix = vectors.train(text)
        np.savez(cached, words=np.array(names), vectors=matrix)
    matrix = np.concatenate([np.zeros((1, matrix.shape[1]), np.float32), matrix])
    base = [(treebank.flatten(t), 1) for _, t in gum]
    base += [(treebank.flatten(treebank.merge_hyphens(t)), 1) for _, t in gum]
    base += [(treebank.flatten(treebank.vary(t, random.Random(k))), 1) for k, (_, t) in enumerate(gum)]
    base += [(treebank.flatten(t), 0.2) for t in craft]
    return gum, craft, Vocabulary(base, names), matrix


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--gum", required=True)
    ap.add_argument("--dev", required=True, help="only to report on; never trained on")
    ap.add_argument("--craft", required=True)
    ap.add_argument("--text", required=True, nargs="+", help="JSON lines with a `text`, for word vectors")
    ap.add_argument("--silver", help="trees of a teacher (bracketed, one a line) for self-training")
    ap.add_argument("--silver-share", type=int, default=5000, help="silver trees per epoch")
    ap.add_argument("--craft-share", type=int, default=2500, help="CRAFT trees per epoch")
    ap.add_argument("--epochs", type=int, default=40)
    ap.add_argument("--tokens", type=int, default=800, help="tokens per batch")
    ap.add_argument("--hidden", type=int, default=200)
    ap.add_argument("--rate", type=float, default=0.0012)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--silver-weight", type=float, default=0.6)
    ap.add_argument(
        "--minutes", type=float, default=1e9, help="end earlier, the rate brought down in that time"
    )
    ap.add_argument("--dropout", type=float, default=0.35)
    ap.add_argument("--start", help="a checkpoint to go on from")
    ap.add_argument("--work", default="train/work", help="folder for checkpoints and cached vectors")
    ap.add_argument("-o", "--output", default="src/diplocode/syntax/model/parser.npz")
    args = ap.parse_args()
    work = Path(args.work)
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)

    gum, craft, vocab, matrix = prepare(args.gum, args.craft, args.text, work)
    silver, silver_seen = [], ""
    print(vocab.sizes(), f"{len(gum)} GUM, {len(craft)} CRAFT", flush=True)
    net = Network(vocab.sizes(), matrix, hidden=args.hidden, dropout=args.dropout)
    if args.start:
        net.load_state_dict(torch.load(args.start, weights_only=True)["ema"])
    print(sum(p.numel() for p in net.parameters()), "parameters", flush=True)
    dev = [treebank.flatten(t) for _, t in treebank.load_gum(args.dev, set())]
    optimizer = torch.optim.Adam(net.parameters(), lr=args.rate, betas=(0.9, 0.98), eps=1e-8)
    ema = {k: v.detach().clone() for k, v in net.state_dict().items()}
    facts = {
        "files": {Path(p).name: checksum(p) for p in (args.gum, args.craft, *args.text)},
        "options": {
            k: v
            for k, v in vars(args).items()
            if k
            in (
                "epochs",
                "tokens",
                "hidden",
                "rate",
                "seed",
                "craft_share",
                "silver_share",
                "silver_weight",
                "dropout",
                "minutes",
            )
        },
    }
    step, began = 0, time.time()
    steps_per_epoch = None
    for epoch in range(args.epochs):
        if (
            args.silver and Path(args.silver).exists() and checksum(args.silver) != silver_seen
        ):  # a better teacher may have renewed it
            silver, silver_seen = treebank.load_plain(args.silver), checksum(args.silver)
            print(len(silver), "silver trees", silver_seen[:12], flush=True)
        examples = [(*treebank.flatten(treebank.vary(t, rng)), 1.0) for _, t in gum]
        examples += [
            (*treebank.flatten(treebank.vary(t, rng)), 0.6)
            for t in rng.sample(craft, min(args.craft_share, len(craft)))
        ]
        examples += [
            (*treebank.flatten(treebank.vary(t, rng, 0.3)), args.silver_weight)
            for t in rng.sample(silver, min(args.silver_share, len(silver)))
        ]
        examples = [e for e in examples if 0 < len(e[0]) <= 80 and e[2]]
        groups = batches(examples, args.tokens, rng)
        steps_per_epoch = steps_per_epoch or len(groups)
        total_steps = steps_per_epoch * args.epochs
        net.train()
        running = 0.0
        for batch in groups:
            step += 1
            warm = min(1.0, step / 200)
            done = min(1.0, max(step / total_steps, (time.time() - began) / 60 / args.minutes))
            for group in optimizer.param_groups:
                group["lr"] = args.rate * warm * (0.5 + 0.5 * math.cos(math.pi * done)) + 1e-6
            loss, _ = loss_of(net, vocab, batch, rng)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            running += float(loss.detach())
            decay = min(0.999, (step + 1) / (step + 20))
            with torch.no_grad():
                for k, v in net.state_dict().items():
                    if v.dtype.is_floating_point and k != "vectors":
                        ema[k].lerp_(v, 1 - decay)
        line = f"epoch {epoch + 1} loss {running / len(groups):.3f} {time.time() - began:.0f} s"
        last = epoch + 1 == args.epochs or done >= 1
        if (epoch + 1) % 3 == 0 or last:
            kept = {k: v.clone() for k, v in net.state_dict().items()}
            net.load_state_dict(ema)
            score, accuracy = f1(predict([net], vocab, [d[0] for d in dev]), dev)
            line += f"  dev F1 {100 * score:.2f} tags {100 * accuracy:.2f}"
            torch.save({"ema": ema, "epoch": epoch + 1}, work / f"net{args.seed}.pt")
            export(ema, vocab, args.output, {**facts, "epoch": epoch + 1})
            net.load_state_dict(kept)
        print(line, flush=True)
        if last:
            break


if __name__ == "__main__":
    main()

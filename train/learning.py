"""Margin loss on trees, cross entropy on tags; averaged weights; parsing in batches; bracket F1."""

from __future__ import annotations

import math
import random
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from network import decode, tree_spans


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
    tags, posts = net(ids, lengths, [words for words, *_ in batch], rng)
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
    """(tags, {(i, j): chain}) for each tokenised sentence; `nets` vote with their scores."""
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
                t, posts = net(ids, lengths, [sentences[k] for k in group])
                tags = tags + torch.log_softmax(t, 2)
                scores = scores + net.spans(posts, bs, ii, jj)
            scores = (scores / len(nets)).reshape(len(batch), len(i), -1).numpy()
            tags = tags.argmax(2).numpy()
        best_label, best = scores.argmax(2), scores.max(2)
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
            spans = {}
            for s, m in tree_spans(split, n):
                z = index[s, s + m]
                if best[b, z] > 0 or z == whole:
                    spans[s, s + m] = vocab.labels[best_label[b, z]]
            out[k] = ([vocab.tags[t] for t in tags[b, :n]], spans)
    return out


def f1(predictions, gold):
    """Labelled bracket F1 with punctuation left out, as the usual scorers count."""
    skip = {",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP", "$", "#", '"', "SYM"}
    hit = ng = np_ = 0
    right = words = 0
    for (tags, spans), (_, gold_tags, gold_spans, *_) in zip(predictions, gold, strict=True):
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


def fit(net, vocab, examples_of, epochs, path, *, groups, dev=(), tokens=800, seed=1, log=print):
    """Train for `epochs`; leave the averaged weights in `path` after every one and load them at the end.

    `examples_of(epoch, rng)` gives an epoch's examples; `groups` are the optimizer's, each with a `peak`
    rate, which falls to nothing along a cosine. A run that was cut short goes on after its last epoch.
    """
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(groups, lr=1.0, betas=(0.9, 0.98), eps=1e-8, weight_decay=0.0)
    averaged = {k: v.detach().clone() for k, v in net.state_dict().items()}
    first, step, steps_per_epoch = 0, 0, None
    if Path(path).exists():
        kept = torch.load(path, weights_only=True)
        net.load_state_dict(kept["net"])
        averaged, first, step = kept["averaged"], kept["epoch"], kept["step"]
        optimizer.load_state_dict(kept["optimizer"])
        steps_per_epoch = kept["steps_per_epoch"]
    moving = [name for name, p in net.named_parameters() if p.requires_grad]
    began = time.time()
    for epoch in range(first, epochs):
        rng = random.Random(f"{seed} {epoch}")
        torch.manual_seed(1000 * seed + epoch)
        examples = [e for e in examples_of(epoch, rng) if 0 < len(e[0]) <= 80 and e[2]]
        packs = batches(examples, tokens, rng)
        steps_per_epoch = steps_per_epoch or len(packs)
        net.train()
        running = 0.0
        for pack in packs:
            step += 1
            done = min(1.0, step / (steps_per_epoch * epochs))
            for group in optimizer.param_groups:
                falling = 0.5 + 0.5 * math.cos(math.pi * done)
                group["lr"] = group["peak"] * (min(1.0, step / 100) * falling + 1e-3)
            loss, _ = loss_of(net, vocab, pack, rng)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for p in net.parameters() if p.grad is not None], 5.0)
            optimizer.step()
            running += float(loss.detach())
            decay = min(0.999, (step + 1) / (step + 20))
            with torch.no_grad():
                now = net.state_dict()
                for name in moving:
                    averaged[name].lerp_(now[name], 1 - decay)
            if step % 100 == 0:
                log(f"  step {step} of {steps_per_epoch * epochs}, {time.time() - began:.0f} s")
        line = f"epoch {epoch + 1} loss {running / len(packs):.3f} {time.time() - began:.0f} s"
        if dev and (epoch % 3 == 2 or epoch + 1 == epochs):
            now = {k: v.clone() for k, v in net.state_dict().items()}
            net.load_state_dict(averaged)
            score, accuracy = f1(predict([net], vocab, [d[0] for d in dev]), dev)
            line += f"  dev F1 {100 * score:.2f} tags {100 * accuracy:.2f}"
            net.load_state_dict(now)
        state = {"net": net.state_dict(), "averaged": averaged, "epoch": epoch + 1, "step": step}
        state |= {"optimizer": optimizer.state_dict(), "steps_per_epoch": steps_per_epoch}
        torch.save(state, path)
        log(line)
    net.load_state_dict(averaged)
    return net.eval()

